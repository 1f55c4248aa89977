"""The package's tables as files: read once, folded once."""

import json
import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

_PACKAGE = "bot.movements"


def data(name: str) -> Traversable:
    """A file of the package's data folder."""
    return files(_PACKAGE).joinpath("data").joinpath(name)


@cache
def toml(name: str) -> dict[str, Any]:
    """A TOML table of the data folder."""
    return tomllib.loads(data(name).read_text(encoding="utf-8"))


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of a movement record."""
    loaded: dict[str, Any] = json.loads(data("movement.schema.json").read_text(encoding="utf-8"))
    return loaded


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a tab-separated table, without comments and blank lines."""
    text = data(name).read_text(encoding="utf-8")
    return tuple(
        tuple(cell.strip() for cell in line.split("\t"))
        for line in text.splitlines()
        if line.strip() and not line.startswith("#")
    )
