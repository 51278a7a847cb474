"""Prometheus' text format, version 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/.

Written here because it is this small: the client library costs 2.5 MB and a twentieth of a second at every
start, for a process that has 120 MB and two seconds. The tests read it with that library's own parser.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter as Tally
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_IN_HELP = str.maketrans({"\\": r"\\", "\n": r"\n"})
_IN_LABEL = str.maketrans({"\\": r"\\", "\n": r"\n", '"': r"\""})


@dataclass(frozen=True, slots=True)
class Sample:
    """One value; ``suffix`` is what follows the family's name."""

    value: float
    labels: tuple[tuple[str, str], ...] = ()
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """What is measured: its name, its kind (counter, gauge, histogram), a line that explains it, its values."""

    name: str
    kind: str
    explained: str
    samples: tuple[Sample, ...]


def gauge(name: str, explained: str, *values: float) -> Family:
    """A family with a single value, or none where it isn't known."""
    return Family(name, "gauge", explained, tuple(Sample(value) for value in values))


class Counter:
    """Counts what has these labels; it only ever grows."""

    def __init__(self, name: str, explained: str, labels: Sequence[str]) -> None:
        self._name, self._explained, self._labels = name, explained, tuple(labels)
        self._counts: Tally[tuple[str, ...]] = Tally()

    def add(self, *values: str) -> None:
        """One more, with a value for each label."""
        self._counts[values] += 1

    def family(self) -> Family:
        """As it stands."""
        found = sorted(self._counts.items())
        samples = tuple(Sample(count, tuple(zip(self._labels, values, strict=True))) for values, count in found)
        return Family(self._name, "counter", self._explained, samples)


class Histogram:
    """Counts values by size. ``bounds`` are the buckets' upper ends, in order."""

    def __init__(self, name: str, explained: str, bounds: Sequence[float]) -> None:
        self._name, self._explained, self._bounds = name, explained, tuple(bounds)
        self._counts = [0] * (len(self._bounds) + 1)
        self._sum = 0.0

    def observe(self, value: float) -> None:
        """One more value."""
        self._counts[bisect_left(self._bounds, value)] += 1
        self._sum += value

    def family(self) -> Family:
        """As it stands: each bucket counts the smaller ones' values too."""
        return Family(self._name, "histogram", self._explained, tuple(self._samples()))

    def _samples(self) -> Iterator[Sample]:
        total = 0
        for bound, count in zip((*self._bounds, math.inf), self._counts, strict=True):
            total += count
            yield Sample(total, (("le", number(bound)),), "_bucket")
        yield Sample(self._sum, suffix="_sum")
        yield Sample(total, suffix="_count")


def text(families: Iterable[Family]) -> str:
    """The page. A family without values is left out."""
    return "".join(_lines(family) for family in families if family.samples)


def _lines(family: Family) -> str:
    head = f"# HELP {family.name} {family.explained.translate(_IN_HELP)}\n# TYPE {family.name} {family.kind}\n"
    return head + "".join(
        f"{family.name}{sample.suffix}{_labels(sample.labels)} {number(sample.value)}\n" for sample in family.samples
    )


def _labels(labels: tuple[tuple[str, str], ...]) -> str:
    shown = ",".join(f'{name}="{value.translate(_IN_LABEL)}"' for name, value in labels)
    return f"{{{shown}}}" if shown else ""


def number(value: float) -> str:
    """As Go reads it: 3, 0.25, +Inf, -Inf, NaN."""
    if math.isfinite(value):
        return str(int(value)) if value == int(value) else repr(value)
    return "NaN" if math.isnan(value) else "+Inf" if value > 0 else "-Inf"
