"""``python -m bot``: reads the command line, runs one command, and turns what went wrong into a line and a status.

Status 0: an answer or a silence; 1: something was refused or failed; 2: a call that can't be understood.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot import config
from bot.errors import CornerstoneError, QuestionRefused
from bot.terminal.arguments import parser
from bot.terminal.asking import COMMANDS as QUESTIONS
from bot.terminal.batch import unanswered
from bot.terminal.commands import COMMANDS, Call
from bot.terminal.screen import Screen

RUN = "run"
DONE, FAILED, MISUNDERSTOOD = 0, 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141  # 128 and the signal's number, as shells have it


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command of ``argv`` (default: the process's own); the exit status."""
    _open_closed()
    _speak_utf8()
    arguments = parser().parse_args(argv)
    screen = Screen.on(sys.stdout, sys.stderr, as_json=arguments.json)
    try:
        settings = config.load()
        today = datetime.now().astimezone().date()
        call = Call(arguments, screen, settings, arguments.database or settings.database_path, today)
        status = asyncio.run(_run(call) if arguments.command == RUN else COMMANDS[arguments.command](call))
        sys.stdout.flush()
    except QuestionRefused as refused:
        _tell_refused(refused, arguments.command, screen)
        return MISUNDERSTOOD
    except CornerstoneError as err:
        screen.refused(str(err))
        return FAILED
    except BrokenPipeError:
        _drop_output()
        return PIPE_CLOSED
    except OSError as err:
        _drop_output()
        screen.note(f"{err.filename or 'The output'} can't be read or written: {err.strerror}.")
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


async def _run(call: Call) -> int:
    from bot.serving import run  # noqa: PLC0415 - the terminal's commands need no Discord

    return await run(call.settings, call.database)


def _tell_refused(refused: QuestionRefused, command: str, screen: Screen) -> None:
    """A question gets the object of a question that could not be read, another command that of an error."""
    if screen.as_json and command in QUESTIONS:
        screen.object(unanswered(str(refused)))
        screen.note(str(refused))
    else:
        screen.refused(str(refused))


def _open_closed() -> None:
    """What is written to a stream that the caller has closed (``>&-``) goes nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open as long as the process
            setattr(sys, name, nowhere)


def _drop_output() -> None:
    """Nobody can be written to any more; without this the interpreter complains when it flushes at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8() -> None:
    """Print in UTF-8 whatever the locale says; a lone surrogate comes out as its escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
