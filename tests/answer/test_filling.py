"""What is shown beside the passage that bears an answer, over a small corpus of our own."""

from datetime import date

import pytest

from bot.answer.filling import Piece, around, fill
from bot.answer.render import SCREEN, plain
from bot.models import Article, Ask, QuestionKind, Span
from bot.services import Services

NOW = date(2024, 3, 1)
TEXT = """---
title: The lighthouse of Ost
outlet: Coast Courier
published: 2024-02-28
---

The keeper of the lighthouse found a bottle on Monday. It had a letter in it.

The letter was written by a sailor called Brandt.

Nobody in the village knew the name.
"""


async def article_of(services: Services) -> Article:
    corpus = await services.articles.by_source(["host"], "ost.md")
    return corpus[0]


@pytest.fixture
async def services(tmp_path):
    (tmp_path / "ost.md").write_text(TEXT, "utf-8")
    async with Services.open(tmp_path / "corpus.db") as opened:
        async for result in opened.ingest([tmp_path / "ost.md"]):
            assert result.refused is None
        yield opened


def piece(article: Article, words: str) -> Piece:
    start = article.record.body.index(words)
    return Piece(article, Span(start, start + len(words)))


async def test_what_stands_around_is_shown_in_its_order_and_joined_on_a_line(services):
    article = await article_of(services)
    first = piece(article, "It had a letter in it.")
    shown = fill(first, around(article, first.span), room=SCREEN)
    assert [each.words for each in shown] == [
        "The keeper of the lighthouse found a bottle on Monday. It had a letter in it.",
        "The letter was written by a sailor called Brandt.",
        "Nobody in the village knew the name.",
    ]


@pytest.mark.parametrize(("room", "count"), [(0, 1), (110, 1), (130, 2), (SCREEN, 3)])
async def test_only_what_fits_is_shown_and_the_first_in_any_case(services, room, count):
    article = await article_of(services)
    first = piece(article, "The letter was written by a sailor called Brandt.")
    others = [piece(article, "It had a letter in it."), piece(article, "Nobody in the village knew the name.")]
    assert len(fill(first, others, room)) == count


async def test_nothing_is_shown_twice(services):
    article = await article_of(services)
    first = piece(article, "It had a letter in it.")
    assert fill(first, [first, Piece(article, Span(first.span.start, first.span.end - 4))], SCREEN) == [first]


async def test_an_answer_tells_its_surroundings_cites_each_and_names_its_article_once(services):
    answer = await services.answer(Ask(QuestionKind.ASK, NOW, ("host",), "What did the keeper of the lighthouse find?"))
    text = plain(answer)
    assert "sailor called Brandt" in text
    assert text.count("Coast Courier, 28 February 2024") == 1
    assert len(text) <= SCREEN
    body = (await article_of(services)).record.body
    assert "a bottle" in answer.citations[0].passage
    assert all(citation.passage == citation.span.of(body) for citation in answer.citations)


FILLER = "after a winter in which storms came in from the west and planks were lifted one by one by the sea, "
BRIDGE = "The relocation of the Kurosaki depot, {filler}will cost {cost} billion yen, the Defense Ministry said."
OTHERS = (
    "Fishermen caught herring off the northern cape for the first time since spring, and sold it at the quay.",
    "The airport raised its landing fee to 1,200 yen because the runway needed repairs, an engineer said.",
    "A delegation of teachers visited three schools in Naha and asked how English is taught there.",
)


@pytest.mark.parametrize(("times", "both"), [(0, True), (6, False)])
async def test_a_headline_tells_no_figure_of_which_no_word_is_shown(tmp_path, times, both):
    told = [BRIDGE.format(filler=FILLER * times, cost=cost) for cost in (42, 47)]
    for at, text in enumerate((*told, *OTHERS)):
        head = f"---\ntitle: News {at}\noutlet: Paper {at}\npublished: 2024-02-2{at}\n---\n\n"
        (tmp_path / f"{at}.md").write_text(head + text, "utf-8")
    async with Services.open(tmp_path / "corpus.db") as services:
        async for result in services.ingest([tmp_path / f"{at}.md" for at in range(5)]):
            assert result.refused is None
        question = "How much will the relocation of the Kurosaki depot cost?"
        answer = await services.answer(Ask(QuestionKind.ASK, NOW, ("host",), question))
    shown = " ".join(block.words for block in answer.blocks)
    figures = [cost for cost in ("42", "47") if cost in answer.headline]
    assert figures, plain(answer)
    assert [cost for cost in figures if cost not in shown] == []
    assert (len(figures) == 2) is both, plain(answer)
