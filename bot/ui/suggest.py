"""What is offered while an option is typed; free text is accepted all the same."""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Callable, Coroutine, Iterable
from itertools import chain, zip_longest
from typing import Any

from discord.app_commands import Choice

from bot.errors import StoreError
from bot.moderation import Listing, NotThere, NotYours, Who
from bot.ui.desk import Desk, Interaction
from bot.ui.escape import one_line
from bot.ui.failures import NotAllowed
from bot.ui.guard import moderator
from bot.ui.limits import CHOICE_TEXT, CHOICES, shorten
from bot.ui.options import number_of
from bot.ui.phrases import Say

log = logging.getLogger(__name__)

SECONDS = 2.0  # that what is typed waits for; Discord gives up after three
Find = Callable[[Interaction, str], Coroutine[Any, Any, list[Choice[str]]]]


def in_time(find: Find) -> Find:
    """``find``, offering nothing where the database fails or takes long: free text is accepted all the same."""

    @functools.wraps(find)
    async def offer(interaction: Interaction, current: str) -> list[Choice[str]]:
        try:
            async with asyncio.timeout(SECONDS):
                return await find(interaction, current)
        except (StoreError, TimeoutError) as err:
            log.warning("nothing was offered while an option was typed: %s", str(err) or type(err).__name__)
            return []

    return offer


@in_time
async def speakers(interaction: Interaction, current: str) -> list[Choice[str]]:
    """Names of those who speak in the articles that may be seen here."""
    desk = interaction.client.desk
    visitor = await desk.visitor(interaction)
    return offered((name, name) for name in await desk.library.speakers(current, visitor.scopes))


@in_time
async def topics(interaction: Interaction, current: str) -> list[Choice[str]]:
    """Topics that the articles speak of."""
    desk = interaction.client.desk
    visitor = await desk.visitor(interaction)
    return offered((name, name) for name in await desk.library.topics(current, visitor.scopes))


@in_time
async def subjects(interaction: Interaction, current: str) -> list[Choice[str]]:
    """Names and topics by turns: what a timeline may be of."""
    desk = interaction.client.desk
    visitor = await desk.visitor(interaction)
    people = await desk.library.speakers(current, visitor.scopes)
    themes = await desk.library.topics(current, visitor.scopes)
    by_turns = chain.from_iterable(zip_longest(people, themes, fillvalue=""))
    return offered((name, name) for name in by_turns)


@in_time
async def articles(interaction: Interaction, current: str) -> list[Choice[str]]:
    """Articles by title, each standing for its number."""
    desk = interaction.client.desk
    visitor = await desk.visitor(interaction)
    found = [*await _numbered(desk, current, visitor.scopes), *await desk.library.articles(current, visitor.scopes)]
    return offered((f"#{number} {title}", str(number)) for number, title in found)


async def _numbered(desk: Desk, current: str, scopes: tuple[str, ...]) -> list[tuple[int, str]]:
    """The article whose number was typed, if there is one."""
    number = number_of(current)
    article = await desk.library.article(number, scopes) if number is not None else None
    if article is None:
        return []
    title = article.record.header.title
    return [(article.id, title.value if title else article.record.source)]


@in_time
async def own_articles(interaction: Interaction, current: str) -> list[Choice[str]]:
    """A server's own articles, for its moderators."""
    return await _own(interaction, current, removed=False)


@in_time
async def removed_articles(interaction: Interaction, current: str) -> list[Choice[str]]:
    """A server's removed articles, for its moderators."""
    return await _own(interaction, current, removed=True)


@in_time
async def all_own_articles(interaction: Interaction, current: str) -> list[Choice[str]]:
    """A server's own articles, behind them the removed ones, for its moderators."""
    there = await _own(interaction, current, removed=False)
    return [*there, *await _own(interaction, current, removed=True)][:CHOICES]


async def _own(interaction: Interaction, current: str, *, removed: bool) -> list[Choice[str]]:
    desk = interaction.client.desk
    who = await _moderator(interaction)
    if who is None:
        return []
    found = await interaction.client.services.articles(current, (who.scope,), removed=removed)
    gone = f" ({desk.say(interaction)('removed')})" if removed else ""
    return offered((f"#{number}{gone} {title}", str(number)) for number, title in found)


@in_time
async def quotations(interaction: Interaction, current: str) -> list[Choice[str]]:
    """The quotations of the article that was chosen before, those that hold what is typed."""
    who = await _moderator(interaction)
    article = number_of(str(interaction.namespace.article or ""))
    if who is None or article is None:
        return []
    try:
        found = await interaction.client.services.mending.listed(who, article)
    except (NotThere, NotYours):
        return []
    wanted = current.casefold().strip()
    say = interaction.client.desk.say(interaction)
    lines = ((_line(one, say), str(one.stored.id)) for one in found)
    return offered((line, number) for line, number in lines if wanted in line.casefold())


def _line(listed: Listing, say: Say) -> str:
    """A quotation in one line; one that was taken for none says so."""
    stored = listed.stored
    line = f"{stored.quotation.speaker or '?'}: {stored.text}"
    return f"[{say('not a quotation')}] {line}" if listed.withdrawn else line


async def _moderator(interaction: Interaction) -> Who | None:
    """Who types, if they may moderate here; nothing is offered to others."""
    try:
        return await moderator(interaction, interaction.client.services)
    except NotAllowed:
        return None


def offered(found: Iterable[tuple[str, str]]) -> list[Choice[str]]:
    """At most 25 choices of a label and a value each, none twice, none empty."""
    made: dict[str, Choice[str]] = {}
    for label, value in found:
        shown, kept = shorten(one_line(label), CHOICE_TEXT), value[:CHOICE_TEXT]
        if shown and kept.strip() and len(made) < CHOICES:
            made.setdefault(kept, Choice(name=shown, value=kept))
    return list(made.values())
