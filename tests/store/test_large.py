from __future__ import annotations

import time

import pytest

from bot.models import Passage, PassageKind, Span
from bot.store.articles import Articles
from bot.store.sketch import likeness, sketch
from bot.store.windows import WORDS, windows
from tests.store.records import NOW, passages, record

MILLION = 1_000_000


@pytest.mark.parametrize(
    "body",
    [
        "a" * MILLION,
        "a " * (MILLION // 2),
        pytest.param("湾" * MILLION, marks=pytest.mark.long),
        "“" * MILLION,
        "\n" * (MILLION - 1) + "a",
        "One more sentence stands here. " * (MILLION // 31),
        "a. " * (MILLION // 12),
        pytest.param("a. " * (MILLION // 3), marks=pytest.mark.long),  # a third of a million passages: nine seconds
    ],
    ids=[
        "one word",
        "one letter words",
        "one kanji",
        "quote marks",
        "line ends",
        "sentences",
        "one letter sentences",
        "more of them",
    ],
)
async def test_a_million_of_one_thing_is_saved_and_changed_in_about_a_second_each(
    articles: Articles, body: str
) -> None:
    began = time.process_time()
    first = await articles.save(record("a", body), "host", now=NOW)
    await articles.save(record("b", body + "b"), "host", now=NOW)
    await articles.remove(first.id, "host", now=NOW)
    assert time.process_time() - began < 10


def test_windows_of_japanese_are_as_long_as_an_answer() -> None:
    body = "外相は台湾海峡の平和と安定を強調した。" * 200
    spans = windows(body, passages(body))
    assert all(span.end - span.start <= 3 * WORDS for span in spans)
    assert len(spans) > 5


def test_windows_are_whole_passages_in_order() -> None:
    body = " ".join(f"Sentence {n} of many words stands here." for n in range(300))
    spans = windows(body, passages(body))
    edges = {passage.span.start for passage in passages(body)}
    assert all(span.start in edges for span in spans)
    assert [span.start for span in spans] == sorted({span.start for span in spans})
    assert windows("", ()) == (Span(0, 0),)
    assert windows("ab", (Passage(Span(0, 2), PassageKind.SENTENCE, 0),)) == (Span(0, 2),)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ("the same words again", "the same words again", 100, 100),
        ("one two three four", "five six seven eight", 0, 0),
        ("one two three four", "one two three five", 70, 80),
        ("", "", 100, 100),
    ],
)
def test_likeness_is_counted_in_words(one: str, other: str, low: float, high: float) -> None:
    assert low <= likeness(one, other) <= high


def test_a_copy_shares_hashes_and_other_news_does_not() -> None:
    one = " ".join(f"word{n * n % 997}" for n in range(900))
    copy = one.replace("word4 ", "changed ")
    other = " ".join(f"term{n * n % 997}" for n in range(900))
    assert len(set(sketch(one)) & set(sketch(copy))) >= 8
    assert not set(sketch(one)) & set(sketch(other))
    assert sketch("") == ()
