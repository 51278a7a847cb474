"""What is offered while a name, a topic or an article is typed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.store.names import KnownName, Names
from bot.store.titles import Titled, Titles
from bot.text.people import Roster

OFFERED = 25
LONGEST = 100  # characters of what is typed that are looked at


class Suggestions:
    """Offers what the articles that may be seen hold; a name is found by any form that the lexicon knows."""

    def __init__(self, names: Names, titles: Titles, roster: Roster) -> None:
        self._names = names
        self._titles = titles
        self._roster = roster

    async def speakers(self, typed: str, scopes: Sequence[str]) -> tuple[str, ...]:
        """Names of people and bodies, those first that the typed form is an alias of: 林 leads to Yoshimasa Hayashi."""
        typed = typed[:LONGEST].strip()
        found = list(await self._aliases(typed, scopes)) if typed else []
        found += [known.name for known in await self._starting(typed, scopes)]
        return tuple(dict.fromkeys(found))[:OFFERED]

    async def topics(self, typed: str, scopes: Sequence[str]) -> tuple[str, ...]:
        """What was typed, and the names in the articles that it may be the beginning of."""
        typed = typed[:LONGEST].strip()
        names = [known.name for known in await self._starting(typed, scopes)]
        return tuple(dict.fromkeys([typed, *names] if typed else names))[:OFFERED]

    async def articles(self, typed: str, scopes: Sequence[str], *, removed: bool = False) -> tuple[Titled, ...]:
        """Articles by words of their title or outlet, or by number."""
        return await self._titles.containing(typed[:LONGEST], scopes, limit=OFFERED, removed=removed)

    async def _aliases(self, typed: str, scopes: Sequence[str]) -> list[str]:
        """The people of the lexicon whom the typed form means, as far as the articles name them."""
        resolved = self._roster.resolve(typed)
        if resolved.corrected and len(typed) < 4:
            return []
        return [
            candidate.name
            for candidate in resolved.candidates[:OFFERED]
            if await self._names.articles_naming((candidate.id,), scopes, limit=1)
        ]

    async def _starting(self, typed: str, scopes: Sequence[str]) -> tuple[KnownName, ...]:
        return await self._names.starting(typed, scopes, limit=OFFERED)
