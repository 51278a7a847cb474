"""Lines of a file, none longer than a limit: never more than one of them is in memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

_CHUNK = 1 << 16


def limited_lines(file: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Number (from 1) and bytes of each line, without its end; None for one over the limit, whose rest is skipped."""
    number = 0
    while line := file.readline(limit + 2):
        number += 1
        if len(line.rstrip(b"\r\n")) <= limit:
            yield number, line.rstrip(b"\r\n")
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(_CHUNK)
        yield number, None
