"""Is everything there that the program needs? Each check says what it saw and how to mend what is wrong."""

import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.errors import MirsadError
from bot.inference import Manifest, Prompts
from bot.resources import shipped
from bot.settings import Settings, config_path
from bot.store import Database
from bot.translation import Glossary, Memory

LEAST_FREE = 200_000_000  # bytes on the disk of the database


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    ok: bool
    detail: str


def checks(read_settings: Callable[[], Settings]) -> Iterator[Check]:
    """All checks, one after another; one that fails does not stop the next."""
    version = sys.version.split()[0]
    yield Check("Python", sys.version_info >= (3, 11), f"{version} (3.11 or newer is needed)")
    try:
        settings = read_settings()
    except MirsadError as e:
        yield Check("settings", False, str(e))
        return
    used = config_path()
    yield Check("settings", True, f"{used if used.is_file() else 'defaults and environment'}")
    yield _try("prompts", _prompts)
    yield _try("models", lambda: _models(settings))
    yield _try("glossary", lambda: _glossary(settings))
    yield _try("database", lambda: _database(settings))
    for extra, module in (("hub", "transformers"), ("train", "torch")):
        there = importlib.util.find_spec(module) is not None
        yield Check(
            f"extra [{extra}]", True, "installed" if there else f"not installed (pip install 'mirsad[{extra}]')"
        )


def _try(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except MirsadError as e:
        return Check(name, False, str(e))


def _prompts() -> str:
    prompts = Prompts(shipped("prompts"))
    return ", ".join(f"{n} (version {prompts[n].version})" for n in prompts.names())


def _models(settings: Settings) -> str:
    folder = settings.models or shipped("models")
    models = [m for f in (folder, folder / "e5") for m in Manifest(f).models.values()]
    for m in models:
        m.check_present()
    return ", ".join(f"{m.name} {m.revision}, {m.size / 1e6:.0f} MB" for m in models)


def _glossary(settings: Settings) -> str:
    glossary = Glossary.load(settings.glossary)
    return f"{len(glossary)} terms, revision {glossary.revision}"


def _database(settings: Settings) -> str:
    database = Database(settings.database)
    try:
        remembered = Memory(database).count()
    finally:
        database.close()
    free = shutil.disk_usage(settings.data).free
    if free < LEAST_FREE:
        raise MirsadError(f"Only {free / 1e6:.0f} MB are free at {settings.data}. Make room, or set MIRSAD_DATA.")
    return f"{settings.database}, {remembered} texts in the translation memory, {free / 1e9:.0f} GB free"
