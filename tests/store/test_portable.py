from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import StoreError
from bot.store.articles import Articles
from bot.store.backups import check
from bot.store.corrections import Correction
from bot.store.database import MEMORY, Database
from bot.store.portable import Portable
from bot.store.quotations import Quotations
from bot.store.reports import Complaint, Reports
from bot.store.servers import Servers
from bot.store.settings import ServerSettings, Settings
from tests.store.records import NOW, record

SCOPE = "server:5"
BODY = "The council met. “We shall clear the ice,” she said. “It will be dear.”"


@pytest.fixture
async def lines(database: Database, articles: Articles, quotations: Quotations) -> list[str]:
    """What a database tells that holds two versions, corrections, a removed article, settings, and the host's."""
    first = await articles.save(record("a\udc80", BODY), SCOPE, by="7", now=NOW)
    ice, dear = await quotations.in_articles([first.id])
    await quotations.correct(ice.id, SCOPE, Correction(speaker="Bo Ek", speaker_key="bo ek"), by="7", now=NOW)
    await quotations.correct(dear.id, SCOPE, Correction(withdrawn=True), now=NOW)
    await articles.save(record("a\udc80", "New. " + BODY), SCOPE, by="8", now=NOW)
    second = await articles.save(record("b", "A frost."), SCOPE, now=NOW)
    await articles.remove(second.id, SCOPE, by="8", now=NOW)
    await articles.save(record("h", "The host's."), "host", now=NOW)
    await Settings(database).keep(5, ServerSettings(moderator_role=9), by="7", now=NOW)
    reports = Reports(database)
    for server, cited in ((5, (second.id, first.id, 99)), (None, (3,))):
        await reports.add(Complaint(server, "42", "Who?", "Nobody.", cited, f"of {server}", f"{server}"), now=NOW)
    await reports.settle(1, 5, by="7", note="seen", now=NOW)
    return [line async for line in Portable(database).lines()]


async def test_what_moderators_made_goes_into_another_database(
    lines: list[str], articles: Articles, quotations: Quotations
) -> None:
    async with Database.open(MEMORY) as other:
        for number in range(3):  # so that the articles have other numbers there
            await Articles(other).save(record(f"{number}", f"Number {number}."), "host", now=NOW)
        assert [await Portable(other).take(line) for line in lines] == [True] * 5
        told = [line async for line in Portable(other).lines()]
        assert told[:-1] == lines[:-1]
        assert json.loads(told[-1]) == json.loads(lines[-1]) | {"articles": []}  # the host's own is not there
        assert await Articles(other).history(4, [SCOPE]) == await articles.history(1, [SCOPE])
        assert await Articles(other).version(4, 1, [SCOPE]) == record("a\udc80", BODY)
        taken = await Quotations(other).in_articles([4])
        assert [(each.text, each.quotation.speaker) for each in taken] == [("We shall clear the ice,", "Bo Ek")]
        assert [each.id for each in await Articles(other).list([SCOPE], removed=True)] == [5]
        assert (await Settings(other).of(5)).moderator_role == 9
        (report,) = await Reports(other).list(5, settled=True)
        assert (report.complaint.articles, report.note, report.settled_by) == ((5, 4), "seen", "7")
        assert await check(other) == ()


async def test_what_is_there_already_is_left_as_it_is(lines: list[str], database: Database) -> None:
    assert [await Portable(database).take(line) for line in lines] == [False] * 5


async def test_what_is_taken_in_for_a_server_that_the_bot_is_not_in_goes_after_its_days(lines: list[str]) -> None:
    async with Database.open(MEMORY) as other:
        for line in lines:
            await Portable(other).take(line)
        await Servers(other).seen([6], now=NOW)
        assert await Servers(other).purge(NOW + timedelta(days=1)) == (5,)
        assert len([line async for line in Portable(other).lines()]) == 1  # the report to the host


async def test_a_text_that_is_there_under_another_source_is_left_out(lines: list[str]) -> None:
    async with Database.open(MEMORY) as other:
        await Articles(other).save(record("x", "A frost."), SCOPE, now=NOW)
        assert not await Portable(other).take(lines[1])
        assert len(await Articles(other).history(1, [SCOPE])) == 1


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "{",
        "null",
        "{}",
        '{"kind": "settings"}',
        '{"kind": "article", "scope": "host", "versions": []}',
        '{"kind": "article", "scope": "server:5", "removed": null, "versions": [], "corrections": [], "events": []}',
        '{"kind": "settings", "server": "x", "row": [null, null, 1, 0, "now", null]}',
        '{"kind": "settings", "server": 1, "row": [1]}',
        '{"kind": "report", "server": 1, "articles": [], "row": []}',
        '{"kind": "report", "server": 1, "articles": [], "row": ["7", "now", "", "", "", null, null, ""]}',
        '{"kind": "report", "server": 1, "articles": [1], "row": ["7", "2026-01-02", "", "", "", null, null, ""]}',
        '{"kind": "report", "server": [], "articles": [], "row": ["7", "2026-01-02", "", "", "", null, null, ""]}',
        '{"kind": "report", "server": 1, "articles": [], "row": ["7", "2026-01-02", null, "", "", null, null, ""]}',
        "[" * 100_000,
    ],
)
async def test_a_line_that_is_none_of_ours_is_refused(database: Database, line: str) -> None:
    with pytest.raises(StoreError):
        await Portable(database).take(line)


@settings(deadline=None, max_examples=40)
@given(st.data())
async def test_a_line_that_lost_a_piece_is_refused_or_whole(data: st.DataObject) -> None:
    async with Database.open(MEMORY) as first, Database.open(MEMORY) as other:
        await Articles(first).save(record("a", BODY), SCOPE, now=NOW)
        (line,) = [line async for line in Portable(first).lines()]
        start = data.draw(st.integers(0, len(line) - 1))
        cut = line[:start] + line[data.draw(st.integers(start, len(line))) :]
        try:
            await Portable(other).take(cut)
        except StoreError:
            assert await Articles(other).list([SCOPE], removed=None) == ()
        assert await check(other) == ()
