"""Draws a timeline with matplotlib: rows by speaker, shape and colour by kind, gaps as breaks of the axis.

Colours are Okabe and Ito's, told apart by the colour-blind; the shape says the same as the colour.
"""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import font_manager
from matplotlib.figure import Figure

from bot.chart.timeline import Chart, gaps

DIRECT, REPORTED, INK, GRID = "#0072B2", "#E69F00", "#1A1A1A", "#D9D9D9"
WIDTH, ROW_HEIGHT, MARGIN = 10.0, 0.42, 1.7
PANELS = 4
LABELS = 8  # days that find room side by side under the whole picture
CJK = ("Noto Sans CJK JP", "IPAexGothic", "IPAGothic", "TakaoPGothic", "Hiragino Sans", "Yu Gothic")
NAME = 28


def png(chart: Chart) -> bytes:
    """The picture, as the bytes of a PNG."""
    fonts = _fonts()
    mpl.rcParams["font.family"] = [*fonts, "DejaVu Sans"]
    chart = chart if fonts else chart.in_latin()
    rows = chart.rows()
    stretches = _stretches([mark.day for mark in chart.marks])
    figure = Figure(figsize=(WIDTH, MARGIN + ROW_HEIGHT * len(rows)), dpi=110, layout="constrained")
    days = [(last - first).days for first, last in stretches]
    widths = [max(one, sum(days) / 6, 1) for one in days]
    axes = figure.subplots(1, len(stretches), sharey=True, squeeze=False, width_ratios=widths)[0]
    for number, (panel, stretch) in enumerate(zip(axes, stretches, strict=True)):
        _draw_panel(panel, chart, rows, stretch, number, len(stretches))
    axes[0].set_yticks(range(len(rows)), [_short(row) for row in rows])
    axes[0].set_ylim(len(rows) - 0.5, -0.5)
    figure.suptitle(_plain(chart.title), color=INK, fontsize=12)
    handles, labels = axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=2, frameon=False)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    return buffer.getvalue()


def _stretches(days: list[date]) -> list[tuple[date, date]]:
    """Where there are remarks: the axis is broken at the longest gaps, into `PANELS` at most."""
    first, last = min(days), max(days)
    breaks = sorted(gaps(days), key=lambda gap: gap[0] - gap[1])[: PANELS - 1]
    edges = sorted(breaks)
    starts = [first, *(end for _, end in edges)]
    ends = [*(start for start, _ in edges), last]
    return list(zip(starts, ends, strict=True))


def _draw_panel(panel: Any, chart: Chart, rows: list[str], stretch: tuple[date, date], number: int, count: int) -> None:
    first, last = stretch
    row_of = {name: row for row, name in enumerate(rows)}
    for direct, name in ((True, chart.direct), (False, chart.reported)):
        marks = [mark for mark in chart.marks if mark.direct is direct and first <= mark.day <= last]
        panel.scatter(
            [_at(mark.day) for mark in marks],
            [row_of.get(mark.who, len(rows) - 1) + (-0.12 if direct else 0.12) for mark in marks],
            s=52, marker="o" if direct else "D", color=DIRECT if direct else REPORTED, edgecolors=INK,
            linewidths=0.5, alpha=0.85, label=_plain(name), zorder=3,
        )  # fmt: skip
    around = max(timedelta(days=1), (last - first) / 12)
    panel.set_xlim(_at(first - around), _at(last + around))
    ticks = _ticks([mark.day for mark in chart.marks if first <= mark.day <= last], last - first, count)
    panel.set_xticks([_at(day) for day in ticks], [_named(day, chart.tick) for day in ticks])
    panel.grid(axis="both", color=GRID, zorder=0)
    panel.spines[["top", "right"]].set_visible(False)
    panel.tick_params(axis="y", length=0)
    if number:
        panel.spines["left"].set_linestyle((0, (4, 4)))


def _at(day: date) -> int:
    """Where a day stands on the axis."""
    return day.toordinal()


def _ticks(days: list[date], width: timedelta, panels: int) -> list[date]:
    """Days to name on the axis: days of remarks, far enough from each other to be read."""
    least = width * panels / LABELS
    kept: list[date] = []
    for day in sorted(set(days)):
        if not kept or day - kept[-1] > least:
            kept.append(day)
    return kept


def _named(day: date, form: str) -> str:
    """A day as it stands on the axis, the year beneath."""
    if form:
        return form.format(year=day.year, month=day.month, day=day.day)
    return f"{day.day} {day:%b}\n{day.year}"


def _fonts() -> list[str]:
    known = set(font_manager.get_font_names())
    return [name for name in CJK if name in known]


def _short(name: str) -> str:
    return _plain(name if len(name) <= NAME else name[: NAME - 1] + "…")


def _plain(text: str) -> str:
    """``text`` without matplotlib's formula marks."""
    return text.replace("$", r"\$")
