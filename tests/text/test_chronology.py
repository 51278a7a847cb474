"""Open times: settled by the same event elsewhere and by who held office, in any order, or left open."""

from __future__ import annotations

import itertools
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lexicon import read_table
from bot.models import DateMention, Found, Header, Precision, Record, Stamp
from bot.text.chronology import Settled, settle
from bot.text.dates import DateFinder, show_days
from bot.text.names import NameFinder
from bot.text.people import Roster
from bot.text.segment import segment

ROSTER = Roster.from_tables(read_table)
DATES, NAMES = DateFinder.from_tables(read_table), NameFinder.from_tables(read_table)

NUMERIC = (
    "WASHINGTON - Secretary of State Antony Blinken welcomed the defense and foreign policy chiefs of Japan on Wednesday (11/1/2023). "
    "With Lloyd Austin, Yoshimasa Hayashi and Yasukazu Hamada he agreed to modernize the alliance and the Marines on Okinawa."
)
BARE = (
    "On January 11, defense and foreign policy chiefs of the United States and Japan agreed to modernize the alliance. "
    "Secretary of State Antony Blinken welcomed the new Marines on Okinawa. Spending rises from April."
)
NEXT_YEAR = "Secretary of State Antony Blinken met Foreign Minister Yoko Kamikawa on January 12, 2024, and spoke of Ukraine and the earthquake at Noto."
UNRELATED = "On January 11, 2019, a volcano on a Pacific island sent ash over three villages, and a school was closed."


def record(source: str, body: str, published: Stamp | None = None) -> Record:
    names = ROSTER.link(NAMES.find(body), published.day if published else None)
    return Record(
        source, Header(published=published), body, segment(body), dates=DATES.find(body, published), names=names
    )


def settled(article: Record, text: str, *others: Record) -> Settled:
    return settle(mention(article, text), article, others, ROSTER)


def mention(article: Record, text: str) -> DateMention:
    return next(m for m in article.dates if m.text == text)


def shown(found: Settled) -> str | None:
    return show_days(found.days, found.precision) if found.days else None


def test_one_reading_is_what_the_article_says() -> None:
    found = settled(record("a", NEXT_YEAR), "January 12, 2024")
    assert (shown(found), found.found) == ("12 January 2024", Found.STATED)


def test_the_people_in_office_decide_between_two_orders_of_numbers() -> None:
    found = settled(record("a", NUMERIC), "Wednesday (11/1/2023)")
    assert shown(found) == "11 January 2023"
    assert "Yasukazu Hamada and Yoshimasa Hayashi held office then" in found.how
    assert found.sources == ()


def test_the_same_event_elsewhere_gives_the_year_in_any_order_of_articles() -> None:
    bare = record("b", BARE)
    others = [record("a", NUMERIC), record("c", NEXT_YEAR), record("d", UNRELATED)]
    results = {settled(bare, "January 11", *order) for order in itertools.permutations(others)}
    assert len(results) == 1
    found = results.pop()
    assert shown(found) == "11 January 2023"
    assert found.sources == ("a",)
    assert found.how == "the same event is dated “Wednesday (11/1/2023)” in a"


def test_another_event_of_the_same_day_decides_nothing() -> None:
    found = settled(record("b", BARE), "January 11", record("d", UNRELATED), record("c", NEXT_YEAR))
    assert found.days is None
    assert found.how.startswith("open")


def test_a_month_follows_the_nearest_day_of_its_article() -> None:
    found = settled(record("b", BARE), "April", record("a", NUMERIC))
    assert (shown(found), found.precision) == ("April 2023", Precision.MONTH)
    assert settled(record("b", BARE), "April").days is None


def test_offices_alone_give_a_year_where_one_year_fits() -> None:
    body = "On January 11, Foreign Minister Yoko Kamikawa spoke with Secretary of State Antony Blinken."
    found = settled(record("b", body), "January 11")
    assert shown(found) == "11 January 2024"
    assert "held then alone" in found.how
    former = "On January 11, former Foreign Minister Yoko Kamikawa spoke."
    assert settled(record("b", former), "January 11").days is None


def test_where_nothing_decides_both_readings_are_named() -> None:
    found = settled(record("a", "The pact was signed on 11/1/2023, the ministry said."), "11/1/2023")
    assert found.days is None
    assert found.how == (
        "open: 1 November 2023 (month before day) or 11 January 2023 (day before month); nothing in these articles decides"
    )  # fmt: skip


def test_articles_that_differ_leave_the_year_open() -> None:
    twin = NUMERIC.replace("11/1/2023", "January 11, 2022").replace("Wednesday", "Tuesday")
    found = settled(record("b", BARE), "January 11", record("a", NUMERIC), record("e", twin))
    assert found.days is None
    assert "the others differ" in found.how


def test_a_length_of_time_is_no_day() -> None:
    article = record("a", "They met for one-hour talks.")
    assert settled(article, "one-hour").how == "a length of time, not a day"


def test_the_article_itself_among_the_others_is_no_second_witness() -> None:
    bare = record("b", BARE)
    assert settled(bare, "January 11", bare).days is None


SENTENCES = st.sampled_from(
    [
        "On January 11, defense chiefs of the United States and Japan agreed to modernize the alliance.",
        "Secretary of State Antony Blinken met Foreign Minister Yoko Kamikawa on January 12, 2024.",
        "The chiefs of Japan, Yoshimasa Hayashi and Yasukazu Hamada, came on Wednesday (11/1/2023).",
        "Secretary of Defense Lloyd Austin spoke on Friday.",
        "Defense chiefs of Japan and the United States met on 1/11/2022 to modernize the alliance.",
        "It begins in April and ends on May 3.",
    ]
)
BODIES = st.lists(SENTENCES, min_size=1, max_size=3).map(" ".join)


@settings(deadline=None, max_examples=30)
@given(BODIES, st.lists(BODIES, max_size=3), st.randoms(use_true_random=False))
def test_no_choice_depends_on_the_order_of_articles(body: str, bodies: list[str], random: Random) -> None:
    article = record("here", body)
    others = [record(f"other {number}", other) for number, other in enumerate(bodies)]
    shuffled = random.sample(others, len(others))
    for each in article.dates:
        found = settle(each, article, others, ROSTER)
        assert found == settle(each, article, shuffled, ROSTER)
        assert found.how
        assert found.days is None or found.days.first <= found.days.last
