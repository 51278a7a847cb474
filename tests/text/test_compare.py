import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lexicon import read_table
from bot.models import Change
from bot.text.compare import align, differences, runs
from bot.text.wording import Wording, unify

WORDING = Wording(read_table("wording"))
SOURCE = "We came to the river at dawn, and by noon [the] whole village had crossed it without losing one animal."


def compared(asked: str, source: str = SOURCE) -> list[tuple[str, str]]:
    mine, theirs = unify(WORDING.words(asked), WORDING.words(source))
    alignment = align([word.key for word in mine], [word.key for word in theirs], WORDING.weight)
    assert alignment is not None
    return [(step.change.value, step.words) for step in differences(alignment, mine, asked, theirs, source)]


@pytest.mark.parametrize(
    ("asked", "steps"),
    [
        ("by noon the whole village", [("same", "by noon [the] whole village")]),
        (
            "by night the whole village",
            [("same", "by"), ("dropped", "noon"), ("added", "night"), ("same", "[the] whole village")],
        ),
        ("the whole small village", [("same", "[the] whole"), ("added", "small"), ("same", "village")]),
        ("had crossed it losing one animal", [("same", "had crossed it"), ("dropped", "without"), ("same", "losing one animal")]),
        ("losing one goat", [("same", "losing one"), ("dropped", "animal"), ("added", "goat")]),
        ("They came to the river", [("dropped", "We"), ("added", "They"), ("same", "came to the river")]),
    ],
)  # fmt: skip
def test_the_difference_is_told_in_order(asked, steps):
    assert compared(asked) == steps


def test_words_from_far_apart_are_found_in_order():
    assert compared("We came to the river without losing one animal")[1] == (
        "dropped",
        "at dawn, and by noon [the] whole village had crossed it",
    )


def test_light_words_far_from_the_rest_are_no_match():
    mine, theirs = WORDING.words("crossed it without losing"), WORDING.words("The it of a day. " * 30 + SOURCE)
    alignment = align([w.key for w in mine], [w.key for w in theirs], WORDING.weight)
    assert alignment is not None
    assert len(alignment.runs) == 1


def test_nothing_in_common_is_no_alignment():
    assert align(["a"], ["b"], WORDING.weight) is None
    assert align([], [], WORDING.weight) is None


WORDS = st.lists(st.sampled_from(["the", "of", "sea", "wind", "not", "rose", "fell"]), max_size=25)


@settings(deadline=None, max_examples=80)
@given(WORDS, WORDS)
def test_a_chain_is_in_order_and_its_words_are_the_same(asked, source):
    alignment = align(asked, source, WORDING.weight)
    if alignment is None:
        assert not set(asked) & set(source)
        return
    left = right = 0
    for run in alignment.runs:
        assert run.left >= left
        assert run.right >= right
        assert asked[run.left : run.left_end] == source[run.right : run.right_end]
        left, right = run.left_end, run.right_end
    assert 0 < alignment.share <= 1.0001


@settings(deadline=None, max_examples=60)
@given(WORDS, WORDS, WORDS)
def test_what_is_there_whole_is_found_whole(before, middle, after):
    alignment = align(middle, before + middle + after, WORDING.weight)
    assert not middle or (alignment is not None and alignment.share > 0.999)


@settings(deadline=None, max_examples=60)
@given(WORDS, WORDS)
def test_dropped_and_same_words_are_the_source_and_added_and_same_the_words_asked(asked, source):
    mine, theirs = " ".join(asked), " ".join(source)
    alignment = align(asked, source, WORDING.weight)
    if alignment is None:
        return
    steps = differences(alignment, WORDING.words(mine), mine, WORDING.words(theirs), theirs)
    assert " ".join(step.words for step in steps if step.change is not Change.DROPPED) == mine
    assert " ".join(step.words for step in steps if step.change is not Change.ADDED) in theirs


def test_time_stays_in_bounds_for_many_equal_words():
    began = time.process_time()
    align(["the", "sea"] * 200, ["the", "sea"] * 2_000, WORDING.weight)
    align(["sea"] * 400, ["sea"] * 4_000, WORDING.weight)
    assert time.process_time() - began < 2


def test_runs_are_as_long_as_they_can_be():
    assert [(r.left, r.right, r.length) for r in runs(list("abcx"), list("zabcabc"))] == [(0, 1, 3), (0, 4, 3)]
