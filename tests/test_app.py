"""The client against a Discord that misbehaves."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine
from typing import Any

import aiohttp
import pytest

from bot.app import serve
from bot.errors import SettingsError
from bot.log import JsonLine
from tests.cogs.conftest import make
from tests.cogs.shelf import Shelf
from tests.discord_standin import ALICE, DM, GUILD, Fault, Standin
from tests.discord_standin.exchange import LOADING
from tests.discord_standin.running import pointed_at, running
from tests.discord_standin.schema import OPENAPI, Schema
from tests.discord_standin.world import TOKEN
from tests.ui import answers


def synced(standin: Standin) -> int:
    return sum(method == "PUT" for method, _ in standin.requests)


async def test_commands_are_synced_when_they_changed_and_only_then():
    shelf = Shelf()
    async with Standin() as standin:
        for _ in range(2):
            async with running(make(shelf), standin):
                pass
        assert synced(standin) == 1
        shelf._kept = dict.fromkeys(shelf._kept, "another hash")
        async with running(make(shelf), standin):
            pass
        assert synced(standin) == 2


async def test_a_test_guild_gets_the_commands_at_once():
    async with Standin() as standin, running(make(Shelf(), test_guild=GUILD), standin):
        assert {command["name"] for command in standin.guild_commands[GUILD]} >= {"ask", "said"}
        assert standin.commands == []


async def test_nothing_privileged_is_asked_for():
    async with Standin() as standin, running(make(Shelf()), standin):
        assert standin.gateway.identified[0]["intents"] == 1


@pytest.mark.parametrize("how", ["ask_to_reconnect", "drop"])
async def test_a_question_asked_while_the_gateway_was_away_is_answered_after_the_resumption(how):
    async with Standin() as standin, running(make(Shelf()), standin):
        await standin.command("ask", {"question": "before"})
        await getattr(standin.gateway, how)()
        exchange = await standin.command("ask", {"question": "meanwhile"}, wait=False)
        await exchange.until_settled()
        assert standin.gateway.resumed == 1


async def test_an_invalid_session_is_begun_anew(monkeypatch):
    async with Standin() as standin:
        bot = make(Shelf())
        monkeypatch.setattr(bot, "before_identify_hook", _at_once)
        async with running(bot, standin):
            await standin.gateway.invalidate()
            await asyncio.wait_for(standin.gateway.connected.wait(), 5)
            await standin.command("ask", {"question": "after"})
            assert len(standin.gateway.identified) == 2


async def _at_once(shard_id: int | None, *, initial: bool = False) -> None:
    del shard_id, initial


async def test_an_answer_that_came_through_although_discord_failed_counts_as_done():
    async with Standin() as standin, running(make(Shelf()), standin):
        standin.faults.append(Fault("POST", "/callback$", 500, after=True))
        exchange = await standin.command("ask", {"question": "strait"})
        await asyncio.sleep(1.3)  # discord.py waits a second before it tries again
        assert "strait" in exchange.text
        assert len(exchange.messages) == 1


@pytest.mark.parametrize("status", [429, 500])
async def test_an_answer_is_tried_again_when_discord_did_not_take_it(status):
    async with Standin() as standin, running(make(Shelf()), standin):
        standin.faults.append(Fault("POST", "/callback$", status))
        exchange = await standin.command("ask", {"question": "strait"})
        assert "strait" in exchange.text


SLOW = {
    "an answer": ("slow", "PATCH", "@original$"),
    "a defer": ("slow", "POST", "/callback$"),
    "a public defer that is taken back": ("nothing", "DELETE", "@original$"),
    "a silence after a public defer": ("nothing", "POST", "/webhooks/[^/]*/[^/]*$"),
}


@pytest.mark.parametrize("fault", [(429, False), (500, False), (500, True)], ids=["429", "500", "500 after"])
@pytest.mark.parametrize(("question", "method", "path"), SLOW.values(), ids=SLOW.keys())
async def test_nothing_of_a_slow_reply_is_lost_when_discord_stumbles(monkeypatch, question, method, path, fault):
    monkeypatch.setattr("discord.webhook.async_.asyncio.sleep", _no_sleep(asyncio.sleep))
    shelf = Shelf()
    shelf.delay = 0.4
    shelf.answers["nothing"] = answers.SILENCE
    async with Standin() as standin, running(make(shelf), standin):
        status, after = fault
        standin.faults.append(Fault(method, path, status, after=after))
        exchange = await standin.command("ask", {"question": question})
        await asyncio.sleep(0.2)
        assert standin.faults[0].times == 0
        assert ("Okinawa" if question == "nothing" else "strait") in exchange.text
        assert exchange.ephemeral is (question == "nothing")
        assert len(exchange.deleted) == (question == "nothing")
        assert not exchange.messages[0]["flags"] & LOADING


async def test_an_interaction_that_is_over_is_let_go(caplog):
    shelf = Shelf()
    shelf.delay = 0.5
    async with Standin() as standin, running(make(shelf), standin):
        exchange = await standin.command("ask", {"question": "slow"}, wait=False)
        exchange.expired = True
        await asyncio.sleep(0.8)
        late = await standin.send(2, exchange.payload["data"], user=ALICE, guild=GUILD)
        late.born -= 4
        await asyncio.sleep(0.5)
    assert [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []


async def test_what_was_asked_in_private_is_not_in_the_log_of_a_defect(caplog):
    shelf = Shelf()
    secret = "my quiet question"
    shelf.answers[secret] = LookupError(f"nothing for {secret}")
    async with Standin() as standin, running(make(shelf), standin):
        told = await standin.command("ask", {"question": secret}, guild=DM)
    reference = told.text.rpartition("reference ")[2].rstrip(".")
    (record,) = [record for record in caplog.records if record.levelname == "ERROR"]
    line = JsonLine().format(record)
    assert f"reference {reference}: LookupError: nothing for [hidden]" in line
    assert "Traceback" in line
    assert secret not in line


async def test_a_stop_finishes_what_is_under_way_and_takes_nothing_new():
    shelf = Shelf()
    shelf.delay = 0.4
    async with Standin() as standin:
        bot = make(shelf)
        with pointed_at(standin):
            task = asyncio.create_task(serve(bot, TOKEN))
            await asyncio.wait_for(standin.gateway.connected.wait(), 5)
            exchange = await standin.command("ask", {"question": "under way"}, wait=False)
            await asyncio.sleep(0.1)
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.sleep(0.05)
            refused = await standin.command("ask", {"question": "too late"})
            assert "restarting" in refused.text
            await exchange.until_settled()
            await asyncio.wait_for(task, 5)


async def test_a_stop_does_not_wait_longer_than_the_grace():
    shelf = Shelf()
    shelf.delay = 30
    async with Standin() as standin:
        with pointed_at(standin):
            task = asyncio.create_task(serve(make(shelf, grace_seconds=0.2), TOKEN))
            await asyncio.wait_for(standin.gateway.connected.wait(), 5)
            await standin.command("ask", {"question": "endless"}, wait=False)
            await asyncio.sleep(0.1)
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.wait_for(task, 2)


@pytest.mark.parametrize("token", ["", "  ", "wrong", "wr\nong", "wr\x00ong", "“wrong”"])
async def test_a_missing_or_wrong_token_is_told_in_one_line(token):
    async with Standin() as standin:
        with pointed_at(standin), pytest.raises(SettingsError) as told:
            await serve(make(Shelf()), token)
    assert "DISCORD_TOKEN" in str(told.value)
    assert "\n" not in str(told.value)


async def test_a_discord_that_is_down_at_the_start_is_waited_for(monkeypatch):
    monkeypatch.setattr("bot.app.FIRST_RETRY", 0.01)
    async with Standin() as standin:
        standin.faults.append(Fault("GET", "/users/@me$", 500, times=5))
        monkeypatch.setattr("discord.http.asyncio.sleep", _no_sleep(asyncio.sleep))
        with pointed_at(standin):
            task = asyncio.create_task(serve(make(Shelf()), TOKEN))
            await asyncio.wait_for(standin.gateway.connected.wait(), 5)
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.wait_for(task, 5)


@pytest.mark.parametrize("connected_before", [True, False])
async def test_a_stop_does_not_wait_for_a_discord_that_is_away(monkeypatch, connected_before):
    monkeypatch.setattr("bot.app.FIRST_RETRY", 60.0)
    monkeypatch.setattr("discord.client.ExponentialBackoff.delay", lambda _: 60.0)
    async with Standin() as standin:
        bot = make(Shelf())
        with pointed_at(standin):
            if not connected_before:
                monkeypatch.setattr(bot, "login", _unreachable)
            task = asyncio.create_task(serve(bot, TOKEN))
            if connected_before:
                await asyncio.wait_for(standin.gateway.connected.wait(), 5)
                monkeypatch.setattr("discord.gateway.DiscordWebSocket.from_client", _unreachable)
                await standin.gateway.ask_to_reconnect()
            await asyncio.sleep(0.3)
            assert not task.done()
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.wait_for(task, 3)


async def _unreachable(*_: Any, **__: Any) -> None:
    raise aiohttp.ClientConnectionError("no way there")


Sleep = Callable[..., Coroutine[Any, Any, Any]]


def _no_sleep(sleep: Sleep) -> Sleep:
    async def short(seconds: float, *rest: Any) -> Any:
        return await sleep(0.01 if seconds >= 1 else seconds, *rest)

    return short


@pytest.mark.skipif(not OPENAPI.is_file(), reason="Discord's description is not here")
def test_the_description_refuses_what_discord_would():
    schema = Schema()
    path = "/interactions/1/token/callback"
    assert schema.faults("POST", path, {"type": 4, "data": {"flags": 64, "content": "x"}}) == []
    assert schema.faults("POST", path, {"type": 4, "data": {"components": "none"}}) != []
    assert schema.faults("POST", "/no/such/path", {}) != []
