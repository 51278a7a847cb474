"""What may be in the database after a kill: what was acknowledged, and of what was under way either side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

State = Hashable
Step = Callable[[State], State]


class Ledger:
    """For each thing that changes, the states that it may be in."""

    def __init__(self) -> None:
        self.allowed: dict[str, set[State]] = {}
        self.acknowledged: Counter[str] = Counter()
        self.open: Counter[str] = Counter()

    def may_be(self, key: str) -> set[State]:
        """The states that ``key`` may be in; None is where nothing was begun."""
        return self.allowed.setdefault(key, {None})

    @contextmanager
    def change(self, kind: str, key: str, step: Step) -> Iterator[Callable[[], None]]:
        """A change under way: ``key`` may be as before or a step on, until what is yielded is called: acknowledged."""
        before = self.may_be(key)
        after = {step(state) for state in before}
        self.allowed[key] = before | after
        self.open[kind] += 1

        def acknowledged() -> None:
            self.allowed[key] = after
            self.acknowledged[kind] += 1
            self.open[kind] -= 1

        yield acknowledged

    def settle(self, observed: dict[str, State]) -> list[str]:
        """What is not as it may be, a line each; from now on all is as it was observed."""
        wrong = [
            f"{key} is {observed.get(key)!r}, and should be one of {states!r}"
            for key, states in self.allowed.items()
            if observed.get(key) not in states
        ]
        wrong += [f"{key} is there, and nobody made it" for key in observed if key not in self.allowed]
        self.allowed = {key: {state} for key, state in observed.items()}
        self.open.clear()
        return wrong
