"""A briefing in every format: nothing lost, nothing a reader's program would take for markup."""

import json
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from bot.articles import Problem
from bot.briefings import BriefedArticle, BriefedSentence, Briefing, Work, as_html, as_json, as_markdown
from bot.briefings.formats import cite, day, summary
from bot.errors import InputError
from bot.movements import Bullet
from bot.translation import Mark

SHARP = 'The <b>RSF</b> & "allies" took *Wad Madani* [twice] | `again`'


@pytest.fixture
def briefing() -> Briefing:
    mark = Mark("number", "3 is in the Arabic but not in the English")
    sentences = (
        BriefedSentence(1, "دخل الجيش المدينة", SHARP, (mark,), 0.51234, 0, 17),
        BriefedSentence(2, "وانسحبت القوات", "The forces withdrew.", (), 0.9, 18, 32),
    )
    bullets = (Bullet(SHARP, (1, 2), "SUNA", "claimed", (mark,)),)
    article = BriefedArticle(7, "0123456789abcdef", "a<b>.txt", SHARP, date(2025, 1, 11), "option", sentences, bullets)
    empty = BriefedArticle(8, "f" * 16, "b.txt", "Nothing moved", None, None, sentences[1:], ())
    problems = (Problem("bad.txt", InputError("bad.txt is empty.")),)
    return Briefing((article, empty), problems, Work(3, 1, 1, 1, 1, 2.5), {"engine": "echo", "revision": "1"})


def test_json_has_every_field(briefing: Briefing) -> None:
    made = json.loads(as_json(briefing))
    first, second = made["articles"]
    assert (first["published"], second["published"]) == ("2025-01-11", None)
    assert first["sentences"][0] == {
        "n": 1,
        "ar": "دخل الجيش المدينة",
        "en": SHARP,
        "marks": [{"code": "number", "detail": "3 is in the Arabic but not in the English"}],
        "confidence": 0.512,
        "start": 0,
        "end": 17,
    }
    assert first["bullets"][0]["sentences"] == [1, 2]
    assert (first["bullets"][0]["claimant"], first["bullets"][0]["status"]) == ("SUNA", "claimed")
    assert made["problems"] == [{"source": "bad.txt", "error": "bad.txt is empty."}]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)
        named = dict(attrs)
        self.ids |= {named["id"] or ""} if "id" in named else set()
        self.links += [named["href"] or ""] if "href" in named else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_is_well_formed_and_its_citations_lead_somewhere(briefing: Briefing) -> None:
    page = _Page()
    page.feed(as_html(briefing))
    assert page.open == []
    assert not page.seen & {"b", "script", "link", "img"}, "article text must not become markup, nor call out"
    assert SHARP in page.text
    assert {f"#{i}" for i in page.ids} >= set(page.links) == {"#s7.1", "#s7.2"}
    assert "دخل الجيش المدينة" in page.text
    assert "bad.txt is empty." in page.text


def test_markdown_escapes_what_would_be_markup(briefing: Briefing) -> None:
    text = as_markdown(briefing)
    assert r"\*Wad Madani\* \[twice\] \| \`again\`" in text
    assert "*(claimed)* [7.1] [7.2] *⚠ number" in text
    assert "date unknown" in text
    assert "No movement is reported in this article." in text
    assert not re.search(r"<b>", text.replace(r"\<b\>", "").replace(r"\</b\>", ""))


def test_small_words() -> None:
    assert day(date(2017, 6, 3)) == "3 June 2017"
    assert cite(2, (3, 11)) == "[2.3] [2.11]"
    assert "1 sentence: 0 from the translation memory, 1 translated now" in summary(Work(1, 0, 0, 0, 2, 0.04))
