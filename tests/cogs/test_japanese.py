"""Real replies to a user whose Discord is Japanese: none of the bot's own English is left in them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest

from bot.guild_services import GuildServices
from bot.lexicon import read_table
from bot.ui.phrases import LOCALES
from tests.cogs.conftest import make
from tests.discord_standin import Person, Standin
from tests.discord_standin.running import running

AKI = Person(100000000000000009, "aki", locale="ja")
JA = read_table("ja", LOCALES)
ASKED = [
    ("ask", {"question": "What did Blinken say about Taiwan?"}),
    ("ask", {"question": "ブリンケンは台湾について何と言ったか"}),
    ("ask", {"question": "天気はどう?"}),
    ("ask", {"question": "?!"}),
    ("ask", {"question": "Who wrote the article about the State Department?"}),
    ("ask", {"question": "Did Blinken say that the alliance is weak?"}),
    ("ask", {"question": "Who was Secretary of State in January 2024?"}),
    ("ask", {"question": "Which reports tell of Okinawa?"}),
    ("who", {"question": "Who received Kamikawa at the State Department?"}),
    ("when", {"question": "When did Blinken meet Kamikawa?"}),
    ("when", {"question": "When did Blinken meet Kamikawa in Tokyo?"}),
    ("what", {"question": "What was the air exercise meant to show?"}),
    ("what", {"question": "What about whaling?"}),
    ("said", {"speaker": "Blinken"}),
    ("said", {"speaker": "Kamikawa", "topic": "Ukraine", "until": "2024"}),
    ("said", {"speaker": "Blinken", "topic": "whaling", "since": "2023"}),
    ("said", {"speaker": "Secretary of State", "topic": "Taiwan"}),
    ("said", {"speaker": "Nobody Atall"}),
    ("quote", {"words": "an effort to undermine the status quo"}),
    ("quote", {"words": "whales must be free to swim"}),
    ("quote", {"words": "?"}),
    ("verify", {"quote": "an effort to maintain the longstanding status quo", "speaker": "Blinken"}),
    ("verify", {"quote": "an effort to undermine the longstanding status quo", "speaker": "Austin"}),
    ("verify", {"quote": "whales must be free to swim"}),
    ("timeline", {"subject": "Blinken"}),
    ("sources", {}),
    ("about", {}),
    ("help", {}),
    ("privacy", {}),
    ("article show", {"article": "1"}),
    ("article show", {"article": "no such thing"}),
]

# Pieces that a translation keeps, and words that articles have too.
KEPT = {
    "Secretary of State", "said so", "said these words",
    "Who signed the agreement with Sunak? What did Blinken say about Taiwan",
}  # fmt: skip


@pytest.fixture
async def starter(services: GuildServices) -> AsyncIterator[Standin]:
    """Discord, with the bot over the starter articles in it."""
    await services.refresh_starter()
    async with Standin() as standin, running(make(services, defer_after=1.5), standin):
        yield standin


def own_english() -> set[str]:
    """What the bot says in English, in pieces of two words and more that hold no part that changes."""
    made = [*JA["phrases"], *JA["leads"], *JA["patterns"]]
    pieces = {piece.strip(" .,:;()“”") for phrase in made for piece in re.split(r"\{\w+\}", phrase)}
    return {piece for piece in pieces if re.search(r"[a-z]{2} [a-z]{2,}.* |[a-z]{4,} [a-z]{4,}", piece)}


async def test_no_english_of_the_bots_own_is_left(starter: Standin):
    english = own_english() - KEPT
    assert len(english) > 150
    left = []
    for name, options in ASKED:
        told = (await starter.command(name, options, user=AKI)).text
        shown = told.replace(" ".join(map(str, options.values())), "")
        left += [(name, options, piece) for piece in english if piece in shown]
    assert left == []
