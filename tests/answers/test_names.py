"""Names are found however they are spelt, and other words are left alone."""

import pytest

from bot.answers.index import Index
from bot.answers.names import Names, alike, sound
from bot.answers.retrieve import Query, Retriever
from tests.answers.conftest import SECOND, TERMS


@pytest.fixture
def names() -> Names:
    return Names(TERMS)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How far is Dayr al-Zur?", ["Deir ez-Zor"]),
        ("who holds deir ezzor", ["Deir ez-Zor"]),
        ("bukamal", ["Albu Kamal"]),
        ("Where is Al-Bukamal?", ["Albu Kamal"]),
        ("Did they enter Mayadeen?", ["Mayadin"]),
        ("sdf killed?", ["Syrian Democratic Forces (SDF)"]),
        ("How many IS fighters are there?", ["Islamic State group (IS)"]),
        ("How many is that? What is it?", []),
        ("Who commands the men in Madrid?", []),
        ("كم تبعد البوكمال عن دير الزور؟", ["Albu Kamal", "Deir ez-Zor"]),
        ("من يسيطر على الميادين؟", ["Mayadin"]),
    ],
)
def test_found(names: Names, question: str, expected: list[str]) -> None:
    assert [n.canonical for n in names.find(question)] == expected


def test_sounds() -> None:
    assert sound("Raqqah") == sound("Raqqa") == sound("Rakka")
    assert alike(sound("Abdel Rahman"), sound("Abdulrahman"))
    assert not alike(sound("Homs"), sound("Hama"))
    assert not alike(sound("Brigade 137"), sound("Brigade 136"))


def test_a_name_no_glossary_has_is_found_by_its_sound(index: Index) -> None:
    hits = Retriever(index, Names(())).search(Query(english="Who is in Maiadeen?"), 1)
    assert [h.passage.en for h in hits] == [SECOND[0][1]]


def test_an_english_name_finds_its_arabic(index: Index) -> None:
    found = Retriever(index, Names(TERMS)).search(Query(english="bukamal"), 1, use=frozenset({"arabic"}))
    assert [h.passage.sentence for h in found] == [2]
