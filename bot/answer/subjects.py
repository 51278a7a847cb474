"""What a speaker speaks about: the names of places, bodies and topics in their remarks, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.models import Article, Span, StoredQuotation
from bot.retrieve.remarks import touched
from bot.text.places import Places
from bot.text.tokens import tokens

SHOWN = 6
LONGEST = 6  # words of a topic that is shown without quotation marks
_CLAUSE = frozenset("he she they it we i you that whether why how what who when where if there to is was".split())


def as_topic(words: str) -> str:
    """A topic as it stands in a sentence: in quotation marks where it is a clause or longer than a name."""
    listed = words.split()
    clause = bool(listed) and listed[0].lower() in _CLAUSE
    return f"“{words}”" if clause or len(listed) > LONGEST else words


class Subjects:
    """Counts the subjects of remarks."""

    def __init__(self, places: Places, plain: str, japanese: Mapping[str, str]) -> None:
        """``plain`` are words of names that every other remark has: ``plain_subjects`` of data/lexicon/questions.toml.

        ``japanese`` has topics in Japanese with what they are in English.
        """
        self._places = places
        self._plain = frozenset(plain.split())
        self._japanese = sorted(japanese.items(), key=lambda pair: -len(pair[0]))

    def counted(self, remarks: Sequence[tuple[StoredQuotation, Article]]) -> list[tuple[str, int]]:
        """The subjects of most remarks, with the number of remarks that hold them, most first."""
        counts: Counter[str] = Counter()
        for stored, article in remarks:
            counts.update(self._of(stored, article))
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]

    def in_english(self, topic: str) -> tuple[str, bool]:
        """The English of the places and things that a topic in Japanese names ("" for none), and whether that is all of it."""
        found = {m.span.start: (m.span.end, m.place.name) for m in self._places.find(topic)}
        for word, english in self._japanese:
            at = topic.find(word)
            if at >= 0 and not any(start < at + len(word) and at < end for start, (end, _) in found.items()):
                found[at] = (at + len(word), english)
        names = " ".join(dict.fromkeys(name for _, (_, name) in sorted(found.items())))
        left = "".join(c for at, c in enumerate(topic) if not any(s <= at < end for s, (end, _) in found.items()))
        return names, not left.strip(" 　、・のと")

    def _of(self, stored: StoredQuotation, article: Article) -> set[str]:
        span = stored.quotation.span
        around = touched(article.record.passages, span)
        text = Span(around[0].span.start, around[-1].span.end).of(article.record.body) if around else stored.text
        named = {m.place.name for m in self._places.find(text) if m.place.kind != "city" and not m.demonym}
        own = {
            token.text
            for token in tokens(stored.text)
            if token.text.isupper() and len(token.text) > 2 and token.text.isalpha()
        }
        return {name for name in named | own if not set(name.lower().replace(".", "").split()) <= self._plain}
