from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.articles import Articles
from bot.store.database import Database
from bot.store.quotations import Quotations
from bot.store.search import Search


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database.open(tmp_path / "a.db", busy_timeout=1) as opened:
        yield opened


@pytest.fixture
def articles(database: Database) -> Articles:
    return Articles(database)


@pytest.fixture
def search(database: Database) -> Search:
    return Search(database)


@pytest.fixture
def quotations(database: Database) -> Quotations:
    return Quotations(database)
