from datetime import date

from bot.answer.timelines import NOBODY, Moment, Timeline
from bot.models import Kind
from bot.ui.phrases import Phrases, english
from bot.ui.timeline_view import chart_of, described
from tests.ui import answers

MOMENTS = (
    Moment("Ann Marsh", date(2023, 1, 11), Kind.DIRECT),
    Moment(NOBODY, date(2023, 1, 20), Kind.REPORTED),
    Moment("Ann Marsh", date(2024, 1, 12), Kind.REPORTED),
)
FOUND = Timeline(
    "ferries", MOMENTS, answers.answer(headline="ferries: 3 remarks from 11 January 2023 to 12 January 2024.")
)


def test_a_chart_is_described_with_counts_and_its_longest_gap():
    assert described(FOUND, chart_of(FOUND, english), english) == (
        "ferries: 3 remarks from 11 January 2023 to 12 January 2024. Remarks: Ann Marsh 2, nobody named 1. "
        "Longest gap: 20 January 2023 to 12 January 2024."
    )


def test_a_chart_speaks_the_users_language():
    say = Phrases.load().speaker("ja")
    chart = chart_of(FOUND, say)
    assert (chart.direct, chart.tick) == ("直接の発言", "{month}月{day}日\n{year}年")
    assert described(FOUND, chart, say) == (
        "ferries: 2023年1月11日から2024年1月12日まで、発言3件。 発言: Ann Marsh 2, 発言者不明 1。 "
        "最も長い空白: 2023年1月20日から2024年1月12日。"
    )


def test_a_chart_without_gaps_tells_of_none():
    found = Timeline("ferries", MOMENTS[:2], FOUND.answer)
    assert "gap" not in described(found, chart_of(found, english), english)
