"""Every interaction is counted once, by the bot's own names and how it ended."""

import pytest

from bot.health.exposition import text
from tests.cogs.conftest import make
from tests.cogs.shelf import Shelf
from tests.discord_standin import ALICE, GUILD, Fault, Standin
from tests.discord_standin.exchange import walk
from tests.discord_standin.running import running
from tests.ui import answers


@pytest.fixture
async def told():
    """Discord, and what the bot has counted so far as lines."""
    async with Standin() as standin:
        shelf = Shelf()
        shelf.answers["silence"] = answers.answer(answered=False, citations=(), blocks=())
        bot = make(shelf)
        async with running(bot, standin):

            async def lines():
                await bot._idle.wait()
                page = text(bot.measures.families())
                start = "cornerstone_interactions_total{"
                return {line.removeprefix(start) for line in page.splitlines() if line.startswith(start)}

            yield standin, lines


def line(kind, command, outcome, count=1):
    return f'kind="{kind}",command="{command}",outcome="{outcome}"}} {count}'


async def test_commands_menus_buttons_forms_and_autocompletion_have_their_kinds_and_names(told):
    standin, lines = told
    asked = await standin.command("ask", {"question": "strait"})
    await standin.menu("Ask about this", asked.message)
    await standin.press(asked.message, "In context")
    await standin.submit(await standin.press(asked.message, "Wrong?"), {"What is wrong?": "The day."})
    await standin.autocomplete("said", "speaker", {"speaker": "b"})
    assert await lines() == {
        line("command", "ask", "answered"),
        line("menu", "Ask about this", "answered"),
        line("button", "context", "answered"),
        line("button", "wrong", "answered"),
        line("form", "report", "answered"),
        line("autocomplete", "said", "answered"),
    }


async def test_a_silence_is_counted_as_one(told):
    standin, lines = told
    await standin.command("ask", {"question": "silence"})
    assert await lines() == {line("command", "ask", "silent")}


async def test_what_the_bot_does_not_know_is_counted_without_its_name(told):
    standin, lines = told
    asked = await standin.command("ask", {"question": "strait"})
    button = next(part for part in walk(asked.message["components"]) if part.get("label") == "Wrong?")
    button["custom_id"] = "a secret:1"
    await standin.press(asked.message, "Wrong?")
    unknown = {"id": "1", "name": "a secret", "type": 1, "options": []}
    await (await standin.send(2, unknown, user=ALICE, guild=GUILD)).until_settled()
    assert await lines() - {line("command", "ask", "answered")} == {
        line("button", "unknown", "refused"),
        line("command", "unknown", "refused"),
    }


async def test_an_answer_that_discord_does_not_take_is_counted_as_failed(told):
    standin, lines = told
    standin.faults.append(Fault("POST", "/callback$", 403, times=2))
    with pytest.raises(TimeoutError):
        await (await standin.command("ask", {"question": "strait"}, wait=False)).until_settled(0.5)
    assert await lines() == {line("command", "ask", "failed")}
