"""Forms: modals built of labelled inputs, and what was filled in, read from the interaction itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord
from discord import ui

from bot.errors import ArticleRefused
from bot.ui.limits import INPUT_TEXT, LABEL_DESCRIPTION, LABEL_TEXT, MODAL_TITLE, length, shorten


def form(title: str, custom_id: str, items: Iterable[ui.Item[Any]]) -> ui.Modal:
    """A modal whose submission is found by its custom id, also after a restart."""
    made = ui.Modal(title=shorten(title, MODAL_TITLE), custom_id=custom_id)
    for item in items:
        made.add_item(item)
    return made


def line(
    name: str,
    label: str,
    *,
    value: str = "",
    hint: str = "",
    required: bool = True,
    most: int = 200,
    long: bool = False,
) -> ui.Label[Any]:
    """A text input; ``value`` stands in it from the start, as much of it as `prefilled` gives."""
    style = discord.TextStyle.paragraph if long else discord.TextStyle.short
    given = prefilled(value, most) or None
    box: ui.TextInput[Any] = ui.TextInput(
        style=style, custom_id=name, default=given, required=required, max_length=min(most, INPUT_TEXT)
    )
    return _labelled(label, box, hint)


def prefilled(value: str, most: int) -> str:
    """What of a value stands in an input that takes ``most`` units: all of it, or as much as fits."""
    room = min(most, INPUT_TEXT)
    kept = value[:room]
    while length(kept) > room:
        kept = kept[:-1]
    return kept


def upload(name: str, label: str, *, hint: str = "", required: bool = False) -> ui.Label[Any]:
    """A place for one file."""
    box: ui.FileUpload[Any] = ui.FileUpload(custom_id=name, required=required, min_values=int(required), max_values=1)
    return _labelled(label, box, hint)


def pick(name: str, label: str, options: Iterable[tuple[str, str, bool]], *, hint: str = "") -> ui.Label[Any]:
    """A list to choose one from: (value, label, chosen at the start)."""
    box: ui.Select[Any] = ui.Select(
        custom_id=name,
        options=[discord.SelectOption(label=label, value=value, default=given) for value, label, given in options],
    )
    return _labelled(label, box, hint)


def _labelled(label: str, box: ui.Item[Any], hint: str) -> ui.Label[Any]:
    description = shorten(hint, LABEL_DESCRIPTION) if hint else None
    return ui.Label(text=shorten(label, LABEL_TEXT), component=box, description=description)


def filled(interaction: discord.Interaction[Any]) -> dict[str, str]:
    """What was filled in, by the inputs' names; of a list the chosen value, of an upload the attachment's id."""
    data: Any = interaction.data
    found: dict[str, str] = {}
    for part in data.get("components", []):
        box = part.get("component") or next(iter(part.get("components", [])), None)
        if box:
            found[box["custom_id"]] = box.get("value") or next(iter(box.get("values") or []), "")
    return found


def uploaded(interaction: discord.Interaction[Any], name: str) -> discord.Attachment | None:
    """The file that was put into the upload of that name, or None."""
    data: Any = interaction.data
    number = filled(interaction).get(name)
    found = data.get("resolved", {}).get("attachments", {}).get(number)
    state = interaction._state  # noqa: SLF001 - a resolved attachment is built by discord.Interaction's own state alone
    return discord.Attachment(data=found, state=state) if found else None


async def content(file: discord.Attachment) -> bytes:
    """What was uploaded. Raises `ArticleRefused` where Discord doesn't give it out."""
    try:
        return await file.read()
    except discord.HTTPException as err:
        raise ArticleRefused("Discord did not give the file out. Attach it once more.") from err
