"""/sources, /timeline, /about, /help, /privacy."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from bot.answer.timelines import Moment, Timeline
from bot.child import ChildFailed
from bot.models import Kind
from bot.moderation import Who
from bot.store.drafts import Draft
from bot.store.reports import Complaint
from tests.cogs.shelf import Shelf
from tests.cogs.test_article import FIELDS, add
from tests.discord_standin import ALICE, DM, GUILD, MODERATOR, OTHER_GUILD, Standin
from tests.discord_standin.exchange import walk
from tests.ui import answers

MOMENTS = (
    Moment("Ann Secretary", date(2023, 1, 11), Kind.DIRECT),
    Moment("Bea Minister", date(2024, 1, 12), Kind.REPORTED),
)


async def test_sources_tell_outlets_and_days(discord: Standin):
    told = (await discord.command("sources")).text
    assert "### Articles: 1" in told
    assert "Published from 12 January 2024 to 13 January 2024." in told
    assert "The Harbour Post 1" in told


async def test_sources_of_nothing_give_the_next_step(library: Standin):
    told = await library.command("sources")
    assert told.ephemeral
    assert "/article add" in told.text


@pytest.mark.parametrize("guild", [GUILD, DM], ids=["server", "direct message"])
async def test_help_names_every_command(discord: Standin, guild):
    told = (await discord.command("help", guild=guild)).text
    names = [command["name"] for command in discord.commands if command.get("type", 1) == 1]
    assert [name for name in names if f"**/{name}" not in told] == []
    assert told.index("/ask") < told.index("For moderators") < told.index("/article remove")
    assert "Check this quote" in told


async def test_about_promises_and_counts(discord: Standin):
    told = await discord.command("about")
    assert told.ephemeral
    assert "I never make anything up" in told.text
    assert "Articles that I read here: 1" in told.text


async def test_a_timeline_is_a_picture_with_words_and_a_list(discord: Standin, shelf: Shelf):
    shelf.timelines["strait"] = Timeline("strait", MOMENTS, shelf.answer_in_place())
    told = await discord.command("timeline", {"subject": "strait"})
    (attached,) = told.message["attachments"]
    assert discord.content(attached).startswith(b"\x89PNG")
    gallery = next(part for part in walk(told.message["components"]) if part["type"] == 12)
    assert gallery["items"][0]["description"].endswith(
        "Remarks: Ann Secretary 1, Bea Minister 1. Longest gap: 11 January 2023 to 12 January 2024."
    )
    assert "must stay open" in told.text


async def test_people_and_topics_are_offered_for_a_timeline(discord: Standin):
    choices = await discord.autocomplete("timeline", "subject", {"subject": "tai"})
    assert len(choices) == 25
    assert {"tai", "tai speaker 0 in server:700000000000000001"} <= {choice["value"] for choice in choices}


async def test_a_timeline_of_nothing_is_a_silence(discord: Standin):
    told = await discord.command("timeline", {"subject": "nothing"})
    assert told.ephemeral
    assert "Ann speaks on" in told.text


async def test_the_name_that_is_chosen_for_a_timeline_makes_one(discord: Standin, shelf: Shelf):
    back = answers.answer(answered=False, headline="“Marsh” may be more than one person.", blocks=(), citations=(),
        choices=("Ann Marsh", "Bea Marsh"))  # fmt: skip
    shelf.timelines["Marsh"] = Timeline("Marsh", (), back)
    shelf.timelines["Bea Marsh"] = Timeline("Bea Marsh", MOMENTS, shelf.answer_in_place())
    asked = await discord.command("timeline", {"subject": "Marsh"})
    told = await discord.press(asked.message, "Whom do you mean?", values=["Bea Marsh"])
    assert [one["filename"] for one in told.message["attachments"]] == ["timeline.png"]
    assert told.text.endswith("-# Asked: /timeline subject: Bea Marsh")


async def test_a_timeline_whose_picture_fails_is_a_list(discord: Standin, shelf: Shelf, monkeypatch):
    async def run(module: str, data: bytes) -> bytes:
        raise ChildFailed("no room")

    monkeypatch.setattr(shelf.children, "run", run)
    shelf.timelines["strait"] = Timeline("strait", MOMENTS, shelf.answer_in_place())
    told = await discord.command("timeline", {"subject": "strait"})
    assert told.message["attachments"] == []
    assert "must stay open" in told.text


async def test_timelines_of_people_and_topics_come_from_the_articles(library: Standin):
    await add(library)
    for subject in ("Blinken", "strait"):
        told = await library.command("timeline", {"subject": subject})
        assert "remark" in told.text
        assert "must stay open to every ship" in told.text
    assert "no remarks" in (await library.command("timeline", {"subject": "whaling"})).text
    assert "stay open" not in (await library.command("timeline", {"subject": "strait"}, guild=OTHER_GUILD)).text


async def test_a_timeline_leaves_out_remarks_that_tell_nothing(library: Standin, services):
    text = (
        "“More ferries will sail in the spring,” Harbour Minister Ann Marsh told reporters.\n\n“Thank you,” Marsh said."
    )
    who = Who(GUILD, MODERATOR.id, "thanks")
    draft = Draft("discord:thanks", text, (("title", "Ferries"), ("published", "2024-01-13")))
    await services.moderation.save(who, (await services.moderation.typed(who, draft, None)).number)
    told = (await library.command("timeline", {"subject": "Ann Marsh"})).text
    assert "More ferries" in told
    assert "1 remark" in told
    assert "Thank you" not in told


async def test_privacy_shows_and_deletes(discord: Standin, shelf: Shelf):
    assert "Reports you sent: 0." in (await discord.command("privacy")).text
    shelf.complaints.append(Complaint(GUILD, str(ALICE.id), "Who *was* it?", "Ann", (1,), "Not her."))
    told = await discord.command("privacy")
    assert r"Who \*was\* it? — Not her." in told.text
    assert "Reports deleted: 1." in (await discord.press(told.message, "Delete all of it")).text
    assert shelf.complaints == []


async def test_privacy_takes_the_id_off_changes_and_leaves_them(library: Standin):
    await add(library)
    told = await library.command("privacy", user=MODERATOR)
    assert "carry your id" in told.text
    await library.press(told.message, "Delete all of it", user=MODERATOR)
    history = (await library.command("article history", {"article": "1"}, user=MODERATOR)).text
    assert str(MODERATOR.id) not in history
    assert "deleted user" in history


async def test_privacy_counts_and_deletes_drafts(library: Standin):
    preview = await library.submit(await library.command("article add", user=MODERATOR), FIELDS, user=MODERATOR)
    told = await library.command("privacy", user=MODERATOR)
    assert "not saved yet: 1." in told.text
    await library.press(told.message, "Delete all of it", user=MODERATOR)
    assert "no longer here" in (await library.press(preview.message, "Save", user=MODERATOR)).text


async def test_the_servers_that_the_bot_is_in_are_known(library: Standin, services):
    await services.left(OTHER_GUILD)
    await library.gateway.dispatch("GUILD_DELETE", {"id": str(GUILD)})
    for _ in range(100):  # the event is handled beside the test
        gone = await services._servers._database.read(
            lambda conn: conn.execute('SELECT id FROM server WHERE "left" NOT NULL').fetchall()
        )
        if len(gone) > 1:
            break
        await asyncio.sleep(0.05)
    assert {number for (number,) in gone} >= {OTHER_GUILD, GUILD}
