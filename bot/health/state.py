"""How the bot is: gateway, database and acknowledgements, and all that is measured."""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Protocol

from bot.errors import StoreError
from bot.health import process
from bot.health.exposition import Family, Sample, gauge
from bot.health.measures import Measures
from bot.store.size import Size, Sizes

PATIENCE = 60.0  # seconds; the gateway comes back by itself, and a restart would only make Discord's bad day longer
DATABASE_SECONDS = 3.0
MOST_MISSED = 5  # acknowledgements in a row


class Gateway(Protocol):
    """The client's connection to Discord."""

    measures: Measures

    @property
    def latency(self) -> float:
        """Seconds from a heartbeat to its echo; no finite number before the first."""

    @property
    def working(self) -> int:
        """How many interactions are being answered or wait their turn."""

    def is_closed(self) -> bool:
        """Whether it was closed for good."""


class Health:
    """Tells whether gateway, database and acknowledgements are well, and what is not."""

    def __init__(self, gateway: Gateway, sizes: Sizes) -> None:
        self._gateway = gateway
        self._sizes = sizes

    async def told(self) -> tuple[bool, dict[str, object]]:
        """Whether all is well, and each part of it in words."""
        gateway, database = self._gateway_state(), "failing" if await self._size() is None else "ok"
        measures = self._gateway.measures
        acknowledged = "failing" if measures.missed >= MOST_MISSED else "ok"
        told: dict[str, object] = {
            "gateway": gateway,
            "database": database,
            "acknowledgements": acknowledged,
            "last_acknowledgement": _moment(measures.last_acknowledged),
            "seconds_since": measures.since_acknowledged(),
        }
        return gateway in {"connected", "reconnecting"} and database == acknowledged == "ok", told

    async def families(self) -> list[Family]:
        """All that is measured."""
        return [
            *self._own(),
            *_of_size(await self._size()),
            *self._gateway.measures.families(),
            *process.families(),
        ]

    def _gateway_state(self) -> str:
        """connected; starting, before it ever was; reconnecting, for a while; away, where that takes long."""
        away = self._gateway.measures.away()
        if self._gateway.is_closed():
            return "away"
        if away is None:
            return "starting"
        if self._gateway.measures.connected:
            return "connected"
        return "reconnecting" if away <= PATIENCE else "away"

    async def _size(self) -> Size | None:
        """What the database holds, None where it doesn't say."""
        try:
            async with asyncio.timeout(DATABASE_SECONDS):
                return await self._sizes.now()
        except (StoreError, TimeoutError):
            return None

    def _own(self) -> Iterator[Family]:
        up = self._gateway.measures.connected
        latency = self._gateway.latency
        yield gauge("cornerstone_gateway_up", "1 while connected to Discord's gateway.", up)
        yield gauge(
            "cornerstone_gateway_latency_seconds", "From a heartbeat to its echo.",
            *([latency] if up and math.isfinite(latency) else []),
        )  # fmt: skip
        yield gauge(
            "cornerstone_interactions_under_way", "Interactions being answered or waiting.", self._gateway.working
        )


def _of_size(size: Size | None) -> Iterator[Family]:
    yield gauge("cornerstone_database_up", "1 while the database answers.", size is not None)
    if size is None:
        return
    samples = tuple(Sample(count, (("scope", whose),)) for whose, count in size.articles)
    yield Family("cornerstone_articles", "gauge", "Articles by whose they are.", samples)
    yield gauge("cornerstone_quotations", "Quotations in them.", size.quotations)
    yield gauge("cornerstone_reports_open", "Reports that wait for moderators.", size.open_reports)
    yield gauge("cornerstone_database_bytes", "The database on disk, its log included.", size.bytes)


def _moment(seconds: float | None) -> str | None:
    with contextlib.suppress(OverflowError, OSError, ValueError):
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    return None
