"""From what was typed, or from a line of a batch, to an `Ask`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.answer.entrance import LONGEST
from bot.errors import QuestionRefused
from bot.models import Ask, QuestionKind

COMMANDS = tuple(kind.value for kind in QuestionKind)
SHOWN = 40  # characters of a wrong value that are told back
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
MISSING = {
    QuestionKind.SAID: 'Name a speaker, and a topic if you like: said Blinken "Taiwan Strait".',
    QuestionKind.QUOTE: 'Give the words that you remember: quote "cornerstone of peace".',
    QuestionKind.VERIFY: 'Give the quotation to check: verify "cornerstone of peace" --speaker Blinken.',
}
ASK_SOMETHING = 'Ask something, such as: ask "Who is Japan\'s foreign minister?".'


def ask_of(arguments: argparse.Namespace, now: date, scopes: tuple[str, ...]) -> Ask:
    """The question of a parsed command line. Raises `QuestionRefused` where it is blank or too long, or leaves no day."""
    typed = {name: _joined(value) for name, value in vars(arguments).items()}
    line = {"command": arguments.command, "question": typed.get("question"), "args": typed}
    ask = ask_of_line(line, now, scopes)
    if ask.kind is not QuestionKind.SAID:
        return ask
    since, until = arguments.since, arguments.until
    if since and until and since > until:
        raise QuestionRefused(f"--since {since} is after --until {until}, so no day is left; swap them.")
    return replace(ask, quote_kind=arguments.kind, since=since, until=until)


def ask_of_line(line: Mapping[str, Any], today: date, scopes: tuple[str, ...]) -> Ask:
    """The question of a line of a batch. Raises `QuestionRefused` that says what the line lacks."""
    command = line.get("command", "ask")
    if command not in COMMANDS:
        raise QuestionRefused(f"command is {_shown(command)}; it should be one of {', '.join(COMMANDS)}.")
    args = line.get("args") or {}
    if not isinstance(args, Mapping):
        raise QuestionRefused("args should be an object.")
    kind, question = QuestionKind(command), _text(line, "question")
    ask = Ask(kind, _asked(line.get("asked"), today), scopes, question or "")
    match kind:
        case QuestionKind.SAID:
            return replace(ask, speaker=_needed(_text(args, "speaker"), kind), topic=_text(args, "topic"))
        case QuestionKind.QUOTE:
            return replace(ask, words=_needed(_text(args, "words") or question, kind))
        case QuestionKind.VERIFY:
            words = _needed(_text(args, "quote") or question, kind)
            return replace(ask, words=words, speaker=_text(args, "speaker"))
        case _:
            _needed(question, kind)
            return ask


def _joined(value: object) -> object:
    return " ".join(value) if isinstance(value, list) and all(isinstance(word, str) for word in value) else value


def _needed(text: str | None, kind: QuestionKind) -> str:
    if text is None:
        raise QuestionRefused(MISSING.get(kind, ASK_SOMETHING))
    return text


def _text(table: Mapping[str, Any], key: str) -> str | None:
    """The value of ``key`` without lone surrogates and control characters, which no index takes; None if blank."""
    value = table.get(key)
    if value is not None and not isinstance(value, str):
        raise QuestionRefused(f"{key} should be text.")
    sound = CONTROL.sub(" ", (value or "").encode("utf-8", "replace").decode("utf-8")).strip()
    if len(sound) > LONGEST:
        raise QuestionRefused(
            f"That is {len(sound):,} characters, and {LONGEST:,} at most are read at once. Ask about the part that matters."
        )
    return sound or None


def _asked(value: object, today: date) -> date:
    if value is None:
        return today
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise QuestionRefused(f"asked is {_shown(value)}; it should be a day such as 2024-01-12.") from None


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
