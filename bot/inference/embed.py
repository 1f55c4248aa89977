"""Sentences as vectors: the interface, and the encoder that comes with the program."""

import threading
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from bot.errors import ModelError
from bot.inference.manifest import MEND, Manifest, Model

Vectors = npt.NDArray[np.float32]  # (texts, dimensions), each row of length 1

MAX_TOKENS = 256  # a sentence of news is 20 to 80; the encoder's positions end at 512


class Embedder(Protocol):
    """Makes vectors whose dot product says how near two texts are, across languages."""

    @property
    def name(self) -> str:
        """Name and revision: vectors of two embedders cannot be compared."""

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of sentences to be found."""


class E5Embedder:
    """multilingual-e5-small (Wang et al., arXiv:2402.05672) in CTranslate2's int8 format.

    384 numbers a text: the mean over its tokens' last states, at length 1. Loaded at the first call; may be called
    from several threads, one at a time.
    """

    def __init__(self, model: Model, *, threads: int = 0, batch: int = 16) -> None:
        self.name = f"{model.name} {model.revision}"
        self._model = model
        self._threads = threads
        self._batch = batch
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None

    @classmethod
    def shipped(cls, models: Path, *, threads: int = 0) -> "E5Embedder":
        """The encoder in the folder of models.

        Raises:
            ModelError: there is none.
        """
        manifest = Manifest(models / "e5")
        return cls(manifest[manifest.default], threads=threads)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions; the model was trained with this prefix."""
        return self._encode([f"query: {t}" for t in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of sentences; the model was trained with this prefix."""
        return self._encode([f"passage: {t}" for t in texts])

    def unload(self) -> None:
        """Give the model's memory back; the next call loads it again."""
        with self._lock:
            self._loaded = None

    def _encode(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            encoder, tokenizer = self._load()
            # The tokenizer file folds nothing itself; the model's own folding is NFKC with spaces collapsed.
            folded = [" ".join(unicodedata.normalize("NFKC", t).split()) for t in texts]
            tokens = [["<s>", *t[: MAX_TOKENS - 2], "</s>"] for t in tokenizer.encode(folded, out_type=str)]
            out = np.zeros((len(texts), 0), np.float32)
            order = sorted(range(len(texts)), key=lambda i: len(tokens[i]))  # batches of one length pad little
            for at in range(0, len(order), self._batch):
                places = order[at : at + self._batch]
                states = np.array(encoder.forward_batch([tokens[i] for i in places]).last_hidden_state)  # (B, T, H)
                lengths = np.array([len(tokens[i]) for i in places])
                mask = np.arange(states.shape[1])[None, :] < lengths[:, None]  # (B, T)
                means = (states * mask[:, :, None]).sum(axis=1) / lengths[:, None]  # (B, H)
                if not out.shape[1]:
                    out = np.zeros((len(texts), means.shape[1]), np.float32)
                out[places] = means / np.linalg.norm(means, axis=1, keepdims=True)
            return out

    def _load(self) -> tuple[Any, Any]:
        if self._loaded is None:
            # Imported here: they cost a third of a second, which a run that needs no vectors need not pay.
            import ctranslate2
            import sentencepiece

            self._model.check_present()
            folder = self._model.folder
            try:
                encoder = ctranslate2.Encoder(str(folder), device="cpu", intra_threads=self._threads)
                tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(folder / "tokenizer.model"))
            except (RuntimeError, ValueError, OSError) as e:
                raise ModelError(f"The model '{self.name}' in {folder} cannot be loaded ({e}). {MEND}") from e
            self._loaded = encoder, tokenizer
        return self._loaded
