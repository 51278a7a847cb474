"""What moderators put right, once for an interaction; and what stands in their way."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import zlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.guild_services import GuildServices
from bot.ingest import fetch
from bot.models import RawArticle
from bot.moderation import Mend, NotThere, Repeated, Who
from bot.moderation.articles import READABLE
from bot.services import utc_now
from bot.store import quotation_index
from bot.ui.phrases import Phrases
from tests.cogs.test_article import FIELDS, TEXT, add
from tests.discord_standin import (
    ALICE,
    ARCHIVIST,
    ARCHIVISTS,
    DM,
    GUILD,
    HOST,
    MODERATOR,
    OTHER_GUILD,
    REPORT_CHANNEL,
    Standin,
)
from tests.discord_standin.exchange import Exchange
from tests.discord_standin.world import EVERYDAY, Person

DEMOTED = Person(MODERATOR.id, MODERATOR.name, EVERYDAY)
ROLELESS = Person(ARCHIVIST.id, ARCHIVIST.name, EVERYDAY)


async def offered(library: Standin, typed: str = "") -> list[dict[str, Any]]:
    return await library.autocomplete(
        "quotation fix", "quotation", {"article": "1", "quotation": typed}, user=MODERATOR
    )


async def fix(library: Standin, number: str, **how: str) -> str:
    options = {"article": "1", "quotation": number, **how}
    return (await library.command("quotation fix", options, user=MODERATOR)).text


async def said(library: Standin, speaker: str, kind: str = "direct") -> str:
    return (await library.command("said", {"speaker": speaker, "topic": "strait", "kind": kind})).text


async def open_strait(library: Standin) -> str:
    (choice,) = await offered(library, "must stay open")
    return str(choice["value"])


async def test_not_a_quotation_is_offered_again_and_taken_back(library: Standin):
    await add(library)
    number = await open_strait(library)
    assert "not taken for a quotation" in await fix(library, number, kind="none")
    assert "“The strait must stay" not in await said(library, "Blinken")
    (choice,) = await offered(library, "must stay open")
    assert choice["name"].startswith("[not a quotation] Antony Blinken")
    told = await fix(library, choice["value"], kind="read")
    assert "shown as it was read" in told
    assert "**Antony Blinken** (direct speech)" in told
    assert "The strait must stay open" in await said(library, "Blinken")


async def test_who_names_the_speaker_of_what_was_no_quotation_takes_it_for_one(library: Standin):
    await add(library)
    number = await open_strait(library)
    await fix(library, number, kind="none")
    assert "**Yoko Kamikawa** (direct speech)" in await fix(library, number, speaker="Kamikawa")
    assert "The strait must stay open" in await said(library, "Kamikawa")


async def test_a_second_correction_keeps_the_first(library: Standin):
    await add(library)
    number = await open_strait(library)
    await fix(library, number, speaker="Kamikawa")
    assert "**Yoko Kamikawa** (reported speech)" in await fix(library, number, kind="reported")
    assert "The strait must stay open" in await said(library, "Kamikawa", "reported")


async def test_another_speaker_does_not_get_the_first_ones_office(library: Standin):
    await add(library)
    assert "Secretary of State" in await said(library, "Blinken")
    await fix(library, await open_strait(library), speaker="Kamikawa")
    told = await said(library, "Kamikawa")
    assert "The strait must stay open" in told
    assert "Secretary of State" not in told


async def test_a_speaker_whom_no_list_knows_is_found_in_the_article(library: Standin):
    await add(library, {"Text": TEXT + "\n\nHarbour master Tomas Okonjo welcomed the guests. Okonjo led them round."})
    assert "**Tomas Okonjo**" in await fix(library, await open_strait(library), speaker="okonjo")
    assert "The strait must stay open" in await said(library, "Tomas Okonjo")


async def test_corrections_outlive_an_edit_that_lost_the_words_for_a_while(library: Standin):
    await add(library)
    number = await open_strait(library)
    await fix(library, number, speaker="Kamikawa")
    for text in (TEXT.replace("must stay open", "should be free"), TEXT):
        opened = await library.command("article edit", {"article": "1"}, user=MODERATOR)
        preview = await library.submit(opened, {"Text": text}, user=MODERATOR)
        await library.press(preview.message, "Save", user=MODERATOR)
        assert ("The strait must stay open" in await said(library, "Kamikawa")) == (text == TEXT)
    assert await open_strait(library) == number


async def replay(library: Standin, exchange: Exchange) -> str:
    """The same interaction once more, as after a dropped connection; with a token of its own, so that its answer shows."""
    token = f"again-{exchange.token}"
    again = Exchange(exchange.id, token, exchange.payload | {"token": token}, library.clock.now())
    library.exchanges[token] = again
    await library.gateway.dispatch("INTERACTION_CREATE", again.payload)
    return (await again.until_settled()).text


async def history(library: Standin) -> str:
    return (await library.command("article history", {"article": "1"}, user=MODERATOR)).text


WHO = Who(GUILD, MODERATOR.id, "4711")


async def test_a_change_that_failed_leaves_its_interaction_free(library: Standin, services: GuildServices, monkeypatch):
    await add(library)
    number = int(await open_strait(library))
    changes = (
        lambda: services.mending.fix(WHO, 1, number, Mend(withdrawn=True)),
        lambda: services.moderation.remove(replace(WHO, interaction="4712"), 1),
    )
    for change in changes:
        with monkeypatch.context() as broken:
            broken.setattr(quotation_index, "unindex", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                await change()
        before = (await history(library)).count("<@")
        await change()
        assert (await history(library)).count("<@") == before + 1
        with pytest.raises((Repeated, NotThere)):
            await change()


async def test_a_correction_comes_once_for_an_interaction(library: Standin):
    await add(library)
    number = await open_strait(library)
    options = {"article": "1", "quotation": number, "kind": "none"}
    fixed = await library.command("quotation fix", options, user=MODERATOR)
    await fix(library, number, kind="read")
    assert "done already" in await replay(library, fixed)
    assert "The strait must stay open" in await said(library, "Blinken")


async def test_saving_comes_once_for_an_interaction(library: Standin):
    opened = await library.command("article add", user=MODERATOR)
    preview = await library.submit(opened, FIELDS, user=MODERATOR)
    saved = await library.press(preview.message, "Save", user=MODERATOR)
    await library.command("article remove", {"article": "1"}, user=MODERATOR)
    assert "no longer here" in await replay(library, saved)
    assert "no such article" in (await library.command("article show", {"article": "1"})).text


async def test_a_right_that_was_taken_away_before_save_is_gone(library: Standin):
    await library.command("settings", {"moderator_role": ARCHIVISTS}, user=MODERATOR)
    for before, after in ((MODERATOR, DEMOTED), (ARCHIVIST, ROLELESS)):
        opened = await library.command("article add", user=before)
        assert "Only moderators" in (await library.submit(opened, FIELDS, user=after)).text
        preview = await library.submit(opened, FIELDS, user=before)
        for label in ("Save", "Edit", "Cancel"):
            assert "Only moderators" in (await library.press(preview.message, label, user=after)).text
    assert "no articles of its own" in (await library.command("article list", user=MODERATOR)).text


async def test_the_buttons_of_queue_and_list_are_checked_each_time(library: Standin):
    await add(library)
    asked = await library.command("said", {"speaker": "Blinken", "topic": "strait"})
    await library.submit(await library.press(asked.message, "Wrong?"), {"What is wrong?": "All."})
    queue = await library.command("reports", user=MODERATOR)
    for user in (ALICE, DEMOTED):
        assert "Only moderators" in (await library.press(queue.message, "Settle #1", user=user)).text
    assert "is settled" in (await library.press(queue.message, "Settle #1", user=MODERATOR)).text


async def test_a_chosen_role_and_channel_can_be_chosen_no_more(library: Standin):
    await library.command("settings", {"moderator_role": ARCHIVISTS, "report_channel": REPORT_CHANNEL}, user=MODERATOR)
    told = (await library.command("settings", {"unset": "role"}, user=ARCHIVIST)).text
    assert "whoever has Manage Messages" in told
    assert f"<#{REPORT_CHANNEL}>" in told
    assert "Only moderators" in (await library.command("settings", user=ARCHIVIST)).text
    assert "none; /reports" in (await library.command("settings", {"unset": "channel"}, user=MODERATOR)).text


async def test_everyone_can_not_be_made_a_moderator(library: Standin):
    refused = await library.command("settings", {"moderator_role": GUILD}, user=MODERATOR)
    assert "not everyone has" in refused.text
    assert "Only moderators" in (await library.command("article list", user=ALICE)).text


async def leaf_through(library: Standin, page: Exchange) -> list[str]:
    """The texts of all pages, to the last."""
    shown = [page.text]
    while any(button.get("label") == "More" for button in page.buttons()):
        page = await library.press(page.message, "More", user=MODERATOR)
        shown.append(page.text)
    return shown


async def test_a_list_of_long_titles_leaves_none_out(library: Standin, services: GuildServices, understanding):
    for number in range(60):
        fields = (("title", f"{number} * {'long ' * 60}"), ("outlet", "The Harbour Post of the North " * 4))
        raw = RawArticle(f"discord:{number}", f"Ferry {number} left the harbour on Friday, the ministry said.", fields)
        await services._services.articles.save(understanding.understand(raw), f"server:{GUILD}", now=utc_now())
    await library.command("article remove", {"article": "7"}, user=MODERATOR)
    pages = await leaf_through(library, await library.command("article list", user=MODERATOR))
    assert len(pages) > 2
    for number in range(1, 61):
        assert sum(f"**#{number}** " in page for page in pages) == 1, (number, pages)
    assert any("**#7** (removed) 6 " in page for page in pages)


async def test_a_long_history_is_leafed_through_to_its_beginning(library: Standin):
    await add(library)
    number = await open_strait(library)
    for turn in range(40):
        await fix(library, number, kind="none" if turn % 2 == 0 else "read")
    await library.command("article remove", {"article": "1"}, user=MODERATOR)
    (choice,) = await library.autocomplete("article history", "article", {"article": "strait"}, user=MODERATOR)
    assert choice["name"].startswith("#1 (removed) Ministers")
    pages = await leaf_through(library, await library.command("article history", {"article": "strait"}, user=MODERATOR))
    lines = [line for page in pages for line in page.splitlines() if "UTC" in line]
    assert len(lines) == 42
    assert "— removed —" in lines[0]
    assert "— added —" in lines[-1]
    assert sum("— corrected —" in line for line in lines) == 20
    assert sum("— correction taken back —" in line for line in lines) == 20


async def test_a_preview_gives_all_lines_that_were_taken_out(library: Standin):
    menu = (
        "Home | World | Politics\nSubscribe to our newsletter\nShare on Facebook\nRead more: Ferries\nAdvertisement\n"
    )
    opened = await library.command("article add", user=MODERATOR)
    text = f"Ministers speak\nBy Ann Reporter\n{menu}\n{TEXT}\n\nRelated articles\nFollow us on Twitter\n© 2024 The Harbour Post. All rights reserved.\n"
    preview = await library.submit(opened, FIELDS | {"Text": text}, user=MODERATOR)
    count = int(preview.text.partition("taken out as furniture: ")[2].split()[0])
    assert count > 5
    assert "Lines read as the header: " in preview.text
    assert "All of them are in taken-out.txt" in preview.text
    (attached,) = preview.message["attachments"]
    lines = library.content(attached).decode().splitlines()
    assert len(lines) == count + int(preview.text.partition("read as the header: ")[2].split()[0])
    assert any("All rights reserved" in line for line in lines)


async def test_reports_from_direct_messages_are_the_hosts(library: Standin, host_article: int):
    asked = await library.command("ask", {"question": "When did the ships leave the harbour?"}, guild=DM)
    await library.submit(await library.press(asked.message, "Wrong?", guild=DM), {"What is wrong?": "No."}, guild=DM)
    queue = await library.command("reports", user=HOST, guild=DM)
    assert "Objection: No." in queue.text
    for user, guild in ((ALICE, DM), (MODERATOR, DM)):
        assert "in a server" in (await library.command("reports", user=user, guild=guild)).text
        assert "in a server" in (await library.press(queue.message, "Settle #1", user=user, guild=guild)).text
    assert "There are none" in (await library.command("reports", user=MODERATOR)).text
    assert "not open" in (await library.press(queue.message, "Settle #1", user=MODERATOR)).text
    assert "Only moderators" in (await library.command("reports", user=HOST)).text
    assert "is settled" in (await library.press(queue.message, "Settle #1", user=HOST, guild=DM)).text
    assert "There are none" in (await library.command("reports", user=HOST, guild=DM)).text


async def test_a_long_report_is_given_whole(library: Standin):
    await add(library)
    asked = await library.command("said", {"speaker": "Blinken", "topic": "strait"})
    opened = await library.press(asked.message, "Wrong?")
    await library.submit(opened, {"What is wrong?": "It was another day. " * 49 + "That is all."})
    queue = await library.command("reports", user=MODERATOR)
    assert "That is all" not in queue.text
    assert "That is all." in library.content(queue.message["attachments"][0]).decode()


def test_why_a_page_can_not_be_read_is_said_in_japanese_too():
    say = Phrases.load().speaker("ja")
    reasons = [*fetch.CLOSED_CODES.values(), *(words for _, words in fetch.FAILURES), "it came broken"]
    assert [why for why in reasons if say.reword(why) == why] == []
    for told in (f"The page can't be read: {reasons[0]}.", f"The page could not be fetched: {reasons[0]}."):
        assert "ログインが必要です" in say.reword(f"{told} {fetch.INSTEAD}")
    for told in (
        f"notes.docx can't be read here. {READABLE}",
        f"The site's robots.txt can't be read just now (error 503). {fetch.INSTEAD}",
    ):
        assert say.reword(told) != told


async def test_privacy_gives_all_reports_whole(library: Standin):
    await add(library)
    asked = await library.command("said", {"speaker": "Blinken", "topic": "strait"})
    for number in range(10):
        opened = await library.press(asked.message, "Wrong?")
        await library.submit(
            opened, {"What is wrong?": f"Reason {number}. " + "It was another day. " * 20 + "That is all."}
        )
    told = await library.command("privacy")
    assert "Reports you sent: 10." in told.text
    content = library.content(told.message["attachments"][0]).decode()
    assert content.count("That is all.") == 10
    assert all(f"Reason {number}." in content for number in range(10))
    assert "Reports deleted: 10." in (await library.press(told.message, "Delete all of it")).text
    assert "There are none" in (await library.command("reports", user=MODERATOR)).text
    gone = await library.command("privacy")
    assert "Reports you sent: 0." in gone.text
    assert not gone.buttons()


async def test_privacy_takes_a_moderators_id_off_and_keeps_the_deeds(library: Standin):
    await add(library)
    await library.submit(await library.command("article add", user=MODERATOR), FIELDS, user=MODERATOR)
    told = await library.command("privacy", user=MODERATOR)
    assert "Drafts of articles not saved yet: 1." in told.text
    assert "Drafts deleted: 1." in (await library.press(told.message, "Delete all of it", user=MODERATOR)).text
    assert f"{MODERATOR.id}" not in await history(library)
    assert "— added — deleted user" in await history(library)


async def test_what_is_kept_for_a_while_goes_without_anyone_coming(
    library: Standin, services: GuildServices, monkeypatch
):
    preview = await library.submit(await library.command("article add", user=MODERATOR), FIELDS, user=MODERATOR)
    monkeypatch.setattr(services, "_clock", lambda: utc_now() + timedelta(days=1))
    await services.present([GUILD, OTHER_GUILD])
    await services.purge(30)
    assert "Drafts of articles not saved yet: 0." in (await library.command("privacy", user=MODERATOR)).text
    assert "no longer here" in (await library.press(preview.message, "Save", user=MODERATOR)).text


async def test_a_history_tells_what_was_put_right(library: Standin):
    await add(library)
    number = await open_strait(library)
    await fix(library, number, speaker="Kamikawa", kind="reported")
    await fix(library, number, kind="none")
    await library.submit(await library.command("article edit", {"article": "1"}, user=MODERATOR), {}, user=MODERATOR)
    told = await history(library)
    assert "corrected — <@100000000000000003> — not a quotation: The strait must stay" in told
    assert "— Yoko Kamikawa, reported speech: The strait must stay" in told


def everything_kept(database: Path) -> str:
    """Every value of every table, unpacked."""
    told = []
    with sqlite3.connect(database) as conn:
        tables = [name for (name,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            for row in conn.execute(f'SELECT * FROM "{table}"'):
                for value in row:
                    if isinstance(value, bytes):
                        with contextlib.suppress(zlib.error):
                            told.append(zlib.decompress(value).decode("utf-8", "replace"))
                    told.append(repr(value))
    return "\n".join(told)


async def test_a_question_is_kept_nowhere_but_in_a_report(library: Standin, tmp_path: Path):
    many = "".join(f"\n\n“Port {n} must stay open to all,” Blinken said on day {n} of the talks." for n in range(12))
    await add(library, {"Text": TEXT + many})
    word = "Wombatish"
    asked = await library.command("said", {"speaker": "Blinken", "topic": f"ports {word}"})
    for name, options in (
        ("ask", {"question": f"What did Blinken say about the {word} ports?"}),
        ("quote", {"words": f"Port 3 must stay {word} open to all"}),
        ("verify", {"quote": f"Port 3 must stay {word} open to all", "speaker": word}),
        ("timeline", {"subject": word}),
        ("article show", {"article": word}),
        ("said", {"speaker": "Blinken"}),
    ):
        shown = await (await library.command(name, options, wait=False)).until_settled(30)
        if any(button.get("label") == "More" for button in shown.buttons()):
            await library.press(shown.message, "More")
        if any(button.get("label") == "Wrong?" for button in shown.buttons()):
            asked = shown if word in shown.text else asked
    assert word not in everything_kept(tmp_path / "bot.db")
    assert str(ALICE.id) not in everything_kept(tmp_path / "bot.db")
    await library.submit(await library.press(asked.message, "Wrong?"), {"What is wrong?": "All."})
    assert word in everything_kept(tmp_path / "bot.db")
    assert str(ALICE.id) in everything_kept(tmp_path / "bot.db")
    await library.press((await library.command("privacy")).message, "Delete all of it")
    assert word not in everything_kept(tmp_path / "bot.db")
    assert str(ALICE.id) not in everything_kept(tmp_path / "bot.db")


async def test_two_moderators_who_choose_at_once_both_have_chosen(library: Standin):
    choices = (
        {"answers": "private"},
        {"starter": "hidden"},
        {"moderator_role": ARCHIVISTS},
        {"report_channel": REPORT_CHANNEL},
    )
    await asyncio.gather(*(library.command("settings", chosen, user=MODERATOR) for chosen in choices))
    told = (await library.command("settings", user=MODERATOR)).text
    for part in ("asker alone", "Starter articles: hidden", f"<@&{ARCHIVISTS}>", f"<#{REPORT_CHANNEL}>"):
        assert part in told
