"""Places: found in any spelling, the right one of many, or left a name."""

from datetime import date
from pathlib import Path

import pytest

from bot.movements.extract import extract
from bot.movements.places import Gazetteer, Near, key, km
from tests.movements.gold import STEMS, article, read

DEIR_EZ_ZOR_PROVINCE = "wof:85678381"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("البغيلية", "بغيليه"), ("أبو كمال", "ابو كمال"), ("ديرالزور", "ديرالزور"), ("الرقّة", "الرقه"),
        ("إدلب", "ادلب"), ("داريا", "دارية"), ("القائم", "القايم"), ("تل رفعت", "تلّ رفعت"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("name", "kind", "near", "gid"),
    [
        ("البغلية", "town", Near(governorates=frozenset({DEIR_EZ_ZOR_PROVINCE})), "wof:1326821833"),
        ("البغيلية", "village", Near(here=frozenset({DEIR_EZ_ZOR_PROVINCE})), "wof:1326821833"),
        ("السخنة", "city", Near(here=frozenset({"wof:85678367"}), countries=frozenset({"SY"})), "wof:1260068243"),
        ("القائم", "city", Near(countries=frozenset({"IQ", "SY"}), points=((34.45, 40.92),)), "wof:1276777483"),
        ("الرقة", None, Near(), "wof:421172833"),
        ("الرقة", "governorate", Near(), "wof:85678355"),
        ("دير الزور", None, Near(), "wof:421202167"),
    ],
)
def test_the_right_one_of_many(name: str, kind: str | None, near: Near, gid: str, gazetteer: Gazetteer) -> None:
    row = gazetteer.resolve(name, kind, near)
    assert row is not None
    assert row.gid == gid


def test_two_as_likely_are_none(gazetteer: Gazetteer) -> None:
    """Many villages are called al-Salihiyah; nothing said tells which."""
    assert gazetteer.resolve("الصالحية", "village", Near()) is None


@pytest.mark.parametrize("name", ["الخرطوم", "المالحة", "الجفرة", "البيضاء", "عدن"])
def test_names_abroad_are_not_put_on_a_syrian_map(name: str, gazetteer: Gazetteer) -> None:
    sudan = Near(countries=frozenset({"SD"}))
    assert gazetteer.resolve(name, None, sudan) is None


def test_an_article_on_sudan_has_no_coordinates(gazetteer: Gazetteer) -> None:
    said = extract(
        article(
            "sd",
            ["سيطرت قوات الدعم السريع على مدينة الفاشر.", "وانسحب الجيش السوداني إلى بلدة المالحة وقرية الصالحية."],
            date(2024, 6, 1),
        ),
        gazetteer=gazetteer,
    )
    assert said
    assert all(p.gid is None and p.lat is None and p.lon is None for m in said for p in m.places)


def test_an_area_has_no_point(gazetteer: Gazetteer) -> None:
    said = extract(article("a", ["تقدمت قوات النظام في ريف دير الزور الشرقي."], date(2017, 9, 4)), gazetteer=gazetteer)
    (place,) = said[0].places
    assert place.name_en == "eastern Deir ez-Zor countryside"
    assert (place.gid, place.lat, place.geo_precision) == (None, None, 5)


@pytest.mark.parametrize("stem", STEMS)
def test_every_resolved_place_of_the_seeds_is_one_the_annotators_named(stem: str, gazetteer: Gazetteer) -> None:
    article_, translations, gold = read(stem)
    wanted: dict[str, set[str]] = {}
    for records in gold.values():
        for r in records:
            for p in [*r["location"], *r["destination"], *r["via"], r["origin"]]:
                if p and p["gid"]:
                    wanted.setdefault(key(p["name_ar"].removeprefix("محافظة ")), set()).add(p["gid"])
    for m in extract(article_, translations, gazetteer=gazetteer):
        for p in m.places:
            known = wanted.get(key(p.name_ar.removeprefix("محافظة ")))
            if p.gid and known:
                assert p.gid in known, (m.event_id, p)


def test_the_file_is_built_once_and_whole(tmp_path: Path) -> None:
    with Gazetteer(tmp_path) as one:
        assert one.named("تدمر")
    built = [p.name for p in tmp_path.iterdir()]
    assert len(built) == 1
    before = (tmp_path / built[0]).stat().st_mtime_ns
    with Gazetteer(tmp_path) as two:
        assert two.named("تدمر")
    assert (tmp_path / built[0]).stat().st_mtime_ns == before


def test_distances_are_great_circles() -> None:
    assert km((35.33588, 40.14084), (35.02089, 40.45346)) == pytest.approx(45, abs=2)
