import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import BackupSettings, Settings
from bot.services import Services
from bot.terminal.doctor import examine, token_is_shaped

NOW = datetime(2026, 12, 1, tzinfo=UTC)
SHAPED = ".".join(["MTIzNDU2Nzg5MDEyMzQ1Njc4", "Gabcde", "x" * 38])  # shaped like a token, and nobody's


async def findings(database, *, token=None, now=NOW, opens=":memory:", backup=None):
    settings = Settings(discord_token=SecretStr(token) if token else None, backup=backup or BackupSettings())
    found = [finding async for finding in examine(settings, database, lambda: Services.open(opens), now)]
    return {finding.name: finding for finding in found}


async def test_all_is_well_with_a_token_and_room(tmp_path):
    found = await findings(tmp_path / "a.db", token=SHAPED)
    assert [finding.told for finding in found.values() if not finding.well] == []
    assert set(found) == {"configuration", "token", "lexicon", "database", "corpus", "disk", "backups", "clock"}


@pytest.mark.parametrize(
    "token",
    [
        None,
        "abc",
        "a.b.c",
        "not-base64!.x.y",
        "..",
        f"{SHAPED}.more",
        f'"{SHAPED}"',
        f"{SHAPED[:30]} {SHAPED[30:]}",
        f"{SHAPED}é",
    ],
)
async def test_a_missing_or_misshapen_token_is_told_where_to_set_and_not_shown(tmp_path, token):
    told = (await findings(tmp_path / "a.db", token=token))["token"]
    assert not told.well
    assert "DISCORD_TOKEN" in told.told
    assert token is None or token not in told.told


async def test_a_damaged_database_is_told_and_the_rest_is_looked_at(tmp_path):
    database = tmp_path / "a.db"
    database.write_bytes(b"rubbish " * 200)
    found = await findings(database, opens=database)
    assert not found["database"].well
    assert found["disk"].well


def closed(monkeypatch, path):
    """What is there can't be written to: tests may run as root, whom nothing is closed to."""
    access = os.access
    monkeypatch.setattr("os.access", lambda asked, mode: Path(asked) != path and access(asked, mode))


async def test_a_database_that_can_only_be_read_is_told(tmp_path, monkeypatch):
    database = tmp_path / "a.db"
    async with Services.open(database):
        pass
    closed(monkeypatch, database)
    disk = (await findings(database, opens=database))["disk"]
    assert not disk.well
    assert "not written to" in disk.told


@pytest.mark.parametrize("token", [f" {SHAPED}", f"{SHAPED}\n"])
async def test_blanks_around_a_token_do_no_harm(tmp_path, token):
    assert (await findings(tmp_path / "a.db", token=token))["token"].well


@pytest.mark.parametrize(
    ("folder", "ago", "well", "told"),
    [
        (None, None, True, "set backup.folder"),
        ("backups", 20, True, "newest"),
        ("backups", 60, False, "look into its log"),
        ("backups", None, True, "`run` makes one"),
        ("new", None, True, "`run` makes it"),
        ("no/such", None, False, "create it"),
        ("a.file", None, False, "no folder"),
        ("closed", None, False, "written to"),
        ("closed/new", None, False, "written to"),
    ],
)
async def test_backups_are_looked_at(tmp_path, monkeypatch, folder, ago, well, told):
    (tmp_path / "backups").mkdir()
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.file").touch()
    closed(monkeypatch, tmp_path / "closed")
    if ago:
        (tmp_path / f"backups/cornerstone-{NOW - timedelta(hours=ago):%Y%m%d-%H%M%S}.db").touch()
    wanted = BackupSettings(folder=tmp_path / folder if folder else None)
    found = (await findings(tmp_path / "a.db", backup=wanted))["backups"]
    assert found.well is well
    assert told in found.told


async def test_a_folder_that_is_not_there_and_a_clock_that_lags_are_told(tmp_path):
    found = await findings(tmp_path / "no" / "a.db", now=datetime(1970, 1, 1, tzinfo=UTC))
    assert not found["disk"].well
    assert not found["clock"].well


def test_a_token_is_told_by_its_shape():
    assert token_is_shaped(SHAPED)
