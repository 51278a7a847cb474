"""What is shown under a short answer: the passage that bears it, what else bears on it, and what stands around it.

A fact is often told over several sentences, and news tells it in more than one article. What has room on a screen is
shown, always whole passages in the article's own words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.answer.citing import Citer
from bot.answer.render import short_citation
from bot.models import Article, Span

DRESS = 7  # characters around the words of a piece: its number and the line's end
FEWEST = 3  # words of a passage that is worth showing for standing beside another
AROUND = (1, -1, 2, -2, 3, -3)  # the passages around the one that bears the answer, by how soon they are shown


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage, or several that follow each other on one line, of an article."""

    article: Article
    span: Span

    @property
    def words(self) -> str:
        """Its words."""
        return self.span.of(self.article.record.body)


def around(article: Article, span: Span, steps: Sequence[int] = AROUND) -> Iterator[Piece]:
    """The passages that stand so many ``steps`` before and after the passage ``span``."""
    passages = article.record.passages
    at = bisect_left(passages, span.start, key=lambda passage: passage.span.start)
    if at < len(passages) and passages[at].span == span:
        near = (Piece(article, passages[at + i].span) for i in steps if 0 <= at + i < len(passages))
        yield from (piece for piece in near if len(piece.words.split()) >= FEWEST)


def fill(first: Piece, others: Iterable[Piece], room: int) -> list[Piece]:
    """``first`` and as many of ``others`` as fit ``room``, the first first."""
    taken, left = [first], room - len(first.words) - _dress(first)
    for piece in others:
        if any(_repeats(piece, other) for other in taken):
            continue
        known = any(piece.article.id == other.article.id for other in taken)
        cost = len(piece.words) + (DRESS if known else _dress(piece))
        if cost <= left:
            taken.append(piece)
            left -= cost
    return _in_order(taken)


def _dress(piece: Piece) -> int:
    """What a piece of an article that is not cited yet costs beside its words: its number, and the article's line."""
    citer = Citer()
    citer.cite(piece.article, piece.span)
    return DRESS + len(short_citation(citer.citations)) + 1


def _repeats(piece: Piece, other: Piece) -> bool:
    """Whether a piece's words stand in another."""
    same = piece.article.id == other.article.id and piece.span.overlaps(other.span)
    return same or piece.words in other.words


def _in_order(taken: Sequence[Piece]) -> list[Piece]:
    """The pieces as they are shown: the first, on its line what adjoins it there; then what else adjoins it; then others."""
    first, *others = taken
    near = [first]
    for piece in sorted(others, key=lambda each: abs(each.span.start - first.span.start)):
        if piece.article.id == first.article.id:
            if _adjoin(piece, near[0]):
                near.insert(0, piece)
            elif _adjoin(near[-1], piece):
                near.append(piece)
    lines = _joined(near)
    lines.sort(key=lambda line: not line.span.covers(first.span))
    return [*lines, *(piece for piece in others if piece not in near)]


def _adjoin(one: Piece, other: Piece) -> bool:
    """Whether nothing but white space stands between one piece and the other behind it."""
    gap = one.article.record.body[one.span.end : other.span.start]
    return one.span.end <= other.span.start and not gap.strip()


def _joined(near: Sequence[Piece]) -> list[Piece]:
    """Pieces that follow each other, those of one line made one."""
    out = [near[0]]
    for piece in near[1:]:
        last = out[-1]
        if "\n" in last.article.record.body[last.span.end : piece.span.start]:
            out.append(piece)
        else:
            out[-1] = Piece(last.article, Span(last.span.start, piece.span.end))
    return out
