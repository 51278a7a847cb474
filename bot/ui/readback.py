"""What a message of ours says, read from the message itself: so nothing of a question needs to be stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import discord
from discord import ui

from bot.ui import ids
from bot.ui.escape import unescape
from bot.ui.layout import HEADLINE, QUESTION
from bot.ui.phrases import Say

_LINK = re.compile(r"\[((?:\\.|[^\[\]\\]){0,400})\]\(<[^>\s]{0,700}>\)")
_QUOTED = re.compile(r"“([^“”]{12,1500})”|(?<!\w)\"([^\"]{12,1500})\"(?!\w)")
_DOUBTED = re.compile(r"[“「](.{1,100}?)[”」]")
_NUMBERS = re.compile(r"(?: \[\d{1,2}\])+$")
_MARKS = re.compile(r"^(?:### |> |-# )|(?<!\\)\*\*|(?<!\\)~~", re.MULTILINE)


def texts(message: discord.Message) -> Iterator[tuple[int | None, str]]:
    """Each text of a message with its number, top to bottom."""
    yield from _texts(message.components)


def _texts(components: Any) -> Iterator[tuple[int | None, str]]:
    for part in components:
        if isinstance(part, discord.TextDisplay):
            yield part.id, part.content
        yield from _texts(getattr(part, "children", ()))


def plain(markdown: str) -> str:
    """The words that a piece of our markdown shows."""
    return unescape(_MARKS.sub("", _LINK.sub(r"\1", markdown)))


def question(message: discord.Message, say: Say) -> str:
    """The question that a message answers, as it is shown there; empty where none is."""
    shown = next((content for number, content in texts(message) if number == QUESTION), "")
    frame = say("Asked: {question}", question="\0").partition("\0")[0]
    return plain(shown).removeprefix(frame).removeprefix("Asked: ")


def answer(message: discord.Message) -> str:
    """Everything that a message says but for the question, in plain words."""
    kept = [plain(content) for number, content in texts(message) if number != QUESTION]
    return "\n".join(kept)


def headline(message: discord.Message) -> str:
    """The headline alone."""
    return next((plain(content) for number, content in texts(message) if number == HEADLINE), "")


def doubted(message: discord.Message) -> str:
    """The name that a message says may be more than one person; empty where none is."""
    match = _DOUBTED.match(headline(message))
    return match[1] if match else ""


def words(message: discord.Message) -> str:
    """What any message says, ours or another's: its content, else the words of its embeds or layout."""
    parts = [message.content]
    for embed in message.embeds:
        parts += [embed.title or "", embed.description or ""]
    if not any(part.strip() for part in parts):
        parts = [plain(content) for _, content in texts(message)]
    return "\n".join(part for part in parts if part.strip())


def quoted(message: discord.Message) -> str:
    """The words of a message that are to be checked: what stands in quotation marks there, else all of it.

    Of one of our own answers, the first words of an article that it shows.
    """
    shown = [line for _, content in texts(message) for line in content.split("\n") if line.startswith("> ")]
    if shown and not message.content.strip():
        return _NUMBERS.sub("", plain(shown[0])).strip(" “”")
    said = words(message)
    found = [match[1] or match[2] for match in _QUOTED.finditer(said)]
    return max(found, key=len, default=said.removeprefix("> "))


def copy_for_all(message: discord.Message) -> ui.LayoutView:
    """The message once more, without the button that showed it to all."""
    view = ui.LayoutView.from_message(message, timeout=None)
    for item in list(view.walk_children()):
        custom_id = getattr(item, "custom_id", None)
        if isinstance(custom_id, str) and ids.parse(custom_id).verb == ids.SHOW:
            parent = item.parent
            assert isinstance(parent, ui.ActionRow)
            parent.remove_item(item)
            if not parent.children:
                view.remove_item(parent)
    view.stop()
    return view
