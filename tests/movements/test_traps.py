"""The traps that the annotators of the five articles name, each a case of its own."""

import pytest

from bot.movements.bullets import bullets
from bot.movements.extract import extract
from bot.movements.places import Gazetteer
from bot.movements.record import Movement
from bot.movements.restate import family
from bot.movements.timeline import conflicts
from tests.movements.gold import STEMS, read


@pytest.fixture(scope="module")
def said(gazetteer: Gazetteer) -> dict[str, list[Movement]]:
    """All records by article ("000") ."""
    made = {}
    for stem in STEMS:
        article, translations, _ = read(stem)
        made[stem[:3]] = extract(article, translations, gazetteer=gazetteer)
    return made


def _in(said: dict[str, list[Movement]], article: str, sentence: int) -> list[Movement]:
    """The records of a sentence; ``sentence`` is the gold's, from 0."""
    return [m for m in said[article] if m.sentence == sentence + 1]


def _of(records: list[Movement], action: str) -> Movement:
    return next(m for m in records if family(m.action) == family(action))


def _gids(m: Movement) -> set[str | None]:
    return {p.gid for p in m.places}


DEIR_EZ_ZOR, MAYADIN, ALBU_KAMAL = "wof:421202167", "wof:1125980167", "wof:890449891"
BUGHAYLIYAH, AL_QAIM, RAQQA = "wof:1326821833", "wof:1276777483", "wof:421172833"


def test_an_entry_that_did_not_happen_is_no_entry(said: dict[str, list[Movement]]) -> None:
    entry = _of(_in(said, "000", 3), "enter")
    assert (entry.phase, entry.certainty) == ("not_achieved", "denied")
    assert _of(_in(said, "000", 3), "withdraw").phase == "completed"


def test_south_east_and_south_west_are_both_kept(said: dict[str, list[Movement]]) -> None:
    entered = _of(_in(said, "000", 4), "enter")
    planned = [m for m in _in(said, "000", 6) if m.action == "enter"]
    assert "south-east" in (entered.direction or "")
    assert planned
    assert all(m.certainty == "planned" for m in planned)
    assert any("south-west" in (m.direction or "") or "south-west" in p.name_en for m in planned for p in m.via)


def test_three_and_ten_kilometres_stand_side_by_side(said: dict[str, list[Movement]]) -> None:
    by_tv, by_source = _in(said, "001", 3), _in(said, "001", 22)
    assert {q.value for m in by_tv for q in m.quantity if q.kind == "distance_to"} == {3}
    assert {q.value for m in by_source for q in m.quantity if q.kind == "distance_to"} == {10}
    assert {m.attribution.source for m in (*by_tv, *by_source) if m.quantity} == {
        "Syrian state television",
        "Syrian military source",
    }
    near, far = (next(m for m in r if m.quantity) for r in (by_tv, by_source))
    assert far.same_as != near.event_id


def test_sixty_percent_of_two_cities(said: dict[str, list[Movement]]) -> None:
    held = [m for m in _in(said, "001", 13) if any(q.value == 60 for q in m.quantity)]
    taken = [m for m in _in(said, "001", 32) if any(q.value == 60 for q in m.quantity)]
    assert [{a.name for a in m.actor} for m in held] == [{"Islamic State group (IS)"}]
    assert _gids(held[0]) == {DEIR_EZ_ZOR}
    assert [{a.name for a in m.actor} for m in taken] == [{"Syrian Democratic Forces (SDF)"}]
    assert _gids(taken[0]) == {RAQQA}


def test_a_slip_in_the_source_is_not_corrected(said: dict[str, list[Movement]]) -> None:
    """ "Russian and Russian" stays Russian: nobody else is put in."""
    records = _in(said, "001", 11)
    helpers = {a.name for m in records for a in m.allies} | {
        a.name for m in records if m.action == "support" for a in m.actor
    }
    assert helpers == {"Russian air force"}


def test_two_spellings_of_one_village(said: dict[str, list[Movement]]) -> None:
    for sentence in (2, 5, 6):
        assert any(BUGHAYLIYAH in _gids(m) for m in _in(said, "002", sentence)), sentence


def test_a_siege_broken_by_nobody_named(said: dict[str, list[Movement]]) -> None:
    """The passive names no actor: the besieger is not made the breaker."""
    broken = [m for m in _in(said, "002", 8) if m.action == "break_siege"]
    assert broken
    for m in broken:
        assert "Islamic State group (IS)" not in {a.name for a in m.actor}


def test_the_town_is_mayadin(said: dict[str, list[Movement]]) -> None:
    siege = _of(_in(said, "003", 2), "besiege")
    assert _gids(siege) == {MAYADIN}
    assert {a.name for a in siege.actor} == {"Syrian government forces"}
    assert siege.note
    assert "Mayadin" in siege.note


def test_eighty_kilometres_lie_between_the_towns(said: dict[str, list[Movement]]) -> None:
    records = _in(said, "003", 4)
    assert {family(m.action) for m in records} == {family("cut_route")}
    for m in records:
        assert all(q.kind in ("distance_between", "distance_from", "share") for q in m.quantity)


def test_a_claimed_recapture_and_mopping_up_stand_side_by_side(said: dict[str, list[Movement]]) -> None:
    claimed, clearing = _of(_in(said, "004", 2), "recapture"), _of(_in(said, "004", 3), "clear")
    assert claimed.attribution.source == "Syrian state television"
    assert claimed.certainty == "claimed"
    assert claimed.phase == "completed"
    assert clearing.phase == "ongoing"
    assert clearing.action == "clear"
    assert clearing.attribution.source == "media reports"


def test_control_since_2014_is_background(said: dict[str, list[Movement]]) -> None:
    held = _of(_in(said, "004", 4), "control_status")
    assert held.background
    assert held.event_date == "2014"
    assert {a.name for a in held.actor} == {"Islamic State group (IS)"}


def test_the_unnamed_town_is_not_guessed(said: dict[str, list[Movement]]) -> None:
    unnamed, named = _of(_in(said, "004", 5), "enter"), _of(_in(said, "004", 27), "enter")
    assert AL_QAIM in _gids(named)
    assert {p.gid for p in unnamed.places} <= {None, AL_QAIM, "wof:85632191"}


def test_conflicting_claims_are_found(said: dict[str, list[Movement]], gazetteer: Gazetteer) -> None:
    from bot.movements.found import found

    article, translations, _ = read(STEMS[1])
    pairs = conflicts(found(article, said["001"], translations))
    for c in pairs:
        assert c.one.movement.attribution.source != c.other.movement.attribution.source


def test_plans_are_not_told_as_done(said: dict[str, list[Movement]], gazetteer: Gazetteer) -> None:
    for stem in STEMS:
        article, translations, _ = read(stem)
        for b in bullets(article, said[stem[:3]], translations):
            if b.status in ("planned", "expected"):
                assert any(w in b.text.lower() for w in ("plan", "expect", "seek", "aim", "will", "try", "trying"))
