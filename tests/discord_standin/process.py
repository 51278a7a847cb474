"""The bot as a process of its own, as a host runs it, with the stand-in for its Discord."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.discord_standin.server import Standin
from tests.discord_standin.world import TOKEN

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Running:
    """The process: when it was started, and what it wrote."""

    process: asyncio.subprocess.Process
    started: float
    lines: list[str] = field(default_factory=list)

    def resident(self, field: str = "VmHWM") -> float:
        """Peak resident memory so far, in MB; as it is now for ``VmRSS``."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        return int(next(line for line in status.splitlines() if line.startswith(field)).split()[1]) / 1024

    def open_files(self) -> tuple[int, int]:
        """How many files are open, and how many of them are sockets."""
        held = []
        for file in Path(f"/proc/{self.process.pid}/fd").iterdir():
            with contextlib.suppress(OSError):  # closed meanwhile
                held.append(str(file.readlink()))
        return len(held), sum(one.startswith("socket:") for one in held)

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.asynccontextmanager
async def process(
    standin: Standin, database: Path, *, seconds: float = 30.0, settings: dict[str, str] | None = None
) -> AsyncIterator[Running]:
    """The bot over ``database``, connected; stopped by SIGTERM at the end. ``settings`` are of its environment."""
    env = os.environ | {"DISCORD_TOKEN": TOKEN, "PYTHONPATH": str(ROOT)} | (settings or {})
    module = "tests.discord_standin.launch"
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", "-m", module, standin.base, standin.gateway.url, "--database", str(database), "run",
        env=env, cwd=database.parent, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    run = Running(child, time.monotonic())
    reader = asyncio.create_task(_read(run))
    try:
        async with asyncio.timeout(seconds):
            await standin.gateway.connected.wait()
        yield run
    finally:
        if child.returncode is None:
            child.send_signal(signal.SIGTERM)
        await asyncio.wait_for(child.wait(), 20)
        await reader


async def _read(run: Running) -> None:
    assert run.process.stdout is not None
    async for line in run.process.stdout:
        run.lines.append(line.decode())
