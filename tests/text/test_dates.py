"""Times in articles: what the words tell, and the days they can mean."""

from __future__ import annotations

import itertools
import time as clock
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lexicon import read_table
from bot.models import DateMention, Days, Found, Precision, Stamp
from bot.text.dates import DateFinder, WhenReader, show_days

FINDER = DateFinder.from_tables(read_table)
READER = WhenReader.from_tables(read_table)
SATURDAY = Stamp(date(2024, 1, 13), Precision.MINUTE, Found.STATED, time(15, 15), "JST", 540)
WEDNESDAY = Stamp(date(2023, 6, 14), Precision.DAY, Found.STATED)


def shown(mention: DateMention) -> list[str]:
    return [show_days(c.days, c.precision) for c in mention.candidates]


def only(body: str, published: Stamp | None = WEDNESDAY, dateline: str | None = None) -> DateMention:
    found = FINDER.find(body, published, dateline)
    assert len(found) == 1, [m.text for m in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("January 7, 2024", "7 January 2024"),
        ("Jan. 7, 2024", "7 January 2024"),
        ("Sept. 7 2024", "7 September 2024"),
        ("7 January 2024", "7 January 2024"),
        ("the 7th of January, 2024", "7 January 2024"),
        ("January 7th, 2024", "7 January 2024"),
        ("JANUARY 7, 2024", "7 January 2024"),
        ("Sunday, 7 January 2024", "7 January 2024"),
        ("Sun, 07 Jan 2024", "7 January 2024"),
        ("7-Jan-2024", "7 January 2024"),
        ("2024-01-07", "7 January 2024"),
        ("2024/1/7", "7 January 2024"),
        ("2024-01-07T18:30:00+09:00", "7 January 2024"),
        ("2024年1月7日", "7 January 2024"),
        ("令和6年1月7日", "7 January 2024"),
        ("12/25/2023", "25 December 2023"),
        ("25/12/2023", "25 December 2023"),
        ("25.12.2023", "25 December 2023"),
        ("1/1/2024", "1 January 2024"),
        ("January 2024", "January 2024"),
        ("Jan. 2024", "January 2024"),
        ("2024年1月", "January 2024"),
        ("early January 2024", "early January 2024"),
        ("mid-January 2024", "mid-January 2024"),
        ("late 2022", "late 2022"),
        ("the first half of 2024", "the first half of 2024"),
        ("the second quarter of 2024", "April–June 2024"),
        ("Q3 2024", "July–September 2024"),
        ("spring 2024", "March–May 2024"),
        ("the winter of 2024", "December 2023 – February 2024"),
        ("in 2022", "2022"),
        ("2022年", "2022"),
        ("Reiwa 6", "2024"),
        ("the 1990s", "1990–1999"),
        ("the late 1990s", "1996–1999"),
        ("2013-17", "2013–2017"),
        ("from 2013 to 2017", "2013–2017"),
        ("Jan. 11-13, 2024", "11–13 January 2024"),
        ("11–13 January 2024", "11–13 January 2024"),
        ("Dec. 30 to Jan. 2, 2024", "30 December 2023 – 2 January 2024"),
        ("between January and March 2023", "January–March 2023"),
    ],
)
def test_a_stated_time_is_the_same_under_any_publication(text: str, expected: str) -> None:
    body = f"The text was agreed {text} at the ministry."
    for published in (None, SATURDAY, WEDNESDAY):
        mention = only(body, published)
        assert shown(mention) == [expected]
        assert mention.candidates[0].found is Found.STATED


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The envoy arrived Monday.", "12 June 2023"),
        ("The envoy arrived on Wednesday.", "14 June 2023"),
        ("The envoy will arrive on Friday.", "16 June 2023"),
        ("On Friday, the envoy will meet the minister.", "16 June 2023"),
        ("The envoy is scheduled to arrive Monday.", "19 June 2023"),
        ("A ceremony will be held on Friday.", "16 June 2023"),
        ("The drill ends on Friday.", "16 June 2023"),
        ("The talks, which ended on Friday, were long.", "9 June 2023"),
        ("He said on Friday that they would stay.", "9 June 2023"),
        ("next Tuesday", "20 June 2023"),
        ("The envoy left yesterday.", "13 June 2023"),
        ("The envoy left last night.", "13 June 2023"),
        ("Seventy-nine years ago today he signed the order.", "14 June 1944"),
        ("It was signed 60 years ago this week.", "10–16 June 1963"),
        ("It fell two years ago yesterday.", "13 June 2021"),
        ("It opened ten years ago this month.", "June 2013"),
        ("The envoy leaves tomorrow.", "15 June 2023"),
        ("The envoy left three days ago.", "11 June 2023"),
        ("The envoy left two-three days ago.", "11 June 2023"),
        ("The envoy left last week.", "5–11 June 2023"),
        ("It begins next month.", "July 2023"),
        ("It began last month.", "May 2023"),
        ("It began last year.", "2022"),
        ("It began earlier this month.", "1–14 June 2023"),
        ("It was planned for early this year.", "early 2023"),
        ("It opens in early 2024.", "early 2024"),
        ("It will end at the end of the year.", "the end of 2023"),
        ("It closed in January of last year.", "January 2022"),
        ("It closed on Jan. 7.", "7 January 2023"),
        ("It closed on Dec. 7.", "7 December 2022"),
        ("It will open on Dec. 7.", "7 December 2023"),
        ("They agreed to meet on July 3.", "3 July 2023"),
        ("It closed on October 7 of last year.", "7 October 2022"),
        ("She moved on to the September election.", "September 2023"),
        ("It opened in April.", "April 2023"),
        ("It opened in August.", "August 2022"),
        ("It will open in August.", "August 2023"),
        ("It has been shut since March.", "March 2023"),
        ("It closed last summer.", "June–August 2022"),
        ("It closed this spring.", "March–May 2023"),
        ("It will open this fall.", "September–November 2023"),
        ("It was shaken on New Year's Day.", "1 January 2023"),
        ("1月7日", "7 January 2023"),
        ("昨年", "2022"),
    ],
)
def test_a_relative_time_counts_from_publication(body: str, expected: str) -> None:
    mention = only(body)
    assert shown(mention) == [expected]
    assert only(body, None).candidates == () or mention.candidates[0].found is Found.STATED


def test_the_day_is_counted_where_the_event_is() -> None:
    mention = only("The ministers met on Friday afternoon.", SATURDAY, "WASHINGTON")
    assert shown(mention) == ["12 January 2024"]
    assert (
        mention.candidates[0].how
        == "the Friday before publication (13 January 2024, 15:15 JST; the same day in Washington)"
    )
    assert shown(only("The ministers met today.", SATURDAY, "SEOUL — ")) == ["13 January 2024"]
    early = Stamp(date(2024, 1, 13), Precision.MINUTE, Found.STATED, time(5, 0), "JST", 540)
    told = only("The ministers met today.", early, "WASHINGTON (AP) — ")
    assert shown(told) == ["12 January 2024"]
    assert "12 January 2024 in Washington" in told.candidates[0].how


def test_without_publication_the_printed_parts_stay() -> None:
    mention = only("On January 11, they met.", None)
    assert (mention.candidates, mention.year, mention.month, mention.day) == ((), None, 1, 11)
    assert only("They met on Friday.", None).weekday == 4


def test_a_numeric_date_keeps_both_orders_until_something_decides() -> None:
    both = ["1 November 2023", "11 January 2023"]
    assert shown(only("It was signed 11/1/2023.", None)) == both
    assert shown(only("It was signed Wednesday (11/1/2023).", None)) == both  # both were Wednesdays
    assert shown(only("It was signed Tuesday (2/5/2023).", None)) == ["2 May 2023"]
    assert shown(only("It was signed 11/1/2023 (Wed).", None)) == both
    after = Stamp(date(2023, 1, 12), Precision.DAY, Found.STATED)
    assert shown(only("It was signed on 11/1/2023.", after)) == ["11 January 2023"]
    first, second = FINDER.find("It began 13/1/2023 and ended 2/3/2023.")
    assert shown(first) + shown(second) == ["13 January 2023", "2 March 2023"]


def test_weekdays_of_an_undated_article_follow_the_day_it_dates() -> None:
    body = (
        "The ships left Yokosuka, the navy said, Thursday (3/2/2023). Thursday’s departure will be followed by a port call "
        "on Saturday in Busan. The crews trained on Thursday."
    )
    stated, possessive, coming, past = FINDER.find(body)
    assert shown(stated) == shown(possessive) == shown(past) == ["2 March 2023"]  # 3 February was a Friday
    assert shown(coming) == ["4 March 2023"]
    assert {m.candidates[0].found for m in (possessive, coming, past)} == {Found.INFERRED}


def test_a_year_printed_once_holds_for_the_same_day() -> None:
    _, later = FINDER.find("It fell on Jan. 6, 2021. The Jan. 6 panel met.", WEDNESDAY)
    assert shown(later) == ["6 January 2021"]


def test_the_same_day_is_the_day_spoken_of_last() -> None:
    first, same, following = FINDER.find("He landed on Jan. 9, 2024, spoke the same day and left the next day.")
    assert [*shown(first), *shown(same), *shown(following)] == ["9 January 2024", "9 January 2024", "10 January 2024"]


def test_last_and_next_stay_open_inside_one_week() -> None:
    assert shown(only("It closed last Monday.")) == ["12 June 2023", "5 June 2023"]
    assert shown(only("It opens next Friday.")) == ["16 June 2023", "23 June 2023"]
    assert shown(only("It closed last Friday.")) == ["9 June 2023"]


def test_fiscal_years_are_those_of_the_country_that_is_spoken_of() -> None:
    assert shown(only("Japan will spend more in fiscal 2027.")) == ["April 2027 – March 2028"]
    assert shown(only("Congress set the sum for fiscal year 2027.")) == ["October 2026 – September 2027"]
    assert shown(only("Tokyo ends it by the end of fiscal 2024.")) == ["February–March 2025"]
    assert shown(only("Japan set a plan for fiscal 2023-27.")) == ["April 2023 – March 2028"]
    assert len(only("The sum for FY2027 is open.").candidates) == 2


@pytest.mark.parametrize(
    "text",
    ["one-hour", "a week-long", "seven decades", "the last four years", "the past decade", "a two-day", "20 years"],
)
def test_a_length_of_time_names_no_day(text: str) -> None:
    mention = only(f"They held {text} talks.")
    assert mention.duration
    assert mention.candidates == ()


@pytest.mark.parametrize(
    "body",
    [
        "May said he may march on. The sun sat low.",
        "Some 2000 troops and 2,024 tons went by for $2023.",
        "They meet every Monday and sing.",
        "It was a Super Tuesday for the party.",
        "April Smith spoke, and Theresa May replied.",
        "See https://example.org/2023/03/30/page for more.",
        "The ratio was 11/12 and the score 3-2, at 10:30.",
        "A 30-year-old man, 70 years old.",
        "NBC's Today show aired it.",
        "A search of Mar-a-Lago. They fall in line and spring up. It is a quarter of the sum.",
    ],
)
def test_what_is_no_time_is_left_alone(body: str) -> None:
    assert FINDER.find(body, WEDNESDAY) == ()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("It closed in July. Then it rained.", "July"),
        ("It closed since Jan. on the coast.", "Jan."),
        ("It closed on Sept. 7.", "Sept. 7"),
        ("It opened on 1 April. Later it rained.", "1 April"),
        ("It opened 1 Apr. with a song.", "1 Apr."),
    ],
)
def test_a_full_stop_belongs_to_a_short_form_alone(body: str, text: str) -> None:
    assert only(body).text == text


def test_an_impossible_day_has_no_reading() -> None:
    assert only("It was dated February 30, 2023.").candidates == ()


@pytest.mark.parametrize(
    ("question", "first", "last", "precision"),
    [
        ("Who was minister in January 2023?", date(2023, 1, 1), date(2023, 1, 31), Precision.MONTH),
        ("what has she said since march", date(2026, 3, 1), date(2026, 11, 21), Precision.SPAN),
        ("last week", date(2026, 11, 9), date(2026, 11, 15), Precision.SPAN),
        ("Jan. 7", date(2026, 1, 7), date(2026, 1, 7), Precision.DAY),
        ("2024-01-12", date(2024, 1, 12), date(2024, 1, 12), Precision.DAY),
        ("between january and march 2023", date(2023, 1, 1), date(2023, 3, 31), Precision.SPAN),
        ("WHO MET HIM JAN 2024??!!", date(2024, 1, 1), date(2024, 1, 31), Precision.MONTH),
        ("before 12 jan 2024", date.min, date(2024, 1, 11), Precision.SPAN),
        ("after 2024", date(2025, 1, 1), date(2026, 11, 21), Precision.SPAN),
        ("until 2024", date.min, date(2024, 12, 31), Precision.SPAN),
        ("in the last two weeks", date(2026, 11, 8), date(2026, 11, 21), Precision.SPAN),
        ("over the past year", date(2025, 11, 22), date(2026, 11, 21), Precision.SPAN),
        ("yesterday", date(2026, 11, 20), date(2026, 11, 20), Precision.DAY),
        ("may 2023", date(2023, 5, 1), date(2023, 5, 31), Precision.MONTH),
        ("2024年1月", date(2024, 1, 1), date(2024, 1, 31), Precision.MONTH),
    ],
)
def test_the_time_of_a_question(question: str, first: date, last: date, precision: Precision) -> None:
    asked = READER.parse(question, date(2026, 11, 21))
    assert asked is not None
    assert (asked.days, asked.precision) == (Days(first, last), precision)
    assert asked.span.of(question) == asked.text


def test_a_weekday_after_another_event_stays_open() -> None:
    (friday, *_) = READER.every("on the Friday after the talks in January 2023", date(2026, 11, 21))
    assert (friday.weekday, friday.days) == (4, None)


@pytest.mark.parametrize("question", ["what may happen", "", "the sun sat", "@everyone 🔥", "who won"])
def test_a_question_without_a_time(question: str) -> None:
    assert READER.parse(question, date(2026, 11, 21)) is None


def test_a_year_that_was_not_told_is_marked() -> None:
    told, assumed = READER.parse("Jan. 7, 2024", date(2026, 11, 21)), READER.parse("Jan. 7", date(2026, 11, 21))
    assert told
    assert assumed
    assert (told.assumed, assumed.assumed) == (False, True)


WORDS = st.sampled_from(
    "Jan. January 7 11 2024 1/2/2023 Friday on the last next early of - – , . ( ) to and from between 2024年 1月 12日 FY quarter second Q1 令和 "
    "a two days ago week year later same day May in since \n 00 31 99 0001 9999 fiscal summer Reiwa earlier this".split()
)
TEXTS = st.lists(WORDS, max_size=30).map(" ".join) | st.lists(WORDS, max_size=30).map("".join) | st.text(max_size=80)


@settings(deadline=None, max_examples=150)
@given(TEXTS, st.dates(), st.sampled_from([None, "TOKYO", "Washington"]))
def test_any_text_yields_ordered_spans_and_sound_days(body: str, day: date, dateline: str | None) -> None:
    stamp = Stamp(day, Precision.MINUTE, Found.STATED, time(1, 0), "JST", 540)
    for published in (None, stamp):
        mentions = FINDER.find(body, published, dateline)
        assert all(m.span.of(body) == m.text and m.text for m in mentions)
        assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(mentions))
        assert all(c.days.first <= c.days.last and c.how for m in mentions for c in m.candidates)
        assert all(show_days(c.days, c.precision) for m in mentions for c in m.candidates)
    READER.every(body, day)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "2",
        "a ",
        "May ",
        "11/",
        "Friday ",
        "Jan. 7-",
        "(",
        "年",
        "two ",
        "last ",
        "2024 to ",
        "the ",
        "Friday (3/3/2023), Jan. 6, 2021 Jan. 6 ",
    ],
)
def test_long_monotonous_text_costs_linear_time(piece: str) -> None:
    begun = clock.process_time()
    FINDER.find(piece * (60_000 // len(piece)), WEDNESDAY)
    assert clock.process_time() - begun < 2


@pytest.mark.parametrize(
    ("changed", "day"),
    [
        (date(2023, 6, 15), date(2023, 6, 15)),
        (date(2023, 6, 16), date(2023, 6, 8)),
        (date(2023, 6, 29), date(2023, 6, 8)),
        (None, date(2023, 6, 8)),
    ],
)
def test_a_weekday_of_an_article_that_was_changed_on_it_is_that_day(changed: date | None, day: date) -> None:
    updated = Stamp(changed, Precision.DAY, Found.STATED) if changed else None
    (mention,) = FINDER.find("The mayor insisted on Thursday that nothing had gone out.", WEDNESDAY, None, updated)
    assert [one.days.first for one in mention.candidates] == [day]
