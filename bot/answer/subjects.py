"""What a speaker speaks about: the names of places, bodies and topics in their remarks, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.models import Article, Span, StoredQuotation
from bot.text.places import Places
from bot.text.tokens import tokens

SHOWN = 6
_PLAIN = frozenset("united states u.s japan america american japanese".split())


class Subjects:
    """Counts the subjects of remarks."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def counted(self, remarks: Sequence[tuple[StoredQuotation, Article]]) -> list[tuple[str, int]]:
        """The subjects of most remarks, with the number of remarks that hold them, most first."""
        counts: Counter[str] = Counter()
        for stored, article in remarks:
            counts.update(self._of(stored, article))
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]

    def _of(self, stored: StoredQuotation, article: Article) -> set[str]:
        span = stored.quotation.span
        around = [p.span for p in article.record.passages if p.span.overlaps(span)]
        text = Span(around[0].start, around[-1].end).of(article.record.body) if around else stored.text
        named = {m.place.name for m in self._places.find(text) if m.place.kind != "city" and not m.demonym}
        own = {
            token.text
            for token in tokens(stored.text)
            if token.text.isupper() and len(token.text) > 2 and token.text.isalpha()
        }
        return {name for name in named | own if not set(name.lower().replace(".", "").split()) <= _PLAIN}
