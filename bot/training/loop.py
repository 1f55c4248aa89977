"""The training loop: one code for CPU and GPU, deterministic by seed, resumable to the step.

The long run goes at a constant rate after a short warm-up, so that it can be continued in as many sittings as there
are ("warm-up, stable, decay", Hu et al. 2024, MiniCPM). What is shipped is annealed from it: the rate falls linearly
to nothing, which gains 0.1 to 0.15 in loss. The loss is taken on the target alone.
"""

import json
import math
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from bot.errors import ModelError
from bot.training import checkpoint
from bot.training.data import read
from bot.training.hardware import Hardware, probe
from bot.training.runtime import need
from bot.training.stream import MIX, Batch, Stream, pad, tokenize

CPU_TOKENS, GPU_TOKENS = 2_500, 40_000
HELD_TASKS = ("translate", "terms", "bullet", "answer")
HELD_SIZE, HELD_ROWS = 112, 168


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may be told. ``steps`` counts from the beginning of the run.

    Resumed, a run keeps its batch size, seed, mix and number format unless told otherwise; a new one chooses
    ``tokens`` and ``precision`` by the device.
    """

    run: Path
    init: Path | None = None
    rate: float = 1.5e-4
    warm: int = 100
    tokens: int = 0
    seed: int | None = None
    mix: Mapping[str, float] | None = None
    precision: str = "auto"
    compile: bool = False
    hours: float | None = None
    steps: int | None = None
    save_minutes: float = 15.0
    save_steps: int | None = None
    log_seconds: float = 60.0
    held_minutes: float = 60.0
    keep: int = 3
    int8_noise: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What a sitting did. ``tokens_per_second`` counts real tokens, not padding."""

    step: int
    pairs: int
    loss: float
    tokens_per_second: float
    hardware: Hardware
    held: Mapping[str, float]
    folder: Path


def warm_rate(step: int, peak: float, warm: int) -> float:
    """The learning rate of the ``step``-th step (from 0): linear to ``peak`` over ``warm`` steps, then constant."""
    return peak * min(1.0, (step + 1) / max(1, warm))


def falling_rate(done: float, peak: float) -> float:
    """The rate at the share ``done`` (0 to 1) of an annealing: linear to nothing."""
    return peak * max(0.0, 1.0 - done)


class Trainer:
    """Model, optimiser and data of one run."""

    def __init__(self, settings: Settings) -> None:
        torch = need("torch")
        self._torch = torch
        self.settings = settings
        last = checkpoint.newest(settings.run)
        source = last or settings.init
        if source is None:
            raise ModelError(f"The run {settings.run} has no checkpoint yet: give the one to begin from with --init.")
        self.tokenizer_path = source / "tokenizer.model"
        saved, tensors = checkpoint.load_state(last, "cpu") if last else ({}, {})
        # Not probed again: a probe by timing could fall out differently.
        wanted = saved.get("precision", "auto") if settings.precision == "auto" else settings.precision
        self.hardware = probe(wanted)
        if self.hardware.device == "cpu":
            torch.set_num_threads(self.hardware.threads)
        self.seed = settings.seed if settings.seed is not None else saved.get("seed", 1)
        torch.manual_seed(self.seed)
        self.model = checkpoint.open_model(source).to(self.hardware.device)
        if settings.compile:
            # Layer by layer and for fixed shapes: a compilation each, of which SIZES needs few, but more than
            # torch allows by default before it goes on uncompiled.
            torch._dynamo.config.recompile_limit = 64
            torch._dynamo.config.accumulated_recompile_limit = 1024
            for layer in self.model.model.layers:
                layer.compile(dynamic=False)
        if settings.int8_noise:
            add_int8_noise(self.model)
        self.parameters = [p for p in self.model.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(
            self.parameters, lr=settings.rate, betas=(0.9, 0.98), weight_decay=0.0, fused=True
        )
        processor = need("sentencepiece").SentencePieceProcessor(model_file=str(self.tokenizer_path))
        by_device = GPU_TOKENS if self.hardware.device == "cuda" else CPU_TOKENS
        self.batch_tokens: int = settings.tokens or saved.get("batch_tokens", by_device)
        self.mix: dict[str, float] = dict(settings.mix or saved.get("mix", MIX))
        examples = tokenize(read(settings.run / "train.jsonl"), processor)
        self.stream = Stream(examples, self.batch_tokens, self.seed, self.mix)
        dev = settings.run / "dev.jsonl"
        self.held = tokenize(read(dev), processor, HELD_SIZE) if dev.is_file() else {}
        self.step = self.pairs = self.tokens = 0
        if last:
            self.step, self.pairs, self.tokens = saved["step"], saved["pairs"], saved["tokens"]
            self.optimizer.load_state_dict(tensors["optimizer"])
            torch.set_rng_state(tensors["rng"])
            if "cuda_rng" in tensors and self.hardware.device == "cuda":
                torch.cuda.set_rng_state(tensors["cuda_rng"])
            self.stream.restore(saved["stream"])
        self.model.train()

    def loss(self, batch: Batch) -> Any:
        """Mean cross-entropy over the target tokens of a batch, a scalar tensor."""
        torch, device = self._torch, self.hardware.device
        ids, positions, labels = (torch.tensor(x, device=device) for x in pad(batch))  # (B, T), (N,), (N,)
        half = self.hardware.precision == "bfloat16"
        with torch.autocast(device, dtype=torch.bfloat16, enabled=half):
            hidden = self.model.model(input_ids=ids, use_cache=False).last_hidden_state  # (B, T, width)
            # Only where a target token is predicted: the output layer is a fifth of the work.
            hidden = hidden.reshape(-1, hidden.shape[-1]).index_select(0, positions)  # (N, width)
            logits = self.model.lm_head(hidden)  # (N, vocabulary)
        return torch.nn.functional.cross_entropy(logits.float(), labels, ignore_index=-100)

    def update(self, rate: float) -> tuple[float, float]:
        """One step at ``rate``; (loss, gradient norm before clipping to 1)."""
        batch = self.stream.next()
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        loss = self.loss(batch)
        loss.backward()
        norm = self._torch.nn.utils.clip_grad_norm_(self.parameters, 1.0)
        value = float(loss.item())
        if not math.isfinite(value):
            raise ModelError(f"The loss is {value} at step {self.step + 1}: go on from the checkpoint, lower --rate.")
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1
        self.pairs += len(batch.rows)
        self.tokens += sum(map(len, batch.rows))
        return value, float(norm)

    def held_loss(self) -> dict[str, float]:
        """Mean loss by task on the held-out examples, the first :data:`HELD_ROWS` of each that fit."""
        found = {}
        self.model.eval()
        with self._torch.no_grad():
            for task in HELD_TASKS:
                rows = [r for r in self.held.get(task, []) if len(r) <= HELD_SIZE][:HELD_ROWS]
                batches = [Batch(HELD_SIZE, tuple(rows[i : i + 21])) for i in range(0, len(rows), 21)]
                weights = [sum(len(r.target) for r in b.rows) for b in batches]
                if batches:
                    total = sum(self.loss(b).item() * w for b, w in zip(batches, weights, strict=True))
                    found[task] = round(total / sum(weights), 4)
        self.model.train()
        return found

    def save(self) -> Path:
        """A checkpoint of this moment."""
        state = {
            "step": self.step,
            "pairs": self.pairs,
            "tokens": self.tokens,
            "precision": self.hardware.precision,
            "seed": self.seed,
            "batch_tokens": self.batch_tokens,
            "mix": self.mix,
            "rate": self.settings.rate,
            "stream": self.stream.state(),
        }
        tensors = {"optimizer": self.optimizer.state_dict(), "rng": self._torch.get_rng_state()}
        if self.hardware.device == "cuda":
            tensors["cuda_rng"] = self._torch.cuda.get_rng_state()
        return checkpoint.save(self.settings.run, self.model, self.tokenizer_path, state, tensors, self.settings.keep)


def add_int8_noise(model: Any) -> None:
    """Let every linear layer see its weights as int8 rows would hold them; the gradient passes straight through.

    Training with the rounding that the shipped model will have (Jacob et al. 2018; straight-through estimator,
    Bengio et al. 2013) moves the weights to where it costs least.
    """
    torch = need("torch")

    def rounded(x: Any, module: Any) -> Any:
        weight = module.weight
        scale = weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-8) / 127  # (out, 1)
        noise = (weight.detach() / scale).round() * scale - weight.detach()
        return torch.nn.functional.linear(x, weight + noise, module.bias)

    for module in model.modules():
        if isinstance(module, torch.nn.Linear):
            module.forward = partial(rounded, module=module)


@contextmanager
def stopping() -> Iterator[Callable[[], bool]]:
    """A question that TERM or Ctrl-C answers with yes from then on, so that the step is ended and saved."""
    asked: list[int] = []

    def ask(number: int, _: FrameType | None) -> None:
        asked.append(number)

    before = {s: signal.signal(s, ask) for s in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Log:
    """``log.jsonl``: about a line a minute; ``show`` gets the same records."""

    def __init__(self, run: Path, every: float, show: Callable[[Mapping[str, Any]], None]) -> None:
        self._path, self._every, self._show = run / "log.jsonl", every, show
        self._losses: list[float] = []
        self._since = time.monotonic()
        self._tokens: int | None = None

    def tell(self, trainer: Trainer, loss: float, norm: float, rate: float, **more: Any) -> None:
        """Note a step; write a record when it is time, or at once if there is ``more`` to tell."""
        self._losses.append(loss)
        now = time.monotonic()
        if self._tokens is None:
            self._tokens = trainer.tokens  # the first step pays for warming up; it is not in the pace
            self._since = now
        if now - self._since < self._every and not more:
            return
        passed = max(now - self._since, 1e-9)
        record = {
            "time": round(time.time()),
            "step": trainer.step,
            "pairs": trainer.pairs,
            "tokens": trainer.tokens,
            "loss": round(sum(self._losses) / len(self._losses), 4),
            "norm": round(norm, 3),
            "rate": rate,
            "tokens_per_second": round((trainer.tokens - self._tokens) / passed, 1),
        } | more
        with self._path.open("a", encoding="utf-8") as f:
            f.write(json.dumps(record) + "\n")
        self._show(record)
        self._losses, self._since, self._tokens = [], now, trainer.tokens


def _quiet(_: Mapping[str, Any]) -> None:
    """Show nothing."""


def train(settings: Settings, show: Callable[[Mapping[str, Any]], None] = _quiet) -> Summary:
    """Go on with a run until its steps or hours are over, or TERM or Ctrl-C; then save."""
    trainer = Trainer(settings)
    log = Log(settings.run, settings.log_seconds, show)
    start = saved = time.monotonic()
    held_at = -math.inf if trainer.held and settings.held_minutes else math.inf
    first_tokens, loss = trainer.tokens, math.nan
    held: dict[str, float] = {}
    with stopping() as stop:
        while not stop():
            now = time.monotonic()
            if settings.steps is not None and trainer.step >= settings.steps:
                break
            if settings.hours is not None and now - start > settings.hours * 3600:
                break
            rate = warm_rate(trainer.step, settings.rate, settings.warm)
            loss, norm = trainer.update(rate)
            more: dict[str, Any] = {}
            if now - held_at > settings.held_minutes * 60:
                held, held_at = trainer.held_loss(), time.monotonic()
                more["held"] = held
            log.tell(trainer, loss, norm, rate, **more)
            due = settings.save_steps is not None and trainer.step % settings.save_steps == 0
            if due or time.monotonic() - saved > settings.save_minutes * 60:
                trainer.save()
                saved = time.monotonic()
    pace = (trainer.tokens - first_tokens) / max(time.monotonic() - start, 1e-9)
    folder = trainer.save()
    return Summary(trainer.step, trainer.pairs, loss, round(pace, 1), trainer.hardware, held, folder)


def anneal(
    settings: Settings,
    out: Path,
    *,
    steps: int | None = None,
    minutes: float | None = None,
    show: Callable[[Mapping[str, Any]], None] = _quiet,
) -> Summary:
    """From the newest checkpoint lower the rate to nothing and write the weights into ``out``.

    The run itself stays where it was. ``steps`` is deterministic; ``minutes`` fits a sitting. With both, whichever
    is further along sets the rate. Interrupted, it writes what it has: a shorter fall is better than none.
    """
    if not steps and not minutes:
        raise ModelError("Say how long to anneal: --steps or --minutes.")
    trainer = Trainer(settings)
    first, first_tokens, start = trainer.step, trainer.tokens, time.monotonic()
    log = Log(settings.run, settings.log_seconds, show)
    loss = math.nan
    with stopping() as stop:
        while not stop():
            by_steps = (trainer.step - first) / steps if steps else 0.0
            by_time = (time.monotonic() - start) / (minutes * 60) if minutes else 0.0
            done = max(by_steps, by_time)
            if done >= 1.0:
                break
            rate = falling_rate(done, settings.rate)
            loss, norm = trainer.update(rate)
            log.tell(trainer, loss, norm, rate)
    pace = (trainer.tokens - first_tokens) / max(time.monotonic() - start, 1e-9)
    out.mkdir(parents=True, exist_ok=True)
    checkpoint.write_weights(trainer.model, out, trainer.tokenizer_path)
    held = trainer.held_loss() if trainer.held and settings.held_minutes else {}
    return Summary(trainer.step, trainer.pairs, loss, round(pace, 1), trainer.hardware, held, out)


def pace(settings: Settings, steps: int = 2) -> tuple[Hardware, float, float]:
    """(hardware, real tokens per second, seconds a step) of ``steps`` steps after a first one; saves nothing."""
    trainer = Trainer(settings)
    trainer.update(0.0)
    tokens, start = trainer.tokens, time.monotonic()
    for _ in range(steps):
        trainer.update(0.0)
    passed = time.monotonic() - start
    return trainer.hardware, (trainer.tokens - tokens) / passed, passed / steps
