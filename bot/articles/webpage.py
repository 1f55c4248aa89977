"""A saved web page to an article: its text by trafilatura, its date only from what the page states as metadata."""

import json
import re
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from typing import Any

from bot.articles.arabic import content_key
from bot.articles.dates import parse_date
from bot.errors import InputError, NotArabicError

_IS_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_DATE_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
)


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a web page: ``text`` begins with its title where the page names one."""

    text: str
    published: date | None


def is_html(text: str) -> bool:
    """Whether ``text`` is a web page rather than plain text."""
    return _IS_HTML.match(text) is not None


def read_page(html: str, source: str) -> Page:
    """The article in ``html``. Raises ``NotArabicError`` naming ``source`` where the page holds no text."""
    import trafilatura  # here, since it takes a third of a second that only web pages need

    document = trafilatura.bare_extraction(html, include_comments=False, include_tables=False, favor_precision=False)
    body = (document.text if document is not None and not isinstance(document, dict) else None) or ""
    if not body.strip():
        body = trafilatura.baseline(html)[1]
    title = (document.title if document is not None and not isinstance(document, dict) else None) or ""
    title = " ".join(title.split())
    if not body.strip() and not title:
        raise NotArabicError(f"{source} is a web page without an article. Save the article's text as a .txt file.")
    if title and not content_key(body).startswith(content_key(title)):
        body = f"{title}\n\n{body}"
    return Page(body.replace("\r\n", "\n").replace("\r", "\n"), _stated_date(html))


class _Dates(HTMLParser):
    """Collects what a page states as its publication date, best source first."""

    def __init__(self) -> None:
        super().__init__()
        self.linked_data: list[str] = []
        self.meta: dict[str, str] = {}
        self.times: list[str] = []
        self._in_linked_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "script":
            self._in_linked_data = values.get("type", "").lower() == "application/ld+json"
        elif tag == "meta":
            name = values.get("property") or values.get("name") or values.get("itemprop") or ""
            self.meta.setdefault(name.lower(), values.get("content", ""))
        elif tag == "time" and ("pubdate" in values or values.get("itemprop", "").lower() == "datepublished"):
            self.times.append(values.get("datetime", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._in_linked_data = False

    def handle_data(self, data: str) -> None:
        if self._in_linked_data:
            self.linked_data.append(data)


def _stated_date(html: str) -> date | None:
    parser = _Dates()
    parser.feed(html)
    stated = [parser.meta[name] for name in _DATE_NAMES if name in parser.meta]
    for script in parser.linked_data:
        try:
            stated += _published(json.loads(script))
        except ValueError:
            continue  # broken linked data states nothing
    for value in (*stated, *parser.times):
        try:
            return parse_date(value, "page")
        except InputError:
            continue  # a page's own mistake is not the user's to mend; the date stays unknown
    return None


def _published(data: Any) -> list[str]:
    if isinstance(data, list):
        return [value for entry in data for value in _published(entry)]
    if not isinstance(data, dict):
        return []
    own = [data["datePublished"]] if isinstance(data.get("datePublished"), str) else []
    return own + _published(data.get("@graph"))
