"""A shipped CTranslate2 Gemma 3 model back as a checkpoint, to go on training from it.

int8 weights come back within half a rounding step (about 1.5% of a row's typical weight).
"""

import shutil
import struct
from pathlib import Path
from typing import Any

from bot.errors import ModelError
from bot.training.runtime import need

_VERSION = 6
# CTranslate2's data types by number (include/ctranslate2/types.h); bfloat16 (5) has no numpy type of its own.
_TYPES = {0: "<f4", 1: "i1", 2: "<i2", 3: "<i4", 4: "<f2", 5: "<u2"}


class _Reader:
    """Little-endian fields one after another from a model file."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def number(self, code: str) -> int:
        value = struct.unpack_from("<" + code, self._data, self._at)[0]
        self._at += struct.calcsize("<" + code)
        return int(value)

    def block(self, size: int) -> memoryview:
        if self._at + size > len(self._data):
            raise ModelError("The model file ends too early: it is damaged or a part is missing.")
        self._at += size
        return memoryview(self._data)[self._at - size : self._at]

    def text(self) -> str:
        return bytes(self.block(self.number("H"))[:-1]).decode()  # closed by a zero byte


def variables(folder: Path) -> dict[str, Any]:
    """{name: numpy array} of the model in ``folder``; int8 and int16 weights are scaled back to float32."""
    np = need("numpy")
    parts = sorted(folder.glob("model.bin.[0-9]*")) or [folder / "model.bin"]
    try:
        data = b"".join(p.read_bytes() for p in parts)
    except OSError as e:
        raise ModelError(f"There is no model in {folder}: {e}") from e
    reader = _Reader(data)
    try:
        if (version := reader.number("I")) != _VERSION:
            raise ModelError(f"{parts[0]} has format version {version}; this program reads version {_VERSION}.")
        reader.text()  # the architecture's name
        reader.number("I")  # its revision
        found: dict[str, Any] = {}
        for _ in range(reader.number("I")):
            name = reader.text()
            shape = [reader.number("I") for _ in range(reader.number("B"))]
            kind = _TYPES[reader.number("B")]
            found[name] = np.frombuffer(reader.block(reader.number("I")), kind).reshape(shape)
        for name in [n for n in found if n.endswith("weight") and found[n].dtype in (np.int8, np.int16)]:
            found[name] = found[name].astype(np.float32) / found[name + "_scale"].reshape(-1, 1)
        for _ in range(reader.number("I")):
            alias, name = reader.text(), reader.text()
            found[alias] = found[name]
    except (struct.error, KeyError, ValueError, UnicodeDecodeError) as e:
        raise ModelError(f"{parts[0]} is not a CTranslate2 model or is damaged ({e!r}).") from e
    return found


def restore(source: Path, out: Path) -> None:
    """Write the checkpoint of the CTranslate2 model in ``source`` (with hf_config.json, tokenizer.model)."""
    np, torch, transformers = need("numpy"), need("torch"), need("transformers")
    if not (source / "hf_config.json").is_file():
        raise ModelError(f"{source} has no hf_config.json, which tells the model's shape.")
    values = variables(source)
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source / "hf_config.json", out / "config.json")
    config = transformers.AutoConfig.from_pretrained(out)
    config.tie_word_embeddings = False
    model = transformers.AutoModelForCausalLM.from_config(config, dtype=torch.float32)

    def tensor(array: Any) -> Any:
        return torch.from_numpy(np.array(array, dtype=np.float32))

    def norm(name: str) -> Any:
        # Gemma keeps gamma - 1. Older converters write gamma, newer ones what Gemma keeps and a flag to add the 1.
        flag = values.get(name + "/layer_norm_use_residual")
        return tensor(values[name + "/gamma"]) - (0.0 if flag is not None and flag.reshape(-1)[0] else 1.0)

    queries = config.num_attention_heads * config.head_dim
    keys = config.num_key_value_heads * config.head_dim
    embedding = next(n for n in values if n.endswith(("embeddings/weight", "embeddings_0/weight")))
    state = {
        "model.embed_tokens.weight": tensor(values[embedding]),
        "model.norm.weight": norm("decoder/layer_norm"),
        "lm_head.weight": tensor(values["decoder/projection/weight"]),
    }
    for i in range(config.num_hidden_layers):
        here, there = f"decoder/layer_{i}/", f"model.layers.{i}."
        fused = tensor(values[here + "self_attention/linear_0/weight"])  # (queries + 2 * keys, width)
        attention = there + "self_attn."
        state[attention + "q_proj.weight"] = fused[:queries]
        state[attention + "k_proj.weight"] = fused[queries : queries + keys]
        state[attention + "v_proj.weight"] = fused[queries + keys :]
        state[attention + "o_proj.weight"] = tensor(values[here + "self_attention/linear_1/weight"])
        for name in ("q_norm", "k_norm"):
            state[attention + name + ".weight"] = norm(here + "self_attention/" + name)
        for theirs, ours in (
            ("input_layernorm", "input_layer_norm"),
            ("post_attention_layernorm", "post_attention_layer_norm"),
            ("pre_feedforward_layernorm", "pre_feedforward_layer_norm"),
            ("post_feedforward_layernorm", "post_feedforward_layer_norm"),
        ):
            state[there + theirs + ".weight"] = norm(here + ours)
        for theirs, ours in (("gate_proj", "linear_0"), ("up_proj", "linear_0_noact"), ("down_proj", "linear_1")):
            state[f"{there}mlp.{theirs}.weight"] = tensor(values[f"{here}ffn/{ours}/weight"])
    missing, extra = model.load_state_dict(state, strict=False)
    if extra or [name for name in missing if "inv_freq" not in name]:
        raise ModelError(f"The model in {source} does not have the layers its hf_config.json tells of.")
    model.save_pretrained(out)
    shutil.copyfile(source / "tokenizer.model", out / "tokenizer.model")
