"""What is SQLite's own, kept in one module so that a server database can come later."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnClause, Connection, Engine, Select, Table, column, create_engine, event, select, text
from sqlalchemy.dialects.sqlite import insert

BUSY_MS = 30_000  # how long a process waits for another's write, in milliseconds


def engine(path: Path) -> Engine:
    """An engine on the file at ``path``: WAL, foreign keys on, and writers that wait for each other."""
    made = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_MS / 1000})

    @event.listens_for(made, "connect")
    def _prepare(connection: sqlite3.Connection, _: object) -> None:
        # Python's driver would begin transactions by itself, and late; SQLAlchemy's events below do it instead.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")  # in WAL a crash of the program loses nothing
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that will write takes the lock at once: upgrading a read lock later fails without waiting.
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return made


def upsert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, or replace the columns given where the primary key is there already."""
    if not rows:
        return
    statement = insert(table)
    keys = [c.name for c in table.primary_key]
    rest = {c: statement.excluded[c] for c in rows[0] if c not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest), list(rows))


def ranked(connection: Connection, side: str, words: Sequence[str], limit: int, among: Select[Any]) -> list[int]:
    """Passage ids by BM25 over one language, best first.

    Args:
        side: "ar", "en" or "facts".
        words: any of them matches; each is a word or a phrase (words separated by spaces).
        limit: how many at most.
        among: a selection of passage ids to stay within.
    """
    if not words:
        return []
    index = f"passages_{side}"
    query = " OR ".join('"' + w.replace('"', " ") + '"' for w in words)
    rowid: ColumnClause[int] = column("rowid")
    rank: ColumnClause[float] = column("rank")
    within: Select[Any] = select(rowid).select_from(text(index)).where(text(f"{index} MATCH :query"))
    if among.whereclause is not None:
        within = within.where(rowid.in_(among))
    found = connection.execute(within.order_by(rank).limit(limit), {"query": query})
    return [row[0] for row in found]


def known_words(connection: Connection, side: str, beginning: str) -> list[str]:
    """The words of one language's full-text index that begin so (stems, lower case)."""
    words = text(f"SELECT term FROM passages_{side}_words WHERE term >= :a AND term < :b")
    return [row[0] for row in connection.execute(words, {"a": beginning, "b": beginning + "\uffff"})]
