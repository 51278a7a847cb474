"""Discord's limits on what a bot sends: each function returns what is wrong, an empty list if nothing is."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from tests.discord_standin.exchange import COMPONENTS_V2, walk

Payload = dict[str, Any]
TEXT, BUTTON, TEXT_INPUT, LABEL, CONTAINER, ROW = 10, 2, 4, 18, 17, 1
SELECTS = {3, 5, 6, 7, 8}
LINK = 5


def _units(text: str) -> int:
    """Length in UTF-16 units, the stricter way to count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _between(name: str, text: str | None, low: int, high: int) -> list[str]:
    length = _units(text or "")
    return [] if low <= length <= high else [f"{name} has {length} characters, not {low} to {high}"]


def message(data: Payload, *, editing: bool = False) -> list[str]:
    """Faults of a message that is created or edited."""
    components = data.get("components") or []
    v2 = bool((data.get("flags") or 0) & COMPONENTS_V2)
    embeds = data.get("embeds") or []
    faults = _between("content", data.get("content"), 0, 2000) + _embeds(embeds)
    if v2:
        if data.get("content") or embeds or data.get("poll"):
            faults.append("content or embeds beside Components V2")
        faults += _layout(components)
    else:
        faults += _rows(components)
        if not editing and not (data.get("content") or embeds or data.get("attachments") or data.get("poll")):
            faults.append("an empty message")
    faults += _custom_ids(components)
    return faults


def _embeds(embeds: list[Payload]) -> list[str]:
    faults = [] if len(embeds) <= 10 else ["more than 10 embeds"]
    total = 0
    for embed in embeds:
        fields = embed.get("fields") or []
        texts = [
            (embed.get("title"), 256),
            (embed.get("description"), 4096),
            ((embed.get("footer") or {}).get("text"), 2048),
            ((embed.get("author") or {}).get("name"), 256),
        ]
        for text, limit in texts:
            faults += _between("a part of an embed", text, 0, limit)
            total += _units(text or "")
        for item in fields:
            faults += _between("a field's name", item.get("name"), 1, 256)
            faults += _between("a field's value", item.get("value"), 1, 1024)
            total += _units(item.get("name") or "") + _units(item.get("value") or "")
        if len(fields) > 25:
            faults.append("more than 25 fields")
    links = [embed["url"] for embed in embeds if embed.get("url")]
    if len(links) != len(set(links)):
        faults.append("two embeds with one URL fold into one")
    return faults + ([] if total <= 6000 else [f"embeds of {total} characters in all"])


def _layout(components: list[Payload]) -> list[str]:
    every = walk(components)
    faults = [] if len(every) <= 40 else [f"{len(every)} components, not up to 40"]
    if not components:
        faults.append("an empty layout")
    total = sum(_units(part["content"]) for part in every if part["type"] == TEXT)
    if total > 4000:
        faults.append(f"{total} characters of text in a layout")
    for part in every:
        if part["type"] == TEXT and not part["content"].strip():
            faults.append("an empty text")
        if part["type"] == CONTAINER and not part.get("components"):
            faults.append("an empty container")
        if part["type"] == 12:
            for item in part["items"]:
                faults += _between("an image's description", item.get("description"), 0, 1024)
    return faults + list(chain.from_iterable(_row(part) for part in every if part["type"] == ROW))


def _rows(components: list[Payload]) -> list[str]:
    faults = [] if len(components) <= 5 else ["more than 5 rows"]
    if any(part["type"] != ROW for part in components):
        faults.append("Components V2 without its flag")
    return faults + list(chain.from_iterable(_row(part) for part in components))


def _row(row: Payload) -> list[str]:
    parts = row.get("components") or []
    faults = [] if 1 <= len(parts) <= 5 else [f"a row of {len(parts)}"]
    for part in parts:
        if part["type"] == BUTTON:
            faults += _between("a button's label", part.get("label"), 0 if part.get("emoji") else 1, 80)
            if (part["style"] == LINK) != ("url" in part) or (part["style"] == LINK) == ("custom_id" in part):
                faults.append("a button needs a URL or a custom_id, by its style")
        elif part["type"] in SELECTS:
            faults += _select(part)
            if len(parts) > 1:
                faults.append("a select shares its row")
    return faults


def _select(part: Payload) -> list[str]:
    options = part.get("options") or []
    faults = _between("a placeholder", part.get("placeholder"), 0, 150)
    if part["type"] == 3 and not 1 <= len(options) <= 25:
        faults.append(f"a select of {len(options)} options")
    values = [option["value"] for option in options]
    if len(values) != len(set(values)):
        faults.append("two options with one value")
    for option in options:
        faults += _between("an option's label", option["label"], 1, 100)
        faults += _between("an option's value", option["value"], 1, 100)
        faults += _between("an option's description", option.get("description"), 0, 100)
    return faults


def _custom_ids(components: list[Payload]) -> list[str]:
    ids = [part["custom_id"] for part in walk(components) if "custom_id" in part]
    faults = list(chain.from_iterable(_between("custom_id", one, 1, 100) for one in ids))
    return faults + (["one custom_id twice"] if len(ids) != len(set(ids)) else [])


def modal(data: Payload) -> list[str]:
    """Faults of a modal."""
    parts = data.get("components") or []
    faults = _between("a modal's title", data.get("title"), 1, 45) + _between("custom_id", data["custom_id"], 1, 100)
    if not 1 <= len(parts) <= 5:
        faults.append(f"a modal of {len(parts)} items")
    for part in parts:
        if part["type"] not in {LABEL, TEXT}:
            faults.append("an item of a modal that is neither a label nor text")
        if part["type"] == LABEL:
            faults += _between("a label", part.get("label"), 1, 45)
            faults += _between("a label's description", part.get("description"), 0, 100)
            faults += _input(part["component"])
    return faults + _custom_ids(parts)


def _input(part: Payload) -> list[str]:
    if part["type"] in SELECTS:
        return _select(part)
    if part["type"] != TEXT_INPUT:
        return []
    faults = _between("a placeholder", part.get("placeholder"), 0, 100)
    faults += _between("a default", part.get("value"), 0, part.get("max_length") or 4000)
    if part.get("required", True) and "value" in part and not part["value"]:
        faults.append("an empty default of a required input")
    return faults


def choices(data: list[Payload]) -> list[str]:
    """Faults of an autocomplete."""
    faults = [] if len(data) <= 25 else ["more than 25 choices"]
    for choice in data:
        faults += _between("a choice's name", choice["name"], 1, 100)
        faults += _between("a choice's value", str(choice["value"]), 1, 100)
    return faults


def commands(data: list[Payload]) -> list[str]:
    """Faults of a list of commands that is synced."""
    faults = []
    slash = [one for one in data if one.get("type", 1) == 1]
    if len(slash) > 100 or sum(one.get("type") == 3 for one in data) > 5:
        faults.append("too many commands")
    for command in slash:
        faults += _command(command)
        size = sum(_weight(part) for part in _tree(command))
        if size > 8000:
            faults.append(f"/{command['name']} weighs {size} characters")
    return faults


def _tree(command: Payload) -> Iterable[Payload]:
    yield command
    for option in command.get("options", []):
        yield from _tree(option)


def _weight(part: Payload) -> int:
    own = max(map(_units, [part["name"], *(part.get("name_localizations") or {}).values()]))
    own += max(map(_units, [part.get("description", ""), *(part.get("description_localizations") or {}).values()]))
    return own + sum(_units(choice["name"]) + _units(str(choice["value"])) for choice in part.get("choices", []))


def _command(command: Payload) -> list[str]:
    faults: list[str] = []
    for part in _tree(command):
        for name in [part["name"], *(part.get("name_localizations") or {}).values()]:
            faults += _between("a command's name", name, 1, 32)
            if name != name.lower() or " " in name:
                faults.append(f"a command's name in capitals or with blanks: {name!r}")
        for text in [part["description"], *(part.get("description_localizations") or {}).values()]:
            faults += _between(f"the description of {part['name']}", text, 1, 100)
        options = part.get("options", [])
        if len(options) > 25 or len({option["name"] for option in options}) != len(options):
            faults.append(f"the options of {part['name']}")
        required = [option.get("required", False) for option in options]
        if required != sorted(required, reverse=True):
            faults.append(f"a required option after an optional one in {part['name']}")
    return faults
