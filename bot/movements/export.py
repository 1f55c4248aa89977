"""Movements as files for other programs, each record with where it comes from."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.movements.found import Found
from bot.movements.record import SCHEMA_FIELDS, Place

ATTRIBUTION = "Places: Who's On First, GeoNames contributors, UCDP GED (CC BY 4.0). Rivers: Natural Earth."
_FLAT = (
    "article",
    "sentence",
    "event_id",
    "action",
    "phase",
    "certainty",
    "background",
    "actor",
    "allies",
    "opponent",
    "location",
    "origin",
    "destination",
    "via",
    "direction",
    "quantity",
    "event_date",
    "event_date_end",
    "date_text",
    "date_basis",
    "date_precision",
    "source",
    "source_type",
    "channel",
    "same_as",
    "note",
    "lat",
    "lon",
    "geo_precision",
    "arabic",
    "english",
    "file",
    "published",
    "start",
    "end",
)


def record(f: Found, made_with: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The schema's fields, ``article`` and ``sentence``, and under ``provenance`` offsets, text and revisions."""
    made: dict[str, Any] = {"article": f.article, "sentence": f.movement.sentence, **f.movement.to_dict()}
    made["provenance"] = {
        "file": f.source,
        "published": f.published,
        "start": f.start,
        "end": f.end,
        "arabic": f.arabic,
        "english": f.english,
        "made_with": dict(made_with or {}),
    }
    return made


def as_json(entries: Sequence[Found], made_with: Mapping[str, str] | None = None) -> str:
    """A JSON array."""
    return json.dumps([record(f, made_with) for f in entries], ensure_ascii=False, indent=2) + "\n"


def as_jsonl(entries: Sequence[Found], made_with: Mapping[str, str] | None = None) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(record(f, made_with), ensure_ascii=False) + "\n" for f in entries)


def as_csv(entries: Sequence[Found], made_with: Mapping[str, str] | None = None) -> str:
    """A row a record; lists joined with "; ", coordinates of the main place. Cells never start a formula."""
    out = io.StringIO()
    columns = (*_FLAT, *sorted(made_with or {}))
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    for f in entries:
        writer.writerow({k: _safe(v) for k, v in (_flat(f) | dict(made_with or {})).items()})
    return out.getvalue()


def _safe(value: object) -> object:
    text = "" if value is None else str(value)
    formula = text[:1] in ("=", "+", "@", "\t", "\r") or (text[:1] == "-" and not text[1:2].isdigit())
    return f"'{text}" if formula else text


def _flat(f: Found) -> dict[str, object]:
    m = f.movement
    made = {k: v for k, v in m.to_dict().items() if k in _FLAT}
    at = next((p for p in m.places if p.lat is not None), None)
    return made | {
        "article": f.article,
        "sentence": m.sentence,
        "actor": "; ".join(a.name for a in m.actor),
        "allies": "; ".join(f"{a.name} ({a.role})" for a in m.allies),
        "opponent": "; ".join(m.opponent),
        "location": _names(m.location),
        "origin": m.origin.name_en if m.origin else "",
        "destination": _names(m.destination),
        "via": _names(m.via),
        "quantity": "; ".join(
            " ".join(str(x) for x in (q.kind, q.comparator, q.value, q.unit) if x is not None) for q in m.quantity
        ),
        "source": m.attribution.source,
        "source_type": m.attribution.source_type,
        "channel": m.attribution.channel,
        "lat": at.lat if at else "",
        "lon": at.lon if at else "",
        "geo_precision": at.geo_precision if at else "",
        "arabic": f.arabic,
        "english": f.english,
        "file": f.source,
        "published": f.published,
        "start": f.start,
        "end": f.end,
    }


def _names(places: Sequence[Place]) -> str:
    return "; ".join(p.name_en for p in places)


def as_geojson(entries: Sequence[Found], made_with: Mapping[str, str] | None = None) -> str:
    """A FeatureCollection: a line from origin to destination where both have coordinates, else a point.

    Records without any coordinates are kept, with a null geometry: nothing is placed by guess.
    """
    features = [{"type": "Feature", "geometry": geometry(f), "properties": record(f, made_with)} for f in entries]
    made = {"type": "FeatureCollection", "attribution": ATTRIBUTION, "features": features}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def geometry(f: Found) -> dict[str, Any] | None:
    """The GeoJSON geometry of a record: coordinates are longitude, latitude."""
    m = f.movement
    start = _point(m.origin)
    ends = [p for place in (*m.destination, *m.location) if (p := _point(place))]
    if start and ends and start != ends[0]:
        return {"type": "LineString", "coordinates": [start, ends[0]]}
    points = list(dict.fromkeys(map(tuple, ends or ([start] if start else []))))
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": list(points[0])}
    return {"type": "MultiPoint", "coordinates": [list(p) for p in points]}


def _point(place: Place | None) -> list[float] | None:
    if place is None or place.lon is None or place.lat is None:
        return None
    return [place.lon, place.lat]


FORMATS = {"json": as_json, "jsonl": as_jsonl, "csv": as_csv, "geojson": as_geojson}
__all__ = [
    "ATTRIBUTION",
    "FORMATS",
    "SCHEMA_FIELDS",
    "as_csv",
    "as_geojson",
    "as_json",
    "as_jsonl",
    "geometry",
    "record",
]
