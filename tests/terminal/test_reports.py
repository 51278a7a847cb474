import io
import json
from datetime import UTC, datetime

import pytest

from bot.errors import StoreError
from bot.store.database import Database
from bot.store.reports import Complaint, Reports
from bot.terminal.reports import reports
from bot.terminal.screen import Screen

NOW = datetime(2025, 5, 6, 7, 8, tzinfo=UTC)


def screen(as_json=False):
    return Screen(io.StringIO(), io.StringIO(), as_json)


@pytest.fixture
async def database(tmp_path):
    path = tmp_path / "a.db"
    async with Database.open(path) as opened:
        queue = Reports(opened)
        for number in range(1, 104):
            words = f"It was \x1b[2Jday {number}.\nTruly."
            await queue.add(Complaint(None, "77", "When?", "On Monday.", (3, number), words), now=NOW)
        await queue.add(Complaint(5, "77", "Who?", "Ada.", (), "A server's own."), now=NOW)
    return path


async def test_reports_of_direct_messages_are_shown_without_what_a_terminal_obeys(database):
    shown = screen()
    assert await reports(database, [], NOW, shown)
    told = shown.out.getvalue()
    assert "«#1» 2025-05-06 07:08 UTC: It was [2Jday 1. Truly." in told
    assert "  articles: #3, #103" in told
    assert "A server's own" not in told


async def test_as_objects(database):
    shown = screen(as_json=True)
    assert await reports(database, [], NOW, shown)
    lines = [json.loads(line) for line in shown.out.getvalue().splitlines()]
    assert [line["number"] for line in lines] == [*range(1, 104)]
    assert lines[0] == {
        "number": 1, "at": "2025-05-06T07:08:00+00:00", "objection": "It was \x1b[2Jday 1.\nTruly.",
        "question": "When?", "answer": "On Monday.", "articles": [3, 1],
    }  # fmt: skip


@pytest.mark.parametrize("as_json", [False, True])
async def test_a_report_is_settled_once_and_no_servers_is(database, as_json):
    assert await reports(database, [1, 2], NOW, screen(as_json=as_json))
    shown = screen(as_json=as_json)
    assert not await reports(database, [2, 3, 104], NOW, shown)
    assert "No report #2" in shown.err.getvalue()
    assert "No report #104" in shown.err.getvalue()
    await reports(database, [], NOW, shown)
    assert "day 3." not in shown.out.getvalue()
    assert "day 4." in shown.out.getvalue()


async def test_nothing_open_and_no_database_are_told(tmp_path, database):
    with pytest.raises(StoreError, match="no database"):
        await reports(tmp_path / "b.db", [], NOW, screen())
    async with Database.open(tmp_path / "c.db"):
        pass
    shown = screen()
    await reports(tmp_path / "c.db", [], NOW, shown)
    assert "No report from a direct message is open." in shown.out.getvalue()
