"""What an article tells of itself: title, outlet, author, published, dateline, URL; None where it does not say.

What is stated beside the text (front matter, JSON, meta elements) comes before what the lines over
the text tell, and that before what can only be inferred (an outlet by its staff's byline or its domain).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from bot.models import Fact, Found, Header, Precision, RawArticle, Removed, Stamp
from bot.text.bylines import BylineReader, outlet_names
from bot.text.clean import MASTHEAD, OVER, SECTION, Cleaned, HeaderLine, Role
from bot.text.datelines import DatelineReader
from bot.text.filed import filed
from bot.text.mastheads import MastheadReader
from bot.text.stamps import StampReader

_NULLS = frozenset({"", "null", "none", "~", "n/a", "unknown", "undefined", "-", "nan"})
FIRST_LINES = 2  # of a page, in which its name may stand
_EXACT = (Precision.MONTH, Precision.DAY, Precision.MINUTE)
_SUFFIX = re.compile(r"\s+[|–—-]\s+(?P<outlet>[^|–—]{2,50})$")
_END_STOP = re.compile(r"(?<=[\w\"”’'])\.$")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.|\b(?:Inc|Corp|Jr|Sr|Co|Ltd)\.)$")


class HeaderReader:
    """Constructed with the readers of bylines and stamps, header.toml and outlets.toml."""

    def __init__(
        self, bylines: BylineReader, stamps: StampReader, header: Mapping[str, Any], outlets: Mapping[str, Any]
    ) -> None:
        self._bylines = bylines
        self._stamps = stamps
        self._mastheads = MastheadReader(header)
        self._names = outlet_names(outlets)
        self._datelines = DatelineReader(self._mastheads, header["dateline"], self._names)
        self._domains = {
            domain: name for name, entry in outlets["outlets"].items() for domain in entry.get("domains", ())
        }

    def read(self, raw: RawArticle, cleaned: Cleaned, source_lines: Sequence[str]) -> Header:
        """The header of a raw article as cleaned. ``source_lines`` are the lines of its text, as the file has them."""
        lines = _Lines(raw, cleaned.header, source_lines)
        title, title_outlet = self._title(lines)
        url = lines.field("url") or lines.told(Role.URL)
        dateline, agency = self._datelines.read(cleaned.body)
        outlet = self._outlet(lines) or title_outlet or self._outlet_by_url(url) or self._by_masthead(lines, cleaned)
        outlet = outlet or self._by_byline(lines) or agency or self._by_rights(cleaned)
        published, published_line = self._published(lines)
        if published is None and dateline and (day := filed(dateline.line or "", cleaned.body, self._stamps)):
            published, published_line = day, dateline.line
        return Header(
            title=_without(title, outlet),
            outlet=outlet,
            author=self._author(lines),
            dateline=dateline,
            url=url,
            published=published,
            published_line=published_line,
            based_on=dict(raw.fields).get("based_on"),
        )

    def updated(self, cleaned: Cleaned) -> Stamp | None:
        """The last change that a stamp of the header tells, beside publication."""
        read = [self._stamps.read(line.text) for line in cleaned.header if line.role is Role.STAMP]
        return max(
            (each.stamp for each in read if each and each.updated and each.stamp), key=lambda s: s.day, default=None
        )

    def title_of(self, raw: RawArticle) -> str | None:
        """The title that is stated beside the text, as far as it says anything."""
        value = dict(raw.fields).get("title", "")
        return value if value.lower() not in _NULLS else None

    def _title(self, lines: _Lines) -> tuple[Fact | None, Fact | None]:
        """The title, and the outlet that stands behind a dash or bar at its end."""
        fact = lines.field("title")
        stated = fact is not None
        if fact is None:
            fact = lines.told(Role.TITLE)
        if fact is None:
            return None, None
        suffix = _SUFFIX.search(fact.value)
        outlet = self._names.get(suffix["outlet"].casefold().removeprefix("the ")) if suffix else None
        value = fact.value[: suffix.start()] if suffix and outlet else fact.value
        if not stated:
            value = value.strip("*_ ")
        if not stated and not _ABBREVIATED.search(value):
            value = _END_STOP.sub("", value)
        return Fact(value, fact.line), Fact(outlet, fact.line, Found.INFERRED) if outlet else None

    def _outlet(self, lines: _Lines) -> Fact | None:
        fact = lines.field("outlet")
        if fact:
            return fact
        told = lines.told(Role.OUTLET)
        return replace(told, value=self._bylines.outlet(told.value) or told.value) if told else None

    def _outlet_by_url(self, url: Fact | None) -> Fact | None:
        if url is None:
            return None
        try:
            host = (urlsplit(url.value).hostname or "").lower()
        except ValueError:
            return None
        while "." in host:
            if host in self._domains:
                return Fact(self._domains[host], url.line, Found.INFERRED)
            host = host.partition(".")[2]
        return None

    def _by_masthead(self, lines: _Lines, cleaned: Cleaned) -> Fact | None:
        """The outlet by a name that ends as outlets' names do, beside the stamp or over the title."""
        stamps = {line.text: lines.printed(line) for line in lines.all(Role.STAMP)}
        for text, line in stamps.items():
            signed = self._bylines.read(text) is not None
            if not signed and (name := self._mastheads.beside([text])):
                return Fact(name, line, Found.INFERRED)
        over = [item for item in cleaned.removed if item.reason in {SECTION, MASTHEAD, OVER}]
        for item in over:
            if item.reason == MASTHEAD:
                return Fact(self._mastheads.of_line(item.text) or item.text, item.text, Found.INFERRED)
        return self._by_place(over, lines, cleaned)

    def _by_place(self, over: Sequence[Removed], lines: _Lines, cleaned: Cleaned) -> Fact | None:
        """The outlet that begins the page, or ends its title."""
        page = {item.line: item.text for item in cleaned.removed} | {line.number: line.text for line in cleaned.header}
        first = next((item for item in over if item.line <= FIRST_LINES), None)
        if first and (
            name := self._mastheads.of_page(first.text, [text for at, text in page.items() if at != first.line])
        ):
            return Fact(name, first.text, Found.INFERRED)
        title = lines.told(Role.TITLE)
        suffix = _SUFFIX.search(title.value) if title else None
        others = [text for text in page.values() if title is None or text != title.value]
        if title and suffix and (name := self._mastheads.of_title(suffix["outlet"], others)):
            return Fact(name, title.line, Found.INFERRED)
        return None

    def _by_rights(self, cleaned: Cleaned) -> Fact | None:
        """The outlet that has the page's rights."""
        lines = [item.text for item in cleaned.removed]
        name = self._mastheads.of_rights(lines)
        return Fact(name, next(line for line in lines if name in line), Found.INFERRED) if name else None

    def _by_byline(self, lines: _Lines) -> Fact | None:
        for line in (*lines.all(Role.BYLINE), *lines.all(Role.STAMP)):
            byline = self._bylines.read(line.text)
            if byline and byline.outlet:
                return Fact(byline.outlet, lines.printed(line), Found.INFERRED)
        return None

    def _author(self, lines: _Lines) -> Fact | None:
        fact = lines.field("author")
        if fact:
            byline = self._bylines.value(fact.value)
            return Fact(byline.author, fact.line) if byline else None
        for line in lines.all(Role.BYLINE):
            byline = self._bylines.read(line.text)
            if byline:
                return Fact(byline.author, lines.printed(line))
            if self._bylines.is_name(line.text):
                return Fact(line.text, lines.printed(line))
        return self._author_beside_stamp(lines)

    def _author_beside_stamp(self, lines: _Lines) -> Fact | None:
        """The author in a line that is a stamp as well: "By Ann Lee | Updated Jan 5, 2024"."""
        for line in lines.all(Role.STAMP):
            byline = self._bylines.read(line.text)
            if byline:
                return Fact(byline.author, lines.printed(line))
        return None

    def _published(self, lines: _Lines) -> tuple[Stamp | None, str | None]:
        told = self._best_stamp(lines)
        fact = lines.field("published")
        stamp = self._stamps.value(fact.value) if fact else None
        if fact is None or stamp is None:
            return told
        if told[0] and told[0].day == stamp.day and told[0].clock and not stamp.clock:
            return told
        return stamp, fact.line

    def _best_stamp(self, lines: _Lines) -> tuple[Stamp | None, str | None]:
        """The stamp of the lines over the text: of publication before updates, with a clock before without."""
        best: tuple[Stamp | None, str | None] = (None, None)
        rank = -1
        for line in lines.all(Role.STAMP):
            read = self._stamps.read(line.text)
            if read is None or read.stamp is None:
                continue
            exact = _EXACT.index(read.stamp.precision) if read.stamp.precision in _EXACT else 0
            worth = 6 * (not read.updated) + 2 * exact + read.labelled
            if worth > rank:
                best, rank = (read.stamp, lines.printed(line)), worth
        return best


def _without(title: Fact | None, outlet: Fact | None) -> Fact | None:
    """A title without the outlet behind a dash or bar at its end."""
    suffix = _SUFFIX.search(title.value) if title and outlet else None
    if title is None or outlet is None or suffix is None or suffix["outlet"] != outlet.value:
        return title
    return replace(title, value=title.value[: suffix.start()])


class _Lines:
    """The stated fields and the header's lines of one article, each with its line as the file has it."""

    def __init__(self, raw: RawArticle, header: Sequence[HeaderLine], source_lines: Sequence[str]) -> None:
        self._fields = dict(raw.fields)
        self._field_lines = dict(raw.lines)
        self._header = header
        self._source_lines = source_lines

    def field(self, name: str) -> Fact | None:
        """The fact that is stated beside the text."""
        value = " ".join(self._fields.get(name, "").split())
        return None if value.lower() in _NULLS else Fact(value, self._field_lines.get(name, value))

    def all(self, role: Role) -> list[HeaderLine]:
        """The header's lines of a role, in order."""
        return [line for line in self._header if line.role is role]

    def told(self, role: Role) -> Fact | None:
        """What the first header line of a role tells."""
        return next((Fact(line.text, self.printed(line)) for line in self._header if line.role is role), None)

    def printed(self, line: HeaderLine) -> str:
        """The line as the file has it, without the white space around it."""
        at = line.number - 1
        return self._source_lines[at].strip() if at < len(self._source_lines) else line.text
