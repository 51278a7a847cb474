"""A country's name, capital or officials as those who speak for it."""

import pytest

from bot.lexicon import read_table
from bot.retrieve.sides import Sides
from bot.text.people import Roster
from bot.text.places import Places

SIDES = Sides(read_table("questions")["sides"], Places(read_table("places")), Roster.from_tables(read_table))


@pytest.mark.parametrize(
    ("text", "country", "bare"),
    [
        ("Beijing", "cn", True),
        ("China", "cn", True),
        ("the Chinese government", "cn", False),
        ("Chinese officials", "cn", False),
        ("China's foreign ministry", "cn", False),
        ("Tokyo", "jp", True),
        ("the Japanese side", "jp", False),
        ("Washington", "us", True),
    ],
)
def test_a_country_is_read_from_what_it_is_called(text, country, bare):
    side = SIDES.of(text)
    assert side is not None
    assert (side.country, side.bare) == (country, bare)


@pytest.mark.parametrize(
    "text", ["Blinken", "Chinese", "Japanese fishermen", "Jordan", "officials", "", "the China Daily", "Ann Tokyo"]
)
def test_what_is_no_side_is_read_as_none(text):
    assert SIDES.of(text) is None


def test_those_who_speak_for_it_are_its_persons_its_bodies_and_its_unnamed_officials():
    side = SIDES.of("Beijing")
    assert side is not None
    speakers = [
        "mao-ning",
        "chinese-foreign-ministry",
        "china's embassy",
        "a chinese official",
        "chinese fishermen",
        "yoko-kamikawa",
        "chinatown",
    ]
    assert SIDES.keys(side, speakers) == (
        "mao-ning",
        "chinese-foreign-ministry",
        "china's embassy",
        "a chinese official",
    )
