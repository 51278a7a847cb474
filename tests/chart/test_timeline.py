import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

from bot.chart.timeline import Chart, Mark, draw, gaps
from bot.child import ChildFailed, Children

DAY = date(2023, 1, 11)


def chart(count: int = 12, names: int = 3, title: str = "Taiwan") -> Chart:
    marks = tuple(Mark(f"Speaker {n % names}", DAY + timedelta(days=40 * n), n % 2 == 0) for n in range(count))
    return Chart(title, marks)


def test_a_chart_survives_the_way_to_the_child():
    assert Chart.load(chart().dump()) == chart()


def test_the_busiest_have_rows_the_rest_share_one():
    assert chart(30, 12).rows()[-1] == "others"
    assert len(chart(30, 12).rows()) == 8


def test_gaps_are_long_stretches_without_a_remark():
    days = [DAY, DAY + timedelta(days=10), DAY + timedelta(days=200)]
    assert gaps(days) == [(days[1], days[2])]


async def test_a_child_draws_a_picture_and_ends():
    children = Children()
    odd = Chart("$\\frac{ a_b 林芳正", (Mark("$x^", DAY, True), Mark("林芳正", DAY + timedelta(days=900), False)))
    for one in (chart(), odd):
        assert (await draw(one, children)).startswith(b"\x89PNG")


async def test_a_child_is_found_wherever_the_bot_was_started(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    assert (await draw(chart(), Children())).startswith(b"\x89PNG")


def test_words_that_no_font_has_are_drawn_in_english():
    japanese = Chart("Taiwan", chart().marks, "直接", "間接", "その他", "{month}月{day}日\n{year}年")
    assert japanese.in_latin() == chart()


async def test_a_child_that_fails_or_hangs_is_told_of():
    with pytest.raises(ChildFailed, match="could not"):
        await Children().run("bot.chart", b"not a chart")
    with pytest.raises(ChildFailed, match="too long"):
        await Children(seconds=0.01).run("bot.chart", chart().dump())


async def test_children_run_one_at_a_time(monkeypatch):
    running: list[asyncio.subprocess.Process] = []
    start = asyncio.create_subprocess_exec

    async def watched(*args: str, **kwargs: Any) -> asyncio.subprocess.Process:
        assert all(process.returncode is not None for process in running)
        running.append(await start(*args, **kwargs))
        return running[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", watched)
    children = Children()
    results = await asyncio.gather(*(children.run("bot.no_such_module", b"") for _ in range(3)), return_exceptions=True)
    assert len(running) == 3
    assert all(isinstance(result, ChildFailed) for result in results)
