"""Silence about what somebody said, told apart: nobody of that name, nothing by them, nothing by them on this."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.answer.corpus import CorpusFacts
from bot.answer.silence import silence
from bot.answer.subjects import Subjects
from bot.models import Answer, Ask, Days
from bot.retrieve.sayings import Sayings
from bot.retrieve.speakers import Whose


class Unsaid:
    """Tells what the articles do not say, and what they do: on what the speaker speaks, and who speaks on the topic."""

    def __init__(self, subjects: Subjects, corpus: CorpusFacts) -> None:
        self._subjects = subjects
        self._corpus = corpus

    async def answer(
        self, ask: Ask, whose: Whose, topic: str, sayings: Sayings, others: Sequence[str] | None
    ) -> Answer:
        """The silence. ``others`` are who speaks on ``topic``, None where not a word of it is in the articles."""
        looked = await self._corpus.looked_at(ask.scopes)
        if not whose.keys and not whose.known:
            return silence(ask.kind, f"Nobody called “{ask.speaker}” speaks in these articles.", looked_at=looked)
        asked = Days(ask.since or date.min, ask.until or date.max)
        hints = [whose.note, *await self._corpus.outside(ask.scopes, asked)]
        when = " in that time" if ask.since or ask.until else ""
        if sayings.found and topic:
            headline = f"The articles do not say what {whose.name} said about {topic}{when}."
            hints.append(self.speaks(whose, sayings))
        else:
            headline = f"The articles quote nothing that {whose.name} said{when}."
        hints.append(_on_the_topic(topic, others))
        confidence = 0.8 if sayings.found else 0.5
        return silence(ask.kind, headline, looked_at=looked, hints=tuple(filter(None, hints)), confidence=confidence)

    def speaks(self, whose: Whose, sayings: Sayings) -> str:
        """What a speaker speaks on, with counts; where nothing of it has a name, how often."""
        several = " and " in whose.name
        counted = ", ".join(f"{name} {count}" for name, count in self._subjects.counted(sayings.found))
        times = len(sayings.found)
        if counted:
            of = f" (of {times} remarks)" if sayings.more else ""
            return f"{whose.name} {'speak' if several else 'speaks'} on: {counted}{of}."
        least = "at least " if sayings.more else ""
        often = f"{least}{times:,} time{'' if times == 1 else 's'}"
        return f"{whose.name} {'are' if several else 'is'} quoted {often}."


def _on_the_topic(topic: str, others: Sequence[str] | None) -> str:
    if not topic:
        return ""
    if others is None:
        return f"No article has a word of {topic}."
    return f"Others speak on {topic}: {', '.join(others)}." if others else ""
