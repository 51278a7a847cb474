"""Files and folders to raw articles: .txt and .md, .html, .json and .jsonl, in any charset."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.errors import ArticleRefused
from bot.ingest.charset import decode
from bot.ingest.fields import FieldNames
from bot.ingest.front_matter import read_markdown
from bot.ingest.json_files import read_json, read_json_lines
from bot.ingest.pages import is_markup, read_page
from bot.ingest.refusal import Refusal
from bot.models import RawArticle

TEXT, MARKDOWN, PAGE, JSON, JSON_LINES = (
    (".txt", ".text"),
    (".md", ".markdown"),
    (".html", ".htm", ".xhtml"),
    (".json",),
    (".jsonl", ".ndjson"),
)
FORMATS = (*TEXT, *MARKDOWN, *PAGE, *JSON, *JSON_LINES)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_READABLE = ".txt .md .html .json .jsonl"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, and the source that its article is known by."""

    path: Path
    source: str


class Reader:
    """Reads articles. Constructed with data/lexicon/fields.toml and the size limit in bytes."""

    def __init__(self, fields: Mapping[str, Any], limit: int) -> None:
        self._names = FieldNames(fields)
        self._limit = limit

    def find(self, paths: Iterable[Path]) -> list[Found | Refusal]:
        """The files of the paths, folders recursively, in order of name; hidden ones are left alone."""
        found: list[Found | Refusal] = []
        for path in paths:
            if path.is_dir():
                inside = list(_walk(path))
                found += inside or [Refusal(_printable(str(path)), "the folder holds no articles.")]
            else:
                found.append(Found(path, _printable(path.name)))
        return found

    def read(self, found: Found) -> Iterator[RawArticle | Refusal]:
        """The articles of a file, or why they can't be taken in."""
        source, path = found.source, found.path
        suffix = path.suffix.lower()
        try:
            size = _size(path)
            if suffix in JSON_LINES:
                yield from read_json_lines(source, path, self._limit, self._names)
                return
            _check_format(path, suffix)
            self._check_size(size)
            yield from self.parse(source, path.read_bytes())
        except ArticleRefused as err:
            yield Refusal(source, str(err))
        except OSError as err:
            yield Refusal(source, f"it can't be read: {err.strerror or err}.")

    def parse(self, source: str, data: bytes, name: str | None = None) -> Iterator[RawArticle | Refusal]:
        """The articles of a file's bytes; ``name`` (else ``source``) tells the format by its ending."""
        self._check_size(len(data))
        text = decode(data)
        suffix = Path(name or source).suffix.lower()
        if suffix in JSON:
            yield from (self._without_markup(item) for item in read_json(source, text, self._names))
        elif suffix in JSON_LINES:
            lines = ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())
            for number, line in lines:
                yield from read_json(f"{source}#{number}", line, self._names)
        else:
            yield self._single(suffix)(source, text, self._names)

    def page(self, source: str, html: str) -> RawArticle:
        """The article of a page that was fetched. Raises `ArticleRefused`."""
        return read_page(source, html, self._names)

    def _single(self, suffix: str) -> Callable[[str, str, FieldNames], RawArticle]:
        if suffix in PAGE:
            return read_page
        return read_markdown if suffix in MARKDOWN else _plain

    def _without_markup(self, item: RawArticle | Refusal) -> RawArticle | Refusal:
        """Text that is HTML inside a JSON field, as feeds have it, is read like a page."""
        if isinstance(item, Refusal) or not is_markup(item.text):
            return item
        try:
            return replace(item, text=read_page(item.source, item.text, self._names).text)
        except ArticleRefused as err:
            return Refusal(item.source, str(err))

    def _check_size(self, size: int) -> None:
        if size > self._limit:
            raise ArticleRefused(f"it has {size:,} bytes, over the size limit of {self._limit:,} ([ingest] max_bytes).")


def _check_format(path: Path, suffix: str) -> None:
    if suffix not in FORMATS:
        raise ArticleRefused(f'"{suffix or path.name}" is no format that can be read ({_READABLE}).')


def _plain(source: str, text: str, _names: FieldNames) -> RawArticle:
    return RawArticle(source, text)


def _walk(folder: Path) -> Iterator[Found | Refusal]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if not name.startswith("."):
                yield Found(path, _printable(path.relative_to(folder).as_posix()))


def _size(path: Path) -> int:
    try:
        status = path.stat()
    except FileNotFoundError as err:
        raise ArticleRefused("there is no such file or folder.") from err
    if not stat.S_ISREG(status.st_mode):
        raise ArticleRefused("it is not a file.")
    if status.st_size == 0:
        raise ArticleRefused("it is empty.")
    return status.st_size


def _printable(name: str) -> str:
    """A file's name as text on one line, whatever bytes it is made of."""
    return _CONTROL.sub("\ufffd", os.fsencode(name).decode("utf-8", "replace"))
