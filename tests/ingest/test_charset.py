"""The character set of a file is told in linear time."""

import time

import pytest

from bot.errors import ArticleRefused
from bot.ingest.charset import decode


@pytest.mark.parametrize("piece", [b"\x1b$B", b"\x1b$Bab", b"charset=", b"\x80", b"\xe3\x81", b"a", b" "])
def test_a_long_run_of_anything_is_decoded_in_linear_time(piece: bytes) -> None:
    data = piece * (1_000_000 // len(piece))
    start = time.process_time()
    try:
        assert decode(data)
    except ArticleRefused:
        assert not piece.isalnum()
    assert time.process_time() - start < 1.5


def test_text_that_shifts_between_alphabets_is_read() -> None:
    text = "The minister met 林芳正 in 東京 on Monday."
    assert decode(text.encode("iso2022_jp")) == text
