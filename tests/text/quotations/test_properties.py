"""What holds of any text: spans inside the body, no overlaps of a kind, linear time, no exception."""

from __future__ import annotations

import gc
import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lexicon import read_table
from bot.models import Kind
from bot.text.quotations.finder import QuotationFinder
from bot.text.quotations.lines import quotation_line

FINDER = QuotationFinder.from_tables(read_table)
PIECES = [
    "“", "”", '"', "'", "‘", "’", "''", "«", "»", " ", " ", "\n", "\n\n", ", ", ". ", "? ", ": ", " — ", "(", ")", "…",
    "he said", "she told reporters", "Aiko Mori", "Mr. Dunn", "Secretary of State Carl Dunn", "according to", "that",
    "the ministry", "officials", "they agreed that", "said", "SECRETARY DUNN: ", "Q: ", "We", "it is over", "in Tokyo",
    "on Friday", "who", "and", "'s", "U.S.", "via 'Newsweek'", "林芳正", "\u202e", "\x00", "so-called", "did not say",
]  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.text(max_size=200))


FOUND_BY_FUZZING = [
    "It was, according to \n\nAiko Mori, “over.” Mori said “so.”",
    "They spoke of being left ”out, Carl Dunn said. “Elect me,” he said.",
]


@pytest.mark.parametrize("body", FOUND_BY_FUZZING)
def test_what_fuzzing_found_stays_fixed(body: str):
    check_parts(body)


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_every_part_is_a_trimmed_stretch_of_the_body(body: str):
    check_parts(body)


def check_parts(body: str) -> None:
    for quotation in FINDER.find(body):
        assert quotation.parts
        for part in quotation.parts:
            assert 0 <= part.start < part.end <= len(body)
            assert part.of(body) == part.of(body).strip()
        assert list(quotation.parts) == sorted(quotation.parts)
        assert 0 <= quotation.confidence <= 1
        for span in (quotation.cue, quotation.speaker_span):
            assert span is None or 0 <= span.start < span.end <= len(body)


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_quotations_of_one_kind_do_not_overlap(body: str):
    found = FINDER.find(body)
    for kind in Kind:
        parts = sorted(part for quotation in found if quotation.kind is kind for part in quotation.parts)
        assert all(before.end <= after.start for before, after in itertools.pairwise(parts))


@settings(deadline=None, max_examples=50)
@given(TEXTS)
def test_lines_repeat_the_body(body: str):
    line = quotation_line("a", body, FINDER.find(body))
    assert all(body[quote["start"] : quote["end"]] == quote["text"] for quote in line["quotes"])


@pytest.mark.parametrize("mark", ['"', "“", "‘", "“”", '" '])
def test_a_megabyte_of_marks_takes_less_than_a_second(mark: str):
    began = time.process_time()
    FINDER.find(mark * (1_000_000 // len(mark)))
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("piece", "speaker"), [("“We agreed to talk,” Aiko Mori said, ", "Aiko Mori"), ("he said, “yes.” ", "he")]
)
def test_in_a_sentence_crowded_with_quotations_who_stands_by_one_speaks_it(piece: str, speaker: str):
    assert {quotation.speaker for quotation in FINDER.find(piece * 60)} == {speaker}


@pytest.mark.parametrize(
    "piece", ["“a” said ", "he said ", "“a\n\n", "and John Smith ", "according to ", "- ", "of the "]
)
def test_time_grows_with_length_alone(piece: str):
    def seconds(size: int) -> float:
        gc.disable()  # a round of the collector through what other tests left takes longer than the text
        try:
            began = time.process_time()
            FINDER.find(piece * (size // len(piece)))
            return time.process_time() - began
        finally:
            gc.enable()

    seconds(1_000)
    times = [(seconds(4_000), seconds(32_000)) for _ in range(3)]  # side by side: the machine may be busy with others
    short, long = map(min, zip(*times, strict=True))
    assert long < 8 * 3 * short + 0.2
