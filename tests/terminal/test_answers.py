import io
from dataclasses import replace

import pytest

from bot.models import Answer, Block, Citation, Kind, QuestionKind, Span
from bot.terminal.answers import print_answer
from bot.terminal.screen import Screen

WORDS = "The talks were held in Nagoya on Monday."
CITATION = Citation(
    1, 7, "talks.md", Span(0, len(WORDS)), WORDS, title="Talks in Nagoya", outlet="The Example", published="5 May 2025"
)


def shown(answer, *, bold=False, width=None):
    out = io.StringIO()
    print_answer(answer, Screen(out, io.StringIO(), bold=bold, width=width))
    return out.getvalue()


def answer(**parts):
    return Answer(QuestionKind.WHERE, answered=True, headline="Nagoya", confidence=0.9, **parts)


def test_headline_then_the_words_with_the_answer_marked_then_the_citation():
    block = Block(words=WORDS, marks=(Span(23, 29),), citations=(1,))
    assert shown(answer(blocks=(block,), citations=(CITATION,))) == (
        "Nagoya\n\nThe talks were held in «Nagoya» on Monday. [1]\n\n"
        "[1] The Example — Talks in Nagoya — 5 May 2025 (talks.md)\n"
    )


def test_an_articles_facts_are_told_once_however_often_it_is_cited():
    other = replace(CITATION, number=2, article_id=8, source="more.md", title="More talks")
    cited = (CITATION, other, replace(CITATION, number=3))
    assert shown(answer(citations=cited)).endswith(
        "\n\n[1][3] The Example — Talks in Nagoya — 5 May 2025 (talks.md)\n"
        "[2] The Example — More talks — 5 May 2025 (more.md)\n"
    )


def test_a_terminal_that_can_shows_marks_in_bold():
    block = Block(words=WORDS, marks=(Span(23, 29),))
    assert "in \x1b[1mNagoya\x1b[22m on" in shown(answer(blocks=(block,)), bold=True)


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ((), WORDS),
        ((Span(0, len(WORDS)),), WORDS),
        ((Span(33, 39), Span(0, 9)), "«The talks» were held in Nagoya on «Monday»."),
        ((Span(0, 9), Span(4, 14)), "«The talks» were held in Nagoya on Monday."),
    ],
    ids=["none", "all of it", "out of order", "overlapping"],
)
def test_marks_leave_every_character_in_its_place(marks, words):
    assert words in shown(answer(blocks=(Block(words=WORDS, marks=marks),)))


def test_nothing_is_put_into_a_speakers_own_words():
    block = Block(words="We will go", marks=(Span(3, 7),), kind=Kind.DIRECT)
    assert "“We will go”" in shown(answer(blocks=(block,)))
    assert "“We \x1b[1mwill\x1b[22m go”" in shown(answer(blocks=(block,)), bold=True)


def test_only_a_speakers_own_words_stand_in_quotation_marks():
    direct = Block(words="We will go", kind=Kind.DIRECT, lead="Ann Example, 5 May 2025")
    reported = Block(words="that they would go", kind=Kind.REPORTED, lead="Bo Example")
    text = shown(answer(blocks=(direct, reported)))
    assert "Ann Example, 5 May 2025: “We will go”" in text
    assert "Bo Example: that they would go" in text


def test_choices_and_hints_are_told():
    text = shown(answer(choices=("Ann Example", "Bo Example"), hints=("Ann Example speaks on: trade 2",)))
    assert "Ann Example or Bo Example?" in text
    assert "trade 2" in text


def test_a_wide_paragraph_is_wrapped_on_a_terminal_at_white_space_alone():
    text = shown(answer(blocks=(Block(words="A well-known U.S.-Japan sentence " * 9),)), width=40)
    assert max(map(len, text.splitlines())) <= 40
    assert "U.S.-\n" not in text
