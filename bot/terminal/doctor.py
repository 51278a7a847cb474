"""``doctor``: is everything there that the bot needs, and if not, what is to be done."""

from __future__ import annotations

import base64
import binascii
import os
import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot import config
from bot.errors import LexiconError, StoreError
from bot.services import CORPUS, Services
from bot.store.backups import check, newest
from bot.store.database import Database
from bot.store.scopes import HOST

Opened = Callable[[], AbstractAsyncContextManager[Services]]

_TOKEN_PART = re.compile(r"[A-Za-z0-9_-]+")
ROOM = 200_000_000  # bytes that should be free beside the database
EARLIEST = date(2026, 1, 1)  # no clock that is right shows a day before this was written


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, and what was found or what to do."""

    name: str
    well: bool
    told: str

    def line(self) -> str:
        """The finding in a line."""
        return f"{'ok ' if self.well else 'BAD'} {self.name}: {self.told}"


async def examine(settings: config.Settings, database: Path, opened: Opened, now: datetime) -> AsyncIterator[Finding]:
    """Look at one thing after the other; what is wrong with one doesn't keep from the next."""
    there = config.CONFIG_FILE.exists()
    yield Finding("configuration", True, f"{config.CONFIG_FILE} is sound" if there else "defaults and environment")
    yield _token(settings.discord_token.get_secret_value() if settings.discord_token else "")
    articles, latest = 0, None
    try:
        async with opened() as services:
            corpus = await services.corpus([HOST])
            articles, latest = corpus.articles, corpus.latest
        yield Finding("lexicon", True, "every file is sound")
        yield await _database(database)
    except LexiconError as err:
        yield Finding("lexicon", False, str(err))
    except StoreError as err:
        yield Finding("database", False, str(err))
    yield _corpus(articles)
    yield _disk(database)
    yield _backups(settings.backup, now)
    yield _clock(now, latest)


def token_is_shaped(token: str) -> bool:
    """Whether it may be a bot's token: three parts of letters, digits, `-` and `_`, the first a number in base64."""
    parts = token.strip().split(".")
    if not all(_TOKEN_PART.fullmatch(part) for part in parts):
        return False
    try:
        number = base64.urlsafe_b64decode(parts[0] + "=" * (-len(parts[0]) % 4))
    except (binascii.Error, ValueError):
        return False
    return len(parts) == 3 and number.isdigit()


def _token(token: str) -> Finding:
    where = "copy it from https://discord.com/developers/applications into DISCORD_TOKEN"
    if not token:
        return Finding("token", False, f"there is none; {where}. Without it, only the terminal works.")
    if not token_is_shaped(token):
        strange = "; there are blanks, quotation marks or other strange characters in it" if _strange(token) else ""
        return Finding("token", False, f"this is not the shape of a bot's token{strange}; {where}.")
    return Finding("token", True, "it has the shape of one; whether Discord takes it, `run` tells")


def _strange(token: str) -> bool:
    return not all(_TOKEN_PART.fullmatch(part) for part in token.strip().split(".") if part)


async def _database(path: Path) -> Finding:
    if not _is_there(path):
        return Finding("database", True, f"{path} isn't there yet; `ingest` and `run` make it")
    async with Database.open(path) as database:
        problems = await check(database)
    told = f"{path} is {'damaged' if problems else 'sound'}, {_megabytes(path):,.1f} MB"
    if problems:
        return Finding(
            "database", False, f"{told}: {problems[0]}. Put a backup in its place: `python -m bot restore FILE`."
        )
    return Finding("database", True, told)


def _is_there(path: Path) -> bool:
    return path.exists()


def _megabytes(path: Path) -> float:
    return path.stat().st_size / 1e6


def _corpus(articles: int) -> Finding:
    starter = len(list(CORPUS.glob("*.md")))
    if articles:
        return Finding("corpus", True, f"{articles:,} articles of the host, {starter} starter briefs")
    told = f"no articles of the host yet, {starter} starter briefs answer; `ingest PATH` brings articles in"
    return Finding("corpus", bool(starter), told if starter else f"{CORPUS} is empty; restore it from the repository.")


def _disk(database: Path) -> Finding:
    folder = database.absolute().parent
    if not folder.is_dir():
        return Finding("disk", False, f"the folder {folder} isn't there; create it, or name another in DATABASE_URL.")
    if not os.access(folder, os.W_OK):
        return Finding("disk", False, f"{folder} can't be written to; give the bot's user the right to.")
    if database.exists() and not os.access(database, os.W_OK):
        return Finding("disk", False, f"{database} can be read but not written to; give the bot's user the right to.")
    free = shutil.disk_usage(folder).free
    told = f"{free / 1e9:,.1f} GB free in {folder}"
    return Finding(
        "disk", free >= ROOM, told if free >= ROOM else f"{told}; make room, {ROOM // 1_000_000} MB at least."
    )


def _backups(wanted: config.BackupSettings, now: datetime) -> Finding:
    folder, every = wanted.folder, timedelta(hours=wanted.hours)
    if folder is None:
        return Finding("backups", True, "none are made; set backup.folder, or copy the database with `backup FILE`")
    if not folder.is_dir():
        return _backups_to_be(folder)
    if not os.access(folder, os.W_OK):
        return Finding("backups", False, f"{folder} can't be written to; give the bot's user the right to.")
    made = newest(folder)
    if made is None:
        return Finding("backups", True, f"none in {folder} yet; `run` makes one")
    told = f"the newest in {folder} is of {made:%Y-%m-%d %H:%M} UTC"
    if made + 2 * every < now:
        return Finding("backups", False, f"{told}; let `run` go on, and look into its log and at the disk's room.")
    return Finding("backups", True, told)


def _backups_to_be(folder: Path) -> Finding:
    parent = folder.absolute().parent
    if folder.exists():
        return Finding("backups", False, f"{folder} is no folder; name another in backup.folder.")
    if not parent.is_dir():
        return Finding("backups", False, f"{folder} isn't there yet; create it.")
    if not os.access(parent, os.W_OK):
        return Finding(
            "backups", False, f"{folder} isn't there, and {parent} can't be written to; name another folder."
        )
    return Finding("backups", True, f"{folder} isn't there yet; `run` makes it")


def _clock(now: datetime, latest: date | None) -> Finding:
    today = now.astimezone(UTC).date()
    if today < EARLIEST:
        return Finding("clock", False, f"it says {today}, which is over; set the clock.")
    if latest and latest > today + timedelta(days=2):
        return Finding("clock", False, f"it says {today}, and an article is of {latest}; set the clock, or look at it.")
    return Finding("clock", True, f"{now:%Y-%m-%d %H:%M %Z}")
