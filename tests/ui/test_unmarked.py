from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models import Block, Span
from bot.ui.blocks import words_text
from bot.ui.links import sentence_url
from bot.ui.unmarked import unmarked, without


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**FERRIES FIRST:** The council met.", "FERRIES FIRST: The council met."),
        ("**Ferries**: more _will_ sail, *soon*.", "Ferries: more will sail, soon."),
        ("See [the minutes](https://harbour.example/a_(b)) and ![a map](/map.png).", "See the minutes and a map."),
        ("## Harbour news\n\nThe council met.", "Harbour news\n\nThe council met."),
        ("**Ferries first. The rest of the heading", "Ferries first. The rest of the heading"),
        ("comes in the next sentence.**", "comes in the next sentence."),
        ("***Both*** and __so__", "Both and so"),
        ("5 * 3 * 2 is 30, f**k it, snake_case_name, [1] and [see] (below), #7 of 9, a*", None),
        ("The ferry* sails (*not on Sundays).", None),
        ("plain words", None),
    ],
)
def test_words_are_shown_without_the_marks_around_them(text, shown):
    assert unmarked(text) == (text if shown is None else shown)


def test_the_answer_stays_marked_where_its_words_stand_now():
    words = "**FERRIES:** More **ferries** will sail."
    mark = Span(words.index("ferries"), words.index(" will"))
    text, marks = without(words, (mark, Span(0, 2)))
    assert [one.of(text) for one in marks] == ["ferries"]
    assert words_text(Block(words, (mark,), None)) == "FERRIES: More **ferries** will sail."


def test_a_link_to_the_sentence_looks_for_words_as_the_page_shows_them():
    link = sentence_url("https://harbour.example/news", "**FERRIES FIRST:** The council met on Friday to speak of it.")
    assert link == "https://harbour.example/news#:~:text=FERRIES%20FIRST%3A%20The%20council,to%20speak%20of%20it."


def test_a_link_to_the_sentence_does_not_look_across_lines():
    link = sentence_url("https://harbour.example/news", "Ferries\nThe council met on Friday to speak of them.")
    assert link == "https://harbour.example/news#:~:text=Ferries,to%20speak%20of%20them."


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from("ab *_[]()#\n/:.https"), max_size=60), st.integers(0, 60), st.integers(1, 20))
def test_what_is_left_is_the_text_with_marks_in_it(text, start, size):
    span = Span(min(start, len(text)), min(start + size, len(text)))
    left, marks = without(text, (span,) if span.start < span.end else ())
    assert left == unmarked(text)
    assert all(0 <= mark.start < mark.end <= len(left) for mark in marks)
    rest = iter(text)
    assert all(char in rest for char in left)


@pytest.mark.parametrize("piece", ["*", "**a ", "_a ", "[", "[a](", "[a](/", "# ", "*a* ", "***", "a**"])
def test_a_million_characters_are_read_in_linear_time(piece):
    begun = process_time()
    unmarked(piece * (300_000 // len(piece)))
    assert process_time() - begun < 5
