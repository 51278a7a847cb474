"""Started the way the Procfile says: a fresh checkout, nothing but the environment set."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.discord_standin import Standin
from tests.discord_standin.world import TOKEN

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds; a machine may be busy with other things
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "*.db*", "config.toml", "__pycache__", ".*_cache", ".hypothesis")
# Python runs a module of this name at its start, before the program: discord.py's addresses are turned to the stand-in.
TURNED = """
import os, yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
Route.BASE = os.environ["STANDIN_BASE"]
DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["STANDIN_GATEWAY"])
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The last commit, as a host gets it; without git, this folder without what is no part of the repository."""
    fresh = tmp_path_factory.mktemp("host") / "checkout"
    fresh.mkdir()
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=False)
    if archive.returncode:
        shutil.copytree(ROOT, fresh, ignore=LEFT_OUT, dirs_exist_ok=True)
    else:
        subprocess.run(["tar", "-x", "-C", str(fresh)], input=archive.stdout, check=True)
    assert not list(fresh.glob("*.db")) + list(fresh.glob("config.toml"))
    return fresh


def line_of(checkout: Path) -> str:
    """The command of the process that the Procfile names."""
    (line,) = (checkout / "Procfile").read_text("utf-8").splitlines()
    name, _, command = line.partition(": ")
    assert name in {"web", "worker"}
    return command


def environment(folder: Path, standin: Standin, **more: str) -> dict[str, str]:
    """What a host sets, and no more; `python` is the one that the dependencies are installed for."""
    (folder / "sitecustomize.py").write_text(TURNED, "utf-8")
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    turned = {"PYTHONPATH": str(folder), "STANDIN_BASE": standin.base, "STANDIN_GATEWAY": standin.gateway.url}
    return kept | turned | {"PATH": path, "DISCORD_TOKEN": TOKEN} | more


@asynccontextmanager
async def hosted(checkout: Path, env: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """The process, run by a shell as hosts do, stopped by SIGTERM at the end."""
    child = await asyncio.create_subprocess_shell(
        line_of(checkout), cwd=checkout, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        yield child
    finally:
        if child.returncode is None:
            child.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE):
            written, _ = await child.communicate()
        sys.stdout.write(written.decode())


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


async def healthy(port: int) -> dict[str, object]:
    """What /healthz tells once all is well."""
    async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}/healthz") as reply:
                    told: dict[str, object] = await reply.json()
                    if reply.status == 200:
                        return told
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.1)


async def test_as_the_procfile_says_with_nothing_but_the_environment_it_runs(checkout: Path, tmp_path: Path) -> None:
    port = free_port()
    async with Standin() as standin:
        env = environment(tmp_path, standin, PORT=str(port), DATABASE_URL=f"sqlite:///{tmp_path}/volume.db")
        async with hosted(checkout, env) as child:
            told = await healthy(port)
            assert (told["gateway"], told["database"]) == ("connected", "ok")
            answered = await standin.command("ask", {"question": "What did Blinken say about Taiwan?"}, wait=False)
            await answered.until_settled(PATIENCE)
        assert standin.complaints == []
    assert child.returncode == 0
    assert (tmp_path / "volume.db").exists()
    assert not (checkout / "cornerstone.db").exists()


async def test_without_a_token_it_says_where_to_set_it_and_leaves_with_1(checkout: Path, tmp_path: Path) -> None:
    async with Standin() as standin:
        env = environment(tmp_path, standin)
        del env["DISCORD_TOKEN"]
        child = await asyncio.create_subprocess_shell(
            line_of(checkout), cwd=checkout, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        async with asyncio.timeout(PATIENCE):
            out, err = await child.communicate()
    assert child.returncode == 1
    assert (out, err.count(b"\n")) == (b"", 1)
    assert b"DISCORD_TOKEN" in err
