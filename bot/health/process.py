"""What the operating system tells of this process; nothing where it tells nothing."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from pathlib import Path

from bot.health.exposition import Family, Sample, gauge

_SELF = Path("/proc/self")
_PAGES_RESIDENT = 1  # the field of statm


def families() -> list[Family]:
    """Memory, files, tasks and processor time."""
    return [
        gauge("process_resident_memory_bytes", "Memory that is resident.", *_resident()),
        gauge("process_open_fds", "Files, pipes and sockets that are open.", *_open_files()),
        Family("process_cpu_seconds_total", "counter", "Processor time.", (Sample(time.process_time()),)),
        gauge("cornerstone_tasks", "Tasks of the event loop.", len(asyncio.all_tasks())),
    ]


def _resident() -> list[float]:
    with contextlib.suppress(OSError, ValueError, IndexError):
        return [int((_SELF / "statm").read_text("ascii").split()[_PAGES_RESIDENT]) * os.sysconf("SC_PAGE_SIZE")]
    return []


def _open_files() -> list[float]:
    with contextlib.suppress(OSError):
        return [len(os.listdir(_SELF / "fd")) - 1]  # noqa: PTH208 - one of them is the listing's own
    return []
