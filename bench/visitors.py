"""People on the stand-in for Discord: what they type, press and look after, in a mix that a seed fixes."""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.discord_standin import ALICE, BOB, DM, GUILD, MODERATOR, OTHER_GUILD, Exchange, Person, Standin
from tests.discord_standin.exchange import Payload, walk

PATIENCE = 60.0  # seconds for an answer
TOPICS = ("economy", "election", "climate", "Ukraine", "trade", "health", "Taiwan", "oil", "schools", "police")
PARTS = ("bi", "tru", "ha", "mo", "ki", "se", "an", "jo", "pu", "zel")
REMEMBERED = 30  # messages whose buttons may still be pressed
DRAFT = """WASHINGTON — The two sides met on {day} March 2024 to speak of pier {number}.

“Pier {number} stays open to every ship,” Secretary of State Antony Blinken told reporters. “We will not look away.”

Foreign Minister Yoko Kamikawa said that Japan would carry its share of patrol {number}.
"""
Deed = Callable[[], Awaitable[object]]


def questions(file: Path) -> list[str]:
    """The questions of a file as ``batch`` reads it."""
    found = [json.loads(line).get("question") for line in file.read_text("utf-8").splitlines()]
    return [question for question in found if question]


@dataclass
class Visitors:
    """A crowd; what they did is counted, and every interaction without an answer is named."""

    standin: Standin
    asked: list[str]
    random: random.Random
    done: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    _seen: list[tuple[Payload, Person, int]] = field(default_factory=list)
    _begun: int = 0
    _saved: list[int] = field(default_factory=list)

    def deeds(self) -> dict[str, tuple[int, Deed]]:
        """What a visitor may do, and how often among the others."""
        return {
            "ask": (30, self._ask),
            "said": (8, self._said),
            "quote": (5, self._quote),
            "verify": (8, self._verify),
            "autocomplete": (20, self._complete),
            "press": (12, self._press),
            "sources": (2, self._sources),
            "timeline": (1, self._timeline),
            "article show": (3, self._show),
            "article list": (2, self._listed),
            "article add": (4, self._add),
            "article edit": (2, self._edit),
            "article remove": (2, self._remove_and_restore),
            "report": (1, self._report),
        }

    async def one(self) -> None:
        """One visitor does one thing."""
        deeds = self.deeds()
        (name,) = self.random.choices([*deeds], [often for often, _ in deeds.values()])
        await self.do(name)

    async def do(self, name: str) -> None:
        """That thing."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self.deeds()[name][1]()
            self.done[name] += 1
        except AssertionError as err:
            self._lose(f"{name}: {err}")
        except TimeoutError:
            self._lose(f"{name}: no answer in {PATIENCE:g} s")
        self._take_away()

    def _lose(self, what: str) -> None:
        """It is printed at once as well: a run may be stopped before its end."""
        self.lost.append(what)
        print(f"lost: {what}", file=sys.stderr, flush=True)

    def _take_away(self) -> None:
        """Exchanges that are over are counted and forgotten, else the stand-in grows."""
        now = self.standin.clock.now()
        for token, one in list(self.standin.exchanges.items()):
            if one.settled or now - one.born > PATIENCE:
                self.waits.append(now - one.born if one.acknowledged is None else one.acknowledged - one.born)
                del self.standin.exchanges[token]

    async def _ask(self) -> Exchange:
        return await self._command("ask", question=self.random.choice(self.asked)[:300])

    async def _said(self) -> Exchange:
        names = await self._offered("speaker")
        return await self._command("said", speaker=names[0] if names else "Biden", topic=self.random.choice(TOPICS))

    async def _quote(self) -> Exchange:
        words = self.random.choice(self.asked).split()
        return await self._command("quote", words=" ".join(words[2:12]) or "the strait")

    async def _verify(self) -> Exchange:
        words = self.random.choice(self.asked).rstrip("?").split()
        return await self._command("verify", quote=" ".join(words[1:25]) or "the strait")

    async def _complete(self) -> None:
        await self._offered(self.random.choice(("speaker", "topic")))

    async def _press(self) -> Exchange | None:
        pressable = [(message, user, guild, part) for message, user, guild in self._seen for part in _buttons(message)]
        if not pressable:
            return await self._ask()
        message, user, guild, part = self.random.choice(pressable)
        values = [part["options"][0]["value"]] if part.get("options") else None
        return await self._settled(
            self.standin.press(message, part["custom_id"], values=values, user=user, guild=guild)
        )

    async def _sources(self) -> Exchange:
        return await self._command("sources")

    async def _timeline(self) -> Exchange:
        return await self._command("timeline", subject=self.random.choice(TOPICS))

    async def _show(self) -> Exchange:
        return await self._command("article show", article=self.random.choice(TOPICS))

    async def _listed(self) -> Exchange:
        return await self._moderates("article list")

    async def _add(self) -> Exchange:
        self._begun += 1
        number = self._begun
        saved = await self._filled(await self._moderates("article add"), number)
        self._saved.append(number)
        return saved

    async def _edit(self) -> Exchange:
        number = await self._taken()
        opened = await self._moderates("article edit", article=f"Pier {number}")
        edited = await self._filled(opened, number, changed=self.random.randrange(1000))
        self._saved.append(number)
        return edited

    async def _remove_and_restore(self) -> Exchange:
        number = await self._taken()
        await self._moderates("article remove", article=f"Pier {number}")
        restored = await self._moderates("article restore", article=f"Pier {number}")
        self._saved.append(number)
        return restored

    async def _report(self) -> Exchange:
        asked = await self._ask()
        wrong = [part for part in asked.buttons() if part.get("label") == "Wrong?"]
        if not wrong:
            return asked
        user, guild = self._who_saw(asked)
        opened = await self.standin.press(asked.message, "Wrong?", user=user, guild=guild)
        return await self.standin.submit(opened, {"What is wrong?": "The day."}, user=user, guild=guild)

    async def _taken(self) -> int:
        """One of the last articles that were added, out of the others' reach meanwhile."""
        if not self._saved:
            await self._add()
        number = self.random.choice(self._saved[-20:])
        self._saved.remove(number)
        return number

    async def _filled(self, opened: Exchange, number: int, changed: int = 0) -> Exchange:
        assert opened.modal is not None, f"no form, but: {opened.text}"
        fields = {
            "Title": f"Pier {number}",
            "Outlet and day": f"The Harbour Post, March {1 + number % 28}, 2024",
            "Text": DRAFT.format(day=1 + number % 28, number=number) + (f"\nChange {changed}.\n" if changed else ""),
        }
        preview = await self.standin.submit(opened, fields, user=MODERATOR)
        if not any(part.get("label") == "Save" for part in preview.buttons()):
            return preview
        return await self.standin.press(preview.message, "Save", user=MODERATOR)

    async def _offered(self, option: str) -> list[str]:
        """What is offered for a part of a name."""
        typed = {"speaker": "Biden", option: self.random.choice(PARTS)}
        user, guild = self._somebody()
        choices = await self.standin.autocomplete("said", option, typed, user=user, guild=guild)
        return [choice["value"] for choice in choices]

    async def _moderates(self, name: str, **options: str) -> Exchange:
        return await self._settled(self.standin.command(name, options, user=MODERATOR, wait=False))

    async def _command(self, name: str, **options: str) -> Exchange:
        user, guild = self._somebody()
        exchange = await self._settled(self.standin.command(name, options, user=user, guild=guild, wait=False))
        self._seen = [*self._seen[1 - REMEMBERED :], (exchange.message, user, guild)]
        return exchange

    async def _settled(self, call: Awaitable[Exchange]) -> Exchange:
        return await (await call).until_settled(PATIENCE)

    def _somebody(self) -> tuple[Person, int]:
        return self.random.choice((ALICE, BOB)), self.random.choice((GUILD, GUILD, OTHER_GUILD, DM))

    def _who_saw(self, exchange: Exchange) -> tuple[Person, int]:
        return next((user, guild) for message, user, guild in reversed(self._seen) if message is exchange.message)


def _buttons(message: Payload) -> list[Payload]:
    """The buttons and lists of a message that show more of it."""
    return [
        part for part in walk(message["components"]) if str(part.get("custom_id", "")).startswith(("context", "more"))
    ]
