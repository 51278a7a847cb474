"""No article, however broken, takes more than linear time to understand."""

import time
from contextlib import suppress
from functools import cache

import pytest

from bot.errors import ArticleRefused
from bot.ingest.understand import Understanding
from bot.models import RawArticle
from bot.services import Lexicon


@cache
def understanding() -> Understanding:
    """As the services build it, once and in use."""
    made = Lexicon().understanding()
    made.understand(RawArticle("a.txt", "The minister met his colleague in Tokyo on Monday."))
    return made


@pytest.mark.parametrize(
    ("lead", "piece"),
    [
        *(("", piece) for piece in ("a", "A", "A-", "A ", "Aa. ", "ABCDEFGH", "1", '"', "“", "'", "\n", "Aa\n\n")),
        ("U.S.", "”"),
    ],
)
def test_a_long_run_of_anything_is_understood_in_linear_time(lead: str, piece: str) -> None:
    raw, read = RawArticle("a.txt", lead + piece * (100_000 // len(piece)) + "x"), understanding()
    start = time.process_time()
    with suppress(ArticleRefused):
        read.understand(raw)
    assert time.process_time() - start < 2
