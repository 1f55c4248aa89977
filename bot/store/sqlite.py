"""What is SQLite's own, kept in one module so that a server database can come later."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
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
