"""Settings: config.toml beside the process, under the environment.

The three that hosts speak through keep their plain names: DISCORD_TOKEN, DATABASE_URL, PORT. Every
other one may be set in the environment as CORNERSTONE_SECTION__NAME.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeGuard
from urllib.parse import unquote, urlsplit

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from rapidfuzz import fuzz, process

from bot.errors import SettingsError

CONFIG_FILE = Path("config.toml")
PREFIX = "CORNERSTONE_"  # of a setting's name in the environment
OF_A_HOST = re.compile(r"CORNERSTONE_(?:SERVICE|PORT)(?:_|$)")  # Kubernetes sets such for a service of this name
SQLITE = "sqlite:///"
LARGEST = 5_000_000  # bytes of a file or page, unless a setting says otherwise
LONGEST_FILE = 1_000_000  # bytes of config.toml
HOST_VARIABLES = ("DISCORD_TOKEN", "DATABASE_URL", "PORT")  # also known by these names in the file


class Section(BaseModel):
    """A table of config.toml; a key that it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class IngestSettings(Section):
    """[ingest]: how articles are taken in."""

    max_bytes: int = Field(
        default=LARGEST, gt=0, le=100_000_000, description="Largest file or page that is read, in bytes."
    )


class DiscordSettings(Section):
    """[discord]: how the bot behaves on Discord."""

    test_guild: int | None = Field(
        default=None, gt=0, lt=2**63, description="Id of the server that gets the commands at once; unset: all do."
    )
    defer_after: float = Field(
        default=1.5, gt=0, le=2.5, description="Seconds after which a reply that isn't ready is deferred."
    )
    grace_seconds: float = Field(
        default=10.0, ge=0, le=600, description="Seconds for work under way when the host says stop."
    )
    days_after_leaving: int = Field(
        default=30, ge=0, le=36_500, description="Days a server's data is kept after the bot has left it."
    )


class BackupSettings(Section):
    """[backup]: copies of the database, made while the bot runs."""

    folder: Path | None = Field(default=None, description="Where backups go; unset: none are made.")
    hours: float = Field(default=24.0, ge=0.01, le=8_760, description="Hours from one backup to the next.")
    keep: int = Field(default=7, ge=1, le=1_000, description="How many backups are kept; the oldest go.")


class LogSettings(Section):
    """[log]: what is written to stdout."""

    level: str = Field(
        default="INFO",
        pattern="^(DEBUG|INFO|WARNING|ERROR)$",
        description="DEBUG, INFO, WARNING or ERROR: the least that is shown.",
    )


class Settings(BaseSettings):
    """All settings, checked. Built by `load`."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, env_prefix=PREFIX, env_nested_delimiter="__", env_ignore_empty=True
    )

    discord_token: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("DISCORD_TOKEN", "discord_token"),
        description="The bot's token; a secret.",
    )
    database_url: str = Field(
        default="sqlite:///cornerstone.db",
        validation_alias=AliasChoices("DATABASE_URL", "database_url"),
        description="Where the articles are kept: sqlite:///FILE, with a fourth slash for an absolute path.",
    )
    port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        validation_alias=AliasChoices("PORT", "port"),
        description="If set, /healthz and /metrics answer on this port.",
    )
    ingest: IngestSettings = Field(default_factory=IngestSettings, description="How articles are taken in.")
    discord: DiscordSettings = Field(default_factory=DiscordSettings, description="How the bot behaves on Discord.")
    backup: BackupSettings = Field(default_factory=BackupSettings, description="Copies of the database.")
    log: LogSettings = Field(default_factory=LogSettings, description="What is written to stdout.")

    @property
    def database_path(self) -> Path:
        """The file that `database_url` names. Raises `SettingsError` where it names none."""
        return database_path(self.database_url)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment over what `load` read from the file."""
        del settings_cls
        return env_settings, init_settings


def load(path: Path | None = None) -> Settings:
    """The settings of ``path`` (default: config.toml, which may be absent) under the environment.

    Raises `SettingsError` that names the file or variable, what is wrong, and the nearest known key.
    """
    file = path or CONFIG_FILE
    table = _read(file, required=path is not None)
    _check_keys(table, Settings, file)
    _check_variables(os.environ)
    try:
        return Settings(**table)
    except ValidationError as err:
        raise SettingsError(_told(err, file)) from None


def database_path(url: str) -> Path:
    """The file of a ``sqlite:///FILE`` URL. Raises `SettingsError` for any other."""
    url = url.strip()
    if not url.startswith(SQLITE) or "\x00" in unquote(url) or not urlsplit(url).path.strip("/"):
        raise SettingsError(f"DATABASE_URL is {_without_secret(url)!r}; it should look like sqlite:///cornerstone.db.")
    path = Path(unquote(url[len(SQLITE) :].split("?", 1)[0]))
    if path.name == ":memory:":
        raise SettingsError("DATABASE_URL names no file but memory, which nothing outlives. Name a file.")
    return path


def _without_secret(url: str) -> str:
    """A URL to be shown: one of another database may hold a password."""
    scheme, _, rest = url.rpartition("@")[0].partition("://")
    return f"{scheme}://…@{url.rpartition('@')[2]}" if rest else url.rpartition("@")[2]


def _read(file: Path, *, required: bool) -> dict[str, Any]:
    try:
        with file.open("rb") as opened:
            data = opened.read(LONGEST_FILE + 1)
        if len(data) > LONGEST_FILE:
            raise SettingsError(f"{file} is larger than {LONGEST_FILE:,} bytes; it is no file of settings.")
        table = tomllib.loads(data.decode("utf-8"))
    except FileNotFoundError:
        if required:
            raise SettingsError(f"{file} isn't there; copy config.example.toml to it.") from None
        return {}
    except OSError as err:
        raise SettingsError(f"{file} can't be read: {err.strerror}.") from err
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as err:
        raise SettingsError(f"{file} is not valid TOML: {err}.") from err
    except RecursionError as err:
        raise SettingsError(f"{file} is not valid TOML: it is nested too deep.") from err
    return {key.lower() if key in HOST_VARIABLES else key: value for key, value in table.items()}


def _check_keys(table: dict[str, Any], model: type[BaseModel], file: Path, section: str = "") -> None:
    """Raise for the first key that the model has no field for, a section's keys included."""
    for key, value in table.items():
        info = model.model_fields.get(key)
        if info is None:
            near = process.extractOne(key.lower(), list(model.model_fields), scorer=fuzz.ratio, score_cutoff=60)
            hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(model.model_fields)}."
            raise SettingsError(f"{file}: unknown key {section}{key}; {hint}")
        inner = info.annotation
        if _is_section(inner) and isinstance(value, dict):
            _check_keys(value, inner, file, f"{key}.")


def _check_variables(names: Iterable[str]) -> None:
    """Raise for the first CORNERSTONE_ variable of a section that isn't there, which would be passed over in silence."""
    sections = [name for name, info in Settings.model_fields.items() if _is_section(info.annotation)]
    for name in names:
        section = name.upper().removeprefix(PREFIX).partition("__")[0].lower()
        ours = name.upper().startswith(PREFIX) and not OF_A_HOST.match(name)
        if ours and section not in sections:
            near = process.extractOne(section, sections, scorer=fuzz.ratio, score_cutoff=60)
            hint = f"did you mean {PREFIX}{near[0].upper()}__…?" if near else f"known are {', '.join(sections)}."
            raise SettingsError(f"{name}: there is no section {section}; {hint}")


def _is_section(kind: object) -> TypeGuard[type[Section]]:
    return isinstance(kind, type) and issubclass(kind, Section)


def _told(err: ValidationError, file: Path) -> str:
    """The first problem in words, with the variable or key to blame; a value is never among them."""
    first = err.errors(include_input=False, include_url=False, include_context=False)[0]
    place = [str(part) for part in first["loc"]]
    variable = place[0].upper() if place[0].upper() in HOST_VARIABLES else f"CORNERSTONE_{'__'.join(place).upper()}"
    blamed = variable if os.environ.get(variable) else f"{file}: {'.'.join(place)}"
    return f"{blamed} is wrong: {first['msg'][:1].lower()}{first['msg'][1:]}."
