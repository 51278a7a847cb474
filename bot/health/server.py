"""``/healthz``, for the host that asks whether the bot is well, and ``/metrics``, for the one who watches it."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.http import HttpProcessingError

from bot.errors import SettingsError
from bot.health.exposition import CONTENT_TYPE, text
from bot.health.state import Health

EVERYWHERE = "0.0.0.0"  # noqa: S104 - a host's health check comes from outside the container


@asynccontextmanager
async def listening(health: Health, port: int, host: str = EVERYWHERE) -> AsyncIterator[None]:
    """Answer on ``port`` while the block runs: 200 while all is well, 503 with what is not.

    Raises `SettingsError` for a port that is taken.
    """

    async def healthz(_: web.Request) -> web.Response:
        well, told = await health.told()
        return web.json_response(told, status=200 if well else 503, headers={"Cache-Control": "no-store"})

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(body=text(await health.families()).encode(), headers={"Content-Type": CONTENT_TYPE})

    logging.getLogger("aiohttp.server").addFilter(_is_ours)
    application = web.Application()
    application.add_routes([web.get("/healthz", healthz), web.get("/metrics", metrics)])
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await _bind(runner, host, port)
        yield
    finally:
        await runner.cleanup()


def _is_ours(record: logging.LogRecord) -> bool:
    """Whether a line of the log tells of anything but a request that is no HTTP: whoever scans ports sends such."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


async def _bind(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as err:
        raise SettingsError(f"PORT {port} can't be listened on: {err.strerror}. Set another one, or none.") from err
