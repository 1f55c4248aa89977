"""Whose word an English sentence is: "according to SOHR", "a military source told Xinhua that …"."""

import re

_SAY = (
    r"(?:said|says|say|told|reported|reports|announced|announces|claimed|claims|stated|states|added|adds|confirmed"
    r"|confirms|denied|denies|explained|explains|noted|notes|indicated|acknowledged|admitted|estimates|estimated|declared"
    r"|revealed|pointed out|spoke of|has spoken of|believes|expects|expected|insists|insisted|warned|called|described)"
)
_ACCORDING = re.compile(
    r"\b(?:according to|in the words of|as reported by|citing)\s+(?P<who>[^,.;:\"“]{2,90})", re.IGNORECASE
)
_TAIL = re.compile(rf"[,\"”]\s+(?P<who>[^,\"“”]{{3,90}}?)\s+{_SAY}(?:\s+(?:on|in|late|early)?\s*\w+){{0,3}}\s*\.?$")
_HEAD = re.compile(
    r"^(?:But|And|Meanwhile,?|However,?|For (?:its|his|her|their) part,?|In turn,?|Earlier,?)?\s*"
    rf"(?P<who>[^“”]{{2,140}}?)\s+(?:also\s+|had\s+|has\s+|have\s+|later\s+)?{_SAY}\b",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"^(?:he|she|it|they|him|her|them|his|the (?:source|spokesman|spokeswoman|statement|agency|official))$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:was|were|is|are|be|been|being)$")  # "was said to be large" has no speaker
_LONGEST = 9  # words; a longer claimant is a clause that was misread


def claimant(sentence: str, before: str = "") -> str | None:
    """Who says what the sentence says; None when the article itself does.

    Args:
        sentence: in English.
        before: the sentence before it, asked when the speaker is only "he" or "the source".
    """
    for pattern in (_ACCORDING, _TAIL, _HEAD):
        match = pattern.search(sentence)
        if not match or _PASSIVE.search(match["who"]):
            continue
        who = _trim(match["who"])
        if _SAME.match(who):
            return claimant(before) if before else None
        if who and len(who.split()) <= _LONGEST and (pattern is _ACCORDING or _speaks(who)):
            return who
    return None


def _trim(who: str) -> str:
    """Without apposition, day and place: "Rida Issa, spokesman for the room" is Rida Issa."""
    who = re.split(r",|\s+\(|\s+(?:which|who|that|where)\b|\s+(?:on|in) (?=[A-Z])", who.strip())[0]
    return re.sub(r"^(The|A|An|One)(?= )", lambda m: m[1].lower(), who.strip(" '\""))


def _speaks(who: str) -> bool:
    """A speaker is named or is a role, not a whole clause with a verb of its own."""
    return not re.search(r"\b(?:was|were|is|are|has|have|had|will|while|after|as|when|took|entered|advanced)\b", who)
