"""Whose words a quoted region holds: candidates around it, ranked by how news places its speakers.

In order of weight: the subject of a verb of saying that stands against the marks (`"…," he said`; `Smith said: "…"`),
the subject of one elsewhere in the sentence, who was quoted just before in the same paragraph, who the sentence
is about. Objects, hearers, possessors and names after prepositions speak less.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from operator import attrgetter

from bot.text.quotations.mentions import Form, Mention
from bot.text.quotations.ranker import Linear, bucket, softmax
from bot.text.quotations.scene import Scene, identity
from bot.text.quotations.subjects import Clause
from bot.text.quotations.tables import QUOTED, THOUGHT

_NEAR = (0, 1, 2, 4, 8, 15)
_COUNTS = (0, 1, 2, 4, 8)
_SOFT = frozenset({",", ":", "that", "—", "–", "-", "(", "…", "."})
_NOT_SAYING = 6  # items by which a verb of saying may be farther than another, and still be the cue
_REPLY = 0.6  # how likely a paragraph without a cue answers the question before it
_LOOKED_AT = 1_000  # characters of a region
_MOST = 24
_BACK_SENTENCES = 3
_TELLING = frozenset({"before", "apposition", "shared"})  # links by which a clause surely tells who said it
_LEAD = 8  # words between a verb of saying and what is quoted: "said that he was"
_OPENING = 2  # items before "according to" where it opens a sentence
_CROWD = 24  # regions; a sentence with more is no prose, and only what stands by a region may speak it
_NEAR_BY = 12  # items
_PLACES = 3 * _MOST
_FIRST = attrgetter("first")
_LEFT = tuple(f"left{min(rank, 5)}" for rank in range(_PLACES))
_RIGHT = tuple(f"right{min(rank, 3)}" for rank in range(_PLACES))


@dataclass(slots=True)
class Attribution:
    """A region's speaker and cue, and how likely the speaker is."""

    speaker: Mention | None
    clause: Clause | None
    share: float
    relation: str | None = None  # how cue and region stand, where candidates were weighed
    score: float = 0.0  # of the candidate by itself, as its share is high wherever there is no other


@dataclass(slots=True)
class Candidate:
    """A mention that may speak, with what is known of its place around the region."""

    mention: Mention
    place: str  # same, before, earlier, next, last (the speaker of the quotation before)
    features: list[str]
    relation: str
    clause: Clause | None


class Attributor:
    """Gives the regions of one article to speakers, in order."""

    def __init__(self, scene: Scene, model: Linear) -> None:
        self._scene = scene
        self._flow = scene.flow
        self._model = model
        flow = self._flow
        self._inside = Counter([flow.sentence[item] for item in flow.of_region])  # how many regions a sentence has
        self._standing: dict[int, tuple[str, str, str, str, str]] = {}
        self._alone: dict[int, bool] = {}
        self.given: list[Attribution] = []

    def run(self) -> list[Attribution]:
        """The attribution of every region, in order."""
        for number, region in enumerate(self._scene.regions):
            if region.continues and number:
                self.given.append(self.given[-1])
            elif (answerer := self._answers(number)) is not None:
                self.given.append(Attribution(answerer, None, _REPLY))
            else:
                candidates = self.candidates(number)
                self.given.append(self._inmost(self.best(candidates), candidates, self._flow.of_region[number]))
        return self.given

    def _answers(self, number: int) -> Mention | None:
        """The other speaker of a dialogue: a paragraph of words alone that follows the first one's question."""
        if number < 2 or not self._is_paragraph(number):
            return None
        flow, scene = self._flow, self._scene
        asked, before = self.given[number - 1].speaker, self.given[number - 2].speaker
        items = flow.of_region[number - 2 : number + 1]
        near = (
            flow.paragraph[items[2]] - flow.paragraph[items[1]]
            == 1
            == flow.paragraph[items[1]] - flow.paragraph[items[0]]
        )
        question = scene.body[scene.regions[number - 1].end - 1] == "?"
        if not near or not question or before is None or identity(asked) == identity(before):
            return None
        return before

    def _is_paragraph(self, number: int) -> bool:
        """Whether the region is all that its paragraph holds."""
        flow = self._flow
        item = flow.of_region[number]
        around = flow.paragraph[max(0, item - 1) : item] + flow.paragraph[item + 1 : item + 2]
        return flow.paragraph[item] not in around

    def best(self, candidates: list[Candidate]) -> Attribution:
        """The candidate whose mentions together have the greatest share."""
        if not candidates:
            return Attribution(None, None, 0.0)
        scores = [self._model.score(candidate.features) for candidate in candidates]
        shares = softmax(scores)
        names = [identity(candidate.mention) for candidate in candidates]
        together: dict[str | None, float] = {}
        for name, share in zip(names, shares, strict=True):
            together[name] = together.get(name, 0.0) + share
        who = max(together, key=lambda name: together[name])
        top = max((k for k, name in enumerate(names) if name == who), key=shares.__getitem__)
        best = candidates[top]
        return Attribution(best.mention, best.clause, together[who], best.relation, scores[top])

    def _inmost(self, best: Attribution, candidates: list[Candidate], item: int) -> Attribution:
        """Who spoke by the account of ``best``: "According to Higa, Lang said that …", "Higa quoted Lang as saying …"."""
        outer = best.clause
        if outer is None:
            return best
        for candidate in candidates:
            inner = candidate.clause
            if inner and candidate.place == "same" and outer.cue < inner.cue and self._leads_to(outer, inner, item):
                return Attribution(candidate.mention, inner, best.share, candidate.relation, best.score)
        return best

    def _leads_to(self, outer: Clause, inner: Clause, item: int) -> bool:
        """Whether ``inner`` has the region for its content, and ``outer`` only tells of it."""
        lower = self._flow.lower
        between = lower[inner.last : item]
        if inner.link not in _TELLING or inner.form.group != "say" or not 0 <= item - inner.last <= _LEAD:
            return False
        if not all(word[0].isalnum() for word in between):
            return False
        if outer.form.lemma in self._scene.tables.quoting:
            return lower[inner.first - 1] == "as"
        return outer.link == "according" and outer.cue - self._flow.sentence_of(item)[0] <= _OPENING

    def candidates(self, number: int) -> list[Candidate]:
        """The mentions that may speak region ``number``, each with its features."""
        flow = self._flow
        item = flow.of_region[number]
        sentence = flow.sentence[item]
        start, end = flow.bounds[sentence]
        mentions = self._scene.mentions
        if self._inside[sentence] > _CROWD:
            near = mentions.between(max(start, item - _NEAR_BY), min(end, item + _NEAR_BY))
            return self._described(number, item, [(m, "same") for m in near if self._may_speak(m)])
        places: list[tuple[Mention, str]] = [(m, "same") for m in mentions.between(start, end)][:_MOST]
        same_paragraph = sentence > 0 and flow.paragraph[flow.bounds[sentence - 1][0]] == flow.paragraph[item]
        for back in range(1, _BACK_SENTENCES + 1):
            if sentence < back:
                break
            low, high = flow.bounds[sentence - back]
            place = ("before" if same_paragraph else "above") if back == 1 else "earlier"
            found = mentions.between(low, high)
            places += [
                (m, place) for m in found if back == 1 or m.form is not Form.NOUN or id(m) in self._scene.of_subject
            ]
            if len(places) > 2 * _MOST:
                break
        places += self._after(sentence)
        last = self.given[number - 1].speaker if number else None
        if last is not None and all(m is not last for m, _ in places):
            places.append((last, "last"))
        return self._described(number, item, [place for place in places if self._may_speak(place[0])][:_PLACES])

    def _may_speak(self, mention: Mention) -> bool:
        """Whether the mention could be a speaker at all: "it" only as the subject of a verb of saying."""
        if mention.role != "it":
            return True
        clauses = self._scene.of_subject.get(id(mention), ())
        return any(clause.form.group != THOUGHT for clause in clauses)

    def _after(self, sentence: int) -> list[tuple[Mention, str]]:
        """The speakers of the sentence that follows: `"…" That is what Smith said`, or a paragraph's second quotation."""
        flow = self._flow
        if sentence + 1 >= len(flow.bounds):
            return []
        low = flow.bounds[sentence + 1][0]
        same = flow.paragraph[low] == flow.paragraph[flow.bounds[sentence][0]]
        clauses = self._scene.by_sentence.get(sentence + 1, ())
        return [(c.subject, "next" if same else "below") for c in clauses if c.subject is not None][:3]

    def _described(self, number: int, item: int, places: list[tuple[Mention, str]]) -> list[Candidate]:
        flow, scene = self._flow, self._scene
        region = scene.regions[number]
        alone = self._is_quoted_alone(flow.sentence[item])
        quoted = scene.body[region.start : min(region.end, region.start + _LOOKED_AT)]
        fragment = quoted[:1].islower()
        lowered = quoted.lower()
        own = " i " in lowered or quoted[:2] in {"I ", "I’", "I'"}
        shape = ("alone" if alone else "in") + ("|part" if fragment else "|whole")
        last = self.given[number - 1] if number else None
        last_item = flow.of_region[number - 1] if number else -1
        last_near = "none" if number == 0 else bucket(flow.paragraph[item] - flow.paragraph[last_item], (0, 1, 2))
        last_same = "same" if number and flow.sentence[last_item] == flow.sentence[item] else last_near
        before = identity(last.speaker) if last is not None else None
        result: list[Candidate] = []
        nearest = self._nearest(item, places)
        for mention, place in places:
            clause, relation = self._clause(mention, item, place)
            features = self._own(mention, item, place, shape)
            features += (f"clause={relation}", f"clause={relation}|{shape}", f"near={nearest[id(mention)]}|{place}")
            if clause is not None:
                features.append(f"verb={clause.form.group}|{clause.form.tense}|{relation[:2]}")
                features.append(f"lemma={clause.form.lemma}|{place}")
            if before is not None and before == identity(mention):
                features += (f"again={last_same}|{shape}", f"again={last_same}|{place}|{clause is not None}")
            if own:
                features.append(f"I={mention.role}")
            if mention.form is Form.NAME and mention.head in lowered:
                features.append("inside")
            result.append(Candidate(mention, place, features, relation, clause))
        return result

    def _is_quoted_alone(self, sentence: int) -> bool:
        """Whether a sentence holds nothing but regions and marks."""
        if sentence not in self._alone:
            flow = self._flow
            start, end = flow.bounds[sentence]
            self._alone[sentence] = all(
                flow.lower[k] == QUOTED or not flow.words[k][0].isalnum() for k in range(start, end)
            )
        return self._alone[sentence]

    def _own(self, mention: Mention, item: int, place: str, shape: str) -> list[str]:
        """What the mention is, and how it stands in its own sentence."""
        side, gap = ("left", item - mention.last) if mention.first < item else ("right", mention.first - item - 1)
        near = bucket(gap, _NEAR)
        own = self._standing.get(id(mention))
        if own is None:
            own = self._standing[id(mention)] = self._stands(mention)
        role, before, after, first, count = own
        return [
            role,
            f"{role}|{place}",
            f"place={place}|{side}|{shape}",
            f"gap={place}|{side}|{near}",
            before + place,
            after + place,
            first + place,
            count,
        ]

    def _stands(self, mention: Mention) -> tuple[str, str, str, str, str]:
        """What stays the same of a mention whichever region it may speak."""
        flow = self._flow
        start = flow.sentence_of(mention.first)[0]
        before = flow.lower[mention.first - 1] if mention.first > start else "^"
        after = flow.lower[mention.last] if mention.last < len(flow) else "."
        role = mention.role if mention.form is not Form.NAME else f"name-{mention.role}"
        count = bucket(self._scene.counts.get(mention.key or "", 0), _COUNTS)
        return (
            f"role={role}",
            f"before={self._word_class(before)}|",
            f"after={self._word_class(after)}|",
            f"first={mention.first == start}|",
            f"count={count}|{mention.form}",
        )

    def _word_class(self, word: str) -> str:
        """A neighbour as a class: verb of saying, auxiliary, preposition by name, mark, other."""
        if known := self._scene.tables.at_speakers.get(word):
            return known
        return "mark" if not word[0].isalnum() else "ed" if word.endswith("ed") else "word"

    def _nearest(self, item: int, places: list[tuple[Mention, str]]) -> dict[int, str]:
        """The rank of each mention by distance on its side of the region."""
        left = sorted([m for m, _ in places if m.first < item], key=_FIRST, reverse=True)
        right = sorted([m for m, _ in places if m.first > item], key=_FIRST)
        ranks = dict(zip(map(id, left), _LEFT, strict=False))
        ranks.update(zip(map(id, right), _RIGHT, strict=False))
        return ranks

    def _clause(self, mention: Mention, item: int, place: str) -> tuple[Clause | None, str]:
        """The clause that ties the mention to the region most closely, and how the two stand."""
        clauses = self._scene.of_subject.get(id(mention))
        if clauses is None:
            return None, f"hearer|{place}" if id(mention) in self._scene.of_hearer else f"none|{place}"
        best: tuple[int, Clause | None, str] = (10_000, None, "none")
        for clause in clauses:
            far, relation = self._relation(clause, item, place)
            far += 0 if clause.form.group == "say" else _NOT_SAYING
            if far < best[0]:
                best = (far, clause, f"{relation}|{clause.link}|{clause.form.group}")
        if best[1] is None and id(mention) in self._scene.of_hearer:
            return None, f"hearer|{place}"
        return best[1], best[2] if best[1] is not None else f"none|{place}"

    def _relation(self, clause: Clause, item: int, place: str) -> tuple[int, str]:
        flow = self._flow
        if place != "same":
            distance = abs(flow.sentence[clause.cue] - flow.sentence[item])
            ended = clause.last < len(flow) and flow.lower[clause.last] in {":", ","} and distance == 1
            return 1000 * distance + 500, f"{place}{'-open' if ended else ''}"
        if clause.cue < item:
            between = [w for w in flow.lower[clause.last : item] if w not in _SOFT]
            quoted = any(w == QUOTED for w in between)
            other = any(
                c.cue > clause.cue and c.cue < item for c in self._scene.by_sentence.get(flow.sentence[item], ())
            )
            return len(between), f"b{bucket(len(between), (0, 2, 5, 10))}{'q' if quoted else ''}{'c' if other else ''}"
        begin = min(clause.first, clause.subject.first if clause.subject else clause.first)
        between = [w for w in flow.lower[item + 1 : begin] if w not in _SOFT]
        quoted = any(w == QUOTED for w in between)
        other = any(item < c.cue < clause.cue for c in self._scene.by_sentence.get(flow.sentence[item], ()))
        return len(between), f"a{bucket(len(between), (0, 2, 5, 10))}{'q' if quoted else ''}{'c' if other else ''}"
