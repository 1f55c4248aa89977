import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.errors import ModelError
from bot.evaluation.cli import app, command
from bot.evaluation.evaluate import Subject, evaluate
from bot.evaluation.sets import EvaluationSet, Pair, Question
from bot.training.smoke import TRIPLES


@dataclass(frozen=True)
class Said:
    text: str
    marks: tuple[str, ...] = ()
    confidence: float = 0.9


KNOWN = {arabic: english for arabic, english, _ in TRIPLES}
SET = EvaluationSet(
    "toy", tuple(Pair(*t) for t in TRIPLES), (Question("A.", "Who?", ""), Question("B is.", "What?", "B"))
)


def perfect(sentences: Sequence[str]) -> list[Said]:
    return [Said(KNOWN.get(s, "")) for s in sentences]


def subject(**more: object) -> Subject:
    return Subject(translate=perfect, **more)  # type: ignore[arg-type]  # the tests pass what fits


def test_a_perfect_model() -> None:
    bullets = {a: b for a, _, b in TRIPLES}
    result = evaluate(
        SET,
        subject(
            bullets=lambda s: [bullets[x] for x in s],
            answers=lambda _: ["not in the articles", "B"],
            names=lambda _, e: [("Mayadin",)] if "Mayadin" in e else [],
        ),
    )
    scores = result.scores
    assert (scores["bleu"], scores["chrf"]) == (pytest.approx(100), pytest.approx(100))
    assert scores["number_recall"] == scores["entity_accuracy"] == scores["unmarked_right"] == 1.0
    assert scores["negation_errors"] == scores["loop_rate"] == scores["dropped_rate"] == 0.0
    assert scores["bullet_rouge_l"] == scores["bullet_recall"] == scores["answer_exact"] == 1.0
    assert scores["abstention_recall"] == 1.0
    assert all(not line.faults for line in result.lines)


def test_faults_are_found_and_shown_by_sentence() -> None:
    def bad(sentences: Sequence[str]) -> list[Said]:
        out = perfect(sentences)
        out[2] = Said("The factions advanced in the southern Aleppo countryside.", ("negation",), 0.2)
        out[3] = Said("20 people, three of them children, were killed in shelling of the city.", (), 0.4)
        return out

    result = evaluate(SET, Subject(bad))
    assert result.scores["negation_errors"] == 1
    assert result.lines[2].faults == ("negation",)
    assert result.lines[3].faults == ("number",)
    assert result.scores["marked_share"] == pytest.approx(1 / 8)
    assert result.scores["unmarked_right"] == pytest.approx(6 / 7, abs=1e-4)
    assert result.curve[0].right == 1.0
    assert "bullet_rouge_l" not in result.scores


@pytest.fixture
def program() -> typer.Typer:
    made = typer.Typer()
    made.command("evaluate")(command(subject))
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "toy.tsv"
    path.write_text("\n".join("\t".join(t) for t in TRIPLES) + "\n", "utf-8")
    return path


def test_json_on_the_command_line(program: typer.Typer, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    result = CliRunner().invoke(program, [str(file), str(file), "--as", "two", "--format", "json", "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["two"]["size"] == 2 * len(TRIPLES)
    assert json.loads(out.read_text("utf-8"))[0]["lines"][0]["output"] == TRIPLES[0][1]


def test_table_glossary_and_reversals(program: typer.Typer, file: Path, tmp_path: Path) -> None:
    glossary = tmp_path / "g.tsv"
    glossary.write_text("الميادين\tMayadin\tplace\tal-Mayadin\n", "utf-8")
    reversals = Path(__file__).parents[1] / "data" / "reversals.tsv"
    result = CliRunner().invoke(program, [str(file), "--glossary", str(glossary), "--reversals", str(reversals)])
    assert result.exit_code == 0, result.output
    assert "entity_accuracy" in result.stdout
    assert "role_unclear" in result.stdout


def test_the_gate_on_the_command_line(program: typer.Typer, file: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    run = CliRunner().invoke
    assert run(program, [str(file), "--floors", str(floors), "--pin"]).exit_code == 0
    assert run(program, [str(file), "--floors", str(floors)]).exit_code == 0
    floors.write_text(floors.read_text("utf-8").replace("negation_errors = 0.0", "negation_errors = -1.0"), "utf-8")
    failed = run(program, [str(file), "--floors", str(floors)])
    assert failed.exit_code == 1
    assert "negation_errors" in failed.stderr


def test_options_that_lack_something(program: typer.Typer, file: Path) -> None:
    assert CliRunner().invoke(program, []).exit_code == 2
    assert CliRunner().invoke(program, [str(file), "--pin"]).exit_code == 2


def test_without_a_model_the_command_says_so(file: Path) -> None:
    assert isinstance(CliRunner().invoke(app, [str(file)]).exception, ModelError)
