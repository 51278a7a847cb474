"""What a user does: type a command, press a button, submit a form; each returns what came of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from tests.discord_standin.exchange import Exchange, Payload, walk
from tests.discord_standin.world import (
    ALICE,
    APPLICATION,
    CHANNELS,
    DM_CHANNEL,
    GUILD,
    Person,
    guild_payload,
    role_payload,
    snowflake,
)

if TYPE_CHECKING:
    from tests.discord_standin.gateway import Gateway
    from tests.discord_standin.world import Clock

STRING, INTEGER, BOOLEAN, CHANNEL, ROLE = 3, 4, 5, 7, 8
Options = dict[str, Any]


class Driver:
    """Sends interactions through the gateway; mixed into the stand-in."""

    gateway: Gateway
    clock: Clock
    commands: list[Payload]
    exchanges: dict[str, Exchange]

    async def send(
        self, kind: int, data: Payload, *, user: Person, guild: int, more: Payload | None = None
    ) -> Exchange:
        """Dispatch an interaction and return its record at once."""
        number = snowflake()
        token = f"token-{number}"
        channel = CHANNELS.get(guild, DM_CHANNEL)
        payload: Payload = {
            "id": str(number),
            "application_id": str(APPLICATION),
            "type": kind,
            "token": token,
            "version": 1,
            "data": data,
            "locale": user.locale,
            "channel": {"id": str(channel), "type": 0 if guild else 1, "name": "general"},
            "channel_id": str(channel),
            "app_permissions": str(1 << 11),
            "attachment_size_limit": 10 * 1024 * 1024,
            "entitlements": [],
            "context": 0 if guild else 1,
            "authorizing_integration_owners": {"0": str(guild)},
            **(more or {}),
        }
        if guild:
            payload |= {
                "guild_id": str(guild),
                "member": user.member(),
                "guild": _partial(guild),
                "guild_locale": "en-US",
            }
        else:
            payload["user"] = user.user()
        exchange = Exchange(number, token, payload, self.clock.now())
        self.exchanges[token] = exchange
        await self.gateway.dispatch("INTERACTION_CREATE", payload)
        return exchange

    async def command(
        self, name: str, options: Options | None = None, *, user: Person = ALICE, guild: int = GUILD, wait: bool = True
    ) -> Exchange:
        """Type ``/name`` (``"article add"`` for a subcommand) with its options."""
        data = self._command_data(name, options or {}, None)
        exchange = await self.send(2, data, user=user, guild=guild)
        return await exchange.until_settled() if wait else exchange

    async def autocomplete(
        self, name: str, focused: str, options: Options, *, user: Person = ALICE, guild: int = GUILD
    ) -> list[Payload]:
        """The choices that are offered while ``focused`` is typed."""
        data = self._command_data(name, options, focused)
        exchange = await (await self.send(4, data, user=user, guild=guild)).until_settled()
        assert exchange.choices is not None
        return exchange.choices

    async def menu(self, name: str, message: Payload, *, user: Person = ALICE, guild: int = GUILD) -> Exchange:
        """Choose ``name`` from a message's context menu."""
        data = {
            "id": "1",
            "name": name,
            "type": 3,
            "target_id": message["id"],
            "resolved": {"messages": {message["id"]: message}},
        }
        return await (await self.send(2, data, user=user, guild=guild)).until_settled()

    async def press(
        self, message: Payload, label: str, *, values: list[str] | None = None, user: Person = ALICE, guild: int = GUILD
    ) -> Exchange:
        """Press the button with that label (or custom_id), or choose ``values`` from that select, on a message."""
        part = _find(message, label)
        data: Payload = {"custom_id": part["custom_id"], "component_type": part["type"]}
        if values is not None:
            data["values"] = values
        exchange = await self.send(3, data, user=user, guild=guild, more={"message": message})
        return await exchange.until_settled()

    async def submit(
        self,
        opened: Exchange,
        values: dict[str, Any],
        *,
        files: dict[str, list[Payload]] | None = None,
        user: Person = ALICE,
        guild: int = GUILD,
    ) -> Exchange:
        """Fill in the modal of ``opened`` by its labels and submit it; what is not named keeps its default."""
        assert opened.modal is not None
        files = files or {}
        resolved = {item["id"]: item for items in files.values() for item in items}
        parts = [_filled(part, values, files) for part in opened.modal["components"] if part["type"] == 18]
        data: Payload = {"custom_id": opened.modal["custom_id"], "components": parts}
        if resolved:
            data["resolved"] = {"attachments": resolved}
        more = {"message": opened.payload["message"]} if "message" in opened.payload else {}
        exchange = await self.send(5, data, user=user, guild=guild, more=more)
        return await exchange.until_settled()

    def _command_data(self, name: str, options: Options, focused: str | None) -> Payload:
        top, *below = name.split()
        declared = next(one for one in self.commands if one["name"] == top)
        for part in below:
            declared = next(one for one in declared["options"] if one["name"] == part)
        kinds = {option["name"]: option["type"] for option in declared.get("options", [])}
        resolved: Payload = {}
        given = []
        for key, value in options.items():
            shown = value
            if kinds[key] == CHANNEL:
                resolved.setdefault("channels", {})[str(value)] = {
                    "id": str(value), "type": 0, "name": "reports", "permissions": "0",
                }  # fmt: skip
                shown = str(value)
            elif kinds[key] == ROLE:
                resolved.setdefault("roles", {})[str(value)] = role_payload(value)
                shown = str(value)
            option = {"name": key, "type": kinds[key], "value": shown}
            given.append(option | ({"focused": True} if key == focused else {}))
        for part in reversed(below):
            given = [{"name": part, "type": 1, "options": given}]
        data = {"id": "1", "name": top, "type": 1, "options": given}
        return data | ({"resolved": resolved} if resolved else {})


def _find(message: Payload, label: str) -> Payload:
    pressable = [part for part in walk(message["components"]) if part.get("custom_id")]
    for part in pressable:
        if label in {part.get("label"), part.get("placeholder"), part["custom_id"]}:
            assert not part.get("disabled"), f"{label} is disabled"
            return part
    shown = [part.get("label") or part.get("placeholder") for part in pressable]
    raise AssertionError(f"nothing called {label!r} to press, only {shown}")


def _filled(part: Payload, values: dict[str, Any], files: dict[str, list[Payload]]) -> Payload:
    inner = part["component"]
    given = {"type": inner["type"], "custom_id": inner["custom_id"], "id": inner.get("id", 1)}
    if inner["type"] == 19:
        given["values"] = [item["id"] for item in files.get(part["label"], [])]
    elif inner["type"] == 4:
        given["value"] = values.get(part["label"], inner.get("value", ""))
        assert len(given["value"]) <= inner.get("max_length", 4000)
    else:
        chosen = [option["value"] for option in inner.get("options", []) if option.get("default")]
        given["values"] = values.get(part["label"], chosen)
    return {"type": 18, "id": part.get("id", 1), "component": given}


def _partial(guild: int) -> Payload:
    return {
        "id": str(guild),
        "locale": "en-US",
        "features": [],
        **{k: v for k, v in guild_payload(guild).items() if k == "name"},
    }


async def together(exchanges: list[Exchange]) -> None:
    """Until all of them are settled."""
    await asyncio.gather(*(exchange.until_settled(10) for exchange in exchanges))
