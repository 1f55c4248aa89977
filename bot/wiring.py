"""Builds the services from the settings: the one place that knows every part."""

from functools import cache

from bot.answers import Answers
from bot.articles.shelf import Shelf
from bot.briefings import Briefer
from bot.errors import NotFoundError
from bot.inference import EchoEngine, Engine, Manifest, Prompts, ShippedEngine, Worker
from bot.inference.embed import E5Embedder
from bot.movements import Movements
from bot.resources import shipped
from bot.services import Services
from bot.settings import Settings, load
from bot.store import Database
from bot.translation import Glossary, Memory, Translator


def build(settings: Settings) -> Services:
    """All services over one store and one engine; no model is loaded yet."""
    database = Database(settings.database)
    engine = build_engine(settings)
    memory = Memory(database)
    shelf = Shelf(database)
    glossary = Glossary.load(settings.glossary)
    translator = Translator(engine, memory, glossary, beam=settings.beam)
    movements = Movements(translator, settings.cache)
    embedder = E5Embedder.shipped(settings.models or shipped("models"), threads=settings.threads)
    answers = Answers(database, engine, translator, shelf, terms=glossary.terms, embedder=embedder)
    return Services(
        settings=settings,
        database=database,
        engine=engine,
        worker=Worker(),
        shelf=shelf,
        memory=memory,
        translator=translator,
        movements=movements,
        briefer=Briefer(shelf, translator, movements),
        answers=answers,
    )


def build_engine(settings: Settings) -> Engine:
    """The engine that the settings name."""
    if settings.engine == "echo":
        return EchoEngine(settings.batch)
    manifest = Manifest(settings.models or shipped("models"))
    name = manifest.default if settings.engine == "shipped" else settings.engine
    try:
        model = manifest[name]
    except NotFoundError as e:
        raise NotFoundError(f"The setting 'engine' names no engine. {e} Or: shipped, echo.") from e
    prompts = Prompts(shipped("prompts"))
    return ShippedEngine(model, prompts, threads=settings.threads, batch=settings.batch)


class Opener:
    """What ``__main__`` hands to the command line: settings and services, each made when first asked for."""

    def __init__(self) -> None:
        self.settings = cache(load)
        self.services = cache(lambda: build(self.settings()))

    def close(self) -> None:
        """Close the services if they were made."""
        if self.services.cache_info().currsize:
            self.services().close()
