"""docs/hosting.md says what is so: its files parse, its settings exist, its waits are long enough."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.config import DiscordSettings, Settings, database_path
from bot.terminal.arguments import parser

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "hosting.md").read_text("utf-8")
GRACE = DiscordSettings().grace_seconds


def fly():
    (found,) = re.findall(r"```toml\n(.+?)```", PAGE, re.DOTALL)
    return tomllib.loads(found)


def test_fly_toml_keeps_the_database_on_the_volume_and_asks_for_health_where_the_bot_tells_it():
    table = fly()
    assert database_path(table["env"]["DATABASE_URL"]).is_relative_to(table["mounts"]["destination"])
    check = table["checks"]["health"]
    assert (check["path"], str(check["port"])) == ("/healthz", table["env"]["PORT"])
    assert (table["metrics"]["path"], table["metrics"]["port"]) == ("/metrics", check["port"])


@pytest.mark.parametrize(
    "seconds", [fly()["kill_timeout"], *map(int, re.findall(r"(?:DRAINING_SECONDS|TimeoutStopSec)=(\d+)", PAGE))]
)
def test_hosts_wait_longer_than_the_bot_takes_to_stop(seconds):
    assert seconds > GRACE


@pytest.mark.parametrize("name", sorted(set(re.findall(r"CORNERSTONE_(\w+)=", PAGE))))
def test_the_settings_that_it_names_are_settings(name):
    section, key = name.lower().split("__")
    inner: Any = Settings.model_fields[section].annotation
    assert key in inner.model_fields


@pytest.mark.parametrize("line", sorted(set(re.findall(r"python -m bot ([a-z]+ ?[^`;\"\n]*)", PAGE))))
def test_the_commands_that_it_names_are_commands(line):
    parser().parse_args(line.split())


@pytest.mark.parametrize("path", re.findall(r"\]\(((?!http|#)[^)]+)\)", PAGE))
def test_the_files_that_it_links_are_there(path):
    assert (ROOT / "docs" / path).exists()


@pytest.mark.parametrize("anchor", re.findall(r"\]\(#([^)]+)\)", PAGE))
def test_the_sections_that_it_links_are_there(anchor):
    assert anchor in {heading.lower().replace(" ", "-") for heading in re.findall(r"^## (.+)$", PAGE, re.MULTILINE)}


def test_the_readme_links_here():
    assert "(docs/hosting.md)" in (ROOT / "README.md").read_text("utf-8")
