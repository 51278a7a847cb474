"""``/healthz``, for the host that asks whether the bot is well."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Protocol

from aiohttp import web

from bot.errors import SettingsError, StoreError

EVERYWHERE = "0.0.0.0"  # noqa: S104 - a host's health check comes from outside the container


class Gateway(Protocol):
    """The client's connection to Discord."""

    def is_ready(self) -> bool:
        """Whether it is connected and knows its servers."""

    def is_closed(self) -> bool:
        """Whether it was closed for good."""


class Health:
    """Answers 200 while gateway and database are well, 503 otherwise, with a line of JSON that says which is not."""

    def __init__(self, gateway: Gateway, read: Callable[[], Awaitable[object]]) -> None:
        """``read`` reads anything from the database; it raises `StoreError` where that fails."""
        self._gateway = gateway
        self._read = read

    @asynccontextmanager
    async def listening(self, port: int | None, host: str = EVERYWHERE) -> AsyncIterator[None]:
        """Answer on ``port`` while the block runs; None: don't. Raises `SettingsError` for a port that is taken."""
        if port is None:
            yield
            return
        application = web.Application()
        application.router.add_get("/healthz", self._answer)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        try:
            await self._bind(runner, host, port)
            yield
        finally:
            await runner.cleanup()

    async def _bind(self, runner: web.AppRunner, host: str, port: int) -> None:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as err:
            raise SettingsError(f"PORT {port} can't be listened on: {err.strerror}. Set another one, or none.") from err

    async def _answer(self, _: web.Request) -> web.Response:
        gateway = self._gateway.is_ready() and not self._gateway.is_closed()
        database = await self._database_answers()
        told = {"gateway": "connected" if gateway else "away", "database": "ok" if database else "failing"}
        return web.json_response(told, status=200 if gateway and database else 503)

    async def _database_answers(self) -> bool:
        try:
            await self._read()
        except StoreError:
            return False
        return True
