"""What a person reads in the terminal; Arabic always stands on lines of its own, so that it runs right to left."""

from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.articles import Problem
from bot.articles.shelf import Shelved
from bot.briefings import BriefedArticle, Briefing
from bot.briefings.formats import cite, day, label, reason, summary
from bot.movements import Bullet
from bot.translation import Mark, Translation

STATUS_STYLE = {
    "reported": "green",
    "confirmed": "bold green",
    "claimed": "cyan",
    "planned": "yellow",
    "expected": "yellow",
    "denied": "red",
    "background": "dim",
}


def briefing(made: Briefing) -> RenderableType:
    """The whole briefing: articles with their bullets, then what could not be used and what it took."""
    parts: list[RenderableType] = []
    for a in made.articles:
        parts += [article(a), Text()]
    parts += problems(made.problems)
    if made.articles:
        parts.append(Text(summary(made.work), style="dim"))
        n = made.articles[0].number
        hint = f"Translation beside the Arabic: mirsad show {n}   Sources: [{n}.3] is sentence 3 of article {n}"
        parts.append(Text(hint, style="dim"))
    return Group(*parts)


def article(a: BriefedArticle) -> RenderableType:
    """One article: title, where it is from, its bullets."""
    return Group(
        Text(f"{a.number}  {a.title}", style="bold"),
        Padding(Text(f"{a.source} · {day(a.published)}", style="dim"), (0, 0, 0, 3)),
        *(bullet(a.number, b) for b in a.bullets),
        *([] if a.bullets else [Padding(Text("No movement is reported in this article.", style="dim"), (0, 0, 0, 3))]),
    )


def bullet(number: int, b: Bullet) -> RenderableType:
    """One bullet with its status, sources and marks, hanging under its dot."""
    text = Text(b.text)
    if label(b):
        text.append(f" ({label(b)})", style=STATUS_STYLE.get(b.status, ""))
    text.append(f" {cite(number, b.sentences)}", style="dim")
    _append_marks(text, b.marks)
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(ratio=1)
    grid.add_row("•", text)
    return Padding(grid, (0, 0, 0, 3))


def sentences(
    shelved: Shelved, translations: Sequence[Translation], *, arabic: bool, english: bool, title: str
) -> RenderableType:
    """An article's sentences in one language or both, each with its number."""
    a = shelved.article
    head = Text(f"{shelved.number}  {title}", style="bold")
    parts: list[RenderableType] = [head, Text(f"   {a.source} · {day(a.published)}", style="dim"), Text()]
    for s, t in zip(a.sentences, translations, strict=True):
        text = Text(f"[{shelved.number}.{s.n}] ", style="dim")
        if english:
            text.append(t.text, style="default not dim")
            _append_marks(text, t.marks)
            parts.append(text)
        if arabic:
            parts.append(Text(s.clean) if english else Group(text, Text(s.clean)))
        parts.append(Text())
    return Group(*parts)


def listing(rows: Iterable[tuple[Shelved, str]]) -> RenderableType:
    """Articles on the shelf: number, date, title, source."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name, ratio in (("#", None), ("date", None), ("title", 3), ("source", 2), ("id", None)):
        table.add_column(name, ratio=ratio, no_wrap=ratio is None, overflow="fold")
    for s, title in rows:
        a = s.article
        table.add_row(str(s.number), a.published.isoformat() if a.published else "unknown", title, a.source, a.id[:8])
    return table


def problems(found: Sequence[Problem]) -> list[RenderableType]:
    """The files that gave no article, with the reason."""
    if not found:
        return []
    rows = [Padding(Text(f"• {p.error}", style="red"), (0, 0, 0, 3)) for p in found]
    return [Text("Not used", style="bold red"), *rows, Text()]


def show(console: Console, what: RenderableType) -> None:
    """Print without rich's guesses: no markup, no emoji codes, no highlighted numbers in article text."""
    console.print(what, markup=False, emoji=False, highlight=False)


def _append_marks(text: Text, marks: Iterable[Mark]) -> None:
    for m in marks:
        text.append(f"  {reason(m)}", style="dim" if m.code == "withheld" else "yellow")
