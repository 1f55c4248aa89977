"""What bears an answer out, whose word it is, what a question asks for, and what leans on the turn before."""

import pytest

from bot.answers.claims import claimant
from bot.answers.conversation import Turn, faithful, follows, joined, wish
from bot.answers.kinds import holds, kind
from bot.answers.mend import mend
from bot.answers.support import support

SENTENCES = ("The army took Mayadin.", "SOHR said 4,000 men came from Iraq in three days.")


@pytest.mark.parametrize(
    ("answer", "places"),
    [("4,000 men", (1,)), ("4000", (1,)), ("3 days", (1,)), ("Mayadin", (0,)), ("The army took Mayadin", (0,))],
)
def test_borne_out(answer: str, places: tuple[int, ...]) -> None:
    found = support(answer, "How many?", SENTENCES)
    assert found.holds
    assert found.places == places


@pytest.mark.parametrize(
    "answer", ["5,000 men", "400 men", "men from Iran", "Raqqa", "", "?!", "the tanks left at dawn"]
)
def test_not_borne_out(answer: str) -> None:
    assert not support(answer, "How many?", SENTENCES).holds


def test_a_figure_of_the_question_is_no_proof() -> None:
    assert not support("1,200 men", "Did 1,200 men come from Iraq?", SENTENCES).holds


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("According to SOHR, 12 died.", "SOHR"),
        (
            "Twelve died, according to the Syrian Observatory for Human Rights.",
            "the Syrian Observatory for Human Rights",
        ),
        ("Rami Abdel Rahman told AFP that forces entered.", "Rami Abdel Rahman"),
        ("The town fell, a military source said on Sunday.", "a military source"),
        ("Rida Issa, spokesman for the operations room, said the men were besieged.", "Rida Issa"),
        ("But a spokesman for the coalition denied that the towns had fallen.", "a spokesman for the coalition"),
        ("The army took the town on Thursday.", None),
        ("The army that took the town was said to be large.", None),
    ],
)
def test_claimants(sentence: str, who: str | None) -> None:
    assert claimant(sentence) == who


def test_a_claimant_told_of_before() -> None:
    assert claimant("He added that four towns fell.", "The governor said the army was near.") == "the governor"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How far is Sirte from Tripoli?", "measure"),
        ("sirte to tripoli distance", "measure"),
        ("When did it begin?", "time"),
        ("Since when?", "time"),
        ("Who took it?", "person"),
        ("Where did they go?", "place"),
        ("Why did they leave?", "reason"),
        ("Did the army enter?", "truth"),
        ("What was found?", "thing"),
    ],
)
def test_kinds(question: str, expected: str) -> None:
    assert kind(question) == expected


def test_what_a_kind_looks_like() -> None:
    assert holds("number", "at least four")
    assert holds("number", "85")
    assert not holds("number", "the army")
    assert holds("time", "on Thursday evening")
    assert not holds("time", "the army")


@pytest.mark.parametrize(
    ("answer", "context", "mended"),
    [
        ("three", "It destroyed three similar systems in May.", "three similar systems"),
        ("640", "640 were killed.", "640"),
        ("4", "It cost 4.5 million.", "4"),
        ("Munir al-Yfei", "The death of Munir al-Yafei.", "Munir al-Yafei"),
        ("Homs", "The battle of Hama.", "Homs"),
        ("the port of Sirte", "They took the port of Sirte.", "the port of Sirte"),
    ],
)
def test_mending(answer: str, context: str, mended: str) -> None:
    assert mend(answer, context) == mended


@pytest.mark.parametrize(
    "question",
    [
        "And how deep did they get?",
        "Why?",
        "Since when?",
        "Who led them, according to the Observatory?",
        "Is the fighting there over?",
        "Does the coalition agree?",
        "What is happening around it now?",
        "How far is that from the center?",
    ],
)
def test_leaning(question: str) -> None:
    assert follows(question, question)


@pytest.mark.parametrize(
    "question",
    [
        "How far is the Syrian army from the T2 pumping station?",
        "What is Brigade 137 and who holds it?",
        "What do the jihadists use in their raids?",
        "Who is the commander of the Syrian force approaching the city?",
        "Are there any civilians in Mayadin?",
    ],
)
def test_standing_alone(question: str) -> None:
    assert not follows(question, question)


def test_leaning_in_arabic() -> None:
    assert follows("وكم قتل منهم؟", "How many were killed in the battle?")
    assert not follows("كم عدد القتلى في معركة دير الزور؟", "How many were killed in the battle of Deir ez-Zor?")


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("show me the arabic", "arabic"),
        ("Arabic?", "arabic"),
        ("source", "source"),
        ("Where does it say that?", "source"),
        ("more", "more"),
        ("Who says so?", "who"),
        ("Who told AFP that?", "who"),
        ("من قال ذلك؟", "who"),
        ("Who took the town?", "question"),
        ("Who claimed it?", "question"),
        ("Who said the army took the town?", "question"),
        ("How many more came?", "question"),
    ],
)
def test_wishes(message: str, expected: str) -> None:
    assert wish(message) == expected


def test_a_rewriting_must_say_what_was_asked() -> None:
    before = Turn("q", "How far is the Syrian army from the T2 pumping station?", "12 kilometers", ())
    assert faithful("How far is the Syrian army from the airport?", "And from the airport?", before)
    assert not faithful("How many men are in Raqqa and Homs and Hama?", "And from the airport?", before)
    assert not faithful("How far is the Syrian army from the T2 pumping station?", "And from the airport?", before)
    assert joined("And from the airport?", before).startswith("From the airport? (How far")
