"""No command, autocomplete, button or form reaches another server's data, whatever ids it is given."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bot.app import Cornerstone
from bot.guild_services import GuildServices
from tests.cogs.conftest import make
from tests.cogs.test_article import FIELDS
from tests.discord_standin import (
    ARCHIVISTS,
    BOB,
    DM,
    GUILD,
    HOST,
    MODERATOR,
    OTHER_GUILD,
    REPORT_CHANNEL,
    Exchange,
    Standin,
)
from tests.discord_standin.exchange import walk
from tests.discord_standin.running import running
from tests.discord_standin.world import Person

SECRET = "Zebrafinch"  # in every text of the first server
SECRETS = (SECRET, str(MODERATOR.id), str(ARCHIVISTS), str(REPORT_CHANNEL))
TEXT = f"""WASHINGTON — The {SECRET} delegation met at the State Department on Friday to speak of the ports.

“The {SECRET} port must stay open to every ship,” Quillon Abernathy-{SECRET} told reporters. “We will not look away.”

Foreign Minister Yoko Kamikawa said that the {SECRET} accord would be signed in the spring.
"""
STRANGER = Person(100000000000000009, "stranger", MODERATOR.permissions)  # moderates the other server
ELSEWHERE = (OTHER_GUILD, DM)
TYPED = ("1", "#1", "2", "3", SECRET, f"Quillon Abernathy-{SECRET}")
TABLES = (
    "article",
    "version",
    "quotation",
    "correction",
    "event",
    "window",
    "speaker",
    "setting",
    "report",
    "answer",
    "draft",
)


class Watched:
    """Discord as a stranger to the first server sees it, and everything that the bot showed to that server's own people."""

    def __init__(self, discord: Standin, bot: Cornerstone, database: Path) -> None:
        self.discord = discord
        self.bot = bot
        self._database = database

    def rows(self) -> dict[str, list[Any]]:
        """Everything that is kept, but for what the stranger made."""
        with sqlite3.connect(self._database) as conn:
            rows = {table: conn.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in TABLES}
            theirs = {
                table: f"SELECT id FROM {table} WHERE server_id IS NOT {GUILD}"
                for table in ("report", "answer", "draft")
            }
            for table, query in theirs.items():
                gone = {number for (number,) in conn.execute(query)}
                rows[table] = [row for row in rows[table] if row[0] not in gone]
        rows["setting"] = [row for row in rows["setting"] if row[0] == GUILD]
        return rows

    def custom_ids(self) -> set[str]:
        """Of every button, list and form that anyone was shown, and of each verb with small numbers."""
        seen: set[str] = set()
        for exchange in self.discord.exchanges.values():
            shown = [*exchange.messages, *([exchange.modal] if exchange.modal else [])]
            seen |= {part["custom_id"] for one in shown for part in walk(one["components"]) if "custom_id" in part}
            seen |= {exchange.modal["custom_id"]} if exchange.modal else set()
            seen |= {
                option["value"]
                for one in shown
                for part in walk(one["components"])
                for option in part.get("options", [])
            }
        made = {f"{verb}:{rest}" for verb, rest in product(self.bot.presses.verbs(), RESTS)}
        return {f"context:{one}" if one[0].isdigit() else one for one in seen if one[:1].isalnum()} | made

    async def told(self, exchange: Exchange) -> str:
        """Everything that came of an interaction, its files too."""
        await exchange.until_settled(20)
        files = [
            self.discord.content(file).decode("utf-8", "replace")
            for message in exchange.messages
            for file in message.get("attachments", [])
        ]
        return json.dumps([exchange.messages, exchange.modal, exchange.choices, files], ensure_ascii=False)


RESTS = (
    "0", "1", "2", "3", "1:1:0", "1:2", "2:2", "of:1", "draft:1", "draft:2", "new", "save:1", "save:2", "edit:1", "edit:2",
    "cancel:1", "cancel:2", "1.0.40.00000000", "-1", "99999999",
)  # fmt: skip


@pytest.fixture
async def watched(services: GuildServices, tmp_path: Path) -> AsyncIterator[Watched]:
    """A server with an article, a removed one, drafts, a report, kept answers and settings; all of it secret."""
    async with Standin() as discord:
        bot = make(services, defer_after=1.5)
        async with running(bot, discord):
            await furnish(discord)
            yield Watched(discord, bot, tmp_path / "bot.db")
        assert discord.complaints == []


async def furnish(discord: Standin) -> None:
    us: Any = {"user": MODERATOR}
    fields = FIELDS | {"Title": f"{SECRET} accord", "Text": TEXT, "Link": f"https://{SECRET}.example/a"}
    for title in (f"{SECRET} accord", f"{SECRET} accord, again"):
        opened = await discord.command("article add", **us)
        text = TEXT if title.endswith("accord") else f"{TEXT}\nThe {SECRET} ferries sail on Sunday, the ministry said."
        preview = await discord.submit(opened, fields | {"Title": title, "Text": text}, **us)
        await discord.press(preview.message, "Save", **us)
    await discord.submit(await discord.command("article add", **us), fields | {"Text": TEXT + "\nA draft."}, **us)
    edited = await discord.command("article edit", {"article": "1"}, **us)
    preview = await discord.submit(edited, {"Title": f"{SECRET} draft"}, **us)
    await discord.press(preview.message, "Edit", **us)
    offered = await discord.autocomplete("quotation fix", "quotation", {"article": "1", "quotation": ""}, **us)
    options = {"article": "1", "quotation": offered[0]["value"], "speaker": f"Corrected {SECRET}"}
    await discord.command("quotation fix", options, **us)
    await discord.command("settings", {"moderator_role": ARCHIVISTS, "report_channel": REPORT_CHANNEL}, **us)
    for name in ("article show", "article history"):
        await discord.command(name, {"article": "1"}, **us)
    questions = {"said": {"speaker": "Kamikawa"}, "quote": {"words": f"The {SECRET} port must stay open to every ship"}}
    for name, options in questions.items():
        asked = await discord.command(name, options, user=BOB)
        opened = await discord.press(asked.message, "Wrong?", user=BOB)
        await discord.submit(opened, {"What is wrong?": SECRET}, user=BOB)
    await discord.command("reports", **us)
    await discord.command("article list", **us)
    await discord.command("article remove", {"article": "2"}, **us)


def options_of(declared: dict[str, Any], path: str = "") -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every command with the options it takes."""
    name = f"{path} {declared['name']}".strip()
    below = [one for one in declared.get("options", []) if one["type"] in {1, 2}]
    for one in below:
        yield from options_of(one, name)
    if not below and declared.get("type", 1) == 1:
        yield name, declared.get("options", [])


def given(options: list[dict[str, Any]], typed: str) -> dict[str, Any]:
    """Every option filled in: choices with the first, text with what is typed."""
    filled: dict[str, Any] = {}
    for option in options:
        if option["type"] == 4:
            filled[option["name"]] = 1
        if option["type"] == 3:
            choices = option.get("choices") or [{"value": typed}]
            filled[option["name"]] = "2020" if option["name"] in {"since", "until"} else choices[0]["value"]
    return filled


async def test_no_command_tells_or_changes_anything_of_another_server(watched: Watched):
    before = watched.rows()
    commands = [one for declared in watched.discord.commands for one in options_of(declared) if "type" in declared]
    assert len(commands) > 20
    for (name, options), typed, guild in product(commands, ("1", "#2", "3"), ELSEWHERE):
        told = await watched.told(
            await watched.discord.command(name, given(options, typed), user=STRANGER, guild=guild, wait=False)
        )
        assert leaked(told) == [], (name, typed, guild)
    for name, options in commands:
        for optional in ({"answers", "starter"}, {"article", "quotation"}):
            if len(options) > 1 and any(one["name"] in optional for one in options):
                shown = {key: value for key, value in given(options, "1").items() if key in optional}
                told = await watched.told(
                    await watched.discord.command(name, shown, user=STRANGER, guild=OTHER_GUILD, wait=False)
                )
                assert leaked(told) == []
    assert watched.rows() == before


async def test_nothing_is_found_by_the_very_words_of_another_server(watched: Watched):
    for name in ("ask", "who", "when", "what"):
        for guild in ELSEWHERE:
            asked = await watched.discord.command(
                name,
                {"question": "What did Abernathy say of the port that must stay open?"},
                user=STRANGER,
                guild=guild,
            )
            assert SECRET not in await watched.told(asked)
    words = "must stay open to every ship"
    for name, option in (("quote", "words"), ("verify", "quote"), ("timeline", "subject"), ("said", "speaker")):
        for guild in ELSEWHERE:
            given = {option: "Abernathy" if option in {"subject", "speaker"} else words}
            assert SECRET not in await watched.told(
                await watched.discord.command(name, given, user=STRANGER, guild=guild)
            ), name


async def test_no_autocomplete_offers_anything_of_another_server(watched: Watched):
    for declared in watched.discord.commands:
        for name, options in options_of(declared):
            for option, typed, guild in product(options, ("", *TYPED), ELSEWHERE):
                if not option.get("autocomplete"):
                    continue
                typing = given(options, "1") | {option["name"]: typed}
                offered = await watched.discord.autocomplete(name, option["name"], typing, user=STRANGER, guild=guild)
                assert SECRET not in json.dumps([one for one in offered if one["value"] != typed]), (
                    name,
                    option["name"],
                    typed,
                    guild,
                )


def leaked(told: str) -> list[str]:
    """What of the first server was told: words of its articles, who moderates it, what it chose."""
    return [secret for secret in SECRETS if secret in told]


def message() -> dict[str, Any]:
    """A message of the bot's that says nothing, for presses that come with one."""
    return {
        "id": "1", "channel_id": "1", "type": 0, "content": "", "embeds": [], "attachments": [], "mentions": [],
        "mention_roles": [], "pinned": False, "mention_everyone": False, "tts": False, "flags": 1 << 15,
        "timestamp": "2024-01-13T00:00:00+00:00", "edited_timestamp": None, "components": [{"type": 10, "id": 1, "content": "Nothing"}],
        "author": {"id": str(HOST.id), "username": "host", "discriminator": "0", "avatar": None},
    }  # fmt: skip


async def test_no_button_and_no_form_reaches_anything_of_another_server(watched: Watched):
    before = watched.rows()
    pressed = 0
    for custom_id, guild in product(sorted(watched.custom_ids()), ELSEWHERE):
        component = {"custom_id": custom_id, "component_type": 2}
        text = {"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": "comment", "value": "x"}}
        for kind, data in ((3, component), (5, {"custom_id": custom_id, "components": [text]})):
            exchange = await watched.discord.send(kind, data, user=STRANGER, guild=guild, more={"message": message()})
            assert leaked(await watched.told(exchange)) == [], (custom_id, kind, guild)
            pressed += 1
    assert pressed > 400
    assert watched.rows() == before


async def test_what_the_server_itself_sees_is_still_there(watched: Watched):
    shown = await watched.discord.command("article show", {"article": "1"}, user=BOB)
    assert SECRET in shown.text
    told = await asyncio.gather(*(watched.told(one) for one in list(watched.discord.exchanges.values())))
    assert sum(SECRET in one for one in told) > 10
