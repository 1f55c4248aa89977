"""What extraction and bullets reach on the annotated articles: measured once, pinned here; a floor is not lowered."""

import jsonschema
import pytest

from bot.movements.bullets import MOST, bullets
from bot.movements.evaluate import Score
from bot.movements.extract import extract
from bot.movements.phrasing import LONGEST
from bot.movements.places import Gazetteer
from bot.movements.tables import schema
from tests.movements.faithful import unfaithful
from tests.movements.gold import STEMS, read
from tests.movements.score_gold import measured

FLOORS = {
    "movement sentences F1": 0.95, "records F1 by family": 0.88, "actor": 0.96, "place": 0.91, "attribution": 0.96,
    "status": 0.89, "quantity": 0.95, "date": 0.88,
}  # fmt: skip


@pytest.fixture(scope="module")
def table() -> Score:
    """The score over all annotated articles."""
    return measured()


@pytest.mark.parametrize("measure", FLOORS)
def test_floor(table: Score, measure: str) -> None:
    value = next(v for name, v, _ in table.rows() if name == measure)
    assert value >= FLOORS[measure]


def test_no_place_is_resolved_wrongly(table: Score) -> None:
    assert table.wrong_places == []


@pytest.mark.parametrize("stem", STEMS)
def test_records_are_valid(stem: str, gazetteer: Gazetteer) -> None:
    article, translations, _ = read(stem)
    check = jsonschema.Draft202012Validator(schema())
    records = extract(article, translations, gazetteer=gazetteer)
    for m in records:
        assert sorted(e.message for e in check.iter_errors(m.to_dict())) == []
    assert len({m.event_id for m in records}) == len(records)


@pytest.mark.parametrize("stem", STEMS)
def test_the_gold_itself_is_valid(stem: str) -> None:
    check = jsonschema.Draft202012Validator(schema())
    _, _, gold = read(stem)
    for records in gold.values():
        for r in records:
            check.validate(r)


@pytest.mark.parametrize("stem", STEMS)
def test_bullets_are_faithful(stem: str, gazetteer: Gazetteer) -> None:
    article, translations, _ = read(stem)
    made = bullets(article, extract(article, translations, gazetteer=gazetteer), translations)
    assert 3 <= len(made) <= MOST
    for b in made:
        withheld = any(m.code == "withheld" for m in b.marks)
        assert withheld or len(b.text.split()) <= LONGEST
        arabic = " ".join(article.sentences[n - 1].clean for n in b.sentences)
        english = " ".join(translations[n] for n in b.sentences)
        assert unfaithful(b.text, arabic, english, b.status, " ".join(translations.values())) == [], b.text


@pytest.mark.parametrize("stem", STEMS)
def test_without_a_date_relative_dates_stay_words(stem: str, gazetteer: Gazetteer) -> None:
    from dataclasses import replace

    article, translations, _ = read(stem)
    for m in extract(replace(article, published=None), translations, gazetteer=gazetteer):
        if m.event_date is not None:
            assert m.date_basis.startswith(("explicit", "anaphoric")), m
            assert any(c.isdigit() for c in m.date_text or "") or m.date_basis == "anaphoric_since"
