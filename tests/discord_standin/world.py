"""Who and what there is in the stand-in: people, servers, ids."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import Any

APPLICATION = 900000000000000001
TOKEN = "stand-in.token.of-nobody"
GUILD = 700000000000000001
OTHER_GUILD = 700000000000000002
CHANNELS = {GUILD: 710000000000000001, OTHER_GUILD: 710000000000000002}
REPORT_CHANNEL = 710000000000000003
DM = 0
DM_CHANNEL = 720000000000000001
MANAGE_MESSAGES = 1 << 13
EVERYDAY = (1 << 10) | (1 << 11) | (1 << 31)  # view, send, use commands
ARCHIVISTS = 730000000000000001
EPOCH = 1420070400000

_counter = itertools.count()


@dataclass(frozen=True)
class Person:
    """A user; ``permissions`` and ``roles`` hold in every server of the stand-in."""

    id: int
    name: str
    permissions: int = EVERYDAY
    roles: tuple[int, ...] = ()
    locale: str = "en-US"

    def user(self) -> dict[str, Any]:
        return {"id": str(self.id), "username": self.name, "discriminator": "0", "avatar": None, "global_name": None}

    def member(self) -> dict[str, Any]:
        return {
            "user": self.user(),
            "roles": [str(role) for role in self.roles],
            "joined_at": "2024-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
            "permissions": str(self.permissions),
        }


ALICE = Person(100000000000000001, "alice")
BOB = Person(100000000000000002, "bob")
ARCHIVIST = Person(100000000000000004, "archivist", EVERYDAY, (ARCHIVISTS,))
HOST = Person(100000000000000005, "host")  # owns the application
MODERATOR = Person(100000000000000003, "moderator", EVERYDAY | MANAGE_MESSAGES)
BOT: dict[str, Any] = {
    "id": str(APPLICATION),
    "username": "cornerstone",
    "discriminator": "0",
    "avatar": None,
    "global_name": None,
    "bot": True,
}


def snowflake() -> int:
    """A fresh id that carries the present moment, as Discord's do."""
    return ((int(time.time() * 1000) - EPOCH) << 22) | (next(_counter) & 0x3FFFFF)


def role_payload(number: int) -> dict[str, Any]:
    """A role without permissions of its own."""
    return {
        "id": str(number),
        "name": "archivists",
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 1,
        "permissions": "0",
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def guild_payload(guild: int) -> dict[str, Any]:
    """A server as GUILD_CREATE tells it, with one text channel and one for reports."""
    channels = [{"id": str(CHANNELS[guild]), "type": 0, "name": "general", "position": 0, "permission_overwrites": []}]
    if guild == GUILD:
        reports = {"id": str(REPORT_CHANNEL), "type": 0, "name": "reports", "position": 1, "permission_overwrites": []}
        channels.append(reports)
    return {
        "id": str(guild),
        "name": f"server {guild}",
        "owner_id": str(MODERATOR.id),
        "channels": channels,
        "roles": [role_payload(ARCHIVISTS)],
        "members": [],
        "emojis": [],
        "stickers": [],
        "features": [],
        "member_count": 3,
        "unavailable": False,
    }


@dataclass
class Clock:
    """Seconds; moved on by tests that must not wait."""

    ahead: float = field(default=0.0)

    def now(self) -> float:
        return time.monotonic() + self.ahead
