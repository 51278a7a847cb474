"""The stand-in's gateway: hello, identify, ready, heartbeat, resume, and every way to be dropped."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import Any

from aiohttp import WSMsgType, web

from tests.discord_standin.world import APPLICATION, BOT, TOKEN, guild_payload, snowflake

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11


class Gateway:
    """One bot's gateway: keeps what was dispatched, so that a resumed session misses nothing."""

    def __init__(self, guilds: list[int]) -> None:
        self.guilds = guilds
        self.url = ""
        self.identified: list[dict[str, Any]] = []
        self.resumed = 0
        self.connected = asyncio.Event()
        self._socket: web.WebSocketResponse | None = None
        self._session: str | None = None
        self._sent: list[dict[str, Any]] = []

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection until it ends."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 41250}, "s": None, "t": None})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._receive(socket, json.loads(message.data))
        if self._socket is socket:
            self._socket = None
            self.connected.clear()
        return socket

    async def _receive(self, socket: web.WebSocketResponse, message: dict[str, Any]) -> None:
        match message["op"]:
            case 1:
                await socket.send_json({"op": ACK, "d": None})
            case 2:
                await self._identify(socket, message["d"])
            case 6:
                await self._resume(socket, message["d"])

    async def _identify(self, socket: web.WebSocketResponse, data: dict[str, Any]) -> None:
        self.identified.append(data)
        if data["token"] != TOKEN:
            await socket.close(code=4004)
            return
        self._session, self._sent = f"session-{snowflake()}", []
        self._socket = socket
        guilds = [{"id": str(guild), "unavailable": True} for guild in self.guilds]
        ready = {
            "v": 10,
            "user": BOT,
            "guilds": guilds,
            "session_id": self._session,
            "resume_gateway_url": self.url,
            "application": {"id": str(APPLICATION), "flags": 0},
        }
        await self.dispatch("READY", ready)
        for guild in self.guilds:
            await self.dispatch("GUILD_CREATE", guild_payload(guild))
        self.connected.set()

    async def _resume(self, socket: web.WebSocketResponse, data: dict[str, Any]) -> None:
        if data["session_id"] != self._session:
            await socket.send_json({"op": INVALID, "d": False})
            return
        self.resumed += 1
        self._socket = socket
        for event in self._sent[data["seq"] or 0 :]:
            await socket.send_json(event)
        await self.dispatch("RESUMED", {})
        self.connected.set()

    async def dispatch(self, name: str, data: dict[str, Any]) -> None:
        """Send an event now, or keep it for the session's resumption."""
        event = {"op": DISPATCH, "t": name, "s": len(self._sent) + 1, "d": data}
        self._sent.append(event)
        if self._socket is not None and not self._socket.closed:
            with contextlib.suppress(ConnectionError):
                await self._socket.send_json(event)

    async def repeat_last(self) -> None:
        """Dispatch the last event a second time, as a gateway sometimes does after a resumption."""
        await self.dispatch(self._sent[-1]["t"], self._sent[-1]["d"])

    async def ask_to_reconnect(self) -> None:
        """Opcode 7: the bot shall resume elsewhere."""
        assert self._socket is not None
        socket, self._socket = self._socket, None
        self.connected.clear()
        await socket.send_json({"op": RECONNECT, "d": None})

    async def drop(self) -> None:
        """The connection ends without a word of why."""
        assert self._socket is not None
        socket, self._socket = self._socket, None
        self.connected.clear()
        await socket.close(code=1001)

    async def invalidate(self) -> None:
        """Opcode 9: the session is gone, the bot shall identify anew."""
        assert self._socket is not None
        socket, self._socket, self._session = self._socket, None, None
        self.connected.clear()
        await socket.send_json({"op": INVALID, "d": False})
