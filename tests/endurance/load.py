"""Questions and moderators' changes, as people make them on Discord, one after another until they are stopped."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from functools import partial

from tests.discord_standin import Standin
from tests.discord_standin.exchange import Exchange
from tests.discord_standin.world import ALICE, MODERATOR, Person
from tests.endurance.ledger import Ledger, State

MOST_OWN = 4  # articles that one moderator looks after
FORGETS = 0.3  # of those who reported an answer and have what is kept of them deleted
SPEAKERS = ("Yoko Kamikawa", "Lloyd Austin", "Fumio Kishida", "Minoru Kihara")
QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("ask", {"question": "What did Blinken say about Taiwan?"}),
    ("said", {"speaker": "Blinken"}),
    ("quote", {"words": "harbour must stay open to every ship"}),
    ("verify", {"quote": "The harbour must stay open to every ship", "speaker": "Blinken"}),
    ("sources", {}),
)
_people = itertools.count(200000000000000001)
_articles = itertools.count(1)


@dataclass(frozen=True)
class Held:
    """An article as it may stand in the database; ``speaker`` is who a moderator says spoke."""

    mark: str
    removed: bool = False
    speaker: str | None = None


@dataclass
class Own:
    """An article that a moderator looks after."""

    source: str
    name: str
    number: str = ""
    quotation: str = ""
    marks: int = 1


@dataclass
class Load:
    """The people, what they did, and what was said to them that was not expected."""

    discord: Standin
    ledger: Ledger
    chance: random.Random
    surprises: list[str] = field(default_factory=list)
    answered: int = 0
    late: int = 0
    own: list[list[Own]] = field(default_factory=lambda: [[], [], []])

    async def run(self) -> None:
        """Until it is cancelled."""
        async with asyncio.TaskGroup() as people:
            for owned in self.own:
                people.create_task(self._on_and_on(partial(self._moderate, owned)))
            for deed in (self._ask, self._ask, self._choose, self._report):
                people.create_task(self._on_and_on(deed))

    async def _on_and_on(self, deed: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await deed()
            except TimeoutError:  # nothing was acknowledged, so that either side may be there
                self.late += 1

    async def _moderate(self, owned: list[Own]) -> None:
        sound = [one for one in owned if len(self.ledger.may_be(one.source)) == 1]
        if len(sound) < MOST_OWN:
            await self._add(owned)
            return
        one = self.chance.choice(sound)
        (state,) = self.ledger.may_be(one.source)
        assert isinstance(state, Held)
        deeds = [self._restore] if state.removed else [self._edit, self._edit, self._remove, self._fix]
        await self.chance.choice(deeds)(one)

    async def _add(self, owned: list[Own]) -> None:
        who = _moderator()
        name = f"harbour paper {next(_articles)}"
        opened = await self.discord.command("article add", user=who)
        fields = {"Title": name, "Outlet and day": "The Harbour Post, January 13, 2024", "Text": text_of(name, 1)}
        preview = await self.discord.submit(opened, fields, user=who)
        one = Own(f"discord:{preview.id}", name)
        with self.ledger.change("add", one.source, lambda _: Held(mark(name, 1))) as acknowledged:
            saved = await self.discord.press(preview.message, "Save", user=who)
            if self._expected(saved, "Saved as #"):
                acknowledged()
                one.number = saved.text.partition("Saved as #")[2].partition(".")[0]
                owned.append(one)

    async def _edit(self, one: Own) -> None:
        who = _moderator()
        one.marks += 1
        opened = await self.discord.command("article edit", {"article": one.number}, user=who)
        preview = await self.discord.submit(opened, {"Text": text_of(one.name, one.marks)}, user=who)
        new = mark(one.name, one.marks)
        with self.ledger.change("edit", one.source, lambda state: _but(state, mark=new)) as acknowledged:
            if self._expected(await self.discord.press(preview.message, "Save", user=who), "is now at version"):
                acknowledged()

    async def _remove(self, one: Own) -> None:
        with self.ledger.change("remove", one.source, lambda state: _but(state, removed=True)) as acknowledged:
            told = await self.discord.command("article remove", {"article": one.number}, user=_moderator())
            if self._expected(told, "is taken out"):
                acknowledged()

    async def _restore(self, one: Own) -> None:
        with self.ledger.change("restore", one.source, lambda state: _but(state, removed=False)) as acknowledged:
            told = await self.discord.command("article restore", {"article": one.number}, user=_moderator())
            if self._expected(told, "is back"):
                acknowledged()

    async def _fix(self, one: Own) -> None:
        who, speaker = _moderator(), self.chance.choice(SPEAKERS)
        if not one.quotation:
            typed = {"article": one.number, "quotation": "open to every"}
            offered = await self.discord.autocomplete("quotation fix", "quotation", typed, user=who)
            one.quotation = offered[0]["value"]
        options = {"article": one.number, "quotation": one.quotation, "speaker": speaker}
        with self.ledger.change("fix", one.source, lambda state: _but(state, speaker=speaker)) as acknowledged:
            if self._expected(await self.discord.command("quotation fix", options, user=who), "Put right"):
                acknowledged()

    async def _choose(self) -> None:
        answers = self.chance.choice(["private", "public"])
        with self.ledger.change("settings", "settings", lambda _: answers) as acknowledged:
            told = await self.discord.command("settings", {"answers": answers}, user=_moderator())
            if self._expected(told, "the asker alone" if answers == "private" else "shown to all"):
                acknowledged()
        await asyncio.sleep(0.05)

    async def _report(self) -> None:
        who, comment = _person(), f"comment {next(_people)}"
        answer = await self.discord.command("said", {"speaker": "Blinken"}, user=who)
        form = await self.discord.press(answer.message, "Wrong?", user=who)
        with self.ledger.change("report", comment, lambda _: "open") as acknowledged:
            if self._expected(await self.discord.submit(form, {"What is wrong?": comment}, user=who), "Thank you"):
                acknowledged()
        await self._forget(who, comment) if self.chance.random() < FORGETS else await self._settle()

    async def _forget(self, who: Person, comment: str) -> None:
        kept = await self.discord.command("privacy", user=who)
        with self.ledger.change("forget", comment, lambda _: None) as acknowledged:
            if self._expected(
                await self.discord.press(kept.message, "Delete all of it", user=who), "Reports deleted: 1"
            ):
                acknowledged()

    async def _settle(self) -> None:
        queue = await self.discord.command("reports", user=_moderator())
        first = next(part["label"] for part in queue.buttons() if "Settle" in part.get("label", ""))
        comment = next(line for line in queue.text.splitlines() if line.startswith("Objection: "))
        with self.ledger.change("settle", comment.removeprefix("Objection: "), lambda _: "settled") as acknowledged:
            if self._expected(await self.discord.press(queue.message, first, user=_moderator()), "is settled"):
                acknowledged()

    async def _ask(self) -> None:
        name, options = self.chance.choice(QUESTIONS)
        await self.discord.command(name, options, user=_person())
        self.answered += 1

    def _expected(self, told: Exchange, words: str) -> bool:
        if words in told.text:
            return True
        self.surprises.append(told.text)
        return False


def _but(state: State, **changed: object) -> Held:
    assert isinstance(state, Held)
    return replace(state, **changed)  # type: ignore[arg-type]


def mark(name: str, version: int) -> str:
    """The words by which a version of an article is told from every other."""
    return f"Account {version} of the {name} was closed on that day."


def text_of(name: str, version: int) -> str:
    """An article; the quotation in it stays the same from version to version."""
    told = [f"Pier {number} of the {name} takes {number * version + 3} ships." for number in range(25)]
    return (
        f"TOKYO — The ministers spoke of the {name} on Friday.\n\n"
        f"“The {name} must stay open to every ship,” Secretary of State Antony Blinken told reporters.\n\n"
        f"{' '.join(told)}\n\n{mark(name, version)}\n"
    )


def _person() -> Person:
    return replace(ALICE, id=next(_people))


def _moderator() -> Person:
    return replace(MODERATOR, id=next(_people))
