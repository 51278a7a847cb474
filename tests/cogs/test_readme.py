"""The README tells of every command, with a picture that is there."""

from __future__ import annotations

import re
from pathlib import Path

from tests.discord_standin import Standin

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
SECTION = README.partition("## On Discord")[2].partition("\n## ")[0]


async def test_every_command_has_its_section(discord: Standin):
    headings = " ".join(re.findall(r"^### (.*)$", SECTION, re.MULTILINE))
    commands = [one for one in discord.commands if one.get("type", 1) == 1]
    assert [one["name"] for one in commands if f"/{one['name']}" not in headings] == []
    below = [
        f"/{one['name']} {part['name']}" for one in commands for part in one.get("options", []) if part["type"] == 1
    ]
    assert [name for name in below if name not in SECTION] == []


async def test_every_command_has_its_picture(discord: Standin):
    sections = {part.split("\n", 1)[0]: part for part in SECTION.split("\n### ")}
    names = [f"/{one['name']}" for one in discord.commands if one.get("type", 1) == 1]
    assert [
        n for n in names if not any(n in head.split() and "](docs/pictures/" in part for head, part in sections.items())
    ] == []


async def test_the_menus_are_named(discord: Standin):
    assert [one["name"] for one in discord.commands if one.get("type") == 3 and one["name"] not in SECTION] == []


def test_every_picture_is_there_and_described():
    pictures = re.findall(r"!\[(.*?)\]\((docs/pictures/[\w-]+\.png)\)", SECTION)
    assert len(pictures) > 10
    assert [path for text, path in pictures if not text or not (ROOT / path).is_file()] == []
    shown = {Path(path).name for _, path in pictures}
    assert {path.name for path in (ROOT / "docs" / "pictures").glob("*.png")} == shown
