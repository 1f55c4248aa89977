"""Opening the database, and the two ways to talk to it: reading and writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DatabaseError

from bot.errors import StoreError
from bot.store import sqlite

_MIGRATIONS = Path(__file__).resolve().parent / "migrations"


class Database:
    """A database file, brought up to date when opened. Safe when several processes open the same one.

    Raises:
        StoreError: the file cannot be created or opened, is no database, or was made by a newer program.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._engine = sqlite.engine(path)
            self._migrate()
        except (OSError, DatabaseError) as e:
            reason = getattr(e, "orig", None) or e
            raise StoreError(
                f"The database {path} cannot be opened ({reason}). Check the folder's permissions and free space, "
                "or set MIRSAD_DATA to another folder."
            ) from e

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one consistent state."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: committed at the end, rolled back on an exception; waits for other writers."""
        with self._engine.connect().execution_options(writing=True) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def revision(self) -> str | None:
        """The migration the file is at; None for a new file."""
        with self.read() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            return found

    def _migrate(self) -> None:
        # A migration's file is named for its revision, 0001_first.py, so Alembic is only imported when there is work.
        known = sorted(p.name.partition("_")[0] for p in (_MIGRATIONS / "versions").glob("[0-9]*.py"))
        current = self.revision()
        if current == known[-1]:
            return
        if current is not None and current not in known:
            raise StoreError(f"The database {self.path} was made by a newer Mirsad ({current}). Upgrade the program.")
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        with self.write() as connection:  # a second process waits here, and then finds nothing to do
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
