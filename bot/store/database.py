"""Opening the database, and the two ways to talk to it: reading and writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection
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
        except (OSError, DatabaseError, CommandError) as e:
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
        """The migration the file is at."""
        with self.read() as connection:
            return MigrationContext.configure(connection).get_current_revision()

    def _migrate(self) -> None:
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        scripts = ScriptDirectory.from_config(config)
        head = scripts.get_current_head()
        current = self.revision()
        if current == head:
            return  # the usual case takes no write lock
        if current is not None and current not in {s.revision for s in scripts.walk_revisions()}:
            raise StoreError(f"The database {self.path} was made by a newer Mirsad ({current}). Upgrade the program.")
        with self.write() as connection:  # a second process waits here, and then finds nothing to do
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
