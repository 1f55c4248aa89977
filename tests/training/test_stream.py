import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import InputError, ModelError
from bot.training.data import Example
from bot.training.stream import SIZES, Batch, Row, Stream, pad, tokenize


class Letters:
    """A tokenizer of characters."""

    def encode(self, texts: list[str]) -> list[list[int]]:
        return [[ord(c) for c in text] for text in texts]

    def bos_id(self) -> int:
        return 2

    def piece_to_id(self, piece: str) -> int:
        return ord(piece)


def rows(task: str, n: int) -> list[Row]:
    return [Row((2, i, *[7] * (i % 90)), (8, 9)) for i in range(n)] if task != "terms" else [Row((2, 5), (6,))] * n


def stream(seed: int = 1, tokens: int = 480) -> Stream:
    return Stream({"translate": rows("translate", 200), "terms": rows("terms", 30)}, tokens, seed)


def test_prompt_begins_and_target_ends() -> None:
    made = tokenize([Example("translate", "ab", "c")], Letters())
    assert made == {"translate": [Row((2, 97, 98), (32, 99, 10))]}


def test_long_examples_are_left_out_rather_than_cut() -> None:
    assert tokenize([Example("translate", "a" * 300, "c")], Letters()) == {}


def test_batches_have_few_sizes_and_hold_their_rows() -> None:
    s = stream()
    for _ in range(100):
        batch = s.next()
        assert batch.size in SIZES
        assert len(batch.rows) == max(1, 480 // batch.size)
        assert all(len(r) <= batch.size for r in batch.rows)


def test_every_example_is_seen_before_any_comes_back() -> None:
    one = Stream({"translate": rows("translate", 48)}, 48)
    seen: list[Row] = []
    while len(seen) < 200:
        seen += one.next().rows
    assert min(seen.count(r) for r in rows("translate", 48)) >= 2


@settings(max_examples=25)
@given(st.integers(0, 40), st.integers(0, 5))
def test_a_restored_stream_goes_on_as_the_old_one(steps: int, seed: int) -> None:
    first = stream(seed)
    for _ in range(steps):
        first.next()
    state = json.loads(json.dumps(first.state()))
    second = stream(seed)
    second.restore(state)
    assert [first.next() for _ in range(60)] == [second.next() for _ in range(60)]


def test_other_data_or_settings_are_not_resumed() -> None:
    state = stream().state()
    for other in (stream(seed=2), stream(tokens=960), Stream({"translate": rows("translate", 199)}, 480)):
        with pytest.raises(ModelError, match="--init"):
            other.restore(state)


def test_a_stream_of_nothing_is_refused() -> None:
    with pytest.raises(InputError, match="mix"):
        Stream({"unheard of": rows("x", 3)}, 480)


def test_padding_marks_only_targets() -> None:
    ids, positions, labels = pad(Batch(6, (Row((2, 11), (12, 10)), Row((2,), (13, 14, 10)))))
    assert ids == [[2, 11, 12, 10, 0, 0], [2, 13, 14, 10, 0, 0]]
    flat = [i for row in ids for i in row]
    assert len(positions) == len(labels) == 256
    for position, label in zip(positions, labels, strict=True):
        assert label in (-100, flat[position + 1])
    assert [x for x in labels if x != -100] == [12, 10, 13, 14, 10]
