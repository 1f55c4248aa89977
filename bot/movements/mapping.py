"""The map: where it was reported to happen, how surely the place is known, and who says so.

Only places with coordinates of the gazetteer are drawn; records without stay in a count under the map. Hollow symbols
are claims, filled ones reported or confirmed, dashed arrows and outlines plans. Areas whose point is only a middle
(governorates, parts of towns) get a ring around the symbol. Matplotlib is loaded when a map is drawn, and only then.
"""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.errors import MirsadError
from bot.movements.export import ATTRIBUTION
from bot.movements.found import Found
from bot.movements.phrasing import short
from bot.movements.record import Place
from bot.movements.restate import family
from bot.movements.tables import data

WIDTH_PX, DPI = 1280, 128
# Okabe and Ito's palette: told apart with any colour vision.
_PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#F0E442")
_SYMBOLS = (
    (0, "^", "advance, approach, enter"), (1, "o", "capture, recapture, expel, clear"), (2, "s", "siege, cut route"),
    (3, "v", "withdraw, lose"), (4, "X", "attack, clash"), (5, "P", "redeploy, reinforce"), (6, "D", "siege broken"),
    (7, "*", "support"), (8, "d", "contact line"), (9, "h", "control"),
)  # fmt: skip
_MARGIN = 0.18  # of the events' extent, on each side
_LEAST = 0.6  # degrees shown at least
_LABELS = 24


@dataclass(frozen=True, slots=True)
class _Spot:
    lon: float
    lat: float
    place: Place
    found: Found


def draw(entries: Sequence[Found], path: Path, *, title: str | None = None) -> Path:
    """Draw a map to ``path`` (.png or .svg) and return it.

    Raises:
        MirsadError: nothing has coordinates, or the drawing library is not installed.
    """
    spots = list(_spots(entries))
    if not spots:
        raise MirsadError("Nothing to draw: none of these movements has a place with coordinates.")
    plt = _pyplot()
    west, south, east, north = _window(spots)
    # One degree of longitude is shorter than one of latitude by the cosine; the figure keeps that proportion.
    squeeze = math.cos(math.radians((south + north) / 2))
    wide = (east - west) * squeeze
    height = max(620, min(1400, int(WIDTH_PX * (north - south) / wide * 0.80) + 200))
    figure = plt.figure(figsize=(WIDTH_PX / DPI, height / DPI), dpi=DPI)
    axes = figure.add_axes((0.01, 0.16, 0.98, 0.77))
    try:
        axes.set_xlim(west, east)
        axes.set_ylim(south, north)
        axes.set_aspect(1 / squeeze)
        axes.set_facecolor("#f6f3ea")
        axes.set_xticks([])
        axes.set_yticks([])
        _ground(axes, (west, south, east, north))
        colours = _colours(entries)
        _events(axes, spots, entries, colours)
        _labels(axes, spots)
        _scale(axes, (west, south, east, north))
        _legend(figure, entries, colours)
        figure.suptitle(title or _title(entries), x=0.02, y=0.985, ha="left", fontsize=13, fontweight="bold")
        figure.text(0.02, 0.935, _subtitle(entries, spots), fontsize=8.5, color="#444444")
        figure.text(0.99, 0.006, ATTRIBUTION, fontsize=6.5, ha="right", color="#555555")
        figure.savefig(path, dpi=DPI, metadata={"Creator": "Mirsad"} if path.suffix == ".svg" else None)
    finally:
        plt.close(figure)
    return path


def _pyplot() -> Any:
    try:
        import matplotlib
        import matplotlib.pyplot as plt
    except ImportError as e:
        raise MirsadError("Maps need matplotlib 3.11 or newer and adjustText: pip install 'mirsad[map]'.") from e
    matplotlib.use("Agg")
    matplotlib.rcParams["svg.fonttype"] = "path"  # the picture looks the same where the fonts are missing
    matplotlib.rcParams["font.family"] = ["DejaVu Sans"]
    return plt


def _spots(entries: Sequence[Found]) -> Iterator[_Spot]:
    """A symbol for each kind of event that an actor has at a place; the same told twice is one symbol."""
    seen: set[tuple[object, ...]] = set()
    for f in sorted(entries, key=lambda f: f.movement.background):
        m = f.movement
        for p in (*m.location, *m.destination) or m.places:
            mark = (p.gid, _actor(f), family(m.action), _planned(f))
            if p.lat is not None and p.lon is not None and p.kind not in ("country", "river") and mark not in seen:
                seen.add(mark)
                yield _Spot(p.lon, p.lat, p, f)


def _window(spots: Sequence[_Spot]) -> tuple[float, float, float, float]:
    """West, south, east, north in degrees: the events with a margin, wider than high."""
    lons, lats = [s.lon for s in spots], [s.lat for s in spots]
    for s in spots:
        if (
            s.found.movement.origin is not None
            and s.found.movement.origin.lon is not None
            and s.found.movement.origin.kind != "country"
        ):
            lons.append(s.found.movement.origin.lon)
            lats.append(s.found.movement.origin.lat or s.lat)
    mid = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    high = max(_LEAST, (max(lats) - min(lats)) * (1 + 2 * _MARGIN))
    wide = max(_LEAST * 1.4, (max(lons) - min(lons)) * (1 + 2 * _MARGIN))
    if wide < high * 1.5:
        wide = high * 1.5
    elif high < wide / 2.2:
        high = wide / 2.2
    return mid[0] - wide / 2, mid[1] - high / 2, mid[0] + wide / 2, mid[1] + high / 2


@cache
def _layer(name: str) -> list[dict[str, Any]]:
    loaded: dict[str, Any] = json.loads(data("map").joinpath(f"{name}.geojson").read_text(encoding="utf-8"))
    features: list[dict[str, Any]] = loaded["features"]
    return features


def _rings(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "LineString":
        yield coordinates
    elif kind in ("MultiLineString", "Polygon"):
        yield from coordinates
    elif kind == "MultiPolygon":
        for polygon in coordinates:
            yield from polygon


def _ground(axes: Any, box: tuple[float, float, float, float]) -> None:
    for name, style in (
        ("neighbours", {"color": "#b9b4a4", "lw": 0.6}), ("admin2", {"color": "#ddd7c8", "lw": 0.4}),
        ("admin1", {"color": "#b3ab97", "lw": 0.8}), ("admin0", {"color": "#6b6454", "lw": 1.4}),
        ("rivers", {"color": "#7fb2d6", "lw": 1.3}),
    ):  # fmt: skip
        for feature in _layer(name):
            for ring in _rings(feature["geometry"]):
                axes.plot([p[0] for p in ring], [p[1] for p in ring], zorder=1, solid_joinstyle="round", **style)
    for feature in _layer("lakes"):
        for ring in _rings(feature["geometry"]):
            axes.fill([p[0] for p in ring], [p[1] for p in ring], color="#cfe3f1", zorder=1)
    west, south, east, north = box
    for feature in _layer("admin1"):
        points = [p for ring in _rings(feature["geometry"]) for p in ring]
        lon = sum(p[0] for p in points) / len(points)
        lat = sum(p[1] for p in points) / len(points)
        if west + (east - west) * 0.08 < lon < east - (east - west) * 0.08 and south < lat < north:
            axes.text(lon, lat, str(feature["properties"].get("name") or "").upper(), fontsize=6.5, color="#a39a84",
                      ha="center", va="center", zorder=2, clip_on=True)  # fmt: skip


def _actor(f: Found) -> str:
    return short(f.movement.actor[0].name)


def _colours(entries: Sequence[Found]) -> dict[str, str]:
    names: dict[str, int] = {}
    for f in entries:
        names[_actor(f)] = names.get(_actor(f), 0) + 1
    ranked = sorted(names, key=lambda n: (-names[n], n))
    return {n: _PALETTE[min(i, len(_PALETTE) - 1)] for i, n in enumerate(ranked)}


def _hollow(f: Found) -> bool:
    return f.movement.certainty in ("claimed", "planned", "expected", "denied", "assessed")


def _planned(f: Found) -> bool:
    return f.movement.certainty in ("planned", "expected") or f.movement.phase in ("planned", "attempted")


def _events(axes: Any, spots: Sequence[_Spot], entries: Sequence[Found], colours: dict[str, str]) -> None:
    symbols = {i: s for i, s, _ in _SYMBOLS}
    placed: dict[tuple[float, float], int] = {}
    west, east = axes.get_xlim()
    step = (east - west) * 0.013
    for s in spots:
        k = placed.get((s.lon, s.lat), 0)
        placed[(s.lon, s.lat)] = k + 1
        # Several events at one place stand round it, so that none hides another.
        angle = k * 2.399963
        lon = s.lon + (step * math.sqrt(k) * math.cos(angle) if k else 0)
        lat = s.lat + (step * 0.8 * math.sqrt(k) * math.sin(angle) if k else 0)
        colour = colours[_actor(s.found)]
        axes.plot(
            [lon], [lat], symbols[family(s.found.movement.action)], ms=10, mec=colour, mew=1.8, zorder=5,
            mfc="white" if _hollow(s.found) else colour, alpha=0.55 if s.found.movement.background else 1.0,
        )  # fmt: skip
        if _planned(s.found):
            axes.scatter(
                [lon], [lat], s=330, facecolors="none", edgecolors=colour, linestyles="--", linewidths=1.1, zorder=5
            )
        if s.place.geo_precision > 1 and not k:
            axes.plot(
                [s.lon],
                [s.lat],
                "o",
                ms=24 + 6 * min(s.place.geo_precision, 4),
                mfc="none",
                mec="#888888",
                mew=0.8,
                ls="",
                zorder=4,
            )
    for f in entries:
        m = f.movement
        ends = [p for p in (*m.destination, *m.location) if p.lon is not None]
        start = m.origin if m.origin is not None and m.origin.lon is not None else None
        if start is None:
            start = next((p for p in m.via if p.lon is not None), None)
        if start is None or not ends or (start.lon, start.lat) == (ends[0].lon, ends[0].lat):
            continue
        axes.annotate(
            "", xy=(ends[0].lon, ends[0].lat), xytext=(start.lon, start.lat), zorder=4,
            arrowprops={"arrowstyle": "-|>", "color": colours[_actor(f)], "lw": 1.8, "shrinkA": 8, "shrinkB": 9,
                        "linestyle": "--" if _planned(f) else "-", "connectionstyle": "arc3,rad=0.12"},
        )  # fmt: skip


def _labels(axes: Any, spots: Sequence[_Spot]) -> None:
    """A label a place in English and Arabic; Arabic is handed over raw, the library shapes it."""
    import warnings

    seen: dict[tuple[float, float], _Spot] = {}
    for s in sorted(spots, key=lambda s: s.place.geo_precision):
        seen.setdefault((s.lon, s.lat), s)
    texts = []
    for s in [s for s in seen.values() if s.place.kind != "governorate"][:_LABELS]:
        arabic = s.place.name_ar
        texts.append(
            axes.text(
                s.lon,
                s.lat,
                f"{s.place.name_en.replace(' Governorate', ' prov.')}\n{arabic}",
                fontsize=8.5,
                zorder=6,
                ha="center",
                va="center",
                bbox={"boxstyle": "round,pad=0.15", "fc": "white", "ec": "none", "alpha": 0.78},
            )
        )
    try:
        from adjustText import adjust_text  # type: ignore[import-untyped]  # it comes without types
    except ImportError:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        adjust_text(
            texts, [s.lon for s in seen.values()], [s.lat for s in seen.values()], ax=axes, expand=(1.35, 1.6),
            force_text=(0.5, 0.8), force_static=(0.4, 0.6), time_lim=4,
            arrowprops={"arrowstyle": "-", "color": "#777777", "lw": 0.6},
        )  # fmt: skip


def _scale(axes: Any, box: tuple[float, float, float, float]) -> None:
    west, south, east, north = box
    per_degree = 111.32 * math.cos(math.radians(south))
    wanted = (east - west) * per_degree / 5
    km = max(n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500) if n <= max(wanted, 1))
    x, y = east - (east - west) * 0.03 - km / per_degree, south + (north - south) * 0.04
    axes.plot([x, x + km / per_degree], [y, y], color="black", lw=3, zorder=7, solid_capstyle="butt")
    axes.text(
        x + km / per_degree / 2, y + (north - south) * 0.012, f"{km} km", ha="center", va="bottom", fontsize=8, zorder=7
    )


def _legend(figure: Any, entries: Sequence[Found], colours: dict[str, str]) -> None:
    from matplotlib.lines import Line2D

    used = {family(f.movement.action) for f in entries}
    actors = [Line2D([], [], marker="o", ls="", color=c, ms=8, label=n) for n, c in list(colours.items())[:8]]
    actions = [
        Line2D([], [], marker=s, ls="", color="#444444", ms=8, label=label) for i, s, label in _SYMBOLS if i in used
    ]
    kinds = [
        Line2D([], [], marker="o", ls="", mfc="#444444", mec="#444444", ms=8, label="reported or confirmed"),
        Line2D([], [], marker="o", ls="", mfc="white", mec="#444444", mew=1.6, ms=8, label="claimed by one source"),
        Line2D([], [], color="#444444", ls="--", label="planned or attempted"),
        Line2D([], [], marker="o", ls="", mfc="none", mec="#888888", ms=11, label="place known roughly"),
    ]
    for x, handles in ((0.01, actors), (0.36, actions), (0.70, kinds)):
        figure.legend(handles=handles, loc="lower left", bbox_to_anchor=(x, 0.02), ncol=2 if len(handles) > 4 else 1,
                      fontsize=7.2, frameon=False, columnspacing=0.8, handletextpad=0.3, labelspacing=0.3)  # fmt: skip


def _dates(entries: Sequence[Found]) -> str:
    days = sorted(
        d
        for f in entries
        for d in (f.movement.event_date, f.movement.event_date_end)
        if d and not f.movement.background
    )
    if not days:
        return "dates not given"
    return days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"


def _title(entries: Sequence[Found]) -> str:
    return f"Reported movements, {_dates(entries)}"


def _subtitle(entries: Sequence[Found], spots: Sequence[_Spot]) -> str:
    drawn = {s.place.gid for s in spots}
    shown = sum(any(p.gid in drawn and p.gid for p in f.movement.places) for f in entries)
    left = len(entries) - shown
    said = f"{shown} records from {len({f.article for f in entries})} article(s)"
    return said + (f"; {left} without coordinates not drawn" if left else "") + ". Faded: background."
