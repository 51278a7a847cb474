"""Articles through Discord, over real services and a database in a file."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from bot.guild_services import GuildServices
from bot.ingest.fetch import Fetched
from bot.store.settings import ServerSettings
from tests.discord_standin import (
    ALICE,
    ARCHIVIST,
    ARCHIVISTS,
    BOB,
    DM,
    MODERATOR,
    OTHER_GUILD,
    REPORT_CHANNEL,
    Exchange,
    Fault,
    Standin,
)
from tests.discord_standin.exchange import text_of

TEXT = """WASHINGTON — The ministers met at the State Department on Friday to speak of the strait.

“The strait must stay open to every ship,” Secretary of State Antony Blinken told reporters. “We will not look away.”

Foreign Minister Yoko Kamikawa said that Japan would carry its share of the patrols.

The two sides agreed to meet again in Tokyo in the spring, officials said after the talks.
"""
FIELDS = {
    "Title": "Ministers speak of the strait",
    "Outlet and day": "The Harbour Post, January 13, 2024",
    "Link": "https://harbour.example/strait",
    "Text": TEXT,
}


async def add(library: Standin, fields: dict[str, str] | None = None, **who: object) -> Exchange:
    """Through form, preview and Save."""
    given = {"user": MODERATOR, **who}
    opened = await library.command("article add", **given)  # type: ignore[arg-type]
    preview = await library.submit(opened, FIELDS | (fields or {}), **given)  # type: ignore[arg-type]
    return await library.press(preview.message, "Save", **given)  # type: ignore[arg-type]


async def test_an_article_is_previewed_saved_and_answers(library: Standin):
    opened = await library.command("article add", user=MODERATOR)
    preview = await library.submit(opened, FIELDS, user=MODERATOR)
    assert preview.ephemeral
    for told in (
        "Ministers speak of the strait",
        "The Harbour Post — 13 January 2024",
        "Antony Blinken",
        "Nothing is saved yet",
    ):
        assert told in preview.text
    saved = await library.press(preview.message, "Save", user=MODERATOR)
    assert "Saved as #" in saved.text
    answer = await library.command("said", {"speaker": "Blinken", "topic": "strait"})
    assert "must stay open to every ship" in answer.text
    assert "[Ministers speak of the strait](<https://harbour.example/strait>)" in answer.text


async def test_cancelled_nothing_is_saved_and_the_draft_is_gone(library: Standin):
    preview = await library.submit(await library.command("article add", user=MODERATOR), FIELDS, user=MODERATOR)
    assert "Nothing was saved" in (await library.press(preview.message, "Cancel", user=MODERATOR)).text
    assert "no longer here" in (await library.press(preview.message, "Save", user=MODERATOR)).text
    assert "no articles of its own" in (await library.command("article list", user=MODERATOR)).text


async def test_edit_under_a_preview_opens_the_form_filled_in(library: Standin):
    preview = await library.submit(await library.command("article add", user=MODERATOR), FIELDS, user=MODERATOR)
    opened = await library.press(preview.message, "Edit", user=MODERATOR)
    again = await library.submit(opened, {"Title": "Another title"}, user=MODERATOR)
    assert "Another title" in again.text
    assert "The Harbour Post — 13 January 2024" in again.text
    assert "no longer here" in (await library.press(preview.message, "Save", user=MODERATOR)).text


async def test_a_long_article_comes_as_a_file_and_goes_out_as_one(library: Standin):
    long = TEXT + "".join(
        f"\n\nThe delegation number {n} then spoke about its own ports and ships." for n in range(120)
    )
    opened = await library.command("article add", user=MODERATOR)
    files = {"File instead of the text": [library.upload("long.txt", long.encode())]}
    preview = await library.submit(opened, FIELDS | {"Text": ""}, files=files, user=MODERATOR)
    (attached,) = preview.message["attachments"]
    assert library.content(attached).decode().count("delegation number") == 120
    form = await library.press(preview.message, "Edit", user=MODERATOR)
    again = await library.submit(form, {"Title": "A long day"}, user=MODERATOR)
    assert "A long day" in again.text
    assert library.content(again.message["attachments"][0]).decode().count("delegation number") == 120
    await library.press(again.message, "Save", user=MODERATOR)
    edit = await library.command("article edit", {"article": "long day"}, user=MODERATOR)
    assert "more than a form holds" in str(edit.modal)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt", b"", "can't be taken in"),
        ("a.pdf", b"%PDF-1.4", "a.pdf can't be read here. Save it as"),
        ("a.txt", b"\x00\x01\x02" * 500, "can't be taken in"),
        ("a.json", b"{", "can't be taken in"),
        ("a.jsonl", b'{"text": "One sentence here."}\n{"text": "Another sentence."}', "one at a time"),
        ("a.html", b"<html><body></body></html>", "can't be taken in"),
    ],
)
async def test_a_file_that_can_not_be_read_is_explained(library: Standin, name, data, told):
    opened = await library.command("article add", user=MODERATOR)
    files = {"File instead of the text": [library.upload(name, data)]}
    refused = await library.submit(opened, FIELDS, files=files, user=MODERATOR)
    assert told in refused.text
    assert "Reference" not in refused.text


async def test_a_form_without_a_text_is_explained(library: Standin):
    opened = await library.command("article add", user=MODERATOR)
    assert "There is no text" in (await library.submit(opened, {"Title": "x"}, user=MODERATOR)).text


async def test_the_same_text_again_is_not_saved_and_a_near_one_is_named(library: Standin):
    await add(library)
    assert "nothing was saved" in (await add(library)).text
    near = await add(library, {"Text": TEXT.replace("in the spring", "in the autumn")})
    assert "Looks like #" in near.text


async def test_an_edit_makes_a_version_and_says_what_it_orphans(library: Standin):
    await add(library)
    opened = await library.command("article edit", {"article": "1"}, user=MODERATOR)
    assert "must stay open" in str(opened.modal)
    preview = await library.submit(
        opened, {"Text": TEXT.replace("must stay open", "should remain open")}, user=MODERATOR
    )
    assert "a change to #1" in preview.text
    assert "would lose their words" in preview.text
    assert "version 2" in (await library.press(preview.message, "Save", user=MODERATOR)).text
    history = await library.command("article history", {"article": "1"}, user=MODERATOR)
    assert history.text.count(f"<@{MODERATOR.id}>") == 2


async def test_a_removed_article_is_cited_nowhere_until_it_is_back(library: Standin):
    await add(library)
    asked = await library.command("said", {"speaker": "Blinken", "topic": "strait"})
    assert "taken out" in (await library.command("article remove", {"article": "strait"}, user=MODERATOR)).text
    assert "no longer here" in (await library.press(asked.message, "In context")).text
    assert "stay open" not in (await library.command("said", {"speaker": "Blinken", "topic": "strait"})).text
    assert "no such article" in (await library.command("article show", {"article": "1"})).text
    offered = await library.autocomplete("article restore", "article", {"article": "strait"}, user=MODERATOR)
    assert (
        "is back" in (await library.command("article restore", {"article": offered[0]["value"]}, user=MODERATOR)).text
    )
    assert "stay open" in (await library.command("said", {"speaker": "Blinken", "topic": "strait"})).text


async def test_show_reads_an_article_page_by_page(library: Standin):
    long = TEXT + "".join(f"\n\nThe delegation number {n} then spoke about its own ports and ships." for n in range(60))
    await add(library, {"Text": long[:3990]})
    page = await library.command("article show", {"article": "strait"})
    seen = page.text
    assert "Quotations:" in seen
    while any(part.get("label") == "Read on" for part in page.buttons()):
        page = await library.press(page.message, "Read on")
        assert page.ephemeral
        seen += page.text
    assert all(f"number {n} then" in seen for n in range(40))


async def test_articles_are_exported_as_they_can_be_read_again(library: Standin):
    await add(library)
    one = await library.command("article export", {"article": "1"}, user=MODERATOR)
    content = library.content(one.message["attachments"][0]).decode()
    assert content.startswith("---\ntitle: Ministers speak of the strait\n")
    every = await library.command("article export", user=MODERATOR)
    (line,) = library.content(every.message["attachments"][0]).decode().splitlines()
    assert json.loads(line)["outlet"] == "The Harbour Post"


COMMANDS = [
    ("article add", {}), ("article add-url", {"url": "https://a.example"}), ("article edit", {"article": "1"}),
    ("article remove", {"article": "1"}), ("article restore", {"article": "1"}), ("article history", {"article": "1"}),
    ("article list", {}), ("article export", {}), ("quotation fix", {"article": "1", "quotation": "1", "kind": "none"}),
    ("reports", {}), ("settings", {}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "options"), COMMANDS, ids=[name for name, _ in COMMANDS])
async def test_only_moderators_may(library: Standin, name, options):
    refused = await library.command(name, options, user=ALICE)
    assert refused.ephemeral
    assert "Only moderators" in refused.text


@pytest.mark.parametrize("name", ["article add", "article list"])
async def test_moderation_is_for_servers_alone(library: Standin, name):
    assert "in a server" in (await library.command(name, user=MODERATOR, guild=DM)).text


async def test_buttons_and_forms_of_moderators_are_checked_too(library: Standin):
    opened = await library.command("article add", user=MODERATOR)
    assert "Only moderators" in (await library.submit(opened, FIELDS, user=ALICE)).text
    preview = await library.submit(opened, FIELDS, user=MODERATOR)
    for label in ("Save", "Edit", "Cancel"):
        assert "Only moderators" in (await library.press(preview.message, label, user=ALICE)).text


async def test_a_role_can_be_chosen_for_moderators(library: Standin):
    assert "Only moderators" in (await library.command("article list", user=ARCHIVIST)).text
    chosen = await library.command("settings", {"moderator_role": ARCHIVISTS}, user=MODERATOR)
    assert f"<@&{ARCHIVISTS}>" in chosen.text
    assert "no articles" in (await library.command("article list", user=ARCHIVIST)).text


async def test_what_is_a_servers_is_its_own(library: Standin, services: GuildServices):
    saved = await add(library)
    assert "Saved as #1" in saved.text
    asked = await library.command("said", {"speaker": "Blinken", "topic": "strait"})
    elsewhere: Any = {"guild": OTHER_GUILD}
    assert (
        "stay open" not in (await library.command("said", {"speaker": "Blinken", "topic": "strait"}, **elsewhere)).text
    )
    assert "no such article" in (await library.command("article show", {"article": "1"}, **elsewhere)).text
    assert await library.autocomplete("article show", "article", {"article": ""}, **elsewhere) == []
    assert await library.autocomplete("said", "speaker", {"speaker": "Blin"}, **elsewhere) == []
    assert "no longer here" in (await library.press(asked.message, "In context", **elsewhere)).text
    for name in ("remove", "restore", "edit", "history", "export"):
        told = (await library.command(f"article {name}", {"article": "1"}, user=MODERATOR, **elsewhere)).text
        assert "no article" in told.casefold() or "no removed article" in told.casefold()
    fixed = await library.command(
        "quotation fix", {"article": "1", "quotation": "1", "kind": "none"}, user=MODERATOR, **elsewhere
    )
    assert "no article #1" in fixed.text


async def test_a_draft_is_its_servers_own(library: Standin):
    preview = await library.submit(await library.command("article add", user=MODERATOR), FIELDS, user=MODERATOR)
    told = await library.press(preview.message, "Save", user=MODERATOR, guild=OTHER_GUILD)
    assert "no longer here" in told.text


async def test_the_hosts_articles_are_read_only(library: Standin, services: GuildServices, host_article: int):
    told = await library.command("article remove", {"article": str(host_article)}, user=MODERATOR)
    assert "everyone's" in told.text
    assert "Harbour" in (await library.command("article show", {"article": str(host_article)}, user=BOB)).text


async def test_a_quotation_is_put_right_and_stays_so(library: Standin):
    await add(library)
    offered = await library.autocomplete(
        "quotation fix", "quotation", {"article": "1", "quotation": "stay"}, user=MODERATOR
    )
    (choice,) = [one for one in offered if "stay open" in one["name"]]
    options = {"article": "1", "quotation": choice["value"], "speaker": "Kamikawa"}
    assert "Put right" in (await library.command("quotation fix", options, user=MODERATOR)).text
    assert "stay open" in (await library.command("said", {"speaker": "Kamikawa", "topic": "strait"})).text
    opened = await library.command("article edit", {"article": "1"}, user=MODERATOR)
    preview = await library.submit(opened, {"Text": TEXT + "\n\nThe talks took one hour."}, user=MODERATOR)
    await library.press(preview.message, "Save", user=MODERATOR)
    assert "stay open" in (await library.command("said", {"speaker": "Kamikawa", "topic": "strait"})).text
    gone = {"article": "1", "quotation": choice["value"], "kind": "none"}
    assert "Put right" in (await library.command("quotation fix", gone, user=MODERATOR)).text
    assert (
        "> “" not in (await library.command("said", {"speaker": "Kamikawa", "topic": "strait", "kind": "direct"})).text
    )


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"article": "1", "quotation": "1"}, "Say what is to be put right"),
        ({"article": "words", "quotation": "1", "kind": "none"}, "from what is offered"),
        ({"article": "1", "quotation": "999999", "kind": "none"}, "not one of this article's"),
        ({"article": "77", "quotation": "1", "kind": "none"}, "no article #77"),
        ({"article": "1", "quotation": "1", "kind": "none", "speaker": "Blinken"}, "not both"),
        ({"article": "1", "quotation": "1", "kind": "read", "speaker": "Blinken"}, "not both"),
        ({"article": "1", "quotation": "9" * 90, "kind": "none"}, "from what is offered"),
    ],
)
async def test_a_fix_that_makes_no_sense_is_explained(library: Standin, options, told):
    await add(library)
    assert told in (await library.command("quotation fix", options, user=MODERATOR)).text


async def test_a_report_is_queued_posted_and_settled(library: Standin):
    await add(library)
    await library.command("settings", {"report_channel": REPORT_CHANNEL}, user=MODERATOR)
    asked = await library.command("said", {"speaker": "Blinken", "topic": "strait"})
    opened = await library.press(asked.message, "Wrong?", user=BOB)
    await library.submit(opened, {"What is wrong?": "It was @everyone."}, user=BOB)
    (posted,) = library.channel_messages[REPORT_CHANNEL]
    assert r"It was \@everyone." in text_of(posted)
    queue = await library.command("reports", user=MODERATOR)
    assert "Question: /said speaker: Blinken topic: strait" in queue.text
    assert "There are none" in (await library.command("reports", user=MODERATOR, guild=OTHER_GUILD)).text
    elsewhere = await library.press(queue.message, "Settle #1", user=MODERATOR, guild=OTHER_GUILD)
    assert "not open" in elsewhere.text
    assert "is settled" in (await library.press(queue.message, "Settle #1", user=MODERATOR)).text
    assert "not open" in (await library.press(queue.message, "Settle #1", user=MODERATOR)).text


async def test_a_channel_that_can_not_be_posted_to_loses_no_report(library: Standin):
    await add(library)
    await library.command("settings", {"report_channel": REPORT_CHANNEL}, user=MODERATOR)
    library.faults.append(Fault("POST", "/messages$", 403))
    asked = await library.command("said", {"speaker": "Blinken", "topic": "strait"})
    thanked = await library.submit(await library.press(asked.message, "Wrong?"), {"What is wrong?": "All."})
    assert "Thank you" in thanked.text
    assert "All." in (await library.command("reports", user=MODERATOR)).text


async def test_settings_show_and_change_who_sees_answers(library: Standin):
    await add(library)
    assert "shown to all" in (await library.command("settings", user=MODERATOR)).text
    await library.command("settings", {"answers": "private", "starter": "hidden"}, user=MODERATOR)
    told = (await library.command("settings", user=MODERATOR)).text
    assert "shown to the asker alone" in told
    assert "Starter articles: hidden" in told
    assert (await library.command("said", {"speaker": "Blinken", "topic": "strait"})).ephemeral


async def test_the_same_interaction_twice_changes_once(library: Standin):
    await add(library)
    removed = await library.command("article remove", {"article": "1"}, user=MODERATOR)
    await library.command("article restore", {"article": "1"}, user=MODERATOR)
    await library.gateway.dispatch("INTERACTION_CREATE", removed.payload)
    await library.command("help")
    assert "Ministers" in (await library.command("article show", {"article": "1"})).text


async def test_a_page_is_fetched_previewed_and_saved(library: Standin, services: GuildServices, monkeypatch):
    page = f"<html><head><title>Ministers speak of the strait</title></head><body><article>{''.join(f'<p>{p}</p>' for p in TEXT.split(chr(10) * 2))}</article></body></html>"

    async def fetch(url: str) -> Fetched:
        return Fetched(url, "page.html", page.encode())

    monkeypatch.setattr(services.moderation._fetcher, "fetch", fetch)
    preview = await library.command("article add-url", {"url": "https://harbour.example/strait"}, user=MODERATOR)
    assert "Ministers speak of the strait" in preview.text
    assert "Saved as #1" in (await library.press(preview.message, "Save", user=MODERATOR)).text


async def test_a_page_behind_a_paywall_is_told_of(library: Standin, services: GuildServices, monkeypatch):
    marked = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    page = f"<html><head><title>Ferries</title>{marked}</head><body><article><p>{TEXT}</p></article></body></html>"

    async def fetch(url: str) -> Fetched:
        return Fetched(url, "page.html", page.encode())

    monkeypatch.setattr(services.moderation._fetcher, "fetch", fetch)
    preview = await library.command("article add-url", {"url": "https://harbour.example/strait"}, user=MODERATOR)
    assert "not free to read" in preview.text


async def test_of_two_edits_at_once_the_second_is_not_saved_over_the_first(library: Standin):
    await add(library)
    forms = [await library.command("article edit", {"article": "1"}, user=MODERATOR) for _ in range(2)]
    texts = [TEXT + f"\n\nThe talks took {count} hours." for count in ("two", "three")]
    previews = [
        await library.submit(form, {"Text": text}, user=MODERATOR) for form, text in zip(forms, texts, strict=True)
    ]
    assert "version 2" in (await library.press(previews[0].message, "Save", user=MODERATOR)).text
    assert "has been changed since" in (await library.press(previews[1].message, "Save", user=MODERATOR)).text


async def test_a_draft_of_a_removed_article_does_not_bring_it_back(library: Standin):
    await add(library)
    preview = await library.submit(
        await library.command("article edit", {"article": "1"}, user=MODERATOR), {"Title": "New"}, user=MODERATOR
    )
    await library.command("article remove", {"article": "1"}, user=MODERATOR)
    assert "no article #1" in (await library.press(preview.message, "Save", user=MODERATOR)).text


async def test_nothing_of_moderators_is_offered_to_others(library: Standin, host_article: int):
    await add(library)
    for name, option in (("article edit", "article"), ("article restore", "article"), ("quotation fix", "quotation")):
        given = {"article": "1"} | ({"quotation": ""} if option == "quotation" else {})
        assert await library.autocomplete(name, option, given, user=ALICE) == []
    for number in ("words", "999999999999999999999", str(host_article)):
        given = {"article": number, "quotation": ""}
        assert await library.autocomplete("quotation fix", "quotation", given, user=MODERATOR) == []


HAYASHI = """TOKYO — Foreign Minister Yoshimasa Hayashi met his counterpart on Friday to speak of the strait.

“We will keep talking,” Hayashi told reporters after the talks in the capital.
"""


@pytest.mark.parametrize("typed", ["hayashi y", "Hayashi", "林", "林芳正", "Hayashi Yoshimasa", "yoshimasa h"])
async def test_a_name_is_offered_whatever_form_is_typed(library: Standin, typed):
    await add(library, {"Text": HAYASHI, "Outlet and day": "The Harbour Post, 13 January 2023"})
    offered = await library.autocomplete("said", "speaker", {"speaker": typed})
    assert offered[0]["value"] == "Yoshimasa Hayashi"
    assert "We will keep talking" in (await library.command("said", {"speaker": offered[0]["value"]})).text


async def test_what_is_typed_is_taken_as_it_is_where_nothing_is_offered(library: Standin):
    for hostile in ('"; DROP TABLE', "NEAR(* OR", "@everyone", "x" * 100, "😀", " ", "林" * 50):
        assert await library.autocomplete("said", "speaker", {"speaker": hostile}) == []
        told = await library.command("said", {"speaker": hostile.strip() or "?"})
        assert told.ephemeral
        assert "Reference" not in told.text
        assert "report reference" not in told.text


async def test_a_page_inside_the_network_is_not_fetched(library: Standin):
    told = await library.command("article add-url", {"url": "http://169.254.169.254/latest"}, user=MODERATOR)
    assert "not on the public internet" in told.text


async def test_dear_commands_cool_down(library: Standin):
    for _ in range(5):
        await library.command("article add-url", {"url": "http://127.0.0.1/"}, user=MODERATOR)
    told = await library.command("article add-url", {"url": "http://127.0.0.1/"}, user=MODERATOR)
    assert "Please try again in" in told.text


@pytest.mark.parametrize("name", ["show", "edit", "remove", "restore", "history", "export"])
@pytest.mark.parametrize("typed", ["9" * 100, "#0", "-1", '"; DROP TABLE', "@everyone", "%", "no such words"])
async def test_an_article_that_is_not_there_is_explained(library: Standin, name, typed):
    told = await library.command(f"article {name}", {"article": typed}, user=MODERATOR)
    assert told.ephemeral
    assert "rticle" in told.text
    assert "eference" not in told.text


async def test_a_form_that_can_not_open_in_time_says_so(library: Standin, services: GuildServices, monkeypatch):
    async def slow(guild: int) -> ServerSettings:
        await asyncio.sleep(5)
        return ServerSettings()

    monkeypatch.setattr("bot.ui.reply.FORM_SECONDS", 0.1)
    monkeypatch.setattr(services, "settings", slow)
    told = await library.command("article add", user=ALICE)
    assert "is busy" in told.text
    assert told.modal is None
