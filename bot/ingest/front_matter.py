"""Markdown with front matter: facts between two lines of dashes, then the text."""

from __future__ import annotations

import re
from typing import Any

from bot.errors import ArticleRefused
from bot.ingest.fields import FieldNames
from bot.models import RawArticle

_FENCE = re.compile(r"^(?:---|\.\.\.)[^\S\n]*$", re.MULTILINE)
_PLAIN_LINE = re.compile(  # in quotes whatever is printable and no escape; else words, days and addresses
    r"(?P<key>[A-Za-z][\w-]{0,40}): "
    r"(?:\"(?P<quoted>[^\"\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]*)\""
    r"|(?P<plain>[A-Za-z0-9](?:[\w ./;()+-]|:(?=[\w/]))*(?<! )))",
    re.ASCII,
)
_SHORT = 4_000  # characters
_OPEN = re.compile(r"\s*---[^\S\n]*\n")


def read_markdown(source: str, text: str, names: FieldNames) -> RawArticle:
    """The article of a Markdown file. Raises `ArticleRefused` with the line where the front matter is broken."""
    opening = _OPEN.match(text)
    closing = _FENCE.search(text, opening.end()) if opening else None
    if opening is None or (closing is None and not _looks_like_fields(text[opening.end() :])):
        return RawArticle(source, text)
    if closing is None:
        raise ArticleRefused("its front matter, begun in line 1, has no closing line of dashes.")
    front = text[opening.end() : closing.start()]
    before = text.count("\n", 0, opening.end())
    facts = names.sort_out(_fields(front, before), lambda key, _: _line_of(front, key))
    body = "\n" * text.count("\n", 0, closing.end()) + text[closing.end() :]
    if not body.strip() and facts.text:
        body = facts.text
    return RawArticle(source, body, facts.fields, facts.lines, facts.ignored)


def _fields(front: str, before: int) -> dict[str, Any]:
    """The fields; ``before`` is the number of lines before them. Plain lines, as most have, need no YAML to be read."""
    if len(front) < _SHORT:
        lines = [_PLAIN_LINE.fullmatch(line) for line in front.strip("\n").split("\n")]
        if None not in lines:
            return {line["key"]: line["quoted"] or line["plain"] or "" for line in lines if line}
    from bot.ingest.yaml_fields import load  # noqa: PLC0415 - YAML is 1.5 MB, and read by few

    return load(front, before)


def _looks_like_fields(text: str) -> bool:
    return re.match(r"\s{0,20}[\w-]{1,40}:(?:\s|$)", text) is not None


def _line_of(front: str, key: str) -> str:
    """The line of a key, with the lines that continue it."""
    found = re.search(rf"^[\"']?{re.escape(key)}[\"']?[^\S\n]*:.*(?:\n[^\S\n]+\S.*)*", front, re.MULTILINE)
    return found.group() if found else key
