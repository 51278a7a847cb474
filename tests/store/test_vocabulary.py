from datetime import UTC, datetime

import pytest

from bot.models import Header, Passage, PassageKind, Record, Span
from bot.store.articles import Articles
from bot.store.database import Database
from bot.store.vocabulary import Vocabulary

BODY = "The largest investors reached the harbour; 台湾 was quiet."


@pytest.fixture
async def vocabulary(tmp_path):
    async with Database.open(tmp_path / "words.db") as database:
        passage = Passage(Span(0, len(BODY)), PassageKind.SENTENCE, 0)
        record = Record("a.txt", Header(), BODY, (passage,))
        await Articles(database).save(record, "host", now=datetime(2024, 1, 1, tzinfo=UTC))
        yield Vocabulary(database)


@pytest.mark.parametrize(
    ("word", "stem"), [("larjest", "largest"), ("invesors", "investor"), ("reeched", "reach"), ("HARBOR", "harbour")]
)
async def test_a_misspelt_word_leads_to_the_stem_that_it_is_spelt_like(vocabulary, word, stem):
    assert (await vocabulary.near([word]))[word] == (stem,)


async def test_what_is_like_nothing_leads_nowhere(vocabulary):
    words = ["zebra", "quotidian", '"; DROP', "%%%%", "台湾海峡", "\x00\x00\x00\x00", "l\ud800rgest"]
    assert not any((await vocabulary.near(words)).values())


async def test_short_words_are_not_looked_up(vocabulary):
    assert await vocabulary.near(["lar"]) == {}
