"""What somebody said, of the time that the question tells beside the topic."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from bot.answer.offices import Offices
from bot.answer.said import Said
from bot.models import Answer, Ask, Days
from bot.text.dates import WhenReader

PRINTED_LATER = timedelta(days=3)  # what was said by a day is printed some days later
_RELATION = re.compile(
    r"\b(?:since|before|after|until|till|in|on|during|from|between|around)\s+(?:the\s+)?$", re.IGNORECASE
)


class SaidWhen:
    """Answers what somebody said, within the days that were named; who did not hold the office then is told so."""

    def __init__(self, said: Said, offices: Offices, when: WhenReader) -> None:
        self._said = said
        self._offices = offices
        self._when = when

    async def answer(self, ask: Ask, speaker: str, occasion: str | None) -> Answer:
        """What ``speaker`` said, or that another held their office; ``occasion`` is what the question tells of when."""
        timed, days = self._timed(ask, occasion)
        against = await self._offices.contradicted(timed, speaker, days)
        return against or await self._of_its_time(timed)

    async def _of_its_time(self, ask: Ask) -> Answer:
        """What was said in the time that the question names, if any was said then; else whatever was said."""
        asked = self._when.parse(ask.question, ask.now) if ask.question and not (ask.since or ask.until) else None
        if asked and asked.days and not asked.assumed and asked.relation not in ("since", "until", "before"):
            then = replace(ask, since=asked.days.first, until=_later(asked.days.last))
            answer = await self._said.answer(then)
            if answer.answered:
                return answer
        return await self._said.answer(ask)

    def _timed(self, ask: Ask, occasion: str | None) -> tuple[Ask, Days | None]:
        """The question with a time in its topic or occasion made its span ("Ukraine since March"), and the days it names."""
        text = ask.topic or occasion
        asked = self._when.parse(text, ask.now) if text else None
        if text is None or asked is None or asked.days is None or ask.since or ask.until:
            return ask, Days(ask.since, ask.until) if ask.since and ask.until else None
        topic = None
        if ask.topic:
            before = _RELATION.sub("", text[: asked.span.start])
            topic = " ".join((before + " " + text[asked.span.end :]).split()) or None
        since = None if asked.relation in ("until", "before") else asked.days.first
        until = asked.days.last if asked.relation != "since" else None
        days = Days(since, until) if since and until else None
        return replace(ask, topic=topic, since=since, until=_later(until) if until else None), days


def _later(day: date) -> date:
    """The day by which what was said on ``day`` is printed."""
    return day + PRINTED_LATER if date.max - day > PRINTED_LATER else date.max
