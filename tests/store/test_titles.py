from __future__ import annotations

import pytest

from bot.store.articles import Articles
from bot.store.database import Database
from bot.store.titles import Titles
from tests.store.records import NOW, record


@pytest.fixture
async def titles(database: Database, articles: Articles) -> Titles:
    for scope, source, title in (
        ("host", "a", "Ministers meet in Tōkyō"),
        ("host", "b", "Ferries sail"),
        ("server:5", "c", "Ministers part"),
    ):
        await articles.save(record(source, title=title, body=f"{title}. A sentence of {source} alone."), scope, now=NOW)
    return Titles(database)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ministers", [1]),
        ("MINI tokyo", [1]),
        ("", [2, 1]),
        ("#2", [2]),
        ("2", [2]),
        ("3", []),
        ("% _", []),
        ('"; DROP TABLE', []),
    ],
)
async def test_articles_are_found_by_parts_of_their_title_or_by_number(titles: Titles, typed, found):
    assert [one.id for one in await titles.containing(typed, ["host"])] == found


async def test_a_scope_sees_its_own_and_the_removed_apart(titles: Titles, articles: Articles):
    assert [one.id for one in await titles.containing("ministers", ["host", "server:5"])] == [3, 1]
    await articles.remove(1, "host", now=NOW)
    assert await titles.containing("ministers", ["host"]) == ()
    assert [one.id for one in await titles.containing("ministers", ["host"], removed=True)] == [1]


async def test_what_comes_in_or_changes_later_is_offered_at_once(titles: Titles, articles: Articles):
    assert len(await titles.containing("ministers", ["host"])) == 1
    saved = await articles.save(record("d", title="Ministers rest", body="A sentence of d alone."), "host", now=NOW)
    assert [one.id for one in await titles.containing("ministers", ["host"])] == [saved.id, 1]
    await articles.save(record("a", title="Envoys meet", body="A sentence of a, changed."), "host", now=NOW)
    assert [one.id for one in await titles.containing("ministers", ["host"])] == [saved.id]
    await articles.remove(saved.id, "host", now=NOW)
    assert await titles.containing("ministers", ["host"]) == ()
    await articles.restore(saved.id, "host", now=NOW)
    assert [one.id for one in await titles.containing("ministers", ["host"])] == [saved.id]
