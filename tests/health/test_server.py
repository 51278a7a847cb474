"""/healthz and /metrics over a gateway as it is told to be, and a real database."""

import asyncio
import socket
from contextlib import asynccontextmanager

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families as read

from bot.errors import SettingsError, StoreError
from bot.health.measures import Handled, Measures
from bot.health.server import listening
from bot.health.state import MOST_MISSED, PATIENCE, Health
from bot.store.database import Database
from bot.store.size import Size, Sizes

NOW = 1_700_000_000.0


class Clock:
    """Seconds, moved on by hand."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


class Gateway:
    """A client as it is told to be; it never was connected at first."""

    def __init__(self):
        self.clock = Clock()
        self.measures = Measures(self.clock)
        self.latency = float("nan")
        self.working = 0
        self.closed = False

    def is_closed(self):
        return self.closed


class Broken(Sizes):
    """A database that fails."""

    def __init__(self):
        pass

    async def now(self):
        raise StoreError("gone")


class Sized(Sizes):
    """A database of a certain size."""

    def __init__(self):
        pass

    async def now(self):
        return Size((("host", 3), ("server", 2)), 7, 1, 4096)


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@asynccontextmanager
async def asked(gateway, sizes, path):
    port = free_port()
    async with (
        listening(Health(gateway, sizes), port, "127.0.0.1"),
        aiohttp.request("GET", f"http://127.0.0.1:{port}{path}") as reply,
    ):
        yield reply


async def healthz(gateway, sizes=None):
    async with asked(gateway, sizes or Sized(), "/healthz") as reply:
        return reply.status, await reply.json()


async def metrics(gateway, sizes=None):
    async with asked(gateway, sizes or Sized(), "/metrics") as reply:
        assert reply.status == 200
        assert reply.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        families = list(read(await reply.text()))
    return {sample.name + str(sample.labels or ""): sample.value for family in families for sample in family.samples}


@pytest.fixture
def gateway():
    found = Gateway()
    found.measures.connects("new")
    return found


async def test_all_is_well_with_status_200(gateway):
    told = {"gateway": "connected", "database": "ok", "acknowledgements": "ok"}
    assert await healthz(gateway) == (200, told | {"last_acknowledgement": None, "seconds_since": None})


async def test_before_the_first_connection_it_is_starting(gateway):
    status, told = await healthz(Gateway())
    assert (status, told["gateway"]) == (503, "starting")


@pytest.mark.parametrize(
    ("seconds", "expected"), [(PATIENCE - 1, (200, "reconnecting")), (PATIENCE + 1, (503, "away"))]
)
async def test_a_gateway_that_comes_back_by_itself_is_given_a_minute(gateway, seconds, expected):
    gateway.measures.disconnects()
    gateway.clock.now += seconds
    gateway.measures.disconnects()  # discord.py says so at every attempt
    status, told = await healthz(gateway)
    assert (status, told["gateway"]) == expected
    gateway.measures.connects("resumed")
    assert (await healthz(gateway))[0] == 200


async def test_a_client_that_was_closed_is_away(gateway):
    gateway.closed = True
    status, told = await healthz(gateway)
    assert (status, told["gateway"]) == (503, "away")


async def test_a_failing_database_is_named(gateway):
    status, told = await healthz(gateway, Broken())
    assert (status, told["database"], told["gateway"]) == (503, "failing", "connected")


async def test_a_database_that_does_not_answer_in_time_is_failing(gateway, monkeypatch, tmp_path):
    monkeypatch.setattr("bot.health.state.DATABASE_SECONDS", 0.05)
    async with Database.open(tmp_path / "a.db") as database:
        busy = [await database._free.get() for _ in range(database._free.qsize())]
        status, told = await healthz(gateway, Sizes(database))
        for reader in busy:
            database._free.put_nowait(reader)
    assert (status, told["database"]) == (503, "failing")


async def test_acknowledgements_that_fail_in_a_row_are_told_until_one_succeeds(gateway):
    for _ in range(MOST_MISSED):
        assert (await healthz(gateway))[0] == 200
        gateway.measures.handled(Handled("command", "ask", "failed", None, 4.0))
    status, told = await healthz(gateway)
    assert (status, told["acknowledgements"]) == (503, "failing")
    gateway.measures.handled(Handled("command", "ask", "answered", 0.1, 0.2))
    gateway.clock.now += 5
    status, told = await healthz(gateway)
    assert (status, told["last_acknowledgement"], told["seconds_since"]) == (200, "2023-11-14T22:13:20+00:00", 5)


async def test_metrics_tell_what_was_counted(gateway):
    gateway.latency, gateway.working = 0.04, 2
    gateway.measures.handled(Handled("command", "article add", "answered", 0.3, 0.7))
    gateway.measures.handled(Handled("autocomplete", "said", "answered", 0.01, 0.01))
    gateway.measures.disconnects()
    gateway.measures.connects("resumed")
    found = await metrics(gateway)
    expected = {
        "cornerstone_interactions_total{'kind': 'command', 'command': 'article add', 'outcome': 'answered'}": 1,
        "cornerstone_acknowledgement_seconds_bucket{'le': '0.05'}": 1,
        "cornerstone_acknowledgement_seconds_count": 2,
        "cornerstone_answer_seconds_count": 1,
        "cornerstone_gateway_connections_total{'how': 'new'}": 1,
        "cornerstone_gateway_connections_total{'how': 'resumed'}": 1,
        "cornerstone_gateway_up": 1,
        "cornerstone_gateway_latency_seconds": 0.04,
        "cornerstone_interactions_under_way": 2,
        "cornerstone_last_acknowledgement_timestamp_seconds": NOW,
        "cornerstone_articles{'scope': 'host'}": 3,
        "cornerstone_articles{'scope': 'server'}": 2,
        "cornerstone_quotations": 7,
        "cornerstone_reports_open": 1,
        "cornerstone_database_bytes": 4096,
        "cornerstone_database_up": 1,
        "process_start_time_seconds": NOW,
    }
    assert {name: found.get(name) for name in expected} == expected
    assert found["process_resident_memory_bytes"] > 10_000_000
    assert found["process_open_fds"] > 3
    assert found["cornerstone_tasks"] >= 1


async def test_metrics_go_on_where_gateway_and_database_are_gone(gateway):
    gateway.measures.disconnects()
    found = await metrics(gateway, Broken())
    assert found["cornerstone_gateway_up"] == found["cornerstone_database_up"] == 0
    assert "cornerstone_articles{'scope': 'host'}" not in found
    assert "cornerstone_gateway_latency_seconds" not in found


async def test_a_port_that_is_taken_is_told(gateway):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SettingsError, match="PORT"):
            async with listening(Health(gateway, Sized()), taken.getsockname()[1], "127.0.0.1"):
                pass


@pytest.mark.parametrize(
    "sent", [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n", b"GET / HTTP/1.1\r\nX: " + b"a" * 20_000]
)
async def test_what_is_no_http_is_refused_without_a_trace_in_the_log(caplog, sent):
    port = free_port()
    async with listening(Health(Gateway(), Sized()), port, "127.0.0.1"):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent + b"\r\n\r\n")
        assert b"400" in await asyncio.wait_for(reader.readline(), 5)
        writer.close()
        await writer.wait_closed()
    assert [record for record in caplog.records if record.name.startswith("aiohttp")] == []
