"""``show``: the record of one article, as words or as an object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, time
from typing import Any

from bot.answer.citing import show_stamp
from bot.models import Article, DateMention, Fact, Header, NameMention, Quotation, Record, Stamp

SILENT = "– (the text does not say)"
FACTS = ("title", "outlet", "author", "dateline", "url")


def record_lines(article: Article) -> Iterator[str]:
    """The record in words, a line at a time."""
    record = article.record
    yield f"{record.source} (#{article.id}, version {article.version}, {article.scope})"
    yield ""
    yield from _header_lines(record.header)
    if record.ignored:
        yield f"Ignored keys: {', '.join(record.ignored)}"
    yield from _section("Body", f"{len(record.body):,} characters, {len(record.passages)} passages", [record.body])
    yield from _section("Taken out", str(len(record.removed)), _removed_lines(record))
    yield from _section("Dates", str(len(record.dates)), [_date_line(mention) for mention in record.dates])
    yield from _section("People and bodies", str(len(_by_key(record.names))), list(_name_lines(record.names)))
    quotations = [_quotation_line(quotation, record.body) for quotation in record.quotations]
    yield from _section("Quotations", str(len(quotations)), quotations)


def record_object(article: Article) -> dict[str, Any]:
    """The record as an object: the fields of `Record`, with the words of each span beside it."""
    record = article.record
    whole: dict[str, Any] = _plain(asdict(record))
    for table, passage in zip(whole["passages"], record.passages, strict=True):
        table["text"] = passage.span.of(record.body)
    for table, quotation in zip(whole["quotations"], record.quotations, strict=True):
        table["texts"] = [part.of(record.body) for part in quotation.parts]
    return {"id": article.id, "version": article.version, "scope": article.scope} | whole


def _section(name: str, count: str, lines: Sequence[str]) -> Iterator[str]:
    yield ""
    yield f"{name} ({count})"
    yield from (f"  {line}".replace("\n", "\n  ") for line in lines)


def _header_lines(header: Header) -> Iterator[str]:
    facts: dict[str, Fact | None] = {name: getattr(header, name) for name in FACTS}
    for name, fact in facts.items():
        label = "URL" if name == "url" else name.capitalize()
        yield f"{label + ':':<11}{SILENT if fact is None else _fact_words(fact)}"
    yield f"{'Published:':<11}{_stamp_words(header.published, header.published_line)}"
    if header.based_on:
        yield f"{'Based on:':<11}{header.based_on}"


def _fact_words(fact: Fact) -> str:
    told = "" if fact.line == fact.value else f", in the line “{fact.line}”"
    return f"{fact.value} ({fact.found}{told})"


def _stamp_words(stamp: Stamp | None, line: str | None) -> str:
    if stamp is None:
        return SILENT
    told = f", in the line “{line}”" if line else ""
    zone = ", no zone told" if stamp.clock and stamp.offset is None else ""
    return f"{show_stamp(stamp)} (to the {stamp.precision}{zone}, {stamp.found}{told})"


def _removed_lines(record: Record) -> list[str]:
    return [f"line {removed.line}: {removed.text} — {removed.reason}" for removed in record.removed]


def _date_line(mention: DateMention) -> str:
    readings = [
        f"{choice.days.first}{'' if choice.days.is_day else f' to {choice.days.last}'}"
        f" ({choice.precision}, {choice.found}: {choice.how})"
        for choice in mention.candidates
    ]
    told = " or ".join(readings) or (
        "a stretch of time, no day" if mention.duration else "not placed by this article alone"
    )
    return f"{mention.span.start}–{mention.span.end} “{mention.text}”: {told}"


def _by_key(names: Sequence[NameMention]) -> dict[str, list[NameMention]]:
    together: dict[str, list[NameMention]] = {}
    for mention in names:
        together.setdefault(mention.key, []).append(mention)
    return together


def _name_lines(names: Sequence[NameMention]) -> Iterator[str]:
    for key, mentions in _by_key(names).items():
        titles = dict.fromkeys(mention.title for mention in mentions if mention.title)
        told = f", as {'; '.join(titles)}" if titles else ""
        places = ", ".join(f"{mention.span.start}–{mention.span.end}" for mention in mentions)
        yield f"{mentions[0].name} ({mentions[0].kind}, {key}){told}: {places}"


def _quotation_line(quotation: Quotation, body: str) -> str:
    words = " … ".join(part.of(body) for part in quotation.parts)
    who = quotation.speaker or "nobody named"
    office = f", {quotation.office}" if quotation.office else ""
    through = f", through {quotation.through}" if quotation.through else ""
    said = f", said {quotation.said.text}" if quotation.said else ""
    place = f"{quotation.span.start}–{quotation.span.end}"
    return f"{place} {quotation.kind}, {who}{office}{through}{said} ({quotation.confidence:.2f}): {words}"


def _plain(value: Any) -> Any:
    """``value`` with days and clocks as ISO text, ready for JSON."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date | time) else value
