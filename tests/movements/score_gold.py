"""Print how extraction does on the annotated articles: ``python -m tests.movements.score_gold [-v]``."""

import sys
import tempfile
from pathlib import Path

from bot.movements.evaluate import Score, score
from bot.movements.extract import extract
from bot.movements.places import Gazetteer
from tests.movements.gold import STEMS, read


def measured() -> Score:
    """The score over all annotated articles."""
    total = Score()
    with tempfile.TemporaryDirectory() as folder, Gazetteer(Path(folder)) as gazetteer:
        for stem in STEMS:
            article, translations, gold = read(stem)
            score(gold, extract(article, translations, gazetteer=gazetteer), total)
    return total


def main() -> None:
    """The table, and with -v every miss."""
    total = measured()
    for name, value, counts in total.rows():
        print(f"{name:26} {value:6.3f}   {counts}")  # noqa: T201
    if "-v" in sys.argv:
        for title, misses in (
            ("sentences", total.sentence_misses), ("gold", total.gold.misses), ("said", total.said.misses),
            *((k, t.misses) for k, t in total.parts.items()),
        ):  # fmt: skip
            print(f"\n== {title}")  # noqa: T201
            for m in misses:
                print("  ", m)  # noqa: T201


if __name__ == "__main__":
    main()
