"""Words on their way into the index and into a question to it; the engine's syntax stays in here."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

# Han, kana and hangul: written without blanks, so they are indexed in pairs of characters.
_UNSPACED = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_PIECE = 10_000  # characters
_TYPOGRAPHY = (("‘", "'"), ("’", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("…", "..."))


def bindable(text: str) -> str:
    """``text`` as SQLite takes it: a NUL becomes U+FFFD, a lone surrogate its number."""
    text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode()
    return text


def pairs(text: str) -> str:
    """The pairs of neighbouring characters in each run of Chinese, Japanese or Korean: 台湾海峡 → 台湾 湾海 海峡."""
    if text.isascii():
        return ""
    return " ".join(" ".join(_pairs(piece)) for run in _UNSPACED.findall(text) for piece in _pieces(run))


def unspaced(text: str) -> int:
    """How many characters of ``text`` are of a script that is written without blanks."""
    return 0 if text.isascii() else sum(map(len, _UNSPACED.findall(text)))


def folded(text: str) -> str:
    """``text`` for comparison: one case, no accents, blanks folded."""
    text = bindable(text)
    if not text.isascii():
        bare = _BEYOND_ASCII.sub(_without_accent, unicodedata.normalize("NFKD", text))
        text = unicodedata.normalize("NFC", bare)
    return " ".join(text.casefold().split())


def _without_accent(char: re.Match[str]) -> str:
    return "" if unicodedata.combining(char[0]) else char[0]


def digest(text: str) -> bytes:
    """A short fingerprint of ``text``, blanks and typography apart."""
    for printed, plain in _TYPOGRAPHY:
        text = text.replace(printed, plain)
    words = " ".join(text.split())
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=12).digest()


def token(key: str) -> str:
    """One token of the index that stands for ``key``, whatever characters that has."""
    return "k" + hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def term(word: str) -> str:
    """``word`` (or a run of words) as one quoted term of an expression; '' where it has nothing to look for."""
    word = bindable(word)
    runs = _UNSPACED.findall(word)
    spaced = _UNSPACED.sub(" ", word)
    found = [_phrase(run) for run in runs]
    if any(char.isalnum() for char in spaced):
        found.append('"' + spaced.replace('"', '""').strip() + '"')
    return found[0] if len(found) == 1 else f"({' AND '.join(found)})" if found else ""


def any_of(words: Iterable[str]) -> str:
    """The expression that finds rows with at least one of the words; '' where none has anything to look for."""
    return " OR ".join(dict.fromkeys(found for word in words if (found := term(word))))


def budgeted(words: Sequence[str], rare: Sequence[str], phrases: Sequence[str] = ()) -> str:
    """``(rare OR …) AND (all OR …)``: the rare words alone decide which rows are looked at, all of them rank.

    Without a rare word every word decides. '' where there is nothing to look for.
    """
    every, few = any_of((*words, *rare, *phrases)), any_of(rare)
    return f"({few}) AND ({every})" if few and few != every else every


def paired(rare: Sequence[str], others: Sequence[str]) -> str:
    """The rows that hold one of the ``rare`` words, or two of the ``others``; '' where there is nothing to look for."""
    two = (
        f"({term(word)} AND ({any_of(others[:at])}))"
        for at, word in enumerate(others)
        if at and term(word) and any_of(others[:at])
    )
    return " OR ".join(filter(None, (any_of(rare), *two)))


def all_of(expressions: Iterable[str]) -> str:
    """The expression that finds what each of some finds."""
    return " AND ".join(f"({each})" for each in expressions)


def _pieces(run: str) -> Iterator[str]:
    """A run in pieces that overlap by a character: the pairs of a very long one never stand in memory together."""
    for at in range(0, max(len(run) - 1, 1), _PIECE):
        yield run[at : at + _PIECE + 1]


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def _phrase(run: str) -> str:
    """A run of unspaced script as the phrase of its pairs; a single character as their beginning."""
    return f'"{run}" *' if len(run) == 1 else '"' + " ".join(_pairs(run)) + '"'
