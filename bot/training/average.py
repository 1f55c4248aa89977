"""The mean of several checkpoints' weights.

Late checkpoints lie around one minimum; their mean is nearer to it than any of them (Izmailov et al. 2018,
stochastic weight averaging).
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

from bot.errors import ModelError
from bot.training.runtime import need


def average(checkpoints: Sequence[Path], out: Path) -> None:
    """Write a checkpoint whose every weight is the mean over ``checkpoints``; summed in float64."""
    torch, files = need("torch"), need("safetensors.torch")
    if not checkpoints:
        raise ModelError("There is no checkpoint to average.")
    for path in checkpoints:
        if not (path / "model.safetensors").is_file():
            raise ModelError(f"There are no weights in {path} (no model.safetensors).")
    first = files.load_file(checkpoints[0] / "model.safetensors")
    total = {name: value.to(torch.float64) for name, value in first.items()}
    for path in checkpoints[1:]:
        weights = files.load_file(path / "model.safetensors")
        if {n: v.shape for n, v in weights.items()} != {n: v.shape for n, v in total.items()}:
            raise ModelError(f"The weights in {path} are not those of the same model as {checkpoints[0]}.")
        for name, value in weights.items():
            total[name] += value
    mean = {name: (value / len(checkpoints)).to(torch.float32).contiguous() for name, value in total.items()}
    out.mkdir(parents=True, exist_ok=True)
    files.save_file(mean, out / "model.safetensors", metadata={"format": "pt"})
    for name in ("config.json", "generation_config.json", "tokenizer.model"):
        if (checkpoints[-1] / name).is_file():
            shutil.copyfile(checkpoints[-1] / name, out / name)
