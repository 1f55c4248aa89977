"""Bullets: nothing in them that their sentence does not say, whatever the model offers."""

import pytest

from bot.articles import load_text
from bot.movements.bullet import LONGEST, Bullet, shorten
from bot.movements.bullets import MOST, bullets
from bot.movements.extract import extract
from bot.movements.places import Gazetteer
from bot.translation import Glossary


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load()


def one(arabic: str, english: str, draft: str, gazetteer: Gazetteer, glossary: Glossary) -> tuple[Bullet, ...]:
    """The bullets of an article of one sentence, for which the model offers ``draft``."""
    article = load_text(arabic)
    records = extract(article, {1: english}, gazetteer=gazetteer)
    return bullets(article, records, {1: english}, {1: draft}, glossary=glossary)


RSF = "وقال شهود عيان إن قوات الدعم السريع انسحبت من مدينة ود مدني السبت."
RSF_EN = "Witnesses said that the Rapid Support Forces (RSF) withdrew from the city of Wad Madani on Saturday."


def test_a_good_draft_is_kept_with_its_claimant(gazetteer: Gazetteer, glossary: Glossary) -> None:
    (b,) = one(RSF, RSF_EN, "RSF withdrew from Wad Madani on Saturday", gazetteer, glossary)
    assert "RSF withdrew from Wad Madani on Saturday" in b.text
    assert "itnesses" in b.text
    assert (b.sentences, b.status, b.marks) == ((1,), "claimed", ())


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
def test_a_draft_that_adds_a_fact_is_not_used(draft: str, gazetteer: Gazetteer, glossary: Glossary) -> None:
    for b in one(RSF, RSF_EN, draft, gazetteer, glossary):
        assert draft not in b.text
        for added in ("Sunday", "Khartoum", "300", " not ", "south"):
            assert added not in b.text


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
    arabic: str, english: str, draft: str, status: str, gazetteer: Gazetteer, glossary: Glossary
) -> None:
    for b in one(arabic, english, draft, gazetteer, glossary):
        assert b.status == status
        assert draft not in b.text


def test_who_is_not_named_is_not_named(gazetteer: Gazetteer, glossary: Glossary) -> None:
    arabic = "تقدم الجيش السوداني نحو مدينة الفاشر.\nوقد تم كسر الحصار على مدينة الفاشر."
    article = load_text(arabic)
    english = {1: "The Sudanese army advanced toward El Fasher.", 2: "The siege of El Fasher was broken."}
    records = extract(article, english, gazetteer=gazetteer)
    (broken,) = [b for b in bullets(article, records, english, glossary=glossary) if 2 in b.sentences]
    assert broken.text == "The siege of El Fasher was broken"


def test_at_most_so_many(gazetteer: Gazetteer, glossary: Glossary) -> None:
    towns = ["بارا", "الأبيض", "نيالا", "زالنجي", "الجنينة", "كتم", "مليط", "أم روابة", "الرهد", "كادقلي"]
    article = load_text("".join(f"سيطر الجيش السوداني على مدينة {t}.\n" for t in towns))
    english = {s.n: "The Sudanese army took control of the town." for s in article.sentences}
    records = extract(article, english, gazetteer=gazetteer)
    assert len(bullets(article, records, english, glossary=glossary)) == MOST


def test_a_long_sentence_is_cut_where_a_clause_ends(glossary: Glossary) -> None:
    arabic = "سيطر الجيش على البلدة بعد معارك عنيفة استمرت طوال الليل وانسحاب المقاتلين نحو القرى المجاورة"
    english = (
        "The army took control of the town after fierce battles that went on all night and a withdrawal of the "
        "fighters toward the neighboring villages"
    )
    short = shorten(english, arabic, glossary)
    assert short.endswith(" …")
    assert english.startswith(short.removesuffix(" …"))
    assert len(short.split()) <= LONGEST + 1


def test_a_cut_never_loses_a_not(glossary: Glossary) -> None:
    arabic = "قال الجيش ان القوات المنتشرة على طول الطريق الدولي بين المدينتين لم تدخل البلدة"
    english = (
        "The army said that the forces which are deployed along the whole length of the international road between "
        "the two cities did not enter the town"
    )
    assert shorten(english, arabic, glossary) == english
