"""Briefings: articles to bullets and translations with their sources, and the formats they are written in."""

from bot.briefings.brief import BriefedArticle, BriefedSentence, Briefer, Briefing, Work
from bot.briefings.formats import as_html, as_json, as_markdown

__all__ = [
    "BriefedArticle",
    "BriefedSentence",
    "Briefer",
    "Briefing",
    "Work",
    "as_html",
    "as_json",
    "as_markdown",
]
