"""Attacks every regular expression of the program with texts made to slow it down: `python -m bench.regexes`.

Patterns are found in the modules of `bot` and `cogs` and in whatever the lexicon is built into. For each
repetition in a pattern, what it repeats is put together many times, behind what leads to it and before what can't
follow; each prefix of the pattern is repeated too, for searches that start anew at every place. A pattern that
needs more than twice the time for twice the text is printed.
"""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import bot
import cogs
from bot.services import Lexicon

SIZE = 5_000  # characters of an attack
QUIET = 0.01  # CPU seconds for `SIZE` that nobody asks about
FACTOR = 3.0  # how much longer twice the text may take: 2 is linear, 4 is quadratic
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
MOST_SECONDS = 20  # of the CPU for a pattern
SEARCHES = {"finditer", "findall", "sub", "subn", "split"}
BOUNDED = {  # weak, and used on short texts alone
    "bot.answer.moments._RIGHT_BEHIND",  # the 40 characters before a time
    "bot.answer.things._MEASURED",  # a passage, 1,500 characters
    "bot.answer.typed._ORIGIN",  # a question, 1,500 characters
    "bot.answer.whois._BEFORE",  # the 90 characters before a name
    "bot.retrieve.route._VIEW",  # a question, its blanks single
    "bot.text.bylines._NAME",  # a word of a line of up to 160 characters
    "bot.text.bylines._PARTS",  # such a line
    "bot.text.dates.grammar.LEAD",  # the 20 characters before a time
    "bot.text.header._SUFFIX",  # a fact of the header, 2,000 characters
    "bot.text.quotations.signed._VIA",  # the last 160 characters of a paragraph
}
ENDS = ("\x00", " a")
PIECES = (
    "a",
    "A",
    "A ",
    "1",
    " ",
    "\n",
    '"',
    "“",
    "-",
    ".",
    ". ",
    "a\n",
    "(",
    "’",
    "_",
    "é",
    "中",
    "\u0301",
    ",",
    "1,",
    "a-",
    "A.",
    "Aa ",
)


def main() -> None:
    """Prints what grows faster than its text."""
    found = patterns()
    for name, pattern in found.items():
        if name not in BOUNDED and (slow := weakness(name, pattern)):
            print(slow, flush=True)
    print(f"{len(found)} patterns attacked")


def weakness(name: str, pattern: re.Pattern[str]) -> str | None:
    """The first attack that a pattern is weak against, in words; None where none is found in `MOST_SECONDS`."""
    began, ways = time.process_time(), uses(name, pattern)
    for attack in attacks(pattern.pattern):
        if slow := growth(ways, attack):
            return f"{name}: {slow}\n    {pattern.pattern[:160]!r}\n    {attack!r}"
        if time.process_time() - began > MOST_SECONDS:
            break
    return None


def uses(name: str, pattern: re.Pattern[str]) -> dict[str, Callable[[str], object]]:
    """How a pattern is used by the module that names it; in every way, where that can't be seen."""
    ways: dict[str, Callable[[str], object]] = {
        "search": lambda text: sum(1 for _ in pattern.finditer(text)),
        "match": pattern.match,
        "fullmatch": pattern.fullmatch,
    }
    module, _, own = name.rpartition(".")
    file = getattr(sys.modules.get(module), "__file__", None)
    code = Path(file).read_text("utf-8") if file else ""
    seen = set(re.findall(rf"\b{re.escape(own)}\.(\w+)\(", code))
    return {way: use for way, use in ways.items() if way in seen or not seen or (way == "search" and seen & SEARCHES)}


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern of the program, by where it was found."""
    for package in (bot, cogs):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                importlib.import_module(found.name)
    lexicon = Lexicon()
    held = [lexicon, lexicon.understanding()]
    roots = [
        (name, module.__dict__) for name, module in sorted(sys.modules.items()) if name.split(".")[0] in {"bot", "cogs"}
    ]
    named: dict[str, re.Pattern[str]] = {}
    for name, root in [*roots, *((type(part).__name__, part) for part in held)]:
        named |= {f"{name}{path}": pattern for path, pattern in _held(root, set()) if pattern not in named.values()}
    return named


def _held(root: Any, seen: set[int], depth: int = 0) -> Iterator[tuple[str, re.Pattern[str]]]:
    if id(root) in seen or depth > 12:
        return
    seen.add(id(root))
    if isinstance(root, re.Pattern):
        if isinstance(root.pattern, str):
            yield "", root
    elif isinstance(root, dict):
        for key, value in root.items():
            yield from ((f".{key}{path}", found) for path, found in _held(value, seen, depth + 1))
    elif isinstance(root, (list, tuple, set, frozenset)) or type(root).__module__.split(".")[0] in {"bot", "cogs"}:
        for value in gc.get_referents(root):
            if not isinstance(value, type):
                yield from ((f".{type(root).__name__}{path}", found) for path, found in _held(value, seen, depth + 1))


def attacks(pattern: str) -> Iterator[tuple[str, str, str]]:
    """Lead, pump and end of texts that could take long."""
    tree = parser.parse(pattern)
    seen = set()
    for lead, pump in [
        *_pumps(tree, ""),
        *(("", piece) for piece in PIECES),
        *(("", part) for part in _prefixes(tree)),
    ]:
        for end in ENDS:
            if pump and (lead, pump, end) not in seen:
                seen.add((lead, pump, end))
                yield lead, pump, end


def _prefixes(tree: Any) -> Iterator[str]:
    for size in range(1, len(tree) + 1):
        yield _sample(tree[:size])
        yield _sample(tree[:size])[:-1]


def _pumps(tree: Any, lead: str) -> Iterator[tuple[str, str]]:
    """For each repetition, an example of what leads to it and of what it repeats."""
    for at, (op, argument) in enumerate(tree):
        before = lead + _sample(tree[:at])
        for inner in _inner(op, argument):
            if op in REPEATS:
                for example in {_sample(inner), _sample(inner, last=True)}:
                    yield before, example
                    yield before, example + _sample(tree[at + 1 :])
            yield from _pumps(inner, before)


def _inner(op: Any, argument: Any) -> list[Any]:
    if op in REPEATS:
        return [argument[2]]
    if op is codes.SUBPATTERN:
        return [argument[3]]
    if op is codes.BRANCH:
        return list(argument[1])
    if op is codes.ATOMIC_GROUP:
        return [argument]
    return []


def _sample(tree: Iterable[Any], *, last: bool = False) -> str:
    """A text that a piece of a pattern takes; ``last`` chooses the last of alternatives."""
    return "".join(_one(op, argument, last) for op, argument in tree)


def _one(op: Any, argument: Any, last: bool) -> str:
    if op is codes.LITERAL:
        return chr(argument)
    if op is codes.ANY or op is codes.NOT_LITERAL:
        return "x"
    if op is codes.IN:
        return _member(argument, last)
    if op is codes.BRANCH:
        return _sample(argument[1][-1 if last else 0], last=last)
    if op in REPEATS:
        return _sample(argument[2], last=last) * max(1, int(argument[0]))
    return "".join(_sample(inner, last=last) for inner in _inner(op, argument))


def _member(members: Any, last: bool) -> str:
    kinds: dict[str, str] = {
        "CATEGORY_DIGIT": "1",
        "CATEGORY_SPACE": " ",
        "CATEGORY_WORD": "a",
        "CATEGORY_NOT_SPACE": "x",
        "CATEGORY_NOT_WORD": ",",
    }
    if members[0][0] is codes.NEGATE:
        taken = {_member([one], last) for one in members[1:]}
        return next((char for char in "x 1,.A" if char not in taken), "x")
    op, argument = members[-1 if last else 0]
    if op is codes.LITERAL:
        return chr(int(argument))
    if op is codes.RANGE:
        return chr(int(argument[int(last)]))
    found: str = kinds.get(str(argument), "x")
    return found


def growth(ways: Mapping[str, Callable[[str], object]], attack: tuple[str, str, str]) -> str | None:
    """How the time grows with the attack's length, where it grows faster."""
    for name, use in ways.items():
        if _seconds(use, _text(attack, SIZE), 1) < QUIET:
            continue
        once, twice = (_seconds(use, _text(attack, size), 3) for size in (SIZE, 2 * SIZE))
        if twice > FACTOR * once:
            return f"{SIZE} characters {once * 1000:.0f} ms, {2 * SIZE} {twice * 1000:.0f} ms ({name})"
    return None


def _text(attack: tuple[str, str, str], size: int) -> str:
    lead, pump, end = attack
    return lead + pump * (size // len(pump)) + end


def _seconds(run: Callable[[str], object], text: str, times: int) -> float:
    taken = []
    for _ in range(times):
        began = time.process_time()
        run(text)
        taken.append(time.process_time() - began)
    return min(taken)


if __name__ == "__main__":
    main()
