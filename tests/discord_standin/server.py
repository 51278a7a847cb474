"""The stand-in's REST side: commands, callbacks, followups, messages, attachments, with Discord's error codes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import web

from tests.discord_standin import limits
from tests.discord_standin.driver import Driver
from tests.discord_standin.exchange import EPHEMERAL, LOADING, Exchange, Payload, walk
from tests.discord_standin.gateway import Gateway
from tests.discord_standin.schema import Schema
from tests.discord_standin.world import APPLICATION, BOT, GUILD, HOST, OTHER_GUILD, TOKEN, Clock, snowflake

DEADLINE = 3.0
API = "/api/v10"
UNKNOWN_WEBHOOK, UNKNOWN_MESSAGE, UNKNOWN_INTERACTION = 10015, 10008, 10062
ALREADY_ACKNOWLEDGED, EXPIRED_TOKEN, INVALID_FORM = 40060, 50027, 50035


@dataclass
class Fault:
    """A failure to play once: ``status`` for a request that matches; ``after`` it was carried out, or instead of it."""

    method: str
    path: str
    status: int
    after: bool = False
    times: int = 1


class Standin(Driver):
    """Discord on a port of this machine. Use as an async context manager."""

    def __init__(self, guilds: tuple[int, ...] = (GUILD, OTHER_GUILD)) -> None:
        self.gateway = Gateway(list(guilds))
        self.schema = Schema()
        self.clock = Clock()
        self.faults: list[Fault] = []
        self.complaints: list[str] = []
        self.requests: list[tuple[str, str]] = []
        self.commands: list[Payload] = []
        self.guild_commands: dict[int, list[Payload]] = {}
        self.exchanges: dict[str, Exchange] = {}
        self.channel_messages: dict[int, list[Payload]] = {}
        self.files: dict[str, bytes] = {}
        self.port = 0

    @property
    def base(self) -> str:
        """What stands for https://discord.com/api/v10."""
        return f"http://127.0.0.1:{self.port}{API}"

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_get("/gateway/", self.gateway.handle)
        app.router.add_get("/cdn/{id}/{name}", self._cdn)
        app.router.add_route("*", API + "/{tail:.*}", self._rest)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.gateway.url = f"ws://127.0.0.1:{self.port}/gateway/"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _cdn(self, request: web.Request) -> web.Response:
        return web.Response(body=self.files[f"{request.match_info['id']}/{request.match_info['name']}"])

    async def _rest(self, request: web.Request) -> web.Response:
        path = request.path.removeprefix(API)
        self.requests.append((request.method, path))
        fault = next((one for one in self.faults if _matches(one, request.method, path)), None)
        if fault:
            fault.times -= 1
            if not fault.after:
                return _failure(fault.status)
        body, files = await _read(request)
        if request.headers.get("Authorization") not in {None, f"Bot {TOKEN}"}:
            return _error(401, 0, "401: Unauthorized")
        self.complaints += self.schema.faults(request.method, path, body)
        response = await self._route(request, path, body, files)
        return _failure(fault.status) if fault else response

    async def _route(
        self, request: web.Request, path: str, body: Any, files: dict[str, tuple[str, bytes]]
    ) -> web.Response:
        parts = path.strip("/").split("/")
        match (request.method, *parts):
            case ("GET", "users", "@me"):
                return _json(BOT)
            case ("GET", "oauth2", "applications", "@me"):
                return _json(_application())
            case ("GET", "gateway", "bot"):
                limit = {"total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": 1}
                return _json({"url": self.gateway.url, "shards": 1, "session_start_limit": limit})
            case ("PUT", "applications", _, "commands"):
                return self._sync(body, None)
            case ("PUT", "applications", _, "guilds", guild, "commands"):
                return self._sync(body, int(guild))
            case ("POST", "interactions", _, token, "callback"):
                return await self._callback(token, body, files)
            case ("POST", "webhooks", _, token):
                return await self._followup(token, body, files)
            case (method, "webhooks", _, token, "messages", message):
                return await self._message(method, token, message, body, files)
            case ("POST", "channels", channel, "messages"):
                return self._post(int(channel), body, files)
        return _error(404, 0, "404: Not Found")

    def _sync(self, body: list[Payload], guild: int | None) -> web.Response:
        if faults := limits.commands(body):
            self.complaints += faults
            return _error(400, INVALID_FORM, "; ".join(faults))
        synced = [
            {"id": str(snowflake()), "application_id": str(APPLICATION), "version": "1", "description": "", **one}
            for one in body
        ]
        if guild is None:
            self.commands = synced
        else:
            self.guild_commands[guild] = synced
        return _json(synced)

    async def _callback(self, token: str, body: Payload, files: dict[str, tuple[str, bytes]]) -> web.Response:
        exchange = self.exchanges.get(token)
        if exchange is None or (exchange.callback is None and self.clock.now() - exchange.born > DEADLINE):
            return _error(404, UNKNOWN_INTERACTION, "Unknown interaction")
        if exchange.callback is not None:
            return _error(400, ALREADY_ACKNOWLEDGED, "Interaction has already been acknowledged.")
        data = body.get("data") or {}
        checks = {4: limits.message, 7: lambda one: limits.message(one, editing=True), 9: limits.modal}
        faults = checks[body["type"]](data) if body["type"] in checks else []
        if body["type"] == 8:
            faults = limits.choices(data["choices"])
        if faults:
            self.complaints += faults
            return _error(400, INVALID_FORM, "; ".join(faults))
        exchange.acknowledged, exchange.callback = self.clock.now(), body["type"]
        await self._carry_out(exchange, body["type"], data, files)
        return _json(_receipt(exchange, body["type"]))

    async def _carry_out(
        self, exchange: Exchange, kind: int, data: Payload, files: dict[str, tuple[str, bytes]]
    ) -> None:
        async with exchange.changed:
            if kind in {4, 5}:
                flags = (data.get("flags") or 0) | (LOADING if kind == 5 else 0)
                exchange.original = self._make(exchange, {**data, "flags": flags}, files)
                exchange.messages.append(exchange.original)
            elif kind in {6, 7}:
                exchange.original = exchange.payload["message"]
                if kind == 7:
                    self._apply(exchange.original, data, files)
                    exchange.messages.append(exchange.original)
            elif kind == 8:
                exchange.choices = data["choices"]
            elif kind == 9:
                exchange.modal = data
            exchange.changed.notify_all()

    async def _followup(self, token: str, body: Payload, files: dict[str, tuple[str, bytes]]) -> web.Response:
        exchange = self._reachable(token)
        if isinstance(exchange, web.Response):
            return exchange
        if faults := limits.message({**body, "attachments": list(files)}):
            self.complaints += faults
            return _error(400, INVALID_FORM, "; ".join(faults))
        async with exchange.changed:
            waiting = exchange.original
            if (
                waiting is not None and waiting["flags"] & LOADING and waiting not in exchange.deleted
            ):  # the first followup fills the deferred reply
                self._apply(waiting, body, files)
                message = waiting
            else:
                message = self._make(exchange, body, files)
                exchange.messages.append(message)
            exchange.changed.notify_all()
        return _json(message)

    def _reachable(self, token: str) -> Exchange | web.Response:
        exchange = self.exchanges.get(token)
        if exchange is None or exchange.callback is None:
            return _error(404, UNKNOWN_WEBHOOK, "Unknown Webhook")
        if exchange.expired:
            return _error(401, EXPIRED_TOKEN, "Invalid Webhook Token")
        return exchange

    async def _message(
        self, method: str, token: str, name: str, body: Payload, files: dict[str, tuple[str, bytes]]
    ) -> web.Response:
        exchange = self._reachable(token)
        if isinstance(exchange, web.Response):
            return exchange
        known = [exchange.original, *exchange.messages]
        wanted = exchange.original if name == "@original" else next((m for m in known if m and m["id"] == name), None)
        if wanted is None or wanted in exchange.deleted:
            return _error(404, UNKNOWN_MESSAGE, "Unknown Message")
        if method == "GET":
            return _json(wanted)
        async with exchange.changed:
            if method == "DELETE":
                exchange.deleted.append(wanted)
                exchange.messages = [message for message in exchange.messages if message is not wanted]
                exchange.changed.notify_all()
                return web.Response(status=204)
            if faults := limits.message({**wanted, **body}, editing=True):
                self.complaints += faults
                return _error(400, INVALID_FORM, "; ".join(faults))
            self._apply(wanted, body, files)
            if wanted not in exchange.messages:
                exchange.messages.append(wanted)
            exchange.changed.notify_all()
        return _json(wanted)

    def _post(self, channel: int, body: Payload, files: dict[str, tuple[str, bytes]]) -> web.Response:
        if faults := limits.message({**body, "attachments": list(files)}):
            self.complaints += faults
            return _error(400, INVALID_FORM, "; ".join(faults))
        message = _blank(channel)
        self._apply(message, body, files)
        self.channel_messages.setdefault(channel, []).append(message)
        return _json(message)

    def _make(self, exchange: Exchange, data: Payload, files: dict[str, tuple[str, bytes]]) -> Payload:
        message = _blank(int(exchange.payload["channel"]["id"]))
        self._apply(message, data, files)
        return message

    def _apply(self, message: Payload, data: Payload, files: dict[str, tuple[str, bytes]]) -> None:
        mentions = data.get("allowed_mentions")
        shows = any(data.get(key) for key in ("content", "embeds", "components"))
        if shows and (mentions is None or mentions.get("parse")):
            self.complaints.append("a message that may ping")
        flags = data.get("flags") or 0
        kept = message["flags"] & (EPHEMERAL if message["flags"] & LOADING else message["flags"])
        message["flags"] = kept | (flags & ~EPHEMERAL if kept or message["flags"] & LOADING else flags)
        for key in ("content", "embeds", "components"):
            if data.get(key) is not None:
                message[key] = data[key]
        message["attachments"] = message["attachments"] + [self._store(*files[key]) for key in sorted(files)]
        by_name = {item["filename"]: item["url"] for item in message["attachments"]}
        for number, part in enumerate(walk(message["components"]), 1):
            part.setdefault("id", number)
            if part["type"] == 13 and (name := part["file"]["url"].removeprefix("attachment://")) in by_name:
                part["file"] = {"url": by_name[name]}
                part["name"] = name
            for item in part.get("items", []):
                url = item["media"]["url"].removeprefix("attachment://")
                if url in by_name:
                    item["media"] = {"url": by_name[url]}

    def upload(self, name: str, content: bytes) -> Payload:
        """A file as a user attaches it to a form."""
        return self._store(name, content)

    def content(self, attachment: Payload) -> bytes:
        """What a file that was sent holds."""
        return self.files[f"{attachment['id']}/{attachment['filename']}"]

    def _store(self, name: str, content: bytes) -> Payload:
        number = str(snowflake())
        self.files[f"{number}/{name}"] = content
        url = f"http://127.0.0.1:{self.port}/cdn/{number}/{name}"
        return {"id": number, "filename": name, "size": len(content), "url": url, "proxy_url": url}


def _json(data: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """discord.py reads JSON only under exactly this type."""
    given = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(data).encode(), status=status, headers=given)


def _blank(channel: int) -> Payload:
    return {
        "id": str(snowflake()),
        "channel_id": str(channel),
        "author": BOT,
        "content": "",
        "timestamp": "2024-01-13T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "pinned": False,
        "type": 0,
        "flags": 0,
        "application_id": str(APPLICATION),
    }


def _receipt(exchange: Exchange, kind: int) -> Payload:
    interaction: Payload = {"id": str(exchange.id), "type": exchange.payload["type"]}
    receipt: Payload = {"interaction": interaction}
    if exchange.original is not None and kind in {4, 5, 7}:
        interaction["response_message_id"] = exchange.original["id"]
        interaction["response_message_loading"] = kind == 5
        interaction["response_message_ephemeral"] = bool(exchange.original["flags"] & EPHEMERAL)
        receipt["resource"] = {"type": kind, "message": exchange.original}
    return receipt


def _application() -> Payload:
    return {
        "id": str(APPLICATION),
        "name": "Cornerstone",
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "owner": HOST.user(),
        "team": None,
        "summary": "",
    }


def _matches(fault: Fault, method: str, path: str) -> bool:
    return fault.times > 0 and fault.method == method and re.search(fault.path, path) is not None


def _failure(status: int) -> web.Response:
    if status == 429:
        body = {"message": "You are being rate limited.", "retry_after": 0.05, "global": False}
        return _json(body, status=429, headers={"Via": "1.1 stand-in"})
    return _json({"message": f"{status}", "code": 0}, status=status)


def _error(status: int, code: int, message: str) -> web.Response:
    return _json({"message": message, "code": code}, status=status)


async def _read(request: web.Request) -> tuple[Any, dict[str, tuple[str, bytes]]]:
    if request.content_type.startswith("multipart/"):
        body, files = None, {}
        reader = await request.multipart()
        async for part in reader:
            name = getattr(part, "name", None) or ""
            content = bytes(await part.read())  # type: ignore[union-attr]
            if name == "payload_json":
                body = json.loads(content)
            else:
                files[name] = (getattr(part, "filename", None) or name, content)
        return body, files
    text = await request.text()
    return (json.loads(text) if text else None), {}
