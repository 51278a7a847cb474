"""Names made comparable: case, accents, macrons, full-width letters, initials and Japanese long vowels set aside."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
LONG_VOWEL = re.compile(r"(o)(?:u|o|h(?![aeiouy]))|(u)u|(a)a")
POSSESSIVE = re.compile(r"['’]s$")


def fold(text: str) -> str:
    """Case folded, accents and macrons off, apostrophes straight, one blank between words."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.replace("ʻ", "'").replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c) or c in "\u3099\u309a")
    return " ".join(unicodedata.normalize("NFC", plain).casefold().split())


@lru_cache(maxsize=4_000)
def name_words(text: str) -> tuple[str, ...]:
    """The folded words of a name without initials, possessives and "Jr."; "Antony J. Blinken's" is antony blinken."""
    words = [POSSESSIVE.sub("", word) for word in WORD.findall(fold(text).replace("-", " "))]
    long = [word for word in words if word not in SUFFIXES and (len(word) > 1 or not word.isascii())]
    return tuple(long or words)


@lru_cache(maxsize=4_000)
def name_key(text: str) -> str:
    """One string for a name: its folded words."""
    return " ".join(name_words(text))


@lru_cache(maxsize=4_000)
def romaji(key: str) -> str:
    """A folded Japanese name with long vowels written short: ohno, oono and ono are one."""
    return LONG_VOWEL.sub(lambda m: m[1] or m[2] or m[3], key)


def is_japanese(text: str) -> bool:
    """Whether the text is written in kanji or kana, at least in part."""
    return not text.isascii() and any("\u3040" <= c <= "\u30ff" or "\u3400" <= c <= "\u9fff" for c in text)
