"""One function a command: the call in, the exit status out."""

from __future__ import annotations

import argparse
import gc
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from rapidfuzz import process

from bot.answer.render import as_object
from bot.config import Settings
from bot.lexicon import read_table
from bot.models import QuestionKind
from bot.services import Services
from bot.store.scopes import HOST, STARTER
from bot.terminal import keeping
from bot.terminal.answers import print_answer
from bot.terminal.asking import ask_of
from bot.terminal.batch import LONGEST_LINE, batch
from bot.terminal.doctor import examine
from bot.terminal.ingesting import print_results
from bot.terminal.quotations import print_quotations
from bot.terminal.record import record_lines, record_object
from bot.terminal.reports import reports as show_reports
from bot.terminal.screen import Screen
from bot.text.quotations.finder import QuotationFinder

DONE, FAILED = 0, 1
MEMORY = ":memory:"
_YOUNG = 50_000  # objects that are made before cycles are looked for
LISTED = 5_000  # articles among whose sources a near one is looked for


@dataclass(frozen=True, slots=True)
class Call:
    """A command as it was called: its arguments, where to print, the settings, the database, and what day it is."""

    arguments: argparse.Namespace
    screen: Screen
    settings: Settings
    database: Path
    today: date

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Services]:
        """The services over the database, made where there is none."""
        async with Services.open(self.database, largest=self.settings.ingest.max_bytes) as services:
            yield services

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Services]:
        """The services over the database; where there is none, over one in memory, and nothing is left behind."""
        async with Services.open(
            self.database if self.database.exists() else MEMORY, largest=self.settings.ingest.max_bytes
        ) as services:
            yield services


async def answer_question(call: Call) -> int:
    """Answer a question of any kind, out of the starter corpus as long as there is nothing else."""
    ask_of(call.arguments, call.today, ())  # refused before anything is opened
    async with call.reading() as services:
        scopes = await services.scopes()
        answer = await services.answer(ask_of(call.arguments, call.today, scopes))
    if call.screen.as_json:
        call.screen.object(as_object(answer, None))
    else:
        print_answer(answer, call.screen)
    if STARTER in scopes:
        call.screen.note(f"(from the starter corpus: {_empty(call.database)})")
    return DONE


async def ingest(call: Call) -> int:
    """Read articles into the database."""
    gc.set_threshold(_YOUNG)  # looking for cycles, of which articles make none, took a sixteenth of the time
    async with call.writing() as services:
        sound = await print_results(services.ingest(call.arguments.path), call.screen)
    return DONE if sound else FAILED


async def show(call: Call) -> int:
    """Show the record of one article."""
    source = call.arguments.source
    async with call.reading() as services:
        scopes = await services.scopes()
        articles = await services.articles.by_source(scopes, source)
        if not articles:
            known = [listed.source for listed in await services.articles.list(scopes, limit=LISTED)]
            call.screen.refused(_unknown(source, known))
            return FAILED
    if call.screen.as_json:
        call.screen.object(record_object(articles[0]))
    else:
        for line in record_lines(articles[0]):
            call.screen.line(line)
    return DONE


async def answer_batch(call: Call) -> int:
    """Answer a file of questions, an object a line."""
    with keeping.read_lines(call.arguments.questions, LONGEST_LINE) as lines:
        async with call.reading() as services:
            if not (await services.corpus([HOST])).articles:
                call.screen.note(f"({_empty(call.database)}: name another with --database FILE, or ingest articles)")
            await batch(lines, services.answer, call.screen, call.today)
    return DONE


async def quotations(call: Call) -> int:
    """Print the quotations of files as they stand."""
    finder = QuotationFinder.from_tables(read_table)
    sound = print_quotations(call.arguments.path, finder, call.settings.ingest.max_bytes, call.screen)
    return DONE if sound else FAILED


async def doctor(call: Call) -> int:
    """Check what the bot needs, and say what to do about the rest."""
    status = DONE
    async for finding in examine(call.settings, call.database, call.reading, datetime.now().astimezone()):
        call.screen.object(asdict(finding)) if call.screen.as_json else call.screen.line(finding.line())
        status |= DONE if finding.well else FAILED
    return status


async def backup(call: Call) -> int:
    """Copy the database."""
    await keeping.back_up(call.database, call.arguments.file, call.screen)
    return DONE


async def restore(call: Call) -> int:
    """Put a backup in the database's place."""
    await keeping.put_back(call.arguments.file, call.database, datetime.now().astimezone(), call.screen)
    return DONE


async def export(call: Call) -> int:
    """Write what moderators made."""
    await keeping.export(call.database, call.arguments.file, call.screen)
    return DONE


async def take_in(call: Call) -> int:
    """Take an export in."""
    return DONE if await keeping.take_in(call.arguments.file, call.database, call.screen) else FAILED


async def reports(call: Call) -> int:
    """Show or settle the reports that came by direct message."""
    now = datetime.now().astimezone()
    return DONE if await show_reports(call.database, call.arguments.settle, now, call.screen) else FAILED


COMMANDS: dict[str, Callable[[Call], Coroutine[None, None, int]]] = {
    **{kind.value: answer_question for kind in QuestionKind},
    "ingest": ingest,
    "show": show,
    "batch": answer_batch,
    "quotations": quotations,
    "backup": backup,
    "restore": restore,
    "export": export,
    "import": take_in,
    "reports": reports,
    "doctor": doctor,
}


def _empty(database: Path) -> str:
    """Why nothing of the host's is found; a name that was mistyped looks no different otherwise."""
    return f"{database} holds no article yet" if database.exists() else f"there is no database {database}"


def _unknown(source: str, known: list[str]) -> str:
    near = process.extractOne(source, known, score_cutoff=60)
    hint = f" Did you mean {near[0]}?" if near else " `ingest` prints the source of each article."
    return f"No article was read from {source}.{hint}"
