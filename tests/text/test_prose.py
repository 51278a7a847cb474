"""Words and paragraphs of a body, each in its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.prose import read_prose


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("U.S. officials met Mr. Dunn.", ["U.S.", "officials", "met", "Mr.", "Dunn", "."]),
        ("Japan's 55 ministers' aides", ["Japan", "'s", "55", "ministers", "'", "aides"]),
        ("They don’t re-elect O’Brien", ["They", "don’t", "re-elect", "O’Brien"]),
        ("a magnitude-4.0 quake at 7:12 p.m.", ["a", "magnitude-4.0", "quake", "at", "7:12", "p.m."]),
        ("“Yes,” he said", ["“", "Yes", ",", "”", "he", "said"]),
        ("$1,000.50 and 20%", ["$", "1,000.50", "and", "20%"]),
        ("@someone #tag", ["@someone", "#tag"]),
        ("one ********** two", ["one", "********** ", "two"]),
        (
            "“Yes,” **said Ann**\n\n**Oslo** — *and*",
            ["“", "Yes", ",", "”", "said", "Ann", "Oslo", "—", "*", "and", "*"],
        ),
    ],
)
def test_words(body: str, words: list[str]):
    assert read_prose(body).words == words


def test_a_line_break_ends_a_paragraph():
    assert read_prose("He left.\nShe stayed.\n\nNobody spoke.").paragraph == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_a_line_break_of_a_text_broken_at_a_width_does_not():
    body = (
        "The talks between the two ministers went on until late in the\n"
        "evening, and nobody could tell when they would be over, since the\n"
        "doors of the hall were closed and the aides did not come out.\n"
        "On the next day the press was told.\n"
    )
    assert set(read_prose(body).paragraph) == {0, 1}
    assert len(read_prose(body).paragraphs) == 2


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=300))
def test_each_word_stands_where_it_says(body: str):
    prose = read_prose(body)
    assert all(body[start:end] == word for word, start, end in zip(prose.words, prose.starts, prose.ends, strict=True))
    assert len(prose.lower) == len(prose.paragraph) == len(prose)
    assert prose.paragraph == sorted(prose.paragraph)
    assert len(prose.paragraphs) == (prose.paragraph[-1] + 1 if len(prose) else 0)
