"""The translation memory: what a model once made, found again by everything that shaped it."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import func, select

from bot.store import Database, sqlite
from bot.store.tables import generations
from bot.translation.text import Mark, Translation

CHUNK = 32  # inputs made between two writes: what a killed run loses at most
_AT_ONCE = 500  # keys in one query; SQLite takes 32,766 variables, other databases fewer


def key(task: str, source: str, **shaped_by: str) -> str:
    """The memory's key: SHA-256 over the task, the text and what shaped the output (engine, revisions, decoding)."""
    return hashlib.sha256(json.dumps([task, source, shaped_by], sort_keys=True).encode()).hexdigest()


class Memory:
    """Outputs by key, in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def through(
        self,
        task: str,
        sources: Sequence[str],
        shaped_by: Mapping[str, str],
        make: Callable[[Sequence[str]], Sequence[Translation]],
        progress: Callable[[int], None] | None = None,
    ) -> list[Translation]:
        """What is remembered, and for the rest what ``make`` gives, which is remembered too.

        Result ``i`` belongs to ``sources[i]``; equal sources are made once. ``make`` gets sources of about the
        same length, at most :data:`CHUNK` at once, and each chunk is kept before the next is begun.
        """
        keys = [key(task, s, **shaped_by) for s in sources]
        found = self.find(keys)
        if progress:
            progress(sum(k in found for k in keys))
        missing = {k: s for k, s in zip(keys, sources, strict=True) if k not in found}
        order = sorted(missing, key=lambda k: (len(missing[k]), missing[k]))
        for at in range(0, len(order), CHUNK):
            chunk = order[at : at + CHUNK]
            made = dict(zip(chunk, make([missing[k] for k in chunk]), strict=True))
            self.keep(task, made, shaped_by["engine"], shaped_by["revision"])
            found |= made
            if progress:
                progress(sum(keys.count(k) for k in chunk))
        return [found[k] for k in keys]

    def find(self, keys: Iterable[str]) -> dict[str, Translation]:
        """What is remembered of these keys, with ``reused`` set."""
        wanted = list(dict.fromkeys(keys))
        found: dict[str, Translation] = {}
        with self._database.read() as connection:
            for at in range(0, len(wanted), _AT_ONCE):
                query = select(generations).where(generations.c.key.in_(wanted[at : at + _AT_ONCE]))
                for row in connection.execute(query):
                    marks = tuple(Mark(*m) for m in row.marks)
                    found[row.key] = Translation(row.source, row.text, marks, row.confidence, row.decoding, reused=True)
        return found

    def keep(self, task: str, made: Mapping[str, Translation], engine: str, revision: str) -> None:
        """Remember outputs by key."""
        rows = [
            {
                "key": k,
                "task": task,
                "source": t.source,
                "text": t.text,
                "marks": [[m.code, m.detail] for m in t.marks],
                "confidence": t.confidence,
                "decoding": t.decoding,
                "engine": engine,
                "revision": revision,
            }
            for k, t in made.items()
        ]
        with self._database.write() as connection:
            sqlite.upsert(connection, generations, rows)

    def count(self) -> int:
        """How many outputs are remembered."""
        with self._database.read() as connection:
            return int(connection.execute(select(func.count()).select_from(generations)).scalar_one())
