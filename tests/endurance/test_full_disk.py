"""The terminal on a disk that fills up: what was told to be in is in, and what failed is told in a line."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.endurance.soundness import assert_sound
from tests.store.test_kill import killed_after

ROOT = Path(__file__).resolve().parents[2]
LIMITED = """
import resource, runpy
resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))
runpy.run_module("bot", run_name="__main__")
"""
INDEX = 40_000  # bytes: enough for the index of a write-ahead log, without which SQLite reads none
COUNT = 24  # articles
ROOM = 700_000  # bytes that a file may have: some of the articles, not all


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(COUNT):
        piers = [f"Pier {pier} of town {number} takes {pier * number} ships." for pier in range(250)]
        remark = "“The pier is open,” said Mayor Bo Ek."
        (folder / f"{number}.txt").write_text(f"{remark} {' '.join(piers)}\n", "utf-8")
    return folder


def typed(folder: Path, *arguments: str, room: int = resource.RLIM_INFINITY) -> subprocess.CompletedProcess[str]:
    """A command of the terminal, on a disk on which no file grows beyond ``room`` bytes."""
    command = [sys.executable, "-c", LIMITED.format(room=room), *arguments, "--database", str(folder / "a.db")]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.long
async def test_what_is_told_to_be_in_is_in_and_the_rest_follows_once_there_is_room(
    articles: Path, tmp_path: Path
) -> None:
    full = typed(tmp_path, "ingest", str(articles), room=ROOM)
    told = [line.partition(":")[0] for line in full.stdout.splitlines() if "added as #" in line]
    assert full.returncode == 1
    assert 0 < len(told) < COUNT
    assert "Check its space." in full.stderr
    assert "Traceback" not in full.stderr
    await assert_sound(tmp_path / "a.db")
    backup = typed(tmp_path, "backup", str(tmp_path / "copy.db"), room=50_000)
    assert backup.returncode == 1
    assert "Traceback" not in backup.stderr
    assert not any((tmp_path / name).exists() for name in ("copy.db", "copy.db.part"))
    again = typed(tmp_path, "ingest", str(articles))
    assert again.returncode == 0
    assert [again.stdout.count("added as #"), again.stdout.count("unchanged")] == [COUNT - len(told), len(told)]
    await assert_sound(tmp_path / "a.db")


@pytest.mark.long
async def test_after_a_kill_on_a_disk_without_room_questions_are_answered(tmp_path: Path) -> None:
    killed_after([sys.executable, "-m", "tests.store.saving_loop", str(tmp_path / "a.db")], 0.1)
    answered = typed(tmp_path, "quote", "Remark of 0,", room=INDEX)
    assert (answered.returncode, answered.stderr) == (0, "")
    assert "Remark of 0" in answered.stdout
    refused = typed(tmp_path, "ingest", str(ROOT / "data" / "corpus"), room=INDEX)
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    await assert_sound(tmp_path / "a.db")
