from __future__ import annotations

import contextlib
import sqlite3
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import StoreError
from bot.models import Days, Record
from bot.store.articles import Articles
from bot.store.backups import check
from bot.store.corrections import Correction
from bot.store.database import MEMORY, Database
from bot.store.quotations import Quotations
from tests.store.records import NOW, record

TEXTS = (
    "The harbour opened. “We are ready,” she said. 台湾海峡の平和。",
    "The harbour opened late. “We are ready,” she said. “Not before May,” she added. Anna Berg left.",
    "A frost came to Nagano, Anna Berg wrote.",
)
DERIVED = (
    "SELECT * FROM temp.windows",
    "SELECT * FROM temp.quotations",
    "SELECT scope_id, key, articles FROM name ORDER BY 1, 2",
    "SELECT scope_id, word, key FROM name_word ORDER BY 1, 2, 3",
    "SELECT scope_id, key, direct, reported FROM speaker ORDER BY 1, 2",
    "SELECT scope_id, key, kind, published, count(*) FROM quotation_speaker GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
    "SELECT scope_id, first, last, published, count(*) FROM article_day GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
    "SELECT scope_id, outlet, articles, undated FROM outlet ORDER BY 1, 2",
    "SELECT key, count(*) FROM sketch GROUP BY 1 ORDER BY 1",
    "SELECT count(*) FROM window",
)

steps = st.lists(
    st.tuples(
        st.sampled_from(["save", "save", "save", "remove", "restore", "correct", "withdraw", "take back"]),
        st.sampled_from("ab"),
        st.sampled_from(range(len(TEXTS))),
    ),
    max_size=12,
)


def draft(source: str, text: int) -> Record:
    body = TEXTS[text]
    named = {"Anna Berg": "anna berg"} if "Anna Berg" in body else {}
    outlet, day = (None, None) if text == 2 else ("Outlet", date(2024, 1, 1 + text))
    days = (Days(date(2024, 2, 1), date(2024, 2, 3 + text)),)
    return record(source, body, named=named, outlet=outlet, day=day, days=days, title=f"Title {text}")


async def apply(database: Database, step: str, source: str, text: int) -> None:
    articles, quotations = Articles(database), Quotations(database)
    if step == "save":
        await articles.save(draft(source, text), "host", now=NOW)
    listed = {each.source: each.id for each in await articles.list(["host"], removed=None)}
    if source not in listed:
        return
    number = listed[source]
    if step == "remove":
        await articles.remove(number, "host", now=NOW)
    elif step == "restore":
        with contextlib.suppress(StoreError):
            await articles.restore(number, "host", now=NOW)
    found = await quotations.in_articles([number])
    if found and step in {"correct", "withdraw", "take back"}:
        mend = {"correct": Correction(speaker="Bo Ek", speaker_key="bo ek"), "withdraw": Correction(withdrawn=True)}
        await quotations.correct(found[0].id, "host", mend.get(step), now=NOW)


def derived(conn: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    conn.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.windows USING fts5vocab('main', 'window_text', 'col')")
    conn.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.quotations USING fts5vocab('main', 'quotation_text', 'col')")
    return [conn.execute(query).fetchall() for query in DERIVED]


@settings(deadline=None, max_examples=40)
@given(steps)
async def test_whatever_was_done_the_indices_are_those_of_what_is_there(done: list[tuple[str, str, int]]) -> None:
    """The same as if only what is there now had ever been saved, and corrected."""
    async with Database.open(MEMORY) as used, Database.open(MEMORY) as fresh:
        for step, source, text in done:
            await apply(used, step, source, text)
        assert await check(used) == ()
        shown = await Articles(used).get([each.id for each in await Articles(used).list(["host"])])
        for article in shown.values():
            kept = await Articles(used).version(article.id, article.version, ["host"])
            assert kept is not None
            saved = await Articles(fresh).save(kept, "host", now=NOW)
            await correct_alike(used, article.id, fresh, saved.id)
        assert await used.read(derived) == await fresh.read(derived)


async def correct_alike(used: Database, one: int, fresh: Database, other: int) -> None:
    """Puts the same quotations right in both."""
    kept = {each.text: each.quotation for each in await Quotations(used).in_articles([one])}
    for each in await Quotations(fresh).in_articles([other]):
        mended = kept.get(each.text)
        correction = (
            Correction(withdrawn=True)
            if mended is None
            else Correction(speaker=mended.speaker, speaker_key=mended.speaker_key)
            if mended != each.quotation
            else None
        )
        if correction is not None:
            await Quotations(fresh).correct(each.id, "host", correction, now=NOW)
