"""What words asked about are compared with: a speaker's own words in order, and stretches of an article's text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.models import Article, Kind, PassageKind, Quotation, Span, StoredQuotation
from bot.text.wording import Word, Wording

_REACH = 4  # words of the narration around a fragment that bear on it
_GAP = 120  # characters of an attribution between two quotations that are one remark
_NARRATION = re.compile(r"[.!?]['\"”’)]*\s+\S")
_LETTER = re.compile(r"[^\W_]")
_INTRODUCED = re.compile(r"[,:;.!?—–]\s*$")
_OPENING = "\"'“‘«「『([ \n\t`"
_CLOSED = ",.!?;:—–…-"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one article. ``words`` have spans in its body.

    For `Kind.DIRECT` they are a speaker's own, and ``quotations`` those they come from; for None they
    are a stretch of the article's text, and ``quotations`` what is quoted in it.
    """

    article: Article
    kind: Kind | None
    words: tuple[Word, ...]
    quotations: tuple[StoredQuotation, ...] = ()
    keys: tuple[str, ...] = field(default=())

    @property
    def spoken(self) -> Quotation | None:
        """The first quotation, where the words are a speaker's own."""
        return self.quotations[0].quotation if self.kind is Kind.DIRECT and self.quotations else None


def spoken_stretches(
    article: Article, stored: Iterable[StoredQuotation], wording: Wording, wanted: Iterable[Span] | None = None
) -> list[Stretch]:
    """The article's direct quotations; neighbours parted only by an attribution are one stretch.

    With ``wanted``, those that touch one of these spans of the body.
    """
    spans = None if wanted is None else sorted(wanted)
    made = []
    for group in _joined(article, stored):
        whole = Span(group[0].quotation.span.start, group[-1].quotation.span.end)
        if spans is None or any(span.overlaps(whole) for span in spans):
            made.append(_spoken(article, group, wording))
    return made


def _spoken(article: Article, group: Sequence[StoredQuotation], wording: Wording) -> Stretch:
    body = article.record.body
    words = [
        word for stored in group for part in stored.quotation.parts for word in wording.words(part.of(body), part.start)
    ]
    return Stretch(article, Kind.DIRECT, tuple(words), tuple(group), tuple(word.key for word in words))


def _joined(article: Article, stored: Iterable[StoredQuotation]) -> list[list[StoredQuotation]]:
    direct = sorted(
        (one for one in stored if one.quotation.kind is Kind.DIRECT and one.quotation.parts),
        key=lambda one: one.quotation.span,
    )
    groups: list[list[StoredQuotation]] = []
    for one in direct:
        if groups and _goes_on(article.record.body, groups[-1][-1].quotation, one.quotation):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _goes_on(body: str, one: Quotation, other: Quotation) -> bool:
    """Whether ``other`` is the same speaker going on, with nothing but an attribution between."""
    same = one.speaker is not None and (one.speaker_key, one.speaker) == (other.speaker_key, other.speaker)
    start, end = one.parts[-1].end, other.parts[0].start
    if not same or not 0 <= end - start <= _GAP:
        return False
    between = body[start:end]
    if not _LETTER.search(between):
        return True
    attribution = any(cue and start <= cue.start < end for cue in (one.cue, other.cue))
    return attribution and not _NARRATION.search(between.rstrip(_OPENING))


def written_stretch(article: Article, span: Span, stored: Iterable[StoredQuotation], wording: Wording) -> Stretch:
    """A stretch of the article's text with the quotations that touch it."""
    words = wording.words(span.of(article.record.body), span.start)
    inside = tuple(one for one in stored if any(part.overlaps(span) for part in one.quotation.parts))
    return Stretch(article, None, words, inside, tuple(word.key for word in words))


class Sentences:
    """The passages of one article, looked up by place."""

    def __init__(self, article: Article) -> None:
        self._spans = [passage.span for passage in article.record.passages]
        self._kinds = [passage.kind for passage in article.record.passages]
        self._starts = [span.start for span in self._spans]
        self._body = article.record.body

    def around(self, span: Span) -> Span:
        """From the start of the passage where ``span`` begins to the end of the one where it ends."""
        first, last = self.index(span.start), self.index(max(span.start, span.end - 1))
        start = self._spans[first].start if first is not None else span.start
        end = self._spans[last].end if last is not None else span.end
        return Span(min(start, span.start), max(end, span.end))

    def index(self, offset: int) -> int | None:
        """The number of the passage that holds ``offset``."""
        found = bisect_right(self._starts, offset) - 1
        return found if found >= 0 and self._spans[found].end > offset else None

    def neighbours(self, span: Span) -> tuple[Span | None, Span | None]:
        """The sentences before and behind the passages that ``span`` touches, where there are such."""
        first, last = self.index(span.start), self.index(max(span.start, span.end - 1))
        return self._sentence(first - 1) if first else None, self._sentence(last + 1) if last is not None else None

    def _sentence(self, number: int) -> Span | None:
        if number >= len(self._spans) or self._kinds[number] is PassageKind.HEADING:
            return None
        return self._spans[number]


def context(stretch: Stretch, first: int, last: int) -> tuple[str, str]:
    """What stands before word ``first`` and behind word ``last`` - 1 in their sentences, as far as it bears on them.

    The attribution of a quotation that is a sentence by itself does not; the narration around a
    fragment that is built into the article's own sentence does.
    """
    body, words = stretch.article.record.body, stretch.words
    sentences = Sentences(stretch.article)
    start, end = words[first].start, words[last - 1].end
    around = sentences.around(Span(start, end))
    if stretch.kind is None:
        return body[around.start : start], body[end : around.end]
    before = [word for word in words[:first] if word.start >= around.start]
    behind = [word for word in words[last:] if word.end <= around.end]
    opening = before[0].span.start if before else start
    closing = behind[-1].span.end if behind else end
    told_before = _pieces(body, stretch, Span(opening, start)) if before else ""
    told_behind = _pieces(body, stretch, Span(end, closing)) if behind else ""
    if opening > around.start and _built_in(body[around.start : opening]):
        told_before = f"{' '.join(body[around.start : opening].split()[-_REACH:])} {told_before}"
    if closing < around.end and body[closing : closing + 1] not in _CLOSED:
        told_behind = f"{told_behind} {' '.join(body[closing : around.end].split()[:_REACH])}"
    return told_before, told_behind


def _pieces(body: str, stretch: Stretch, span: Span) -> str:
    """The stretch's own words inside ``span``, without an attribution between its parts."""
    parts = (part for stored in stretch.quotations for part in stored.quotation.parts if part.overlaps(span))
    return " ".join(body[max(part.start, span.start) : min(part.end, span.end)] for part in parts)


def _built_in(narration: str) -> bool:
    """Whether the words before a quotation run on into it: no comma or colon stands before its opening mark."""
    bare = narration.rstrip(_OPENING)
    return bool(_LETTER.search(bare)) and not _INTRODUCED.search(bare)
