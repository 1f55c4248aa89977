import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles import load
from bot.articles.split import MAX_CHARS, sentences

GOLD: dict[str, list[str]] = json.loads((Path(__file__).parent / "gold_starts.json").read_text(encoding="utf-8"))


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize("stem", sorted(GOLD))
def test_seed_sentences_begin_where_a_person_says(stem: str, seeds: Path) -> None:
    article = load([seeds / f"{stem}.txt"]).articles[0]
    expected, position = [], 0
    for beginning in GOLD[stem]:
        position = article.raw.index(beginning, position)
        expected.append(position)
        position += 1
    cut_off = {span.end for span in article.boilerplate if span.rule == "dateline"}
    begun = {s.start for s in article.sentences if not {s.start, s.start - 1} & cut_off}
    assert sorted(begun | {span.start for span in article.boilerplate}) == expected


@pytest.mark.parametrize(
    "parts",
    [
        ["د. محمد الأحمد قال ذلك.", "ثم عاد أ.د. علي حسن إلى بيروت."],
        ["م. وليد قال ذلك.", "ورد د . سامي."],
        ["بلغت المسافة 4.4 كم.", "وقتل 3,5 مليون."],
        ["تبعد القرية 10 كم. شمال المدينة.", "وقتل ثلاثة."],
        ['قال "انتهى الأمر." ثم غادر.'],
        ['قال "انتهى الأمر. سنعود غدا."', "وغادر القائد المدينة."],
        ["قال الوزير «انتهى الأمر».", "وأضاف أنهم سيعودون."],
        ['قال القائد: "نحن هنا. لن ننسحب. سنقاتل".', 'وأضاف: "سنعود".'],
        ['ان وحدات الجيش "حققت... خلال الساعات الماضية تقدما".', "وافاد المرصد."],
        ["حققت… خلال الساعات الماضية تقدما."],
        ["ماذا حدث؟", "لا أحد يعرف!", "والجيش يتقدم."],
        ["«هل عدت؟» سأله الرجل.", "قال نعم."],
        ["دخل الجيش؛ ثم خرج؛ وعاد."],
        ["انظر https://t.me/abc.def?x=1 للمزيد.", "انتهى الخبر."],
        ["وقع القصف عند الساعة 10.30 صباحا.", "وقتل ثلاثة."],
        ["يحاصرها منذ العام 2014.", "وافاد المرصد."],
        ["غرب اللواء 137.", "وتسيطر القوات."],
        ["وصلت شركة ج. م. ع. إلى القاهرة.", "ثم غادرت."],
        ["وفق أ.ف.ب.", "وقال المصدر إن أ.ف.ب أخطأت."],
        ["قال مصدر لوكالة أ ف ب.", "وأضاف."],
        ["كانت ت.م. مدينة.", "وبنيت عام 300 ق.م. تقريبا."],
        ["1. دخل الجيش المدينة.", "2. خرج منها."],
        ["في 23.6.2017 دخل الجيش.", "ثم خرج."],
        ["موقع العربية.نت قال ذلك.", "ثم نفى."],
        ["دخلت قوات U.S. Army و J. R. Smith المدينة.", "وعادت."],
        ["سيطرت على المدينة .", "وقال المرصد ."],
        ["قال ذلك (انتهى).", "وعاد."],
    ],
)
def test_splits(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts


def test_no_space_after_full_stop() -> None:
    assert split("دخل الجيش المدينة.ثم خرج منها.") == ["دخل الجيش المدينة.", "ثم خرج منها."]


@pytest.mark.parametrize(
    "text",
    [
        "كلمة " * 2000,
        "دخل الجيش، " * 1000,
        "قال المصدر ذلك؛ " * 700,
        "ا" * 10_000,
        '"' + "قال ذلك. " * 1200 + '"',
    ],
    ids=["words", "commas", "semicolons", "one word", "one quotation"],
)
def test_ten_thousand_characters_without_an_end(text: str) -> None:
    parts = split(text)
    assert max(map(len, parts)) <= MAX_CHARS
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")


def test_long_sentence_is_cut_at_a_clause() -> None:
    clause = "سيطرت القوات على القرية الواقعة شرق المدينة بعد معارك عنيفة، "
    assert all(part.endswith(("،", ".")) for part in split(clause * 30 + "انتهى."))


@given(st.text(alphabet='ابتد نوم.؟!…"«»()[]،؛: \n\u200f1a/م', max_size=300))
def test_spans_are_ordered_and_lose_nothing(text: str) -> None:
    position = 0
    for start, end in sentences(text):
        assert position <= start < end
        assert not text[position:start].strip("\u200f \n")
        assert end - start <= MAX_CHARS
        assert text[start:end].strip("\u200f \n") == text[start:end]
        position = end
    assert not text[position:].strip("\u200f \n")
