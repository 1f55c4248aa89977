"""Files, folders and bytes to articles; one bad file never spoils the good ones."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.articles.article import Article
from bot.articles.build import Published, build
from bot.articles.decode import decode
from bot.articles.header import Header, read_header, sidecar_date, sidecars
from bot.articles.webpage import is_html, read_page
from bot.errors import InputError, MirsadError, NotFoundError, UnreadableError

MAX_BYTES = 5_000_000  # one file; a long newspaper article is 50,000
KINDS = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml")
_MARKDOWN = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that gave no article, and why."""

    source: str
    error: MirsadError


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of loading: articles in the order asked for, problems, and folder files of other kinds."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[str, ...]


def load(paths: Iterable[str | Path], *, published: date | None = None) -> Loaded:
    """The articles in ``paths``: files, and folders with all below them, sorted by name.

    ``published`` dates the articles that carry no date themselves (sidecar, then header, then page metadata).
    Never raises for a file: what cannot be used is in ``problems``, with an error that says what to do. Hidden
    files and sidecars in folders are passed over silently; files of other kinds there are listed in ``skipped``.
    """
    articles: list[Article] = []
    problems: list[Problem] = []
    skipped: list[str] = []
    for given in paths:
        path = Path(given).expanduser()
        files = [path]
        if path.is_dir():
            files, others, denied = _folder(path)
            skipped += [str(other) for other in others]
            problems += denied
            if not files and not denied:
                error = InputError(f"{path} holds no article: no {', '.join(KINDS)} file in it.")
                problems.append(Problem(str(path), error))
        for file in files:
            try:
                articles.append(load_file(file, published=published))
            except MirsadError as error:
                problems.append(Problem(str(file), error))
    return Loaded(tuple(articles), tuple(problems), tuple(skipped))


def load_file(path: Path, *, published: date | None = None) -> Article:
    """The article in one file. Raises ``InputError`` or ``NotFoundError`` naming the file."""
    source = str(path)
    if not path.exists():
        raise NotFoundError(f"{source} does not exist.")
    if not path.is_file():
        raise UnreadableError(f"{source} is not a file. Give a {', '.join(KINDS)} file or a folder.")
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableError(f"{source} cannot be opened: {error.strerror}.") from error
    kind = path.suffix.lower()
    if kind not in KINDS:
        decode(data, source)  # names a PDF or Word file as such
        raise UnreadableError(f"{source} is of a kind Mirsad does not read. Save it as a UTF-8 .txt file.")
    beside = sidecar_date(path)
    stated = Published(beside, "sidecar") if beside else None
    return load_bytes(data, source=source, published=published, markdown=kind in _MARKDOWN, stated=stated)


def load_bytes(
    data: bytes,
    *,
    source: str = "stdin",
    published: date | None = None,
    markdown: bool = False,
    stated: Published | None = None,
) -> Article:
    """The article in ``data``, for example from standard input; its encoding is detected.

    ``stated`` is a date from beside the text and goes before any in it. Raises ``InputError`` naming ``source``.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"{source} is larger than {MAX_BYTES // 1_000_000} MB. Split it into articles.")
    return load_text(decode(data, source), source=source, published=published, markdown=markdown, stated=stated)


def load_text(
    text: str,
    *,
    source: str = "stdin",
    published: date | None = None,
    markdown: bool = False,
    stated: Published | None = None,
) -> Article:
    """The article in ``text``: plain text, Markdown, or a web page, which is recognised by its beginning.

    The article's ``raw`` is ``text`` with newlines as ``\\n``; for a web page it is the title and text of the
    article in it. ``published`` is used where neither ``stated`` nor the text has a date.
    """
    if is_html(text):
        page = read_page(text, source)
        date_given = stated or (Published(page.published, "metadata") if page.published else None)
        return build(page.text, source, Header({}, 0), date_given or _option(published))
    raw = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    header = read_header(raw)
    day = header.published(source)
    date_given = stated or (Published(day, "header") if day else None)
    return build(raw, source, header, date_given or _option(published), markdown=markdown)


def _option(published: date | None) -> Published | None:
    return Published(published, "option") if published else None


def _folder(folder: Path) -> tuple[list[Path], list[Path], list[Problem]]:
    """Article files, files of other kinds, and folders that cannot be listed."""
    files: list[Path] = []
    others: list[Path] = []
    denied: list[Problem] = []

    def refuse(error: OSError) -> None:
        name = str(error.filename)
        denied.append(Problem(name, UnreadableError(f"{name} cannot be opened: {error.strerror}.")))

    for parent, below, names in os.walk(folder, onerror=refuse):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if not name.startswith("."):
                (files if path.suffix.lower() in KINDS else others).append(path)
    beside = {sidecar for file in files for sidecar in sidecars(file)}
    return sorted(files), [path for path in sorted(others) if path not in beside], denied
