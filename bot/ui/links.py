"""Links to articles, and to the very sentence where a page allows it (text fragments)."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from bot.ui.unmarked import unmarked

MAX_URL = 600
_EDGE_WORDS = 4
_UNSAFE = re.compile(r"[\s<>()\[\]\\\"'`|*_~\x00-\x1f\x7f-\uffff]")


def safe_url(url: str | None) -> str | None:
    """``url`` fit to stand in a link, or None where it is no web address or too long to show."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or parts.username is not None:
        return None
    safe = _UNSAFE.sub(lambda match: quote(match[0], safe="", errors="ignore"), url.strip())
    return safe if len(safe) <= MAX_URL else None


def sentence_url(url: str | None, passage: str) -> str | None:
    """``url`` with a fragment that makes browsers scroll to ``passage`` and mark it; None without a usable URL.

    Only words that follow each other in one line are looked for: a page may have anything between two lines.
    """
    page = safe_url(url)
    lines = [words for line in unmarked(passage).splitlines() if (words := line.split())]
    if page is None or not lines:
        return None
    first, last = lines[0], lines[-1]
    if len(lines) == 1 and len(first) <= 2 * _EDGE_WORDS:
        fragment = _encoded(" ".join(first))
    else:
        fragment = f"{_encoded(' '.join(first[:_EDGE_WORDS]))},{_encoded(' '.join(last[-_EDGE_WORDS:]))}"
    joint = "" if "#" in page else "#"
    link = f"{page}{joint}:~:text={fragment}"
    return link if len(link) <= MAX_URL else page


def _encoded(words: str) -> str:
    """Percent-encoded; the dash and the comma have a meaning of their own in a fragment."""
    return quote(words, safe="", errors="ignore").replace("-", "%2D").replace("_", "%5F").replace("~", "%7E")
