from datetime import date

import pytest

from bot.answer.variants import Printing, Variant, difference, family
from bot.models import Change
from tests.answer.making import WORDING, article, stored

WORDS = "The bridge will stand for a hundred years and carry our grandchildren."


def printing(words: str, *, number: int, speaker: str = "Ada Quist", day: date | None = None) -> Printing:
    one = article(f"“{words}” said {speaker}.", direct=[(speaker, words)], number=number, day=day)
    return Printing(stored(one)[0], one)


FIRST = printing(WORDS, number=1, day=date(2024, 3, 1))


def others_of(*others: Printing) -> tuple[Variant, ...]:
    return family(FIRST, others, WORDING).others


def test_another_wording_is_a_variant_with_what_differs():
    other = printing("This bridge will stand a hundred years and carry our grandchildren.", number=2)
    (variant,) = others_of(other)
    changes = [(step.change, step.words) for step in variant.difference if step.change is not Change.SAME]
    assert changes == [("dropped", "The"), ("added", "This"), ("dropped", "for")]


def test_the_same_words_are_one_wording_printed_twice():
    copy = printing(WORDS.upper(), number=2, day=date(2024, 3, 2))
    found = family(FIRST, [copy], WORDING)
    assert [one.article.id for one in found.first.printings] == [1, 2]
    assert found.others == ()


def test_one_wording_of_an_agency_in_several_outlets_is_one_variant_the_earliest_first():
    words = "The bridge will stand a century and carry our grandchildren."
    late, early = printing(words, number=3, day=date(2024, 3, 4)), printing(words, number=4, day=date(2024, 3, 2))
    (variant,) = others_of(late, early)
    assert [one.article.id for one in variant.printings] == [4, 3]


@pytest.mark.parametrize(
    "other",
    [
        printing("The bridge will stand for a hundred years and carry our tanks.", number=2, speaker="Bo Holm"),
        printing("The bridge will stand a hundred years and carry our grandchildren.", number=2, day=date(2025, 3, 1)),
        printing("The tunnel was closed because of a flood in March.", number=2),
        printing("The bridge", number=2),
        printing("The bridge will stand a hundred years and carry our grandchildren.", number=1),
    ],
    ids=["another speaker", "another year", "other words", "too short", "the same article"],
)
def test_what_is_no_variant(other):
    assert others_of(other) == ()


def test_the_order_of_what_was_found_does_not_matter():
    found = [
        printing("The bridge will stand a hundred years and carry our grandchildren.", number=2),
        printing("A bridge will stand for a hundred years and carry our grandchildren.", number=3),
    ]
    assert others_of(*found) == others_of(*reversed(found))


def test_words_without_a_letter_have_no_difference():
    assert difference("…", "—", WORDING) == ()
