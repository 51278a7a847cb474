"""/help and /about: what there is to type, and what the bot promises."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from discord import ui
from discord.app_commands import Command, ContextMenu, Group

from bot.ui.layout import FOUND, Shown, text
from bot.ui.phrases import Say

AnyCommand = Command[Any, ..., Any] | Group | ContextMenu

PROMISES = (
    "I answer questions about U.S.–Japan alliance news out of articles, and show where every word stands.",
    "I find, I never make anything up: what stands in quotation marks stands so in the article. Where the articles are silent, I say so.",
    "A verdict “not found” means that it is not in these articles, not that it is false.",
    "Your questions are not stored, unless you report an answer with “Wrong?”. /privacy shows and deletes what is kept of you.",
)


def help_layout(commands: Iterable[AnyCommand], moderators: frozenset[str], say: Say) -> Shown:
    """Every command with what it does; those of moderators in a part of their own."""
    everyone: list[str] = []
    theirs: list[str] = []
    for name, description in _flat(commands):
        command, told = f"**/{say.command(name)}**", say(description)
        if name in moderators or name.split()[0] in moderators:
            what = told.partition(": ")[2] or told  # "Moderators: …" is what the list says already
            theirs.append(f"{command} {what[0].upper()}{what[1:]}")
        else:
            everyone.append(f"{command} {told}")
    menus = [f"**{say(one.name)}**" for one in commands if isinstance(one, ContextMenu)]
    items = [text(f"### {say('What you can ask')}"), text("\n".join(everyone))]
    if menus:
        items.append(text(say("On a message, under Apps: {names}.", names=", ".join(menus))))
    if theirs:
        items += [text(f"### {say('For moderators')}"), text("\n".join(theirs))]
    return Shown(ui.Container(*items, accent_colour=FOUND))


def _flat(commands: Iterable[AnyCommand]) -> Iterable[tuple[str, str]]:
    for command in commands:
        if isinstance(command, Group):
            yield from _flat(command.commands)
        elif isinstance(command, Command):
            yield command.qualified_name, command.description


def about_layout(articles: int, first: str | None, last: str | None, say: Say) -> Shown:
    """Who the bot is and what it reads here."""
    reads = say("Articles that I read here: {count}.", count=f"{articles:,}")
    if first and last:
        reads = say(
            "Articles that I read here: {count}, published from {first} to {last}.",
            count=f"{articles:,}",
            first=first,
            last=last,
        )
    items = [
        text(f"### {say('About Cornerstone')}"),
        text("\n".join(f"- {say(promise)}" for promise in PROMISES)),
        text(reads),
    ]
    return Shown(ui.Container(*items, accent_colour=FOUND))
