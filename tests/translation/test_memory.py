"""The translation memory: made once, found again, and never after something that shaped it has changed."""

import contextlib
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.store import Database
from bot.translation.memory import CHUNK, Memory, key
from bot.translation.text import Mark, Translation

SHAPE = {"engine": "e", "revision": "1", "glossary": "g"}


class Maker:
    """Makes upper-case "translations" and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, sources: Sequence[str]) -> list[Translation]:
        self.asked.append(list(sources))
        return [Translation(s, s.upper(), (Mark("number", "x"),), 0.5, "greedy") for s in sources]


def test_what_was_made_is_found_again(database: Database) -> None:
    memory, make = Memory(database), Maker()
    first = memory.through("translate", ["b", "a", "b"], SHAPE, make)
    again = memory.through("translate", ["a", "b"], SHAPE, make)
    assert make.asked == [["a", "b"]]
    assert [t.text for t in first] == ["B", "A", "B"]
    assert [(t.text, t.reused, t.marks) for t in again] == [
        ("A", True, (Mark("number", "x"),)),
        ("B", True, (Mark("number", "x"),)),
    ]
    assert not any(t.reused for t in first)


def test_each_chunk_is_kept_before_the_next_begins(database: Database) -> None:
    memory = Memory(database)
    sources = [f"{i:04}" for i in range(CHUNK + 1)]

    def fail_at_the_second(chunk: Sequence[str]) -> list[Translation]:
        if memory.count():
            raise KeyboardInterrupt
        return Maker()(chunk)

    with contextlib.suppress(KeyboardInterrupt):
        memory.through("translate", sources, SHAPE, fail_at_the_second)
    assert memory.count() == CHUNK


def test_progress_counts_every_input_once(database: Database) -> None:
    memory, told = Memory(database), []
    memory.through("translate", ["a"], SHAPE, Maker())
    memory.through("translate", ["a", "b", "b"], SHAPE, Maker(), told.append)
    assert sum(told) == 3


@given(st.text(), st.text(), st.sampled_from(["engine", "revision", "glossary"]))
def test_the_key_changes_with_all_that_shapes_the_output(source: str, other: str, what: str) -> None:
    assert key("translate", source, **SHAPE) == key("translate", source, **SHAPE)
    assert key("translate", source, **SHAPE) != key("bullet", source, **SHAPE)
    assert key("translate", source, **SHAPE) != key("translate", source, **(SHAPE | {what: "changed"}))
    assert (key("translate", source, **SHAPE) == key("translate", other, **SHAPE)) == (source == other)
