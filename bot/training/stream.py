"""An endless stream of length-bucketed batches whose place can be written down in a few numbers.

Every task is shuffled, walked through and shuffled again; tasks are drawn by their share. Batches are padded to one
of few lengths: CPU kernels and compilers are slow on shapes they have not met (threefold, measured).
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Protocol

from bot.errors import InputError, ModelError
from bot.training.data import Example

SIZES = (48, 80, 112, 160, 240)

# Share of each task in the batches. Terms weigh most after plain translation: names are where trust is lost.
MIX: Mapping[str, float] = {
    "translate": 0.32,
    "terms": 0.27,
    "joined": 0.07,
    "bullet": 0.12,
    "answer": 0.07,
    "rewrite": 0.01,
    "question": 0.02,
    "general": 0.11,
    "glossary": 0.01,
}


class Tokenizer(Protocol):
    """What is needed of ``sentencepiece.SentencePieceProcessor``."""

    def encode(self, texts: list[str]) -> list[list[int]]:
        """Token ids of each text."""
        ...

    def bos_id(self) -> int:
        """The id that begins every prompt."""
        ...

    def piece_to_id(self, piece: str) -> int:
        """The id of a piece."""
        ...


@dataclass(frozen=True, slots=True)
class Row:
    """One example in token ids; the target ends with the newline that stops decoding."""

    prompt: tuple[int, ...]
    target: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.prompt) + len(self.target)


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows to be padded to ``size`` tokens each."""

    size: int
    rows: tuple[Row, ...]


def tokenize(examples: Iterable[Example], tokenizer: Tokenizer, longest: int = SIZES[-1]) -> dict[str, list[Row]]:
    """Rows by task. Examples longer than ``longest`` tokens are left out: cut ones would teach to drop clauses."""
    listed = list(examples)
    begin, end = tokenizer.bos_id(), tokenizer.piece_to_id("\n")
    prompts = tokenizer.encode([e.prompt for e in listed])
    targets = tokenizer.encode([" " + e.target for e in listed])
    by_task: dict[str, list[Row]] = {}
    for example, prompt, target in zip(listed, prompts, targets, strict=True):
        row = Row((begin, *prompt), (*target, end))
        if len(row) <= longest:
            by_task.setdefault(example.task, []).append(row)
    return by_task


def pad(batch: Batch) -> tuple[list[list[int]], list[int], list[int]]:
    """(token ids, positions, labels) of a batch.

    Token ids are (rows, size), padded with 0 on the right. Positions index the flattened (rows * size) hidden states
    that predict a target token; labels are those tokens. Both are padded to a multiple of 256 (label -100: ignored),
    so that the output layer too meets few shapes.
    """
    ids: list[list[int]] = []
    positions: list[int] = []
    labels: list[int] = []
    for i, row in enumerate(batch.rows):
        ids.append([*row.prompt, *row.target, *[0] * (batch.size - len(row))])
        start = i * batch.size + len(row.prompt) - 1
        positions += range(start, start + len(row.target))
        labels += row.target
    rest = -len(labels) % 256
    return ids, positions + [0] * rest, labels + [-100] * rest


class Stream:
    """See the module's docstring. ``tokens`` is the size of a batch, padding included."""

    def __init__(
        self,
        rows: Mapping[str, Sequence[Row]],
        tokens: int,
        seed: int = 1,
        mix: Mapping[str, float] = MIX,
        sizes: Sequence[int] = SIZES,
    ) -> None:
        self._rows = {task: rows[task] for task in sorted(rows) if rows[task] and mix.get(task, 0) > 0}
        if not self._rows:
            raise InputError("There is no training example of a task that the mix names.")
        self._names, self._weights = list(self._rows), [mix[task] for task in self._rows]
        self._tokens, self._seed, self._sizes = tokens, seed, tuple(sizes)
        self._rng = Random(seed)
        self._fingerprint = ""  # made once, when first asked for: it reads every row
        self._pass = dict.fromkeys(self._names, 0)
        self._at = dict.fromkeys(self._names, 0)
        self._order = {task: self._shuffled(task) for task in self._names}
        self._buckets: dict[int, list[tuple[str, int]]] = {size: [] for size in self._sizes}

    def _shuffled(self, task: str) -> list[int]:
        # From seed, task and pass alone, so that a saved place needs no permutation.
        order = list(range(len(self._rows[task])))
        Random(f"{self._seed}/{task}/{self._pass[task]}").shuffle(order)
        return order

    def next(self) -> Batch:
        """The next full batch of one length."""
        while True:
            task = self._rng.choices(self._names, self._weights)[0]
            if self._at[task] == len(self._order[task]):
                self._pass[task] += 1
                self._at[task] = 0
                self._order[task] = self._shuffled(task)
            index = self._order[task][self._at[task]]
            self._at[task] += 1
            size = next((s for s in self._sizes if s >= len(self._rows[task][index])), None)
            if size is None:
                continue
            bucket = self._buckets[size]
            bucket.append((task, index))
            if len(bucket) >= max(1, self._tokens // size):
                self._buckets[size] = []
                return Batch(size, tuple(self._rows[t][i] for t, i in bucket))

    def fingerprint(self) -> str:
        """Changes with the examples, their order, the batch size, the mix and the seed."""
        if self._fingerprint:
            return self._fingerprint
        digest = hashlib.sha256(repr((self._seed, self._tokens, self._sizes, self._weights)).encode())
        for task, rows in self._rows.items():
            digest.update(task.encode())
            for row in rows:
                digest.update(repr((row.prompt, row.target)).encode())
        self._fingerprint = digest.hexdigest()[:16]
        return self._fingerprint

    def state(self) -> dict[str, Any]:
        """Where the stream stands, for JSON."""
        version, numbers, gauss = self._rng.getstate()
        return {
            "fingerprint": self.fingerprint(),
            "rng": [version, list(numbers), gauss],
            "pass": dict(self._pass),
            "at": dict(self._at),
            "buckets": {str(size): list(map(list, bucket)) for size, bucket in self._buckets.items()},
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on from where :meth:`state` was taken; refused if the data or settings are others."""
        if state["fingerprint"] != self.fingerprint():
            raise ModelError(
                "The training data, batch size, mix or seed is not that of the checkpoint, so it cannot be resumed "
                "exactly. Give the old ones, or start a new run with --init from this checkpoint."
            )
        version, numbers, gauss = state["rng"]
        self._rng.setstate((version, tuple(numbers), gauss))
        self._pass, self._at = dict(state["pass"]), dict(state["at"])
        self._order = {task: self._shuffled(task) for task in self._names}
        self._buckets = {int(size): [(t, i) for t, i in rows] for size, rows in state["buckets"].items()}
