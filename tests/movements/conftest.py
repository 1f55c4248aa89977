"""A gazetteer built once for all movement tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.movements.places import Gazetteer


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    """The shipped places, in a folder of the session's own."""
    folder: Path = tmp_path_factory.mktemp("places")
    with Gazetteer(folder) as made:
        yield made
