"""A trained checkpoint as the model that is shipped: CTranslate2, int8, in parts, with its manifest entry.

int8 loses on activations with outlying channels. SmoothQuant (Xiao et al. 2023) moves their size into the weights
that read them: each input channel is divided by a scale that the layer before takes over, which changes nothing in
exact arithmetic.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bot.errors import ModelError
from bot.training.checkpoint import open_model
from bot.training.data import Example, read
from bot.training.runtime import need

PART = 90 << 20  # bytes; code hosts refuse files above 100 MB
TASKS = ("translate", "translate_terms", "bullet", "bullet_terms", "answer", "rewrite", "question")


def smooth(model: Any, rows: Sequence[Sequence[int]], alpha: float = 0.5) -> None:
    """Fold SmoothQuant scales into a Gemma 3 model, in place; ``rows`` are token ids of some 100 typical texts.

    A channel's scale is max|activation|^alpha / max|weight|^(1 - alpha), of geometric mean 1 over a layer. It goes
    out of the norm before q, k, v and before gate, up; of up before down; of v before o; of the last norm before the
    output layer.
    """
    torch = need("torch")
    peaks: dict[str, Any] = {}

    def watch(name: str) -> Any:
        def hook(_: Any, inputs: tuple[Any, ...], __: Any) -> None:
            peak = inputs[0].detach().abs().reshape(-1, inputs[0].shape[-1]).amax(0)  # (channels,)
            peaks[name] = torch.maximum(peaks[name], peak) if name in peaks else peak

        return hook

    linear = torch.nn.Linear
    hooks = [m.register_forward_hook(watch(n)) for n, m in model.named_modules() if isinstance(m, linear)]
    with torch.no_grad():
        for row in rows:
            model(torch.tensor([list(row)]))
    for hook in hooks:
        hook.remove()

    def scale(activation: Any, weight: Any) -> Any:
        value = activation.clamp(min=1e-5) ** alpha / weight.clamp(min=1e-5) ** (1 - alpha)
        value = value.clamp(min=1e-4)
        return value / value.log().mean().exp()

    def columns(*layers: Any) -> Any:
        return torch.stack([layer.weight.abs().amax(0) for layer in layers]).amax(0)  # (channels,)

    def out_of_norm(norm: Any, layers: Sequence[Any], peak: Any) -> None:
        s = scale(peak, columns(*layers))
        norm.weight.copy_((1 + norm.weight) / s - 1)  # Gemma's norms multiply by 1 + weight
        for layer in layers:
            layer.weight.mul_(s)

    with torch.no_grad():
        for i, layer in enumerate(model.model.layers):
            attention, mlp, at = layer.self_attn, layer.mlp, f"model.layers.{i}."
            qkv = (attention.q_proj, attention.k_proj, attention.v_proj)
            out_of_norm(layer.input_layernorm, qkv, peaks[at + "self_attn.q_proj"])
            out_of_norm(layer.pre_feedforward_layernorm, (mlp.gate_proj, mlp.up_proj), peaks[at + "mlp.gate_proj"])
            s = scale(peaks[at + "mlp.down_proj"], columns(mlp.down_proj))
            mlp.up_proj.weight.div_(s[:, None])
            mlp.down_proj.weight.mul_(s)
            # A value head serves several query heads, so their channels must share its scales.
            width, groups = attention.head_dim, attention.num_key_value_groups
            shape = (-1, groups, width)  # (value heads, query heads of each, channels of a head)
            peak = peaks[at + "self_attn.o_proj"].reshape(shape).amax(1).reshape(-1)
            column = columns(attention.o_proj).reshape(shape).amax(1).reshape(-1)
            s = scale(peak, column)
            attention.v_proj.weight.div_(s[:, None])
            attention.o_proj.weight.mul_(s.reshape(-1, 1, width).expand(-1, groups, width).reshape(-1))
        out_of_norm(model.model.norm, (model.lm_head,), peaks["lm_head"])


def rounding_errors(model: Any, rows: Sequence[Sequence[int]]) -> list[tuple[str, float]]:
    """How far int8 moves each linear layer's output, by itself: (name, relative error), worst first.

    Weights are rounded by row and activations by token, as CTranslate2 does it on a CPU. The error is the root of
    the squared difference over the squared output, summed over ``rows`` (token ids of some typical texts).
    """
    torch = need("torch")
    sums: dict[str, Any] = {}

    def rounded(x: Any) -> Any:
        scale = x.abs().amax(-1, keepdim=True).clamp(min=1e-8) / 127
        return (x / scale).round() * scale

    def watch(name: str) -> Any:
        def hook(module: Any, inputs: tuple[Any, ...], output: Any) -> None:
            moved = torch.nn.functional.linear(rounded(inputs[0]), rounded(module.weight), module.bias) - output
            sums[name] = sums.get(name, 0) + torch.stack((moved.square().sum(), output.square().sum()))

        return hook

    layers = [(n, m) for n, m in model.named_modules() if isinstance(m, torch.nn.Linear)]
    hooks = [module.register_forward_hook(watch(name)) for name, module in layers]
    with torch.no_grad():
        for row in rows:
            model(torch.tensor([list(row)]))
    for hook in hooks:
        hook.remove()
    found = [(name, float((moved / whole.clamp(min=1e-12)).sqrt())) for name, (moved, whole) in sums.items()]
    return sorted(found, key=lambda pair: -pair[1])


def sample(examples: Sequence[Example], processor: Any, n: int = 96) -> list[list[int]]:
    """Token ids of ``n`` examples, prompt and target; always the same ones."""
    some = Random(5).sample(list(examples), min(n, len(examples)))
    return [[processor.bos_id(), *processor.encode(e.prompt), *processor.encode(" " + e.target)] for e in some]


def split(path: Path, size: int = PART) -> list[Path]:
    """Cut a file into ``path.00``, ``path.01``, … of at most ``size`` bytes each; the whole goes."""
    parts: list[Path] = []
    with path.open("rb") as f:
        while block := f.read(size):
            part = path.with_name(f"{path.name}.{len(parts):02d}")
            part.write_bytes(block)
            parts.append(part)
    path.unlink()
    return parts


def convert(
    source: Path,
    out: Path,
    *,
    quantization: str = "int8",
    alpha: float | None = None,
    examples: Path | None = None,
    part: int = PART,
) -> list[Path]:
    """Write the CTranslate2 model of the checkpoint ``source`` into ``out``; returns its files.

    ``alpha`` smooths with the first 96 of the shuffled ``examples`` (a ``train.jsonl``). The converter is exact in
    float32; what int8 costs must be measured on the task.
    """
    loader = need("ctranslate2.converters.transformers").Gemma3Loader()
    processor = need("sentencepiece").SentencePieceProcessor(model_file=str(source / "tokenizer.model"))
    model = open_model(source).eval()
    if alpha is not None:
        if examples is None:
            raise ModelError("Smoothing needs example texts: give --examples train.jsonl.")
        smooth(model, sample(read(examples), processor), alpha)
    spec = loader.get_model_spec(model)
    spec.register_vocabulary([processor.id_to_piece(i) for i in range(processor.get_piece_size())])
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = "<bos>", "\n", "<unk>"
    spec.config.layer_norm_epsilon = model.config.rms_norm_eps
    spec.validate()
    spec.optimize(quantization=None if quantization == "float32" else quantization)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    spec.save(str(out))
    shutil.copyfile(source / "tokenizer.model", out / "tokenizer.model")
    # Under another name: config.json is CTranslate2's. restore.py needs it to go back.
    shutil.copyfile(source / "config.json", out / "hf_config.json")
    if (out / "model.bin").stat().st_size > part:
        split(out / "model.bin", part)
    return sorted(out.iterdir())


@dataclass(frozen=True, slots=True)
class About:
    """What the manifest says of a model beside its files."""

    name: str
    revision: str
    purpose: str
    licence: str
    base: str
    data: str = ""
    hours: float = 0.0
    tasks: Sequence[str] = TASKS
    scores: Mapping[str, float] = field(default_factory=dict)


def manifest_entry(folder: Path, about: About) -> str:
    """The TOML text of ``[models.NAME]`` with size and SHA-256 of every file in ``folder``."""

    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)  # JSON strings are TOML basic strings

    lines = [f"[models.{quoted(about.name)}]"]
    texts = ("revision", "purpose", "licence", "base", "data")
    lines += [f"{key} = {quoted(str(getattr(about, key)))}" for key in texts]
    lines += [f"hours = {about.hours}", f"tasks = [{', '.join(map(quoted, about.tasks))}]"]
    if about.scores:
        lines += ["", f"[models.{quoted(about.name)}.scores]"]
        lines += [f"{quoted(key)} = {value}" for key, value in about.scores.items()]
    lines += ["", f"[models.{quoted(about.name)}.files]"]
    for path in sorted(p for p in folder.iterdir() if p.is_file() and p.suffix != ".md"):
        with path.open("rb") as f:
            digest = hashlib.file_digest(f, "sha256").hexdigest()
        lines.append(f'{quoted(path.name)} = {{ size = {path.stat().st_size}, sha256 = "{digest}" }}')
    return "\n".join(lines) + "\n"
