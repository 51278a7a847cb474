from datetime import date, time

import pytest

from bot.answer.citing import Citer, passages_of, show_stamp
from bot.models import (
    Article,
    Fact,
    Found,
    Header,
    Kind,
    Passage,
    PassageKind,
    Precision,
    Quotation,
    Record,
    Span,
    Stamp,
)

BODY = "The minister spoke on Monday. “We stand firm,” she said. “We always have.” It rained."


def spans(*texts: str) -> tuple[Span, ...]:
    return tuple(Span(BODY.index(text), BODY.index(text) + len(text)) for text in texts)


SENTENCES = spans("The minister spoke on Monday.", "“We stand firm,” she said.", "“We always have.”", "It rained.")
STAMP = Stamp(date(2024, 1, 13), Precision.MINUTE, Found.STATED, time(15, 15), "JST", 540)
ARTICLE = Article(
    7,
    1,
    "host",
    Record(
        "rain.txt",
        Header(Fact("Rain", "Rain"), Fact("The Daily", "By The Daily"), published=STAMP, published_line="15:15 JST"),
        BODY,
        tuple(Passage(span, PassageKind.SENTENCE, 0) for span in SENTENCES),
    ),
)


@pytest.mark.parametrize(
    ("stamp", "shown"),
    [
        (None, "undated"),
        (STAMP, "13 January 2024, 15:15 JST"),
        (Stamp(date(2024, 5, 3), Precision.DAY, Found.STATED), "3 May 2024"),
        (Stamp(date(2024, 5, 1), Precision.MONTH, Found.STATED), "May 2024"),
        (Stamp(date(2024, 1, 1), Precision.YEAR, Found.INFERRED), "2024"),
        (
            Stamp(date(2024, 5, 3), Precision.MINUTE, Found.STATED, time(9, 5), None, -210),
            "3 May 2024, 09:05 UTC-03:30",
        ),
        (Stamp(date(2024, 5, 3), Precision.MINUTE, Found.STATED, time(9, 5)), "3 May 2024, 09:05"),
    ],
)
def test_a_stamp_is_shown_with_the_precision_it_has(stamp, shown):
    assert show_stamp(stamp) == shown


def test_a_citation_is_the_passage_around_the_span_word_for_word():
    citer = Citer()
    assert citer.cite(ARTICLE, spans("stand")[0]) == 1
    (citation,) = citer.citations
    assert citation.span is not None
    assert citation.passage == citation.span.of(BODY) == "“We stand firm,” she said."
    assert (citation.title, citation.outlet, citation.published) == ("Rain", "The Daily", "13 January 2024, 15:15 JST")


def test_the_same_passage_is_cited_once_and_numbers_follow_strength():
    citer = Citer()
    assert [citer.cite(ARTICLE, span) for span in spans("rained", "Monday", "It rained", "minister")] == [1, 2, 1, 2]
    assert [citation.number for citation in citer.citations] == [1, 2]


def test_a_header_fact_has_no_span_and_the_line_as_passage():
    citer = Citer()
    assert citer.cite_header(ARTICLE, "15:15 JST") == citer.cite_header(ARTICLE, "15:15 JST") == 1
    assert (citer.citations[0].span, citer.citations[0].passage) == (None, "15:15 JST")


def test_parts_of_a_quotation_share_a_group():
    citer = Citer()
    split = Quotation(Kind.DIRECT, spans("We stand firm,", "We always have."), "the minister")
    assert citer.quote(ARTICLE, split, 3) == citer.quote(ARTICLE, split, 3) == 1
    citer.quote_parts(ARTICLE, spans("It rained"), None, Kind.REPORTED)
    assert [(part.text, part.group) for part in citer.quotations] == [
        ("We stand firm,", 1),
        ("We always have.", 1),
        ("It rained", 2),
    ]


def test_a_span_across_sentences_takes_all_that_it_touches():
    whole = passages_of(ARTICLE.record.passages, spans("firm,” she said. “We")[0])
    assert whole.of(BODY) == "“We stand firm,” she said. “We always have.”"


def test_a_span_outside_every_passage_is_cited_as_it_is():
    assert passages_of((), Span(3, 9)) == Span(3, 9)
