"""What stands over the story: section labels, title, byline, stamp, outlet; and where the story begins."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.models import Removed
from bot.text.bylines import BylineReader
from bot.text.clean.furniture import Furniture
from bot.text.clean.lines import (
    Block,
    HeaderLine,
    Line,
    Role,
    count_words,
    ends_sentence,
    is_bullet,
    is_headline,
    is_prose,
    is_turn,
    sameness,
)
from bot.text.labels import LabelReader
from bot.text.mastheads import MastheadReader
from bot.text.stamps import StampReader

GLUED_CREDIT = "photo credit glued to a title"
SECTION, MASTHEAD, OVER = "section label", "masthead", "line over the title"
_DEPTH = 30  # lines in which a header may stand
_LABEL_WORDS = 5
_HEADLINE = 4  # words of a line that may be a headline
_SENTENCE = 12  # words of a line from which it is no label that ends in a full stop
_LIKE = 92.0
_STORY = 6  # paragraphs of a story that tell what its title is about
_TOLD, _HALF, _BESIDE = (
    0.3,
    0.5,
    0.6,
)  # share of a title's words that they have at least, surely, and beside the line that shares most
_BEGUN = 5  # letters by which a word is known in another form
_STANDFIRST = 11  # words of a line that is rather a standfirst than a title
_NAMESAKE = 0.5  # share of a first line's words in the story, from which it is a title and no outlet's name
_LETTERS = 4  # of a word that tells what a title is about
_STEPS = ((re.compile(r"\s*[>»›]\s*|\s/\s"), 2), (re.compile(r"\s*[|•·]\s*"), 3))  # and as many as a title may have
_PARTS = re.compile(r"\s+[|–—-]\s+")  # "Ministers meet | Circuit & Board"
_SHORTEST = 20  # characters that the beginning of a title has to have in common


@dataclass(frozen=True, slots=True)
class Top:
    """The header's lines, what was taken out with them, and the paragraphs that stay."""

    header: tuple[HeaderLine, ...]
    removed: tuple[Removed, ...]
    blocks: tuple[Block, ...]


class TopReader:
    """Tells the lines of a header by their patterns and places."""

    def __init__(
        self,
        furniture: Furniture,
        bylines: BylineReader,
        stamps: StampReader,
        labels: LabelReader,
        mastheads: MastheadReader,
    ) -> None:
        self._furniture = furniture
        self._bylines = bylines
        self._stamps = stamps
        self._labels = labels
        self._mastheads = mastheads

    def facts(self, lines: Sequence[Line]) -> dict[int, Role]:
        """The lines near the top that are a byline, a stamp, an outlet or labelled: number -> role."""
        roles: dict[int, Role] = {}
        told = 0  # sentences since the last of them: a standfirst may stand between title and byline
        for number, line in enumerate(lines[:_DEPTH]):
            long = count_words(line.text) > _SENTENCE or told
            if is_prose(line.text) and long and not self._furniture.is_caption(line.text):
                told += 1
                if told > 1:
                    break
                continue
            role = self._role(line.text, after_byline=Role.BYLINE in roles.values())
            before = lines[number - 1] if number else line
            if role is None and self._bylines.is_role(line.text) and self._bylines.is_name(before.text):
                roles[before.number] = role = Role.BYLINE
            if (
                role is None
                and not told
                and Role.BYLINE not in roles.values()
                and self._is_author(lines, number, roles)
            ):
                role = Role.BYLINE
            if role:
                roles[line.number] = role
                told = 0
        return roles

    def _is_author(self, lines: Sequence[Line], number: int, roles: Mapping[int, Role]) -> bool:
        """Whether a name alone on a line is the author's: beside a stamp, or under a headline where the story has no such name."""
        line, before = lines[number], lines[max(0, number - 1)]
        after = lines[number + 1] if number + 1 < len(lines) else line
        if not self._bylines.is_person(line.text) or any(
            self._bylines.is_name(each.text) for each in {before, after} - {line}
        ):
            return False
        if roles.get(before.number) is Role.STAMP or self._stamps.read(after.text) is not None:
            return True
        under = count_words(before.text) >= _HEADLINE and before is not line
        return under and not after.text[0].islower() and _is_no_subject(line, lines)

    def _role(self, text: str, *, after_byline: bool) -> Role | None:
        labelled = self._labels.read(text)
        if labelled:
            return Role(labelled.what)
        if self._stamps.read(text):
            return Role.STAMP
        if self._bylines.read(text) or (after_byline and self._bylines.is_role(text)):
            return Role.BYLINE
        return Role.OUTLET if self._bylines.outlet(text) else None

    def read(self, blocks: Sequence[Block], roles: dict[int, Role], title: str | None) -> Top:
        """Takes the header off the blocks. ``title`` is the one stated beside the text, if any."""
        depth = _story_begins(blocks, roles)
        if Role.TITLE in roles.values():
            at = None
        else:
            at = _stated_title(blocks[: depth + 1], title) if title else self._title(blocks, depth, roles)
        header: list[HeaderLine] = []
        removed: list[Removed] = []
        kept: list[Block] = []
        for number, block in enumerate(blocks[: depth + 1]):
            role = Role.TITLE if number == at else roles.get(block.number)
            if role:
                labelled = self._labels.read(block.text)
                text = labelled.value if labelled else block.text
                text, credit = self._furniture.split_credit(text) if role is Role.TITLE else (text, "")
                header.append(HeaderLine(role, block.number, text))
                removed += _taken(block, role, credit)
            elif (at is not None and number > at and block.text in _PARTS.split(blocks[at].text)[1:]) or (
                at is not None and number in (at - 1, at + 1) and self._mastheads.of_line(block.text)
            ):
                removed += (Removed(line.number, line.text, MASTHEAD) for line in block.lines)
            elif reason := self._reason(block, before_title=not title and at is not None and number < at):
                removed += (Removed(line.number, line.text, reason) for line in block.lines)
            elif at is not None and sameness(block.text) == sameness(blocks[at].text):
                removed += (Removed(line.number, line.text, "second copy of the title") for line in block.lines)
            else:
                kept.append(block)
        return Top(tuple(header), tuple(removed), (*kept, *blocks[depth + 1 :]))

    def _reason(self, block: Block, *, before_title: bool) -> str | None:
        """Why a line over the story is none of it: a section's label, the outlet's name, or what stands over the title."""
        if is_prose(block.text) or is_turn(block.text) or is_bullet(block.text):
            return None
        if before_title and count_words(block.text) <= _LABEL_WORDS:
            return SECTION
        if before_title:
            return None if block.text[-1] in '.:?!…"”' else OVER
        return SECTION if self._furniture.is_section(block.text) or self._furniture.is_menu(block.text) else None

    def _title(self, blocks: Sequence[Block], depth: int, roles: dict[int, Role]) -> int | None:
        """Which block is the title: one that is printed twice, else the first that looks like a headline of this story."""
        candidates = [
            at
            for at, block in enumerate(blocks[:depth])
            if block.number not in roles and self._could_be_title(self._furniture.split_credit(block.text)[0])
        ]
        keys = [sameness(blocks[at].text) for at in candidates]
        twice = next((at for at, key in zip(candidates, keys, strict=True) if keys.count(key) > 1), None)
        if twice is not None:
            return twice
        byline = next((at for at, block in enumerate(blocks) if roles.get(block.number) is Role.BYLINE), depth)
        over = [at for at in candidates if at < byline]
        if len(over) > 1 and blocks[over[0]].number == 1 and self._mastheads.of_page(blocks[over[0]].text, ()):
            over = over[1:] if _share(blocks[over[0]].text, _words_of(blocks[depth:])) < _NAMESAKE else over
        under = [
            at
            for at in candidates
            if count_words(blocks[at].text) > _LABEL_WORDS and not ends_sentence(blocks[at].text)
        ]
        candidates = self._with_title(over or under, _of_story(over or under, blocks, depth), blocks)
        return next((at for at in candidates if count_words(blocks[at].text) >= 4), next(iter(candidates), None))

    def _with_title(self, every: Sequence[int], telling: list[int], blocks: Sequence[Block]) -> list[int]:
        """The lines that tell of the story behind the short one right over them: a title over its standfirst."""
        first = telling[0] if telling else 0
        title = next((at for at in every if at == first - 1 and blocks[at].number > 1), None)
        if title is None or title in telling or count_words(blocks[first].text) < _STANDFIRST:
            return telling
        text = blocks[title].text
        shorter = count_words(text) < _STANDFIRST and any(word.islower() for word in text.split())
        return [title, *telling] if shorter and not self._mastheads.is_of_page(text) else telling

    def _could_be_title(self, text: str) -> bool:
        return (
            is_headline(text)
            and not is_bullet(text)
            and not _is_trail(text)
            and not self._furniture.is_menu(text)
            and self._mastheads.of_line(text) is None
            and not self._furniture.is_caption(text)
            and not self._furniture.is_section(text)
            and not self._furniture.is_generic_title(text)
        )


def _is_no_subject(name: Line, lines: Sequence[Line]) -> bool:
    """Whether no other line has the family name of somebody whose name stands alone."""
    family = name.text.rpartition(" ")[2]
    return not any(family in line.text for line in lines if line is not name)


def _of_story(candidates: Sequence[int], blocks: Sequence[Block], depth: int) -> list[int]:
    """Of lines that may be the title those that share words with the story; all where none does."""
    story = _words_of(blocks[depth:])
    shares = {at: _share(blocks[at].text, story) for at in candidates}
    least = max(_TOLD, min(_HALF, _BESIDE * max(shares.values(), default=0.0)))
    return [at for at in candidates if shares[at] >= least] or list(candidates)


def _words_of(story: Sequence[Block]) -> set[str]:
    """How the words of a story's first paragraphs begin."""
    return {word[:_BEGUN] for block in story[:_STORY] for word in sameness(block.text).split()}


def _share(text: str, story: set[str]) -> float:
    """The share of a line's longer words that a story has in some form."""
    words = [word[:_BEGUN] for word in sameness(text).split() if len(word) >= _LETTERS]
    return sum(word in story for word in words) / len(words) if words else 0.0


def _is_trail(text: str) -> bool:
    """Whether a line is steps of a trail or menu: "Home / World / Ministers meet", "ePaper | Cities | Cricket | Opinion"."""
    return any(
        len(steps) > most and _are_short(steps[:-1]) for pattern, most in _STEPS if (steps := pattern.split(text))
    )


def _are_short(steps: Sequence[str]) -> bool:
    return all(count_words(step) <= _LABEL_WORDS for step in steps)


def _taken(block: Block, role: Role, credit: str) -> list[Removed]:
    """The lines of the header's block, a photo credit glued to the last one apart."""
    *lines, last = [Removed(line.number, line.text, role.value) for line in block.lines]
    if not credit or not last.text.endswith(credit):
        return [*lines, last]
    rest = Removed(last.line, last.text.removesuffix(credit).rstrip(), last.reason)
    return [*lines, rest, Removed(last.line, credit, GLUED_CREDIT)]


def _story_begins(blocks: Sequence[Block], roles: dict[int, Role]) -> int:
    """The index of the first paragraph of the story: a sentence that no line of the header follows before the next."""
    first = None
    for at, block in enumerate(blocks[:_DEPTH]):
        if block.number in roles:
            first = None
        elif is_prose(block.text):
            if first is not None:
                return first
            first = at
    return min(len(blocks), _DEPTH) if first is None else first


def _stated_title(blocks: Sequence[Block], title: str) -> int | None:
    """Which block says again the title that is stated beside the text."""
    wanted = sameness(title)
    for at, block in enumerate(blocks):
        if len(block.text) <= 2 * len(title) + 40 and wanted and _says_again(sameness(block.text), wanted):
            return at
    return None


def _says_again(said: str, wanted: str) -> bool:
    """Whether both are one title: alike, or one cut short ("…", a site's name after a dash)."""
    if said == wanted:
        return True
    shorter = min(len(said), len(wanted))
    if shorter >= _SHORTEST and (said.startswith(wanted) or wanted.startswith(said)):
        return True
    return shorter > 20 and fuzz.ratio(said, wanted) >= _LIKE
