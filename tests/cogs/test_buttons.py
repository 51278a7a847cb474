from dataclasses import replace
from datetime import date

import pytest

from bot.answer.timelines import Moment, Timeline
from bot.models import Kind
from bot.store.settings import ServerSettings
from tests.cogs.conftest import make
from tests.cogs.shelf import Shelf, article
from tests.discord_standin import BOB, DM, GUILD, OTHER_GUILD, Standin
from tests.discord_standin.exchange import walk
from tests.discord_standin.running import running
from tests.ui import answers


async def test_in_context_shows_the_neighbours_to_who_asked(discord: Standin):
    asked = await discord.command("ask", {"question": "strait"})
    pressed = await discord.press(asked.message, "In context", user=BOB)
    assert pressed.ephemeral
    assert "> The ministers met. **“the strait must stay open" in pressed.text
    assert pressed.text.count("They will meet again.") == 1
    assert pressed.text.endswith("-# The Harbour Post — Ministers meet — undated")


async def test_more_leads_through_all_pages_and_ends(discord: Standin, shelf: Shelf):
    shelf.held = {n: article(n) for n in range(1, 15)}
    shelf.answers["much"] = answers.long_answer(14)
    page = await discord.command("ask", {"question": "much"})
    seen = page.text
    while any(button.get("label") == "More" for button in page.buttons()):
        page = await discord.press(page.message, "More")
        assert page.ephemeral
        seen += page.text
    assert all(f"**Speaker {n}**" in seen for n in range(1, 15))


async def test_a_later_page_leaves_out_articles_that_are_gone(discord: Standin, shelf: Shelf):
    shelf.held = {n: article(n) for n in range(1, 15) if n != 6}
    shelf.answers["much"] = answers.long_answer(14)
    page = await discord.press((await discord.command("ask", {"question": "much"})).message, "More")
    assert "Speaker 6" not in page.text
    assert "no longer here: 1." in page.text


async def test_wrong_sends_question_answer_and_sources_to_the_moderators(discord: Standin, shelf: Shelf):
    asked = await discord.command("ask", {"question": "What of *the* strait?"})
    opened = await discord.press(asked.message, "Wrong?")
    thanked = await discord.submit(opened, {"What is wrong?": "It was Tuesday."})
    assert "Thank you" in thanked.text
    (complaint,) = shelf.complaints
    assert complaint.question == "What of *the* strait?"
    assert complaint.comment == "It was Tuesday."
    assert complaint.articles == (1,)
    assert "Ann Secretary spoke about the strait." in complaint.answer
    assert "Ministers meet — 13 January 2024" in complaint.answer


async def test_who_reports_in_a_direct_message_is_told_where_it_goes(discord: Standin, shelf: Shelf):
    asked = await discord.command("ask", {"question": "strait"}, guild=DM)
    opened = await discord.press(asked.message, "Wrong?", guild=DM)
    assert "whoever runs the bot" in str(opened.modal)
    told = await discord.submit(opened, {"What is wrong?": "All."}, guild=DM)
    assert "Whoever runs the bot" in told.text
    assert shelf.complaints[0].server is None


async def test_a_silence_can_be_reported_too(discord: Standin, shelf: Shelf):
    shelf.answers["nothing"] = answers.SILENCE
    asked = await discord.command("ask", {"question": "nothing"})
    assert [button["label"] for button in asked.buttons()] == ["Wrong?"]
    opened = await discord.press(asked.message, "Wrong?")
    await discord.submit(opened, {"What is wrong?": "Article 1 says it."})
    (complaint,) = shelf.complaints
    assert (complaint.question, complaint.articles) == ("nothing", ())


async def test_a_timeline_that_only_its_asker_sees_is_shown_to_all_with_its_picture(discord: Standin, shelf: Shelf):
    shelf.chosen[GUILD] = ServerSettings(private_answers=True)
    moments = (Moment("Ann Secretary", date(2023, 1, 11), Kind.DIRECT),)
    shelf.timelines["strait"] = Timeline("strait", moments, shelf.answer_in_place())
    asked = await discord.command("timeline", {"subject": "strait"})
    assert asked.ephemeral
    shown = await discord.press(asked.message, "Show to all")
    assert not shown.ephemeral
    assert [part["type"] for part in walk(shown.message["components"])].count(12) == 1


async def test_an_ephemeral_answer_can_be_shown_to_all(discord: Standin, shelf: Shelf):
    shelf.chosen[GUILD] = ServerSettings(private_answers=True)
    asked = await discord.command("ask", {"question": "strait"})
    assert asked.ephemeral
    shown = await discord.press(asked.message, "Show to all")
    assert not shown.ephemeral
    assert shown.text == asked.text
    assert "Show to all" not in {part.get("label") for part in walk(shown.message["components"])}


@pytest.mark.parametrize("label", ["In context", "Show to all"])
async def test_buttons_on_a_message_whose_article_is_gone_say_so(discord: Standin, shelf: Shelf, label):
    shelf.chosen[GUILD] = ServerSettings(private_answers=True)
    asked = await discord.command("ask", {"question": "strait"})
    shelf.held.clear()
    pressed = await discord.press(asked.message, label)
    assert pressed.ephemeral
    assert "no longer here" in pressed.text


async def test_in_context_says_when_the_words_have_changed(discord: Standin, shelf: Shelf):
    asked = await discord.command("ask", {"question": "strait"})
    held = shelf.held[1]
    shelf.held[1] = replace(held, record=replace(held.record, body=held.record.body.replace("strait", "street")))
    assert "has been changed" in (await discord.press(asked.message, "In context")).text


async def test_buttons_work_after_a_restart_and_forms_opened_before_it(shelf: Shelf):
    async with Standin() as discord:
        async with running(make(shelf), discord):
            asked = await discord.command("ask", {"question": "strait"})
            opened = await discord.press(asked.message, "Wrong?")
        async with running(make(shelf), discord):
            assert "They will meet again." in (await discord.press(asked.message, "In context")).text
            assert "Thank you" in (await discord.submit(opened, {"What is wrong?": "All."})).text
        assert discord.complaints == []


async def test_no_button_reaches_another_server(discord: Standin, shelf: Shelf):
    shelf.held[1] = replace(shelf.held[1], scope=f"server:{GUILD}")
    asked = await discord.command("ask", {"question": "strait"})
    for elsewhere in (OTHER_GUILD, DM):
        assert "no longer here" in (await discord.press(asked.message, "In context", guild=elsewhere)).text


async def test_kept_pages_are_not_given_to_another_server(discord: Standin, shelf: Shelf):
    shelf.answers["much"] = answers.long_answer(14)
    asked = await discord.command("ask", {"question": "much"})
    assert "too old" in (await discord.press(asked.message, "More", guild=OTHER_GUILD)).text


async def test_a_button_that_no_one_knows_is_explained(discord: Standin):
    asked = await discord.command("ask", {"question": "strait"})
    button = next(part for part in walk(asked.message["components"]) if part.get("label") == "Wrong?")
    button["custom_id"] = "forgotten:1"
    assert "earlier version" in (await discord.press(asked.message, "Wrong?")).text
