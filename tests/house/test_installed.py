"""Prompts, seeds and models are found in an installed wheel, in an editable install and in a checkout."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOOK = (
    "from bot.resources import shipped; from bot.inference import Manifest, Prompts;"
    "m = Manifest(shipped('models')); m[m.default].check_present();"
    "print(len(Prompts(shipped('prompts')).names()), len(list(shipped('seeds').glob('*.txt'))), shipped('seeds'))"
)


def _look(python: Path | str, cwd: Path, **env: str) -> list[str]:
    command = [str(python), "-c", LOOK]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env={**os.environ, **env})
    assert done.returncode == 0, done.stderr
    return done.stdout.split(maxsplit=2)


def _venv(folder: Path) -> Path:
    """An empty environment that sees this one's packages, but not this one's Mirsad."""
    venv.create(folder, with_pip=False)
    return folder / "bin" / "python"


def test_in_a_checkout(tmp_path: Path) -> None:
    prompts, seeds, where = _look(sys.executable, tmp_path, PYTHONPATH=str(ROOT))
    assert int(prompts) >= 5
    assert seeds == "5"
    assert where.strip() == str(ROOT / "seeds")


@pytest.mark.slow
@pytest.mark.parametrize("editable", [False, True], ids=["wheel", "editable"])
def test_installed(tmp_path: Path, editable: bool) -> None:
    python = _venv(tmp_path / "env")
    site = next((tmp_path / "env").glob("lib/python*/site-packages"))
    # The dependencies come from this environment; Mirsad itself must come from the new one, which is first.
    here = next(p for p in sys.path if p.endswith("site-packages"))
    (site / "zz_dependencies.pth").write_text(here + "\n")
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-build-isolation"]
    command += ["--no-index", "--quiet", *(["-e"] if editable else []), str(ROOT)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    prompts, seeds, where = _look(python, tmp_path, PYTHONPATH="")
    assert int(prompts) >= 5
    assert seeds == "5"
    expected = ROOT / "seeds" if editable else site / "bot" / "shipped" / "seeds"
    assert where.strip() == str(expected)
