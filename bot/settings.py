"""Everything that can be set, in one object.

Values come, first one wins, from the environment (``MIRSAD_*``), from a TOML file (``MIRSAD_CONFIG``, or
``mirsad.toml`` in the user's configuration folder), and from the defaults below. Nothing is read when this
module is imported: call :func:`load`.
"""

import os
import tomllib
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.errors import SettingsError

PREFIX = "MIRSAD_"


class Settings(BaseSettings):
    """What a user can set; each field is ``MIRSAD_<NAME>`` in the environment and ``<name>`` in the TOML file."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    data: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("mirsad", appauthor=False)),
        description="folder of the database",
    )
    cache: Path = Field(
        default_factory=lambda: Path(platformdirs.user_cache_dir("mirsad", appauthor=False)),
        description="folder of what can be made again (place index, joined models)",
    )
    models: Path | None = Field(default=None, description="folder of models, instead of the shipped one")
    engine: str = Field(default="shipped", description="the engine that translates: shipped, or echo for trials")
    glossary: Path | None = Field(default=None, description="your own glossary TSV, which wins over the shipped one")
    threads: int = Field(default=0, ge=0, le=256, description="processor threads for the model; 0: all")
    batch: int = Field(default=16, ge=1, le=256, description="sentences the model works on at once")
    beam: int = Field(default=4, ge=1, le=16, description="beam width when a sentence is decoded again")
    log: Literal["debug", "info", "warning", "error"] = Field(default="warning", description="how much is logged")
    token: SecretStr | None = Field(default=None, description="Telegram bot token")

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.data / "mirsad.db"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is pydantic-settings'
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over what :func:`load` passes in from the TOML file."""
        return env_settings, init_settings


def config_path() -> Path:
    """The TOML file in use: ``MIRSAD_CONFIG``, else ``mirsad.toml`` in the user's configuration folder."""
    named = os.environ.get(f"{PREFIX}CONFIG")
    return Path(named) if named else Path(platformdirs.user_config_dir("mirsad", appauthor=False)) / "mirsad.toml"


def load() -> Settings:
    """Read the settings.

    Raises:
        SettingsError: a key that does not exist (named, with the ones that do), a value that cannot be used, or
            a TOML file that cannot be read.
    """
    known = set(Settings.model_fields)
    path, values = config_path(), {}
    if path.is_file():
        values = _read(path)
        _refuse_unknown(set(values) - known, f"in {path}", known)
    elif os.environ.get(f"{PREFIX}CONFIG"):
        raise SettingsError(f"{PREFIX}CONFIG names {path}, which does not exist.")
    # pydantic-settings passes over unknown variables of the environment; a misspelt one must not be lost silently.
    given = {k.removeprefix(PREFIX).lower() for k in os.environ if k.startswith(PREFIX)} - {"config"}
    _refuse_unknown(given - known, "in the environment", known)
    try:
        return Settings(**values)
    except ValidationError as e:
        first = e.errors()[0]
        key = ".".join(str(x) for x in first["loc"])
        raise SettingsError(f"The setting '{key}' cannot be used: {first['msg']}.") from e


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as e:
        raise SettingsError(f"{path} cannot be read as TOML: {e}") from e


def _refuse_unknown(unknown: set[str], where: str, known: set[str]) -> None:
    if unknown:
        names = ", ".join(f"'{k}'" for k in sorted(unknown))
        raise SettingsError(f"Unknown setting {names} {where}. Known settings: {', '.join(sorted(known))}.")
