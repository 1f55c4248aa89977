"""The command line: options in, one service call, its result rendered."""

import io
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot import __version__
from bot.articles import Article
from bot.articles.decode import decode
from bot.briefings import as_html, as_json, as_markdown
from bot.briefings.brief import Briefing, title
from bot.errors import InputError, NotFoundError
from bot.inference import Manifest
from bot.resources import shipped
from bot.terminal import answers, moves, render
from bot.terminal import chat as conversation
from bot.terminal import doctor as health
from bot.terminal.common import (
    Opener,
    Paths,
    Published,
    Reference,
    day_of,
    load_paths,
    number_of,
    services_of,
    tell,
    write,
)
from bot.terminal.progress import bar
from bot.translation import Translation, counter


class BriefFormat(StrEnum):
    """How a briefing is written."""

    TERMINAL = "terminal"
    SVG = "svg"  # a picture of what the terminal shows
    MD = "md"
    HTML = "html"
    JSON = "json"


class AskFormat(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"


class ChatFormat(StrEnum):
    """How a conversation is held."""

    TEXT = "text"
    JSONL = "jsonl"


class TranslateFormat(StrEnum):
    """How a translation is written."""

    TEXT = "text"
    TSV = "tsv"
    JSON = "json"


app = typer.Typer(
    name="mirsad",
    help="English briefings from Arabic war reporting, on your own machine.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    epilog="Settings: MIRSAD_* in the environment or mirsad.toml; 'mirsad doctor' shows them.",
)
models_app = typer.Typer(no_args_is_help=True, help="The models that come with the program.")
app.add_typer(models_app, name="models")
moves.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mirsad {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")] = False,
) -> None:
    """English briefings from Arabic war reporting, on your own machine."""


@app.command()
def brief(
    ctx: typer.Context,
    paths: Paths,
    format: Annotated[BriefFormat, typer.Option(help="How to write it.")] = BriefFormat.TERMINAL,
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of the terminal.")] = None,
    published: Published = None,
) -> None:
    """Brief articles: a title, movement bullets with their sources, and translations on request.

    Exit code 1 if a file could not be used; the others are briefed all the same.
    """
    services = services_of(ctx)
    loaded = load_paths(paths, day_of(published))
    with bar() as progress:
        made = services.briefer.brief(loaded.articles, loaded.problems, progress)
    if format is BriefFormat.TERMINAL:
        _terminal(made, out)
    elif format is BriefFormat.SVG:
        write(_picture(made), out)
    else:
        text = {BriefFormat.MD: as_markdown, BriefFormat.HTML: as_html, BriefFormat.JSON: as_json}[format](made)
        write(text, out)
        tell(loaded.problems)
    if loaded.skipped:
        typer.echo(f"Passed over, not articles: {', '.join(loaded.skipped)}", err=True)
    if loaded.problems:
        raise typer.Exit(1)


@app.command()
def translate(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(help="An article file, or - for standard input.")],
    lines: Annotated[bool, typer.Option("--lines", help="One sentence a line in, one out; the same count.")] = False,
    format: Annotated[TranslateFormat, typer.Option(help="How to write it.")] = TranslateFormat.TEXT,
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of the terminal.")] = None,
) -> None:
    """Translate an article or, with --lines, a list of sentences. Marked sentences are named on standard error."""
    services = services_of(ctx)
    if lines:
        sources = _lines(file)
    else:
        loaded = load_paths([file], None)
        if not loaded.articles:
            raise loaded.problems[0].error
        tell(loaded.problems)
        sources = [s.clean for a in loaded.articles for s in a.sentences]
    with bar() as progress:
        result = services.translator.translate_texts(sources, counter("Translating", len(sources), progress))
    write(_translated(result, format), out)
    marked = [(i, t) for i, t in enumerate(result, 1) if t.marks]
    if format is TranslateFormat.TEXT:
        for i, t in marked:
            typer.echo(f"⚠ sentence {i}: {'; '.join(f'{m.code}: {m.detail}' for m in t.marks)}", err=True)


@app.command()
def articles(ctx: typer.Context) -> None:
    """List the articles on the shelf."""
    services = services_of(ctx)
    shelved = services.shelf.all()
    if not shelved:
        typer.echo("No articles yet. Brief some: mirsad brief PATH (the five seed articles: mirsad brief seeds)")
        return
    # Only what is remembered is shown: listing must not start the model.
    rows = []
    for s in shelved:
        first = services.translator.remembered([x.clean for x in s.article.sentences[:1]])
        rows.append(
            (s, title(s.article, [t for t in first if t], ()) if first and first[0] else _arabic_title(s.article))
        )
    render.show(Console(), render.listing(rows))


@app.command()
def show(
    ctx: typer.Context,
    article: Reference,
    arabic: Annotated[bool, typer.Option("--arabic", help="Only the Arabic.")] = False,
    english: Annotated[bool, typer.Option("--english", help="Only the English.")] = False,
    both: Annotated[bool, typer.Option("--both", help="Each sentence in both languages (the default).")] = False,
) -> None:
    """Show an article, sentence by sentence, in Arabic, in English or both."""
    if arabic + english + both > 1:
        raise InputError("Give one of --arabic, --english and --both.")
    services = services_of(ctx)
    shelved = services.shelf.get(article)
    if arabic:
        translations = tuple(Translation(s.clean, "", (), 1.0, "none") for s in shelved.article.sentences)
        name = _arabic_title(shelved.article)
    else:
        with bar() as progress:
            (translations,) = services.briefer.translate([shelved.article], progress)
        name = title(shelved.article, translations, ())
    text = render.sentences(shelved, translations, arabic=not english, english=not arabic, title=name)
    render.show(Console(), text)


@app.command()
def ask(
    ctx: typer.Context,
    question: Annotated[str, typer.Argument(help="A question in English or Arabic.")],
    article: Annotated[list[str] | None, typer.Option(help="Stay within this article: number, id or file.")] = None,
    format: Annotated[AskFormat, typer.Option(help="How to write it.")] = AskFormat.TEXT,
    explain: Annotated[bool, typer.Option("--explain", help="Tell how the answer was found.")] = False,
) -> None:
    """Ask the articles; the answer comes with its sentences, or with the word that they do not say."""
    services = services_of(ctx)
    chosen = [number_of(services, a) for a in article] if article else None
    with bar() as progress:
        services.index(progress)
    answer = services.answers.ask(question, articles=chosen)
    services.answers.forget("terminal")  # a question by itself is no conversation
    if format is AskFormat.JSON:
        typer.echo(json.dumps(answers.record(answer, explain=explain), ensure_ascii=False, indent=2))
    else:
        render.show(Console(), answers.text(answer, explain=explain))


@app.command()
def search(
    ctx: typer.Context,
    query: Annotated[str, typer.Argument(help="Words in English or Arabic.")],
    limit: Annotated[int, typer.Option(min=1, max=100, help="At most so many sentences.")] = 10,
) -> None:
    """Find the sentences nearest to a query, in either language."""
    services = services_of(ctx)
    with bar() as progress:
        services.index(progress)
    render.show(Console(), answers.found(services.answers.search(query, limit)))


@app.command()
def chat(
    ctx: typer.Context,
    format: Annotated[ChatFormat, typer.Option(help="jsonl: a question a line in, an answer a line out.")] = (
        ChatFormat.TEXT
    ),
) -> None:
    """Talk with the bot in the terminal, as in Telegram.

    With --format jsonl each line of standard input is a question, an empty line begins a new conversation.
    """
    if format is ChatFormat.JSONL:
        for line in answers.lines(services_of(ctx), sys.stdin):
            typer.echo(line)
    else:
        conversation.run(services_of(ctx), Console(), sys.stdin)


@app.command()
def doctor(ctx: typer.Context) -> None:
    """Say what is missing or damaged and how to mend it. Exit code 1 if anything is."""
    opener: Opener = ctx.obj
    console = Console()
    ok = True
    for check in health.checks(opener.settings):
        ok &= check.ok
        mark = "[green]✓[/]" if check.ok else "[red]✗[/]"
        console.print(f"{mark} ", end="")
        console.print(f"{check.name}: {check.detail}", markup=False, highlight=False)
    if not ok:
        raise typer.Exit(1)


@models_app.command("list")
def models_list(ctx: typer.Context) -> None:
    """The models there are: what each is for, its size and licence."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("name", "revision", "MB", "purpose", "licence"):
        table.add_column(column, overflow="fold")
    for manifest in _manifests(ctx):
        for m in manifest.models.values():
            name = f"{m.name} (in use)" if m.name == manifest.default else m.name
            table.add_row(name, m.revision, f"{m.size / 1e6:.0f}", m.purpose, m.licence)
    render.show(Console(), table)


@models_app.command("verify")
def models_verify(ctx: typer.Context) -> None:
    """Check every model file against its sum. Exit code 1 if one is missing or damaged."""
    bad = False
    for m in [m for manifest in _manifests(ctx) for m in manifest.models.values()]:
        damaged = list(m.damaged())
        for f, what in damaged:
            typer.echo(f"{m.name}: {m.folder / f.name} is {what}.", err=True)
        if not damaged:
            typer.echo(f"{m.name}: {len(m.files)} files, {m.size / 1e6:.0f} MB, as shipped.")
        bad |= bool(damaged)
    if bad:
        typer.echo("Install Mirsad again, or copy the named files from the release.", err=True)
        raise typer.Exit(1)


def _manifests(ctx: typer.Context) -> list[Manifest]:
    """Of the models that write, and of the encoder that finds."""
    opener: Opener = ctx.obj
    folder = opener.settings().models or shipped("models")
    return [Manifest(folder), Manifest(folder / "e5")]


def _lines(file: str) -> list[str]:
    """The lines of a file or standard input, stripped; decoded as UTF-8 or as detected."""
    if file == "-":
        data = sys.stdin.buffer.read()
    else:
        path = Path(file)
        if not path.is_file():
            raise NotFoundError(f"{file} does not exist or is not a file.")
        data = path.read_bytes()
    return [line.strip() for line in decode(data, file).splitlines()] if data.strip() else []


def _translated(result: list[Translation], format: TranslateFormat) -> str:
    if format is TranslateFormat.JSON:
        rows = [
            {
                "n": n,
                "ar": t.source,
                "en": t.text,
                "marks": [{"code": m.code, "detail": m.detail} for m in t.marks],
                "confidence": round(t.confidence, 3),
            }
            for n, t in enumerate(result, 1)
        ]
        return json.dumps(rows, ensure_ascii=False, indent=2)
    if format is TranslateFormat.TSV:
        return "\n".join(f"{t.source}\t{t.text}\t{', '.join(m.code for m in t.marks)}" for t in result)
    return "\n".join(t.text for t in result)


def _arabic_title(article: Article) -> str:
    return article.headline or " ".join(article.sentences[0].clean.split()[:12]) + " …"


def _terminal(made: Briefing, out: Path | None) -> None:
    if out is None:
        render.show(Console(), render.briefing(made))
        return
    with out.open("w", encoding="utf-8") as handle:
        render.show(Console(file=handle, width=100), render.briefing(made))


def _picture(made: Briefing) -> str:
    console = Console(record=True, width=100, file=io.StringIO())
    render.show(console, render.briefing(made))
    return console.export_svg(title="mirsad brief")
