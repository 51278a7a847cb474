"""What comes in: a question without live mentions and tags, and what asks for nothing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from bot.answer.capitals import Capitals
from bot.answer.chat import Chat
from bot.answer.silence import silence
from bot.models import Answer, Ask, QuestionKind

LONGEST = 1_500  # characters of a question, a name or a quotation; who takes questions in refuses longer ones
NOTHING_ASKED = "There is nothing to look for in that."
HINT = "Ask in words, for example: Who signed the agreement with Sunak? What did Blinken say about Taiwan?"
ENGLISH = "I read questions in English; names may be in Japanese."

_LETTERS = re.compile(r"[^\W_]")
_LIVE = re.compile(r"@(?:everyone|here)\b|<[@#][!&]?\d+>|</?[A-Za-z][^<>]{0,80}>|@(?=\w)")


class Entrance:
    """Tells questions from what asks for nothing."""

    def __init__(self, chat: Chat, capitals: Capitals) -> None:
        self._chat = chat
        self._capitals = capitals

    def cleaned(self, ask: Ask) -> Ask:
        """The question without live mentions and tags, cut to what is read, with the capitals that it lacks."""
        return replace(
            ask,
            question=self._capitals.restored(_clean(ask.question) or ""),
            speaker=_clean(ask.speaker),
            topic=_clean(ask.topic),
            words=_clean(ask.words) if ask.kind is not QuestionKind.VERIFY else ask.words,
        )

    def turned_away(self, ask: Ask) -> Answer | None:
        """A hint where nothing is asked: signs alone, or a greeting; None for a question."""
        told = " ".join(part for part in (ask.question, ask.speaker, ask.topic, ask.words) if part)
        words_alone = not (ask.speaker or ask.topic or ask.words)
        if not _LETTERS.search(told) or (words_alone and self._chat.holds(told)):
            return silence(ask.kind, NOTHING_ASKED, hints=(HINT,), confidence=0.9)
        return None


def in_other_letters(text: str) -> bool:
    """Whether most of a text's letters are not Latin."""
    letters = [char for char in text if char.isalpha()]
    foreign = sum(not char.isascii() and not unicodedata.name(char, "").startswith("LATIN") for char in letters)
    return 2 * foreign > len(letters)


def _clean(text: str | None) -> str | None:
    return " ".join(_LIVE.sub(" ", text[:LONGEST]).split()) if text else text
