from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store import wording
from bot.store.articles import Articles
from bot.store.database import MEMORY, Database
from bot.store.search import Search
from bot.text.glyphs import glyphs
from tests.store.records import NOW, record

HOST = ["host"]
TEXTS = {
    "strait.txt": "Ministers warned that the Taiwan Strait must stay calm. The U.S.-Japan alliance, they said, holds.",
    "missiles.txt": "Tokyo will buy cruise missiles. The purchases begin in spring. Missiles are to be made at home.",
    "cafe.txt": "A café owner in Naha spoke of F-35 noise. Her guests complain about the aircraft daily.",
    "kanji.txt": "外相は台湾海峡の平和と安定を強調した。林芳正外相が述べた。",
}


@pytest.fixture
async def filled(articles: Articles) -> dict[str, int]:
    return {
        source: (await articles.save(record(source, text, title=f"About {source[:3]}"), "host", now=NOW)).id
        for source, text in TEXTS.items()
    }


@pytest.mark.parametrize(
    ("words", "source"),
    [
        (["Taiwan"], "strait.txt"),
        (["warning"], "strait.txt"),  # stemmed
        (["U.S.-Japan"], "strait.txt"),
        (["missile", "purchase"], "missiles.txt"),
        (["cafe"], "cafe.txt"),  # accents apart
        (["F-35"], "cafe.txt"),
        (["台湾"], "kanji.txt"),
        (["台湾海峡"], "kanji.txt"),
        (["林"], "kanji.txt"),
        (["林芳正", "minister"], "kanji.txt"),
        (["kan"], "kanji.txt"),  # the title
    ],
)
async def test_a_word_finds_its_article(search: Search, filled: dict[str, int], words: list[str], source: str) -> None:
    hits = await search.windows(words, [], HOST, 5)
    assert filled[source] in {hit.article_id for hit in hits}
    assert all(hit.score > 0 for hit in hits)


@pytest.mark.parametrize(
    "words",
    [
        ['"; DROP TABLE article; --'],
        ["NEAR(* OR"],
        ["* ^ : + - ( )"],
        ['"'],
        ["\x00"],
        ["a\x00b"],
        ["\ud800"],
        ["🏯"],
        [""],
        [" "],
        ["words : secret"],
        ["AND", "OR", "NOT"],
        ["x" * 2000],
        ["湾" * 500],
    ],
)
async def test_odd_words_find_nothing_and_break_nothing(
    search: Search, filled: dict[str, int], words: list[str]
) -> None:
    assert await search.windows(words, words, HOST, 5) == ()
    assert set((await search.document_frequency(words)).values()) == {0}


async def test_rare_words_choose_and_all_words_rank(search: Search, filled: dict[str, int]) -> None:
    hits = await search.windows(["the", "missiles", "spring"], ["missiles"], HOST, 5)
    assert [hit.article_id for hit in hits] == [filled["missiles.txt"]]


async def test_a_phrase_ranks_but_does_not_choose(search: Search, articles: Articles) -> None:
    one = await articles.save(record("1", "Peace and stability, stability and peace."), "host", now=NOW)
    two = await articles.save(record("2", "Stability of prices. Peace of mind. Peace."), "host", now=NOW)
    hits = await search.windows(["stability"], [], HOST, 5, phrases=["peace and stability"])
    assert [hit.article_id for hit in hits] == [one.id, two.id]


async def test_ties_are_broken_by_age(search: Search, articles: Articles) -> None:
    ids = [(await articles.save(record(f"{n}", f"Harbour {n}{n}."), "host", now=NOW)).id for n in range(5)]
    assert [hit.article_id for hit in await search.windows(["harbour"], [], HOST, 9)] == ids


async def test_document_frequency_follows_what_is_stored(
    search: Search, articles: Articles, filled: dict[str, int]
) -> None:
    assert await search.document_frequency(["missiles", "Taiwan", "nowhere"]) == {
        "missiles": 1,
        "Taiwan": 1,
        "nowhere": 0,
    }
    await articles.save(record("more.txt", "Missiles again."), "host", now=NOW)
    assert await search.document_frequency(["missiles"]) == {"missiles": 2}
    await articles.remove(filled["missiles.txt"], "host", now=NOW)
    assert await search.document_frequency(["missiles"]) == {"missiles": 1}


async def test_bounds_tell_what_may_be_seen(search: Search, articles: Articles) -> None:
    await articles.save(record("1", "One.", outlet="The Sun", day=date(2023, 1, 11)), "host", now=NOW)
    await articles.save(record("2", "Two.", outlet="The Sun", day=date(2024, 1, 13)), "host", now=NOW)
    await articles.save(record("3", "Three.", outlet=None, day=None), "starter", now=NOW)
    await articles.save(record("4", "Four.", outlet="Moon", day=date(1999, 1, 1)), "server:5", now=NOW)
    corpus = await search.bounds(["host", "starter"])
    assert (corpus.articles, corpus.undated) == (3, 1)
    assert (corpus.earliest, corpus.latest) == (date(2023, 1, 11), date(2024, 1, 13))
    assert corpus.outlets == (("The Sun", 2), ("", 1))
    assert (await search.bounds([])).articles == 0


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=30), max_size=5), st.lists(st.text(max_size=30), max_size=3))
async def test_no_words_raise(words: list[str], rare: list[str]) -> None:
    async with Database.open(MEMORY) as database:
        await Articles(database).save(record("1", TEXTS["strait.txt"]), "host", now=NOW)
        await Search(database).windows(words, rare, HOST, 5, phrases=words)
        await Search(database).document_frequency(words)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [("台湾海峡", "台湾 湾海 海峡"), ("F-35と林", "と林"), ("plain", ""), ("林", "林"), ("タカ派", "タカ カ派")],
)
def test_unspaced_script_is_paired(text: str, pairs: str) -> None:
    assert wording.pairs(text) == pairs


def test_pairs_of_a_very_long_run_are_whole() -> None:
    run = "".join(chr(0x4E00 + n % 20_000) for n in range(45_001))
    assert wording.pairs(run).split() == [run[at : at + 2] for at in range(len(run) - 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("“Don’t”  go", '"Don\'t" go'), ("a\nb", "a b")],
)
def test_a_digest_looks_past_typography(one: str, other: str) -> None:
    assert wording.digest(one) == wording.digest(other)


async def test_candidates_come_with_their_words(articles: Articles, search: Search) -> None:
    await articles.save(record("a.txt", "Zeppelins moored at the harbour. Ships left."), "host", now=NOW)
    await articles.save(record("b.txt", "The orchard froze. Nobody was hurt."), "host", now=NOW)
    (found,) = await search.candidates([["zeppelins"]], HOST, 9)
    assert found.words.split("\n") == [
        glyphs(text) for text in ("A title", "Zeppelins moored at the harbour.", "Ships left.")
    ]
    assert await search.candidates([["zeppelins"]], ["server:7"], 9) == ()
    assert await search.candidates([["unheardof"]], HOST, 9) == ()


async def test_candidates_that_hold_more_of_the_rare_words_come_first(articles: Articles, search: Search) -> None:
    for n in range(5):
        await articles.save(record(f"{n}.txt", f"Item {n}. A harbour."), "host", now=NOW)
    both = await articles.save(record("both.txt", 'Item last. A "quoted" ferry in a harbour.'), "host", now=NOW)
    found = await search.candidates([["harbour"], ["ferry", "boat"], ['"quoted"']], HOST, 3)
    assert [each.article_id for each in found][:1] == [both.id]
    assert len(found) == 3
    assert found[0].score > found[1].score == found[2].score


async def test_two_words_that_are_neither_rare_nor_common_choose_together(
    articles: Articles, search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.frequency._within_budget", lambda words, _found, _budget: list(words[:1]))
    for n in range(4):
        await articles.save(record(f"{n}.txt", f"Item number{n}. A harbour."), "host", now=NOW)
        await articles.save(record(f"{n}b.txt", f"Item number{n}b. A ferry."), "host", now=NOW)
    both = await articles.save(record("both.txt", "Item last. A ferry in a harbour."), "host", now=NOW)
    found = await search.candidates([["number2"], ["ferry"], ["harbour"]], HOST, 9)
    assert both.id in {each.article_id for each in found}
    assert len(found) == 2


async def test_of_the_rows_of_a_rare_word_those_are_better_that_hold_the_next(
    articles: Articles, search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.frequency.BUDGET", 2)
    monkeypatch.setattr("bot.store.frequency.MIDDLING", 0)
    for n in range(4):
        await articles.save(record(f"{n}.txt", f"Item {n}. A ferry left a pier."), "host", now=NOW)
    first = await articles.save(record("first.txt", "Item first. Zeppelins moored."), "host", now=NOW)
    both = await articles.save(record("both.txt", "Item last. Zeppelins met a ferry."), "host", now=NOW)
    found = await search.candidates([["zeppelins"], ["ferries", "ferry"], ["piers"]], HOST, 9)
    assert [each.article_id for each in found] == [both.id, first.id]


async def test_what_is_known_of_words_counts_windows_that_are_there(articles: Articles, search: Search) -> None:
    gone = await articles.save(record("gone.txt", "A harbour. A ferry."), "host", now=NOW)
    await articles.save(record("stays.txt", "A harbour. An orchard."), "host", now=NOW)
    assert (await search.known(["harbour"], HOST)).counts == {"harbour": 2}
    await articles.remove(gone.id, "host", now=NOW)
    known = await search.known(["harbour", "ferry"], HOST)
    assert (known.counts, known.windows, known.corpus.articles) == ({"harbour": 1, "ferry": 0}, 1, 1)
