"""What every model backend is to the house: text in, text out, same order and length."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.errors import ModelError

Progress = Callable[[int], None]  # called with how many inputs have just been finished


@dataclass(frozen=True, slots=True)
class Decoding:
    """How the model searches: ``beam`` hypotheses side by side, the best ``n_best`` returned."""

    name: str
    beam: int = 1
    n_best: int = 1

    @property
    def tag(self) -> str:
        """A short text that is the same exactly when the decoding is the same; part of the memory's key."""
        return f"{self.name}:{self.beam}:{self.n_best}"


GREEDY = Decoding("greedy")


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One output. ``confidence`` is the geometric mean of its tokens' probabilities, 0 to 1."""

    text: str
    confidence: float


class Engine(ABC):
    """A backend writes :meth:`_prompt` and :meth:`_generate`; batching, order and locking are done here.

    ``name`` and ``revision`` tell outputs of different models apart; ``tasks`` names the prompts it can follow.
    Models load at the first call, once, and may be called from several threads, one at a time.
    """

    name: str
    revision: str
    tasks: frozenset[str]

    def __init__(self, batch: int = 16) -> None:
        self._batch = batch
        self._lock = threading.RLock()

    def run(
        self,
        task: str,
        inputs: Sequence[Mapping[str, str]],
        decoding: Decoding = GREEDY,
        progress: Progress | None = None,
    ) -> list[tuple[Hypothesis, ...]]:
        """Do one task for each input (the prompt's variables); result ``i`` belongs to input ``i``, best first.

        Equal prompts are run once. Batches are made by length, so that little is padded.

        Raises:
            ModelError: the engine cannot do the task, or the model is missing or damaged.
        """
        if task not in self.tasks:
            raise ModelError(f"The engine '{self.name}' cannot do '{task}'; it can do {', '.join(sorted(self.tasks))}.")
        prompts = [self._prompt(task, variables) for variables in inputs]
        return self._run(prompts, decoding, progress)

    def translate_batch(self, sentences: Sequence[str]) -> list[str]:
        """English for each Arabic sentence, greedily and unchecked; ``bot.translation`` adds checks and memory."""
        return [h[0].text for h in self.run("translate", [{"sentence": s} for s in sentences])]

    def generate_batch(self, prompts: Sequence[str]) -> list[str]:
        """The continuation of each prompt, greedily."""
        return [h[0].text for h in self._run(prompts, GREEDY, None)]

    def unload(self) -> None:  # noqa: B027 - a backend that holds nothing need not write it
        """Give the model's memory back; the next call loads it again."""

    @abstractmethod
    def _prompt(self, task: str, variables: Mapping[str, str]) -> str:
        """The text that the model is given for a task."""

    @abstractmethod
    def _generate(self, prompts: Sequence[str], decoding: Decoding) -> list[tuple[Hypothesis, ...]]:
        """One batch; ``prompts`` is not empty and about equally long. Called with the lock held."""

    def _run(
        self, prompts: Sequence[str], decoding: Decoding, progress: Progress | None
    ) -> list[tuple[Hypothesis, ...]]:
        places: dict[str, list[int]] = {}
        for i, prompt in enumerate(prompts):
            places.setdefault(prompt, []).append(i)
        results: list[tuple[Hypothesis, ...]] = [()] * len(prompts)
        order = sorted(places, key=lambda p: (len(p), p))
        size = max(1, self._batch // decoding.beam)  # a beam keeps as many states as a batch: memory stays the same
        for at in range(0, len(order), size):
            batch = order[at : at + size]
            with self._lock:
                outputs = self._generate(batch, decoding)
            for prompt, output in zip(batch, outputs, strict=True):
                for i in places[prompt]:
                    results[i] = output
                if progress:
                    progress(len(places[prompt]))
        return results
