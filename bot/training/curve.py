"""The learning curve as a picture."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.errors import UnreadableError
from bot.training.runtime import need


def records(run: Path) -> list[dict[str, Any]]:
    """The log of a run, in order of steps; a line cut off by a kill is left out."""
    found = []
    try:
        lines = (run / "log.jsonl").read_text(encoding="utf-8").splitlines()
    except OSError as e:
        raise UnreadableError(f"The run {run} has no log yet: {e}") from e
    for line in lines:
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if {"step", "pairs", "loss"} <= record.keys():
            found.append(record)
    return sorted(found, key=lambda r: int(r["step"]))


def smoothed(values: Sequence[float], share: float = 0.1) -> list[float]:
    """An exponential mean: each value counts ``share``, the past the rest."""
    out: list[float] = []
    for value in values:
        out.append(value if not out else (1 - share) * out[-1] + share * value)
    return out


def draw(run: Path, out: Path, scores: Mapping[int, float] | None = None) -> None:
    """Training and held-out loss, and scores (by pairs seen) where given, against pairs seen."""
    log = records(run)
    if not log:
        raise UnreadableError(f"The log of {run} holds no record yet.")
    need("matplotlib").use("Agg")  # a picture file, no window
    plot = need("matplotlib.pyplot")
    figure, axis = plot.subplots(figsize=(8, 4.5), layout="constrained")
    pairs = [r["pairs"] for r in log]
    losses = [r["loss"] for r in log]
    axis.plot(pairs, losses, color="0.8", linewidth=0.8)
    axis.plot(pairs, smoothed(losses), color="black", label="training")
    held = [r for r in log if r.get("held") or r.get("dev")]
    for task in sorted({t for r in held for t in (r.get("held") or r["dev"])}):
        points = [(r["pairs"], (r.get("held") or r["dev"])[task]) for r in held if task in (r.get("held") or r["dev"])]
        axis.plot(*zip(*points, strict=True), marker="o", markersize=3, label=f"held out: {task}")
    axis.set_xlabel("pairs seen")
    axis.set_ylabel("loss (nats per target token)")
    if scores:
        other = axis.twinx()
        other.plot(list(scores), list(scores.values()), color="tab:red", marker="s", markersize=3)
        other.set_ylabel("chrF++", color="tab:red")
    axis.legend()
    figure.savefig(out, dpi=120)
    plot.close(figure)
