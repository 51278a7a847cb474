"""``quotations``: the quotations of files as they stand, an object a file."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.errors import ArticleRefused
from bot.ingest.charset import decode
from bot.terminal.screen import Screen
from bot.text.quotations.finder import QuotationFinder
from bot.text.quotations.lines import quotation_line

SUFFIXES = {".txt", ".md"}


def print_quotations(paths: Iterable[Path], finder: QuotationFinder, limit: int, screen: Screen) -> bool:
    """Print an object for each file of ``paths``; whether all of them could be read.

    A body is a file's decoded text with nothing taken out; offsets are its characters.
    """
    sound = True
    for path in paths:
        for file in _files(path):
            try:
                body = _body(file, limit)
            except ArticleRefused as refused:
                screen.note(f"{file}: refused, {refused}")
                sound = False
            else:
                screen.object(quotation_line(file.stem, body, finder.find(body)))
    return sound


def _files(path: Path) -> Iterator[Path]:
    """The file itself, or the texts of a folder in order."""
    if path.is_dir():
        yield from sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES and file.is_file())
    else:
        yield path


def _body(file: Path, limit: int) -> str:
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ArticleRefused("it is not a file.")
        if status.st_size > limit:
            raise ArticleRefused(f"it is larger than {limit:,} bytes; the limit is the setting ingest.max_bytes.")
        return decode(file.read_bytes())
    except FileNotFoundError:
        raise ArticleRefused("it isn't there.") from None
    except OSError as err:
        raise ArticleRefused(f"it can't be read: {err.strerror}.") from err
