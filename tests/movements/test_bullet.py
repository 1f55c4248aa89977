"""Bullets: short, with their claimant, and nothing in them that their sentence does not say."""

import pytest

from bot.articles import load_text
from bot.movements.bullet import LONGEST, MOST, Bullet, make
from bot.translation import Glossary, Mark, Translation


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load()


def one(arabic: str, english: str, draft: str, glossary: Glossary, sure: float = 0.9) -> tuple[Bullet, ...]:
    """The bullets of an article of one sentence."""
    article = load_text(arabic)
    (sentence,) = article.sentences
    translation = Translation(sentence.clean, english, (), 0.9, "greedy")
    drafts = {1: Translation(sentence.clean, draft, (), sure, "greedy")}
    return make(article, [translation], drafts, glossary)


RSF = "وقال شهود عيان إن قوات الدعم السريع انسحبت من مدينة ود مدني السبت."
RSF_EN = "Witnesses said that the Rapid Support Forces (RSF) withdrew from the city of Wad Madani on Saturday."


def test_a_good_draft_is_kept_with_its_claimant(glossary: Glossary) -> None:
    (b,) = one(RSF, RSF_EN, "RSF withdrew from Wad Madani on Saturday", glossary)
    assert b == Bullet("Witnesses: RSF withdrew from Wad Madani on Saturday", (1,), "witnesses", "claimed")


@pytest.mark.parametrize(
    "draft",
    [
        "RSF withdrew from Wad Madani on Sunday",
        "RSF withdrew from Khartoum on Saturday",
        "RSF with 300 vehicles withdrew from Wad Madani",
        "RSF did not withdraw from Wad Madani",
        "RSF withdrew south from Wad Madani",
        " ".join(["RSF"] * (LONGEST + 1)),
    ],
)
def test_a_draft_that_adds_a_fact_is_replaced_by_the_sentence(draft: str, glossary: Glossary) -> None:
    (b,) = one(RSF, RSF_EN, draft, glossary)
    assert b.text == "Witnesses: The Rapid Support Forces (RSF) withdrew from the city of Wad Madani on Saturday"
    assert [m.code for m in b.marks] == ["withheld"]


def test_an_unsure_draft_is_not_used(glossary: Glossary) -> None:
    (b,) = one(RSF, RSF_EN, "RSF withdrew from Wad Madani on Saturday", glossary, sure=0.4)
    assert [m.code for m in b.marks] == ["withheld"]


@pytest.mark.parametrize(
    ("arabic", "english", "draft", "status"),
    [
        (
            "ويهدف الجيش السوداني إلى استعادة مدينة الفاشر.",
            "The Sudanese army aims to recapture the city of El Fasher.",
            "Sudanese army recaptured El Fasher",
            "planned",
        ),
        (
            "نفى الجيش السوداني انسحابه من الفاشر.",
            "The Sudanese army denied withdrawing from El Fasher.",
            "Sudanese army withdrew from El Fasher",
            "denied",
        ),
    ],
)
def test_a_plan_or_a_denial_is_never_told_as_done(
    arabic: str, english: str, draft: str, status: str, glossary: Glossary
) -> None:
    (b,) = one(arabic, english, draft, glossary)
    assert b.status == status
    assert draft not in b.text


def test_no_draft_no_bullet(glossary: Glossary) -> None:
    assert one(RSF, RSF_EN, "-", glossary) == ()


def test_the_translations_marks_go_with_it(glossary: Glossary) -> None:
    article = load_text(RSF)
    mark = Mark("number", "3 is in the Arabic but not in the English")
    translation = Translation(article.sentences[0].clean, RSF_EN, (mark,), 0.9, "beam")
    drafts = {1: Translation(article.sentences[0].clean, "RSF took Omdurman", (), 0.9, "greedy")}
    (b,) = make(article, [translation], drafts, glossary)
    assert mark in b.marks


def test_restatements_merge_and_the_news_comes_first(glossary: Glossary) -> None:
    text = (
        "ويسيطر الجيش السوداني على مدينة بورتسودان منذ عام 2023.\n"
        "سيطر الجيش السوداني على مدينة ود مدني.\n"
        "وبذلك سيطر الجيش السوداني على مدينة ود مدني بالكامل.\n"
    )
    drafts = [
        "Sudanese army has controlled Port Sudan since 2023",
        "Sudanese army captured Wad Madani",
        "Sudanese army captured all Wad Madani",
    ]
    article = load_text(text)
    translations = [Translation(s.clean, d, (), 0.9, "greedy") for s, d in zip(article.sentences, drafts, strict=True)]
    made = make(article, translations, dict(enumerate(translations, 1)), glossary)
    assert [(b.sentences, b.status) for b in made] == [((2, 3), "reported"), ((1,), "background")]


def test_at_most_so_many(glossary: Glossary) -> None:
    towns = ["بارا", "الأبيض", "نيالا", "زالنجي", "الجنينة", "كتم", "مليط", "أم روابة", "الرهد", "كادقلي"]
    text = "".join(f"سيطرت القوات على بلدة {t} يوم {i + 3} من الشهر.\n" for i, t in enumerate(towns))
    article = load_text(text)
    drafts = {
        s.n: Translation(s.clean, f"Forces captured town on day {s.n + 2} of month", (), 0.9, "greedy")
        for s in article.sentences
    }
    assert len(make(article, list(drafts.values()), drafts, glossary)) == MOST
