"""A loopback stand-in for Discord: gateway and REST as far as this bot uses them, strict where Discord is."""

from tests.discord_standin.exchange import Exchange
from tests.discord_standin.server import Fault, Standin
from tests.discord_standin.world import (
    ALICE,
    ARCHIVIST,
    ARCHIVISTS,
    BOB,
    DM,
    GUILD,
    HOST,
    MODERATOR,
    OTHER_GUILD,
    REPORT_CHANNEL,
    Person,
)

__all__ = [
    "ALICE",
    "ARCHIVIST",
    "ARCHIVISTS",
    "BOB",
    "DM",
    "GUILD",
    "HOST",
    "MODERATOR",
    "OTHER_GUILD",
    "REPORT_CHANNEL",
    "Exchange",
    "Fault",
    "Person",
    "Standin",
]
