from pathlib import Path

import pytest

from bot.errors import InputError
from bot.evaluation import gate

SCORES = {"gold": {"bleu": 41.5, "number_recall": 0.97, "negation_errors": 2.0}}


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    path = tmp_path / "floors.toml"
    gate.pin(path, SCORES, {})
    return path


def test_what_was_pinned_passes(floors: Path) -> None:
    assert gate.read(floors) == SCORES
    assert gate.compare(SCORES, gate.read(floors)) == []


@pytest.mark.parametrize(
    ("metric", "value", "text"),
    [
        ("bleu", 41.0, "gold: bleu 41.0 is below the pinned 41.5"),
        ("number_recall", 0.96, "below"),
        ("negation_errors", 3.0, "above"),
        ("bleu", None, "not measured"),
    ],
)
def test_what_became_worse_fails(floors: Path, metric: str, value: float | None, text: str) -> None:
    scores = {"gold": {k: v for k, v in (SCORES["gold"] | {metric: value}).items() if v is not None}}
    (failure,) = gate.compare(scores, gate.read(floors))
    assert text in str(failure)


def test_better_and_rounding_pass_and_other_sets_are_passed_over(floors: Path) -> None:
    better = {"gold": {"bleu": 41.46, "number_recall": 0.99, "negation_errors": 0.0, "chrf": 1.0}}
    assert gate.compare(better, gate.read(floors)) == []
    assert gate.compare({"mine": {"bleu": 1.0}}, gate.read(floors)) == []


@pytest.mark.parametrize(("metric", "value"), [("bleu", 41.4), ("negation_errors", 3.0)])
def test_lowering_takes_the_flag(floors: Path, metric: str, value: float) -> None:
    before = floors.read_text("utf-8")
    scores = {"gold": {metric: value}}
    with pytest.raises(InputError, match="--lower"):
        gate.pin(floors, scores, gate.read(floors))
    assert floors.read_text("utf-8") == before
    gate.pin(floors, scores, gate.read(floors), lower=True)
    assert gate.read(floors)["gold"] == SCORES["gold"] | {metric: value}


def test_no_file_means_no_floors_and_a_broken_one_is_told(tmp_path: Path) -> None:
    assert gate.read(tmp_path / "none.toml") == {}
    for text in ("x", "bleu = 3\n", '[gold]\nbleu = "high"\n'):
        (tmp_path / "f.toml").write_text(text, "utf-8")
        with pytest.raises(InputError, match=r"f\.toml"):
            gate.read(tmp_path / "f.toml")
