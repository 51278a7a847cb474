"""A disk that is full or read-only, a database that is locked or damaged: what people on Discord get to see."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.guild_services import GuildServices
from bot.ingest.fetch import Fetcher
from bot.ingest.understand import Understanding
from bot.models import RawArticle
from bot.services import Lexicon, Services, utc_now
from bot.store.articles import Articles
from bot.store.database import Database
from tests.cogs.conftest import make
from tests.cogs.test_article import FIELDS, TEXT, add
from tests.discord_standin import ALICE, GUILD, MODERATOR, Exchange, Standin
from tests.discord_standin.running import running
from tests.discord_standin.server import DEADLINE
from tests.store.frozen import frozen, unprivileged

REMARKS = "\n\n".join(
    f"“Harbour number {number} will be open to every ship that comes to it in the coming year,”"
    f" Secretary of State Antony Blinken told reporters in port {number}."
    for number in range(14)
)
MANY = FIELDS | {"Title": "Remarks in many ports", "Text": f"{REMARKS}\n\nThe ministers then went home."}


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """One that waits no longer for a lock than a test should."""
    async with Database.open(tmp_path / "bot.db", busy_timeout=1.5) as opened:
        yield opened


@pytest.fixture
async def services(database: Database, lexicon: Lexicon, understanding: Understanding) -> GuildServices:
    return services_over(database, lexicon, understanding)


def services_over(database: Database, lexicon: Lexicon, understanding: Understanding | None = None) -> GuildServices:
    parts = Services(database, lexicon, utc_now, 200_000)
    parts._understanding = understanding
    return GuildServices(parts, database, clock=utc_now, most_bytes=200_000, fetcher=Fetcher(most_bytes=200_000))


@pytest.fixture
async def library(services: GuildServices, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Standin]:
    """Discord with the bot in it, and an answer of several pages; no trace may come into the log."""
    async with Standin() as standin:
        async with running(make(services, defer_after=1.0), standin):
            await add(standin, MANY)
            yield standin
        assert standin.complaints == []
    assert [line for line in caplog.records if line.exc_info] == []


async def remove(library: Standin) -> Exchange:
    told = await library.command("article remove", {"article": "many ports"}, user=MODERATOR, wait=False)
    return await told.until_settled(20)


async def assert_reading_goes_on(library: Standin, *, listed: bool = True) -> None:
    """Answers in time, also one whose later pages can't be kept now."""
    exchanges = [
        await library.command("said", {"speaker": "Blinken", "topic": "harbour"}, wait=False),
        await library.command("quote", {"words": "open to every ship that comes"}, wait=False),
        await library.command("article show", {"article": "many ports"}, wait=False),
        await library.command("article list" if listed else "reports", user=MODERATOR, wait=False),
        await library.command("sources", wait=False),
    ]
    for exchange in exchanges:
        await exchange.until_settled(10)
        assert "Reference" not in exchange.text
        assert (exchange.wait_for_acknowledgement or 99) < DEADLINE
    assert "will be open to every ship" in exchanges[0].text
    context = await library.press(exchanges[0].message, exchanges[0].buttons()[0]["custom_id"])
    assert "will be open" in context.text


def told_in_log(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [line.getMessage() for line in caplog.records if line.levelno >= logging.ERROR]


@contextlib.contextmanager
def locked(path: str) -> Iterator[None]:
    """Another process in the midst of a change."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO kept (key, value) VALUES ('other', 'process')")
        yield


async def test_a_lock_of_a_second_is_waited_for(library: Standin, database: Database) -> None:
    with locked(database.path):
        removing = asyncio.create_task(remove(library))
        await assert_reading_goes_on(library)
        await asyncio.sleep(1)
    assert "is taken out" in (await removing).text


async def assert_a_longer_lock_is_told(library: Standin, database: Database) -> None:
    told = await remove(library)
    assert told.ephemeral
    assert "The database is busy. Try again in a moment. (Reference " in told.text
    assert database.path not in told.text
    assert (told.wait_for_acknowledgement or 99) < DEADLINE


async def test_a_longer_lock_is_told_and_nothing_is_changed(
    library: Standin, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with locked(database.path):
        await assert_a_longer_lock_is_told(library, database)
        await assert_reading_goes_on(library)
    await assert_reading_goes_on(library)
    assert "is taken out" in (await remove(library)).text
    assert any("Another process holds the database" in line and database.path in line for line in told_in_log(caplog))


@pytest.mark.long
async def test_twenty_seconds_of_a_lock_are_lived_through(library: Standin, database: Database) -> None:
    begun = asyncio.get_running_loop().time()
    with locked(database.path):
        while asyncio.get_running_loop().time() < begun + 20:
            await assert_a_longer_lock_is_told(library, database)
            await assert_reading_goes_on(library)
    assert "is taken out" in (await remove(library)).text
    assert "is back" in (await library.command("article restore", {"article": "1"}, user=MODERATOR)).text
    await assert_reading_goes_on(library)


@pytest.fixture(params=["full", "read-only"])
async def refused(request: pytest.FixtureRequest, database: Database) -> tuple[str, str]:
    """What makes the disk refuse every write, and what makes it take them again."""
    if request.param == "read-only":
        return "PRAGMA query_only = ON", "PRAGMA query_only = OFF"
    return "PRAGMA max_page_count = 1", "PRAGMA max_page_count = 4294967294"


async def test_a_disk_that_takes_nothing_is_told_and_the_same_press_saves_once_it_does(
    library: Standin, database: Database, refused: tuple[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    long = TEXT + "".join(f"\n\nBerth {number} was shown to guest {number * 7}." for number in range(90))
    opened = await library.command("article add", user=MODERATOR)
    preview = await library.submit(opened, FIELDS | {"Text": long}, user=MODERATOR)
    await leave_no_free_page(database)
    await database._writer.execute(refused[0])
    told = await library.press(preview.message, "Save", user=MODERATOR)
    assert told.ephemeral
    assert "Nothing can be saved now: the bot's disk is full or read-only. Nothing was lost." in told.text
    assert database.path not in told.text
    assert any(database.path in line for line in told_in_log(caplog))
    await assert_reading_goes_on(library)
    assert "Ministers" not in (await library.command("article list", user=MODERATOR)).text
    await database._writer.execute(refused[1])
    again = await library.press(preview.message, "Save", user=MODERATOR)
    assert "Saved as #" in again.text
    assert "Ministers" in (await library.command("article list", user=MODERATOR)).text


@pytest.fixture
def read_only(lexicon: Lexicon, understanding: Understanding) -> Iterator[Path]:
    """A database with an article of the host's, on a disk that can only be read."""

    async def fill(path: Path) -> None:
        async with Database.open(path) as opened:
            raw = RawArticle("many.txt", MANY["Text"], (("title", MANY["Title"]),))
            await Articles(opened).save(understanding.understand(raw), "host", now=utc_now())

    with frozen(lambda path: asyncio.run(fill(path))) as folder:
        yield folder / "a.db"


async def test_on_a_read_only_disk_the_bot_starts_answers_and_tells_who_wants_to_change_something(
    read_only: Path, lexicon: Lexicon, caplog: pytest.LogCaptureFixture
) -> None:
    async with AsyncExitStack() as held:
        with unprivileged():
            database = await held.enter_async_context(Database.open(read_only))
        services = services_over(database, lexicon)
        standin = await held.enter_async_context(Standin())
        await held.enter_async_context(running(make(services, defer_after=1.0), standin))
        await assert_reading_goes_on(standin, listed=False)
        told = await standin.command("settings", {"answers": "private"}, user=MODERATOR)
        assert "Nothing can be saved now: the bot's disk is full or read-only." in told.text
    assert [line for line in caplog.records if line.exc_info] == []
    assert any("read-only" in line and str(read_only) in line for line in told_in_log(caplog))


async def leave_no_free_page(database: Database) -> None:
    """So that whatever is written makes the file longer."""
    await database._writer.execute("VACUUM")


def overwrite(path: str, table: str) -> None:
    """Every page of a table becomes rubbish, on the disk itself."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA wal_checkpoint (TRUNCATE)")
        (page,) = conn.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        (size,) = conn.execute("PRAGMA page_size").fetchone()
    with Path(path).open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xaa" * size)


async def test_pages_of_rubbish_are_told_of_and_the_rest_is_read(
    library: Standin, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    overwrite(database.path, "event")
    for name in ("article history", "article remove"):
        told = await library.command(name, {"article": "1"}, user=MODERATOR)
        assert "The bot's database is damaged. Whoever runs the bot has to restore a backup" in told.text
        assert database.path not in told.text
    await assert_reading_goes_on(library)
    assert any("Restore a backup" in line and database.path in line for line in told_in_log(caplog))


async def test_a_file_that_was_cut_short_is_told_of_to_whoever_asks(library: Standin, database: Database) -> None:
    overwrite(database.path, "kept")
    os.truncate(database.path, 3 * 4096)
    for name, options in (("ask", {"question": "Who spoke of the harbour?"}), ("sources", {})):
        told = await library.command(name, options, user=ALICE, guild=GUILD)
        assert told.ephemeral
        assert "database is damaged" in told.text
    assert await library.autocomplete("said", "speaker", {"speaker": "bli"}) == []


async def test_a_file_that_was_moved_away_is_read_on_and_no_longer_written_to(
    library: Standin, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    os.rename(database.path, f"{database.path}.moved")  # noqa: PTH104 - a moment's work
    told = await remove(library)
    assert "Nothing can be saved now: the bot has to be started anew." in told.text
    assert database.path not in told.text
    await assert_reading_goes_on(library)
    assert any("was moved, deleted or replaced" in line and database.path in line for line in told_in_log(caplog))
