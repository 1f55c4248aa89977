"""Movement records in the terminal: the table and its exports, control over time, conflicting claims, the map."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.errors import InputError
from bot.movements.bullets import status
from bot.movements.export import FORMATS
from bot.movements.found import Found, chosen
from bot.movements.mapping import draw
from bot.movements.phrasing import line
from bot.movements.timeline import Gap, Step, conflicts, timeline
from bot.services import Services
from bot.terminal import render
from bot.terminal.common import Published, day_of, load_paths, services_of, tell, write
from bot.terminal.progress import bar


class Format(StrEnum):
    """How records are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    GEOJSON = "geojson"


Paths = Annotated[
    list[str] | None, typer.Argument(help="Article files or folders; without any, all articles on the shelf.")
]
Actor = Annotated[str | None, typer.Option(help="Only those with this force, in English or Arabic.")]
Where = Annotated[str | None, typer.Option("--place", help="Only those at, from or towards this place.")]
Since = Annotated[str | None, typer.Option(help="Only those on or after this date.", metavar="DATE")]
Until = Annotated[str | None, typer.Option(help="Only those on or before this date.", metavar="DATE")]
Status = Annotated[
    str | None,
    typer.Option("--status", help="reported, claimed, confirmed, denied, planned, expected or background."),
]
Out = Annotated[Path | None, typer.Option(help="Write to this file instead of the terminal.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("movements")(movements)
    app.command("timeline")(timeline_command)
    app.command("conflicts")(conflicts_command)
    app.command("map")(map_command)


def movements(
    ctx: typer.Context,
    paths: Paths = None,
    actor: Actor = None,
    place: Where = None,
    since: Since = None,
    until: Until = None,
    status_is: Status = None,
    published: Published = None,
    format: Annotated[Format, typer.Option(help="How to write them.")] = Format.TABLE,
    out: Out = None,
) -> None:
    """List movement records: who moved where, when, according to whom. Exports carry their provenance."""
    services = services_of(ctx)
    entries = _entries(services, paths, published)
    kept = chosen(entries, actor=actor, place=place, since=_iso(since), until=_iso(until), status_is=status_is)
    if format is Format.TABLE:
        render.show(Console(), _table(kept, services))
    else:
        write(FORMATS[format.value](kept, services.translator.made_with).rstrip("\n"), out)


def timeline_command(
    ctx: typer.Context,
    place: Annotated[str | None, typer.Argument(help="A place, in English or Arabic; without one, all.")] = None,
) -> None:
    """Who held each place over time, by claimant, with the gaps shown."""
    services = services_of(ctx)
    found = timeline(_entries(services, None, None), place)
    if not found:
        typer.echo("No article says who held it." if place else "No article says who held a place.")
        return
    numbers = {s.article.id: s.number for s in services.shelf.all()}
    parts: list[RenderableType] = []
    for name, steps in found.items():
        parts.append(Text(name, style="bold"))
        parts += [_step(s, numbers) for s in steps]
        parts.append(Text())
    render.show(Console(), Group(*parts))


def conflicts_command(ctx: typer.Context) -> None:
    """Claims of different sources that disagree, side by side."""
    services = services_of(ctx)
    found = conflicts(_entries(services, None, None))
    if not found:
        typer.echo("No two claims disagree.")
        return
    numbers = {s.article.id: s.number for s in services.shelf.all()}
    parts: list[RenderableType] = []
    for c in found:
        parts.append(Text(c.what, style="bold yellow"))
        parts += [
            Text(f"   {f.movement.attribution.source}: {line(f.movement)} {_cite(f, numbers)}")
            for f in (c.one, c.other)
        ]
        parts.append(Text())
    render.show(Console(), Group(*parts))


def map_command(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option(help="The picture: .png or .svg.")] = Path("mirsad-map.png"),
    actor: Actor = None,
    place: Where = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """Draw the movements that have coordinates (needs the extra: map)."""
    if out.suffix.lower() not in (".png", ".svg"):
        raise InputError(f"--out takes a .png or .svg file, not '{out}'.")
    entries = _entries(services_of(ctx), None, None)
    kept = chosen(entries, actor=actor, place=place, since=_iso(since), until=_iso(until))
    typer.echo(f"Drawn: {draw(kept, out)}")


def _entries(services: Services, paths: list[str] | None, published: str | None) -> list[Found]:
    """The records of the articles in ``paths``, which are put on the shelf, or of all articles there."""
    if paths:
        loaded = load_paths(paths, day_of(published))
        tell(loaded.problems)
        if not loaded.articles:
            raise loaded.problems[0].error
        articles = [s.article for s in services.shelf.add(list({a.id: a for a in loaded.articles}.values()))]
    else:
        articles = [s.article for s in services.shelf.all()]
        if not articles:
            raise InputError("There are no articles yet. Brief some first: mirsad brief PATH, or mirsad brief seeds")
    with bar() as progress:
        translations = services.briefer.translate(articles, progress)
    return [f for a, t in zip(articles, translations, strict=True) for f in services.movements.found(a, t)]


def _iso(text: str | None) -> str | None:
    day = day_of(text)
    return day.isoformat() if day else None


def _table(entries: list[Found], services: Services) -> RenderableType:
    if not entries:
        return Text("No movement fits.")
    numbers = {s.article.id: s.number for s in services.shelf.all()}
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name, ratio in (("date", None), ("movement", 4), ("claimant", 2), ("status", None), ("", None)):
        table.add_column(name, ratio=ratio, no_wrap=ratio is None, overflow="fold")
    for f in entries:
        m = f.movement
        table.add_row(m.event_date or "undated", line(m), m.attribution.source, status(m), _cite(f, numbers))
    return table


def _step(step: Step | Gap, numbers: dict[str, int]) -> RenderableType:
    if isinstance(step, Gap):
        return Text(f"   {step.start} to {step.end}: no article says", style="dim")
    when = step.start or "undated"
    if step.end:
        when += f" to {step.end}"
    held = f"{step.holder} held it" if step.holder else f"lost by {step.lost_by or 'its holder'}"
    share = f" ({step.share})" if step.share else ""
    return Text(f"   {when}: {held}{share}, {step.claimant} ({step.certainty}) {_cite(step.found, numbers)}")


def _cite(f: Found, numbers: dict[str, int]) -> str:
    return f"[{numbers[f.article]}.{f.movement.sentence}]"
