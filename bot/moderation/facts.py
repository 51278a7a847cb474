"""The facts of a header, stated beside a text as forms, files, pages and drafts have them."""

from __future__ import annotations

import re

from bot.answer.citing import show_zone
from bot.models import Fact, Header, Precision, RawArticle, Stamp
from bot.store.drafts import Draft

Facts = tuple[tuple[str, str], ...]  # names of data/lexicon/fields.toml, with what is told by them

# What pages say of a paywall: schema.org's word in JSON-LD, and the one of Open Graph's articles in a meta element.
_PAID = re.compile(
    rb'"isAccessibleForFree"\s{0,9}:\s{0,9}"?[Ff]alse|article:content_tier["\']\s{1,9}content=["\'](?:locked|metered)'
)


def is_paid(page: bytes) -> bool:
    """Whether a page says that not all of it is free to read."""
    return _PAID.search(page) is not None


def stated(before: Draft, read: RawArticle, typed: Draft) -> Facts:
    """The facts of an article: what was changed in the form, else what the file states, else what was there before."""
    was, given = dict(before.fields), dict(typed.fields)
    changed = {name: given.get(name, "") for name in was | given if given.get(name, "") != was.get(name, "")}
    return tuple((name, value) for name, value in (was | dict(read.fields) | changed).items() if value)


def lines_of(header: Header) -> Facts:
    """The lines that told the facts of `fields_of`."""
    facts = {"title": header.title, "outlet": header.outlet, "author": header.author, "url": header.url}
    told = [(name, fact.line) for name, fact in facts.items() if fact is not None]
    return (*told, ("published", header.published_line)) if header.published_line else tuple(told)


def lines_kept(fields: Facts, *origins: Draft | RawArticle) -> Facts:
    """The lines of the facts that are as one of ``origins`` has them, the last one's first."""
    found: dict[str, str] = {}
    now = dict(fields)
    for origin in origins:
        was = dict(origin.fields)
        found |= {name: line for name, line in origin.lines if name in now and now[name] == was.get(name)}
    return tuple(found.items())


def fields_of(header: Header) -> Facts:
    """The facts of a header as they are stated beside a text."""
    facts: dict[str, Fact | None] = {
        "title": header.title,
        "outlet": header.outlet,
        "author": header.author,
        "dateline": header.dateline,
        "url": header.url,
    }
    told = [(name, fact.value) for name, fact in facts.items() if fact is not None]
    if header.based_on:
        told.append(("based_on", header.based_on))
    if header.published is not None:
        told.append(("published", stamp_text(header.published)))
    return tuple(told)


def stamp_text(stamp: Stamp) -> str:
    """A time of publication as it is read back: 2024-01-13 15:15 JST, 2024-01-13, 2024-01, 2024."""
    if stamp.precision is Precision.YEAR:
        return f"{stamp.day:%Y}"
    if stamp.precision is Precision.MONTH:
        return f"{stamp.day:%Y-%m}"
    clock = f" {stamp.clock:%H:%M} {show_zone(stamp)}" if stamp.clock else ""
    return f"{stamp.day}{clock}".rstrip()
