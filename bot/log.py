"""The log: one line each to stdout, for people on a terminal, as JSON elsewhere; never a token."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TextIO

# A Discord token: the bot's id in base64, a time and a signature.
TOKEN = re.compile(r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,45}")
HIDDEN = "[hidden]"
PRIVATE = "private"  # passed as `extra`: what a user wrote, which no line may show
SHORTEST_PRIVATE = 4  # characters; shorter words would take pieces out of the bot's own
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message", PRIVATE}


class _Line(logging.Formatter):
    """What both shapes share: one line, with the secrets taken out."""

    def __init__(self, secrets: Sequence[str] = ()) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)

    def clean(self, text: str) -> str:
        """``text`` without tokens."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return TOKEN.sub(HIDDEN, text)

    def message(self, record: logging.LogRecord) -> str:
        """The record's message without what a user wrote."""
        return _without(record.getMessage(), record)

    def trace(self, record: logging.LogRecord) -> str:
        """The record's trace, "" where it has none, without what a user wrote."""
        return _without(self.formatException(record.exc_info), record) if record.exc_info else ""


def _without(text: str, record: logging.LogRecord) -> str:
    """``text`` without the words that the record says are private, as they are or as `repr` shows them."""
    for words in sorted(getattr(record, PRIVATE, ()), key=len, reverse=True):
        for form in (words, repr(words)[1:-1]):
            text = text.replace(form, HIDDEN) if len(form) >= SHORTEST_PRIVATE else text
    return text


class HumanLine(_Line):
    """``12:00:00 INFO  bot.app: connected``; a trace follows on the same line, its breaks shown as ``⏎``."""

    def format(self, record: logging.LogRecord) -> str:
        """One line for a person."""
        clock = datetime.fromtimestamp(record.created, tz=UTC).astimezone().strftime("%H:%M:%S")
        text = f"{clock} {record.levelname:<7} {record.name}: {self.message(record)}"
        if record.exc_info:
            text += "\n" + self.trace(record)
        return self.clean(text.strip()).replace("\r", "").replace("\n", " ⏎ ")


class JsonLine(_Line):
    """An object a line: time, level, logger, message, and what was passed as ``extra``."""

    def format(self, record: logging.LogRecord) -> str:
        """One line for a machine."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self.message(record),
        }
        line |= {key: value for key, value in vars(record).items() if key not in _STANDARD}
        if record.exc_info:
            line["trace"] = self.trace(record)
        return self.clean(json.dumps(line, ensure_ascii=False, default=str))


def set_up(level: str = "INFO", secrets: Sequence[str] = (), stream: TextIO | None = None) -> None:
    """Send every logger's lines to ``stream`` (default stdout), in the shape that suits it.

    ``secrets`` are words that are never shown; whatever looks like a Discord token is hidden too.
    """
    out = stream or sys.stdout
    handler = logging.StreamHandler(out)
    handler.setFormatter((HumanLine if out.isatty() else JsonLine)(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
