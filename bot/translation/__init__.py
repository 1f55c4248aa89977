"""Arabic sentences to English, checked: engine, glossary, memory, checks."""

from bot.translation.glossary import Glossary
from bot.translation.memory import Memory
from bot.translation.progress import Report, counter
from bot.translation.service import Translator
from bot.translation.text import Mark, Translation

__all__ = ["Glossary", "Mark", "Memory", "Report", "Translation", "Translator", "counter"]
