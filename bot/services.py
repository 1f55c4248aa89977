"""What a face gets: the program's services, wired to one store and one model."""

from dataclasses import dataclass

from bot.answers import Answers
from bot.articles.shelf import Shelf
from bot.briefings import Briefer
from bot.inference import Engine, Worker
from bot.movements import Movements
from bot.settings import Settings
from bot.store import Database
from bot.translation import Memory, Report, Translator


@dataclass(frozen=True)
class Services:
    """Built once by ``bot.wiring``; faces call these and render what they return."""

    settings: Settings
    database: Database
    engine: Engine
    worker: Worker
    shelf: Shelf
    memory: Memory
    translator: Translator
    movements: Movements
    briefer: Briefer
    answers: Answers

    def index(self, progress: Report | None = None) -> None:
        """Make every article on the shelf answerable; cheap for those that are."""
        shelved = [s.article for s in self.shelf.all()]
        for article, translations in zip(shelved, self.briefer.translate(shelved, progress), strict=True):
            self.answers.index(article, translations)

    def close(self) -> None:
        """Let go of the model and the store."""
        self.worker.close()
        self.engine.unload()
        self.database.close()
