"""/article add-url from a web site on this machine to the preview, through the fetcher and the child that reads pages."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web

from bot.guild_services import GuildServices
from tests.cogs.test_article import TEXT
from tests.cogs.test_files import page
from tests.discord_standin import MODERATOR, Exchange, Standin
from tests.ingest.test_fetch import Site, fetcher, leading, site, text

__all__ = ["site"]
PAGE = page(TEXT)


@pytest.fixture
def web_site(site: Site, services: GuildServices, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The site, which the bot takes for a public one."""
    monkeypatch.setattr(services.moderation, "_fetcher", fetcher(most_bytes=50_000))
    return site


async def add_url(library: Standin, url: str) -> Exchange:
    asked = await library.command("article add-url", {"url": url}, user=MODERATOR, wait=False)
    return await asked.until_settled(30)


async def test_a_page_comes_to_its_preview_and_is_saved(library: Standin, web_site: Site):
    web_site.pages |= {"/a": leading("/b#top"), "/b": text(PAGE)}
    preview = await add_url(library, f"<{web_site.url()}>")
    assert "**Ministers speak of the strait**" in preview.text
    assert f"<{web_site.url('/b')}>" in preview.text
    assert "“The strait must stay open to every ship,”" in preview.text
    assert "Saved as #1" in (await library.press(preview.message, "Save", user=MODERATOR)).text


async def test_a_slow_page_is_waited_for_behind_an_acknowledgement(library: Standin, web_site: Site):
    async def slow(_: web.Request) -> web.Response:
        await asyncio.sleep(2)
        return web.Response(body=PAGE, content_type="text/html")

    web_site.pages["/a"] = slow
    preview = await add_url(library, web_site.url())
    assert preview.wait_for_acknowledgement is not None
    assert preview.wait_for_acknowledgement < 3
    assert preview.callback == 5
    assert preview.ephemeral
    assert "Ministers speak" in preview.text


@pytest.mark.parametrize(
    ("handler", "told"),
    [
        (leading("http://169.254.169.254/latest/meta-data"), "not on the public internet"),
        (leading("http://[::ffff:10.0.0.1]/"), "not on the public internet"),
        (leading("file:///etc/passwd"), "Only web addresses"),
        (text(b"<html>" + b"a" * 60_000), "larger than"),
        (text("", status=401), "it asks for a login"),
        (text("", status=404), "there is no such page"),
        (text(b"%PDF-1.7", content_type="application/pdf"), "no page of text but application/pdf"),
        (text("<html><body><nav>Home</nav></body></html>"), "can't be taken in"),
        (text(b"\x00\xff\x00" * 2000), "can't be taken in"),
        (text(""), "can't be taken in"),
    ],
)
async def test_what_can_not_be_read_is_said_and_nothing_is_kept(library: Standin, web_site: Site, handler, told):
    web_site.pages["/a"] = handler
    refused = await add_url(library, web_site.url())
    assert refused.ephemeral
    assert told in refused.text
    assert "eference" not in refused.text
    assert not refused.buttons()
    assert "no articles of its own" in (await library.command("article list", user=MODERATOR)).text


async def test_robots_are_heard_on_discord(library: Standin, web_site: Site):
    web_site.pages |= {"/robots.txt": text("User-agent: *\nDisallow: /"), "/a": text(PAGE)}
    assert "robots.txt asks programs not to read this page" in (await add_url(library, web_site.url())).text
