"""The bot put together with its real parts, run against the stand-in for Discord."""

import asyncio
import logging
import os
import signal
import socket
from contextlib import asynccontextmanager

import aiohttp
import pytest
from pydantic import SecretStr

from bot.cli import main
from bot.config import BackupSettings, Settings
from bot.services import Services
from bot.serving import run
from tests.discord_standin import ALICE, Standin
from tests.discord_standin.running import pointed_at
from tests.discord_standin.world import TOKEN


@pytest.fixture(autouse=True)
def root_as_before():
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@asynccontextmanager
async def started(tmp_path, **settings):
    """Discord, and the bot connected to it; it is told to stop at the end."""
    chosen = Settings(discord_token=SecretStr(TOKEN), **settings)
    async with Standin() as standin:
        with pointed_at(standin):
            task = asyncio.create_task(run(chosen, tmp_path / "a.db"))
            async with asyncio.timeout(10):
                await standin.gateway.connected.wait()
            yield standin
            os.kill(os.getpid(), signal.SIGTERM)
            async with asyncio.timeout(10):
                await task


async def with_starter(tmp_path):
    """Else the starter articles come in beside the first connection, some moments later."""
    async with Services.open(tmp_path / "a.db") as services:
        await services.load_starter()


async def test_a_question_on_discord_is_answered_from_the_starter_corpus_and_a_stop_is_clean(tmp_path):
    await with_starter(tmp_path)
    async with started(tmp_path) as standin:
        exchange = await standin.command("ask", {"question": "What did Blinken say about Taiwan?"})
        assert "longstanding status quo" in str(exchange.messages)
    assert standin.complaints == []


async def test_health_and_metrics_are_told_where_a_port_is_set(tmp_path):
    await with_starter(tmp_path)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    async with started(tmp_path, port=port) as standin, aiohttp.ClientSession() as session:
        await standin.command("ask", {"question": "What did Blinken say about Taiwan?"})
        await standin.autocomplete("said", "speaker", {"speaker": "bli"})
        await standin.command("ask", {"question": "Who won the chess match in Reykjavik?"})
        await standin.command("article list", user=ALICE)
        async with session.get(f"{url}/healthz") as reply:
            told = await reply.json()
            assert (reply.status, told["gateway"], told["database"]) == (200, "connected", "ok")
            assert told["seconds_since"] < 5
        async with session.get(f"{url}/metrics") as reply:
            page = await reply.text()
    for line in (
        'cornerstone_interactions_total{kind="autocomplete",command="said",outcome="answered"} 1',
        'cornerstone_interactions_total{kind="command",command="ask",outcome="silent"} 1',
        'cornerstone_interactions_total{kind="command",command="article list",outcome="refused"} 1',
        "cornerstone_acknowledgement_seconds_count 4",
        "cornerstone_answer_seconds_count 3",
        'cornerstone_gateway_connections_total{how="new"} 1',
        'cornerstone_articles{scope="starter"} 5',
    ):
        assert line + "\n" in page
    assert "Reykjavik" not in page
    assert "alice" not in page


async def test_a_backup_is_made_where_one_is_wanted(tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    async with started(tmp_path, backup=BackupSettings(folder=folder)):
        for _ in range(100):
            made = list(folder.glob("*.db"))
            if made:
                break
            await asyncio.sleep(0.05)
        assert len(made) == 1


@pytest.mark.parametrize("token", ["", "  "])
def test_without_a_token_one_line_says_where_to_set_it(token, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCORD_TOKEN", token)
    assert main(["run"]) == 1
    printed = capsys.readouterr()
    assert printed.err.count("\n") == 1
    assert "DISCORD_TOKEN" in printed.err
