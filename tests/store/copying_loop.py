"""A process that backs a database up and restores two others in turn, until it is killed: ``python -m … FOLDER``."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.store.backups import backup, restore
from bot.store.database import Database
from tests.store.records import NOW


def forget_old(folder: Path) -> None:
    """Nothing but the two, the database and its backup is to be looked into."""
    for old in folder.glob("live.before-*"):
        old.unlink()


async def main(folder: Path) -> None:
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    live = folder / "live.db"
    while True:
        for name in ("one", "other"):
            await restore(folder / f"{name}.db", live, now=NOW)
            forget_old(folder)
            async with Database.open(live) as database:
                await backup(database, folder / "backup.db")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
