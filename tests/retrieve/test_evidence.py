from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.services import Services
from tests.store.records import record

NOW = datetime(2024, 1, 14, tzinfo=UTC)
TEXTS = {
    "ferry.txt": "The ferry left the pier at noon. Nobody could have known that it would be so late.",
    "orchard.txt": "The orchard froze. Apples fell, and the pickers went home.",
}


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("orchard apples", "orchard.txt"),
        ("nobody could have would be so?", "ferry.txt"),  # small words alone
        ("orchards ferry at noon?", "ferry.txt"),
    ],
)
async def test_the_best_window_holds_the_words_of_the_question(question: str, source: str, tmp_path: Path) -> None:
    async with Services.open(tmp_path / "evidence.db") as services:
        for name, body in TEXTS.items():
            await services.articles.save(record(name, body), "host", now=NOW)
        finder = services.finder
        windows, articles = await finder.windows(await finder.query(question, date(2024, 1, 14), ["host"]), ["host"])
        assert articles[windows[0].article_id].record.source == source
