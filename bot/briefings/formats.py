"""A briefing as Markdown, HTML and JSON. The terminal and Telegram have renderings of their own."""

import json
from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Any

from bot.briefings.brief import BriefedArticle, BriefedSentence, Briefing, Work
from bot.movements import Bullet
from bot.translation import Mark

UNKNOWN_DATE = "date unknown"


def day(published: date | None) -> str:
    """A publication date as people read it: "23 June 2017", or that it is unknown."""
    return f"{published.day} {published:%B %Y}" if published else UNKNOWN_DATE


def cite(number: int, sentences: Iterable[int]) -> str:
    """The sources of a bullet: ``[2.3] [2.7]`` is sentences 3 and 7 of article 2."""
    return " ".join(f"[{number}.{n}]" for n in sentences)


def label(bullet: Bullet) -> str:
    """The bullet's status in a word, empty for plain reports, whose wording says it all."""
    return "" if bullet.status == "reported" else bullet.status


def summary(work: Work) -> str:
    """What the briefing took, in one line."""
    parts = [
        f"{_count(work.sentences, 'sentence')}: {work.reused} from the translation memory, "
        f"{work.sentences - work.reused} translated now",
        f"{work.again} decoded again",
        f"{work.marked} marked",
        _count(work.bullets, "bullet"),
        f"{work.seconds:.1f} s",
    ]
    return " · ".join(parts)


def reason(mark: Mark) -> str:
    """A mark as a reader sees it; a withheld short form is no warning about the sentence that stands in for it."""
    return "from the sentence" if mark.code == "withheld" else f"⚠ {mark.code}: {mark.detail}"


def as_json(briefing: Briefing) -> str:
    """The briefing as JSON, UTF-8, two spaces; see :func:`article_record` for the articles."""
    w = briefing.work
    return json.dumps(
        {
            "articles": [article_record(a) for a in briefing.articles],
            "problems": [{"source": p.source, "error": str(p.error)} for p in briefing.problems],
            "work": {
                "sentences": w.sentences,
                "reused": w.reused,
                "again": w.again,
                "marked": w.marked,
                "bullets": w.bullets,
                "seconds": round(w.seconds, 2),
            },
            "made_with": dict(briefing.made_with),
        },
        ensure_ascii=False,
        indent=2,
    )


def article_record(article: BriefedArticle) -> dict[str, Any]:
    """One article as JSON has it; offsets are code points into the original."""
    return {
        "id": article.id,
        "number": article.number,
        "source": article.source,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "published_from": article.published_from,
        "sentences": [
            {
                "n": s.n,
                "ar": s.ar,
                "en": s.en,
                "marks": _marks(s.marks),
                "confidence": round(s.confidence, 3),
                "start": s.start,
                "end": s.end,
            }
            for s in article.sentences
        ],
        "bullets": [
            {
                "text": b.text,
                "sentences": list(b.sentences),
                "claimant": b.claimant,
                "status": b.status,
                "marks": _marks(b.marks),
            }
            for b in article.bullets
        ],
    }


def as_markdown(briefing: Briefing) -> str:
    """The briefing as Markdown: bullets first, then each article's sentences in both languages."""
    out = ["# Briefing", ""]
    for a in briefing.articles:
        out += [f"## {a.number}. {_md(a.title)}", "", f"*{_md(a.source)} · {day(a.published)}*", ""]
        for b in a.bullets:
            status = f" *({label(b)})*" if label(b) else ""
            out.append(f"- {_md(b.text)}{status} {cite(a.number, b.sentences)}{_md_marks(b.marks)}")
        if not a.bullets:
            out.append("No movement is reported in this article.")
        out += ["", "### Sentences", ""]
        for s in a.sentences:
            out += [f"**[{a.number}.{s.n}]** {_md(s.en)}{_md_marks(s.marks)}", "", f"> {_one_line(s.ar)}", ""]
    if briefing.problems:
        out += ["## Not used", "", *(f"- {_md(p.source)}: {_md(str(p.error))}" for p in briefing.problems), ""]
    return "\n".join([*out, "---", summary(briefing.work), _provenance(briefing), ""])


def as_html(briefing: Briefing) -> str:
    """The briefing as one HTML page without scripts or outside files; citations lead to the sentences."""
    body = [f"<h1>Briefing</h1><p class='meta'>{len(briefing.articles)} articles</p>"]
    for a in briefing.articles:
        body.append(f"<article id='a{a.number}'><h2>{a.number}. {escape(a.title)}</h2>")
        body.append(f"<p class='meta'>{escape(a.source)} · {day(a.published)}</p><ul>")
        body += [_html_bullet(a.number, b) for b in a.bullets] or ["<li>No movement is reported in this article.</li>"]
        body.append("</ul><details><summary>All sentences, English and Arabic</summary><table>")
        body += [_html_sentence(a.number, s) for s in a.sentences]
        body.append("</table></details></article>")
    if briefing.problems:
        rows = "".join(f"<li>{escape(p.source)}: {escape(str(p.error))}</li>" for p in briefing.problems)
        body.append(f"<section><h2>Not used</h2><ul>{rows}</ul></section>")
    foot = f"<footer>{escape(summary(briefing.work))}<br>{escape(_provenance(briefing))}</footer>"
    return _PAGE.replace("{body}", "\n".join([*body, foot]))


_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Briefing</title><style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a }
.meta, footer { color: #595959; font-size: .875rem } .status { font-variant: small-caps; color: #595959 }
.mark { background: #fff3cd; border-radius: .2rem; padding: 0 .3rem; font-size: .875rem }
table { border-collapse: collapse; width: 100% } td { vertical-align: top; padding: .4rem; border-top: 1px solid #ddd }
td.ar { direction: rtl; text-align: right; width: 45% } tr:target { background: #eef5ff }
summary { cursor: pointer } a { text-decoration: none }
</style></head><body>
{body}
</body></html>
"""


def _html_bullet(number: int, bullet: Bullet) -> str:
    status = f" <span class='status'>{label(bullet)}</span>" if label(bullet) else ""
    links = " ".join(f"<a href='#s{number}.{n}'>[{number}.{n}]</a>" for n in bullet.sentences)
    return f"<li>{escape(bullet.text)}{status} {links}{_html_marks(bullet.marks)}</li>"


def _html_sentence(number: int, s: BriefedSentence) -> str:
    return (
        f"<tr id='s{number}.{s.n}'><td>{number}.{s.n}</td><td>{escape(s.en)}{_html_marks(s.marks)}</td>"
        f"<td class='ar' lang='ar'>{escape(s.ar)}</td></tr>"
    )


def _html_marks(marks: Iterable[Mark]) -> str:
    return "".join(f" <span class='mark'>{escape(reason(m))}</span>" for m in marks)


def _md_marks(marks: Iterable[Mark]) -> str:
    return "".join(f" *{_md(reason(m))}*" for m in marks)


def _md(text: str) -> str:
    return "".join(f"\\{c}" if c in r"\`*_[]<>|#" else c for c in _one_line(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _marks(marks: Iterable[Mark]) -> list[dict[str, str]]:
    return [{"code": m.code, "detail": m.detail} for m in marks]


def _provenance(briefing: Briefing) -> str:
    return "Made with " + ", ".join(f"{k} {v}" for k, v in briefing.made_with.items())


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}{'' if n == 1 else 's'}"
