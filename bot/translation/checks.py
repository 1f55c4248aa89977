"""All checks of a translated sentence, and those of a bullet. Each gives marks with the reason in English."""

from collections.abc import Callable

from bot.translation import directions, names, negation, numbers, roles, words
from bot.translation.fluency import fluency
from bot.translation.glossary import Glossary
from bot.translation.text import Mark

_Check = Callable[[str, str], tuple[Mark, ...]]
_NamedCheck = Callable[[str, str, Glossary], tuple[Mark, ...]]

# What a translation may neither lose nor add. The order is that of the marks a reader sees.
_SENTENCE: tuple[_Check, ...] = (fluency, numbers.compare, words.dates, negation.compare, directions.compare)
_SENTENCE_NAMES: tuple[_NamedCheck, ...] = (roles.compare, names.missing, names.invented)

# What a bullet may not add. It may leave things out.
_BULLET: tuple[_Check, ...] = (
    numbers.invented,
    words.invented_dates,
    negation.in_bullet,
    directions.invented,
)
_BULLET_NAMES: tuple[_NamedCheck, ...] = (roles.compare, names.invented)


def check(arabic: str, english: str, glossary: Glossary) -> tuple[Mark, ...]:
    """What is wrong with a translation: facts lost or invented, roles turned round, text gone wrong."""
    return _run(arabic, english, glossary, _SENTENCE, _SENTENCE_NAMES)


def facts(arabic: str, english: str, glossary: Glossary) -> tuple[Mark, ...]:
    """What a bullet says that its sentence does not."""
    return _run(arabic, english, glossary, _BULLET, _BULLET_NAMES)


def _run(
    arabic: str, english: str, glossary: Glossary, plain: tuple[_Check, ...], named: tuple[_NamedCheck, ...]
) -> tuple[Mark, ...]:
    marks = [m for run in plain for m in run(arabic, english)]
    return (*marks, *(m for run in named for m in run(arabic, english, glossary)))
