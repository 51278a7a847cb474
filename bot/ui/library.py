"""What the Discord side asks of the services, in one place: the face that `bot.guild_services.GuildServices` shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.answer.timelines import Timeline
from bot.models import Answer, Article, Ask
from bot.store.privacy import KeptOfUser
from bot.store.reports import Complaint
from bot.store.search import Corpus
from bot.store.settings import ServerSettings


class Library(Protocol):
    """Questions, articles and what a server keeps. ``scopes`` are what the asker may see."""

    async def scopes(self, guild: int | None) -> tuple[str, ...]:
        """What may be seen in that server; None: outside of any server of ours."""

    async def settings(self, guild: int) -> ServerSettings:
        """A server's settings, the defaults where none were made."""

    async def answer(self, ask: Ask) -> Answer:
        """Answer a question. Raises `QuestionRefused` and `StoreError`."""

    async def speakers(self, prefix: str, scopes: Sequence[str]) -> Sequence[str]:
        """Names that what was typed may lead to, best first."""

    async def topics(self, prefix: str, scopes: Sequence[str]) -> Sequence[str]:
        """Topics that what was typed may lead to, best first."""

    async def articles(self, prefix: str, scopes: Sequence[str]) -> Sequence[tuple[int, str]]:
        """Articles by title, with their ids, best first."""

    async def article(self, number: int, scopes: Sequence[str]) -> Article | None:
        """One article, or None where it is gone or not to be seen."""

    async def facts(self, scopes: Sequence[str]) -> Corpus:
        """How many articles there are, from when to when, and whose."""

    async def keep_answer(self, answer: Answer, guild: int | None) -> int:
        """Keep what later pages of an answer show, for a while; returns its number."""

    async def kept_answer(self, number: int, guild: int | None) -> Answer | None:
        """What was kept, or None where it is gone or another server's."""

    async def complain(self, complaint: Complaint) -> int | None:
        """Put a complaint into the moderators' queue; its number, None if that interaction did so already."""

    async def timeline(self, subject: str, scopes: Sequence[str]) -> Timeline:
        """Who said what when, by a person or on a topic."""

    async def kept_of(self, user: int) -> KeptOfUser:
        """What is kept of a user."""

    async def forget(self, user: int) -> KeptOfUser:
        """Delete what is kept of a user; what there was."""
