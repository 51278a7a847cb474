"""A disk that can only be read, for a process that may do everything too."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def unprivileged() -> Iterator[None]:
    """Root may write anywhere: be somebody else."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def frozen(fill: Callable[[Path], None]) -> Iterator[Path]:
    """A folder that everyone may read and nobody may write to; ``fill`` makes the file ``a.db`` in it before."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder / "a.db")
        (folder / "a.db").chmod(0o444)
        folder.chmod(0o555)
        try:
            yield folder
        finally:
            folder.chmod(0o755)
