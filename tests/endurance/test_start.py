"""What the bot does at its start with a database that it can't use, or can only read."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import resource
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.cli import main
from bot.config import Settings
from bot.errors import DatabaseBusy
from bot.serving import run
from bot.store import migrations
from bot.store.database import Database
from tests.discord_standin import ALICE, MODERATOR, Exchange, Person, Standin
from tests.discord_standin.process import Running, process
from tests.discord_standin.running import pointed_at
from tests.discord_standin.world import TOKEN
from tests.store.earlier import fill


@pytest.fixture(autouse=True)
def root_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    await fill(tmp_path / "a.db")
    return tmp_path / "a.db"


def header_of_rubbish(path: Path) -> None:
    path.write_bytes(b"\xaa" * 100 + path.read_bytes()[100:])


def cut_short(path: Path) -> None:
    os.truncate(path, 5000)


def overwritten(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100] + b"\xaa" * (path.stat().st_size - 100))


def from_the_future(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as conn:
        conn.execute(f"PRAGMA user_version = {migrations.newest() + 1}")


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (header_of_rubbish, "python -m bot restore FILE"),
        (cut_short, "python -m bot restore FILE"),
        (overwritten, "python -m bot restore FILE"),
        (from_the_future, "use the later version"),
    ],
)
def test_a_database_that_can_not_be_used_is_told_in_a_line_and_left_untouched(
    path: Path,
    harm: Callable[[Path], None],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    harm(path)
    before = path.read_bytes()
    monkeypatch.chdir(path.parent)
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    assert main(["run", "--database", str(path)]) == 1
    printed = capsys.readouterr()
    assert printed.err.count("\n") == 1
    assert told in printed.err
    assert str(path) in printed.err
    assert "Traceback" not in printed.err + printed.out
    assert path.read_bytes() == before


def test_a_locked_database_at_the_start_of_the_terminal_is_told_in_a_line(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    article = path.with_name("a.txt")
    article.write_text("The ships left the harbour on Friday, the ministry said.\n", "utf-8")
    monkeypatch.chdir(path.parent)
    opened = Database.open
    monkeypatch.setattr(Database, "open", lambda *given, **how: opened(*given, **how | {"busy_timeout": 0.1}))
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert main(["ingest", str(article), "--database", str(path)]) == 1
    printed = capsys.readouterr()
    assert "Another process holds the database" in printed.err + printed.out
    assert "Traceback" not in printed.err + printed.out
    assert main(["ingest", str(article), "--database", str(path)]) == 0


@pytest.mark.parametrize("seconds", [1, pytest.param(20, marks=pytest.mark.long)])
async def test_a_database_that_another_holds_altogether_at_the_start_is_waited_for(
    path: Path, seconds: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = Database.open
    monkeypatch.setattr(Database, "open", lambda *given, **how: opened(*given, **how | {"busy_timeout": 0.2}))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("INSERT INTO kept VALUES ('other', 'process')")
    asyncio.get_running_loop().call_later(seconds, other.close)
    async with started(path, seconds + 30) as standin:
        assert "Articles" in (await standin.command("sources", user=ALICE)).text
    told = capsys.readouterr().out
    assert "waiting for the database: Another process holds" in told
    assert '"trace"' not in told


async def test_a_start_waits_for_a_database_no_longer_than_it_should(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.serving.PATIENCE", 0.5)
    opened = Database.open
    monkeypatch.setattr(Database, "open", lambda *given, **how: opened(*given, **how | {"busy_timeout": 0.2}))
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseBusy):
            await run(Settings(discord_token=SecretStr(TOKEN)), path)


@contextlib.asynccontextmanager
async def started(path: Path, patience: float) -> AsyncIterator[Standin]:
    """The bot in this process, connected within so many seconds; it is told to stop at the end."""
    async with Standin() as standin:
        with pointed_at(standin):
            task = asyncio.create_task(run(Settings(discord_token=SecretStr(TOKEN)), path))
            async with asyncio.timeout(patience):
                await standin.gateway.connected.wait()
            yield standin
            os.kill(os.getpid(), signal.SIGTERM)
            async with asyncio.timeout(10):
                await task


def let_write(bot: Running, most: int) -> None:
    """No file of the process may grow beyond so many bytes: what a full disk is to it."""
    _, hard = resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (most, hard))


async def typed(standin: Standin, name: str, options: dict[str, str] | None = None, *, user: Person) -> Exchange:
    """A command and what came of it, also where the machine is busy with other things."""
    return await (await standin.command(name, options, user=user, wait=False)).until_settled(30)


async def test_a_disk_that_fills_up_while_the_bot_runs_loses_nothing(path: Path) -> None:
    async with Standin() as standin, process(standin, path, seconds=60) as bot:
        chosen = await typed(standin, "settings", {"answers": "private"}, user=MODERATOR)
        assert "the asker alone" in chosen.text
        let_write(bot, 0)
        told = await typed(standin, "settings", {"answers": "public"}, user=MODERATOR)
        assert "Nothing can be saved now" in told.text
        answer = await typed(standin, "sources", user=ALICE)
        assert "Harbour" in answer.text or "Outlet" in answer.text
        assert "the asker alone" in (await typed(standin, "settings", user=MODERATOR)).text
        let_write(bot, resource.RLIM_INFINITY)
        again = await typed(standin, "settings", {"answers": "public"}, user=MODERATOR)
        assert "shown to all" in again.text
    assert bot.process.returncode == 0
    assert not any('"trace"' in line for line in bot.lines)
    assert any("DatabaseFull" in line and str(path) in line for line in bot.lines)
