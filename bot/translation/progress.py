"""Telling how far long work has come."""

from collections.abc import Callable

Report = Callable[[str, int, int], None]  # the stage's name, done, in all


def counter(stage: str, total: int, report: Report | None) -> Callable[[int], None]:
    """A function that adds up what it is told has been finished, and reports the sum."""
    done = 0

    def count(n: int) -> None:
        nonlocal done
        done += n
        if report:
            report(stage, done, total)

    return count
