"""Pinned floors: a result below them fails, and lowering one takes an explicit flag.

The TOML file has a table a test set, and in it a number a metric::

    [gold]
    bleu = 41.5
    negation_errors = 2    # of these, less is better: the number is a ceiling
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import InputError, UnreadableError
from bot.evaluation import metrics

# Metrics of which less is better.
CEILINGS = frozenset(
    {
        "negation_errors",
        "loop_rate",
        "untranslated_rate",
        "dropped_rate",
        "marked_share",
        "turned",
        "bullet_unsupported",
    }
)
# Rounding and a different processor's kernels move a score by this much; it is no change for the worse.
SLACK = 0.05

Scores = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Failure:
    """A metric beyond its floor or ceiling; ``value`` is None where it was not measured at all."""

    test_set: str
    metric: str
    value: float | None
    pinned: float

    def __str__(self) -> str:
        if self.value is None:
            return f"{self.test_set}: {self.metric} is pinned at {self.pinned} but was not measured"
        side = "above" if self.metric in CEILINGS else "below"
        return f"{self.test_set}: {self.metric} {self.value} is {side} the pinned {self.pinned}"


def read(path: Path) -> dict[str, dict[str, float]]:
    """The floors of a file; an empty table where there is no file yet."""
    if not path.exists():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: {key: float(value) for key, value in part.items()} for name, part in table.items()}
    except (OSError, UnicodeDecodeError) as e:
        raise UnreadableError(f"Cannot read the floors in {path}: {e}") from e
    except (tomllib.TOMLDecodeError, AttributeError, TypeError, ValueError) as e:
        raise InputError(f"{path} is not a table of metrics for each test set ({e}).") from e


def _worse(metric: str, value: float, than: float, slack: float = 0.0) -> bool:
    return value > than + slack if metric in CEILINGS else value < than - slack


def compare(scores: Scores, floors: Scores) -> list[Failure]:
    """What fails. Sets that were not evaluated this time are passed over; metrics missing from one that was are not."""
    failures = []
    for name, part in floors.items():
        if name not in scores:
            continue
        for metric, pinned in part.items():
            value = scores[name].get(metric)
            # Shares are of 1, scores of 100.
            slack = SLACK if pinned > 1 and metric not in CEILINGS else 1e-9
            if value is None or _worse(metric, value, pinned, slack):
                failures.append(Failure(name, metric, value, pinned))
    return failures


def pin(path: Path, scores: Scores, floors: Scores, *, lower: bool = False) -> None:
    """Write ``floors`` with those of ``scores`` over them.

    Raises:
        InputError: a floor would be lowered (or a ceiling raised) and ``lower`` is not set; nothing is written.
    """
    weaker = [
        f"{name}: {metric} {floors[name][metric]} -> {value}"
        for name, part in scores.items()
        for metric, value in part.items()
        if metric in floors.get(name, {}) and _worse(metric, value, floors[name][metric])
    ]
    if weaker and not lower:
        raise InputError("These floors would be lowered; give --lower if that is meant: " + "; ".join(weaker))
    merged = {name: dict(floors.get(name, {})) | dict(scores.get(name, {})) for name in [*floors, *scores]}
    blocks = []
    for name in sorted(merged):
        lines = [f"{metric} = {value}" for metric, value in sorted(merged[name].items())]
        blocks.append(f"[{json.dumps(name, ensure_ascii=False)}]\n" + "\n".join(lines))
    head = "# Pinned by 'mirsad evaluate --pin'. A result beyond a number here fails the build.\n\n"
    path.write_text(head + "\n\n".join(blocks) + "\n", encoding="utf-8")


def prove(outputs: Sequence[str], references: Sequence[str], folder: Path) -> None:
    """Pin what a toy model reaches, in ``folder``; it must pass against itself and fail when worse.

    Raises:
        InputError: the gate does not hold.
    """
    scores = {"toy": {"chrf": metrics.chrf(outputs, references).value}}
    floors = folder / "floors.toml"
    pin(floors, scores, {})
    worse = {"toy": {"chrf": scores["toy"]["chrf"] - 1.0}}
    if compare(scores, read(floors)) or not compare(worse, read(floors)):
        raise InputError("The gate lets a worse result pass, or stops an equal one.")
