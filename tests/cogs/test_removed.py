"""A removed article is cited nowhere from that moment: not in answers, lists, offers, nor by old buttons."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.guild_services import GuildServices
from bot.ingest.fetch import Fetcher
from bot.services import Services, utc_now
from bot.store.database import Database
from tests.cogs.conftest import make
from tests.cogs.test_article import add
from tests.discord_standin import BOB, GUILD, MODERATOR, OTHER_GUILD, Exchange, Standin
from tests.discord_standin.running import running
from tests.discord_standin.world import guild_payload

SECRET = "Zebrafinch"
TEXT = f"""WASHINGTON — Yoko Kamikawa met Quillon {SECRET} at the State Department on January 12 to speak of the ports.

“The {SECRET} port must stay open to every ship,” {SECRET} told reporters. “We will not look away from the ports.”

Seven {SECRET} ferries were ordered, the ministry said.
""" + "".join(
    f"\n“Port {n} of the {SECRET} coast must stay open,” {SECRET} said on day {n} of the talks.\n" for n in range(28)
)
QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("ask", {"question": "What did Kamikawa and Quillon speak of at the State Department?"}),
    ("who", {"question": "Who met Kamikawa at the State Department?"}),
    ("when", {"question": "When did Kamikawa come to the State Department?"}),
    ("what", {"question": "What was ordered by the ministry?"}),
    ("said", {"speaker": f"Quillon {SECRET}"}),
    ("quote", {"words": "port must stay open to every ship"}),
    ("verify", {"quote": "The port must stay open to every ship"}),
    ("timeline", {"subject": f"Quillon {SECRET}"}),
    ("sources", {}),
    ("about", {}),
    ("article show", {"article": "1"}),
]
LABELS = ("In context", "In context …", "More", "Show to all", "Read on")


def shown(exchange: Exchange) -> str:
    """What an answer tells, without the line that repeats the question."""
    return "\n".join(line for line in exchange.text.splitlines() if not line.startswith("-# Asked:"))


def pressable(exchange: Exchange) -> list[dict[str, Any]]:
    return [one for one in exchange.buttons() if LABELS and (one.get("label") or one.get("placeholder")) in LABELS]


async def press_all(library: Standin, answers: list[Exchange]) -> list[tuple[str, Exchange]]:
    """Every button and every choice under the answers, each as often as there are choices."""
    pressed = []
    for answer in answers:
        for part in pressable(answer):
            label = part.get("label") or part.get("placeholder")
            for value in [option["value"] for option in part.get("options", [])][:2] or [None]:
                values = [value] if value else None
                pressed.append((str(label), await library.press(answer.message, part["custom_id"], values=values)))
    return pressed


async def asked(library: Standin) -> list[Exchange]:
    patience = 30  # a chart is drawn by a child process
    return [
        await (await library.command(name, options, wait=False)).until_settled(patience) for name, options in QUESTIONS
    ]


async def test_a_removed_article_is_cited_nowhere(library: Standin):
    await library.command("settings", {"answers": "private"}, user=MODERATOR)  # so that there is "Show to all"
    await add(library, {"Title": f"{SECRET} talks", "Text": TEXT, "Outlet and day": f"{SECRET} Post, 13 January 2024"})
    answers = await asked(library)
    assert sum(SECRET in shown(one) for one in answers) >= 8
    pages = await press_all(library, answers)
    assert {label for label, _ in pages} >= {"More", "Show to all", "Read on"}
    assert all(SECRET in shown(one) for _, one in pages)
    form = await library.command("article edit", {"article": "1"}, user=MODERATOR)
    preview = await library.submit(form, {"Title": f"{SECRET} draft"}, user=MODERATOR)
    await library.command("article remove", {"article": "1"}, user=MODERATOR)
    for (name, _), again in zip(QUESTIONS, await asked(library), strict=True):
        assert SECRET not in shown(again).replace(f"“Quillon {SECRET}”", ""), name
    for label, again in await press_all(library, answers):
        assert SECRET not in shown(again), label
    for label, again in await press_all(library, [page for _, page in pages]):
        assert SECRET not in shown(again), label
    for option, typed in (("speaker", "Quillon"), ("speaker", SECRET[:4]), ("topic", SECRET[:4])):
        offered = await library.autocomplete("said", option, {option: typed})
        assert not any(SECRET in one["name"] for one in offered), option
    assert await library.autocomplete("article show", "article", {"article": SECRET[:4]}) == []
    assert "no article #1" in (await library.press(preview.message, "Save", user=MODERATOR)).text
    await library.command("article restore", {"article": "1"}, user=MODERATOR)
    assert sum(SECRET in shown(one) for one in await asked(library)) >= 8


async def test_an_answer_out_of_many_articles_is_not_shown_to_all_with_a_removed_one(library: Standin):
    await library.command("settings", {"answers": "private"}, user=MODERATOR)
    for number in range(12):
        text = f"TOKYO — The talks went on.\n\n“Quay {number} of the harbour must stay open,” Yoko Kamikawa told reporters on day {number}."
        await add(library, {"Title": f"Talks, day {number}", "Text": text})
    answer = await library.command("said", {"speaker": "Kamikawa", "topic": "harbour"})
    cited = answer.text.count("[Talks, day ")
    for number in range(1, 13):
        await library.command("article remove", {"article": str(number)}, user=MODERATOR)
        title = f"Talks, day {number - 1}]"
        told = await library.press(answer.message, "Show to all")
        assert ("no longer here" in told.text) == (title in answer.text), (title, cited)
        await library.command("article restore", {"article": str(number)}, user=MODERATOR)


async def test_hidden_starter_articles_are_read_nowhere_in_that_server(library: Standin, services: GuildServices):
    await services.refresh_starter()
    question = {"question": "What did Blinken say about Taiwan?"}
    before = await library.command("ask", question)
    assert "very important to note" in before.text
    (button,) = [one for one in pressable(before) if one.get("label") == "In context" or one.get("placeholder")][:1]
    value = [button["options"][0]["value"]] if "options" in button else None
    await library.command("settings", {"starter": "hidden"}, user=MODERATOR)
    assert "very important to note" not in (await library.command("ask", question)).text
    assert "no longer here" in (await library.press(before.message, button["custom_id"], values=value)).text
    assert "no articles here" in (await library.command("sources")).text
    assert await library.autocomplete("article show", "article", {"article": ""}) == []
    assert await library.autocomplete("said", "speaker", {"speaker": "Blin"}) == []
    assert "very important to note" in (await library.command("ask", question, guild=OTHER_GUILD)).text
    await library.command("settings", {"starter": "shown"}, user=MODERATOR)
    assert "very important to note" in (await library.command("ask", question)).text


@pytest.mark.parametrize("name", ["edit", "remove", "restore", "history", "export"])
async def test_the_hosts_articles_are_read_only_for_every_command(library: Standin, host_article: int, name):
    told = await library.command(f"article {name}", {"article": str(host_article)}, user=MODERATOR)
    assert told.modal is None
    assert "attachments" not in told.message or not told.message["attachments"]
    options = {"article": str(host_article), "quotation": "1", "kind": "none"}
    assert "everyone's" in (await library.command("quotation fix", options, user=MODERATOR)).text
    assert "Harbour" in (await library.command("article show", {"article": str(host_article)}, user=BOB)).text


class Days:
    """A clock that is moved on by tests."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self.ahead


async def left(library: Standin, guild: int) -> None:
    await library.gateway.dispatch("GUILD_DELETE", {"id": str(guild)})
    await library.command("help", guild=OTHER_GUILD)


async def joined(library: Standin, guild: int) -> None:
    await library.gateway.dispatch("GUILD_CREATE", guild_payload(guild) | {"joined_at": "2024-01-01T00:00:00+00:00"})
    await library.command("help", guild=OTHER_GUILD)


def served(lexicon: Any, understanding: Any, clock: Days, database: Database) -> GuildServices:
    parts = Services(database, lexicon, clock, 200_000)
    parts._understanding = understanding
    return GuildServices(parts, database, clock=clock, most_bytes=200_000, fetcher=Fetcher(most_bytes=200_000))


@pytest.mark.parametrize(("days", "there"), [(29, True), (31, False)])
async def test_what_is_a_servers_goes_some_days_after_the_bot_left(tmp_path, lexicon, understanding, days, there):
    clock = Days()
    async with Database.open(tmp_path / "bot.db") as database, Standin() as library:
        services = served(lexicon, understanding, clock, database)
        async with running(make(services, defer_after=1.5), library):
            await add(library, {"Title": f"{SECRET} talks"})
            await library.command("settings", {"starter": "hidden"}, user=MODERATOR)
            await left(library, GUILD)
            clock.ahead = timedelta(days=days)
            await services.purge(30)
            await joined(library, GUILD)
            assert (SECRET in (await library.command("article list", user=MODERATOR)).text) == there
            assert ("hidden" in (await library.command("settings", user=MODERATOR)).text) == there
        assert library.complaints == []
    kept = b"".join(part.read_bytes() for part in tmp_path.glob("bot.db*"))
    assert (SECRET.encode() in kept) >= there


async def test_a_server_that_invites_the_bot_back_while_it_is_away_loses_nothing(tmp_path, lexicon, understanding):
    clock = Days()
    async with Database.open(tmp_path / "bot.db") as database, Standin() as library:
        services = served(lexicon, understanding, clock, database)
        async with running(make(services, defer_after=1.5), library):
            await add(library, {"Title": f"{SECRET} talks"})
            await left(library, GUILD)
        clock.ahead = timedelta(days=60)
        services = served(lexicon, understanding, clock, database)
        purging = asyncio.create_task(services.purge(30))
        await asyncio.sleep(0.1)
        assert not purging.done()
        async with running(make(services, defer_after=1.5), library):
            await purging
            assert SECRET in (await library.command("article list", user=MODERATOR)).text
