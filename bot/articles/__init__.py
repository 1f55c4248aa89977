"""Articles: from files, folders and bytes to cleaned Arabic sentences that know where they stand."""

from bot.articles.arabic import normalise
from bot.articles.article import Article, Sentence, Span
from bot.articles.load import Loaded, Problem, load, load_bytes, load_text

__all__ = ["Article", "Loaded", "Problem", "Sentence", "Span", "load", "load_bytes", "load_text", "normalise"]
