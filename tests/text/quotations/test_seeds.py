"""On real articles as they were crawled: each direct quotation is found, with its speaker."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.lexicon import read_table
from bot.models import Kind
from bot.text.quotations.finder import QuotationFinder

SEEDS = Path(__file__).resolve().parents[3].parent / "shared" / "seeds"
FINDER = QuotationFinder.from_tables(read_table)

# The number of the article, the quotation's first and last words, the speaker, the outlet it came through.
EXPECTED = [
    ("001", "As the world", "significant role.", "Yoko Kamikawa", None),
    ("001", "Our alliance", "the Indo-Pacific.", "Antony Blinken", None),
    ("002", "in all", "areas", "Antony Blinken", None),
    ("002", "It is difficult", "seven decades,", "Antony Blinken", None),
    ("002", "It has been", "entire region,", "Antony Blinken", "AP"),
    ("003", "where Japan", "around the world.", "Antony Blinken", None),
    ("003", "We are the", "years to come.", "Antony Blinken", None),
    ("003", "There was a", "sovereignty, independence.", "Antony Blinken", None),
    ("003", "[W]e’re living", "years to come.", "Antony Blinken", None),
    ("004", "to prevail", "strategic competition.", "a joint statement", None),
    ("004", "When it comes", "for decades", "Antony Blinken", "Newsweek"),
]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not beside this checkout")
@pytest.mark.parametrize(("number", "first", "last", "speaker", "through"), EXPECTED)
def test_direct_quotations_of_the_seeds(number: str, first: str, last: str, speaker: str, through: str | None):
    (path,) = SEEDS.glob(f"{number}_*")
    body = path.read_bytes().decode("utf-8")
    found = [
        (quotation.speaker, quotation.through)
        for quotation in FINDER.find(body)
        if quotation.kind is Kind.DIRECT
        and quotation.parts[0].of(body).startswith(first)
        and quotation.parts[-1].of(body).endswith(last)
    ]
    assert (speaker, through) in found
