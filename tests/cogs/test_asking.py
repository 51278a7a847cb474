from dataclasses import replace

import pytest

from bot.errors import DatabaseBusy, QuestionRefused
from bot.models import Kind, QuestionKind
from bot.moderation import Who
from bot.store.drafts import Draft
from tests.cogs.shelf import Shelf, article
from tests.discord_standin import ALICE, DM, GUILD, MODERATOR, Standin
from tests.ui import answers

ASKED = [
    ("ask", {"question": "What of the strait?"}, QuestionKind.ASK),
    ("who", {"question": "Who met?"}, QuestionKind.WHO),
    ("when", {"question": "When did they meet?"}, QuestionKind.WHEN),
    ("what", {"question": "What was agreed?"}, QuestionKind.WHAT),
    ("said", {"speaker": "Ann", "topic": "strait", "kind": "direct", "since": "2024"}, QuestionKind.SAID),
    ("quote", {"words": "must stay open"}, QuestionKind.QUOTE),
    ("verify", {"quote": "must stay open", "speaker": "Ann"}, QuestionKind.VERIFY),
]


@pytest.mark.parametrize("guild", [GUILD, DM], ids=["server", "direct message"])
@pytest.mark.parametrize(("name", "options", "kind"), ASKED, ids=[name for name, _, _ in ASKED])
async def test_a_question_is_answered_at_once_and_in_public(discord: Standin, shelf: Shelf, name, options, kind, guild):
    exchange = await discord.command(name, options, guild=guild)
    assert exchange.callback == 4
    assert not exchange.ephemeral
    assert "> “the **strait** must stay open to every ship” [1]" in exchange.text
    assert shelf.asked[0].kind is kind
    assert shelf.asked[0].scopes[-1] == (f"server:{GUILD}" if guild else "starter")


async def test_options_of_said_reach_the_service(discord: Standin, shelf: Shelf):
    options = {"speaker": "Ann", "topic": "strait", "kind": "reported", "since": "2023-02", "until": "2023-02"}
    exchange = await discord.command("said", options)
    ask = shelf.asked[0]
    assert (ask.speaker, ask.topic, ask.quote_kind) == ("Ann", "strait", Kind.REPORTED)
    assert (str(ask.since), str(ask.until)) == ("2023-02-01", "2023-02-28")
    assert exchange.text.endswith(
        "-# Asked: /said speaker: Ann topic: strait kind: reported since: 2023-02 until: 2023-02"
    )


async def test_a_day_that_is_none_is_explained(discord: Standin):
    exchange = await discord.command("said", {"speaker": "Ann", "since": "last spring"})
    assert exchange.ephemeral
    assert "2024-01-13" in exchange.text


async def test_a_span_without_a_day_is_explained_and_not_looked_for(discord: Standin, shelf: Shelf):
    exchange = await discord.command("said", {"speaker": "Ann", "since": "2024-02", "until": "2024-01"})
    assert exchange.ephemeral
    assert "2024-02 is after 2024-01" in exchange.text
    assert shelf.asked == []


async def test_a_slow_answer_is_deferred_and_comes(discord: Standin, shelf: Shelf):
    shelf.delay = 0.5
    exchange = await discord.command("ask", {"question": "slow"})
    assert exchange.callback == 5
    assert "strait" in exchange.text
    assert not exchange.ephemeral


@pytest.mark.parametrize("delay", [0.0, 0.5], ids=["at once", "after a public defer"])
async def test_silence_is_ephemeral_and_gives_the_next_step(discord: Standin, shelf: Shelf, delay):
    shelf.delay = delay
    shelf.answers["nothing"] = answers.SILENCE
    exchange = await discord.command("ask", {"question": "nothing"})
    assert exchange.ephemeral
    assert "Ann speaks on: Okinawa 2." in exchange.text
    assert len(exchange.deleted) == (1 if delay else 0)


@pytest.mark.parametrize("delay", [0.0, 0.5], ids=["at once", "after a public defer"])
@pytest.mark.parametrize(
    ("error", "said"),
    [
        (QuestionRefused("Ask with a few words more."), "Ask with a few words more."),
        (DatabaseBusy("Another process holds the secret place."), "busy. Try again in a moment. (Reference "),
        (ZeroDivisionError("secret detail"), "report reference "),
    ],
    ids=["refused", "store", "defect"],
)
async def test_errors_are_kind_short_and_ephemeral(discord: Standin, shelf: Shelf, error, said, delay):
    shelf.delay = delay
    shelf.answers["fails"] = error
    exchange = await discord.command("ask", {"question": "fails"})
    assert exchange.ephemeral
    assert said in exchange.text
    assert "secret" not in exchange.text


async def test_autocomplete_offers_up_to_25_names_of_this_server(discord: Standin):
    choices = await discord.autocomplete("said", "speaker", {"speaker": "hay"})
    assert len(choices) == 25
    assert choices[0]["value"] == f"hay speaker 0 in server:{GUILD}"


async def test_autocomplete_leaves_out_the_empty_and_shortens_the_long(discord: Standin):
    choices = await discord.autocomplete("said", "topic", {"speaker": "Ann", "topic": "tai"})
    assert [len(choice["name"]) for choice in choices] == [100, 3]


async def test_an_article_is_offered_by_its_number(discord: Standin, shelf: Shelf):
    shelf.held[12] = article(12)
    choices = await discord.autocomplete("article show", "article", {"article": "#12"})
    assert choices[0] == {"name": "#12 Ministers meet", "value": "12"}
    assert len([one for one in choices if one["value"] == "12"]) == 1


async def test_a_message_can_be_checked_and_asked_about(discord: Standin, shelf: Shelf):
    message = (await discord.command("ask", {"question": "first"})).message | {
        "components": [],
        "content": "must stay open",
    }
    assert "strait" in (await discord.menu("Check this quote", message)).text
    assert "strait" in (await discord.menu("Ask about this", message)).text
    assert [ask.kind for ask in shelf.asked[1:]] == [QuestionKind.VERIFY, QuestionKind.ASK]


@pytest.mark.parametrize(
    ("content", "checked"),
    [
        ("must stay open", "must stay open"),
        ("> must stay open", "must stay open"),
        ("Ann said “the strait must stay open”, didn't she?", "the strait must stay open"),
        ('Ann: "the strait must stay open" ("no", said Bea)', "the strait must stay open"),
        ("They call it a “strait”.", "They call it a “strait”."),
    ],
)
async def test_what_stands_in_quotation_marks_is_what_is_checked(discord: Standin, shelf: Shelf, content, checked):
    message = (await discord.command("ask", {"question": "first"})).message | {"components": [], "content": content}
    await discord.menu("Check this quote", message)
    assert shelf.asked[-1].words == checked


async def test_of_an_answer_of_ours_the_articles_words_are_checked(discord: Standin, shelf: Shelf):
    message = (await discord.command("ask", {"question": "first"})).message
    await discord.menu("Check this quote", message)
    assert shelf.asked[-1].words == "the strait must stay open to every ship"


async def test_a_message_without_words_or_with_too_many_is_explained(discord: Standin):
    message = (await discord.command("ask", {"question": "first"})).message | {"components": [], "content": ""}
    assert "no words" in (await discord.menu("Check this quote", message)).text
    assert "longer than 300" in (await discord.menu("Ask about this", message | {"content": "x" * 301})).text


async def test_what_a_user_writes_is_shown_inert(discord: Standin):
    exchange = await discord.command("ask", {"question": "@everyone **look** https://evil.example"}, user=ALICE)
    assert r"\@everyone \*\*look\*\* https\://evil.example" in exchange.text


TWO = answers.answer(
    answered=False, headline="“Hayashi” may be more than one person.", blocks=(), citations=(),
    choices=("Yoshimasa Hayashi", "Motoo Hayashi"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "options", "again"),
    [
        (
            "said",
            {"speaker": "Hayashi", "topic": "the strait", "kind": "direct", "since": "2023"},
            {"speaker": "Motoo Hayashi", "topic": "the strait", "quote_kind": Kind.DIRECT},
        ),
        (
            "verify",
            {"quote": "We will talk", "speaker": "Hayashi"},
            {"words": "We will talk", "speaker": "Motoo Hayashi"},
        ),
        ("ask", {"question": "What did Hayashi say?"}, {"question": "What did Motoo Hayashi say?"}),
        ("ask", {"question": "林は何と言ったか"}, {"question": "Motoo Hayashiは何と言ったか"}),
    ],
    ids=["said", "verify", "ask", "ask in Japanese"],
)
async def test_one_of_two_people_is_chosen_and_the_question_is_asked_again(
    discord: Standin, shelf: Shelf, name, options, again
):
    shelf.answers |= dict.fromkeys(("Hayashi", "We will talk", "What did Hayashi say?"), TWO)
    shelf.answers["林は何と言ったか"] = replace(TWO, headline="“林” may be more than one person.")
    asked = await discord.command(name, options)
    assert asked.ephemeral
    shelf.answers.clear()
    told = await discord.press(asked.message, "Whom do you mean?", values=["Motoo Hayashi"])
    assert "must stay open" in told.text
    assert {key: getattr(shelf.asked[-1], key) for key in again} == again


async def test_a_question_too_long_to_be_read_back_is_asked_for_again(discord: Standin, shelf: Shelf):
    question = "What did Hayashi say " + "and say " * 34
    shelf.answers[question.strip()] = shelf.answers[question] = TWO
    asked = await discord.command("ask", {"question": question})
    told = await discord.press(asked.message, "Whom do you mean?", values=["Motoo Hayashi"])
    assert "full name" in told.text


USER_INSTALL = {"authorizing_integration_owners": {"1": str(ALICE.id)}}


async def test_where_the_bot_is_not_a_member_only_the_hosts_and_starter_articles_are_read(
    discord: Standin, shelf: Shelf
):
    data = {"id": "1", "name": "ask", "type": 1, "options": [{"name": "question", "type": 3, "value": "strait"}]}
    await (await discord.send(2, data, user=ALICE, guild=GUILD, more=USER_INSTALL)).until_settled()
    assert shelf.asked[0].scopes == ("host", "starter")


async def test_moderation_needs_the_bot_in_the_server(library: Standin):
    data = {"id": "1", "name": "article", "type": 1, "options": [{"name": "list", "type": 1, "options": []}]}
    exchange = await library.send(2, data, user=MODERATOR, guild=GUILD, more=USER_INSTALL)
    assert "that I am a member of" in (await exchange.until_settled()).text


async def test_commands_are_placed_where_they_belong(discord: Standin):
    placed = {one["name"]: (one["integration_types"], one["contexts"]) for one in discord.commands}
    for name in (
        "ask",
        "who",
        "when",
        "what",
        "said",
        "quote",
        "verify",
        "timeline",
        "sources",
        "article",
        "about",
        "help",
    ):
        assert placed[name] == ([0, 1], [0, 1, 2])
    for name in ("quotation", "reports", "settings"):
        assert placed[name] == ([0], [0, 1] if name == "reports" else [0])
        assert next(one for one in discord.commands if one["name"] == name)["default_member_permissions"] == 1 << 13
    assert placed["Check this quote"] == placed["Ask about this"] == ([0, 1], [0, 1, 2])


async def test_all_remarks_are_there_to_leaf_through(library: Standin, services):
    told = (
        "No ferries will sail in the winter storm", "Our ferries carry more than a million travellers each year",
        "It is the pilots who keep ferries safe", "Nobody has asked me to sell the old ferries",
        "Fares on the ferries stay as they are", "We ordered three ferries from the yard in Kobe",
        "Whoever loves the harbour loves its ferries", "By spring, ferries will run at night too",
    )  # fmt: skip
    for day, words in enumerate(told, 1):
        text = f"“{words},” Harbour Minister Ann Marsh told reporters."
        draft = Draft(f"discord:{day}", text, (("title", f"Talk {day}"), ("published", f"2024-01-0{day}")))
        who = Who(GUILD, MODERATOR.id, f"talk {day}")
        await services.moderation.save(who, (await services.moderation.typed(who, draft, None)).number)
    page = await library.command("said", {"speaker": "Ann Marsh", "topic": "ferries"})
    assert "8 quotations" in page.text
    seen = page.text
    while any(button.get("label") == "More" for button in page.buttons()):
        page = await library.press(page.message, "More")
        seen += page.text
    assert [words for words in told if words not in seen.replace("**", "")] == []
