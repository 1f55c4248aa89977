"""The gazetteer: Arabic place names to coordinates, or to nothing; never to a guess.

The shipped table (Who's On First, UCDP GED sites, a few rows by hand) is read once into an SQLite file in the
caller's cache folder, built beside its place and moved there whole. Names are keyed without article, hamza,
ta marbuta and spaces. A name that several places bear is decided by the governorate named with it, by how far each
candidate lies from the article's other places, by kind and by population; when the best is not clearly better than
the next, the name stays a name.
"""

import gzip
import hashlib
import math
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.movements.tables import data, toml
from bot.movements.words import fold

_FIELDS = 14
_LAYOUT = b"2"  # of the database file; another number makes it anew
_CLEARLY = 1.0  # a candidate this much better than the next is taken
_ENOUGH = 1.0  # and it must have at least this much speaking for it
_NEAR_KM, _FAR_KM = 60.0, 220.0  # the article's other places pull a candidate this near, push one that far
_LOCAL = frozenset({"locality", "neighbourhood", "campus", "ucdp_prec1", "ucdp_prec2", "city"})
_REGIONS = frozenset({"region", "region_informal", "is_wilayat", "ucdp_prec4"})
_COLUMNS = "gid, cc, kind, name, ar, lat, lon, admin, pop, known"


@dataclass(frozen=True, slots=True)
class Row:
    """A gazetteer row. ``admin`` is the governorate's gid where known; ``known`` is true of places in the news."""

    gid: str
    cc: str
    kind: str
    name: str
    ar: str
    lat: float
    lon: float
    admin: str | None
    pop: int
    known: bool
    article: str = ""  # whether the name looked up has the article in the table: "with", "without", "" for either


@dataclass(frozen=True, slots=True)
class Near:
    """What an article says of where it plays: gids of governorates, points (lat, lon), country codes."""

    governorates: frozenset[str] = frozenset()
    here: frozenset[str] = frozenset()  # governorates named in the same sentence
    points: tuple[tuple[float, float], ...] = ()
    countries: frozenset[str] = frozenset()


def key(name: str) -> str:
    """A name as it is looked up: folded, no articles, no spaces, "Abu" as "Bu", a final alef as a ta marbuta."""
    parts = [_bare(part) for part in fold(name).replace("-", " ").split()]
    joined = "".join(parts)
    if joined.startswith("ابو"):
        joined = joined[1:]
    if len(joined) > 3 and joined.endswith("ا"):
        joined = joined[:-1] + "ه"
    return joined


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in kilometres between two (lat, lon) in degrees."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(h))


class Gazetteer:
    """Places by name. Safe to share between articles; not between threads."""

    def __init__(self, folder: Path) -> None:
        self._path = _built(folder)
        self._db = sqlite3.connect(f"file:{self._path}?mode=ro&immutable=1", uri=True)
        self._seen: dict[str, tuple[Row, ...]] = {}

    def close(self) -> None:
        """Release the file."""
        self._db.close()

    def __enter__(self) -> "Gazetteer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def revision(self) -> str:
        """Ten hexadecimal digits that change with the shipped table."""
        return _revision()

    def look_up(self, names: Iterable[str]) -> None:
        """Fetch many names at once; what follows about them asks the file no more."""
        wanted = sorted({k for n in names if (k := key(n)) and k not in self._seen})
        for i in range(0, len(wanted), 400):
            part = wanted[i : i + 400]
            found: dict[str, list[Row]] = {k: [] for k in part}
            marks = ",".join("?" * len(part))
            columns = f"n.key, n.article, {_COLUMNS}"
            sql = f"SELECT {columns} FROM name n JOIN place p ON p.id = n.place WHERE n.key IN ({marks})"
            for k, article, gid, cc, kind, name, ar, lat, lon, admin, pop, known in self._db.execute(sql, part):
                found[k].append(Row(gid, cc, kind, name, ar, lat, lon, admin, pop, bool(known), article))
            self._seen.update({k: tuple(v) for k, v in found.items()})
        if len(self._seen) > 50_000:  # memory stays flat over many articles
            self._seen.clear()

    def named(self, name: str) -> tuple[Row, ...]:
        """Every row with this name, in whatever spelling."""
        k = key(name)
        if k not in self._seen:
            self.look_up([name])
        return self._seen.get(k, ())

    def row(self, gid: str) -> Row | None:
        """The row with this gid."""
        got = self._db.execute(f"SELECT {_COLUMNS} FROM place WHERE gid = ?", (gid,)).fetchone()
        if got is None:
            return None
        gid_, cc, kind, name, ar, lat, lon, admin, pop, known = got
        return Row(gid_, cc, kind, name, ar, lat, lon, admin, pop, bool(known))

    def resolve(self, name: str, kind: str | None, near: Near) -> Row | None:
        """The place meant, or None when none is or two are as likely.

        Args:
            name: Arabic, without the kind word ("مدينة") in front.
            kind: what the text calls it: city, town, village, governorate, country, facility, military_site, ...
            near: what else the article names.
        """
        rows = [r for r in self.named(name) if _fits(r, kind)]
        if near.countries:
            rows = [r for r in rows if r.cc in near.countries or r.kind == "country" or r.pop >= 400_000]
        if not rows:
            return None
        scored = sorted(((_score(r, kind, near, len(rows)), r) for r in rows), key=lambda s: -s[0])
        best, row = scored[0]
        if best < _ENOUGH:
            return None
        rivals = [s for s, r in scored[1:] if km((r.lat, r.lon), (row.lat, row.lon)) > 5]
        if rivals and best - max(rivals) < _CLEARLY:
            return None
        return row

    def known(self, name: str) -> bool:
        """Whether the name alone, without "the town of", is the name of a place in the news."""
        has = "with" if name.startswith("ال") else "without"
        return any(
            (r.known or r.kind in _REGIONS or r.kind == "country") and (" " in name or r.article in ("", has))
            for r in self.named(name)
        )


def _fits(row: Row, kind: str | None) -> bool:
    if kind == "governorate":
        return row.kind == "region"
    if kind == "country":
        return row.kind == "country"
    if kind in ("city", "town", "village", "neighbourhood", "camp", "district"):
        return row.kind in _LOCAL or row.kind == "county"
    return row.kind != "county"


def _score(row: Row, kind: str | None, near: Near, rivals: int) -> float:
    """How much speaks for a row; weights set by hand so that one strong reason or two weak ones are enough."""
    if row.kind == "country" or row.gid.startswith("hand:"):
        return 5.0
    if kind == "governorate" and row.kind == "region":
        return 4.0
    score = 0.0
    if kind is None and row.kind == "region":
        score -= 1.5  # "Raqqa" alone is the city
    if row.admin is not None:
        score += 2.0 if row.admin in near.here else 1.2 if row.admin in near.governorates else 0.0
        if near.here and row.admin not in near.here and row.kind != "region":
            score -= 0.8
    if near.points:
        nearest = min(km((row.lat, row.lon), p) for p in near.points)
        score += 1.2 if nearest <= _NEAR_KM else 0.4 if nearest <= _FAR_KM else -1.2
    if row.pop > 0:
        score += min(2.2, 0.45 * math.log10(row.pop))
    if row.known:
        score += 1.0
    if row.kind in _REGIONS or row.gid.startswith("ucdp:"):
        score += 1.0
    if row.kind == "county":
        score -= 0.8
    if kind in ("city", "town") and row.kind in ("locality", "city"):
        score += 0.3
    return score + (0.4 if rivals == 1 and kind is not None else 0.0)


def _built(folder: Path) -> Path:
    """The database file of the shipped table, made now if it is not there yet."""
    path = folder / f"gazetteer-{_revision()}.sqlite"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(suffix=".sqlite", dir=folder)
    os.close(handle)
    beside = Path(name)
    try:
        _fill(beside)
        beside.replace(path)  # whole or not at all, also when two processes build at once
    finally:
        beside.unlink(missing_ok=True)
    return path


def _fill(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(
            "CREATE TABLE place (id INTEGER PRIMARY KEY, gid TEXT, cc TEXT, kind TEXT, name TEXT, ar TEXT, lat REAL,"
            " lon REAL, admin TEXT, pop INTEGER, known INTEGER)"
        )
        db.execute("CREATE TABLE name (key TEXT, place INTEGER, article TEXT, PRIMARY KEY (key, place)) WITHOUT ROWID")
        lines = _shipped()
        regions = _regions(lines)
        for n, cells in enumerate(lines):
            place, keys = _row(cells, regions)
            db.execute("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", (n, *place))
            db.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", [(k, n, a) for k, a in keys.items()])
        db.execute("CREATE INDEX place_gid ON place (gid)")
        db.commit()


def _row(cells: Sequence[str], regions: dict[str, str]) -> tuple[tuple[object, ...], dict[str, str]]:
    gid, cc, kind, news, english, names, _, lat, lon, admin1, _, pop, source, _ = cells
    arabic = [a for a in names.split("|") if a]
    extra = toml("places.toml")["more_names"].get(gid, [])
    people = int(float(pop)) if pop else 0
    known = people >= 50_000 or bool(extra) or (bool(news) and (people > 0 or "GeoNames" in source))
    known = known or gid.startswith("hand:") or (bool(news) and gid.startswith("ucdp:"))
    known = known and (bool(arabic) or bool(extra))
    place = (
        gid, cc, kind, news or english, arabic[0] if arabic else "", float(lat), float(lon),
        regions.get(admin1), people, int(known),
    )  # fmt: skip
    keys: dict[str, str] = {}
    for a in (*arabic, *extra):
        has = "with" if fold(a).startswith("ال") else "without"
        if k := key(a):
            keys[k] = has if keys.get(k, has) == has else ""
    return place, keys


def _regions(lines: list[list[str]]) -> dict[str, str]:
    """From the table's spellings of a governorate to its gid."""
    found = {cells[9]: cells[0] for cells in lines if cells[2] == "region" and cells[9]}
    return found | dict(toml("places.toml")["governorates"])


def _shipped() -> list[list[str]]:
    text = gzip.decompress(data("gazetteer.tsv.gz").read_bytes()).decode("utf-8")
    made = []
    for line in text.splitlines()[1:]:
        cells = [cell.strip('"') for cell in line.split("\t")]
        made.append(cells + [""] * (_FIELDS - len(cells)))
    return made


@cache
def _revision() -> str:
    digest = hashlib.sha256(data("gazetteer.tsv.gz").read_bytes())
    digest.update(data("places.toml").read_bytes() + _LAYOUT)
    return digest.hexdigest()[:10]
