"""What every test gets: folders of its own, and no settings from outside."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store import Database


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's folders or configuration."""
    for name in [n for n in os.environ if n.startswith("MIRSAD_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MIRSAD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("MIRSAD_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A new database."""
    made = Database(tmp_path / "data" / "mirsad.db")
    yield made
    made.close()
