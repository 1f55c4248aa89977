"""Settings come from the environment and a TOML file, and a misspelt one is named."""

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import load


def test_defaults_need_no_file() -> None:
    settings = load()
    assert settings.engine == "shipped"
    assert settings.database.name == "mirsad.db"


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mirsad.toml"
    file.write_text("beam = 2\nbatch = 8\n")
    monkeypatch.setenv("MIRSAD_CONFIG", str(file))
    monkeypatch.setenv("MIRSAD_BEAM", "3")
    assert (load().beam, load().batch) == (3, 8)


@pytest.mark.parametrize("where", ["file", "environment"])
def test_an_unknown_key_is_named(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if where == "file":
        (tmp_path / "m.toml").write_text("bean = 2\n")
        monkeypatch.setenv("MIRSAD_CONFIG", str(tmp_path / "m.toml"))
    else:
        monkeypatch.setenv("MIRSAD_BEAN", "2")
    with pytest.raises(SettingsError, match=r"'bean'.*Known settings: .*beam"):
        load()


def test_a_value_out_of_range_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIRSAD_BEAM", "0")
    with pytest.raises(SettingsError, match="beam"):
        load()


def test_a_file_that_is_no_toml_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "m.toml").write_text("beam 2")
    monkeypatch.setenv("MIRSAD_CONFIG", str(tmp_path / "m.toml"))
    with pytest.raises(SettingsError, match=r"m\.toml"):
        load()


def test_a_named_file_must_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIRSAD_CONFIG", str(tmp_path / "none.toml"))
    with pytest.raises(SettingsError, match=r"none\.toml"):
        load()
