"""Short-lived child processes for what needs much memory, one at a time: the bot itself stays small."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from pathlib import Path

from bot.errors import CornerstoneError

_ROOT = Path(__file__).resolve().parents[1]  # where `python -m bot…` is found, wherever the bot was started
_KEPT_VARIABLES = ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV", "SYSTEMROOT", "TMPDIR")


class ChildFailed(CornerstoneError):
    """A child process that did not do its work; the text says what to do."""


class Children:
    """Runs modules of this program as child processes, one after the other."""

    def __init__(self, *, seconds: float = 20.0) -> None:
        self._seconds = seconds
        self._one = asyncio.Lock()

    async def run(self, module: str, data: bytes) -> bytes:
        """What ``python -m module`` writes for ``data``. Raises `ChildFailed` where it fails or takes too long."""
        async with self._one:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", module,
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
                env=_environment(), cwd=_ROOT,
            )  # fmt: skip
            try:
                out, err = await asyncio.wait_for(process.communicate(data), self._seconds)
            except TimeoutError:
                raise ChildFailed("That took too long and was stopped. Try again with less.") from None
            finally:
                if process.returncode is None:
                    with contextlib.suppress(ProcessLookupError):
                        process.kill()
                    await process.wait()
        if process.returncode:
            raise ChildFailed("That could not be done here. Try again later.") from RuntimeError(
                f"{module}: exit {process.returncode}: {err.decode(errors='replace')[-2000:]}"
            )
        return out


def _environment() -> dict[str, str]:
    """The child's environment: no token in it."""
    return {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
