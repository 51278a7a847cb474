"""An article at a glance, its text page by page, lists of articles, and a preview of one before it is saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from discord import ui

from bot.answer.citing import show_stamp
from bot.models import Article, EntityKind, Kind, Record
from bot.ui import ids
from bot.ui.blocks import SMALL
from bot.ui.escape import escape, fit, one_line
from bot.ui.layout import FOUND, Shown, button, text
from bot.ui.limits import length
from bot.ui.links import safe_url
from bot.ui.phrases import Say
from bot.ui.unmarked import unmarked

READ = "read"
PAGE = 2400  # rendered characters of an article's text on one page
NAMES, SPEAKERS = 12, 8


def article_layout(article: Article, say: Say) -> Shown:
    """What an article is: header, people, who is quoted how often, and its opening."""
    record = article.record
    items = [text(f"### {title_of(record, say)} (#{article.id})"), text(facts_text(record, say))]
    opening, more = page_of(record.body, 0)
    items.append(text(opening))
    reading = [ui.ActionRow(button(say("Read on"), ids.make(READ, article.id, article.version, more)))] if more else []
    return Shown(ui.Container(*items, accent_colour=FOUND), *reading)


def reading_layout(article: Article, start: int, say: Say) -> Shown:
    """The text of an article from the character ``start`` on, as much as a page holds."""
    shown, more = page_of(article.record.body, start)
    items = [text(f"{SMALL}{title_of(article.record, say)}"), text(shown)]
    row = [ui.ActionRow(button(say("Read on"), ids.make(READ, article.id, article.version, more)))] if more else []
    return Shown(ui.Container(*items, accent_colour=FOUND), *row)


def page_of(body: str, start: int) -> tuple[str, int]:
    """Inert text from ``start`` on that fits a page, and where the next page starts (0: there is none)."""
    end = min(len(body), start + PAGE)
    while length(escape(body[start:end])) > PAGE:
        end = start + max(1, (end - start) * 4 // 5)
    if end < len(body):
        cut = max(
            body.rfind("\n", start + (end - start) // 2, end), body.rfind(". ", start + (end - start) // 2, end) + 1
        )
        end = cut if cut > start else end
    shown = escape(unmarked(body[start:end])).strip()
    return shown or "—", end if end < len(body) else 0


def title_of(record: Record, say: Say) -> str:
    """The title, inert."""
    return fit(record.header.title.value if record.header.title else say("untitled"), 200)


def facts_text(record: Record, say: Say) -> str:
    """Outlet, author, day, place, link; people; who is quoted how often. A line each; what is not told is said so."""
    header = record.header
    told = [header.outlet.value if header.outlet else say("outlet not stated")]
    told += [header.author.value] if header.author else []
    told.append(say.days(show_stamp(header.published)) if header.published else say("undated"))
    told += [header.dateline.value] if header.dateline else []
    lines = [" — ".join(fit(one, 90) for one in told)]
    if header.based_on:
        lines.append(say("after {original}", original=fit(say.days(header.based_on), 150)))
    if url := safe_url(header.url.value if header.url else None):
        lines.append(f"<{url}>")
    if people := people_of(record):
        lines.append(say("People: {names}", names=fit(", ".join(people), 250)))
    lines.append(quotations_text(record, say))
    return "\n".join(lines)


def people_of(record: Record) -> list[str]:
    """The people of an article, most named first."""
    counts = Counter(mention.name for mention in record.names if mention.kind is EntityKind.PERSON)
    return [name for name, _ in counts.most_common(NAMES)]


def quotations_text(record: Record, say: Say) -> str:
    """How many quotations there are, and by whom."""
    direct = sum(quotation.kind is Kind.DIRECT for quotation in record.quotations)
    counts = Counter(quotation.speaker or say("nobody named") for quotation in record.quotations)
    speakers = ", ".join(f"{name} {count}" for name, count in counts.most_common(SPEAKERS))
    line = say(
        "Quotations: {direct} direct, {reported} reported", direct=direct, reported=len(record.quotations) - direct
    )
    return f"{line} ({fit(speakers, 250)})" if speakers else line


def rows_text(rows: Iterable[tuple[int, str, str, str]], say: Say, room: int = 3200) -> tuple[str, int]:
    """A line an article: number, title, outlet, day; as many as there is room for, and how many those are."""
    lines: list[str] = []
    for number, title, outlet, day in rows:
        shown = fit(title or say("untitled"), 120)
        line = (
            f"**#{number}** {shown} — {fit(outlet or say('outlet not stated'), 50)} — {fit(day or say('undated'), 40)}"
        )
        room -= length(line) + 1
        if room < 0:
            break
        lines.append(line)
    return "\n".join(lines), len(lines)


def outlets_text(outlets: Sequence[tuple[str, int]], say: Say) -> str:
    """Outlets with their counts in one line."""
    named = [f"{one_line(name) or say('outlet not stated')} {count:,}" for name, count in outlets]
    return fit(", ".join(named), 1500)
