from __future__ import annotations

from datetime import date

import pytest

from bot.models import Span
from bot.retrieve.query import Holder, Query, Role, Weighed
from bot.retrieve.question import Focus
from bot.retrieve.windows import is_unspaced, score, sought
from bot.store.search import Candidate
from bot.text.glyphs import glyph_of, glyphs
from bot.text.tokens import stem


def weighed(word: str, telling: float, **kin: float) -> Weighed:
    own = stem(word)
    return Weighed(word, own, telling, False, True, {own: 1.0, **kin}, False, telling)


def candidate(title: str, *sentences: str) -> Candidate:
    words = "\n".join(glyphs(each) for each in (title, *sentences))
    return Candidate(1, Span(0, 9), 3.0, None, words)


def query(*terms: Weighed, **beside: float) -> Query:
    return Query("Which harbour opened?", Focus.passage(), terms, frozenset(), date(2024, 1, 1), beside=beside)


WORDS = sought(query(weighed("harbour", 5.0, port=0.95), weighed("opened", 2.0, shut=0.4)), ())


def test_a_word_counts_by_those_forms_that_stand_for_it_well_and_most_by_itself():
    assert set(WORDS) == set(glyphs("harbour port open"))
    assert WORDS[glyph_of("harbour")] == 5.0 > WORDS[glyph_of("port")] > WORDS[glyph_of("open")] == 2.0


def test_words_of_a_question_that_are_no_terms_count_too():
    assert sought(query(weighed("harbour", 5.0), which=0.5), ())[glyph_of("which")] == 0.5


def test_the_holders_of_an_office_stand_for_the_word_of_it_that_tells_most():
    role = Role((0, 1), (Holder("reye", date(2020, 1, 1), date(2021, 1, 1)),))
    found = sought(query(weighed("harbour", 1.0), weighed("master", 4.0)), [(role, ["reye"])])
    assert 1.0 < found[glyph_of("reye")] < 4.0


@pytest.mark.parametrize(
    ("more", "less"),
    [
        (candidate("Ships", "The harbour opened."), candidate("Ships", "The harbour shut.")),
        (candidate("Opened", "The harbour opened."), candidate("Ships", "The harbour opened.")),
        (candidate("Ships", "It opened and opened."), candidate("Ships", "It opened and closed.")),
        (candidate("Ships", "It opened."), candidate("Ships", "It opened.", "And so much more was said. " * 50)),
        (candidate("Ships", "The harbour."), candidate("Ships", "It opened.")),
        (candidate("Ships", "The harbour opened.", "It is."), candidate("Ships", "The harbour is.", "It opened.")),
    ],
)
def test_more_of_the_question_in_fewer_words_is_a_better_window(more, less):
    assert score(more, WORDS) > score(less, WORDS) >= 0.0


def test_words_without_blanks_are_left_to_the_index():
    assert is_unspaced(query(weighed("台湾海峡", 3.0)))
    assert not is_unspaced(query(weighed("harbour", 3.0)))
