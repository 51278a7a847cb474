from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.errors import StoreError
from bot.models import Outcome, Span
from bot.store.articles import Articles
from bot.store.database import Database
from bot.store.search import Search
from tests.store.records import NOW, record

HARBOUR = "The harbour of Yokosuka opened early. “We are ready,” the mayor said. Ships came in from the east."
ORCHARD = "An orchard near Nagano lost its apples to a late frost. Growers asked for help on Tuesday."


async def test_gives_back_the_record_as_it_was_saved(articles: Articles) -> None:
    saved = await articles.save(record("a.txt", HARBOUR, named={"Yokosuka": "yokosuka"}), "host", now=NOW)
    article = (await articles.get([saved.id]))[saved.id]
    assert (article.id, article.version, article.scope) == (saved.id, 1, "host")
    assert article.record == record("a.txt", HARBOUR, named={"Yokosuka": "yokosuka"})


async def test_leaves_out_details_where_they_are_not_asked_for(articles: Articles) -> None:
    saved = await articles.save(record("a.txt", HARBOUR), "host", now=NOW)
    lean = (await articles.get([saved.id], details=False))[saved.id].record
    assert lean == replace(record("a.txt", HARBOUR), removed=(), quotations=(), ignored=())


async def test_dates_and_names_of_some_spans_are_given_later(articles: Articles) -> None:
    told = record("a.txt", HARBOUR, named={"Yokosuka": "yokosuka", "mayor": "mayor"})
    saved = await articles.save(told, "host", now=NOW)
    spans = {saved.id: [Span(HARBOUR.index("Yokosuka"), HARBOUR.index(" opened"))]}
    lean = await articles.at(spans)
    assert [passage.span.of(HARBOUR) for passage in lean[saved.id].record.passages] == [
        HARBOUR.split("“", maxsplit=1)[0].strip()
    ]
    detailed = await articles.detailed(lean, spans)
    assert [name.name for name in detailed[saved.id].record.names] == ["Yokosuka"]
    assert not detailed[saved.id].record.quotations


async def test_what_was_changed_or_removed_meanwhile_gets_no_details(articles: Articles) -> None:
    spans = {}
    for source in ("a.txt", "b.txt"):
        spans[(await articles.save(record(source, source + HARBOUR), "host", now=NOW)).id] = [Span(0, 9)]
    read = await articles.at(spans)
    await articles.save(record("a.txt", ORCHARD), "host", now=NOW)
    await articles.remove([*spans][1], "host", now=NOW)
    assert await articles.detailed(read, spans) == {}


async def test_gathered_indices_find_the_same(articles: Articles, search: Search) -> None:
    for n in range(30):
        await articles.save(record(f"{n}.txt", f"Ship number{n} left. {HARBOUR}"), "host", now=NOW)
    before = await search.windows(["number7", "harbour"], [], ["host"], 40)
    await articles.settle()
    assert await search.windows(["number7", "harbour"], [], ["host"], 40) == before
    await articles.remove(before[0].article_id, "host", now=NOW)
    assert len(await search.windows(["number7", "harbour"], [], ["host"], 40)) == len(before) - 1


async def test_text_of_any_kind_comes_back(articles: Articles) -> None:
    odd = "A \x00 and \ud800 and 台湾 and 🏯 and \u202e. “Quoted \udfff words,” he said."
    saved = await articles.save(record("odd\udc80.txt", odd), "host", now=NOW)
    assert (await articles.get([saved.id]))[saved.id].record == record("odd\udc80.txt", odd)
    assert await articles.by_source(["host"], "odd\udc80.txt")


async def test_the_same_article_again_changes_nothing(articles: Articles) -> None:
    first = await articles.save(record("a.txt", HARBOUR), "host", now=NOW)
    again = await articles.save(record("a.txt", HARBOUR), "host", now=NOW)
    assert (again.outcome, again.id, again.version) == (Outcome.UNCHANGED, first.id, 1)
    assert len(await articles.history(first.id, ["host"])) == 1


async def test_a_changed_text_is_a_new_version_and_the_old_one_is_kept(articles: Articles, search: Search) -> None:
    first = await articles.save(record("a.txt", HARBOUR), "host", now=NOW)
    changed = HARBOUR.replace("Ships", "Ferries")
    second = await articles.save(record("a.txt", changed), "host", by="7", now=NOW)
    assert (second.outcome, second.id, second.version) == (Outcome.NEW_VERSION, first.id, 2)
    assert (await articles.version(first.id, 1, ["host"])) == record("a.txt", HARBOUR)
    assert [version.by for version in await articles.versions(first.id, ["host"])] == [None, "7"]
    assert not await search.windows(["ships"], ["ships"], ["host"], 5)
    assert await search.windows(["ferries"], ["ferries"], ["host"], 5)


async def test_a_changed_header_is_a_new_version(articles: Articles) -> None:
    await articles.save(record("a.txt", HARBOUR), "host", now=NOW)
    saved = await articles.save(record("a.txt", HARBOUR, title="Another"), "host", now=NOW)
    assert saved.outcome is Outcome.NEW_VERSION


async def test_the_same_text_read_better_is_the_same_version(articles: Articles) -> None:
    await articles.save(record("a.txt", HARBOUR, speaker=None), "host", now=NOW)
    saved = await articles.save(record("a.txt", HARBOUR, speaker="The mayor"), "host", now=NOW)
    assert (saved.outcome, saved.version) == (Outcome.UNCHANGED, 1)
    assert (await articles.get([saved.id]))[saved.id].record.quotations[0].speaker == "The mayor"


async def test_the_same_text_under_another_source_is_not_stored(articles: Articles) -> None:
    first = await articles.save(record("a.txt", HARBOUR), "host", now=NOW)
    twin = await articles.save(record("b.txt", HARBOUR.replace(" The", "\nThe")), "host", now=NOW)
    assert (twin.outcome, twin.id, twin.near[0].source) == (Outcome.DUPLICATE, first.id, "a.txt")
    assert len(await articles.list(["host"])) == 1
    other = await articles.save(record("b.txt", HARBOUR), "server:1", now=NOW)
    assert other.outcome is Outcome.ADDED
    assert other.near[0].likeness == 100


async def test_a_version_with_the_text_of_another_source_is_not_stored(articles: Articles) -> None:
    first = await articles.save(record("a.txt", HARBOUR), "host", now=NOW)
    second = await articles.save(record("b.txt", ORCHARD), "host", now=NOW)
    twin = await articles.save(record("a.txt", ORCHARD), "host", now=NOW)
    assert (twin.outcome, twin.id) == (Outcome.DUPLICATE, second.id)
    assert (await articles.get([first.id]))[first.id].record.body == HARBOUR


async def test_a_near_copy_is_stored_and_named_with_its_likeness(articles: Articles) -> None:
    long = " ".join(f"Sentence number {n} tells of harbour matter {n * 7} in some detail." for n in range(40))
    first = await articles.save(record("a.txt", long), "host", now=NOW)
    await articles.save(record("c.txt", ORCHARD), "host", now=NOW)
    copy = await articles.save(record("b.txt", long.replace("number 3 ", "number three ")), "host", now=NOW)
    assert copy.outcome is Outcome.ADDED
    assert [(each.id, each.source) for each in copy.near] == [(first.id, "a.txt")]
    assert 95 < copy.near[0].likeness < 100


async def test_a_near_copy_of_another_server_is_not_named(articles: Articles) -> None:
    await articles.save(record("a.txt", HARBOUR), "server:1", now=NOW)
    other = await articles.save(record("b.txt", HARBOUR + " Fog."), "server:2", now=NOW)
    assert other.near == ()


async def test_ids_are_never_reused(articles: Articles) -> None:
    first = await articles.save(record("a.txt", HARBOUR), "host", now=NOW)
    await articles.remove(first.id, "host", now=NOW)
    second = await articles.save(record("b.txt", HARBOUR), "host", now=NOW)
    assert second.id > first.id


async def test_a_removed_article_is_found_nowhere_until_it_is_restored(articles: Articles, search: Search) -> None:
    saved = await articles.save(record("a.txt", HARBOUR), "host", now=NOW)
    assert await articles.remove(saved.id, "host", by="7", now=NOW)
    assert not await articles.remove(saved.id, "host", by="7", now=NOW)
    assert await articles.get([saved.id]) == {}
    assert await articles.by_source(["host"], "a.txt") == ()
    assert await articles.list(["host"]) == ()
    assert not await search.windows(["harbour"], [], ["host"], 5)
    assert (await search.bounds(["host"])).articles == 0
    assert [listed.id for listed in await articles.list(["host"], removed=True)] == [saved.id]
    assert await articles.restore(saved.id, "host", by="8", now=NOW)
    assert await search.windows(["harbour"], [], ["host"], 5)
    history = await articles.history(saved.id, ["host"])
    assert [(event.deed, event.by) for event in history] == [("added", None), ("removed", "7"), ("restored", "8")]


async def test_saving_a_removed_article_brings_it_back(articles: Articles, search: Search) -> None:
    saved = await articles.save(record("a.txt", HARBOUR), "host", now=NOW)
    await articles.remove(saved.id, "host", now=NOW)
    again = await articles.save(record("a.txt", HARBOUR), "host", now=NOW)
    assert (again.outcome, again.id) == (Outcome.UNCHANGED, saved.id)
    assert await search.windows(["harbour"], [], ["host"], 5)


async def test_restoring_what_came_in_anew_is_refused(articles: Articles) -> None:
    saved = await articles.save(record("a.txt", HARBOUR), "host", now=NOW)
    await articles.remove(saved.id, "host", now=NOW)
    await articles.save(record("b.txt", HARBOUR), "host", now=NOW)
    with pytest.raises(StoreError, match="came in anew as #2"):
        await articles.restore(saved.id, "host", now=NOW)


async def test_an_interaction_that_made_a_change_makes_none_again(articles: Articles) -> None:
    first = await articles.save(record("a.txt", HARBOUR), "host", now=NOW, interaction="1")
    changed = record("a.txt", HARBOUR + " Fog.")
    assert (await articles.save(changed, "host", now=NOW, interaction="1")).outcome is Outcome.UNCHANGED
    assert (await articles.save(changed, "host", now=NOW, interaction="2")).outcome is Outcome.NEW_VERSION
    assert await articles.remove(first.id, "host", now=NOW, interaction="3")
    assert await articles.restore(first.id, "host", now=NOW, interaction="4")
    assert not await articles.remove(first.id, "host", now=NOW, interaction="3")
    assert len(await articles.list(["host"])) == 1


async def test_another_scope_reaches_nothing(articles: Articles, search: Search) -> None:
    saved = await articles.save(record("a.txt", HARBOUR), "server:1", now=NOW)
    foreign = ["host", "starter", "server:2"]
    assert await articles.get([saved.id], foreign) == {}
    assert await articles.by_source(foreign, "a.txt") == ()
    assert await articles.list(foreign) == ()
    assert await articles.history(saved.id, foreign) == ()
    assert await articles.versions(saved.id, foreign) == ()
    assert await articles.version(saved.id, 1, foreign) is None
    assert not await articles.remove(saved.id, "server:2", now=NOW)
    assert not await search.windows(["harbour"], [], foreign, 5)
    assert await search.windows(["harbour"], [], [*foreign, "server:1"], 5)


async def test_what_is_no_scope_is_refused(articles: Articles) -> None:
    with pytest.raises(StoreError, match="no scope"):
        await articles.save(record("a.txt", HARBOUR), "server:x", now=NOW)


async def test_a_list_goes_on_where_it_stopped(articles: Articles) -> None:
    for n in range(5):
        await articles.save(record(f"{n}.txt", f"{HARBOUR} Number {n}.", day=date(2024, 1, n + 1)), "host", now=NOW)
    first = await articles.list(["host"], limit=3)
    rest = await articles.list(["host"], after=first[-1].id, limit=3)
    assert [listed.source for listed in (*first, *rest)] == [f"{n}.txt" for n in range(5)]
    assert first[0].published == date(2024, 1, 1)


async def test_all_indices_are_empty_when_all_is_removed(articles: Articles, database: Database) -> None:
    body = HARBOUR + " 台湾海峡の平和。"
    saved = await articles.save(record("a.txt", body, named={"Yokosuka": "yokosuka"}), "host", now=NOW)
    await articles.save(record("a.txt", body + " More.", named={"Yokosuka": "yokosuka"}), "host", now=NOW)
    await articles.remove(saved.id, "host", now=NOW)
    assert await database.read(_left) == {}


def _left(conn) -> dict[str, int]:
    tables = ("window", "quotation_speaker", "speaker", "name", "name_word", "article_day", "sketch")
    conn.execute("CREATE VIRTUAL TABLE temp.v USING fts5vocab('main', 'window_text', 'row')")
    conn.execute("CREATE VIRTUAL TABLE temp.q USING fts5vocab('main', 'quotation_text', 'row')")
    counts = {table: conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in (*tables, "v", "q")}
    return {table: count for table, count in counts.items() if count}


async def test_windows_cover_every_passage(articles: Articles, search: Search) -> None:
    body = " ".join(f"Sentence {n} is about item{n} alone." for n in range(200))
    saved = await articles.save(record("a.txt", body), "host", now=NOW)
    for n in (0, 42, 43, 100, 199):
        (hit,) = await search.windows([f"item{n}"], [], ["host"], 5)
        assert hit.article_id == saved.id
        assert f"item{n} " in Span(hit.span.start, hit.span.end).of(body)
