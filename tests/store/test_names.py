from __future__ import annotations

from datetime import date

import pytest

from bot.models import Days
from bot.store.articles import Articles
from bot.store.database import Database
from bot.store.days import Calendar
from bot.store.names import Names
from tests.store.records import NOW, record

HOST = ["host"]


@pytest.fixture
def names(database: Database) -> Names:
    return Names(database)


@pytest.fixture
async def filled(articles: Articles) -> None:
    rows = [
        ("1", "Yoshimasa Hayashi met Kōno Tarō.", {"Yoshimasa Hayashi": "hayashi", "Kōno Tarō": "kono"}),
        ("2", "Hayashi and Ana-Maria Hay spoke.", {"Hayashi": "hayashi", "Ana-Maria Hay": "hay"}),
        ("3", "林芳正 spoke.", {"林芳正": "lin"}),
    ]
    for source, body, named in rows:
        await articles.save(record(source, body, named=named, day=date(2024, 1, int(source))), "host", now=NOW)


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("hayashi y", ["hayashi"]),
        ("Hay", ["hayashi", "hay"]),
        ("kono", ["kono"]),
        ("TARO K", ["kono"]),
        ("mar", ["hay"]),
        ("林", ["lin"]),
        ("xq", []),
        ("hay xq", []),
        ("%", []),
        ("", ["hayashi", "hay", "kono", "lin"]),
    ],
)
@pytest.mark.usefixtures("filled")
async def test_what_is_typed_leads_to_names(names: Names, typed: str, keys: list[str]) -> None:
    assert [each.key for each in await names.starting(typed, HOST)] == keys
    assert await names.starting(typed, ["server:1"]) == ()


@pytest.mark.usefixtures("filled")
async def test_known_names_have_their_fullest_form_and_counts(names: Names, articles: Articles) -> None:
    first = (await names.known(HOST))[0]
    assert (first.key, first.name, first.articles) == ("hayashi", "Yoshimasa Hayashi", 2)
    await articles.remove(1, "host", now=NOW)
    assert {each.key: each.articles for each in await names.known(HOST)} == {"hayashi": 1, "hay": 1, "lin": 1}
    assert await names.starting("kono", HOST) == ()


@pytest.mark.usefixtures("filled")
async def test_articles_that_name_a_key_newest_first(names: Names) -> None:
    found = await names.articles_naming(["hayashi", "lin"], HOST)
    assert found == (3, 2, 1)
    assert await names.articles_naming(["hayashi"], HOST, limit=1) == (2,)
    assert await names.articles_naming(["hayashi"], ["starter"]) == ()
    assert await names.articles_naming([], HOST) == ()


async def test_a_short_beginning_of_many_names_is_answered_from_the_most_named(
    names: Names, articles: Articles
) -> None:
    body = " ".join(f"Axel{n}" for n in range(10_000, 10_400))
    for part in range(4):
        own = body.replace("Axel1", f"Axel{part}")
        await articles.save(
            record(f"{part}", own, named={word: word.casefold() for word in own.split()}), "host", now=NOW
        )
    for letter in "xyz":
        again = record(letter, f"Axel30001 of {letter}.", named={"Axel30001": "axel30001"})
        await articles.save(again, "host", now=NOW)
    found = await names.starting("a", HOST)
    assert len(found) == 25
    assert found[0].key == "axel30001"


async def test_a_rare_name_behind_a_common_first_name_is_found_once_it_is_typed(
    names: Names, articles: Articles
) -> None:
    every = (*(f"Don Aber{number}" for number in range(440)), "Don Zoller")
    body = f"They met {', '.join(every)}."
    named = {name: name.casefold().replace(" ", "-") for name in every}
    await articles.save(record("a", body, named=named), "host", now=NOW)
    assert [each.name for each in await names.starting("don zo", HOST)] == ["Don Zoller"]
    assert len(await names.starting("don", HOST)) == 25


async def test_days_find_what_was_published_or_told_of(articles: Articles, database: Database) -> None:
    calendar = Calendar(database)
    week = Days(date(2024, 2, 5), date(2024, 2, 9))
    year = Days(date(2024, 1, 1), date(2024, 12, 31))
    await articles.save(record("1", "One.", day=date(2024, 2, 7)), "host", now=NOW)
    await articles.save(record("2", "Two.", day=None, days=(week, year)), "host", now=NOW)
    found = await calendar.within(Days.single(date(2024, 2, 7)), HOST)
    assert [(each.article_id, each.published) for each in found] == [(2, False), (1, True)]
    assert await calendar.within(Days.single(date(2024, 2, 10)), HOST) == ()
    assert await calendar.within(Days(date.min, date.max), ["server:1"]) == ()
    assert len(await calendar.within(Days(date.min, date.max), HOST)) == 2
