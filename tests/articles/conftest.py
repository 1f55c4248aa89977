from pathlib import Path

import pytest
from hypothesis import settings

# The first example compiles the rules, which takes longer than hypothesis allows an example by itself.
settings.register_profile("articles", deadline=None)
settings.load_profile("articles")


@pytest.fixture(scope="session")
def seeds() -> Path:
    return Path(__file__).parents[2] / "seeds"
