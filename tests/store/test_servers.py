from __future__ import annotations

from datetime import timedelta

import pytest

from bot.models import Answer, Block, Citation, Kind, QuestionKind, QuotedPart, Span, Verdict
from bot.store.answers import Answers
from bot.store.articles import Articles
from bot.store.corrections import Correction
from bot.store.database import Database
from bot.store.drafts import Draft, Drafts
from bot.store.interactions import REMEMBERED, Interactions
from bot.store.kept import Kept
from bot.store.privacy import DELETED, KeptOfUser, Privacy
from bot.store.quotations import Quotations
from bot.store.reports import Complaint, Reports
from bot.store.search import Search
from bot.store.servers import Servers
from bot.store.settings import ServerSettings, Settings
from tests.store.records import NOW, record

LATER = NOW + timedelta(days=1)
WRONG = Complaint(5, "77", "Who?", "Ada", (1, 2), "It was Bo.", interaction="900")


@pytest.fixture
def reports(database: Database) -> Reports:
    return Reports(database)


@pytest.fixture
def privacy(database: Database) -> Privacy:
    return Privacy(database)


@pytest.fixture
def drafts(database: Database) -> Drafts:
    return Drafts(database)


async def test_a_draft_is_its_servers_and_goes_with_time(drafts: Drafts) -> None:
    draft = Draft("discord:1", "Fog \ud800 came.", (("title", "Fog"),), article=3)
    number = await drafts.keep(draft, 5, "77", now=NOW, until=LATER)
    assert await drafts.get(number, 5, now=NOW) == draft
    assert await drafts.get(number, 6, now=NOW) is None
    assert await drafts.get(number, 5, now=LATER) is None
    await drafts.drop(number, 6)
    assert await drafts.get(number, 5, now=NOW) == draft
    await drafts.drop(number, 5)
    assert await drafts.get(number, 5, now=NOW) is None


async def test_a_complaint_waits_until_it_is_settled(reports: Reports) -> None:
    number = await reports.add(WRONG, now=NOW)
    assert number is not None
    (report,) = await reports.list(5)
    assert (report.complaint.question, report.complaint.articles, report.at) == ("Who?", (1, 2), NOW)
    assert await reports.settle(number, 5, by="8", note="Put right", now=LATER)
    assert not await reports.settle(number, 5, by="8", now=LATER)
    assert await reports.list(5) == ()
    (settled,) = await reports.list(5, settled=True)
    assert (settled.settled, settled.settled_by, settled.note) == (LATER, "8", "Put right")


async def test_the_same_interaction_complains_once(reports: Reports) -> None:
    assert await reports.add(WRONG, now=NOW)
    assert await reports.add(WRONG, now=NOW) is None
    assert len(await reports.list(5)) == 1


@pytest.mark.parametrize("other", [6, None])
async def test_another_server_does_not_reach_a_report(reports: Reports, other: int | None) -> None:
    number = await reports.add(WRONG, now=NOW)
    assert number is not None
    assert await reports.list(other) == ()
    assert await reports.get(number, other) is None
    assert not await reports.settle(number, other, by="8", now=NOW)
    assert await reports.get(number, 5) is not None


async def test_a_complaint_from_a_direct_message_is_the_hosts(reports: Reports) -> None:
    await reports.add(Complaint(None, "77", "Who?", "Ada", (), ""), now=NOW)
    assert len(await reports.list(None)) == 1


async def test_settings_are_kept_and_have_defaults(database: Database) -> None:
    settings = Settings(database)
    assert await settings.of(5) == ServerSettings()
    chosen = ServerSettings(moderator_role=2**63 - 1, private_answers=True, hide_starter=True)
    await settings.keep(5, chosen, by="8", now=NOW)
    assert await settings.of(5) == chosen
    assert await settings.of(6) == ServerSettings()


async def test_an_answer_is_kept_for_its_server_and_for_a_while(database: Database) -> None:
    answers = Answers(database)
    answer = Answer(
        QuestionKind.VERIFY,
        answered=True,
        headline="True \ud800",
        confidence=0.5,
        blocks=(Block("words", (Span(0, 2),), Kind.DIRECT, citations=(1,)),),
        citations=(Citation(1, 2, "a.txt", Span(0, 5), "words"),),
        quotations=(QuotedPart("words", None, Kind.REPORTED, 2, "a.txt", Span(0, 5), 1),),
        verdict=Verdict.TRUE,
        choices=("A", "B"),
    )
    number = await answers.keep(answer, 5, now=NOW, until=LATER)
    assert await answers.get(number, 5, now=NOW) == answer
    assert await answers.get(number, 6, now=NOW) is None
    assert await answers.get(number, None, now=NOW) is None
    assert await answers.get(number, 5, now=LATER) is None
    assert await answers.keep(answer, None, now=LATER, until=LATER + REMEMBERED) == number + 1
    assert await answers.get(number, 5, now=NOW) is None


async def test_an_interaction_is_claimed_once(database: Database) -> None:
    interactions = Interactions(database)
    assert await interactions.claim("1", now=NOW)
    assert not await interactions.claim("1", now=LATER)
    assert await interactions.claim("2", now=LATER)
    assert await interactions.claim("1", now=NOW + 2 * REMEMBERED)


async def test_small_things_are_kept(database: Database) -> None:
    kept = Kept(database)
    assert await kept.kept("hash") is None
    await kept.keep("hash", "a")
    await kept.keep("hash", "b")
    assert await kept.kept("hash") == "b"


async def test_what_is_kept_of_a_user_is_shown_and_goes(
    reports: Reports, privacy: Privacy, articles: Articles, quotations: Quotations, drafts: Drafts
) -> None:
    saved = await articles.save(record("a", "“Fine,” she said."), "server:5", by="77", now=NOW)
    (fine,) = await quotations.in_articles([saved.id])
    await quotations.correct(fine.id, "server:5", Correction(speaker="Bo Ek"), by="77", now=NOW)
    await reports.add(WRONG, now=NOW)
    await drafts.keep(Draft("a", "Fog."), 5, "77", now=NOW, until=LATER)
    assert await privacy.of("77") == KeptOfUser((("Who?", "It was Bo."),), 4, 1)
    assert await privacy.of("78") == KeptOfUser((), 0)
    assert await privacy.forget("77") == KeptOfUser((("Who?", "It was Bo."),), 4, 1)
    assert await privacy.of("77") == KeptOfUser((), 0)
    assert {event.by for event in await articles.history(saved.id, ["server:5"])} == {DELETED}
    assert (await quotations.in_articles([saved.id]))[0].quotation.speaker == "Bo Ek"


async def test_a_servers_data_goes_some_time_after_the_bot_left(
    database: Database,
    articles: Articles,
    search: Search,
    reports: Reports,
    quotations: Quotations,
    drafts: Drafts,
) -> None:
    servers = Servers(database)
    for server in (5, 6):
        await servers.joined(server, now=NOW)
        saved = await articles.save(record("a", "“Fine,” she said of the harbour."), f"server:{server}", now=NOW)
    gone = await articles.save(record("b", "A frost came."), "server:5", now=NOW)
    await articles.remove(gone.id, "server:5", now=NOW)
    await articles.save(record("a", "The harbour is the host's."), "host", now=NOW)
    await reports.add(WRONG, now=NOW)
    draft = await drafts.keep(Draft("c", "Fog."), 5, "77", now=NOW, until=LATER)
    await servers.left(5, now=NOW)
    assert await servers.purge(NOW) == ()
    assert await servers.purge(LATER) == (5,)
    assert await articles.list(["server:5"], removed=None) == ()
    assert await reports.list(5) == ()
    assert await drafts.get(draft, 5, now=NOW) is None
    assert not await search.windows(["harbour"], [], ["server:5"], 5)
    assert len(await search.windows(["harbour"], [], ["server:6", "host"], 5)) == 2
    assert len(await quotations.in_articles([saved.id])) == 1
    again = await articles.save(record("a", "“Fine,” she said of the harbour."), "server:5", now=NOW)
    assert again.id > gone.id


async def test_a_server_that_comes_back_in_time_keeps_everything(database: Database, articles: Articles) -> None:
    servers = Servers(database)
    await articles.save(record("a", "The harbour."), "server:5", now=NOW)
    await servers.joined(5, now=NOW)
    await servers.seen([6], now=NOW)
    await servers.joined(5, now=LATER)
    assert await servers.purge(LATER + timedelta(days=1)) == ()
    assert len(await articles.list(["server:5"])) == 1
