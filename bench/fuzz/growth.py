"""Whether time grows with length alone: a text that takes long is timed again, and beside itself twice over."""

from __future__ import annotations

import time
from collections.abc import Callable

SHORT = 0.4  # CPU seconds that nobody asks about
FACTOR = 3.0  # twice the text: twice the time, and half of that again for what is measured badly
SLOWEST = 2e-3  # CPU seconds a character, instrumented; what is slower is a finding even where it is linear


class TooSlow(AssertionError):
    """A text that takes more than linear time, or more than `SLOWEST`."""


def seconds(run: Callable[[str], None], text: str, *, times: int = 1) -> float:
    """The least CPU time of some runs."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        run(text)
        taken.append(time.process_time() - began)
    return min(taken)


def check(run: Callable[[str], None], text: str, *, longer: bool = True) -> None:
    """Run; raises `TooSlow`. ``longer``: the text may be made longer to see how its time grows."""
    if seconds(run, text) < SHORT:
        return
    once = seconds(run, text, times=2)
    if once < SHORT:
        return
    if once > SHORT + SLOWEST * len(text):
        raise TooSlow(f"{len(text)} characters take {once:.2f} s")
    if longer and (twice := seconds(run, text + text, times=2)) > FACTOR * once:
        raise TooSlow(f"{len(text)} characters take {once:.2f} s, twice as many {twice:.2f} s")
