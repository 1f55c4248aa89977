"""The shipped encoder ranks as the original does, and finds a sentence across languages."""

import json
from pathlib import Path

import numpy as np
import pytest

from bot.answers import Answers
from bot.articles.shelf import Shelf
from bot.errors import ModelError
from bot.inference import EchoEngine, Manifest
from bot.inference.embed import E5Embedder
from bot.resources import shipped
from bot.store import Database
from tests.answers.conftest import FIRST, SECOND, Shelve
from tests.answers.test_service import Questions

REFERENCE = json.loads((Path(__file__).parent / "data" / "e5.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def embedder() -> E5Embedder:
    return E5Embedder.shipped(shipped("models"), threads=2)


def test_its_files_are_whole_and_small() -> None:
    manifest = Manifest(shipped("models") / "e5")
    model = manifest[manifest.default]
    assert list(model.damaged()) == []
    assert model.size < 60_000_000


@pytest.mark.model
def test_similarities_are_the_originals(embedder: E5Embedder) -> None:
    arabic, english = embedder.passages(REFERENCE["ar"]), embedder.passages(REFERENCE["en"])
    ours, theirs = arabic @ english.T, np.array(REFERENCE["cosines"])
    assert np.abs(ours - theirs).max() < 0.02
    assert (ours.argmax(axis=1) == theirs.argmax(axis=1)).all()
    order = np.corrcoef(ours.ravel().argsort().argsort(), theirs.ravel().argsort().argsort())
    assert order[0, 1] > 0.98


@pytest.mark.model
def test_vectors_do_not_depend_on_the_batch(embedder: E5Embedder) -> None:
    alone = np.concatenate([embedder.queries([t]) for t in REFERENCE["en"][:4]])
    assert np.allclose(alone, embedder.queries(REFERENCE["en"][:4]), atol=0.02)
    assert np.allclose(np.linalg.norm(alone, axis=1), 1, atol=1e-5)
    assert embedder.queries([]).shape[0] == 0


@pytest.mark.model
def test_a_sentence_is_found_without_a_word_in_common(
    database: Database, shelf: Shelf, shelve: Shelve, embedder: E5Embedder
) -> None:
    answers = Answers(database, EchoEngine(), Questions(), shelf, embedder=embedder)
    answers.index(*shelve(FIRST, "first.txt"))
    answers.index(*shelve(SECOND, "second.txt"))
    assert answers.search("casualties")[0].passage.en in (FIRST[2][1], FIRST[3][1])


def test_a_missing_encoder_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="manifest"):
        E5Embedder.shipped(tmp_path)
