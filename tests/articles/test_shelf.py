"""The shelf: one number an article, nothing kept twice, nothing known lost."""

from dataclasses import replace
from datetime import date

import pytest

from bot.articles import load_text
from bot.articles.shelf import Shelf
from bot.errors import NotFoundError
from bot.store import Database

ONE = "سيطر الجيش السوداني على مدينة ود مدني صباح السبت. وقال شهود عيان إن قوات الدعم السريع انسحبت جنوبا."
TWO = "أعلنت جماعة الحوثي إسقاط طائرة مسيرة في أجواء محافظة مأرب شرقي اليمن."


@pytest.fixture
def shelf(database: Database) -> Shelf:
    return Shelf(database)


def test_what_is_kept_comes_back_whole(shelf: Shelf) -> None:
    article = load_text(ONE, source="a.txt", published=date(2025, 1, 11))
    shelf.add([article])
    assert shelf.get("1").article == article
    assert shelf.get(article.id[:6]).article == article


def test_numbers_go_on_and_the_same_article_keeps_its_own(shelf: Shelf) -> None:
    first, second = load_text(ONE), load_text(TWO)
    assert [s.number for s in shelf.add([first, second])] == [1, 2]
    again = load_text("  " + ONE.replace("السبت", "السَّبْت"), source="elsewhere")
    assert [s.number for s in shelf.add([again])] == [1]
    assert len(shelf.all()) == 2


def test_a_date_once_known_stays(shelf: Shelf) -> None:
    shelf.add([load_text(ONE, published=date(2025, 1, 11))])
    shelf.add([load_text(ONE)])
    kept = shelf.get("1").article
    assert (kept.published, kept.published_from) == (date(2025, 1, 11), "option")


def test_add_is_all_or_nothing(shelf: Shelf) -> None:
    good = load_text(ONE)
    bad = replace(load_text(TWO), source=None)  # type: ignore[arg-type]
    with pytest.raises(Exception, match="NOT NULL"):
        shelf.add([good, bad])
    assert shelf.all() == []


@pytest.mark.parametrize("reference", ["7", "#7", "abcdef", "what", "", "99999999999999"])
def test_an_unknown_reference_is_named(shelf: Shelf, reference: str) -> None:
    shelf.add([load_text(ONE)])
    with pytest.raises(NotFoundError):
        shelf.get(reference)
