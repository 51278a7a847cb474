"""What can be typed: the commands of ``python -m bot`` and their options."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from bot.models import Kind

QUESTIONS = {
    "ask": "answer a question of any kind",
    "who": "answer with a person or body",
    "when": "answer with a day",
    "what": "answer with what happened or was decided",
    "where": "answer with a place",
    "how_many": "answer with a number",
}


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    top = argparse.ArgumentParser(
        prog="python -m bot",
        description="Answers questions about the U.S.–Japan alliance out of articles, and shows where every word stands.",
        allow_abbrev=False,
    )
    _add_common(top, None)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, told in QUESTIONS.items():
        _command(commands, name, told).add_argument("question", nargs="+", help="the question")
    _add_quotation_commands(commands)
    _add_article_commands(commands)
    return top


def _add_quotation_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    said = _command(commands, "said", "list what a speaker said, on a topic or at all")
    said.add_argument("speaker", help="a name, a title or a body")
    said.add_argument("topic", nargs="*", help="what it was about; left out: what they speak about")
    said.add_argument(
        "--kind", type=Kind, choices=list(Kind), help="the speaker's own words, or what is reported of them"
    )
    said.add_argument("--since", type=_day, metavar="DAY", help="the first day, as 2024-01-12")
    said.add_argument("--until", type=_day, metavar="DAY", help="the last day, as 2024-01-31")
    quote = _command(commands, "quote", "find a quotation from the words that you remember")
    quote.add_argument("words", nargs="+", help="the words, misspelt or in part")
    verify = _command(commands, "verify", "check a quotation against the articles")
    verify.add_argument("quote", nargs="+", help="the quotation to check")
    verify.add_argument("--speaker", metavar="NAME", help="who is supposed to have said it")


def _add_article_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    ingest = _command(commands, "ingest", "read articles into the database")
    ingest.add_argument("path", nargs="+", type=_path, help="a file or folder: .txt .md .html .json .jsonl")
    show = _command(commands, "show", "show what was understood of one article")
    show.add_argument("source", help="where it was read from, as ingest prints it")
    batch = _command(commands, "batch", "answer a file of questions, a JSON object a line")
    batch.add_argument("questions", type=_filled, help="the file, or - for standard input")
    quotations = _command(commands, "quotations", "print the quotations of files, a JSON object a file")
    quotations.add_argument("path", nargs="+", type=_path, help="a file, or a folder of .txt and .md")
    _add_keeping_commands(commands)
    reports = _command(commands, "reports", "show what users found wrong in direct messages, and settle it")
    reports.add_argument(
        "--settle", nargs="+", type=int, metavar="NUMBER", default=[], help="take these reports out of the queue"
    )
    _command(commands, "doctor", "check configuration, token, database, articles, disk and clock")
    _command(commands, "run", "run the Discord bot")


def _add_keeping_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    backup = _command(commands, "backup", "copy the database into a file, also while the bot runs")
    backup.add_argument("file", type=_path, help="the file to make")
    restore = _command(commands, "restore", "put a backup in the database's place, and keep the old one")
    restore.add_argument("file", type=_path, help="the backup")
    export = _command(commands, "export", "write all that moderators made, a JSON object a line")
    export.add_argument(
        "file", nargs="?", type=_filled, default="-", help="the file to write (default: standard output)"
    )
    taken = _command(commands, "import", "take an export in; what is there already is left as it is")
    taken.add_argument("file", type=_filled, help="the file, or - for standard input")


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, told: str
) -> argparse.ArgumentParser:
    """A command that takes the common options too; what was given before its name is kept."""
    command = commands.add_parser(name, help=told, description=f"{told[0].upper()}{told[1:]}.", allow_abbrev=False)
    _add_common(command, argparse.SUPPRESS)
    return command


def _add_common(command: argparse.ArgumentParser, default: str | None) -> None:
    command.add_argument(
        "--database",
        type=_path,
        metavar="FILE",
        default=default,
        help="the database (default: what DATABASE_URL names)",
    )
    command.add_argument("--json", action="store_true", default=default or False, help="print JSON objects")


def _filled(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("the name is blank; name a file or folder")
    return text


def _path(text: str) -> Path:
    return Path(_filled(text))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2024-01-12") from None
