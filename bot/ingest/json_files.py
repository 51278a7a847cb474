"""JSON: an article, a list of articles, or an article a line."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from bot.errors import ArticleRefused
from bot.ingest.charset import charset_of, decode
from bot.ingest.fields import FieldNames
from bot.ingest.lines import limited_lines
from bot.ingest.refusal import Refusal
from bot.models import RawArticle

_CONTAINERS = ("articles", "items", "documents", "results", "data", "posts", "entries")
_CHUNK = 1 << 16


def read_json(source: str, text: str, names: FieldNames) -> Iterator[RawArticle | Refusal]:
    """The article or articles of a JSON file; those of a list have ``#NUMBER`` after the source."""
    whole = parse(text)
    articles = _listed(whole, names)
    if articles is None:
        yield article_of(source, whole, text, names)
        return
    if not articles:
        raise ArticleRefused("it is a list without articles.")
    for number, item in enumerate(articles, 1):
        try:
            yield article_of(f"{source}#{number}", item, "", names)
        except ArticleRefused as err:
            yield Refusal(f"{source}#{number}", str(err))


def read_json_lines(source: str, path: Path, limit: int, names: FieldNames) -> Iterator[RawArticle | Refusal]:
    """The articles of a file with one a line; never more than a line is in memory."""
    found = False
    with _opened(path) as file:
        for number, line in limited_lines(file, limit):
            name = f"{source}#{number}"
            try:
                if line is None:
                    yield Refusal(name, f"line {number} is over the size limit of {limit:,} bytes.")
                elif line.strip().strip(b"\xef\xbb\xbf"):
                    text = decode(line)
                    yield article_of(name, parse(text, number), text, names)
                else:
                    continue
            except ArticleRefused as err:
                yield Refusal(name, str(err))
            found = True
    if not found:
        yield Refusal(source, "it is empty.")


def parse(text: str, line: int | None = None) -> Any:
    """The value of a JSON text, numbers as printed. ``line`` is the line of the file, where it is a single one."""
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as err:
        raise ArticleRefused(f"line {line or err.lineno} is not valid JSON: {err.msg} (column {err.colno}).") from err
    except RecursionError as err:
        raise ArticleRefused("it is nested too deep." if line is None else f"line {line} is nested too deep.") from err


def article_of(source: str, item: Any, text: str, names: FieldNames) -> RawArticle:
    """The article that a JSON object is; ``text`` is the JSON it was read from."""
    if not isinstance(item, dict):
        raise ArticleRefused("it is not an object with the fields of an article.")
    facts = names.sort_out(item, lambda key, value: _printed(text, key, value))
    if facts.text is None:
        raise ArticleRefused('it has no text: a field "text", "body" or "content" is expected.')
    return RawArticle(source, facts.text, facts.fields, facts.lines, facts.ignored)


def _listed(whole: Any, names: FieldNames) -> list[Any] | None:
    if isinstance(whole, list):
        return whole
    if isinstance(whole, dict) and not any(names.knows(key) and isinstance(whole[key], str) for key in whole):
        return next((whole[key] for key in _CONTAINERS if isinstance(whole.get(key), list)), None)
    return None


def _printed(text: str, key: str, value: str) -> str:
    """The key and its value as the file prints them."""
    found = re.search(rf'"{re.escape(key)}"\s{{0,20}}:\s{{0,20}}"(?:[^"\\]|\\.){{0,2000}}"', text)
    return found.group() if found else f'"{key}": "{value}"'


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The file's bytes; of UTF-16 and UTF-32, whose line breaks are no single bytes, as UTF-8."""
    with path.open("rb") as file:
        wide = file.read(4).startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))
        file.seek(0)
        if not wide:
            yield file
            return
        with TemporaryFile() as recoded:
            charset = charset_of(file.read(4))
            file.seek(0)
            with TextIOWrapper(file, charset, errors="replace") as text:
                while piece := text.read(_CHUNK):
                    recoded.write(piece.encode("utf-8", "replace"))
            recoded.seek(0)
            yield recoded
