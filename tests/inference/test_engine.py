"""Every engine keeps order and length, runs equal prompts once, and batches by length."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ModelError
from bot.inference import Decoding, EchoEngine, Engine, Hypothesis


class Recorder(Engine):
    """Answers each prompt with itself reversed, and remembers the batches."""

    name, revision, tasks = "recorder", "1", frozenset({"translate"})

    def __init__(self, batch: int = 4) -> None:
        super().__init__(batch)
        self.batches: list[list[str]] = []

    def _prompt(self, task: str, variables: Mapping[str, str]) -> str:
        return variables["sentence"]

    def _generate(self, prompts: Sequence[str], decoding: Decoding) -> list[tuple[Hypothesis, ...]]:
        self.batches.append(list(prompts))
        return [(Hypothesis(p[::-1], 1.0),) for p in prompts]


@given(st.lists(st.text(max_size=30), max_size=40))
def test_order_and_length_are_kept(sentences: list[str]) -> None:
    assert Recorder().translate_batch(sentences) == [s[::-1] for s in sentences]


def test_equal_prompts_run_once_and_batches_are_by_length() -> None:
    engine = Recorder(batch=2)
    engine.translate_batch(["ccc", "a", "bb", "a", "dddd"])
    assert engine.batches == [["a", "bb"], ["ccc", "dddd"]]


def test_progress_adds_up_to_all_inputs() -> None:
    told: list[int] = []
    Recorder().run("translate", [{"sentence": s} for s in ["a", "b", "a"]], progress=told.append)
    assert sum(told) == 3


def test_a_task_it_cannot_do_is_named() -> None:
    with pytest.raises(ModelError, match="'bullet'"):
        Recorder().run("bullet", [{"sentence": "a"}])


def test_echo_gives_back_its_input() -> None:
    assert EchoEngine().translate_batch(["مرحبا", ""]) == ["مرحبا", ""]
