"""When a remark was made, as its own sentence tells."""

from __future__ import annotations

import pytest

from bot.lexicon import read_table
from bot.models import EntityKind, Kind, Quotation, Span
from bot.text.dates import DateFinder
from bot.text.saying import said_when
from bot.text.segment import segment

DATES = DateFinder.from_tables(read_table)


def quoted(body: str, words: str, cue: str, speaker: str = "Doe") -> Quotation:
    at, verb = body.index(words), body.index(cue)
    return Quotation(
        Kind.DIRECT,
        (Span(at, at + len(words)),),
        speaker,
        speaker.lower(),
        EntityKind.PERSON,
        cue=Span(verb, verb + len(cue)),
    )


def when(body: str, *quotations: Quotation) -> list[str | None]:
    return [q.said.text if q.said else None for q in said_when(body, quotations, DATES.find(body), segment(body))]


@pytest.mark.parametrize(
    ("body", "cue", "said"),
    [
        ("Doe said on Friday, “We stay.”", "said", "Friday"),
        ("“We stay,” Doe told reporters Thursday in Tokyo.", "told", "Thursday"),
        (
            "“We stay,” said Doe, after a meeting at the ministry, Wednesday (11/1/2023).",
            "said",
            "Wednesday (11/1/2023)",
        ),
        ("On Jan. 7, Doe said: “We stay.”", "said", "Jan. 7"),
        ("“We stay,” Doe said.", "said", None),
        ("“We stay,” Doe said during two-day talks.", "said", None),
        ("The ships left Monday. Doe said, “We stay.”", "said", None),
        ("Doe spoke of her visit on Jan. 7, and she said “We stay.”", "said", None),
    ],
)
def test_the_day_stands_in_the_sentence_of_the_cue(body: str, cue: str, said: str | None) -> None:
    assert when(body, quoted(body, "We stay", cue)) == [said]


def test_a_day_inside_the_words_said_is_not_when_they_were_said() -> None:
    body = "Doe said, “We leave on Friday for the island.”"
    assert when(body, quoted(body, "We leave on Friday for the island.", "said")) == [None]


def test_a_remark_that_goes_on_was_made_when_the_one_before_was() -> None:
    body = "“We stay,” Doe said on Friday.\n\n“We hope,” Doe continued."
    first, second = quoted(body, "We stay", "said"), quoted(body, "We hope", "continued")
    assert when(body, first, second) == ["Friday", "Friday"]
    assert when(body, first, quoted(body, "We hope", "continued", "Roe")) == ["Friday", None]
