"""``python -m tests.discord_standin.launch BASE GATEWAY ARGUMENT…``: the program itself, turned to a stand-in."""

from __future__ import annotations

import sys

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.cli import main


def launch(base: str, gateway: str, *arguments: str) -> int:
    """Run ``python -m bot`` with discord.py's addresses changed."""
    Route.BASE = base
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    return main(arguments)


if __name__ == "__main__":
    sys.exit(launch(*sys.argv[1:]))
