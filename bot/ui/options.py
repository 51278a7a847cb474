"""What users type into options: days, and the whole command in one line, as it is shown under its answer."""

from __future__ import annotations

import calendar
import re
from datetime import date

from bot.errors import QuestionRefused
from bot.models import Ask, Kind, QuestionKind
from bot.ui.limits import ELLIPSIS

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_OPTION = re.compile(r"(?:^| )(speaker|topic|kind|since|until|quote): ")
LONGEST_NUMBER = 16  # digits; what is longer is no number of ours
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?\Z")


def first_day(text: str | None) -> date | None:
    """The first day that a year, month or day stands for; None for None. Raises `QuestionRefused`."""
    return _days(text)[0] if text else None


def last_day(text: str | None) -> date | None:
    """The last day that a year, month or day stands for; None for None. Raises `QuestionRefused`."""
    return _days(text)[1] if text else None


def span_of(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """The first and the last day of what was typed. Raises `QuestionRefused`, also where no day is left."""
    first, last = first_day(since), last_day(until)
    if first and last and first > last:
        raise QuestionRefused(f"{since} is after {until}, so no day is left. Swap since and until.")
    return first, last


def number_of(text: str) -> int | None:
    """The number of an article or quotation as typed, with or without ``#``; None for anything else."""
    bare = text.strip().removeprefix("#")
    return int(bare) if bare.isdecimal() and len(bare) < LONGEST_NUMBER else None


def _days(text: str) -> tuple[date, date]:
    match = _DAY.match(text.strip())
    refused = QuestionRefused("Write a day as 2024-01-13, a month as 2024-01, a year as 2024.")
    if match is None:
        raise refused
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        return first, date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError:
        raise refused from None


def reread(question: str, name: str, today: date, meant: str = "") -> Ask:
    """The question of an earlier answer once more, with ``name`` for the name that could mean several, typed as ``meant``.

    Raises `QuestionRefused` where it was too long to be shown whole.
    """
    if question.endswith(ELLIPSIS):
        raise QuestionRefused("Ask again with the full name.")
    command, _, rest = question.partition(" ")
    given = _options_of(rest)
    match command:
        case "/said":
            kind = Kind(given["kind"]) if "kind" in given else None
            since, until = span_of(given.get("since"), given.get("until"))
            return Ask(
                QuestionKind.SAID,
                today,
                speaker=name,
                topic=given.get("topic"),
                quote_kind=kind,
                since=since,
                until=until,
            )
        case "/verify":
            return Ask(QuestionKind.VERIFY, today, words=given.get("quote", ""), speaker=name)
    return Ask(QuestionKind.ASK, today, question=with_name(question, name, meant))


def with_name(question: str, name: str, meant: str = "") -> str:
    """A question with the full name in the place of ``meant``, else of a part of it, or behind it where none is there."""
    if meant and meant in question and name not in question:
        return question.replace(meant, name, 1)
    parts = {part.casefold() for part in name.split()}
    for match in _WORD.finditer(question):
        if match[0].casefold() in parts:
            return question if name in question else question[: match.start()] + name + question[match.end() :]
    return f"{question} ({name})"


def as_typed(ask: Ask) -> str:
    """A question as its asker would type it."""
    match ask.kind:
        case QuestionKind.SAID:
            return typed(
                "said", speaker=ask.speaker, topic=ask.topic, kind=ask.quote_kind, since=ask.since, until=ask.until
            )
        case QuestionKind.VERIFY:
            return typed("verify", quote=ask.words, speaker=ask.speaker)
    return ask.question


def _options_of(text: str) -> dict[str, str]:
    """``speaker: Blinken topic: Taiwan`` by name; text before the first name is left out."""
    pieces = _OPTION.split(text)[1:]
    return {name: value.strip() for name, value in zip(pieces[::2], pieces[1::2], strict=True)}


def typed(command: str, **options: object) -> str:
    """``/said speaker: Blinken topic: Taiwan``: a command as it was typed, without what was left out."""
    given = [f"{name}: {value}" for name, value in options.items() if value is not None]
    return " ".join([f"/{command}", *given])
