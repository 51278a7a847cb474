"""``python -m tests.discord_standin.launch BASE GATEWAY ARGUMENT…``: the program itself, turned to a stand-in."""

from __future__ import annotations

import runpy
import sys

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route


def launch(base: str, gateway: str, *arguments: str) -> None:
    """Run ``python -m bot`` with discord.py's addresses changed."""
    Route.BASE = base
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    sys.argv = ["bot", *arguments]
    runpy.run_module("bot", run_name="__main__")


if __name__ == "__main__":
    launch(*sys.argv[1:])
