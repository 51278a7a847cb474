from datetime import date, time

import pytest

from bot.models import Found, Precision
from tests.text.reading import stamps


@pytest.mark.parametrize(
    ("line", "day", "clock", "zone", "offset"),
    [
        ("Published: January 12, 2024 at 5:27 pm EST", date(2024, 1, 12), time(17, 27), "EST", -300),
        ("15:15 JST, January 13, 2024", date(2024, 1, 13), time(15, 15), "JST", 540),
        ("date 2024-01-12 en English", date(2024, 1, 12), None, None, None),
        ("Updated Dec. 4, 2022, 5:48 p.m. ET", date(2022, 12, 4), time(17, 48), "ET", -300),
        ("Published July 4, 2022, 5:48 p.m. ET", date(2022, 7, 4), time(17, 48), "ET", -240),
        ("Fri 12 Jan 2024 10.30 GMT", date(2024, 1, 12), time(10, 30), "GMT", 0),
        ("2024-01-12T15:15:00+09:00", date(2024, 1, 12), time(15, 15), "+09:00", 540),
        ("2024-01-12T06:15:00Z", date(2024, 1, 12), time(6, 15), "UTC", 0),
        ("2022-05-23 01:26:00-04:00", date(2022, 5, 23), time(1, 26), "-04:00", -240),
        ("Rabu, 11 Januari 2023 - 10:15 WIB", date(2023, 1, 11), time(10, 15), "WIB", 420),
        ("11/01/2023 10:15 WIB", date(2023, 1, 11), time(10, 15), "WIB", 420),
        ("Posted: 13/01/2024 3:15 PM (GMT+8)", date(2024, 1, 13), time(15, 15), "GMT+8", 480),
        ("2024年1月12日 15時15分", date(2024, 1, 12), time(15, 15), None, None),
        ("2024/01/13 05:00 JST", date(2024, 1, 13), time(5, 0), "JST", 540),
        ("May 3, 2024, 1530 GMT", date(2024, 5, 3), time(15, 30), "GMT", 0),
        ("Jan. 13th, 2024", date(2024, 1, 13), None, None, None),
        ("12 January 2024 12:05 a.m. IST", date(2024, 1, 12), time(0, 5), "IST", None),
        ("Published on 12 Jan 2024 and updated on 14 Jan 2024", date(2024, 1, 12), None, None, None),
        ("Updated January 14, 2024 | Published January 12, 2024", date(2024, 1, 12), None, None, None),
        ("Jan 12, 2024 | 5 min read", date(2024, 1, 12), None, None, None),
    ],
)
def test_a_stamp_is_read_with_clock_and_zone(line, day, clock, zone, offset) -> None:
    read = stamps().read(line)
    assert read is not None
    assert read.stamp is not None
    assert (read.stamp.day, read.stamp.clock, read.stamp.zone, read.stamp.offset) == (day, clock, zone, offset)
    assert read.stamp.precision is (Precision.MINUTE if clock else Precision.DAY)


def test_an_update_alone_is_only_inferred_to_be_the_publication() -> None:
    read = stamps().read("Last updated: January 14, 2024")
    assert read is not None
    assert read.updated
    assert read.stamp is not None
    assert read.stamp.found is Found.INFERRED


def test_a_month_alone_is_a_month() -> None:
    read = stamps().read("January 2024")
    assert read is not None
    assert read.stamp is not None
    assert (read.stamp.day, read.stamp.precision) == (date(2024, 1, 1), Precision.MONTH)


def test_day_and_month_in_figures_stay_open_without_a_zone() -> None:
    read = stamps().read("11/1/2023")
    assert read is not None
    assert read.stamp is None
    settled = stamps().read("13/1/2023")
    assert settled is not None
    assert settled.stamp is not None
    assert settled.stamp.day == date(2023, 1, 13)


@pytest.mark.parametrize(
    ("value", "day", "precision"),
    [
        ("2024", date(2024, 1, 1), Precision.YEAR),
        ("2024-03", date(2024, 3, 1), Precision.MONTH),
        ("20240112", date(2024, 1, 12), Precision.DAY),
        ("1705046400", date(2024, 1, 12), Precision.MINUTE),
        ("1705046400000", date(2024, 1, 12), Precision.MINUTE),
        ("Fri, 12 Jan 2024 15:15:00 +0900", date(2024, 1, 12), Precision.MINUTE),
    ],
)
def test_a_field_s_value_may_be_in_figures_alone(value, day, precision) -> None:
    stamp = stamps().value(value)
    assert stamp is not None
    assert (stamp.day, stamp.precision) == (day, precision)
    assert stamps().value("soon") is None
    assert stamps().value("20241399") is None


@pytest.mark.parametrize(
    "line",
    [
        "The ministers met on January 12, 2024 in Washington.",
        "1:03 P.M. EST",
        "January 32, 2024",
        "In 2024 the alliance grew.",
        "",
        "2024",
    ],
)
def test_a_line_that_tells_other_things_is_no_stamp(line) -> None:
    read = stamps().read(line)
    assert read is None or read.stamp is None
