"""Every command, option, menu entry and button at its worst: the database fails, or the user is somewhere odd."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.errors import DatabaseBusy
from bot.store.settings import ServerSettings
from bot.ui import suggest
from tests.cogs.shelf import Shelf
from tests.discord_standin import ALICE, BOB, DM, GUILD, Standin
from tests.discord_standin.exchange import walk
from tests.ui import answers

EVERYONES: dict[str, dict[str, Any]] = {
    "ask": {"question": "Who met?"},
    "who": {"question": "Who met?"},
    "when": {"question": "When did they meet?"},
    "what": {"question": "What was agreed?"},
    "said": {"speaker": "Ann"},
    "quote": {"words": "must stay open"},
    "verify": {"quote": "must stay open"},
    "timeline": {"subject": "Ann"},
    "sources": {},
    "about": {},
    "article show": {"article": "1"},
}
BUSY = "The database is busy. Try again in a moment. (Reference "
USER_INSTALL = {"authorizing_integration_owners": {"1": str(ALICE.id)}}


@pytest.mark.parametrize(("name", "options"), EVERYONES.items(), ids=EVERYONES)
async def test_a_command_whose_database_fails_says_so_to_the_asker_alone(discord: Standin, shelf: Shelf, name, options):
    shelf.broken = DatabaseBusy("Another process holds the database.")
    told = await discord.command(name, options)
    assert told.ephemeral
    assert told.text.startswith(BUSY)


@pytest.mark.parametrize("entry", ["Check this quote", "Ask about this"])
async def test_a_menu_entry_whose_database_fails_says_so(discord: Standin, shelf: Shelf, entry):
    message = (await discord.command("ask", {"question": "first"})).message | {"components": [], "content": "strait"}
    shelf.broken = DatabaseBusy("busy")
    assert (await discord.menu(entry, message)).text.startswith(BUSY)


@pytest.mark.parametrize("label", ["In context", "Show to all", "More"])
async def test_a_button_whose_database_fails_says_so(discord: Standin, shelf: Shelf, label):
    shelf.chosen[GUILD] = ServerSettings(private_answers=True)
    shelf.answers["much"] = answers.long_answer(14)
    asked = await discord.command("ask", {"question": "much" if label == "More" else "strait"})
    shelf.broken = DatabaseBusy("busy")
    told = await discord.press(asked.message, label)
    assert told.ephemeral
    assert told.text.startswith(BUSY)


@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("said", "speaker"),
        ("said", "topic"),
        ("verify", "speaker"),
        ("timeline", "subject"),
        ("article show", "article"),
    ],
)
async def test_nothing_is_offered_where_the_database_fails_or_is_slow(
    discord: Standin, shelf: Shelf, monkeypatch, command, option
):
    options = {"speaker": "Ann", option: "han"} if command != "article show" else {option: "han"}
    options = {"subject": "han"} if command == "timeline" else options
    shelf.broken = DatabaseBusy("busy")
    assert await discord.autocomplete(command, option, options) == []
    shelf.broken = None

    async def slow(guild: int | None) -> tuple[str, ...]:
        await asyncio.sleep(5)
        return ("host",)

    monkeypatch.setattr(suggest, "SECONDS", 0.05)
    monkeypatch.setattr(shelf, "scopes", slow)
    assert await discord.autocomplete(command, option, options) == []


@pytest.mark.parametrize("context", [1, 2], ids=["direct message", "private channel"])
@pytest.mark.parametrize(("name", "options"), EVERYONES.items(), ids=EVERYONES)
async def test_every_command_works_for_who_installed_the_bot_for_themselves(
    discord: Standin, shelf: Shelf, name, options, context
):
    top, _, below = name.partition(" ")
    given = [{"name": key, "type": 3, "value": value} for key, value in options.items()]
    given = [{"name": below, "type": 1, "options": given}] if below else given
    more = USER_INSTALL | {"context": context}
    data = {"id": "1", "name": top, "type": 1, "options": given}
    told = await (await discord.send(2, data, user=ALICE, guild=DM, more=more)).until_settled()
    assert told.text
    assert not shelf.asked or shelf.asked[0].scopes == ("host", "starter")
    if name == "ask":
        assert "They will meet again." in (await discord.press(told.message, "In context", guild=DM)).text


async def test_too_many_timelines_in_a_minute_are_put_off_for_their_user_alone(discord: Standin):
    for _ in range(3):
        await discord.command("timeline", {"subject": "Ann"})
    put_off = await discord.command("timeline", {"subject": "Ann"})
    assert put_off.ephemeral
    assert "That was quick. Please try again in " in put_off.text
    assert "That was quick" not in (await discord.command("timeline", {"subject": "Ann"}, user=BOB)).text


@pytest.mark.parametrize(
    "data",
    [
        {"id": "1", "name": "forgotten", "type": 1, "options": []},
        {"id": "1", "name": "ask", "type": 1, "options": []},
        {"id": "1", "name": "article", "type": 1, "options": [{"name": "forgotten", "type": 1, "options": []}]},
    ],
    ids=["command", "option", "subcommand"],
)
async def test_a_command_as_it_was_before_an_update_is_explained(discord: Standin, data):
    told = await (await discord.send(2, data, user=ALICE, guild=GUILD)).until_settled()
    assert told.ephemeral
    assert "has just changed" in told.text


@pytest.mark.parametrize("custom_id", ["context:not.a.place", "more:x:y", "more:1", "show:", "wrong:a", ":::"])
async def test_a_button_whose_id_makes_no_sense_is_answered(discord: Standin, custom_id):
    asked = await discord.command("ask", {"question": "strait"})
    button = next(part for part in walk(asked.message["components"]) if part.get("label") == "Wrong?")
    button["custom_id"] = custom_id
    pressed = await discord.press(asked.message, "Wrong?")
    assert pressed.modal or pressed.ephemeral
