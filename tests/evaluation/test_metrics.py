import sys

import pytest

from bot.errors import ModelError
from bot.evaluation import metrics

SAID = "The army entered the town of Mayadin."


def test_scores_carry_their_signatures() -> None:
    bleu, chrf = metrics.bleu([SAID], [SAID]), metrics.chrf([SAID], [SAID])
    assert bleu.value == pytest.approx(100)
    assert chrf.value == pytest.approx(100)
    assert "nrefs:1" in bleu.signature
    assert "nw:2" in chrf.signature
    assert metrics.chrf(["nothing"], [SAID]).value < 20


def test_without_sacrebleu_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sacrebleu.metrics", None)
    with pytest.raises(ModelError, match="sacrebleu"):
        metrics.bleu([SAID], [SAID])


def test_number_recall() -> None:
    references = ["Two million people fled in 2017.", "Nobody came."]
    assert metrics.number_recall(["2,000,000 people fled in 2017.", ""], references) == 1.0
    assert metrics.number_recall(["Two billion people fled in 2017.", ""], references) == 0.5
    assert metrics.number_recall(["Nobody came."], ["Nobody came."]) is None
    assert metrics.wrong_numbers("3 killed and 4 wounded", "3 killed")


def test_entity_accuracy() -> None:
    names = [[("Deir ez-Zor", "Deir al-Zor")], [("Raqqa",), ("the SDF",)]]
    assert metrics.entity_accuracy(["in Deir al-Zor", "the SDF in Raqqah"], names) == pytest.approx(2 / 3)
    assert metrics.entity_accuracy([""], [[]]) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army did not enter.", True),
        ("They didn't enter.", True),
        ("He denied the report.", True),
        ("Without fighting", True),
        ("Another town, a knot", False),
        ("They entered.", False),
    ],
)
def test_negated(text: str, expected: bool) -> None:
    assert metrics.negated(text) is expected


def test_negation_errors_are_places() -> None:
    assert metrics.negation_errors(["It fell.", "It did not."], ["It did not fall.", "It never did."]) == [0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the town of the town of the town of", True),
        ("no no no", True),
        ("Duran Duran played", False),
        ("in the western countryside of Deir ez-Zor, in the western countryside of Deir ez-Zor", True),
        (SAID, False),
        ("", False),
    ],
)
def test_loops(text: str, expected: bool) -> None:
    assert metrics.loops(text) is expected


def test_untranslated() -> None:
    assert metrics.untranslated(" ")
    assert metrics.untranslated("the town of الميادين")
    assert not metrics.untranslated(SAID)


def test_dropped_clauses() -> None:
    reference = "The army entered the town on Sunday, and 3 soldiers were killed in clashes there, a source said."
    assert metrics.dropped("The army entered the town on Sunday.", reference)
    assert not metrics.dropped(reference, reference)
    shorter = "The army entered the town Sunday; soldiers were killed in clashes, a source said."
    assert metrics.dropped(shorter, reference)  # rather short, and the number is gone
    assert not metrics.dropped(shorter.replace("soldiers", "3 soldiers"), reference)


def test_answers() -> None:
    assert metrics.exact("The Mayadin.", "mayadin")
    assert metrics.token_f1("in Mayadin city", "Mayadin city") == pytest.approx(0.8)
    assert metrics.token_f1("", "") == 1.0
    assert metrics.token_f1("", "x") == 0.0


def test_abstention() -> None:
    outputs = ["not in the articles", "Not in the articles.", "Raqqa", "Raqqa"]
    result = metrics.abstention(outputs, ["", "Mayadin", "", "Raqqa"])
    assert (result.precision, result.recall) == (0.5, 0.5)
    nothing = metrics.abstention(["Raqqa"], ["Raqqa"])
    assert (nothing.precision, nothing.recall) == (None, None)


def test_rouge_l() -> None:
    assert metrics.rouge_l("army entered Mayadin", "army entered Mayadin") == 1.0
    assert metrics.rouge_l("army entered Mayadin", "army left Mayadin town") == pytest.approx(2 * 2 / 7)
    assert metrics.rouge_l("", "x") == 0.0


def test_unsupported_bullets() -> None:
    source = "The Syrian Democratic Forces (SDF) captured two villages near Hajin on Sunday."
    assert not metrics.unsupported("SDF captured two villages near Hajin", source)
    assert not metrics.unsupported("-", source)
    assert metrics.unsupported("SDF captured three villages near Hajin", source)
    assert metrics.unsupported("SDF captured two villages near Baghouz", source)


def test_calibration() -> None:
    points = metrics.calibration([0.9, 0.8, 0.8, 0.1], [True, True, True, False])
    assert points == [
        metrics.Point(0.9, 0.25, 1.0),
        metrics.Point(0.8, 0.75, 1.0),
        metrics.Point(0.1, 1.0, 0.75),
    ]
    assert metrics.threshold_for(points) == 0.8
    assert metrics.threshold_for(points, 0.7) == 0.1
    assert metrics.threshold_for([]) is None
