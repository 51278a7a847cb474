"""Grows a folder of articles into a corpus of as many articles of about 300 words as are wanted.

    python -m bench.grow FOLDER TARGET COUNT

Long articles are cut at their paragraphs. When all pieces are there, they come again in other words
(see `bench.copies`) and on other days. A smaller corpus is the beginning of a larger one.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bench.copies import Disguise
from bot.ingest.readers import Reader
from bot.lexicon import read_table
from bot.models import RawArticle

WORDS = 300
LEAST = 120  # words; what is shorter goes with the piece before
MOST = 15  # pieces of one article; more are a day's ticker
LARGEST = 5_000_000
IN_A_FOLDER = 1_000
WEEKS = 4  # by which a copy is older than the one before; whole weeks, so that "on Friday" stays true


@dataclass(frozen=True, slots=True)
class Piece:
    """About 300 words of an article; ``of`` is the article's name, ``part`` counts from 0."""

    of: str
    part: int
    title: str
    published: str
    url: str
    text: str

    def copied(self, copy: int, disguise: Disguise) -> Piece:
        """The piece in the words and on the day of a copy."""
        if not copy:
            return self
        title, text = disguise.text(self.title, copy), disguise.text(self.text, copy)
        return Piece(f"{self.of}~{copy}", self.part, title, _earlier(self.published, copy), self.url, text)

    def markdown(self) -> str:
        """The piece as a file with front matter."""
        url = f"{self.url}?part={self.part}&of={self.of}" if self.url else ""
        fields = {"title": self.title, "url": url, "published": self.published}
        stated = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items() if value]
        return "\n".join(["---", *stated, "---", "", self.text, ""])


def pieces(folder: Path) -> list[Piece]:
    """The articles of ``folder`` cut into pieces, in an order that mixes them, always the same."""
    reader = Reader(read_table("fields"), LARGEST)
    out: list[Piece] = []
    for found in reader.find([folder]):
        for raw in reader.read(found):  # type: ignore[arg-type]
            if isinstance(raw, RawArticle):
                out += _pieces(raw)
    random.Random(len(out)).shuffle(out)
    return out


def grown(folder: Path, count: int) -> Iterator[Piece]:
    """``count`` pieces: those of ``folder``, then those of its copies."""
    cut = pieces(folder)
    if not cut:
        sys.exit(f"{folder} holds no articles. Name a folder of articles.")
    disguise = Disguise(f"{piece.title}\n{piece.text}" for piece in whole(cut))
    for number in range(count):
        copy, at = divmod(number, len(cut))
        yield cut[at].copied(copy, disguise)


def whole(cut: list[Piece]) -> Iterator[Piece]:
    """The pieces of each article joined again: how common a word is, is counted in articles as they were."""
    texts: dict[str, list[Piece]] = {}
    for piece in cut:
        texts.setdefault(piece.of, []).append(piece)
    for name, parts in texts.items():
        yield Piece(name, 0, parts[0].title, "", "", "\n".join(part.text for part in parts))


def write(folder: Path, target: Path, count: int) -> None:
    """Write ``count`` articles of what `grown` gives as files, a thousand in a folder of ``target``."""
    for number, piece in enumerate(grown(folder, count)):
        path = target / f"{number // IN_A_FOLDER:03}" / f"{piece.of}.{piece.part}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(piece.markdown(), "utf-8")


def _pieces(raw: RawArticle) -> Iterator[Piece]:
    fields = dict(raw.fields)
    name = re.sub(r"\W", "-", raw.source.removesuffix(".md"))
    for part, text in enumerate(_cut(raw.text)[:MOST]):
        title = fields.get("title", "") if part == 0 else " ".join(text.split()[:9])
        yield Piece(name, part, title, fields.get("published", "")[:10], fields.get("url", ""), text)


def _cut(text: str) -> list[str]:
    """Runs of paragraphs of about 300 words."""
    out: list[list[str]] = [[]]
    counts = [0]
    for paragraph in filter(None, map(str.strip, text.split("\n\n"))):
        words = len(paragraph.split())
        if counts[-1] and counts[-1] + words / 2 > WORDS:
            out.append([])
            counts.append(0)
        out[-1].append(paragraph)
        counts[-1] += words
    if len(out) > 1 and counts[-1] < LEAST:
        out[-2:] = [out[-2] + out[-1]]
    return ["\n\n".join(paragraphs) for paragraphs in out if paragraphs]


def _earlier(day: str, copy: int) -> str:
    """A day some weeks earlier; what is no day stays."""
    try:
        return (date.fromisoformat(day) - timedelta(weeks=WEEKS * copy)).isoformat()
    except ValueError:
        return day


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("target", type=Path)
    options.add_argument("count", type=int)
    arguments = options.parse_args()
    write(arguments.folder, arguments.target, arguments.count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
