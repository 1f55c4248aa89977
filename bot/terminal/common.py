"""What the commands share: arguments in, services opened, text out."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Protocol

import typer

from bot.articles import Article, Loaded, Problem, load, load_bytes
from bot.errors import InputError, MirsadError
from bot.resources import shipped
from bot.services import Services
from bot.settings import Settings


class Opener(Protocol):
    """What the command line is started with; made by ``bot.wiring``."""

    def settings(self) -> Settings:
        """The settings, read at the first call."""

    def services(self) -> Services:
        """The services, built at the first call."""


Paths = Annotated[list[str], typer.Argument(help="Article files (.txt .md .html), folders, or - for standard input.")]
Published = Annotated[
    str | None,
    typer.Option(help="Publication date, YYYY-MM-DD, for articles that carry none.", metavar="DATE"),
]
Reference = Annotated[str, typer.Argument(help="An article's number or the beginning of its id.", metavar="ARTICLE")]


def services_of(ctx: typer.Context) -> Services:
    """The services, built at the first call."""
    opener: Opener = ctx.obj
    return opener.services()


def number_of(services: Services, reference: str) -> str:
    """The number of an article given by number, id or file; a file is put on the shelf."""
    if not Path(reference).exists():
        return str(services.shelf.get(reference).number)
    loaded = load_paths([reference], None)
    if not loaded.articles:
        raise loaded.problems[0].error
    return str(services.shelf.add(loaded.articles)[0].number)


def day_of(text: str | None) -> date | None:
    """A date as typed, or None."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as e:
        raise InputError(f"--published takes a date such as 2017-06-23, not '{text}'.") from e


def load_paths(paths: list[str], published: date | None) -> Loaded:
    """What the paths hold, in their order; ``-`` is standard input, ``seeds`` the shipped ones where there are none."""
    found: list[Article] = []
    problems: list[Problem] = []
    skipped: list[str] = []
    for path in paths:
        if path == "-":
            try:
                found.append(load_bytes(sys.stdin.buffer.read(), published=published))
            except MirsadError as error:
                problems.append(Problem("standard input", error))
            continue
        here = path if path != "seeds" or Path(path).exists() else shipped("seeds")
        loaded = load([here], published=published)
        found += loaded.articles
        problems += loaded.problems
        skipped += loaded.skipped
    return Loaded(tuple(found), tuple(problems), tuple(skipped))


def write(text: str, out: Path | None) -> None:
    """Text to the terminal or to a file."""
    if out is None:
        typer.echo(text)
        return
    try:
        out.write_text(text + "\n", encoding="utf-8")
    except OSError as e:
        raise InputError(f"{out} cannot be written: {e.strerror}.") from e


def tell(problems: tuple[Problem, ...]) -> None:
    """Name the files that could not be used, on standard error."""
    for p in problems:
        typer.echo(f"Not used: {p.error}", err=True)
