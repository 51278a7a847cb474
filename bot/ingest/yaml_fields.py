"""The fields of front matter, in YAML."""

from __future__ import annotations

from typing import Any, ClassVar

import yaml

from bot.errors import ArticleRefused

_LONGEST = 65_536  # characters of front matter
_DEEPEST = 40  # brackets open at once


class _Strings(yaml.SafeLoader):
    """A safe loader that leaves every value as it is printed: a day stays "2024-01-12", "no" stays "no"."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}  # type: ignore[misc]


def load(front: str, before: int) -> dict[str, Any]:
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


def _first_line(err: Exception) -> str:
    lines = str(err).splitlines()
    return lines[0] if lines else type(err).__name__
