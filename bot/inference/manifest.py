"""``models/manifest.toml``: which models are shipped, and the sums that tell whether their files are whole."""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.errors import ModelError, NotFoundError

MEND = "Install Mirsad again, or copy the file from the release; 'mirsad models verify' checks all of them."


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model: size in bytes and SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Model:
    """A shipped model as its manifest describes it."""

    name: str
    folder: Path
    revision: str
    purpose: str
    licence: str
    base: str
    tasks: frozenset[str]
    files: tuple[ModelFile, ...]

    @property
    def size(self) -> int:
        """Bytes in all."""
        return sum(f.size for f in self.files)

    def check_present(self) -> None:
        """Every file is there with its size; quick, no sums.

        Raises:
            ModelError: names the file and says how to mend it.
        """
        for f in self.files:
            path = self.folder / f.name
            if not path.is_file():
                raise ModelError(f"The model '{self.name}' lacks {path}. {MEND}")
            if path.stat().st_size != f.size:
                raise ModelError(f"{path} is damaged: {path.stat().st_size} bytes instead of {f.size}. {MEND}")

    def damaged(self) -> Iterator[tuple[ModelFile, str]]:
        """The files that are not as shipped, each with what is wrong; reads every byte."""
        for f in self.files:
            path = self.folder / f.name
            if not path.is_file():
                yield f, "missing"
                continue
            with path.open("rb") as handle:
                if hashlib.file_digest(handle, "sha256").hexdigest() != f.sha256:
                    yield f, "damaged (its SHA-256 differs)"


class Manifest:
    """The models of a folder.

    Raises:
        ModelError: there is no manifest, or it cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / "manifest.toml"
        if not path.is_file():
            raise ModelError(f"There is no {path}. {MEND}")
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            self.default: str = table["default"]
            self.models = {name: _model(name, folder / name, entry) for name, entry in table["models"].items()}
        except (tomllib.TOMLDecodeError, KeyError, TypeError, UnicodeDecodeError) as e:
            raise ModelError(f"{path} cannot be read: {e!r}. {MEND}") from e

    def __getitem__(self, name: str) -> Model:
        """The model of that name; NotFoundError lists the ones there are."""
        if name not in self.models:
            raise NotFoundError(f"There is no model '{name}'; there are: {', '.join(sorted(self.models))}.")
        return self.models[name]


def _model(name: str, folder: Path, entry: dict[str, object]) -> Model:
    files = entry["files"]
    tasks = entry["tasks"]
    if not isinstance(files, dict) or not isinstance(tasks, list):
        raise TypeError(f"{name}: 'files' must be a table and 'tasks' a list")
    return Model(
        name=name,
        folder=folder,
        revision=str(entry["revision"]),
        purpose=str(entry["purpose"]),
        licence=str(entry["licence"]),
        base=str(entry["base"]),
        tasks=frozenset(map(str, tasks)),
        files=tuple(ModelFile(n, int(f["size"]), str(f["sha256"])) for n, f in files.items()),
    )
