"""Draws the pictures of the README: each command's real reply, over the starter articles, in headless Chromium.

npm install --prefix FOLDER @skyra/discord-components-core
python -m bench.pictures FOLDER/node_modules
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from aiohttp import web
from PIL import Image, ImageChops

from bench.discord_html import page
from bot.app import Cornerstone
from bot.config import Settings
from bot.guild_services import GuildServices
from bot.moderation import Who
from bot.serving import guild_services
from bot.store.database import Database
from bot.store.drafts import Draft
from bot.ui.phrases import Phrases
from tests.discord_standin import ALICE, GUILD, MODERATOR, Exchange, Person, Standin
from tests.discord_standin.running import running

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
WIDTH, HEIGHT = 760, 2400
IMPORTS = {
    "lit": "lit/index.js",
    "lit/": "lit/",
    "lit-html": "lit-html/lit-html.js",
    "lit-html/": "lit-html/",
    "lit-element": "lit-element/index.js",
    "lit-element/": "lit-element/",
    "@lit/reactive-element": "@lit/reactive-element/reactive-element.js",
    "@lit/reactive-element/": "@lit/reactive-element/",
    "@lit/context": "@lit/context/index.js",
}


AKI = Person(100000000000000009, "aki", locale="ja")


@dataclass(frozen=True)
class Shot:
    """A picture: its file's name, the command and its options, the button pressed after it, if any, and by whom."""

    name: str
    command: str
    options: dict[str, Any] = field(default_factory=dict)
    press: str = ""
    user: Person = ALICE


ASKED = "What did Blinken say about Taiwan?"
SHOTS = (
    Shot("ask", "ask", {"question": ASKED}),
    Shot("in-context", "ask", {"question": ASKED}, "In context"),
    Shot("who", "who", {"question": "Who received Kamikawa at the State Department?"}),
    Shot("when", "when", {"question": "When did Blinken meet Kamikawa?"}),
    Shot("what", "what", {"question": "What was the air exercise meant to show?"}),
    Shot("said", "said", {"speaker": "Blinken", "topic": "Taiwan"}),
    Shot("quote", "quote", {"words": "effort to undermine the longstanding status quo"}),
    Shot("verify", "verify", {"quote": "an effort to maintain the longstanding status quo", "speaker": "Blinken"}),
    Shot("timeline", "timeline", {"subject": "ferries"}),
    Shot("sources", "sources"),
    Shot("article-show", "article show", {"article": "1"}),
    Shot("silence", "said", {"speaker": "Blinken", "topic": "whaling"}),
    Shot("japanese", "said", {"speaker": "ブリンケン", "topic": "台湾"}, user=AKI),
    Shot("about", "about"),
    Shot("help", "help"),
    Shot("privacy", "privacy"),
    Shot("reports", "reports", user=MODERATOR),
    Shot("settings", "settings", {"answers": "public"}, user=MODERATOR),
)
ARTICLE = {
    "Title": "Harbour minister wants more ferries",
    "Outlet and day": "The Harbour Post, 13 January 2024",
    "Link": "https://harbour.example/ferries",
    "Text": (
        "Read also: Ten harbours to see before you sail\n\nPORT MARSH — The harbour council met on Friday to speak of "
        "ferries.\n\n“More ferries will sail in the spring,” Harbour Minister Ann Marsh told reporters."
    ),
}
# Dated remarks for the timeline: the starter articles tell no day of publication. Nobody of these is real.
REMARKS = (
    ("2023-01-11", "Ann Marsh", "“We will build two ferries this year,” Harbour Minister Ann Marsh told reporters."),
    ("2023-02-02", "Ken Ota", "Pilot Ken Ota said that the ferries would need deeper harbours."),
    ("2023-03-20", "Ann Marsh", "Harbour Minister Ann Marsh said that the first of the ferries was late."),
    ("2024-01-12", "Ann Marsh", "“The ferries sail tomorrow,” Harbour Minister Ann Marsh said."),
    ("2024-01-19", "Ken Ota", "“These ferries are the best I have steered,” Pilot Ken Ota said."),
)


async def shoot(standin: Standin, shot: Shot) -> Exchange:
    """The reply that is to be shown."""
    exchange = await standin.command(shot.command, shot.options, user=shot.user)
    if not shot.press:
        return exchange
    labels = [part.get("label") or part.get("placeholder") for part in exchange.buttons()]
    label = next(label for label in labels if label and label.startswith(shot.press))
    select = next((part for part in exchange.buttons() if part.get("placeholder") == label), None)
    values = [select["options"][0]["value"]] if select else None
    return await standin.press(exchange.message, label, values=values)


async def take_in(services: GuildServices) -> None:
    """The remarks of the timeline, an article each."""
    who = Who(GUILD, MODERATOR.id, "")
    for day, name, words in REMARKS:
        text = f"The harbour council met to speak of ferries in Port Marsh.\n\n{words}"
        fields = (("title", f"{name} on ferries"), ("outlet", "The Harbour Post"), ("published", day))
        shown = await services.moderation.typed(who, Draft(f"discord:{day}", text, fields), None)
        await services.moderation.save(replace(who, interaction=day), shown.number)


async def report(standin: Standin) -> None:
    """An answer that somebody finds wrong."""
    asked = await standin.command("when", {"question": "When did Blinken meet Kamikawa?"})
    opened = await standin.press(asked.message, "Wrong?")
    await standin.submit(opened, {"What is wrong?": "They met on Friday in Washington: was it Saturday in Tokyo?"})


async def mend(services: GuildServices, standin: Standin) -> Exchange:
    """A speaker put right."""
    who = Who(GUILD, MODERATOR.id, "")
    own = (await services.articles("Ken Ota", (who.scope,)))[0][0]
    quotation = (await services.mending.listed(who, own))[0].stored.id
    options = {"article": str(own), "quotation": str(quotation), "speaker": "Kenji Ota"}
    return await standin.command("quotation fix", options, user=MODERATOR)


async def preview(standin: Standin) -> Exchange:
    """The preview of an article."""
    return await standin.submit(await standin.command("article add", user=MODERATOR), ARTICLE, user=MODERATOR)


async def draw(html: str, modules: Path, target: Path, chromium: str) -> None:
    """A page as a PNG, cut to what is on it."""

    async def show(_: web.Request) -> web.Response:
        return web.Response(text=html, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", show)
    app.router.add_static("/modules/", modules)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.png"
        process = await asyncio.create_subprocess_exec(
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--screenshot={raw}",
            f"--window-size={WIDTH},{HEIGHT}", "--virtual-time-budget=8000", f"http://127.0.0.1:{port}/",
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        await process.wait()
        _cut(raw, target)
    await runner.cleanup()


def _cut(raw: Path, target: Path) -> None:
    with Image.open(raw) as opened:
        image = opened.convert("RGB")
    blank = Image.new("RGB", image.size, image.getpixel((WIDTH - 1, HEIGHT - 1)))
    box = ImageChops.difference(image, blank).getbbox() or (0, 0, WIDTH, 100)
    image.crop((0, 0, WIDTH, min(HEIGHT, box[3] + 12))).save(target, optimize=True)


async def main(modules: Path, chromium: str, only: str | None) -> None:
    """Draw every picture, or the one that is named."""
    imports = json.dumps({name: f"/modules/{path}" for name, path in IMPORTS.items()})
    PICTURES.mkdir(parents=True, exist_ok=True)
    settings = Settings()
    async with Database.open(":memory:") as database, Standin() as standin:
        services = guild_services(settings, database)
        await services.refresh_starter()
        await take_in(services)
        async with running(Cornerstone(services, Phrases.load(), settings.discord), standin):
            await report(standin)
            shots = [(shot.name, f"/{shot.command}", await shoot(standin, shot)) for shot in SHOTS]
            shots.append(("article-add", "/article add", await preview(standin)))
            shots.append(("quotation-fix", "/quotation fix", await mend(services, standin)))
        for name, command, exchange in shots:
            if only in {None, name}:
                await draw(page(exchange.message, command, imports), modules, PICTURES / f"{name}.png", chromium)
                print(name, exchange.text.split("\n")[0])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", type=Path)
    parser.add_argument("--chromium", default="chromium")
    parser.add_argument("--only")
    given = parser.parse_args()
    asyncio.run(main(given.modules, given.chromium, given.only))
