"""The database: migrations, several writers, and files that cannot be used."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert, select, text

from bot.errors import StoreError
from bot.store import Database
from bot.store.tables import generations, metadata

ROW = {
    "task": "translate",
    "source": "a",
    "text": "b",
    "marks": [],
    "confidence": 1.0,
    "decoding": "greedy",
    "engine": "e",
    "revision": "1",
}


def test_migrations_lead_to_the_tables(database: Database) -> None:
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _ours})
        assert compare_metadata(context, metadata) == []


def _ours(name: str | None, kind: str, _: object) -> bool:
    return kind != "table" or name in metadata.tables


def test_it_is_in_wal_mode_with_foreign_keys(database: Database) -> None:
    with database.read() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_an_exception_rolls_a_write_back(database: Database) -> None:
    with pytest.raises(RuntimeError), database.write() as connection:
        connection.execute(insert(generations).values(key="k", **ROW))
        raise RuntimeError
    with database.read() as connection:
        assert connection.execute(select(generations)).all() == []


def test_two_processes_write_at_once(database: Database) -> None:
    program = (
        "import sys; from pathlib import Path; from sqlalchemy import insert\n"
        "from bot.store import Database; from bot.store.tables import generations\n"
        f"d = Database(Path(sys.argv[1])); row = {ROW!r}\n"
        "for i in range(100):\n"
        "    with d.write() as c: c.execute(insert(generations).values(key=f'{sys.argv[2]}-{i}', **row))\n"
    )
    others = [subprocess.Popen([sys.executable, "-c", program, str(database.path), name]) for name in "ab"]
    assert [o.wait(60) for o in others] == [0, 0]
    with database.read() as connection:
        assert len(connection.execute(select(generations.c.key)).all()) == 200


def test_two_processes_may_create_it_at_once(tmp_path: Path) -> None:
    program = "import sys; from pathlib import Path; from bot.store import Database; Database(Path(sys.argv[1]))"
    path = tmp_path / "new" / "m.db"
    others = [subprocess.Popen([sys.executable, "-c", program, str(path)]) for _ in range(3)]
    assert [o.wait(60) for o in others] == [0, 0, 0]


def test_a_file_that_is_no_database_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "m.db"
    path.write_bytes(b"not a database, but long enough to have a header of its own" * 40)
    with pytest.raises(StoreError, match="MIRSAD_DATA"):
        Database(path)


def test_a_database_of_a_newer_program_is_refused(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer"):
        Database(database.path)
