"""The story around its quotations: the words outside the marks, each quoted region as one item among them.

Attributions are read here, where "…" stands for a quoted region whatever it holds: `"…," he said, "…"`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container
from dataclasses import dataclass
from itertools import compress
from operator import ne

from bot.text.prose import Prose
from bot.text.quotations.marks import Region
from bot.text.quotations.tables import QUOTED, Grammar

_STOPS = frozenset(".!?")
_CLOSING = frozenset(")]”\"’'")

_DASHES = frozenset({"—", "–", "-"})
_MAY_END = frozenset(".!?)]”\"'’")
_LONGEST_SENTENCE = 301  # items; longer is no prose, and is cut so that every step stays linear


@dataclass(slots=True)
class Flow:
    """Items in parallel lists: lower-case words, or `QUOTED` for the region numbered in ``region``."""

    prose: Prose
    regions: list[Region]
    words: list[str]
    lower: list[str]
    region: list[int]
    starts: list[int]
    ends: list[int]
    paragraph: list[int]
    sentence: list[int]
    bounds: list[tuple[int, int]]
    of_region: list[int]
    telling: list[tuple[int, str]]  # items that verbs of saying and speakers are found by

    def __len__(self) -> int:
        return len(self.words)

    def at(self, offset: int) -> int:
        """The index of the first item that starts at ``offset`` or after it."""
        return bisect_left(self.starts, offset)

    def sentence_of(self, index: int) -> tuple[int, int]:
        """The first item and the end (exclusive) of the sentence that holds ``index``."""
        return self.bounds[self.sentence[index]]

    def is_acronym(self, index: int) -> bool:
        """Whether the item is in capitals, as "US" and "IT" are, which are no pronouns."""
        return len(self.lower[index]) > 1 and self.words[index].isupper()

    def those(self, words: Container[str]) -> list[tuple[int, str]]:
        """The items that are one of ``words``, some of those that tell, each with its place."""
        return [pair for pair in self.telling if pair[1] in words]

    def text(self, first: int, last: int) -> str:
        """The printed words of items ``first`` up to ``last``, white space made plain."""
        return " ".join(self.prose.body[self.starts[first] : self.ends[last - 1]].split()) if last > first else ""


def read_flow(prose: Prose, regions: list[Region], grammar: Grammar, telling: frozenset[str]) -> Flow:
    """Fold each region into one item, pick out the words that are ``telling``, and find the sentences of what is left."""
    flow = Flow(prose, regions, [], [], [], [], [], [], [], [], [], [])
    position = 0
    for number, region in enumerate(regions):
        stop = prose.at(region.outer_start)
        _take(flow, prose, position, stop)
        position = prose.at(region.outer_end)
        flow.of_region.append(len(flow))
        flow.words.append(QUOTED)
        flow.lower.append(QUOTED)
        flow.region.append(number)
        flow.starts.append(region.outer_start)
        flow.ends.append(region.outer_end)
        flow.paragraph.append(prose.paragraph[min(stop, len(prose) - 1)])
    _take(flow, prose, position, len(prose))
    flow.telling = list(compress(enumerate(flow.lower), map(telling.__contains__, flow.lower)))
    _split_sentences(flow, grammar)
    return flow


def _take(flow: Flow, prose: Prose, first: int, last: int) -> None:
    if last <= first:
        return
    flow.words += prose.words[first:last]
    flow.lower += prose.lower[first:last]
    flow.region += [-1] * (last - first)
    flow.starts += prose.starts[first:last]
    flow.ends += prose.ends[first:last]
    flow.paragraph += prose.paragraph[first:last]


def _split_sentences(flow: Flow, grammar: Grammar) -> None:
    first = 0
    for end in _sentence_ends(flow, grammar):
        while first < end:
            cut = min(end, first + _LONGEST_SENTENCE)
            flow.sentence += [len(flow.bounds)] * (cut - first)
            flow.bounds.append((first, cut))
            first = cut


def _sentence_ends(flow: Flow, grammar: Grammar) -> list[int]:
    """The items behind which a paragraph or a sentence is over, the last of all included."""
    paragraph = flow.paragraph
    behind = compress(range(1, len(flow)), map(ne, paragraph, paragraph[1:]))
    marks = [k for k, word in enumerate(flow.words[:-1]) if word[-1] in _MAY_END]
    stops = [k + 1 for k in marks if paragraph[k] == paragraph[k + 1] and _ends_sentence(flow, k, grammar)]
    return sorted([*behind, *stops, len(flow)])


def _ends_sentence(flow: Flow, index: int, grammar: Grammar) -> bool:
    word, following = flow.words[index], flow.words[index + 1]
    if following in _CLOSING or (following in _STOPS and word in _STOPS):
        return False
    opens = following[0].isupper() or following[0].isdigit() or following[0] in "“‘\"'@#[(—–•-"
    if word in _STOPS:
        return opens
    if word in _CLOSING:
        return index > 0 and flow.words[index - 1] in _STOPS and opens
    if word == QUOTED:
        if following in _DASHES:
            return False
        return opens and _ends_inside(flow, index)
    if word[-1] == "." and flow.lower[index] not in grammar.abbreviations and len(word) > 2:
        return flow.lower[index + 1] in grammar.starters and following[0].isupper()
    return False


def _ends_inside(flow: Flow, index: int) -> bool:
    """Whether the quotation's own last mark ends the sentence; "…?" Smith asked goes on."""
    region = flow.regions[flow.region[index]]
    last = flow.prose.body[max(region.start, region.end - 3) : region.end].rstrip("’'”\"")[-1:]
    if last == ".":
        return True
    if last not in {"?", "!"}:
        return last in {"…", ":"} and flow.words[index + 1] == QUOTED
    after = flow.lower[index + 1 : index + 9]
    ends = next((k for k, word in enumerate(after) if word in {".", ",", ":"}), len(after))
    return ends >= len(after) or ends > 6 or flow.words[index + 1] == QUOTED
