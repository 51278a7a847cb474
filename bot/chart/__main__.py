"""The child: reads a chart from stdin, writes a PNG to stdout, ends."""

from __future__ import annotations

import sys

from bot.chart.drawing import png
from bot.chart.timeline import Chart

sys.stdout.buffer.write(png(Chart.load(sys.stdin.buffer.read())))
