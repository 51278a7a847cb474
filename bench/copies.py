"""Makes a corpus larger: copies of its articles, with other names and rare words in each.

So rare words stay rare, and no copy is a duplicate of its original.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from itertools import product
from pathlib import Path

WORD = re.compile(r"[^\W\d_]+")
COMMON = 0.02  # share of the articles that a word has to stand in to be left as it is
ENDINGS = ["".join(pair) for pair in product("bdfgklmnprstvz", "aeiou")]
SUFFIXES = {".txt", ".md"}


def articles(folder: Path) -> list[Path]:
    """The articles of ``folder``, in order."""
    return sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES)


def enlarge(folder: Path, target: Path, times: int) -> None:
    """Write ``times`` copies of the articles of ``folder`` into folders of ``target``; the first is as it was."""
    texts = {path.relative_to(folder): path.read_text("utf-8") for path in articles(folder)}
    common = _common(texts.values())
    for copy in range(times):
        for name, text in texts.items():
            path = target / f"{copy:03}" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text if copy == 0 else _altered(text, copy, common), "utf-8")


def _common(texts: Collection[str]) -> set[str]:
    """The words, in lower case, that many of ``texts`` share; keys of front matter are among them."""
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update({word.lower() for word in WORD.findall(text)})
    return {word for word, holders in seen.items() if holders >= max(2, COMMON * len(texts))}


def _altered(text: str, copy: int, common: set[str]) -> str:
    """``text`` with an ending of this copy's own on each word that isn't common."""
    ending = ENDINGS[copy % len(ENDINGS)] + (ENDINGS[copy // len(ENDINGS)] if copy >= len(ENDINGS) else "")
    return WORD.sub(lambda word: word[0] if word[0].lower() in common else word[0] + ending, text)
