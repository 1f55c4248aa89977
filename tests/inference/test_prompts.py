"""Prompt files: what they declare, what they use and what they are given must fit."""

from pathlib import Path

import pytest

from bot.errors import NotFoundError, PromptError
from bot.inference import Prompts
from bot.resources import shipped

GOOD = "---\nversion: 2\nvariables: [sentence]\n---\nArabic: {sentence}\nEnglish:\n"


def _prompts(folder: Path, text: str) -> Prompts:
    (folder / "t.md").write_text(text, encoding="utf-8")
    return Prompts(folder)


def test_it_renders_without_the_files_last_newline(tmp_path: Path) -> None:
    prompt = _prompts(tmp_path, GOOD)["t"]
    assert prompt.version == 2
    assert prompt.render({"sentence": "نص {x} \\1"}) == "Arabic: نص {x} \\1\nEnglish:"


@pytest.mark.parametrize(
    ("given", "named"), [({}, "sentence"), ({"sentence": "a", "tone": "b"}, "tone")], ids=["missing", "unknown"]
)
def test_a_variable_that_does_not_fit_is_named(tmp_path: Path, given: dict[str, str], named: str) -> None:
    with pytest.raises(PromptError, match=f"'{named}'"):
        _prompts(tmp_path, GOOD)["t"].render(given)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (GOOD.replace("[sentence]", "[sentence, terms]"), "terms"),
        (GOOD.replace("{sentence}", "{text}"), "text|sentence"),
        (GOOD.replace("version: 2", "version: two"), "version"),
        ("Arabic: {sentence}", "front matter"),
    ],
)
def test_a_file_that_contradicts_itself_is_an_error(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(PromptError, match=named):
        _prompts(tmp_path, text)["t"]


def test_a_prompt_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="'nothing'"):
        Prompts(tmp_path)["nothing"]


def test_the_shipped_prompts_can_be_read() -> None:
    prompts = Prompts(shipped("prompts"))
    assert {"translate", "bullet", "answer", "rewrite", "question"} <= set(prompts.names())
    for name in prompts.names():
        assert prompts[name].variables
