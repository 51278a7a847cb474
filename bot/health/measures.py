"""What the bot counts of itself since it started. Nothing that anyone wrote, and no one's name, is in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.health.exposition import Counter, Family, Histogram, gauge

ACKNOWLEDGEMENT = (0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)  # seconds; Discord waits for three
ANSWER = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
ANSWERED, SILENT, REFUSED, FAILED, LATE = "answered", "silent", "refused", "failed", "late"


@dataclass(frozen=True, slots=True)
class Handled:
    """An interaction that is over: what it was, how it ended, and how long Discord waited for what (seconds).

    ``kind`` is command, menu, autocomplete, button or form, ``name`` one of the bot's own names.
    """

    kind: str
    name: str
    outcome: str
    acknowledged: float | None
    answered: float


class Measures:
    """Counters and clocks. Not shared between threads."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        """``clock`` tells the seconds since 1970."""
        self._clock = clock
        self.started = clock()
        self.last_acknowledged: float | None = None
        self.missed = 0  # interactions in a row that ended without an acknowledgement
        self.connected = False
        self._connected_until: float | None = None
        self._interactions = Counter(
            "cornerstone_interactions_total", "Interactions by command and by how they ended.",
            ("kind", "command", "outcome"),
        )  # fmt: skip
        self._acknowledgement = Histogram(
            "cornerstone_acknowledgement_seconds", "From an interaction's making to its acknowledgement.",
            ACKNOWLEDGEMENT,
        )  # fmt: skip
        self._answer = Histogram(
            "cornerstone_answer_seconds", "From an interaction's making to its answer, autocompletion left out.", ANSWER
        )
        self._connections = Counter(
            "cornerstone_gateway_connections_total", "Connections to Discord's gateway, anew or resumed.", ("how",)
        )

    def handled(self, one: Handled) -> None:
        """Count an interaction that is over."""
        self._interactions.add(one.kind, one.name, one.outcome)
        if one.acknowledged is None:
            self.missed += 1
        else:
            self.missed = 0
            self.last_acknowledged = self._clock()
            self._acknowledgement.observe(one.acknowledged)
        if one.kind != "autocomplete":
            self._answer.observe(one.answered)

    def connects(self, how: str) -> None:
        """Connected to the gateway, ``new`` or ``resumed``."""
        self._connections.add(how)
        self.connected = True

    def disconnects(self) -> None:
        """The gateway is gone, for now."""
        if self.connected:
            self._connected_until = self._clock()
        self.connected = False

    def away(self) -> float | None:
        """Seconds since the gateway was there, 0 while it is, None where it never was."""
        if self.connected:
            return 0.0
        return None if self._connected_until is None else max(0.0, self._clock() - self._connected_until)

    def since_acknowledged(self) -> float | None:
        """Seconds since the last acknowledgement, None where there was none yet."""
        return None if self.last_acknowledged is None else max(0.0, self._clock() - self.last_acknowledged)

    def families(self) -> list[Family]:
        """All of it."""
        last = () if self.last_acknowledged is None else (self.last_acknowledged,)
        return [
            self._interactions.family(),
            self._acknowledgement.family(),
            self._answer.family(),
            self._connections.family(),
            gauge("cornerstone_last_acknowledgement_timestamp_seconds", "When an interaction was last acknowledged.", *last),
            gauge("process_start_time_seconds", "When the bot was started.", self.started),
        ]  # fmt: skip
