"""Whether a quoted region is a quotation, or a title, a nickname, a term held at arm's length.

Speech is long, ends in a mark of its own, speaks of "I" and "we" and stands by a verb of saying. A scare
quote is a word or two before a noun, behind "a so-called"; a title of a work is all capitals.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.text.quotations.attribution import Attribution
from bot.text.quotations.ranker import bucket
from bot.text.quotations.reports import Weighed
from bot.text.quotations.scene import Scene
from bot.text.quotations.tables import QUOTED

_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\d,.%]*")
_PERSONAL = frozenset(
    [
        "i",
        "we",
        "you",
        "i'm",
        "i've",
        "i'll",
        "i'd",
        "we're",
        "we've",
        "we'll",
        "you're",
        "my",
        "our",
        "your",
        "me",
        "us",
        "it's",
        "don't",
        "can't",
        "that's",
        "he's",
        "she's",
        "they're",
        "let's",
    ]
)
_VERBAL = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "should",
        "must",
        "may",
        "might",
        "not",
    ]
)
_LENGTHS = (1, 2, 3, 4, 6, 9, 14, 25)
_SHARES = (20, 40, 60, 75, 85, 92, 97)
_SCORES = (-3, -1, 0, 1, 2, 3, 4, 6)
_CHANCES = (15, 40, 70)
_HELD = (10, 25, 40, 55, 70, 85)
_DISTANCES = (1, 3, 6, 10, 16)
_MOST_WORDS = 60


class QuotedJudge:
    """Names what can be seen of a region; the weights say what it amounts to."""

    def __init__(self, scene: Scene, reports: Sequence[Weighed]) -> None:
        """``reports`` are the contents of the clauses, those likeliest to be speech first."""
        self._scene = scene
        self._flow = scene.flow
        self._within: dict[int, str] = {}
        short = (scene.body[r.start : r.end] for r in scene.regions if r.end - r.start < 45)
        self._texts = Counter(text.strip(" ,.").lower() for text in short)
        self._held: dict[int, tuple[float, str]] = {}
        for weighed in reports:
            content, group = weighed.content, weighed.content.clause.form.group
            told = f"{group}|{bucket(int(100 * weighed.likely), _CHANCES)}"
            for first, last in content.parts:
                for item in range(first, last):
                    if self._flow.region[item] >= 0:
                        self._within.setdefault(item, told)
                        self._held[item] = max(self._held.get(item, (0.0, "")), (weighed.held, group))

    def features(self, number: int, given: Attribution) -> list[str]:
        """What speaks for and against a quotation in region ``number``, attributed as ``given``."""
        region = self._scene.regions[number]
        text = self._scene.body[region.start : min(region.end, region.start + 600)]
        words = _WORD.findall(text)[:_MOST_WORDS]
        length = bucket(len(words), _LENGTHS)
        title = self._title(words)
        features = [f"length={length}", f"closed={region.closed}", *self._inside(words, text, length)]
        features += self._outside(number, length)
        features += self._near(number, title, length)
        features += self._given(given, length)
        within = self._within.get(self._flow.of_region[number], "none")
        features += (f"within={within}", f"within={within}|{length}", f"within={within}|{title}")
        score = bucket(int(given.score), _SCORES)
        features += (f"within={within}|score={score}", f"score={score}|{title}")
        item = self._flow.of_region[number]
        before = self._flow.lower[item - 1] if item else "^"
        features += (
            f"within={within}|before={self._class(before)}",
            f"score={score}|before={self._class(before)}|{length}",
        )
        again = self._repeated(text)
        features += (f"again={again}|{length}",)
        return (
            features + self._holder(item, length) + self._cue_before(item, length) + self._around(item, words, length)
        )

    def _holder(self, item: int, length: str) -> list[str]:
        """How likely the words around are what someone says, believes or plans."""
        if item not in self._held:
            return ["held=none", f"held=none|{length}"]
        chance, group = self._held[item]
        held = bucket(int(100 * chance), _HELD)
        return [f"held={held}", f"held={held}|{length}", f"held={held}|{group}"]

    def _cue_before(self, item: int, length: str) -> list[str]:
        """The last verb before the marks in their sentence: what it does, what it leads to, how far off it is."""
        clauses = self._scene.by_sentence.get(self._flow.sentence[item], ())
        clause = max((c for c in clauses if c.cue < item), key=lambda c: c.cue, default=None)
        if clause is None:
            return ["verb=none", f"verb=none|{length}"]
        group, far = clause.form.group, bucket(item - clause.cue, _DISTANCES)
        return [
            f"verb={group}|{clause.link}|{far}",
            f"verb={group}|{clause.link}|{length}",
            f"verb={group}|{clause.subject is not None}|{length}",
        ]

    def _around(self, item: int, words: list[str], length: str) -> list[str]:
        """The classes of the three words before the marks and of the one behind, and the first word within."""
        flow, word_class = self._flow, self._scene.word_class
        start, end = flow.sentence_of(item)
        before = [word_class(word) for word in flow.lower[max(start, item - 3) : item]]
        after = word_class(flow.lower[item + 1]) if item + 1 < end else "$"
        features = ["three=" + " ".join(before), f"around={' '.join(before[-2:])}|{after}"]
        if words:
            first = words[0].lower()
            features += (f"first={first}", f"first={word_class(first)}|{length}")
        return features

    def _repeated(self, text: str) -> bool:
        """Whether a short text stands between marks more than once in the article."""
        key = text.strip(" ,.").lower()
        return len(key) < 40 and self._texts[key] > 1

    def _title(self, words: list[str]) -> str:
        """How the words are capitalised: as a title of several words, one capital, capitals throughout, or as prose."""
        small = self._scene.tables.small_in_titles
        if not words or not words[0][0].isupper():
            return "prose"
        rest = [word for word in words[1:] if word.lower() not in small]
        if len(words) == 1:
            return "one"
        if all(word.isupper() for word in words):
            return "capitals"
        return "title" if rest and all(word[0].isupper() or word[0].isdigit() for word in rest) else "prose"

    def _near(self, number: int, title: str, length: str) -> list[str]:
        """Words of works and of terms beside the marks, and what else stands against them."""
        flow, tables = self._flow, self._scene.tables
        item = flow.of_region[number]
        start, end = flow.sentence_of(item)
        before = flow.lower[max(start, item - 5) : item]
        after = flow.lower[item + 1 : min(end, item + 4)]
        work = any(word in tables.works for word in before) or any(word in tables.works for word in after[:2])
        term = next((word for word in reversed(before[-3:]) if word in tables.terms), "") or next(
            (word for word in after[:2] if word in tables.terms), ""
        )
        last = before[-1] if before else "^"
        follows = after[0] if after else "$"
        noun = bool(after) and after[0].isalpha() and self._class(after[0]) == "word"
        return [
            f"title={title}|{length}",
            f"title={title}|work={work}",
            f"title={title}|before={last}",
            f"title={title}|after={self._class(follows)}",
            f"term={term}",
            f"term={bool(term)}|{length}",
            f"noun={noun}|{self._class(last)}|{length}",
            f"named={noun and flow.words[item + 1][0].isupper()}|{title}",
        ]

    def _inside(self, words: list[str], text: str, length: str) -> list[str]:
        lower = set(" ".join(words).lower().replace("’", "'").split())
        small = [word for word in words if len(word) > 3]
        capitals = sum(word[0].isupper() for word in small)
        title = "title" if small and capitals == len(small) and len(words) > 1 else "mixed"
        case = "small" if text[:1].islower() else "capital" if text[:1].isupper() else "other"
        last = text[-1:] if text[-1:] in ".,?!" else "word"
        return [
            f"case={case}|{title}|{length}",
            f"last={last}",
            f"last={last}|{length}",
            f"personal={bool(lower & _PERSONAL)}",
            f"verbal={bool(lower & _VERBAL)}|{length}",
        ]

    def _outside(self, number: int, length: str) -> list[str]:
        flow = self._flow
        item = flow.of_region[number]
        start, end = flow.sentence_of(item)
        before = flow.lower[item - 1] if item > start else "^"
        second = flow.lower[item - 2] if item - 1 > start else "^"
        after = flow.lower[item + 1] if item + 1 < end else "$"
        alone = end - start == 1
        others = flow.lower[max(start, item - 30) : min(end, item + 30)].count(QUOTED)
        cues = self._scene.by_sentence.get(flow.sentence[item], ())
        says = any(clause.form.group == "say" for clause in cues)
        label = any(clause.form.group == "label" for clause in cues)
        before_class, after_class = self._class(before), self._class(after)
        return [
            f"before={before}",
            f"before2={second} {before}",
            f"after={after}",
            f"between={before_class}|{after_class}",
            f"between={before_class}|{after_class}|{length}",
            f"alone={alone}|{length}",
            f"others={min(others, 4)}",
            f"cues={says}|{label}|{length}",
            f"headline={flow.sentence[item] == 0}",
        ]

    def _class(self, word: str) -> str:
        return self._scene.tables.at_marks.get(word) or ("word" if word[0].isalnum() else word)

    def _given(self, given: Attribution, length: str) -> list[str]:
        if given.speaker is None:
            return ["given=none", f"given=none|{length}"]
        share = bucket(int(100 * given.share), _SHARES)
        group = given.clause.form.group if given.clause else "none"
        lemma = given.clause.form.lemma if given.clause else "none"
        score = bucket(int(given.score), _SCORES)
        return [
            f"share={share}",
            f"share={share}|{length}",
            f"score={score}",
            f"score={score}|{length}",
            f"clause={given.relation}",
            f"group={group}|{length}",
            f"lemma={lemma}",
        ]
