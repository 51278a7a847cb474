from __future__ import annotations

from datetime import date

import pytest

from bot.models import Span
from bot.retrieve.query import Query, Weighed
from bot.retrieve.question import Focus
from bot.retrieve.windows import beyond, score
from bot.store.search import Candidate
from bot.text.glyphs import glyphs
from bot.text.tokens import stem


def weighed(word: str, rarity: float, **kin: float) -> Weighed:
    own = stem(word)
    return Weighed(word, own, rarity, False, True, {own: 1.0, **kin}, False, rarity)


def candidate(title: str, *sentences: str) -> Candidate:
    words = "\n".join(glyphs(each) for each in (title, *sentences))
    return Candidate(1, Span(0, 9), 3.0, title, None, words)


QUERY = Query(
    "Which harbour opened?",
    Focus.passage(),
    (weighed("harbour", 5.0), weighed("opened", 2.0, shut=0.4)),
    frozenset(),
    date(2024, 1, 1),
)


def test_words_that_the_index_was_asked_for_count_no_second_time():
    assert set(beyond(QUERY, frozenset({"harbour"}))) == set(glyphs("opened"))


@pytest.mark.parametrize(
    ("more", "less"),
    [
        (candidate("Ships", "The harbour opened."), candidate("Ships", "The harbour shut.")),
        (candidate("Opened", "The harbour opened."), candidate("Ships", "The harbour opened.")),
        (candidate("Ships", "It opened and opened."), candidate("Ships", "It opened and closed.")),
        (candidate("Ships", "It opened."), candidate("Ships", "It opened.", "And so much more was said. " * 50)),
    ],
)
def test_more_of_the_question_in_fewer_words_is_a_better_window(more, less):
    words = beyond(QUERY, frozenset({"harbour"}))
    assert score(more, words) > score(less, words) >= 3.0
