"""Places in texts, their countries, and the zones of datelines."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lexicon import read_table
from bot.text.places import Places

PLACES = Places(read_table("places"))


def found(body: str) -> list[tuple[str, str]]:
    return [(m.text, m.place.name) for m in PLACES.find(body)]


def test_the_longest_name_is_found_in_any_case_and_script() -> None:
    body = "U.S. ships left Yokosuka for the Sea of Japan; in TOKYO and Washington, D.C., US-Japan talks on 台湾海峡 and Kadena's runway went on."
    assert found(body) == [
        ("U.S.", "United States"),
        ("Yokosuka", "Yokosuka"),
        ("Sea of Japan", "Sea of Japan"),
        ("TOKYO", "Tokyo"),
        ("Washington, D.C.", "Washington"),
        ("US", "United States"),
        ("Japan", "Japan"),
        ("台湾海峡", "Taiwan Strait"),
        ("Kadena", "Kadena Air Base"),
    ]


def test_people_and_things_of_a_country_are_marked() -> None:
    (mention,) = PLACES.find("a Japanese minister")
    assert mention.demonym
    assert mention.place.country == "jp"


@pytest.mark.parametrize(
    ("dateline", "zone"),
    [("WASHINGTON — ", "America/New_York"), ("TOKYO (Kyodo)", "Asia/Tokyo"), ("SEOUL, South Korea", "Asia/Seoul"), ("HONOLULU", "Pacific/Honolulu"), ("東京", "Asia/Tokyo"), ("LONDON", "Europe/London")],
)  # fmt: skip
def test_a_dateline_has_a_zone(dateline: str, zone: str) -> None:
    place = PLACES.zone_of(dateline)
    assert place
    assert place[1] == zone


def test_no_place_no_zone() -> None:
    assert PLACES.zone_of("ABOARD THE SHIP") is None
    assert PLACES.zone_of("") is None


def test_look_up_of_one_name() -> None:
    place = PLACES.lookup("okinawa")
    assert place
    assert place.id == "okinawa"
    assert PLACES.lookup("Japanese") is None
    assert PLACES.lookup("somewhere") is None
    assert PLACES.countries("Japan's and South Korean views of U.S. plans") == ("jp", "kr", "us")


def test_every_zone_is_known_to_this_machine() -> None:
    assert all(ZoneInfo(place.zone) for place in PLACES.all if place.zone)


@settings(deadline=None, max_examples=100)
@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            ["South", "China", "Sea", "of", "Japan", ",", "\n\n", "U.S.", "-", "台湾", "New", "York", "’s"]
        ),
        max_size=20,
    ).map(" ".join)
)
def test_spans_lie_in_order_inside_any_text(body: str) -> None:
    mentions = PLACES.find(body)
    assert all(m.span.of(body) == m.text and m.text for m in mentions)
    assert list(mentions) == sorted(mentions, key=lambda m: m.span)


@pytest.mark.parametrize(
    ("name", "kinds", "found"),
    [
        ("Georgia", {"region"}, "us"),
        ("Georgia", {"country"}, "ge"),
        ("New York", {"region"}, "us"),
        ("Naha", {"country"}, None),
        ("", {"city"}, None),
    ],
)
def test_a_namesake_of_another_kind_is_found(name: str, kinds: set[str], found: str | None) -> None:
    place = PLACES.namesake(name, kinds)
    assert (place.country if place else None) == found
