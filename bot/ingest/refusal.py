"""What can't be taken in, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """A source that was not taken in; ``reason`` is a clause for a user ("it is empty.")."""

    source: str
    reason: str
