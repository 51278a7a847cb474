"""Markdown with front matter: facts between two lines of dashes, then the text."""

from __future__ import annotations

import re
from typing import Any, ClassVar

import yaml

from bot.errors import ArticleRefused
from bot.ingest.fields import FieldNames
from bot.models import RawArticle

_FENCE = re.compile(r"^(?:---|\.\.\.)[^\S\n]*$", re.MULTILINE)
_OPEN = re.compile(r"\s*---[^\S\n]*\n")
_LONGEST = 65_536  # characters of front matter
_DEEPEST = 40  # brackets open at once


class _Strings(yaml.SafeLoader):
    """A safe loader that leaves every value as it is printed: a day stays "2024-01-12", "no" stays "no"."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}  # type: ignore[misc]


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
    facts = names.sort_out(_load(front, before), lambda key, _: _line_of(front, key))
    body = "\n" * text.count("\n", 0, closing.end()) + text[closing.end() :]
    if not body.strip() and facts.text:
        body = facts.text
    return RawArticle(source, body, facts.fields, facts.lines, facts.ignored)


def _looks_like_fields(text: str) -> bool:
    return re.match(r"\s{0,20}[\w-]{1,40}:(?:\s|$)", text) is not None


def _load(front: str, before: int) -> dict[str, Any]:
    """The fields; ``before`` is the number of lines before them."""
    if len(front) > _LONGEST:
        raise ArticleRefused(f"its front matter is longer than {_LONGEST} characters (line {before + 1}).")
    if _is_too_deep(front):
        raise ArticleRefused(f"its front matter is nested too deep (line {before + 1}).")
    try:
        fields = yaml.load(front, Loader=_Strings)  # noqa: S506 - a SafeLoader, which ruff doesn't see
    except yaml.MarkedYAMLError as err:
        line = before + 1 + (err.problem_mark.line if err.problem_mark else 0)
        raise ArticleRefused(f"its front matter is broken in line {line}: {err.problem or err.context}.") from err
    except (yaml.YAMLError, ValueError, RecursionError) as err:
        raise ArticleRefused(f"its front matter is broken (from line {before + 1}): {_first_line(err)}.") from err
    if fields is None or fields == "":
        return {}
    if not isinstance(fields, dict):
        raise ArticleRefused(f'its front matter is broken in line {before + 1}: "key: value" lines are expected.')
    return {str(key): value for key, value in fields.items()}


def _is_too_deep(front: str) -> bool:
    """Whether brackets or indents open more levels than any front matter has use for."""
    if front.count("[") + front.count("{") > _DEEPEST * 4:
        return True
    return front.count("- - - -") > 0 or any(line.lstrip().count("- ") > _DEEPEST for line in front.splitlines())


def _line_of(front: str, key: str) -> str:
    """The line of a key, with the lines that continue it."""
    found = re.search(rf"^[\"']?{re.escape(key)}[\"']?[^\S\n]*:.*(?:\n[^\S\n]+\S.*)*", front, re.MULTILINE)
    return found.group() if found else key


def _first_line(err: Exception) -> str:
    lines = str(err).splitlines()
    return lines[0] if lines else type(err).__name__
