"""``mirsad evaluate FILE…``: metrics of the model on test sets, and the gate.

The model is not known here: whoever mounts the command hands over a function that makes the
:class:`~bot.evaluation.evaluate.Subject` when it is needed.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.errors import ModelError
from bot.evaluation import gate, reversals, sets
from bot.evaluation.evaluate import Result, Subject, evaluate, evaluate_reversals
from bot.evaluation.names import Names


class Format(StrEnum):
    """How results are shown."""

    TABLE = "table"
    JSON = "json"


def table(results: Sequence[Result]) -> Table:
    """A row a metric, a column a set."""
    shown = Table(box=None, header_style="bold")
    shown.add_column("")
    for result in results:
        shown.add_column(f"{result.name} ({result.size})", justify="right")
    keys = list(dict.fromkeys(key for result in results for key in result.scores))
    for key in keys:
        cells = [f"{r.scores[key]:g}" if key in r.scores else "" for r in results]
        shown.add_row(key, *cells)
    return shown


def run(
    files: Sequence[Path], subject: Subject, *, name: str | None = None, reversal_file: Path | None = None
) -> list[Result]:
    """The results of every file in order, or of all as one set called ``name``; that of the reversals last."""
    chosen = [sets.read(path) for path in files]
    if name and chosen:
        chosen = [sets.merge(name, chosen)]
    results = [evaluate(test_set, subject) for test_set in chosen]
    if reversal_file:
        results.append(evaluate_reversals(reversals.read(reversal_file), subject))
    return results


def _no_subject() -> Subject:
    raise ModelError("No model is connected to this command; use 'mirsad evaluate'.")


def command(subject: Callable[[], Subject]) -> Callable[..., None]:
    """The function to register: ``app.command("evaluate")(command(make_subject))``."""

    def evaluate_files(
        files: Annotated[
            list[Path] | None, typer.Argument(help="TSV (arabic, english[, bullet]) or JSONL.", exists=True)
        ] = None,
        name: Annotated[str | None, typer.Option("--as", help="Take all files as one set of this name.")] = None,
        form: Annotated[Format, typer.Option("--format", help="How to show the results.")] = Format.TABLE,
        reversal: Annotated[
            Path | None, typer.Option("--reversals", help="TSV of sentences with agent, patient, verb.", exists=True)
        ] = None,
        glossary: Annotated[
            list[Path] | None, typer.Option(help="TSV of arabic, english, type, variants: names to check.", exists=True)
        ] = None,
        floors: Annotated[Path | None, typer.Option(help="TOML of pinned floors; fail below them.")] = None,
        pin: Annotated[bool, typer.Option(help="Write these results into --floors.")] = False,
        lower: Annotated[bool, typer.Option(help="Let --pin lower a floor.")] = False,
        out: Annotated[Path | None, typer.Option(help="JSON file for results and every sentence.")] = None,
        show: Annotated[int, typer.Option(help="Show so many faulty sentences a set.", min=0)] = 0,
    ) -> None:
        """Measure the model on test sets; with --floors fail where it has become worse."""
        if not files and not reversal:
            raise typer.BadParameter("Give at least one FILE or --reversals.")
        if pin and floors is None:
            raise typer.BadParameter("--pin needs --floors FILE.")
        model = subject()
        if glossary:
            model = replace(model, names=Names(glossary))
        results = run(files or [], model, name=name, reversal_file=reversal)
        scores = {r.name: r.scores for r in results}
        if out:
            out.write_text(json.dumps([asdict(r) for r in results], ensure_ascii=False, indent=1) + "\n", "utf-8")
        if form is Format.JSON:
            plain = {r.name: {"size": r.size, "scores": r.scores, "signatures": r.signatures} for r in results}
            typer.echo(json.dumps(plain, indent=1))
        else:
            console = Console()
            console.print(table(results))
            for signature in sorted({s for r in results for s in r.signatures.values()}):
                console.print(signature, style="dim", highlight=False)
        for result in results:
            for line in [x for x in result.lines if x.faults][:show]:
                typer.echo(f"\n[{', '.join(line.faults)}]\n{line.arabic}\n{line.output}\n{line.reference}", err=True)
        if floors is not None:
            if pin:
                gate.pin(floors, scores, gate.read(floors), lower=lower)
                return
            failures = gate.compare(scores, gate.read(floors))
            for failure in failures:
                typer.echo(str(failure), err=True)
            if failures:
                raise typer.Exit(1)

    return evaluate_files


app = typer.Typer()
app.command("evaluate")(command(_no_subject))
