"""A passage among its neighbours."""

from __future__ import annotations

from discord import ui

from bot.answer.citing import Citer
from bot.models import Article, Span
from bot.ui.blocks import SMALL
from bot.ui.escape import fit, guard
from bot.ui.layout import FOUND, Shown, text
from bot.ui.links import safe_url
from bot.ui.pages import told_source
from bot.ui.phrases import Say
from bot.ui.unmarked import unmarked

AROUND = 2
WORDS, NEIGHBOUR = 1600, 500


def in_context(article: Article, place: Span, say: Say) -> Shown:
    """The sentences before and after ``place``, its own sentence in bold."""
    record = article.record
    spans = [passage.span for passage in record.passages]
    inside = [number for number, span in enumerate(spans) if span.overlaps(place)]
    first, last = (inside[0], inside[-1]) if inside else (0, -1)
    whole = Span(spans[first].start, spans[last].end) if inside else place
    before = [_line(span.of(record.body)) for span in spans[max(0, first - AROUND) : first]]
    after = [_line(span.of(record.body)) for span in spans[last + 1 : last + 1 + AROUND]] if inside else []
    words = f"**{fit(unmarked(whole.of(record.body)), WORDS)}**"
    citer = Citer()
    citer.cite(article, place)
    (citation,) = citer.citations
    items = [
        text(f"### {say('In context')}"),
        text(f"> {guard(' '.join([*before, words, *after]))}"),
        text(f"{SMALL}{told_source(citation, safe_url(citation.url), say)}"),
    ]
    return Shown(ui.Container(*items, accent_colour=FOUND))


def _line(words: str) -> str:
    """A neighbouring sentence, cut with an ellipsis where it is very long."""
    return fit(unmarked(words), NEIGHBOUR)
