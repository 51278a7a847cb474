from __future__ import annotations

from datetime import date

import pytest

from bot.models import Kind
from bot.store import wording
from bot.store.articles import Articles
from bot.store.corrections import Correction
from bot.store.quotations import Quotations
from tests.store.records import NOW, record

HOST = ["host"]
BODY = (
    "The council met over the frozen harbour. “We shall clear the ice,” she said. "
    "Asked about cost, she was brief. “It will be dear.” Nobody else spoke."
)


async def test_quotations_have_numbers_and_words_in_the_order_of_the_article(
    articles: Articles, quotations: Quotations
) -> None:
    saved = await articles.save(record("a", BODY), "host", now=NOW)
    found = await quotations.in_articles([saved.id])
    assert [each.text for each in found] == ["We shall clear the ice,", "It will be dear."]
    assert found[0].quotation == record("a", BODY).quotations[0]
    assert (await quotations.get([found[1].id], HOST))[found[1].id] == found[1]
    assert await quotations.get([found[1].id], ["server:1"]) == {}


async def test_found_by_their_words_and_by_what_stands_around(articles: Articles, quotations: Quotations) -> None:
    await articles.save(record("a", BODY), "host", now=NOW)
    assert [each.text for each in await quotations.matching(["cleared", "ice"], ["ice"], HOST, 5)] == [
        "We shall clear the ice,"
    ]
    assert await quotations.matching(["cost"], [], HOST, 5) == ()
    (near,) = await quotations.matching(["cost"], [], HOST, 5, around=True)
    assert near.text == "It will be dear."


async def test_matching_can_ask_for_a_speaker(articles: Articles, quotations: Quotations) -> None:
    await articles.save(record("a", BODY), "host", now=NOW)
    await articles.save(record("b", "“Ice is slippery,” he said.", speaker="Bo Ek"), "host", now=NOW)
    found = await quotations.matching(["ice"], [], HOST, 5, speakers=["bo ek", "nobody"])
    assert [each.quotation.speaker for each in found] == ["Bo Ek"]


async def test_by_speaker_newest_first_and_within_days(articles: Articles, quotations: Quotations) -> None:
    for source, day in (("1", date(2023, 1, 1)), ("2", None), ("3", date(2024, 5, 5))):
        await articles.save(record(source, f"“Remark number {source},” she said.", day=day), "host", now=NOW)
    every = await quotations.by_speaker(["ada lovelace"], HOST)
    assert [each.text[-2] for each in every] == ["3", "1", "2"]
    late = await quotations.by_speaker(["ada lovelace"], HOST, since=date(2024, 1, 1))
    assert [each.text[-2] for each in late] == ["3"]
    early = await quotations.by_speaker(["ada lovelace"], HOST, until=date(2023, 1, 1))
    assert [each.text[-2] for each in early] == ["1"]
    assert await quotations.by_speaker(["ada lovelace"], HOST, kind=Kind.REPORTED) == ()


async def test_a_joint_remark_is_found_under_each_of_its_speakers(articles: Articles, quotations: Quotations) -> None:
    joint = record("a", "“We agree,” they said.", speaker="Joint statement", joint=("bo ek", "li na"))
    await articles.save(joint, "host", now=NOW)
    for key in ("joint statement", "bo ek", "li na"):
        assert len(await quotations.by_speaker([key], HOST)) == 1
    assert len(await quotations.by_speaker(["bo ek", "li na"], HOST)) == 1


async def test_speakers_are_counted(articles: Articles, quotations: Quotations) -> None:
    await articles.save(record("a", BODY), "host", now=NOW)
    await articles.save(record("b", "“So it goes,” she was told.", kind=Kind.REPORTED), "starter", now=NOW)
    await articles.save(record("c", "“Foreign.”", speaker="Bo Ek"), "server:1", now=NOW)
    (ada,) = await quotations.speakers(["host", "starter"])
    assert (ada.key, ada.name, ada.direct, ada.reported) == ("ada lovelace", "Ada Lovelace", 2, 1)


async def test_a_quotation_found_again_keeps_its_number(articles: Articles, quotations: Quotations) -> None:
    saved = await articles.save(record("a", BODY), "host", now=NOW)
    ice, dear = await quotations.in_articles([saved.id])
    changed = record("a", BODY.replace("It will be dear.", "It will be cheap.").replace("The council", "In May, they"))
    assert [each.text for each in await articles.orphaned_by(saved.id, changed)] == ["It will be dear."]
    await articles.save(changed, "host", now=NOW)
    again, cheap = await quotations.in_articles([saved.id])
    assert (again.id, again.text) == (ice.id, ice.text)
    assert again.quotation.span != ice.quotation.span
    assert cheap.id not in {ice.id, dear.id}
    assert await quotations.get([dear.id]) == {}
    assert await quotations.matching(["dear"], [], HOST, 5) == ()
    await articles.save(record("a", BODY), "host", now=NOW)
    assert [each.id for each in await quotations.in_articles([saved.id])] == [ice.id, dear.id]


async def test_the_same_words_twice_are_two_quotations(articles: Articles, quotations: Quotations) -> None:
    body = "“No,” she said. Later again: “No,” she said."
    saved = await articles.save(record("a", body), "host", now=NOW)
    first = [each.id for each in await quotations.in_articles([saved.id])]
    await articles.save(record("a", "Then. " + body), "host", now=NOW)
    assert [each.id for each in await quotations.in_articles([saved.id])] == first
    assert len(set(first)) == 2


@pytest.mark.parametrize("reread", [False, True])
async def test_a_correction_outlives_re_reading(articles: Articles, quotations: Quotations, reread: bool) -> None:
    saved = await articles.save(record("a", BODY), "host", now=NOW)
    ice, dear = await quotations.in_articles([saved.id])
    mend = Correction(speaker="Bo Ek", speaker_key="bo ek", kind=Kind.REPORTED)
    assert await quotations.correct(ice.id, "host", mend, by="7", now=NOW)
    assert await quotations.correct(dear.id, "host", Correction(withdrawn=True), by="7", now=NOW)
    if reread:
        await articles.save(record("a", "New first line. " + BODY, title="New"), "host", now=NOW)
    (left,) = await quotations.in_articles([saved.id])
    assert (left.id, left.quotation.speaker, left.quotation.kind) == (ice.id, "Bo Ek", Kind.REPORTED)
    assert (await articles.get([saved.id]))[saved.id].record.quotations == (left.quotation,)
    assert await quotations.by_speaker(["ada lovelace"], HOST) == ()
    assert await quotations.by_speaker(["bo ek"], HOST) == (left,)
    assert await quotations.matching(["dear"], [], HOST, 5) == ()
    assert [count.key for count in await quotations.speakers(HOST)] == ["bo ek"]


async def test_a_correction_can_be_taken_back(articles: Articles, quotations: Quotations) -> None:
    saved = await articles.save(record("a", BODY), "host", now=NOW)
    before = await quotations.in_articles([saved.id])
    await quotations.correct(before[0].id, "host", Correction(withdrawn=True), now=NOW)
    assert await quotations.mended(saved.id, HOST) == ((before[0], Correction(withdrawn=True)),)
    assert await quotations.mended(saved.id, ["server:1"]) == ()
    assert await quotations.correct(before[0].id, "host", None, now=NOW)
    assert await quotations.mended(saved.id, HOST) == ()
    assert await quotations.in_articles([saved.id]) == before
    deeds = [event.deed for event in await articles.history(saved.id, HOST)]
    assert deeds == ["added", "corrected", "correction taken back"]


async def test_another_scope_corrects_nothing(articles: Articles, quotations: Quotations) -> None:
    saved = await articles.save(record("a", BODY), "host", now=NOW)
    (ice, _) = await quotations.in_articles([saved.id])
    assert not await quotations.correct(ice.id, "server:1", Correction(withdrawn=True), now=NOW)
    assert len(await quotations.in_articles([saved.id])) == 2


async def test_a_speaker_without_a_key_is_found_by_the_folded_name(articles: Articles, quotations: Quotations) -> None:
    await articles.save(record("a", "“Fine,” it said.", speaker=None), "host", now=NOW)
    assert await quotations.speakers(HOST) == ()
    assert len(await quotations.matching(["fine"], [], HOST, 5)) == 1


def test_two_of_the_other_words_or_one_of_the_rare_choose_the_rows() -> None:
    assert wording.paired(["a"], ["b", "c", "d"]) == '"a" OR ("c" AND ("b")) OR ("d" AND ("b" OR "c"))'
    assert wording.paired([], ["b"]) == wording.paired([], []) == ""
    assert wording.paired([], ["?", "b", "c"]) == '("c" AND ("b"))'
