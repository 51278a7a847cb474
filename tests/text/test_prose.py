"""Words of a body: each stands where its span says, and no letter, digit or mark is left out."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.prose import read_prose

TEXTS = st.text(st.sampled_from("aBz_.'’-‐1%,@#\"“” \n\t²é日\u0301!StJr")) | st.text()


@given(TEXTS)
@settings(deadline=None, max_examples=200)
def test_every_word_stands_where_its_span_says(body: str) -> None:
    prose = read_prose(body)
    assert [body[start:end] for start, end in zip(prose.starts, prose.ends, strict=True)] == prose.words
    assert len(prose.lower) == len(prose.paragraph) == len(prose)


@given(TEXTS)
@settings(deadline=None, max_examples=200)
def test_only_blanks_and_underscores_are_in_no_word(body: str) -> None:
    prose = read_prose(body)
    between = [body[end:start] for end, start in pairwise([0, *_interleaved(prose.starts, prose.ends), len(body)])][::2]
    assert all(char.isspace() or char == "_" for piece in between for char in piece)


def test_a_word_is_found_behind_the_same_letters_of_another() -> None:
    prose = read_prose("Re-elected, he elected to stay_put.")
    assert prose.words == ["Re-elected", ",", "he", "elected", "to", "stay", "put", "."]
    assert prose.starts[3] == 15


def _interleaved(starts: list[int], ends: list[int]) -> list[int]:
    return [at for pair in zip(starts, ends, strict=True) for at in pair]
