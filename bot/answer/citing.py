"""Citations: numbered in order of strength, each passage once, to the character."""

from __future__ import annotations

from collections.abc import Iterable

from bot.models import (
    Article,
    Citation,
    Header,
    Kind,
    Passage,
    Precision,
    Quotation,
    QuotedPart,
    Span,
    Stamp,
)
from bot.text.dates import show_day

UNDATED = "undated"


def show_stamp(stamp: Stamp | None, *, clock: bool = True) -> str:
    """A time of publication as readers see it: "13 January 2024, 15:15 JST", "January 2024", "undated"."""
    if stamp is None:
        return UNDATED
    if stamp.precision is Precision.YEAR:
        return str(stamp.day.year)
    if stamp.precision is Precision.MONTH:
        return show_day(stamp.day).partition(" ")[2]
    day = show_day(stamp.day)
    if not clock or stamp.clock is None or stamp.precision is not Precision.MINUTE:
        return day
    return f"{day}, {stamp.clock:%H:%M} {show_zone(stamp)}".rstrip()


def show_zone(stamp: Stamp) -> str:
    """The zone as printed, else its distance from UTC ("UTC+09:00"), else nothing."""
    if stamp.zone is not None or stamp.offset is None:
        return stamp.zone or ""
    hours, minutes = divmod(abs(stamp.offset), 60)
    return f"UTC{'-' if stamp.offset < 0 else '+'}{hours:02}:{minutes:02}"


def outlet_of(header: Header) -> str:
    """The outlet's name, or words that say that there is none."""
    return header.outlet.value if header.outlet else "an outlet that the text does not name"


def label_of(article: Article) -> str:
    """What an article is called beside others: its outlet, else its title, else its source."""
    header = article.record.header
    if header.outlet:
        return header.outlet.value
    return f"“{header.title.value}”" if header.title else article.record.source


def passages_of(passages: Iterable[Passage], span: Span) -> Span:
    """From the first to the last passage that the span touches; the span itself if it touches none."""
    touched = [passage.span for passage in passages if passage.span.overlaps(span)]
    if not touched:
        return span
    return Span(min(touched[0].start, span.start), max(touched[-1].end, span.end))


def _runs(body: str, parts: tuple[Span, ...]) -> list[Span]:
    """The parts with those joined that no line break parts; between lines, cleaning may have taken something out."""
    runs = [parts[0]]
    for part in parts[1:]:
        if "\n" in body[runs[-1].end : part.start]:
            runs.append(part)
        else:
            runs[-1] = Span(runs[-1].start, part.end)
    return runs


class Citer:
    """Collects the citations and quoted parts of one answer.

    What is cited first is the strongest and gets number 1; citing the same passage again gives the
    number that it has. Passages that lie inside one that is cited already count as that one.
    """

    def __init__(self) -> None:
        self._citations: list[Citation] = []
        self._quotations: list[QuotedPart] = []
        self._groups: dict[tuple[int, tuple[Span, ...]], int] = {}

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations so far, strongest first."""
        return tuple(self._citations)

    @property
    def quotations(self) -> tuple[QuotedPart, ...]:
        """The quoted parts so far, in the order in which they were shown."""
        return tuple(self._quotations)

    def cite(self, article: Article, span: Span) -> int:
        """The number of the citation of the passages that ``span`` of the body touches."""
        body = article.record.body
        whole = passages_of(article.record.passages, span)
        for known in self._citations:
            same_article = known.article_id == article.id and known.span is not None
            if same_article and (known.span.covers(whole) or known.passage == whole.of(body)):  # type: ignore[union-attr]
                return known.number
        return self._add(article, whole, whole.of(body))

    def cite_header(self, article: Article, line: str) -> int:
        """The number of the citation of a line of the header, as the file has it."""
        for known in self._citations:
            if known.article_id == article.id and known.span is None and known.passage == line:
                return known.number
        return self._add(article, None, line)

    def quote(self, article: Article, quotation: Quotation, quotation_id: int | None = None) -> int:
        """Cite a quotation and list its parts as one group; the citation's number."""
        return self.quote_parts(article, quotation.parts, quotation.speaker, quotation.kind, quotation_id)

    def quote_parts(
        self,
        article: Article,
        parts: tuple[Span, ...],
        speaker: str | None,
        kind: Kind,
        quotation_id: int | None = None,
    ) -> int:
        """Cite words of a speaker, in one part or several, and list them as one group; the first citation's number."""
        numbers = self.cite_parts(article, parts)
        self.list_parts(article, parts, speaker, kind, quotation_id)
        return numbers[0]

    def cite_parts(self, article: Article, parts: tuple[Span, ...]) -> tuple[int, ...]:
        """The numbers of the citations of the parts; those of one paragraph are cited together, from first to last."""
        return tuple(dict.fromkeys(self.cite(article, run) for run in _runs(article.record.body, parts)))

    def list_parts(
        self,
        article: Article,
        parts: tuple[Span, ...],
        speaker: str | None,
        kind: Kind,
        quotation_id: int | None = None,
    ) -> None:
        """List words of a speaker as one group, once, where they are cited already or more than what is cited."""
        if (article.id, parts) in self._groups:
            return
        group = len(self._groups) + 1
        self._groups[article.id, parts] = group
        body, source = article.record.body, article.record.source
        self._quotations += [
            QuotedPart(part.of(body), speaker, kind, article.id, source, part, group, quotation_id) for part in parts
        ]

    def _add(self, article: Article, span: Span | None, passage: str) -> int:
        record = article.record
        header = record.header
        number = len(self._citations) + 1
        self._citations.append(
            Citation(
                number=number,
                article_id=article.id,
                source=record.source,
                span=span,
                passage=passage,
                title=header.title.value if header.title else None,
                outlet=header.outlet.value if header.outlet else None,
                published=show_stamp(header.published),
                url=header.url.value if header.url else None,
                based_on=header.based_on,
            )
        )
        return number
