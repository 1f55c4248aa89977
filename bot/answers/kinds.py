"""What kind of answer a question asks for, and whether a text holds one of that kind."""

import re
from typing import Literal

Kind = Literal["number", "measure", "time", "person", "place", "reason", "truth", "thing"]

_NUMBER_WORDS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?"
    r"|half|third|quarter|several|few|no|none|both|single|most|all)"
)
_NUMBER = re.compile(rf"\d|\b{_NUMBER_WORDS}\b", re.IGNORECASE)
_TIME = re.compile(
    r"\b(?:(?:sun|mon|tues|wednes|thurs|fri|satur)day|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|(?:19|20)\d\d|today|yesterday|tomorrow|tonight|overnight|(?:mid)?night|dawn|morning"
    r"|noon|afternoon|evening|weeks?|months?|years?|days?|hours?|minutes?|summer|winter|spring|autumn|fall|a\.m|p\.m"
    r"|since|ago|recently|now|soon|earlier|later|last|eve)\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\b(?:kilomet\w+|met(?:er|re)s?|miles?|km|seconds?|minutes?|hours?|days?|weeks?|months?|years?|since|until"
    r"|outskirts|edges?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-Z][\w'’-]+")
_WHO = re.compile(
    r"\b(?:forces?|fighters?|army|militants?|rebels?|group|militia|brigade|division|units?|regime|government|factions?"
    r"|spokesman|spokeswoman|commander|officials?|minister|president|residents?|source|observatory|coalition|troops"
    r"|officers?|soldiers?|experts?|seller|civilians?|committee|council|party|state|police|tribes?|people|separatists?"
    r"|jihadists?|aircraft|agency|television|tv|guards?|governor|director|witness(?:es)?|activists?)\b",
    re.IGNORECASE,
)
_ASKS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"\bhow (?:long ago|soon|recently)\b|\b(?:since|until|till|by) when\b|\bwhen\b", re.I), "time"),
    (re.compile(r"\b(?:on )?(?:what|which) (?:date|day|month|year|time)\b", re.I), "time"),
    (
        re.compile(
            r"\bhow far (?:is|are|was|were|apart|from)\b|\bhow (?:close|deep|fast|wide|long)\b|\bdistance\b", re.I
        ),
        "measure",
    ),
    (
        re.compile(
            r"\bhow (?:many|much|far|long|large|big|deep|close|fast|wide|old|strong|high|often)\b|\bin how\b"
            r"|\bwhat (?:distance|percent\w*|share|proportion|number|size)\b|\bdistance\b|\bnumber of\b",
            re.I,
        ),
        "number",
    ),
    (re.compile(r"\bwh(?:o|om|ose)\b", re.I), "person"),
    (
        re.compile(
            r"\bwhere\b|\b(?:from|to|near|in|on) (?:which|what) "
            r"(?:city|town|village|province|area|side|place|direction)",
            re.I,
        ),
        "place",
    ),
    (re.compile(r"\bwhy\b|\bfor what reason\b|\bwhat (?:caused|sparked|triggered|led to)\b", re.I), "reason"),
    (
        re.compile(r"^\W*(?:and |but |so )?(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could)\b", re.I),
        "truth",
    ),
)


def kind(question: str) -> Kind:
    """The kind of answer an English question asks for; "thing" where nothing else fits."""
    return next((k for pattern, k in _ASKS if pattern.search(question)), "thing")


def holds(wanted: Kind, text: str) -> bool:
    """Whether an English text can be an answer of that kind; a reason or a thing may look like anything."""
    if wanted == "number":
        return bool(_NUMBER.search(text))
    if wanted == "measure":
        return bool(_MEASURE.search(text))
    if wanted == "time":
        return bool(_TIME.search(text))
    if wanted == "person":
        return bool(_NAME.search(text) or _WHO.search(text))
    return True
