"""Articles that come and go as files and pages: nothing is cut off, nothing is lost on the way."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.guild_services import GuildServices
from bot.ingest.fetch import Fetched
from tests.cogs.test_article import FIELDS, TEXT, add
from tests.discord_standin import MODERATOR, Exchange, Standin

FILE = "File instead of the text"
LONG = TEXT.strip() + "".join(
    f"\n\nThe delegation number {n} spoke of “port {n} and its quays,” Foreign Minister Yoko Kamikawa said of the talks."
    for n in range(150)
)


async def given(library: Standin, opened: Exchange, name: str, data: bytes, fields: dict[str, str]) -> Exchange:
    return await library.submit(opened, fields, files={FILE: [library.upload(name, data)]}, user=MODERATOR)


async def edit(library: Standin) -> Exchange:
    return await library.command("article edit", {"article": "1"}, user=MODERATOR)


async def save(library: Standin, preview: Exchange) -> str:
    return (await library.press(preview.message, "Save", user=MODERATOR)).text


async def exported(library: Standin) -> bytes:
    told = await library.command("article export", {"article": "1"}, user=MODERATOR)
    return library.content(told.message["attachments"][0])


def body_of(markdown: bytes) -> str:
    return markdown.decode().partition("\n---\n")[2].strip()


async def test_a_long_article_is_downloaded_changed_and_uploaded_whole(library: Standin):
    preview = await given(
        library, await library.command("article add", user=MODERATOR), "a.txt", LONG.encode(), FIELDS | {"Text": ""}
    )
    assert f"{len(LONG.strip()):,} characters in all" in preview.text
    await save(library, preview)
    before = await exported(library)
    assert body_of(before) == LONG.strip()
    changed = before.replace(b"port 77 and", b"port 77, cranes and")
    preview = await given(library, await edit(library), "article-1.md", changed, {})
    assert "would lose their words: 1" in preview.text
    assert "> port 77 and its quays," in preview.text
    assert "version 2" in await save(library, preview)
    assert body_of(await exported(library)) == LONG.strip().replace("port 77 and", "port 77, cranes and")


async def test_what_was_not_changed_is_no_new_version(library: Standin):
    await add(library)
    again = await library.submit(await edit(library), {}, user=MODERATOR)
    assert "exactly this text already" in await save(library, again)
    again = await given(library, await edit(library), "article-1.md", await exported(library), {})
    assert "exactly this text already" in await save(library, again)
    assert (await library.command("article history", {"article": "1"}, user=MODERATOR)).text.count("UTC") == 1


async def test_a_fact_changed_in_the_file_counts_and_one_changed_in_the_form_goes_first(library: Standin):
    await add(library)
    file = (await exported(library)).replace(b"Ministers speak of the strait", b"A title of the file")
    preview = await given(library, await edit(library), "a.md", file, {})
    assert "**A title of the file**" in preview.text
    preview = await given(library, await edit(library), "a.md", file, {"Title": "A title of the form", "Link": ""})
    assert "**A title of the form**" in preview.text
    assert "harbour.example" not in preview.text


async def test_a_text_typed_beside_a_file_is_not_passed_over_in_silence(library: Standin):
    opened = await library.command("article add", user=MODERATOR)
    other = "TOKYO — The ferries sail again on Friday, the ministry said."
    preview = await given(library, opened, "a.txt", other.encode(), FIELDS)
    assert "the text in the form is left out" in preview.text
    assert "The ferries sail again" in preview.text
    preview = await given(library, opened, "a.txt", other.encode(), FIELDS | {"Text": ""})
    assert "left out" not in preview.text


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
async def test_a_file_in_another_charset_is_read(library: Standin, charset):
    opened = await library.command("article add", user=MODERATOR)
    preview = await given(library, opened, "a.txt", TEXT.encode(charset), FIELDS | {"Text": ""})
    assert "“The strait must stay open to every ship,”" in preview.text


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.docx", b"PK\x03\x04" + b"\0" * 500, "a.docx can't be read here"),
        ("a.zip", b"PK\x03\x04" + b"\0" * 500, "a.zip can't be read here"),
        ("article", b"Some words.", "article can't be read here"),
        ("a.txt", b"PK\x03\x04" + b"\0" * 500, "a zip archive or office document"),
        ("a.html", b"%PDF-1.7" + b"x" * 500, "PDF"),
        ("a.txt", b"a" * 300_000, "larger than 0.2 MB"),
        ("a.md", b"---\ntitle: [\n---\nText.", "front matter is broken"),
        ("a.json", b"[" * 100_000, "can't be taken in"),
        ("a.txt", b" \n\t ", "it is empty"),
    ],
)
async def test_a_file_that_is_no_article_is_explained(library: Standin, name, data, told):
    opened = await library.command("article add", user=MODERATOR)
    refused = await given(library, opened, name, data, FIELDS | {"Text": ""})
    assert told in refused.text
    assert "eference" not in refused.text
    assert "no articles of its own" in (await library.command("article list", user=MODERATOR)).text


async def test_a_file_that_discord_does_not_give_out_is_explained(library: Standin):
    opened = await library.command("article add", user=MODERATOR)
    files = {FILE: [library.upload("a.txt", TEXT.encode())]}
    library.files.clear()
    told = await library.submit(opened, FIELDS, files=files, user=MODERATOR)
    assert "Attach it once more" in told.text


def page(text: str) -> bytes:
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    head = "<head><title>Ministers speak of the strait</title></head>"
    return f"<html>{head}<body><article>{paragraphs}</article></body></html>".encode()


@pytest.fixture
def web(services: GuildServices, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Pages by their address."""
    pages: dict[str, bytes] = {}

    async def fetch(url: str) -> Fetched:
        return Fetched(url, "page.html", pages[url])

    monkeypatch.setattr(services.moderation._fetcher, "fetch", fetch)
    return pages


URL = "https://harbour.example/strait"


async def add_url(library: Standin) -> Exchange:
    return await library.command("article add-url", {"url": URL}, user=MODERATOR)


async def test_a_page_that_is_there_already_is_previewed_as_a_change(library: Standin, web: dict[str, bytes]):
    web[URL] = page(TEXT)
    first = await add_url(library)
    assert "### Preview\n" in first.text
    assert "Saved as #1" in await save(library, first)
    same = await add_url(library)
    assert "a change to #1" in same.text
    assert "exactly this text already" in await save(library, same)
    web[URL] = page(TEXT.replace("must stay open", "should be free"))
    changed = await add_url(library)
    assert "would lose their words: 1" in changed.text
    assert "Looks like" not in changed.text
    assert "version 2" in await save(library, changed)


async def test_a_page_that_was_taken_out_says_that_saving_brings_it_back(library: Standin, web: dict[str, bytes]):
    web[URL] = page(TEXT)
    await save(library, await add_url(library))
    await library.command("article remove", {"article": "1"}, user=MODERATOR)
    again = await add_url(library)
    assert "#1, which was taken out. Save brings it back" in again.text
    await save(library, again)
    assert "must stay open" in (await library.command("article show", {"article": "1"})).text


async def test_a_page_saved_meanwhile_by_another_is_not_saved_over(library: Standin, web: dict[str, bytes]):
    web[URL] = page(TEXT)
    await save(library, await add_url(library))
    web[URL] = page(TEXT + "\n\nThe talks took one hour.")
    mine = await add_url(library)
    web[URL] = page(TEXT + "\n\nThe talks took two hours.")
    await save(library, await add_url(library))
    assert "has been changed since" in await save(library, mine)
    assert "two hours" in (await library.command("article show", {"article": "1"})).text


@pytest.mark.parametrize(
    "mark",
    [
        '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>',
        '<meta property="article:content_tier" content="locked">',
        "<meta name='article:content_tier' content='metered'/>",
    ],
)
async def test_a_page_that_is_paid_for_says_so(library: Standin, web: dict[str, bytes], mark):
    web[URL] = page(TEXT).replace(b"</head>", f"{mark}</head>".encode())
    assert "not free to read" in (await add_url(library)).text


async def test_a_page_without_words_is_explained(library: Standin, web: dict[str, bytes]):
    web[URL] = b"<html><body><div id=app></div><script>render()</script></body></html>"
    told: Any = await add_url(library)
    assert "can't be taken in" in told.text
    assert "eference" not in told.text


async def test_a_text_that_came_in_anew_is_told_at_restore(library: Standin):
    await add(library)
    await library.command("article remove", {"article": "1"}, user=MODERATOR)
    await add(library)
    told = await library.command("article restore", {"article": "1"}, user=MODERATOR)
    assert "came in anew as #2. Remove that one first." in told.text
    assert "eference" not in told.text
    assert "not taken out" in (await library.command("article restore", {"article": "2"}, user=MODERATOR)).text


async def test_of_two_saves_at_the_same_moment_one_is_told_of_the_other(library: Standin):
    await add(library)
    previews = [
        await library.submit(await edit(library), {"Text": f"{TEXT}\n\nThe talks took {count} hours."}, user=MODERATOR)
        for count in ("two", "three")
    ]
    told = await asyncio.gather(*(save(library, preview) for preview in previews))
    assert sum("is now at version 2" in one for one in told) == 1
    assert sum("has been changed since" in one for one in told) == 1


async def test_a_day_that_can_not_be_read_is_said(library: Standin):
    opened = await library.command("article add", user=MODERATOR)
    preview = await library.submit(
        opened, FIELDS | {"Outlet and day": "The Harbour Post, 45 Jantember"}, user=MODERATOR
    )
    assert "“45 Jantember” is no day that I can read" in preview.text
    preview = await library.submit(opened, FIELDS | {"Outlet and day": "2024-13-45"}, user=MODERATOR)
    assert "“2024-13-45” is no day that I can read. Write it as 2024-01-13." in preview.text
    assert "undated" in preview.text


async def test_a_title_that_no_form_holds_stays_whole(library: Standin):
    title = "A very long title of talks " * 30
    file = f"---\ntitle: {title}\n---\n\n{TEXT}".encode()
    opened = await library.command("article add", user=MODERATOR)
    preview = await given(library, opened, "a.md", file, {})
    await save(library, preview)
    opened = await edit(library)
    assert "Only its beginning fits here" in str(opened.modal)
    await save(library, await library.submit(opened, {"Link": "https://harbour.example/b"}, user=MODERATOR))
    assert title.strip() in " ".join((await exported(library)).decode().split())


async def test_an_earlier_version_goes_out_and_comes_back(library: Standin):
    await add(library)
    first = await exported(library)
    await save(
        library, await library.submit(await edit(library), {"Text": "A wrong paste, the editor said."}, user=MODERATOR)
    )
    assert b"wrong paste" in await exported(library)
    options: dict[str, Any] = {"article": "1", "version": 1}
    told = await library.command("article export", options, user=MODERATOR)
    earlier = library.content(told.message["attachments"][0])
    assert earlier == first
    preview = await given(library, await edit(library), "a.md", earlier, {"Text": "A wrong paste, the editor said."})
    assert "version 3" in await save(library, preview)
    assert await exported(library) == first
    assert "left out" not in preview.text


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"article": "1", "version": 2}, "#1 has no version 2 here"),
        ({"article": "7", "version": 1}, "#7 has no version 1 here"),
        ({"version": 1}, "of which article"),
    ],
)
async def test_a_version_that_is_not_there_is_explained(library: Standin, options, told):
    await add(library)
    refused = await library.command("article export", options, user=MODERATOR)
    assert told in refused.text
    assert not refused.message.get("attachments")
