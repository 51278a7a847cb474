"""Leads a text through cleaning: lines, furniture, paragraphs, second copies, header, tail."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.models import Removed
from bot.text.bylines import BylineReader
from bot.text.clean.furniture import Furniture
from bot.text.clean.join import join, unwrap
from bot.text.clean.lines import Block, HeaderLine, Role, read_lines
from bot.text.clean.lists import LIST, take_out
from bot.text.clean.repeats import drop_repeats
from bot.text.clean.tail import cut_after, cut_tail
from bot.text.clean.top import SECTION, TopReader
from bot.text.labels import LabelReader
from bot.text.mastheads import MastheadReader
from bot.text.stamps import StampReader

_OTHERS = frozenset({LIST, "related", "advertisement", "heading without a list"})  # what speaks of other pages
_EACH = re.compile(r",?\s+and\s+|,\s+")  # between the authors of a byline


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A body, paragraphs parted by blank lines; the lines of the header; and what was taken out, by line."""

    body: str
    header: tuple[HeaderLine, ...]
    removed: tuple[Removed, ...]


class Cleaner:
    """Constructed with furniture.toml and the readers of bylines, stamps, labels and mastheads."""

    def __init__(
        self,
        furniture: Mapping[str, Any],
        bylines: BylineReader,
        stamps: StampReader,
        labels: LabelReader,
        mastheads: MastheadReader,
    ) -> None:
        self._furniture = Furniture(furniture)
        self._bylines = bylines
        self._stamps = stamps
        self._top = TopReader(self._furniture, bylines, stamps, labels, mastheads)

    def clean(self, text: str, title: str | None = None) -> Cleaned:
        """Cleans a text. ``title`` is the one stated beside it (front matter, a field), if any."""
        lines = unwrap(read_lines(text))
        roles = self._top.facts(lines)
        kept, removed = take_out([line for line in lines if line.number not in roles], self._furniture)
        kept_numbers = {line.number for line in kept} | set(roles)
        alone = frozenset(roles) | {line.number for line in kept if self._furniture.stands_alone(line.text)}
        blocks = join([line for line in lines if line.number in kept_numbers], alone)
        top = self._top.read(blocks, roles, title)
        story, copies = drop_repeats(top.blocks)
        labels = [item.text for item in top.removed if item.reason == SECTION]
        bylines = [byline.author for line in top.header if (byline := self._bylines.read(line.text))]
        authors = [author for byline in bylines for author in (byline, *_EACH.split(byline)) if author]
        story, tail = cut_tail(story, self._furniture, labels, authors)
        removed += [*top.removed, *copies, *tail]
        story, after = cut_after(story, removed, self._furniture)
        story, stamp = self._stamp_below(story)
        if not stamp and not any(line.role is Role.STAMP for line in top.header):
            stamp = self._stamp_among([*removed, *after])
            found = {line.number for line in stamp}
            removed = [item for item in removed if item.line not in found]
            after = [item for item in after if item.line not in found]
        removed = sorted(
            [*removed, *after, *(Removed(line.number, line.text, line.role.value) for line in stamp)], key=_by_line
        )
        return Cleaned(_body(story), (*top.header, *stamp), tuple(removed))

    def _stamp_below(self, blocks: list[Block]) -> tuple[list[Block], list[HeaderLine]]:
        """The blocks without a stamp under the story, in brackets or with a label, and the stamp."""
        read = self._stamps.read(blocks[-1].text) if len(blocks) > 1 else None
        if read is None or not (read.labelled or blocks[-1].text.startswith("(")):
            return blocks, []
        return blocks[:-1], [HeaderLine(Role.STAMP, blocks[-1].number, blocks[-1].text)]

    def _stamp_among(self, removed: Sequence[Removed]) -> list[HeaderLine]:
        """The stamp of publication among lines that were taken out, where it is labelled as one; else of a change."""
        own = [item for item in removed if item.reason not in _OTHERS]
        read = [(item, told) for item in own if (told := self._stamps.read(item.text)) and told.labelled]
        read.sort(key=lambda pair: pair[1].updated)
        return [HeaderLine(Role.STAMP, item.line, item.text) for item, _ in read[:1]]


def _by_line(item: Removed) -> int:
    return item.line


def _body(blocks: Sequence[Block]) -> str:
    return "\n\n".join(block.text for block in blocks)
