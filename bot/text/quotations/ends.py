"""Where a reported clause ends inside its sentence: "… said he would stay, | which pleased nobody"."""

from __future__ import annotations

from bot.text.quotations.ranker import Linear, bucket
from bot.text.quotations.scene import Scene
from bot.text.quotations.subjects import Clause

_LENGTHS = (2, 4, 7, 12, 20, 35)
_MARKS = frozenset(",—–-;(")
_CHUNKS = (2, 3, 5, 8)
_LONGEST_CONTENT = 90
_STOPS_HERE = 0.5


class EndChooser:
    """Weighs each mark and each small word behind a cue that may open another clause."""

    def __init__(self, scene: Scene, model: Linear) -> None:
        self._scene = scene
        self._flow = scene.flow
        self._model = model

    def choose(self, clause: Clause, first: int, end: int) -> int:
        """The item before which the content ends that begins at ``first``; ``end`` at the latest."""
        for boundary in self.boundaries(first, end):
            if self._model.probability(self.features(clause, first, boundary, end)) > _STOPS_HERE:
                return boundary
        return end

    def boundaries(self, first: int, end: int) -> list[int]:
        """The items before which a content may end."""
        lower, openers = self._flow.lower, self._scene.grammar.openers
        stop = min(end - 1, first + _LONGEST_CONTENT)
        return [k for k in range(first + 2, stop) if lower[k] in openers and lower[k - 1] not in _MARKS]

    def features(self, clause: Clause, first: int, boundary: int, end: int) -> list[str]:
        """What speaks for the content's end before the item ``boundary``."""
        lower, scene = self._flow.lower, self._scene
        mark = lower[boundary]
        word = lower[boundary + 1]
        second = lower[boundary + 2] if boundary + 2 < end else "."
        opening = "ing" if word.endswith("ing") else scene.word_class(word)
        named = word if word in scene.grammar.openings else opening
        rest, length = bucket(end - boundary, _LENGTHS), bucket(boundary - first, _LENGTHS)
        start = self._flow.sentence_of(clause.cue)[0]
        chunk = next((k for k in range(boundary - 1, first, -1) if lower[k] in _MARKS), first)
        since = bucket(boundary - chunk, _CHUNKS)  # short between two commas: a list goes on
        return [
            f"chunk={since}|{mark}|{named}",
            f"mark={mark}|{named}",
            f"mark={mark}|{named}|{scene.word_class(second)}",
            f"mark={mark}|rest={rest}",
            f"mark={mark}|length={length}",
            f"open={lower[start]}|{mark}",
            f"that={lower[first] == 'that'}|{named}",
            f"tense={clause.form.tense}|{mark}",
            f"lemma={clause.form.lemma}",
            f"to={lower[first] == 'to'}|{mark}",
        ]
