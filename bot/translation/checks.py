"""All checks of a translated sentence, and those of a bullet. Each gives marks with the reason in English."""

from bot.translation import names, negation, numbers, roles, words
from bot.translation.fluency import fluency
from bot.translation.glossary import Glossary
from bot.translation.text import Mark


def check(arabic: str, english: str, glossary: Glossary) -> tuple[Mark, ...]:
    """What is wrong with a translation: facts lost or invented, roles turned round, text gone wrong."""
    return (
        *fluency(arabic, english),
        *numbers.compare(arabic, english),
        *words.dates(arabic, english),
        *negation.compare(arabic, english),
        *words.directions(arabic, english),
        *roles.reversed_roles(arabic, english, glossary),
        *names.missing(arabic, english, glossary),
        *names.invented(arabic, english, glossary),
    )


def facts(arabic: str, english: str, glossary: Glossary) -> tuple[Mark, ...]:
    """What a bullet says that its sentence does not. It may leave things out, but add nothing."""
    return (
        *numbers.invented(arabic, english),
        *words.invented_dates(arabic, english),
        *negation.compare(arabic, english),
        *words.invented_directions(arabic, english),
        *roles.reversed_roles(arabic, english, glossary),
        *names.invented(arabic, english, glossary),
    )
