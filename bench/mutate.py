"""Quotations spoilt in known ways, each with the verdicts that are right for it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.models import Verdict

_WORD = re.compile(r"[^\W\d_]{4,}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"'])")
_NOT = re.compile(r"\b(?:not|never|no(?![.,])|nobody|nothing|cannot)\b|(?<!\bca)(?<!\bwo)n['’]t\b", re.IGNORECASE)
_TURNING = re.compile(
    r"\b(?:not?|never|none|nobody|nothing|nor|neither|cannot|without|hardly|barely|unless|if|whether|provided|assuming|unlikely"
    r"|fail\w*|refus\w*|reject\w*|den(?:y|ies|ied)|prevent\w*|oppos\w*|stop|lack\w*|unable|false|wrong|doubt\w*|impossible"
    r"|as long as|so long as|in case|only (?:if|when|after|with)|rather than|instead of|far from|subject to|depending on"
    r"|on condition|except|but|however|although|though|yet|otherwise|instead)\b|n['’]t\b",
    re.IGNORECASE,
)
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "…": "..."})
_BRACKETED = re.compile(r"\[(?!\s*(?:…|\.\.\.))([^\]]*)\]")
_FRAMES = (
    "{0} must pay for the {1} that {2} began last winter",
    "nobody had asked {0} to close the {1} before {2} arrived",
    "my grandmother kept {0} and {1} in the cellar beside {2}",
    "every school will get its own {0} once the {1} has voted on {2}",
    "the price of {0} should rise until {1} comes home with {2}",
    "tell them to burn the {0}, sell the {1} and forget {2}",
)


@dataclass(frozen=True)
class Quoted:
    """Words of a speaker in an article; ``direct`` tells them from reported speech."""

    text: str
    speaker: str
    key: str
    direct: bool
    source: str


@dataclass(frozen=True)
class Mutation:
    """Words to ask about; ``turns`` says that their meaning is no longer the speaker's; ``of`` what they were."""

    kind: str
    words: str
    speaker: str
    right: frozenset[Verdict]
    turns: bool = False
    of: str = ""


Maker = Callable[[Quoted, Sequence[Quoted], random.Random], "tuple[str, str] | None"]


def _typography(one: Quoted, _all: Sequence[Quoted], rng: random.Random) -> tuple[str, str]:
    text = _BRACKETED.sub(r"\1", one.text.translate(_MARKS)) if rng.random() < 0.7 else one.text
    text = rng.choice([text.upper(), text.lower(), text]).replace("—", rng.choice(["—", " - ", " – ", "--"]))
    return rng.choice(["“{}”", '"{}"', "{}", "  {} "]).format(text), one.speaker


def _one_word(one: Quoted, all_: Sequence[Quoted], rng: random.Random) -> tuple[str, str] | None:
    places = list(_WORD.finditer(one.text))
    others = _WORD.findall(rng.choice(all_).text)
    if not places or not others:
        return None
    place, other = rng.choice(places), rng.choice(others)
    if other.lower() in one.text.lower():
        return None
    return one.text[: place.start()] + other + one.text[place.end() :], one.speaker


def _without_not(one: Quoted, rng: random.Random, filling: str) -> tuple[str, str] | None:
    places = list(_NOT.finditer(one.text))
    if not places:
        return None
    place = rng.choice(places)
    return " ".join((one.text[: place.start()] + filling + one.text[place.end() :]).split()), one.speaker


def _dropped_not(one: Quoted, _all: Sequence[Quoted], rng: random.Random) -> tuple[str, str] | None:
    return _without_not(one, rng, " ")


def _ellipsis_over_not(one: Quoted, _all: Sequence[Quoted], rng: random.Random) -> tuple[str, str] | None:
    return _without_not(one, rng, rng.choice([" … ", " ... ", " [...] "]))


def _cut_behind_not(one: Quoted, _all: Sequence[Quoted], rng: random.Random) -> tuple[str, str] | None:
    sentences = [
        s
        for s in _SENTENCE.split(one.text)
        if _NOT.search(s) and not re.search(r"not (?:only|just|merely)|no doubt", s)
    ]
    if not sentences:
        return None
    sentence = rng.choice(sentences)
    place = rng.choice(list(_NOT.finditer(sentence)))
    kept = sentence[place.end() :].strip()
    return (
        (kept, one.speaker)
        if len(kept.split()) >= 3 and kept[0].isalpha() and kept.split()[0] not in {"but", "and"}
        else None
    )


def _cut_behind_if(one: Quoted, _all: Sequence[Quoted], _rng: random.Random) -> tuple[str, str] | None:
    found = re.search(
        r"(?<!even )\b(?:If|if|Unless|unless)\b(?! anything)[^.!?;,—]{8,120}, (?P<kept>(?:we|I|it|they|then|the|you)\b[^.!?;—]{10,})",
        one.text,
    )
    return (found["kept"], one.speaker) if found else None


def _edge_cut(one: Quoted, _all: Sequence[Quoted], rng: random.Random) -> tuple[str, str] | None:
    sentences = [s for s in _SENTENCE.split(one.text) if len(s.split()) >= 8 and not _TURNING.search(s)]
    if not sentences:
        return None
    words = rng.choice(sentences).split()
    first = rng.randint(0, len(words) // 3)
    last = len(words) - rng.randint(0 if first else 1, len(words) // 3)
    return " ".join(words[first:last]), one.speaker


def _honest_ellipsis(one: Quoted, _all: Sequence[Quoted], rng: random.Random) -> tuple[str, str] | None:
    sentences = [
        s for s in _SENTENCE.split(one.text) if len(s.split()) >= 12 and not _TURNING.search(s) and "…" not in s
    ]
    if not sentences:
        return None
    words = rng.choice(sentences).split()
    gap = rng.randint(4, len(words) - 7)
    return " ".join([*words[:gap], rng.choice(["…", "...", "[…]"]), *words[gap + rng.randint(1, 3) :]]), one.speaker


def _reordered(one: Quoted, _all: Sequence[Quoted], _rng: random.Random) -> tuple[str, str] | None:
    words = one.text.split()
    if len(words) < 12:
        return None
    middle = len(words) // 2
    return " ".join(words[middle:] + words[:middle]), one.speaker


def _sewn(one: Quoted, all_: Sequence[Quoted], rng: random.Random) -> tuple[str, str] | None:
    other = rng.choice(all_)
    mine, theirs = one.text.split(), other.text.split()
    if other.text == one.text or len(mine) < 9 or len(theirs) < 9 or not other.direct or one.text[:30] in other.text:
        return None
    return " ".join(
        mine[: rng.randint(5, len(mine) // 2 + 1)] + theirs[-rng.randint(5, len(theirs) // 2 + 1) :]
    ), one.speaker


def _wrong_speaker(one: Quoted, all_: Sequence[Quoted], rng: random.Random) -> tuple[str, str] | None:
    other = rng.choice(all_)
    if {w.lower() for w in re.findall(r"\w+", other.speaker)} & {w.lower() for w in re.findall(r"\w+", one.speaker)}:
        return None
    if any(same.speaker != one.speaker and one.text[:60] in same.text for same in all_):
        return None
    return one.text, other.speaker


def _invented(one: Quoted, all_: Sequence[Quoted], rng: random.Random) -> tuple[str, str] | None:
    words = [rng.choice(found) for found in (_WORD.findall(rng.choice(all_).text) for _ in range(3)) if found]
    return (rng.choice(_FRAMES).format(*words), one.speaker) if len(words) == 3 else None


def _reported(one: Quoted, _all: Sequence[Quoted], _rng: random.Random) -> tuple[str, str]:
    return one.text, one.speaker


_MAKERS: dict[str, tuple[Maker, Verdict, bool]] = {
    "typography": (_typography, Verdict.TRUE, False),
    "edge cut": (_edge_cut, Verdict.TRUE, False),
    "honest ellipsis": (_honest_ellipsis, Verdict.TRUE, False),
    "one word": (_one_word, Verdict.ALTERED, True),
    "dropped not": (_dropped_not, Verdict.ALTERED, True),
    "ellipsis over not": (_ellipsis_over_not, Verdict.ALTERED, True),
    "cut behind not": (_cut_behind_not, Verdict.ALTERED, True),
    "cut behind if": (_cut_behind_if, Verdict.ALTERED, True),
    "reordered": (_reordered, Verdict.STITCHED, True),
    "two sewn": (_sewn, Verdict.STITCHED, True),
    "wrong speaker": (_wrong_speaker, Verdict.WRONG_SPEAKER, True),
    "reported": (_reported, Verdict.REPORTED_NOT_DIRECT, False),
    "invented": (_invented, Verdict.INVENTED, True),
}
KINDS = tuple(_MAKERS)


def mutate(quoted: Sequence[Quoted], rng: random.Random, each: int) -> Iterator[Mutation]:
    """Up to ``each`` different mutations of every kind."""
    direct = [one for one in quoted if one.direct]
    reported = [one for one in quoted if not one.direct]
    for kind, (make, verdict, turns) in _MAKERS.items():
        source = reported if kind == "reported" else direct
        seen: set[tuple[str, str]] = set()
        for _ in range(20 * each if source else 0):
            one = rng.choice(source)
            made = make(one, direct, rng)
            if made is None or made in seen:
                continue
            seen.add(made)
            yield Mutation(kind, *made, frozenset({verdict}), turns, one.text)
            if len(seen) == each:
                break
