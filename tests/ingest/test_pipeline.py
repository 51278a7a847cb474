import re
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.errors import ArticleRefused, DatabaseFull
from bot.ingest.pipeline import TOGETHER, Result, ingest
from bot.ingest.readers import Reader
from bot.ingest.understand import Understanding
from bot.lexicon import read_table
from bot.models import RawArticle, Record, Saved
from bot.store.articles import Articles
from bot.store.database import Database

NOW = datetime(2026, 1, 1, tzinfo=UTC)
STORY = (
    "Ministers Agree on Yearly Drill\n15:15 JST, January 13, 2024\n"
    "WASHINGTON — Foreign Minister Ann Example met the envoy of the council on Friday and agreed to hold the drill every year.\n"
    "“We will keep the strait open,” Example told reporters after the talks, which lasted three hours.\n"
    "Baca: Two Navies Plan to Train Together\n(abc)\n"
)


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding.from_tables(read_table)


@pytest.fixture
async def articles(tmp_path) -> AsyncIterator[Articles]:
    async with Database.open(tmp_path / "a.db") as database:
        yield Articles(database)


async def take_in(paths: list[Path], understanding: Understanding, articles: Articles) -> list[Result]:
    reader = Reader(read_table("fields"), 100_000)
    return [result async for result in ingest(paths, reader, understanding, articles, scope="host", clock=lambda: NOW)]


async def test_each_article_has_a_line_and_refusals_do_not_stop_the_rest(tmp_path, understanding, articles) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY)
    (folder / "b.txt").write_text("")
    (folder / "c.txt").write_text("Advertisement\n")
    (folder / "d.jsonl").write_text('{"text": "The council met in Naha and agreed on nothing at all."}\n{"text"\n')
    results = await take_in([folder], understanding, articles)
    assert [re.sub(r"#\d+, .*", "#", result.line) for result in results if result.saved] == [
        "a.txt: added as #",
        "d.jsonl#1: added as #",
    ]
    assert [result.line for result in results if result.refused] == [
        "b.txt: refused, it is empty.",
        "c.txt: refused, nothing is left after cleaning: no sentence of an article is in it.",
        "d.jsonl#2: refused, line 2 is not valid JSON: Expecting ':' delimiter (column 8).",
    ]
    assert [(result.file, result.files) for result in results] == [(1, 4), (2, 4), (3, 4), (4, 4), (4, 4)]


async def test_the_same_article_again_and_a_copy_say_so(tmp_path, understanding, articles) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    (first,) = await take_in([path], understanding, articles)
    (again,) = await take_in([path], understanding, articles)
    assert "added as #" in first.line
    assert again.line == f"a.txt: unchanged, it is #{first.saved.id if first.saved else 0} already"
    copy = tmp_path / "b.txt"
    copy.write_text(STORY)
    (twin,) = await take_in([copy], understanding, articles)
    assert twin.line.startswith("b.txt: not stored, the same text as #")
    path.write_text(STORY.replace("three hours", "four hours"))
    (changed,) = await take_in([path], understanding, articles)
    assert changed.line.startswith("a.txt: version 2 of #")


class NearlyFull(Articles):
    """Takes two articles more."""

    async def save_all(
        self, records: Sequence[Record], scope: str, *, by: str | None = None, now: datetime
    ) -> list[Saved]:
        if len(records) > 2:
            raise DatabaseFull("The disk is full.")
        return await super().save_all(records, scope, by=by, now=now)

    async def save(self, record: Record, scope: str, **told: Any) -> Saved:
        if record.source == "c.txt":
            raise DatabaseFull("The disk is full.")
        return await super().save(record, scope, **told)


async def test_what_can_not_be_stored_together_is_stored_as_far_as_that_goes(tmp_path, understanding) -> None:
    paths = [tmp_path / f"{name}.txt" for name in "abcd"]
    for path in paths:
        path.write_text(STORY.replace("three", path.stem))
    async with Database.open(tmp_path / "a.db") as database:
        shelf = NearlyFull(database)
        with pytest.raises(DatabaseFull):
            await take_in(paths, understanding, shelf)
        assert [listed.source for listed in await shelf.list(["host"])] == ["a.txt", "b.txt"]


async def test_many_articles_are_stored_a_few_at_a_time_in_their_order(tmp_path, understanding, articles) -> None:
    count = 2 * TOGETHER + 1
    for number in range(count):
        (tmp_path / f"{number:03}.txt").write_text(STORY.replace("three", str(number + 20)))
    paths = [tmp_path / f"{number:03}.txt" for number in range(count)]
    results = await take_in(paths, understanding, articles)
    assert [result.source for result in results] == [path.name for path in paths]
    assert [result.saved.id for result in results if result.saved] == list(range(1, count + 1))
    assert "looks like #1 000.txt" in results[1].line


def test_a_record_holds_what_the_text_says(understanding) -> None:
    record = understanding.understand(RawArticle("a.txt", STORY, ignored=("mood",)))
    assert [passage.span.of(record.body)[:12] for passage in record.passages] == ["WASHINGTON —", "“We will kee"]
    assert record.header.title is not None
    assert record.header.title.value == "Ministers Agree on Yearly Drill"
    assert [item.reason for item in record.removed] == ["title", "stamp", "related", "initials"]
    assert record.names
    assert record.dates[0].candidates[0].days.first.isoformat() == "2024-01-12"
    assert record.ignored == ("mood",)


def test_a_text_without_a_sentence_is_refused(understanding) -> None:
    with pytest.raises(ArticleRefused, match="nothing is left after cleaning"):
        understanding.understand(RawArticle("a.txt", "Advertisement\n\n* * *"))
