"""Checkpoints that are whole or not there, and that carry all that an exact resume needs.

    RUN/checkpoints/00001234/            one folder a checkpoint, named by its step
        config.json, model.safetensors   the weights, as transformers reads them
        tokenizer.model                  the sentencepiece model
        state.json                       step, pairs, tokens, place in the data, precision, settings
        state.pt                         optimiser and random generators; only in the newest (it is the largest part)

A checkpoint is written under another name, forced to disk and renamed, which is atomic; a kill at any moment leaves
the older one as it was.
"""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.errors import ModelError
from bot.training.runtime import need


def listed(run: Path) -> list[Path]:
    """The checkpoints of a run, oldest first."""
    folder = run / "checkpoints"
    return sorted(p for p in folder.iterdir() if p.name.isdigit()) if folder.is_dir() else []


def newest(run: Path) -> Path | None:
    """The last checkpoint that can be resumed, if any."""
    return next((p for p in reversed(listed(run)) if (p / "state.pt").is_file()), None)


def open_model(path: Path) -> Any:
    """The model in float32, output layer untied from the input embeddings, those frozen.

    With tied weights Adam walks the rows of every Arabic piece that is read and never is a target.
    """
    torch, transformers = need("torch"), need("transformers")
    if not (path / "config.json").is_file():
        raise ModelError(f"There is no checkpoint in {path} (no config.json).")
    transformers.utils.logging.disable_progress_bar()
    # No attention dropout and no sliding beyond 512 tokens here, so the fused kernel gives the same numbers.
    model = transformers.AutoModelForCausalLM.from_pretrained(
        path, dtype=torch.float32, attn_implementation="sdpa", local_files_only=True, use_safetensors=True
    )
    inputs, output = model.get_input_embeddings(), model.get_output_embeddings()
    if output.weight is inputs.weight:
        output.weight = torch.nn.Parameter(inputs.weight.detach().clone())
        model.config.tie_word_embeddings = False
    inputs.weight.requires_grad_(False)
    return model


def write_weights(model: Any, folder: Path, tokenizer: Path) -> None:
    """The weights, configuration and tokenizer into ``folder``."""
    # Compiled layers are wrapped; their parameters keep the plain names without this infix.
    state = {name.replace("._orig_mod", ""): value for name, value in model.state_dict().items()}
    model.save_pretrained(folder, state_dict=state)
    shutil.copyfile(tokenizer, folder / "tokenizer.model")


def _to_disk(folder: Path) -> None:
    if os.name != "posix":  # elsewhere a folder cannot be opened
        return
    for path in [*folder.iterdir(), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def save(
    run: Path, model: Any, tokenizer: Path, state: Mapping[str, Any], tensors: Mapping[str, Any], keep: int = 3
) -> Path:
    """Write the checkpoint of ``state["step"]``; of older ones keep ``keep - 1``, weights only."""
    torch = need("torch")
    folder = run / "checkpoints"
    final, new = folder / f"{state['step']:08d}", folder / "unfinished"
    if final.exists():
        return final
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    write_weights(model, new, tokenizer)
    torch.save(dict(tensors), new / "state.pt")
    (new / "state.json").write_text(json.dumps(dict(state)), encoding="utf-8")
    _to_disk(new)
    new.rename(final)
    for old in listed(run)[:-1]:
        (old / "state.pt").unlink(missing_ok=True)
    for old in listed(run)[: -max(1, keep)]:
        shutil.rmtree(old)
    return final


def load_state(path: Path, device: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """(state.json, state.pt) of a checkpoint. The tensors are read without unpickling objects."""
    torch = need("torch")
    state = json.loads((path / "state.json").read_text(encoding="utf-8"))
    return state, torch.load(path / "state.pt", map_location=device, weights_only=True)
