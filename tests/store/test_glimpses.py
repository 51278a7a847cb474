from __future__ import annotations

from datetime import date

import pytest

from bot.store.articles import Articles
from bot.store.database import Database
from bot.store.glimpses import Glimpses
from tests.store.records import NOW, record

HOST = ["host"]
BODY = (
    "The council met over the frozen harbour. “We shall clear the ice,” she said. "
    "Asked about cost, she was brief. “It will be dear.” Nobody else spoke."
)


@pytest.fixture
def glimpses(database: Database) -> Glimpses:
    return Glimpses(database)


async def test_rare_words_choose_the_quotations_that_hold_most_of_them(articles: Articles, glimpses: Glimpses) -> None:
    saved = await articles.save(record("a", BODY), "host", now=NOW)
    await articles.save(record("b", "“Ice is slippery,” he said.", speaker="Bo Ek"), "server:1", now=NOW)
    found = await glimpses.rare(["clearing", "ice", "walrus", "?"], HOST, 5)
    assert [(one.article_id, one.text) for one in found.seen] == [(saved.id, "We shall clear the ice,")]
    assert found.counts == {"clearing": 1, "ice": 1, "walrus": 0, "?": 0}  # what may be seen alone is counted
    assert found.size == 3
    both = await glimpses.rare(["clearing", "ice"], ["host", "server:1"], 5)
    assert [one.text for one in both.seen] == ["We shall clear the ice,", "Ice is slippery,"]
    assert [one.text for one in (await glimpses.rare(["harbour", "cost"], HOST, 5)).seen] == []  # said around it


async def test_a_common_word_is_estimated_and_chooses_nothing(articles: Articles, glimpses: Glimpses) -> None:
    body = " ".join(f"“The snow on road {number} is deep,” she said." for number in range(600))
    await articles.save(record("a", body), "host", now=NOW)
    found = await glimpses.rare(["snow", "411"], HOST, 5)
    assert [one.text for one in found.seen] == ["The snow on road 411 is deep,"]
    assert 550 <= found.counts["snow"] <= 650
    assert (await glimpses.rare(["snow", "411"], HOST, 5)).counts == found.counts
    assert (await glimpses.rare(["snow"], HOST, 5)).seen == ()


async def test_words_side_by_side_or_any_two_choose_where_all_are_common(
    articles: Articles, glimpses: Glimpses
) -> None:
    saved = await articles.save(record("a", BODY), "host", now=NOW)
    counts = {"will": 9, "be": 9, "dear": 9, "clear": 9, "shall": 9, "walrus": 0}
    beside = await glimpses.beside(["be", "dear", "walrus"], counts, HOST, 5)
    assert [(one.article_id, one.text) for one in beside] == [(saved.id, "It will be dear.")]
    assert await glimpses.beside(["dear", "will"], counts, HOST, 5) == ()
    assert [one.text for one in await glimpses.paired(["clear", "shall"], counts, HOST, 5)] == [
        "We shall clear the ice,"
    ]
    assert await glimpses.paired(["clear", "dear"], counts, HOST, 5) == ()
    assert await glimpses.paired(["walrus", "clear"], counts, HOST, 5) == ()


async def test_what_a_speaker_said_on_near_days_or_without_a_certain_day(
    articles: Articles, glimpses: Glimpses
) -> None:
    days = {"1": date(2023, 3, 1), "2": date(2023, 3, 9), "3": None, "4": date(2023, 6, 5), "5": date(2023, 1, 1)}
    for source, day in days.items():
        await articles.save(record(source, f"“Remark number {source},” she said.", day=day), "host", now=NOW)
    near = await glimpses.by_speaker(["ada lovelace"], HOST, (date(2023, 3, 2), date(2023, 3, 16)), 9)
    assert sorted(one.text[-2] for one in near) == ["1", "2", "3", "5"]  # a first of January may be a year alone
    assert len(await glimpses.by_speaker(["ada lovelace"], HOST, None, 9)) == 5
    assert len(await glimpses.by_speaker(["ada lovelace"], HOST, None, 2)) == 2
    assert await glimpses.by_speaker(["bo ek"], HOST, None, 9) == ()


async def test_rare_words_and_pairs_of_common_ones_are_weighed_together(articles: Articles, glimpses: Glimpses) -> None:
    body = " ".join(f"“The snow on the road is deep at {number},” she said." for number in range(600))
    body += " “The road on the snow is narrow,” she said. “Deep water is at the mill,” she said."
    await articles.save(record("a", body), "host", now=NOW)
    words = ["deep", "water", "mill"]
    assert [one.text for one in await glimpses.fullest(words, words, HOST, 5)] == ["Deep water is at the mill,"]
    swapped = ["road", "on", "the", "snow"]
    assert [one.text for one in await glimpses.fullest(swapped, swapped, HOST, 5)] == [
        "The road on the snow is narrow,"
    ]
    assert await glimpses.fullest(["walrus"], ["walrus"], HOST, 5) == ()
