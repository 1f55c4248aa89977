"""From records on: bullets, guard, timeline, conflicts, exports, map, many articles."""

import csv
import gc
import io
import json
import random
import sys
import time
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from bot.errors import MirsadError
from bot.movements import mapping
from bot.movements.bullets import MOST, bullets
from bot.movements.export import FORMATS
from bot.movements.extract import extract
from bot.movements.found import Found, chosen, found
from bot.movements.guard import faults
from bot.movements.places import Gazetteer
from bot.movements.tables import schema
from bot.movements.timeline import Gap, Step, conflicts, timeline
from bot.translation.glossary import Glossary
from tests.movements.gold import STEMS, article, read

TEXT = [
    "سيطرت قوات النظام الجمعة على مدينة تدمر وسط سوريا، وفق المرصد السوري لحقوق الإنسان.",
    "وقال مصدر عسكري سوري إن قوات النظام سيطرت على مدينة تدمر الجمعة.",
    "ونفى تنظيم الدولة الإسلامية سيطرة قوات النظام على مدينة تدمر.",
    "وأعلن التلفزيون السوري أن الجيش بات على بعد ثلاثة كيلومترات من مدينة السخنة في ريف حمص الشرقي.",
    "وقال المرصد إن الجيش بات على بعد عشرة كيلومترات من مدينة السخنة.",
    "ويسعى الجيش إلى دخول مدينة دير الزور.",
    "ويسيطر التنظيم منذ العام 2014 على مدينة الرقة.",
]
ENGLISH = {
    1: "Regime forces took control of the city of Palmyra in central Syria on Friday, according to the Syrian "
    "Observatory for Human Rights.",
    2: "A Syrian military source said regime forces took control of the city of Palmyra on Friday.",
    3: "The Islamic State group denied that regime forces had taken control of the city of Palmyra.",
    4: "Syrian television announced that the army was 3 kilometres from the city of Sukhna in eastern Homs.",
    5: "The Observatory said the army was 10 kilometres from the city of Sukhna.",
    6: "The army seeks to enter the city of Deir ez-Zor.",
    7: "The group has controlled the city of Raqqa since 2014.",
}


@pytest.fixture(scope="module")
def entries(gazetteer: Gazetteer) -> list[Found]:
    made = article("t", TEXT, date(2017, 3, 3))
    return found(made, extract(made, ENGLISH, gazetteer=gazetteer), ENGLISH)


def test_restatements_are_linked_and_merged_with_their_claimants(entries: list[Found]) -> None:
    made = bullets(article("t", TEXT, date(2017, 3, 3)), [e.movement for e in entries], ENGLISH)
    palmyra = next(b for b in made if "Palmyra" in b.text and b.status == "claimed")
    assert palmyra.sentences == (1, 2)
    assert palmyra.claimant == "Syrian Observatory for Human Rights (SOHR) and Syrian military source"
    assert "SOHR and Syrian military source say" in palmyra.text


def test_bullets_come_fresh_first_and_background_last(entries: list[Found]) -> None:
    made = bullets(article("t", TEXT, date(2017, 3, 3)), [e.movement for e in entries], ENGLISH)
    assert len(made) <= MOST
    rank = {"claimed": 0, "reported": 0, "confirmed": 0, "denied": 2, "planned": 3, "expected": 3, "background": 4}
    assert [rank[b.status] for b in made] == sorted(rank[b.status] for b in made)
    assert made[-1].status == "background"
    assert next(b for b in made if b.status == "planned").text == "Syrian government forces plan to enter Deir ez-Zor"
    denied = next(b for b in made if b.status == "denied")
    assert "denies that" in denied.text


def test_a_good_candidate_is_taken_and_a_bad_one_not(entries: list[Found]) -> None:
    made = article("t", TEXT, date(2017, 3, 3))
    records = [e.movement for e in entries]
    good = {4: "Army is 3 kilometres from Sukhna, Syrian state television says"}
    bad = {4: "Army is 13 kilometres from Sukhna, Syrian state television says"}
    assert good[4] in [b.text for b in bullets(made, records, ENGLISH, good)]
    assert bad[4] not in [b.text for b in bullets(made, records, ENGLISH, bad)]
    assert any("3 km" in b.text for b in bullets(made, records, ENGLISH, bad))


@pytest.mark.parametrize(
    ("bullet", "code"),
    [
        ("Syrian government forces took 7 districts of Palmyra on Friday", "number"),
        ("Syrian government forces took Aleppo on Friday", "name"),
        ("Syrian government forces did not take Palmyra on Friday", "negation"),
        ("Syrian government forces took northern Palmyra on Friday", "name"),
        ("Syrian government forces " * 7, "length"),
    ],
)
def test_the_guard_stops(bullet: str, code: str, entries: list[Found]) -> None:
    first = [e.movement for e in entries if e.movement.sentence == 1]
    assert code in [c for c, _ in faults(bullet, TEXT[0], ENGLISH[1], first)]


def test_the_guard_knows_who_acts_on_whom(gazetteer: Gazetteer) -> None:
    text = "طردت قوات النظام تنظيم الدولة الإسلامية من مدينة تدمر."
    english = "Regime forces drove the Islamic State group out of the city of Palmyra."
    records = extract(article("r", [text], date(2017, 3, 3)), {1: english}, gazetteer=gazetteer)
    assert faults("Regime forces drove IS from Palmyra", text, english, records) == []
    assert "role" in [c for c, _ in faults("IS drove regime forces out of Palmyra", text, english, records)]


def test_claims_that_disagree_are_shown(entries: list[Found]) -> None:
    whats = [c.what for c in conflicts(entries)]
    assert any(w.startswith("distance_to: 3 km against 10 km") for w in whats)
    assert any("denied" in w for w in whats)


def test_the_timeline_leaves_out_plans_and_denials(entries: list[Found]) -> None:
    steps = timeline(entries, "Palmyra")
    (of_palmyra,) = steps.values()
    assert {s.claimant for s in of_palmyra if isinstance(s, Step)} == {
        "Syrian Observatory for Human Rights (SOHR)",
        "Syrian military source",
    }
    assert "Deir ez-Zor" not in timeline(entries)


def test_the_timeline_shows_gaps(gazetteer: Gazetteer) -> None:
    every: list[Found] = []
    for stem in STEMS:
        made, english, _ = read(stem)
        every += found(made, extract(made, english, gazetteer=gazetteer), english)
    assert any(isinstance(s, Gap) for s in timeline(every)["Raqqa"])


def test_choosing(entries: list[Found]) -> None:
    assert {e.movement.sentence for e in chosen(entries, place="تدمر")} == {1, 2, 3}
    assert {e.movement.sentence for e in chosen(entries, place="sukhna")} == {4, 5}
    assert {e.movement.certainty for e in chosen(entries, status_is="planned")} == {"planned"}
    assert all("Islamic State" in str(e.movement) for e in chosen(entries, actor="Islamic State"))
    assert {e.movement.sentence for e in chosen(entries, until="2015-01-01")} == {7}


def test_exports_are_complete_and_carry_provenance(entries: list[Found]) -> None:
    with_ = {"model": "m1", "glossary": "g1"}
    records = json.loads(FORMATS["json"](entries, with_))
    lines = [json.loads(line) for line in FORMATS["jsonl"](entries, with_).splitlines()]
    assert lines == records
    assert len(records) == len(entries)
    check = jsonschema.Draft202012Validator(schema())
    for r in records:
        own = {k: v for k, v in r.items() if k not in ("article", "sentence", "provenance")}
        assert list(check.iter_errors(own)) == []
        where = r["provenance"]
        assert "\n".join(TEXT)[where["start"] : where["end"]] == where["arabic"] == TEXT[r["sentence"] - 1]
        assert where["made_with"] == with_
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"](entries, with_))))
    assert [r["event_id"] for r in rows] == [e.movement.event_id for e in entries]
    assert {r["model"] for r in rows} == {"m1"}
    drawn = json.loads(FORMATS["geojson"](entries, with_))
    assert len(drawn["features"]) == len(entries)
    assert "Who's On First" in drawn["attribution"]
    points = [
        f["geometry"]["coordinates"] for f in drawn["features"] if f["geometry"] and f["geometry"]["type"] == "Point"
    ]
    assert all(35 < lon < 49 and 29 < lat < 38 for lon, lat in points)  # longitude first


def test_a_cell_never_starts_a_formula() -> None:
    from bot.movements.export import _safe

    assert _safe("=1+1") == "'=1+1"
    assert _safe("-3.5") == "-3.5"


def test_a_map_is_drawn(entries: list[Found], tmp_path: Path) -> None:
    png = mapping.draw(entries, tmp_path / "map.png")
    svg = mapping.draw(entries, tmp_path / "map.svg", title="Palmyra")
    head = png.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(head[16:20]) == mapping.WIDTH_PX
    assert "<svg" in svg.read_text(encoding="utf-8")[:2000]


def test_no_coordinates_no_map(tmp_path: Path) -> None:
    with pytest.raises(MirsadError, match="Nothing to draw"):
        mapping.draw([], tmp_path / "map.png")


@pytest.mark.slow
def test_a_thousand_articles(gazetteer: Gazetteer) -> None:
    """Recombined sentences: quick, memory flat, nothing lost on the way out."""
    pool = [line.split("\t")[0] for line in _own().splitlines() if line and not line.startswith("#")]
    chance = random.Random(5)
    articles = [article(f"n{i}", chance.sample(pool, 8), date(2020, 1, 15)) for i in range(1000)]
    extract(articles[0], gazetteer=gazetteer)
    begun, total, middle = time.process_time(), 0, 0
    for i, a in enumerate(articles):
        total += len(json.loads(FORMATS["json"](found(a, extract(a, gazetteer=gazetteer)))))
        if i == 500:
            gc.collect()
            middle = sys.getallocatedblocks()
    spent = time.process_time() - begun
    gc.collect()
    assert total > 5000
    assert spent / len(articles) < 0.06  # seconds of processor time
    assert sys.getallocatedblocks() - middle < 20_000


def _own() -> str:
    return Path(__file__).with_name("own_sentences.tsv").read_text(encoding="utf-8")


def test_the_models_reading_alone_is_marked(gazetteer: Gazetteer) -> None:
    text = "شوهدت أرتال تتقدم ليلا على الطريق المؤدي إلى بلدة القيارة."
    english = "Columns were seen advancing at night on the road leading to the town of Qayyarah."
    made = article("m", [text], date(2014, 6, 10))
    glossary = Glossary.load()
    (one,) = bullets(made, [], {1: english}, {1: "Columns seen advancing toward Qayyarah at night"}, glossary=glossary)
    assert [m.code for m in one.marks] == ["engine"]
    assert bullets(made, [], {1: english}, {1: "Columns seen advancing toward Mosul at night"}, glossary=glossary) == ()
    assert bullets(made, [], {1: english}, {1: "-"}, glossary=glossary) == ()
