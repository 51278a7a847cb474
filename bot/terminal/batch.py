"""``batch``: a line of questions in, an object out, in order; nothing in a line stops the rest."""

from __future__ import annotations

import json
import math
from collections.abc import Awaitable, Callable, Iterable
from datetime import date
from typing import Any

from bot.answer.render import as_object
from bot.errors import QuestionRefused
from bot.models import Answer, Ask
from bot.terminal.asking import SHOWN, ask_of_line
from bot.terminal.screen import Screen

SCOPES = ("host",)  # the starter corpus stays out
LONGEST_LINE = 100_000  # bytes

Answering = Callable[[Ask], Awaitable[Answer]]


async def batch(lines: Iterable[bytes | None], answering: Answering, screen: Screen, today: date) -> None:
    """Answer each of ``lines``; one that can't be read, or is None for being too long, yields an object all the same."""
    for number, line in enumerate(lines, start=1):
        screen.object(await _reply(line, number, answering, today))


async def _reply(line: bytes | None, number: int, answering: Answering, today: date) -> dict[str, Any]:
    question_id: Any = None
    try:
        table = _table(line, number)
        question_id = table.get("id")
        return as_object(await answering(ask_of_line(table, today, SCOPES)), question_id)
    except QuestionRefused as refused:
        return unanswered(str(refused), question_id)


def unanswered(told: str, question_id: object = None) -> dict[str, Any]:
    """The object for a question that could not be read, with the reason as its words."""
    return {
        "id": question_id,
        "answered": False,
        "headline": told,
        "confidence": 0.0,
        "text": told,
        "verdict": None,
        "quotations": [],
        "citations": [],
    }


def _table(line: bytes | None, number: int) -> dict[str, Any]:
    if line is None:
        raise QuestionRefused(f"Line {number} is longer than {LONGEST_LINE:,} bytes.")
    try:
        table = json.loads(line.decode("utf-8-sig"), parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError) as err:
        raise QuestionRefused(f"Line {number} is not valid JSON: {err}.") from err
    if not isinstance(table, dict):
        raise QuestionRefused(f"Line {number} holds no JSON object.")
    return table


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number in JSON")


def _finite(digits: str) -> float:
    value = float(digits)
    return value if math.isfinite(value) else _no_number(digits[:SHOWN])
