"""One raw article to one record: cleaned, described, its dates, names and quotations found. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from bot.errors import ArticleRefused
from bot.models import DateMention, NameMention, Quotation, RawArticle, Record, Stamp
from bot.text.bylines import BylineReader
from bot.text.clean import Cleaner
from bot.text.dates import DateFinder
from bot.text.header import HeaderReader
from bot.text.labels import LabelReader
from bot.text.mastheads import MastheadReader
from bot.text.names import NameFinder
from bot.text.prose import Prose, read_prose
from bot.text.saying import said_when
from bot.text.segment import segment
from bot.text.stamps import StampReader


class Dates(Protocol):
    """Finds the mentions of times."""

    def find(
        self, body: str, published: Stamp | None = None, dateline: str | None = None, updated: Stamp | None = None
    ) -> tuple[DateMention, ...]:
        """The mentions of a body, with the readings that its own words leave open."""


class Names(Protocol):
    """Finds the people and bodies."""

    def find_in(self, prose: Prose) -> tuple[NameMention, ...]:
        """The mentions of a body that is read into words."""


class Quotations(Protocol):
    """Finds who said what."""

    def find(
        self, body: str, names: Sequence[NameMention] | None = None, *, prose: Prose | None = None, title: str = ""
    ) -> tuple[Quotation, ...]:
        """The quotations of a body; ``prose`` is the body read into words, ``title`` the article's."""


class Linker(Protocol):
    """Ties an article's names to the people of the lexicon."""

    def link(self, mentions: Sequence[NameMention], day: date | None) -> tuple[NameMention, ...]:
        """The mentions, those that the lexicon knows by its ids."""

    def link_quotations(
        self, quotations: Sequence[Quotation], mentions: Sequence[NameMention], day: date | None, title: str = ""
    ) -> tuple[Quotation, ...]:
        """The quotations, their speakers by the same ids; ``title`` is the article's."""


class Understanding:
    """Makes records. The finders of quotations and the linker may be left out: then there are none, and none linked."""

    def __init__(
        self,
        cleaner: Cleaner,
        headers: HeaderReader,
        dates: Dates,
        names: Names,
        *,
        quotations: Quotations | None = None,
        linker: Linker | None = None,
    ) -> None:
        self._cleaner = cleaner
        self._headers = headers
        self._dates = dates
        self._names = names
        self._quotations = quotations
        self._linker = linker

    @classmethod
    def from_tables(
        cls,
        read: Callable[[str], dict[str, Any]],
        *,
        quotations: Quotations | None = None,
        linker: Linker | None = None,
    ) -> Understanding:
        """Made from the tables of data/lexicon/, which ``read`` gives by name."""
        header, outlets = read("header"), read("outlets")
        bylines = BylineReader(header, outlets, read("given_names"))
        stamps = StampReader(read("zones"), header, read("calendar"))
        return cls(
            Cleaner(read("furniture"), bylines, stamps, LabelReader(header), MastheadReader(header)),
            HeaderReader(bylines, stamps, header, outlets),
            DateFinder.from_tables(read),
            NameFinder.from_tables(read),
            quotations=quotations,
            linker=linker,
        )

    def understand(self, raw: RawArticle) -> Record:
        """The record of a raw article. Raises `ArticleRefused` where no text is left after cleaning."""
        cleaned = self._cleaner.clean(raw.text, self._headers.title_of(raw))
        if not cleaned.body:
            raise ArticleRefused("nothing is left after cleaning: no sentence of an article is in it.")
        header = self._headers.read(raw, cleaned, raw.text.splitlines())
        body = cleaned.body
        dateline = header.dateline.value if header.dateline else None
        prose, passages = read_prose(body), segment(body)
        names = self._names.find_in(prose)
        dates = self._dates.find(body, header.published, dateline, self._headers.updated(cleaned))
        title = header.title.value if header.title else ""
        quotations = self._quotations.find(body, names, prose=prose, title=title) if self._quotations else ()
        record = Record(
            source=raw.source,
            header=header,
            body=body,
            passages=passages,
            removed=cleaned.removed,
            dates=dates,
            names=names,
            quotations=said_when(body, quotations, dates, passages),
            ignored=raw.ignored,
        )
        return self._linked(record)

    def _linked(self, record: Record) -> Record:
        if self._linker is None:
            return record
        day = record.header.published.day if record.header.published else None
        title = record.header.title.value if record.header.title else ""
        names = self._linker.link(record.names, day)
        quotations = self._linker.link_quotations(record.quotations, names, day, title)
        return replace(record, names=names, quotations=quotations)
