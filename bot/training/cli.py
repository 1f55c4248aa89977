"""``mirsad train``: make the shipped model again, step by step.

prepare   examples from bitext            anneal    lower the rate, write weights
run       train, resumable                average   the mean of checkpoints
probe     hardware and pace               convert   to the format that is shipped
curve     the learning curve              rounding  what int8 costs, layer by layer
smoke     all of it on a toy model        restore   a shipped model as a checkpoint
"""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.errors import InputError
from bot.training import average as averaging
from bot.training import checkpoint, convert, curve, data, loop, restore
from bot.training.runtime import need
from bot.training.smoke import Judge, smoke
from bot.training.stream import MIX

Run = Annotated[Path, typer.Argument(help="The run's folder: examples, log, checkpoints.", file_okay=False)]
Tokens = Annotated[int, typer.Option(help="Tokens a step, padding included; 0 chooses by device.", min=0)]
Rate = Annotated[float, typer.Option(help="Peak learning rate.")]
Seed = Annotated[int | None, typer.Option(help="Seed of everything that is drawn; else the run's, or 1.")]
Mix = Annotated[list[str] | None, typer.Option(help="Share of a task in the batches: TASK=SHARE; 0 leaves it out.")]
Precision = Annotated[str, typer.Option(help="auto, float32 or bfloat16 (of matrix products).")]


def _say(record: Mapping[str, Any]) -> None:
    typer.echo(json.dumps(dict(record)))


def _libraries(*names: str) -> None:
    """Fail before any work if the extra is missing."""
    for name in names or ("torch", "transformers", "sentencepiece"):
        need(name)


def _shares(option: str, given: list[str], start: Mapping[str, float]) -> dict[str, float]:
    found = dict(start)
    for text in given:
        name, _, share = text.partition("=")
        try:
            found[name] = float(share)
        except ValueError as e:
            raise InputError(f"{option} takes NAME=SHARE, for example x=0.35, not {text!r}.") from e
    return found


def prepare(
    run: Run,
    bitext: Annotated[Path, typer.Option(help="Folder of authored triples and articles.", exists=True)],
    corpus: Annotated[Path | None, typer.Option(help="TSV (or .tsv.gz) of source, arabic, english.")] = None,
    glossary: Annotated[list[Path] | None, typer.Option(help="TSV of arabic, english, type, variants.")] = None,
    gazetteer: Annotated[Path | None, typer.Option(help="TSV of places with a header.")] = None,
    ban: Annotated[list[Path] | None, typer.Option(help="File or folder never to train on (8-grams).")] = None,
    source: Annotated[list[str] | None, typer.Option(help="Share of a corpus source: NAME=SHARE.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of everything that is drawn.")] = 7,
) -> None:
    """Write the training and held-out examples."""
    sources = data.Sources(
        bitext,
        corpus,
        tuple(glossary or ()),
        gazetteer,
        tuple(ban or ()),
        _shares("--source", source or [], data.GENERAL),
    )
    report = data.prepare(sources, run, seed)
    for name, counts in (("training", report.train), ("held out", report.dev)):
        typer.echo(f"{name}: {sum(counts.values())} ({', '.join(f'{k} {v}' for k, v in counts.items())})")
    typer.echo(f"refused for banned text: {report.refused}")


def run(
    run: Run,
    init: Annotated[Path | None, typer.Option(help="Checkpoint to begin from (a new run only).")] = None,
    hours: Annotated[float | None, typer.Option(help="Stop after so many hours.")] = None,
    steps: Annotated[int | None, typer.Option(help="Stop at this step of the run.")] = None,
    tokens: Tokens = 0,
    rate: Rate = 1.5e-4,
    warm: Annotated[int, typer.Option(help="Steps of warm-up.")] = 100,
    seed: Seed = None,
    mix: Mix = None,
    precision: Precision = "auto",
    save_minutes: Annotated[float, typer.Option(help="Minutes between checkpoints.")] = 15.0,
    save_steps: Annotated[int | None, typer.Option(help="Steps between checkpoints, as well.")] = None,
    held_minutes: Annotated[float, typer.Option(help="Minutes between held-out losses; 0: none.")] = 60.0,
    keep: Annotated[int, typer.Option(help="Checkpoints to keep.", min=1)] = 3,
    compiled: Annotated[bool, typer.Option("--compile", help="Compile the layers; pays on long runs.")] = False,
    int8_noise: Annotated[bool, typer.Option(help="Train with the rounding of int8.")] = False,
) -> None:
    """Train, or go on training, at a constant rate. TERM and Ctrl-C save and end."""
    _libraries()
    settings = loop.Settings(
        run=run,
        init=init,
        rate=rate,
        warm=warm,
        tokens=tokens,
        seed=seed,
        mix=_shares("--mix", mix, MIX) if mix else None,
        precision=precision,
        compile=compiled,
        hours=hours,
        steps=steps,
        save_minutes=save_minutes,
        save_steps=save_steps,
        held_minutes=held_minutes,
        keep=keep,
        int8_noise=int8_noise,
    )
    _told(loop.train(settings, _say))


def _told(summary: loop.Summary) -> None:
    hardware = summary.hardware
    typer.echo(
        f"step {summary.step}, {summary.pairs} pairs, {summary.tokens_per_second:.0f} tokens/s on {hardware.device} "
        f"in {hardware.precision} ({hardware.reason}); saved {summary.folder}"
    )
    if summary.held:
        typer.echo("held-out loss: " + ", ".join(f"{task} {loss}" for task, loss in summary.held.items()))


def anneal(
    run: Run,
    out: Annotated[Path, typer.Option(help="Folder for the weights.")],
    steps: Annotated[int | None, typer.Option(help="Over so many steps (deterministic).")] = None,
    minutes: Annotated[float | None, typer.Option(help="Over so many minutes.")] = None,
    tokens: Tokens = 0,
    rate: Rate = 1.5e-4,
    seed: Seed = None,
    precision: Precision = "auto",
    int8_noise: Annotated[bool, typer.Option(help="Train with the rounding of int8.")] = False,
) -> None:
    """From the run's newest checkpoint lower the rate to nothing; the run stays as it is."""
    _libraries()
    settings = loop.Settings(run, rate=rate, tokens=tokens, seed=seed, precision=precision, int8_noise=int8_noise)
    _told(loop.anneal(settings, out, steps=steps, minutes=minutes, show=_say))


def average(
    paths: Annotated[list[Path], typer.Argument(help="Checkpoints, or one run to take its kept ones.")],
    out: Annotated[Path, typer.Option(help="Folder for the mean.")],
) -> None:
    """The mean of several checkpoints' weights."""
    _libraries("torch", "safetensors.torch")
    chosen = checkpoint.listed(paths[0]) if len(paths) == 1 else paths
    averaging.average(chosen, out)
    typer.echo(f"mean of {len(chosen)} checkpoints in {out}")


def convert_command(
    source: Annotated[Path, typer.Argument(help="The checkpoint.", exists=True, file_okay=False)],
    out: Annotated[Path, typer.Argument(help="Folder of the shipped model; replaced.")],
    quantization: Annotated[str, typer.Option(help="int8, int8_float32, float16 or float32.")] = "int8",
    smooth: Annotated[float | None, typer.Option(help="SmoothQuant's alpha, e.g. 0.5.")] = None,
    examples: Annotated[Path | None, typer.Option(help="train.jsonl, for --smooth.")] = None,
    part_mb: Annotated[int, typer.Option(help="Largest part of model.bin in MiB.", min=1, max=90)] = 90,
    revision: Annotated[str, typer.Option(help="For the manifest.")] = "1",
    purpose: Annotated[str, typer.Option(help="For the manifest.")] = "Arabic conflict news to English",
    licence: Annotated[str, typer.Option(help="For the manifest.")] = "Gemma Terms of Use",
    base: Annotated[str, typer.Option(help="For the manifest.")] = "Gemma 3 270M",
    trained_on: Annotated[str, typer.Option(help="For the manifest: the data.")] = "",
    hours: Annotated[float, typer.Option(help="For the manifest: hours of training.")] = 0.0,
    entry: Annotated[Path | None, typer.Option(help="Write the manifest entry here instead of showing it.")] = None,
) -> None:
    """Convert a checkpoint to the format that is shipped, and make its manifest entry."""
    _libraries()
    convert.convert(source, out, quantization=quantization, alpha=smooth, examples=examples, part=part_mb << 20)
    about = convert.About(out.name, revision, purpose, licence, base, trained_on, hours)
    text = convert.manifest_entry(out, about)
    if entry:
        entry.write_text(text, encoding="utf-8")
    else:
        typer.echo(text)


def rounding(
    source: Annotated[Path, typer.Argument(help="The checkpoint.", exists=True, file_okay=False)],
    examples: Annotated[Path, typer.Option(help="train.jsonl, for typical texts.", exists=True)],
    smooth: Annotated[float | None, typer.Option(help="Smooth first, with this alpha.")] = None,
    texts: Annotated[int, typer.Option(help="How many texts.", min=1)] = 24,
    show: Annotated[int, typer.Option(help="How many layers to show.", min=1)] = 20,
) -> None:
    """Tell which layers int8 hurts most."""
    _libraries()
    processor = need("sentencepiece").SentencePieceProcessor(model_file=str(source / "tokenizer.model"))
    model, rows = checkpoint.open_model(source).eval(), convert.sample(data.read(examples), processor, texts)
    if smooth is not None:
        convert.smooth(model, rows, smooth)
    errors = convert.rounding_errors(model, rows)
    for name, error in errors[:show]:
        typer.echo(f"{error:7.2%}  {name}")
    typer.echo(f"{sum(e for _, e in errors) / len(errors):7.2%}  mean of {len(errors)} layers")


def restore_command(
    source: Annotated[Path, typer.Argument(help="A shipped model's folder.", exists=True, file_okay=False)],
    out: Annotated[Path, typer.Argument(help="Folder for the checkpoint.")],
) -> None:
    """Make a checkpoint of a shipped model, to go on training from it."""
    _libraries()
    restore.restore(source, out)
    typer.echo(f"checkpoint in {out}")


def curve_command(run: Run, out: Annotated[Path, typer.Option(help="PNG or SVG file.")] = Path("curve.png")) -> None:
    """Draw the learning curve from the run's log."""
    curve.draw(run, out)
    typer.echo(f"drawn: {out}")


def probe(
    run: Run,
    init: Annotated[Path | None, typer.Option(help="Checkpoint to begin from (a new run only).")] = None,
    tokens: Tokens = 0,
    precision: Precision = "auto",
    steps: Annotated[int, typer.Option(help="Steps to time.", min=1)] = 2,
) -> None:
    """Tell the hardware that would be used and how fast it trains; changes nothing."""
    _libraries()
    hardware, pace, seconds = loop.pace(loop.Settings(run, init, tokens=tokens, precision=precision), steps)
    typer.echo(
        f"{hardware.device}, {hardware.precision} ({hardware.reason}), {hardware.threads} threads: "
        f"{pace:.0f} tokens/s, {seconds:.1f} s a step"
    )


def make_app(judge: Judge | None = None) -> typer.Typer:
    """The commands; ``judge`` is the evaluation's gate, for the end of the smoke test."""

    def smoke_command() -> None:
        """Prove the whole path on a toy model: kill, resume, convert, generate, gate. Under three minutes."""
        _libraries()
        with tempfile.TemporaryDirectory(prefix="mirsad-smoke-") as folder:
            smoke(Path(folder), typer.echo, judge)
        typer.echo("smoke test passed")

    made = typer.Typer(no_args_is_help=True, help="Make the translation model again (needs the extra: train).")
    for name, function in (
        ("prepare", prepare),
        ("run", run),
        ("anneal", anneal),
        ("average", average),
        ("convert", convert_command),
        ("restore", restore_command),
        ("probe", probe),
        ("rounding", rounding),
        ("curve", curve_command),
        ("smoke", smoke_command),
    ):
        made.command(name)(function)
    return made


app = make_app()


def main() -> None:
    """``python -m bot.training``."""
    app()
