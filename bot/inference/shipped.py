"""The model that comes with the program, run by CTranslate2 with a sentencepiece tokenizer."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from bot.errors import ModelError
from bot.inference.engine import Decoding, Engine, Hypothesis
from bot.inference.manifest import MEND, Model
from bot.inference.prompts import Prompts

END = "\n"  # the model ends its output with a line break
MAX_TOKENS = 400  # of output; about 250 English words


class ShippedEngine(Engine):
    """A decoder-only text-to-text model in CTranslate2's int8 format; prompts from ``prompts/``."""

    def __init__(self, model: Model, prompts: Prompts, *, threads: int = 0, batch: int = 16) -> None:
        super().__init__(batch)
        self.name = model.name
        self.revision = model.revision
        self.tasks = model.tasks
        self._model = model
        self._prompts = prompts
        self._threads = threads
        self._loaded: tuple[Any, Any] | None = None

    def unload(self) -> None:
        """Give the model's memory back; the next call loads it again."""
        with self._lock:
            self._loaded = None

    def _prompt(self, task: str, variables: Mapping[str, str]) -> str:
        return self._prompts[task].render(variables)

    def _generate(self, prompts: Sequence[str], decoding: Decoding) -> list[tuple[Hypothesis, ...]]:
        generator, tokenizer = self._load()
        start = [["<bos>", *pieces] for pieces in tokenizer.encode(list(prompts), out_type=str)]
        # English rarely needs twice the tokens of its prompt; a loop must not run to the end of the window.
        longest = min(MAX_TOKENS, 2 * max(map(len, start)) + 32)
        results = generator.generate_batch(
            start,
            beam_size=decoding.beam,
            num_hypotheses=decoding.n_best,
            max_length=longest,
            include_prompt_in_result=False,
            end_token=END,
            return_scores=True,
        )
        return [
            tuple(
                Hypothesis(tokenizer.decode(sequence).strip(), min(1.0, math.exp(score)))
                for sequence, score in zip(r.sequences, r.scores, strict=True)
            )
            for r in results
        ]

    def _load(self) -> tuple[Any, Any]:
        if self._loaded is None:
            # Imported here: they cost a third of a second, which a run from the memory need not pay.
            import ctranslate2
            import sentencepiece

            self._model.check_present()
            folder = self._model.folder
            try:
                parts = sorted(folder.glob("model.bin*"))
                files = {f: (folder / f).read_bytes() for f in ("config.json", "vocabulary.json")}
                files["model.bin"] = b"".join(p.read_bytes() for p in parts)
                generator = ctranslate2.Generator(str(folder), device="cpu", intra_threads=self._threads, files=files)
                tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(folder / "tokenizer.model"))
            except (RuntimeError, ValueError, OSError) as e:
                raise ModelError(f"The model '{self.name}' in {folder} cannot be loaded ({e}). {MEND}") from e
            self._loaded = generator, tokenizer
        return self._loaded
