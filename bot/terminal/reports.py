"""``reports``: what users outside of any server found wrong, for the host to read and settle."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.store.database import Database
from bot.store.reports import Report, Reports
from bot.terminal.keeping import require
from bot.terminal.screen import Screen

HOST = "host"  # who settled a report in the terminal
_AT_ONCE = 100


async def reports(database: Path, settle: list[int], now: datetime, screen: Screen) -> bool:
    """Print the open reports that came by direct message, or take those numbered ``settle`` out of the queue.

    Whether all that were to be settled were open. Raises `StoreError`.
    """
    require(database)
    async with Database.open(database) as opened:
        queue = Reports(opened)
        if settle:
            return all([await _settle(queue, number, now, screen) for number in settle])
        count = 0
        async for report in _open(queue):
            _show(report, screen)
            count += 1
        if not count and not screen.as_json:
            screen.line("No report from a direct message is open.")
    return True


async def _open(queue: Reports) -> AsyncIterator[Report]:
    after = 0
    while found := await queue.list(None, after=after, limit=_AT_ONCE):
        for report in found:
            yield report
        after = found[-1].id


async def _settle(queue: Reports, number: int, now: datetime, screen: Screen) -> bool:
    if not await queue.settle(number, None, by=HOST, now=now):
        screen.refused(f"No report #{number} from a direct message is open.")
        return False
    if screen.as_json:
        screen.object({"settled": number})
    else:
        screen.line(f"Report #{number} is settled.")
    return True


def _show(report: Report, screen: Screen) -> None:
    told = report.complaint
    if screen.as_json:
        screen.object(_object(report))
        return
    screen.line(f"{screen.marked(f'#{report.id}')} {report.at:%Y-%m-%d %H:%M} UTC: {_one_line(told.comment)}")
    screen.line(f"  asked: {_one_line(told.question)}")
    screen.line(f"  answered: {_one_line(told.answer)}")
    if told.articles:
        screen.line(f"  articles: {', '.join(f'#{number}' for number in told.articles)}")


def _object(report: Report) -> dict[str, Any]:
    told = report.complaint
    return {
        "number": report.id,
        "at": report.at.isoformat(),
        "objection": told.comment,
        "question": told.question,
        "answer": told.answer,
        "articles": list(told.articles),
    }


def _one_line(text: str) -> str:
    """What a user wrote, on one line and without control characters, which a terminal would obey."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
