"""A library in memory, with answers made by hand: for tests of what Discord shows and sends."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import date

from bot.answer.timelines import Timeline
from bot.child import Children
from bot.models import Answer, Article, Ask, Fact, Header, Passage, PassageKind, Record, Span
from bot.store.privacy import KeptOfUser
from bot.store.reports import Complaint
from bot.store.search import Corpus
from bot.store.settings import ServerSettings
from tests.ui import answers


def article(number: int = 1, scope: str = "host", sentences: Sequence[str] = ()) -> Article:
    """An article of a few sentences; the second is the one that `answers.citation` points to."""
    lines = sentences or ("The ministers met.", answers.citation().passage, "They will meet again.")
    body = " ".join(lines)
    passages, at = [], 0
    for line in lines:
        start = body.index(line, at)
        at = start + len(line)
        passages.append(Passage(Span(start, at), PassageKind.SENTENCE, 0))
    header = Header(title=Fact("Ministers meet", ""), outlet=Fact("The Harbour Post", ""))
    return Article(number, 1, scope, Record(f"file{number}.txt", header, body, tuple(passages)))


class Shelf:
    """Everything that `bot.ui.library.Library` names, without a database."""

    def __init__(self) -> None:
        self.held: dict[int, Article] = {1: article()}
        self.asked: list[Ask] = []
        self.complaints: list[Complaint] = []
        self.answers: dict[str, Answer | Exception] = {}
        self.delay = 0.0
        self.broken: Exception | None = None  # what every call raises
        self.chosen: dict[int, ServerSettings] = {}
        self._kept_answers: dict[int, tuple[Answer, int | None]] = {}
        self._kept: dict[str, str] = {}
        self.timelines: dict[str, Timeline] = {}
        self.present_in: list[int] = []
        self.children = Children()
        self.moderation = None

    def answer_in_place(self) -> Answer:
        """The everyday answer, its citation pointing into article 1."""
        span = self.held[1].record.passages[1].span
        return answers.answer(citations=(answers.citation(span=span),))

    async def scopes(self, guild: int | None) -> tuple[str, ...]:
        if self.broken:
            raise self.broken
        return ("host", "starter", *((f"server:{guild}",) if guild else ()))

    async def settings(self, guild: int) -> ServerSettings:
        return self.chosen.get(guild, ServerSettings())

    async def answer(self, ask: Ask) -> Answer:
        self.asked.append(ask)
        await asyncio.sleep(self.delay)
        found = self.answers.get(ask.question or ask.words or ask.speaker or "", self.answer_in_place())
        if isinstance(found, Exception):
            raise found
        return found

    async def speakers(self, prefix: str, scopes: Sequence[str]) -> Sequence[str]:
        return [f"{prefix} speaker {n} in {scopes[-1]}" for n in range(40)]

    async def topics(self, prefix: str, scopes: Sequence[str]) -> Sequence[str]:
        return ["", " ", "x" * 300, prefix]

    async def articles(self, prefix: str, scopes: Sequence[str]) -> Sequence[tuple[int, str]]:
        return [(number, "Ministers meet") for number, held in self.held.items() if held.scope in scopes]

    async def article(self, number: int, scopes: Sequence[str]) -> Article | None:
        held = self.held.get(number)
        return held if held and held.scope in scopes else None

    async def facts(self, scopes: Sequence[str]) -> Corpus:
        return Corpus(len(self.held), date(2024, 1, 12), date(2024, 1, 13), 1, (("The Harbour Post", 1),))

    async def keep_answer(self, answer: Answer, guild: int | None) -> int:
        self._kept_answers[len(self._kept_answers) + 1] = (answer, guild)
        return len(self._kept_answers)

    async def kept_answer(self, number: int, guild: int | None) -> Answer | None:
        answer, owner = self._kept_answers.get(number, (None, None))
        return answer if owner == guild else None

    async def complain(self, complaint: Complaint) -> int | None:
        if complaint.interaction in {one.interaction for one in self.complaints}:
            return None
        self.complaints.append(complaint)
        return len(self.complaints)

    async def kept(self, key: str) -> str | None:
        return self._kept.get(key)

    async def keep(self, key: str, value: str) -> None:
        self._kept[key] = value

    async def timeline(self, subject: str, scopes: Sequence[str]) -> Timeline:
        return self.timelines.get(subject, Timeline(subject, (), answers.SILENCE))

    async def kept_of(self, user: int) -> KeptOfUser:
        mine = [one for one in self.complaints if one.user == str(user)]
        return KeptOfUser(tuple((one.question, one.comment) for one in mine), 0)

    async def forget(self, user: int) -> KeptOfUser:
        kept = await self.kept_of(user)
        self.complaints = [one for one in self.complaints if one.user != str(user)]
        return kept

    async def present(self, guilds: Iterable[int]) -> None:
        self.present_in = list(guilds)
