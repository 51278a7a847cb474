"""Who a name in a question means: among those who speak in the articles, by the lexicon and by likeness."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from bot.models import SpeakerCount
from bot.store.articles import Articles
from bot.store.quotations import Quotations
from bot.text.people import Candidate, Resolution, Roster
from bot.text.tokens import fold

HELD_AT = 40  # remarks of a candidate by whose days it is judged what office they held
LIKE = 82  # rapidfuzz ratio from which a name is taken for a misspelling
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_TITLES = frozenset(
    "mr mrs ms miss dr sir secretary minister president prime foreign defense defence chief general admiral senator ambassador former vice san".split()
)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose words are asked for.

    ``keys`` are empty where nobody of that name speaks; ``known`` tells that the person is known all the
    same. ``choices`` are names to choose from. ``note`` tells what was assumed.
    """

    name: str
    keys: tuple[str, ...] = ()
    known: bool = False
    choices: tuple[str, ...] = ()
    note: str = ""


class Speakers:
    """Resolves names of speakers."""

    def __init__(self, quotations: Quotations, articles: Articles, roster: Roster) -> None:
        self._quotations = quotations
        self._articles = articles
        self._roster = roster

    async def resolve(self, text: str, scopes: Sequence[str], day: date | None = None) -> Whose:
        """Who ``text`` means, or the choices, or that nobody of that name is known."""
        speakers = await self._quotations.speakers(scopes)
        by_key = {speaker.key: speaker for speaker in speakers}
        named = self._roster.resolve(text, day)
        there = [candidate for candidate in named.candidates if candidate.id in by_key]
        if len(there) > 1 and named.offices and day is None:
            there = await self._in_office(there, named.offices, scopes) or there
        printed = _printed(text, speakers)
        if len(there) == 1 and not _others(printed, there[0].id):
            return Whose(there[0].name, (there[0].id,), known=True, note=_note(named, text, there[0].name))
        if len(there) > 1:
            return Whose(text, choices=tuple(candidate.name for candidate in there))
        if len(printed) == 1 or (printed and _one(printed)):
            return Whose(printed[0].name, tuple(speaker.key for speaker in printed), known=True)
        if printed:
            return Whose(text, choices=tuple(speaker.name for speaker in printed[:6]))
        if len(named.candidates) == 1:
            return Whose(named.candidates[0].name, known=True, note=_note(named, text, named.candidates[0].name))
        if named.candidates:
            return Whose(text, known=True)
        return _likest(text, speakers)

    async def _in_office(
        self, there: Sequence[Candidate], offices: Sequence[str], scopes: Sequence[str]
    ) -> list[Candidate]:
        """Those who are quoted in an article of a day on which they held the office."""
        out = []
        for candidate in there:
            remarks = await self._quotations.by_speaker([candidate.id], scopes, limit=HELD_AT)
            found = await self._articles.get({remark.article_id for remark in remarks}, details=False)
            days = [stamp.day for article in found.values() if (stamp := article.record.header.published)]
            if any(self._roster.in_office(candidate.id, offices, day) for day in days):
                out.append(candidate)
        return out


def _note(named: Resolution, text: str, name: str) -> str:
    """That a misspelling was read as a name."""
    return f"Read “{text}” as {name}." if named.corrected else ""


def _printed(text: str, speakers: Sequence[SpeakerCount]) -> list[SpeakerCount]:
    """The speakers that bear the name: all its words, or for persons the surname."""
    wanted = _words(_ARTICLE.sub("", text))
    if not wanted:
        return []
    exact = [speaker for speaker in speakers if _words(_ARTICLE.sub("", speaker.name)) == wanted]
    if exact:
        return exact
    bare = [word for word in wanted if word not in _TITLES] or wanted
    return [speaker for speaker in speakers if set(bare) <= set(_words(speaker.name)) and _fits(bare, speaker)]


def _fits(bare: Sequence[str], speaker: SpeakerCount) -> bool:
    """A single word has to be the last of a person's name, or the whole of a body's."""
    words = _words(speaker.name)
    return len(bare) > 1 or words[-1] == bare[0] or words[0] == bare[0]


def _others(printed: Sequence[SpeakerCount], key: str) -> bool:
    """Whether another speaker of the articles, unknown to the lexicon, bears the name too."""
    return any(speaker.key != key and speaker.direct + speaker.reported > 2 for speaker in printed)


def _one(printed: Sequence[SpeakerCount]) -> bool:
    """Whether the names are forms of one: the shorter stand in the longest."""
    names = [set(_words(speaker.name)) - _TITLES for speaker in printed]
    longest = max(names, key=len)
    return all(name <= longest for name in names)


def _likest(text: str, speakers: Sequence[SpeakerCount]) -> Whose:
    """The speaker whose name, or a word of it, is most like what was typed."""
    typed = " ".join(word for word in _words(text) if word not in _TITLES)
    if len(typed) < 4:
        return Whose(text)
    scored = [(_likeness(typed, speaker), speaker) for speaker in speakers]
    best = max((score for score, _ in scored), default=0.0)
    top = [speaker for score, speaker in scored if score == best]
    if best < LIKE:
        return Whose(text)
    if len(top) > 1 and not _one(top):
        return Whose(text, choices=tuple(speaker.name for speaker in top[:6]))
    return Whose(top[0].name, tuple(s.key for s in top), known=True, note=f"Read “{text}” as {top[0].name}.")


def _likeness(typed: str, speaker: SpeakerCount) -> float:
    words = _words(speaker.name)
    last = fuzz.ratio(typed, words[-1]) if words else 0.0
    return max(last if len(typed) > 4 else 0.0, fuzz.token_sort_ratio(typed, " ".join(words)))


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))
