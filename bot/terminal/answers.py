"""Answers as the terminal shows them, and as lines of JSON for programs."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from bot.answers import Answer, Hit
from bot.errors import InputError
from bot.services import Services


def text(answer: Answer, *, explain: bool = False) -> RenderableType:
    """The answer, then each sentence it rests on in English and Arabic."""
    parts: list[RenderableType] = [Text(answer.message, style="bold")]
    for c in answer.citations:
        parts += [Text(f"[{c.article_number}.{c.sentence}] {c.en}"), Text(c.ar, style="dim")]
    if explain:
        parts.append(Text(json.dumps(dict(answer.trace), ensure_ascii=False, indent=2), style="dim"))
    return Group(*parts)


def found(hits: Sequence[Hit]) -> RenderableType:
    """Sentences that a search found, best first."""
    if not hits:
        return Text("Nothing was found.")
    passages = [h.passage for h in hits]
    return Group(*(Group(Text(f"[{p.article_number}.{p.sentence}] {p.en}"), Text(p.ar, style="dim")) for p in passages))


def record(answer: Answer, *, explain: bool = False) -> dict[str, Any]:
    """The answer as JSON has it; offsets are code points into the article's original."""
    made: dict[str, Any] = {
        "question": answer.question,
        "standalone": answer.standalone,
        "answer": answer.answer,
        "abstained": answer.abstained,
        "confidence": round(answer.confidence, 3),
        "citations": [
            {
                "article": c.article_id,
                "number": c.article_number,
                "sentence": c.sentence,
                "ar": c.ar,
                "en": c.en,
                "start": c.start,
                "end": c.end,
            }
            for c in answer.citations
        ],
    }
    return made | ({"trace": dict(answer.trace)} if explain else {})


def lines(services: Services, questions: Iterable[str]) -> Iterator[str]:
    """One line of JSON for each question; an empty line begins a new conversation. A mistake is told as ``error``."""
    services.index()
    services.answers.forget("jsonl")
    for line in questions:
        question = line.strip()
        if not question:
            services.answers.forget("jsonl")
            continue
        try:
            made = record(services.answers.ask(question, chat="jsonl"))
        except InputError as e:
            made = {"question": question, "answer": None, "abstained": True, "citations": [], "error": str(e)}
        yield json.dumps(made, ensure_ascii=False)
