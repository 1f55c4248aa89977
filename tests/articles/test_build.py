from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles import Article, load, load_text
from bot.articles.arabic import ARABIC_LETTER
from bot.articles.split import MAX_CHARS
from bot.errors import InputError

LINES = [
    "بيروت (أ ف ب) - دخلت قوات النظام محافظة #دير_الزور.",
    "اقرأ أيضا: خبر آخر",
    "🔴 عاجل | قصفٌ على حلب https://t.me/abc/1",
    'وقال المرصد "نعم. لا" ثم غادر… وعاد؟ نعم!',
    "- بند في قائمة",
    "published: 2017-06-23",
    "title: عنوان",
    "The army said so.",
    "د. محمد قال 4.4 كم.",
    "التعليقات",
    "* * *",
    "ﺍﻟﺠﻴﺶ\u200f \u202bيتقدم\u202c ـ شرقا",
    "كلمة " * 200,
    "",
    "   ",
]


def check(article: Article) -> None:
    raw = article.raw
    stretches = [(s.start, s.end) for s in article.sentences] + [(b.start, b.end) for b in article.boilerplate]
    covered: set[int] = set()
    for start, end in stretches:
        assert 0 <= start < end <= len(raw)
        assert covered.isdisjoint(range(start, end))
        covered.update(range(start, end))
    assert not [at for at, char in enumerate(raw) if ARABIC_LETTER.match(char) and at not in covered]
    assert [s.n for s in article.sentences] == list(range(1, len(article.sentences) + 1))
    assert [s.start for s in article.sentences] == sorted(s.start for s in article.sentences)
    assert [s.paragraph for s in article.sentences] == sorted(s.paragraph for s in article.sentences)
    for s in article.sentences:
        assert raw[s.start : s.end] == s.text
        assert s.clean
        assert len(s.text) <= MAX_CHARS
        assert s.id == f"{article.id}.{s.n}"


@given(st.lists(st.sampled_from(LINES), max_size=12), st.sampled_from(["\n", "\r\n", "\n\n"]), st.booleans())
def test_every_letter_is_in_a_sentence_or_set_aside(lines: list[str], newline: str, markdown: bool) -> None:
    try:
        article = load_text(newline.join(lines), markdown=markdown)
    except InputError:
        return
    check(article)


@given(st.text(alphabet='ابةوقال الجيش.؟:،-#_*>[]()"\n\t\r123/@aZ\u200f\u0651ـ', max_size=200))
def test_any_text(text: str) -> None:
    try:
        article = load_text(text)
    except InputError:
        return
    check(article)


def test_seeds(seeds: Path) -> None:
    loaded = load([seeds])
    assert not loaded.problems
    for article in loaded.articles:
        check(article)
    assert [bool(article.headline) for article in loaded.articles] == [False, False, True, False, True]
    assert {article.published for article in loaded.articles} == {None}
    hashtag = loaded.articles[1].sentences[0]
    assert "#دير_الزور" in hashtag.text
    assert "مدينة دير الزور، بعد" in hashtag.clean


NEWS = "دخلت قوات النظام محافظة دير الزور بعد معارك عنيفة.\n\nوأكّد المرصد أن المسؤولين غادروا إلى مدينة أخرى."


@pytest.mark.parametrize(
    "variant",
    [
        NEWS.replace("\n\n", "\n"),
        NEWS.replace(" ", "  "),
        NEWS.replace("\n", "\r\n"),
        NEWS.replace("وأكّد", "واكد").replace("أن", "ان"),
        NEWS.replace("إلى", "الى").replace("المسؤولين", "المسوولين").replace("أخرى", "اخرى"),
        NEWS.replace("مدينة", "مـدينـة"),
        "بيروت (أ ف ب) - " + NEWS,
        NEWS + "\n\nالتعليقات",
        "\u200f" + NEWS.replace("دير الزور", "#دير_الزور"),
        "date: 2017-06-23\n\n" + NEWS,
    ],
)
def test_the_same_article_has_the_same_id(variant: str) -> None:
    assert load_text(variant).id == load_text(NEWS).id


def test_another_article_has_another_id() -> None:
    assert load_text(NEWS.replace("دير الزور", "حلب")).id != load_text(NEWS).id
    assert len(load_text(NEWS).id) == 16


LONG = "دخلت قوات النظام محافظة دير الزور بعد معارك عنيفة مع التنظيم في ريفها الغربي، بحسب المرصد السوري."


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (f"الجيش يدخل دير الزور\n\n{LONG}", "الجيش يدخل دير الزور"),
        (f"الجيش يدخل دير الزور\n{LONG}", "الجيش يدخل دير الزور"),
        (f"# الجيشُ يدخل #دير_الزور\n\n{LONG}", "الجيش يدخل دير الزور"),
        (f"عاجل | الجيش يدخل دير الزور\n\n{LONG}", "الجيش يدخل دير الزور"),
        (f"هل يدخل الجيش دير الزور؟\n\n{LONG}", "هل يدخل الجيش دير الزور؟"),
        (f"اقرأ أيضا\nالجيش يدخل دير الزور\n\n{LONG}", "الجيش يدخل دير الزور"),
        (f"title: الجيش يدخل دير الزور\n\n{LONG}", "الجيش يدخل دير الزور"),
        (f'---\ntitle: "الجيش يدخل دير الزور"\ndate: 2017-06-23\n---\n{LONG}', "الجيش يدخل دير الزور"),
        (f"title: الجيش يدخل دير الزور\n\nالجيش يدخل دير الزور\n\n{LONG}", "الجيش يدخل دير الزور"),
        (f"موسكو: لن ننسحب من سوريا\n\n{LONG}", "موسكو: لن ننسحب من سوريا"),
    ],
)
def test_headline(text: str, headline: str) -> None:
    article = load_text(text, markdown=text.startswith("# "))
    check(article)
    assert article.headline == headline
    assert article.sentences[0].clean == headline
    assert len(article.sentences) == 2


@pytest.mark.parametrize("text", [LONG, f"{LONG}\n\n{LONG}", f"دخل الجيش المدينة.\n\n{LONG}", "قصف على حلب"])
def test_no_headline(text: str) -> None:
    assert load_text(text).headline is None


def test_an_english_title_is_set_aside() -> None:
    article = load_text(f"title: Army enters city\n{LONG}")
    assert article.headline is None
    assert [b.rule for b in article.boilerplate] == ["header"]


def test_telegram_post() -> None:
    post = (
        "🔴 #عاجل | قصف مدفعي على بلدة #خان_شيخون ❗️\n\n"
        "▪️ أصيب 3 مدنيين بجروح، بحسب @halab_today، وفق مصادر محلية 👇 https://t.me/abc/55\n"
        "▪️ الطيران الروسي يشارك في القصف\n\n"
        "📌 للاشتراك في القناة: https://t.me/abc\n@abc_channel"
    )
    article = load_text(post)
    check(article)
    assert [s.clean for s in article.sentences] == [
        "قصف مدفعي على بلدة خان شيخون",
        "أصيب 3 مدنيين بجروح، بحسب halab today، وفق مصادر محلية",
        "الطيران الروسي يشارك في القصف",
    ]
    assert [b.rule for b in article.boilerplate] == ["label", "follow", "link"]


def test_markdown() -> None:
    text = "# عنوان المقال\n\n> قال **الجيش** [إنه](https://a.b/c) دخل المدينة. ثم خرج منها.\n\n"
    text += "![ص](a.png)\n\n- بند أول\n- بند ثان\n\n---\n"
    article = load_text(text, markdown=True)
    check(article)
    assert [s.clean for s in article.sentences] == [
        "عنوان المقال",
        "قال الجيش إنه دخل المدينة.",
        "ثم خرج منها.",
        "بند أول",
        "بند ثان",
    ]


def wrap(text: str, width: int) -> str:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


@pytest.mark.parametrize("width", [60, 72, 80])
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_hard_wrapped_lines_are_joined(width: int, gap: str, seeds: Path) -> None:
    seed = load([seeds]).articles[2]
    paragraphs = [line for line in seed.raw.split("\n") if line.strip()]
    wrapped = load_text(gap.join(wrap(paragraph, width) for paragraph in paragraphs))
    check(wrapped)
    if gap == "\n\n":
        assert wrapped.id == seed.id
        assert [s.clean for s in wrapped.sentences] == [s.clean for s in seed.sentences]
        assert [s.paragraph for s in wrapped.sentences] == [s.paragraph for s in seed.sentences]
    else:
        assert abs(len(wrapped.sentences) - len(seed.sentences)) <= 1


def test_a_list_of_headlines_is_not_joined() -> None:
    headlines = [
        "الجيش السوري يدخل مدينة دير الزور بعد معارك عنيفة مع التنظيم",
        "القوات العراقية تستعيد السيطرة على مدينة القائم قرب الحدود",
        "مقتل خمسة مدنيين في قصف على الغوطة الشرقية قرب دمشق اليوم",
        "التحالف الدولي يعلن استهداف مواقع التنظيم في الرقة وريفها",
        "تركيا ترسل تعزيزات عسكرية جديدة إلى الحدود مع سوريا شمالا",
        "الأمم المتحدة تدعو إلى هدنة إنسانية عاجلة في مدينة الرقة",
    ]
    assert [s.clean for s in load_text("\n".join(headlines)).sentences] == headlines
