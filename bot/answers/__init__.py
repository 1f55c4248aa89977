"""Questions answered from the articles, with the sentences that prove it; never from a model's memory."""

from bot.answers.answer import CLOSEST, NOT_SAID, Answer, Citation
from bot.answers.index import Filters, Passage
from bot.answers.retrieve import Hit
from bot.answers.service import Answers

__all__ = ["CLOSEST", "NOT_SAID", "Answer", "Answers", "Citation", "Filters", "Hit", "Passage"]
