"""The command ``mirsad``, also as ``python -m bot``."""

import logging
import os
import sys
from collections.abc import Sequence

import typer

from bot.errors import MirsadError
from bot.evaluation import gate
from bot.evaluation.cli import command as evaluate_command
from bot.evaluation.evaluate import Subject
from bot.terminal.app import app
from bot.training.cli import make_app as train_app
from bot.wiring import Opener


def build(opener: Opener) -> typer.Typer:
    """The command line with all its parts: the terminal's commands, training and evaluation."""

    def subject() -> Subject:
        services = opener.services()

        def bullets(sentences: Sequence[str]) -> list[str]:
            return [t.text for t in services.translator.draft("bullet", sentences)]

        return Subject(translate=services.translator.translate, bullets=bullets)

    app.add_typer(train_app(gate.prove), name="train")
    app.command("evaluate")(evaluate_command(subject))
    return app


def main() -> None:
    """Run the command line; a user's mistake ends with a message and exit code 1, not with a traceback."""
    opener = Opener()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        build(opener)(obj=opener)
    except MirsadError as error:
        print(f"mirsad: {error}", file=sys.stderr)  # noqa: T201 - the command's own last word
        sys.exit(1)
    except BrokenPipeError:
        # The reader (head, less) has gone; Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    finally:
        opener.close()


if __name__ == "__main__":
    main()
