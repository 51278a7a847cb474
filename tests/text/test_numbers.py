from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.numbers import Amount, find_numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two tankers and four F-35 jets", [("Two", Amount.COUNT), ("four", Amount.COUNT)]),
        ("spending rose 20% to $55 billion", [("20%", Amount.PERCENT), ("$55 billion", Amount.MONEY)]),
        ("a rise of 4.6 percentage points", [("4.6 percentage points", Amount.PERCENT)]),
        ("talks of about one hour", [("about one hour", Amount.DURATION)]),
        ("a two-week-long tour", [("a two-week-long", Amount.DURATION)]),
        ("a week-long tour", [("a week-long", Amount.DURATION)]),
        ("more than seven decades", [("more than seven decades", Amount.DURATION)]),
        ("at 5:27 pm on the day", [("5:27 pm", Amount.CLOCK)]),
        ("a 45-year-old pilot", [("45-year-old", Amount.AGE)]),
        ("the pilot, aged 45, landed", [("45", Amount.AGE)]),
        ("3.5 million yen for 12,000 homes", [("3.5 million yen", Amount.MONEY), ("12,000", Amount.COUNT)]),
        (
            "some 6,500 kilometers away, 30 knots",
            [("some 6,500 kilometers", Amount.MEASURE), ("30 knots", Amount.MEASURE)],
        ),
        ("a 40-foot hull of 2 tons", [("40-foot", Amount.MEASURE), ("2 tons", Amount.MEASURE)]),
        ("twenty-one ships", [("twenty-one", Amount.COUNT)]),
        ("someone phoned anyone", []),
        ("an F-35 and a B-52", []),
    ],
)
def test_numbers_are_found_with_what_they_measure(text, expected):
    assert [(number.text, number.amount) for number in find_numbers(text)] == expected


@given(st.text(alphabet=st.sampled_from("0123456789 ,.$%-:aonetwpm million"), max_size=120))
@settings(deadline=None, max_examples=150)
def test_numbers_are_printed_where_they_are_said_to_be_and_in_order(text):
    found = find_numbers(text)
    assert all(number.span.of(text) == number.text for number in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
