"""One interaction and everything that the bot answered to it, as its user sees it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

EPHEMERAL = 1 << 6
LOADING = 1 << 7
COMPONENTS_V2 = 1 << 15

Payload = dict[str, Any]


def walk(components: list[Payload]) -> list[Payload]:
    """Every component below these, depth first."""
    found: list[Payload] = []
    for component in components:
        found.append(component)
        inner = list(component.get("components", []))
        if accessory := component.get("accessory"):
            inner.append(accessory)
        if wrapped := component.get("component"):
            inner.append(wrapped)
        found += walk(inner)
    return found


def text_of(message: Payload) -> str:
    """All text of a message, markdown and all, top to bottom."""
    parts = [message.get("content") or ""]
    for embed in message.get("embeds", []):
        parts += [embed.get("title") or "", embed.get("description") or ""]
        parts += [f"{item['name']}\n{item['value']}" for item in embed.get("fields", [])]
    parts += [part["content"] for part in walk(message.get("components", [])) if part["type"] == 10]
    return "\n".join(part for part in parts if part)


@dataclass
class Exchange:
    """An interaction's life: when it came, how it was acknowledged, what was shown."""

    id: int
    token: str
    payload: Payload
    born: float
    acknowledged: float | None = None
    callback: int | None = None
    modal: Payload | None = None
    choices: list[Payload] | None = None
    original: Payload | None = None
    messages: list[Payload] = field(default_factory=list)
    deleted: list[Payload] = field(default_factory=list)
    expired: bool = False
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def wait_for_acknowledgement(self) -> float | None:
        """Seconds from the interaction to its acknowledgement."""
        return None if self.acknowledged is None else self.acknowledged - self.born

    @property
    def settled(self) -> bool:
        """Whether the user has something other than "is thinking…" before them."""
        if self.modal is not None or self.choices is not None or self.callback in {6, 7}:
            return True
        return any(not message["flags"] & LOADING for message in self.messages)

    async def until_settled(self, timeout: float = 20.0) -> Exchange:  # noqa: ASYNC109 - a test's patience
        """Wait for the answer. Raises `TimeoutError`."""
        async with asyncio.timeout(timeout), self.changed:
            await self.changed.wait_for(lambda: self.settled)
        return self

    @property
    def message(self) -> Payload:
        """The last message that was shown."""
        return [message for message in self.messages if not message["flags"] & LOADING][-1]

    @property
    def text(self) -> str:
        """The words of the last message."""
        return text_of(self.message)

    @property
    def ephemeral(self) -> bool:
        """Whether only the one who asked sees the last message."""
        return bool(self.message["flags"] & EPHEMERAL)

    def buttons(self) -> list[Payload]:
        """Everything on the last message that can be pressed or chosen from."""
        return [part for part in walk(self.message.get("components", [])) if part.get("custom_id")]
