import json
from pathlib import Path

import pytest

from bot.errors import InputError, UnreadableError
from bot.evaluation import sets
from bot.training.smoke import ARTICLE


def test_tsv_with_and_without_bullets(tmp_path: Path) -> None:
    path = tmp_path / "dev.tsv"
    path.write_text('arabic\tenglish\nأ\tA "x"\nب\tB\tB moved\n\nج\tC\t\n', "utf-8")
    found = sets.read(path)
    assert found.name == "dev"
    assert found.pairs == (sets.Pair("أ", 'A "x"'), sets.Pair("ب", "B", "B moved"), sets.Pair("ج", "C"))


def test_jsonl_of_pairs_questions_and_articles(tmp_path: Path) -> None:
    entries = [{"ar": "أ\nب", "en": "A"}, {"context": "C.", "question": "Q?", "answer": None}, ARTICLE]
    path = tmp_path / "dev.jsonl"
    path.write_text("\n".join(json.dumps(e, ensure_ascii=False) for e in entries), "utf-8")
    found = sets.read(path)
    assert found.pairs[0] == sets.Pair("أ ب", "A")
    assert found.pairs[1].bullet == "Government forces entered Mayadin city"
    assert found.questions[0] == sets.Question("C.", "Q?", "")
    assert "Mayadin" in found.questions[1].context
    assert found.questions[2].question == "When did government forces enter Mayadin?"
    assert sets.read(path) == found


def test_json_list(tmp_path: Path) -> None:
    path = tmp_path / "000.sents.json"
    path.write_text(json.dumps([{"ar": "أ", "en": "A", "sent": 0}]), "utf-8")
    assert sets.read(path) == sets.EvaluationSet(f"{tmp_path.name}/000", (sets.Pair("أ", "A"),))


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.tsv", "أ\tA\nب\n", "line 2"),
        ("a.jsonl", '{"ar": "x", "en": "y"}\n{"ar": 1}\n', "line 2"),
        ("a.jsonl", "{\n", "line 1"),
        ("a.jsonl", '"x"\n', "line 1"),
        ("a.json", "{", "not JSON"),
        ("a.tsv", "\n", "nothing to evaluate"),
    ],
)
def test_bad_files_are_named_with_the_line(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(InputError, match=message):
        sets.read(tmp_path / name)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        sets.read(tmp_path / "none.tsv")


def test_merging_keeps_all() -> None:
    one = sets.EvaluationSet("a", (sets.Pair("أ", "A"),))
    two = sets.EvaluationSet("b", (sets.Pair("ب", "B"),), (sets.Question("C.", "Q?", ""),))
    assert sets.merge("both", [one, two]) == sets.EvaluationSet("both", one.pairs + two.pairs, two.questions)
