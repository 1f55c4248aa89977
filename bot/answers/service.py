"""Questions answered from the articles: what the faces call."""

from collections.abc import Sequence
from typing import Any, Protocol

from bot.answers.answer import Answer, Citation
from bot.answers.claims import claimant
from bot.answers.conversation import Place, Rewriter, Turn, Turns, Wish, follows, wish
from bot.answers.dense import Dense
from bot.answers.facts import Movement
from bot.answers.index import Filters, Index, Passage
from bot.answers.kinds import kind
from bot.answers.names import Names, Term
from bot.answers.question import checked, is_arabic
from bot.answers.read import Reader, Reading
from bot.answers.retrieve import Hit, Query, Retriever
from bot.answers.support import figures, stems
from bot.articles import Article
from bot.articles.arabic import clean
from bot.articles.shelf import Shelf
from bot.errors import InputError
from bot.inference import Engine
from bot.inference.embed import Embedder
from bot.store import Database
from bot.translation import Translation

READ = 6  # hits that are read for an answer
SHORT = 3  # words of a follow-up that says nothing without the question before it ("Why?")
SHOWN = 3  # closest sentences shown where there is no answer
SAY = 0.3  # a reading less likely right than this is not given as an answer
CLOSEST_FROM = 0.1  # from here the closest sentences are shown in its place


class QuestionTranslator(Protocol):
    """The part of :class:`bot.translation.Translator` that is needed here."""

    def draft(self, task: str, sentences: Sequence[str]) -> list[Translation]:
        """One of the model's prompts over Arabic sentences."""


class Answers:
    """Answers questions from indexed articles, and remembers each conversation's turns.

    Args:
        database: the store the shelf is in.
        engine: reads with its ``answer`` prompt and rewrites follow-ups with ``rewrite``; without these tasks the
            closest sentences are given and no answer.
        translator: puts Arabic questions into English.
        shelf: the articles.
        terms: the glossary's entries, for names in any spelling.
        embedder: finds sentences by meaning; ``None`` searches by words only.
    """

    def __init__(
        self,
        database: Database,
        engine: Engine,
        translator: QuestionTranslator,
        shelf: Shelf,
        *,
        terms: Sequence[Term] = (),
        embedder: Embedder | None = None,
    ) -> None:
        self._translator = translator
        self._shelf = shelf
        self._turns = Turns(database)
        self._index = Index(database, embedder)
        self._retriever = Retriever(self._index, Names(terms), Dense(self._index, embedder) if embedder else None)
        self._rewriter = Rewriter(engine)
        self._reader = Reader(engine)

    def index(self, article: Article, translations: Sequence[Translation], movements: Sequence[Movement] = ()) -> int:
        """Make an article on the shelf answerable; cheap when nothing changed. Returns the sentences written.

        Args:
            article: as shelved.
            translations: one a sentence.
            movements: the article's records; sentences are found by what they say too.
        """
        return self._index.add(article, translations, movements)

    def search(self, query: str, limit: int = 10, filters: Filters | None = None) -> list[Hit]:
        """The sentences nearest to a query in either language, best first; the model is not asked.

        Raises:
            InputError: the query cannot be used.
        """
        text = checked(query)
        asked = Query(arabic=clean(text)) if is_arabic(text) else Query(english=text)
        return self._retriever.search(asked, limit, filters)

    def forget(self, chat: str, user: str | None = None) -> int:
        """Drop what was said in a chat, by one user or by all; how many turns there were."""
        return self._turns.forget(chat, user)

    def ask(
        self, question: str, *, chat: str = "terminal", user: str = "", articles: Sequence[str] | None = None
    ) -> Answer:
        """Answer a question, or say that the articles do not.

        Args:
            question: in English or Arabic; may lean on the turn before of the same chat and user.
            chat: whose turns it joins, with ``user``.
            articles: numbers or ids to stay within; all when ``None``.

        Raises:
            InputError: the question cannot be used, or there is nothing to answer from.
            NotFoundError: no such article.
        """
        text = checked(question)
        if not self._index.count():
            raise InputError("There are no articles to answer from yet. Brief some first: mirsad brief seeds")
        filters = Filters(articles=tuple(self._shelf.get(a).article.id for a in articles) if articles else None)
        before = self._turns.last(chat, user)
        asked_for = wish(text)
        if asked_for == "question":
            answer = self._answer(text, before, filters)
        else:
            answer = self._about_last(asked_for, text, before, filters)
        cited = tuple((c.article_id, c.sentence) for c in answer.citations)
        kept = answer.standalone if asked_for in ("question", "who") else before.standalone if before else text
        self._turns.add(chat, user, Turn(text, kept, answer.answer, cited))
        return answer

    def _answer(self, text: str, before: Turn | None, filters: Filters) -> Answer:
        arabic = clean(text) if is_arabic(text) else ""
        english = self._english(arabic) if arabic else text
        standalone, how = english, "as asked"
        places: tuple[Place, ...] = ()
        if before and follows(arabic or text, english):
            standalone, how = self._rewriter.standalone(english, before)
            places = before.cited
        # Two questions in one confuse the model; the sentences found with both say what a pronoun stands for.
        read = english if how == "joined" and len(english.split()) > SHORT else standalone
        query = Query(english=standalone, arabic=arabic, before=places)
        hits = self._retriever.search(query, READ, filters)
        readings = self._reader.read(read, hits)
        trace: dict[str, Any] = {
            "english": english,
            "standalone": how,
            "hits": [_told(h) for h in hits],
            "readings": [r.told() for r in readings],
        }
        return self._decide(text, standalone, hits, readings, trace)

    def _decide(
        self, text: str, standalone: str, hits: Sequence[Hit], readings: Sequence[Reading], trace: dict[str, Any]
    ) -> Answer:
        """Answer, show the closest sentences, or say that the articles do not say."""
        best = readings[0] if readings else None
        if best is None or best.score < SAY:
            near = best is not None and best.score >= CLOSEST_FROM
            return Answer(
                question=text,
                standalone=standalone,
                answer=None,
                abstained=True,
                confidence=1 - best.score if best else 1.0,
                citations=tuple(cite(h.passage) for h in hits[:SHOWN]) if near else (),
                outcome="closest" if near else "silent",
                trace=trace,
            )
        said = [best, *_otherwise(standalone, best, readings[1:])]
        whose = [self._whose(standalone, r) for r in said]
        passages = dict.fromkeys(p for r in said for p in r.passages)
        return Answer(
            question=text,
            standalone=standalone,
            answer=_sentence([r.answer for r in said], whose),
            abstained=False,
            confidence=best.score,
            citations=tuple(cite(p) for p in passages),
            span=best.answer,
            claimant=whose[0],
            trace=trace,
        )

    def _whose(self, standalone: str, reading: Reading) -> str | None:
        """Whose word an answer is, unless the question or the answer names them already."""
        first = reading.passages[0]
        earlier = self._index.at([(first.article_id, first.sentence - 1)])
        who = claimant(first.en, earlier[0].en if earlier else "")
        if not who or stems(who) <= stems(f"{standalone} {reading.answer}"):
            return None
        return who

    def _english(self, arabic: str) -> str:
        (made,) = self._translator.draft("question", [arabic])
        return made.text

    def _about_last(self, asked_for: Wish, text: str, before: Turn | None, filters: Filters) -> Answer:
        """ "Show me the Arabic", "source", "more", "who says so": about the answer before."""
        if before is None:
            raise InputError("There is no answer before this one in the conversation. Ask a question first.")
        passages = self._index.at(before.cited)
        if asked_for == "more":
            passages = self._more(before, filters)
            said: str | None = "\n".join(p.en for p in passages)
        elif asked_for == "arabic":
            said = "\n".join(p.ar for p in passages)
        elif asked_for == "source":
            said = "\n".join(f"Article {p.article_number}, sentence {p.sentence}: {p.en}" for p in passages)
        else:
            said = self._who(before, passages)
        return Answer(
            question=text,
            standalone=before.standalone,
            answer=said or None,
            abstained=not said,
            confidence=1.0 if said else 0.0,
            citations=tuple(cite(p) for p in passages),
            outcome="answered" if said else "silent",
            span=said or None,
            trace={"about": asked_for},
        )

    def _more(self, before: Turn, filters: Filters) -> list[Passage]:
        hits = self._retriever.search(Query(english=before.standalone, before=before.cited), 2 * READ, filters)
        return [h.passage for h in hits if _place(h.passage) not in before.cited][:SHOWN]

    def _who(self, before: Turn, passages: Sequence[Passage]) -> str | None:
        for p in passages:
            earlier = self._index.at([(p.article_id, p.sentence - 1)])
            who = claimant(p.en, earlier[0].en if earlier else "")
            if who:
                return f"{who[:1].upper()}{who[1:]}."
        return "The article reports it itself, without naming a source." if before.answer and passages else None


def _otherwise(question: str, best: Reading, others: Sequence[Reading]) -> list[Reading]:
    """Another source's figure for the same thing: from other sentences, and believable too."""
    if kind(question) not in ("number", "measure"):
        return []
    ours = figures(best.answer)
    for r in others:
        apart = not set(r.passages) & set(best.passages)
        if apart and r.score >= SAY and figures(r.answer) and not figures(r.answer) & ours:
            return [r]
    return []


def _sentence(answers: Sequence[str], whose: Sequence[str | None]) -> str:
    """The answer as it is shown, with its claimant; of two sources both."""
    if len(answers) > 1:
        parts = [f"{a} ({w})" if w else a for a, w in zip(answers, whose, strict=True)]
        return f"Sources differ: {'; '.join(parts)}."
    text, who = answers[0].rstrip(" .,;"), whose[0]
    said = f"{text}, according to {who}" if who else text
    return f"{said[:1].upper()}{said[1:]}."


def cite(passage: Passage) -> Citation:
    """A passage as proof."""
    p = passage
    return Citation(p.article_id, p.article_number, p.sentence, p.ar, p.en, p.start, p.end)


def _place(passage: Passage) -> Place:
    return passage.article_id, passage.sentence


def _told(hit: Hit) -> dict[str, Any]:
    place = {"article": hit.passage.article_number, "sentence": hit.passage.sentence}
    return {**place, "score": round(hit.score, 4), "ranks": dict(hit.ranks)}
