"""What was said before: turns in the store, and follow-up questions made to stand alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import delete, insert, select

from bot.answers.analyse import english_query, english_stem, english_words, is_function_word
from bot.inference import Engine
from bot.store import Database
from bot.store.tables import turns

Place = tuple[str, int]  # (article id, sentence)
Wish = Literal["arabic", "source", "more", "who", "question"]

SURE = 0.55  # a rewriting that the model is less sure of is not used

_WISHES: tuple[tuple[Wish, re.Pattern[str]], ...] = (
    (
        "arabic",
        re.compile(
            r"^(?:(?:can|could) (?:you|i) )?(?:please )?(?:show|see|give|send|what is|what's)?\s*(?:me )?(?:it )?"
            r"(?:the |in )?(?:original )?arabic(?: text| original| sentences?| version)?(?: please)?\W*$"
            r"|^(?:أرني|اعرض)?\s*(?:النص )?(?:الأصلي|العربي|بالعربية)\W*$",
            re.I,
        ),
    ),
    (
        "source",
        re.compile(
            r"^(?:(?:show|give|what is|what's|what are|which is)\s+(?:me )?)?(?:the |your )?"
            r"(?:sources?|proof|evidence|citations?|sentences?)\W*$"
            r"|^where (?:does|do|did) (?:it|the articles?|they) say (?:that|so|this)\W*$|^(?:ما )?(?:هو )?المصدر\W*$",
            re.I,
        ),
    ),
    (
        "more",
        re.compile(
            r"^(?:tell me |show me |any(?:thing)? )?more(?: details?| on (?:that|this))?\W*$|^(?:ال)?مزيد\W*$", re.I
        ),
    ),
    (
        "who",
        re.compile(
            r"^(?:and |but )?(?:who|which source|what source) "
            r"(?:says?|said|told|claims?|claimed|reports?|reported|announced)"
            r"(?: (?!the\b)\w+)? ?(?:so|that|this)\W*$|^(?:and )?(?:according to (?:whom|who)|says who|who says)\W*$"
            r"|^و?من (?:يقول|قال|أعلن|أفاد|ذكر)(?: \w+)? ?(?:ذلك|هذا)?\W*$",
            re.I,
        ),
    ),
)
_OPENS = re.compile(
    r"^\W*(?:and|but|so|also|then|what about|how about|what else|or)\b|\bdo (?:we|you|they) know\W*$"
    r"|\b(?:agree|disagree|confirm|deny)\W*$",
    re.I,
)
_POINTS = re.compile(
    r"\b(?:there|these|those|this|that|then|so|the (?:same|latter|former|earlier ones?|other one))\b", re.I
)
_PRONOUN = re.compile(r"\b(?:it|its|they|them|their|theirs|he|him|his|she|hers?)\b", re.I)
_NOUN_BEFORE = re.compile(r"(?<!^)(?<![.?!] )\b(?:[A-Z][\w'’-]+|the \w+|sdf|army)\b")
_NOT_POINTING = re.compile(
    r"\b(?:this|that|these|those) (?:year|month|week|time)\b"
    r"|\b(?:say|says|said|claim|claims|sure|so|such|reported|know) that\b"
    r"|\b(?:is|are|was|were) there (?:any|a|an|no|still|enough|civilians)\b|\bare there\b|\bis it true\b"
    r"|\bso far\b|\bso many\b",
    re.I,
)
_ARABIC_OPENS = re.compile(r"^\s*[وف](?=كم|من|ما|متى|أين|اين|كيف|لماذا|هل|إلى|الى|بحسب|ماذا|أي|اي)")
_ARABIC_POINTS = re.compile(r"(?<!\w)(?:ذلك|تلك|هناك|هنالك|منهم|بينهم|بينهما)(?!\w)")
# In a longer Arabic question these stand for a noun in it ("التي تسيطر عليها").
_ARABIC_POINTS_SHORT = re.compile(
    r"(?<!\w)(?:هو|هي|هم|منه|منها|عنه|عنها|فيه|فيها|إليه|إليها|اليه|اليها|بها|به|له|لها|لهم|عليه|عليها)(?!\w)"
)

_ASKING = re.compile(
    r"^\W*(?:(?:in|to|from|for|by|of|at|with|on|since|until|according to|under|near) )?(?:the )?"
    r"(?:who|whom|whose|what|which|where|when|why|how|is|are|was|were|do|does|did|has|have|had|will|would|can|could)\b",
    re.I,
)
_PREPOSITION = re.compile(r"(?:according to|to|from|in|at|near|by|for|with|on)\b", re.I)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what came of it. ``answer`` is None when the articles did not say."""

    question: str
    standalone: str
    answer: str | None
    cited: tuple[Place, ...]


class Turns:
    """The turns of every chat and user, in the database."""

    def __init__(self, database: Database, keep: int = 20) -> None:
        self._database = database
        self._keep = keep

    def last(self, chat: str, user: str) -> Turn | None:
        """The turn before, if there is one."""
        query = select(turns).where(turns.c.chat == chat, turns.c.user == user).order_by(turns.c.id.desc()).limit(1)
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return Turn(row.question, row.standalone, row.answer, tuple((a, n) for a, n in row.cited))

    def add(self, chat: str, user: str, turn: Turn) -> None:
        """Keep a turn; the oldest of the same chat and user go when there are too many."""
        mine = (turns.c.chat == chat) & (turns.c.user == user)
        with self._database.write() as connection:
            connection.execute(
                insert(turns).values(
                    chat=chat,
                    user=user,
                    question=turn.question,
                    standalone=turn.standalone,
                    answer=turn.answer,
                    cited=[list(place) for place in turn.cited],
                )
            )
            kept = select(turns.c.id).where(mine).order_by(turns.c.id.desc()).limit(self._keep)
            connection.execute(delete(turns).where(mine, turns.c.id.not_in(kept)))

    def forget(self, chat: str, user: str | None = None) -> int:
        """Drop a chat's turns, of one user or of all; how many there were."""
        which = turns.c.chat == chat if user is None else (turns.c.chat == chat) & (turns.c.user == user)
        with self._database.write() as connection:
            return int(connection.execute(delete(turns).where(which)).rowcount)


def wish(message: str) -> Wish:
    """What a message asks for: something about the last answer, or a question of its own."""
    text = " ".join(message.split())
    return next((name for name, pattern in _WISHES if pattern.match(text)), "question")


def follows(question: str, english: str) -> bool:
    """Whether a question leans on the one before it.

    Args:
        question: as asked, Arabic or English.
        english: the same in English; equal to ``question`` where it was asked in English.
    """
    if question != english:
        short = len(question.split()) <= 5 and _ARABIC_POINTS_SHORT.search(question)
        if _ARABIC_OPENS.search(question) or _ARABIC_POINTS.search(question) or short:
            return True
    if _OPENS.search(english):
        return True
    words = english_words(english)
    if len(words) <= 3 and not any(w[:1].isupper() for w in english.split()[1:]):
        return True
    text = _NOT_POINTING.sub(" ", english)
    pronoun = _PRONOUN.search(text)
    # "What do the jihadists use in their raids?" names in itself what the pronoun stands for.
    return bool(_POINTS.search(text) or (pronoun and not _NOUN_BEFORE.search(text[: pronoun.start()])))


class Rewriter:
    """Makes a follow-up stand alone: the model's ``rewrite`` prompt, checked; else the two questions together."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def standalone(self, question: str, before: Turn) -> tuple[str, str]:
        """(the question that stands alone, how it was made: "spliced", "rewritten" or "joined")."""
        whole = spliced(question, before.standalone)
        if whole:
            return whole, "spliced"
        if "rewrite" in self._engine.tasks:
            inputs = [{"previous": before.standalone, "question": question}]
            made = self._engine.run("rewrite", inputs)[0][0]
            if made.confidence >= SURE and faithful(made.text, question, before):
                return made.text, "rewritten"
        return joined(question, before), "joined"


def faithful(rewritten: str, question: str, before: Turn) -> bool:
    """Whether a rewriting says what was asked: no words from elsewhere, and none of the follow-up's lost."""
    allowed = _stems(before.standalone, question, before.answer or "")
    made = _stems(rewritten)
    asked = {english_stem(w) for w in english_query(question) if not is_function_word(w)}
    strange = made - allowed
    return (
        rewritten.rstrip().endswith("?")
        and bool(_ASKING.match(rewritten))
        and len(strange) <= max(1, len(made) // 5)
        and not any(any(c.isdigit() for c in word) for word in strange)
        and len(asked & made) >= 0.6 * len(asked)
    )


def spliced(question: str, before: str) -> str | None:
    """A follow-up without a verb put in the place of its like: "How far is A from B?", "And from C?".

    None where it is a whole question, or nothing in the question before is its like.
    """
    bare = re.sub(r"^\W*(?:and|but|so|what about|how about)\s+", "", question.strip(), flags=re.I).rstrip(" ?؟.")
    if _ASKING.match(bare) or not bare or len(bare.split()) > 8 or bare == question.strip().rstrip(" ?؟."):
        return None
    preposition = _PREPOSITION.match(bare)
    if preposition:
        like = re.search(rf"\b{re.escape(preposition[0])}\b", before, re.I)
        return f"{before[: like.start()]}{bare}?" if like else None
    names = list(re.finditer(r"(?<!^)\b(?:[Aa]l-)?[A-Z][\w'’-]*(?: (?:[a-z]{2}-)?[A-Z][\w'’-]*)*", before))
    if not names or not re.match(r"(?:al-)?[A-Z]|the [A-Z]", bare):
        return None
    return f"{before[: names[-1].start()]}{bare}{before[names[-1].end() :]}"


def joined(question: str, before: Turn) -> str:
    """A follow-up with the question before it, for finding and reading: "To the airport? (How far …)"."""
    bare = re.sub(r"^\W*(?:and|but|so)\s+", "", question.strip(), flags=re.I)
    return f"{bare[:1].upper()}{bare[1:]} ({before.standalone.rstrip(' ?؟')})"


def _stems(*texts: str) -> set[str]:
    return {english_stem(w) for text in texts for w in english_words(text) if not is_function_word(w)}


def topic(texts: Sequence[str]) -> set[str]:
    """The words that say what texts are about."""
    return _stems(*texts)
