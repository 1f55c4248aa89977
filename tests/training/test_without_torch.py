"""What of training needs no PyTorch: hardware flags, checkpoint listing, the model file's format, manifest, logs."""

import json
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from bot.errors import ModelError, UnreadableError
from bot.inference.manifest import Manifest
from bot.training import checkpoint, convert, curve, restore, runtime
from bot.training.cli import app
from bot.training.hardware import bf16_flag
from bot.training.loop import falling_rate, warm_rate
from bot.training.smoke import write_sources


def test_the_processor_is_asked_for_bf16() -> None:
    assert bf16_flag("model name: x\nflags\t\t: fpu avx2 fma\n") is False
    assert bf16_flag("flags : fpu avx512_bf16 amx_tile\n") is True
    assert bf16_flag("Features\t: fp asimd bf16\n") is True
    assert bf16_flag("nothing known") is None


def test_rates() -> None:
    assert warm_rate(0, 1.0, 100) == pytest.approx(0.01)
    assert warm_rate(99, 1.0, 100) == warm_rate(5000, 1.0, 100) == 1.0
    assert falling_rate(0.25, 2.0) == 1.5
    assert falling_rate(1.2, 2.0) == 0.0


def test_a_missing_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ModelError, match=r"pip install 'mirsad\[train\]'"):
        runtime.need("torch")


def test_help_needs_no_pytorch() -> None:
    code = "import sys; sys.modules['torch'] = None; from bot.training.cli import app; import sys; app(['--help'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for name in ("prepare", "run", "anneal", "average", "convert", "restore", "curve", "probe", "rounding", "smoke"):
        assert name in done.stdout


def test_prepare_on_the_command_line(tmp_path: Path) -> None:
    sources = write_sources(tmp_path)
    run = tmp_path / "run"
    result = CliRunner().invoke(app, ["prepare", str(run), "--bitext", str(sources.bitext), "--source", "x=0.5"])
    assert result.exit_code == 0, result.output
    assert "translate" in result.output
    assert (run / "train.jsonl").is_file()


def test_only_whole_checkpoints_count(tmp_path: Path) -> None:
    assert checkpoint.newest(tmp_path) is None
    for name, whole in (("00000002", True), ("00000010", False), ("unfinished", True)):
        folder = tmp_path / "checkpoints" / name
        folder.mkdir(parents=True)
        if whole:
            (folder / "state.pt").touch()
    assert [p.name for p in checkpoint.listed(tmp_path)] == ["00000002", "00000010"]
    newest = checkpoint.newest(tmp_path)
    assert newest is not None
    assert newest.name == "00000002"


def model_file(version: int = 6) -> bytes:
    def text(value: str) -> bytes:
        return struct.pack("<H", len(value) + 1) + value.encode() + b"\0"

    def variable(name: str, array: np.ndarray, kind: int) -> bytes:
        data = array.tobytes()
        shape = struct.pack("<B", array.ndim) + b"".join(struct.pack("<I", d) for d in array.shape)
        return text(name) + shape + struct.pack("<BI", kind, len(data)) + data

    weight = np.array([[127, -64], [0, 2]], np.int8)
    scale = np.array([127.0, 2.0], np.float32)
    body = variable("a/weight", weight, 1) + variable("a/weight_scale", scale, 0)
    aliases = struct.pack("<I", 1) + text("b/weight") + text("a/weight")
    return struct.pack("<I", version) + text("Spec") + struct.pack("<II", 1, 2) + body + aliases


def test_int8_rows_are_scaled_back(tmp_path: Path) -> None:
    data = model_file()
    (tmp_path / "model.bin.00").write_bytes(data[:40])
    (tmp_path / "model.bin.01").write_bytes(data[40:])
    found = restore.variables(tmp_path)
    assert found["a/weight"].tolist() == [[1.0, pytest.approx(-64 / 127)], [0.0, 1.0]]
    assert "b/weight" in found


@pytest.mark.parametrize("data", [model_file(5), model_file()[:-30], b"", b"not a model at all, not at all"])
def test_a_damaged_model_file_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "model.bin").write_bytes(data)
    with pytest.raises(ModelError):
        restore.variables(tmp_path)


def test_parts_join_to_the_whole(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(bytes(range(250)))
    parts = convert.split(path, 100)
    assert [p.name for p in parts] == ["model.bin.00", "model.bin.01", "model.bin.02"]
    assert b"".join(p.read_bytes() for p in parts) == bytes(range(250))
    assert not path.exists()


def test_the_manifest_entry_is_what_the_program_reads(tmp_path: Path) -> None:
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "model.bin.00").write_bytes(b"abc")
    (folder / "CARD.md").write_text("not a model file", "utf-8")
    about = convert.About("tiny", "3", 'a "test"', "Apache-2.0", "none", "own", 1.5, scores={"gold bleu": 41.5})
    (tmp_path / "manifest.toml").write_text('default = "tiny"\n\n' + convert.manifest_entry(folder, about), "utf-8")
    model = Manifest(tmp_path)["tiny"]
    assert (model.revision, model.purpose, model.size) == ("3", 'a "test"', 3)
    assert "translate_terms" in model.tasks
    model.check_present()
    assert list(model.damaged()) == []
    (folder / "model.bin.00").write_bytes(b"abd")
    assert [f.name for f, _ in model.damaged()] == ["model.bin.00"]


def test_a_log_cut_off_by_a_kill_is_still_read(tmp_path: Path) -> None:
    lines = [json.dumps({"step": s, "pairs": s * 10, "loss": 2.0}) for s in (2, 1)]
    (tmp_path / "log.jsonl").write_text("\n".join(lines) + '\n{"step": 3, "pa', "utf-8")
    assert [r["step"] for r in curve.records(tmp_path)] == [1, 2]
    with pytest.raises(UnreadableError, match="no log"):
        curve.records(tmp_path / "none")


def test_smoothing_follows_slowly() -> None:
    assert curve.smoothed([1.0, 1.0, 2.0], 0.5) == [1.0, 1.0, 1.5]
