"""From attributions to quotations: parts joined, speakers named, confidence weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.models import Kind, Quotation, Span
from bot.text.quotations.attribution import Attribution
from bot.text.quotations.dress import Dresser
from bot.text.quotations.mentions import Form, Mention
from bot.text.quotations.ranker import Linear, bucket
from bot.text.quotations.reported import Content
from bot.text.quotations.scene import Scene
from bot.text.quotations.subjects import Clause
from bot.text.quotations.tables import QUOTED

_SHARES = (20, 40, 60, 75, 85, 92, 96, 99)

_SCORES = (-3, -1, 0, 1, 2, 3, 4, 6)


@dataclass(slots=True)
class Kept:
    """A region that is a quotation, with how likely it is one."""

    number: int
    given: Attribution
    likely: float


class Assembler:
    """Makes the quotations of one article."""

    def __init__(self, scene: Scene, dresser: Dresser, sure: Linear) -> None:
        """``sure`` weighs how likely words and speaker are both right."""
        self._scene = scene
        self._flow = scene.flow
        self._dresser = dresser
        self._sure = sure

    def direct(self, kept: Sequence[Kept]) -> list[Quotation]:
        """The direct quotations, regions of one remark as its parts."""
        groups: list[list[Kept]] = []
        for own in kept:
            if groups and self._goes_on(groups[-1][-1], own):
                groups[-1].append(own)
            else:
                groups.append([own])
        return [self._direct(group) for group in groups]

    def _goes_on(self, before: Kept, own: Kept) -> bool:
        """Whether a region goes on with the remark: a new paragraph's mark, or both sides of one cue."""
        if own.number != before.number + 1:
            return False
        if self._scene.regions[own.number].continues:
            return True
        clause = own.given.clause
        if clause is None or clause is not before.given.clause or own.given.speaker is not before.given.speaker:
            return False
        flow = self._flow
        first, second = flow.of_region[before.number], flow.of_region[own.number]
        if first < clause.cue < second:
            return True
        start, end = flow.sentence_of(second)
        alone = not any(flow.words[k][0].isalnum() for k in range(start, end) if flow.words[k] != QUOTED)
        return alone and flow.paragraph[first] == flow.paragraph[second]

    def _direct(self, group: list[Kept]) -> Quotation:
        flow, given = self._flow, group[0].given
        parts = tuple(Span(self._scene.regions[k.number].start, self._scene.regions[k.number].end) for k in group)
        confidence = min(round(self._sure.probability(self.direct_features(own)), 3) for own in group)
        mention, item = given.speaker, flow.of_region[group[0].number]
        if mention is None:
            return Quotation(Kind.DIRECT, parts, None, confidence=confidence)
        return self._told(Kind.DIRECT, parts, confidence, mention, given.clause, item)

    def reported(self, content: Content, likely: float) -> Quotation:
        """The reported quotation of a clause's content."""
        flow, clause = self._flow, content.clause
        parts = tuple(Span(flow.starts[first], flow.ends[last - 1]) for first, last in content.parts)
        confidence = round(self._sure.probability(self.report_features(content, likely)), 3)
        if clause.subject is None:
            return Quotation(Kind.REPORTED, parts, None, cue=self._cue(clause), confidence=confidence)
        return self._told(Kind.REPORTED, parts, confidence, clause.subject, clause, clause.cue)

    def _told(
        self,
        kind: Kind,
        parts: tuple[Span, ...],
        confidence: float,
        mention: Mention,
        clause: Clause | None,
        item: int,
    ) -> Quotation:
        """The quotation with what its speaker and its sentence tell."""
        speaker = self._dresser.speaker(mention)
        return Quotation(
            kind,
            parts,
            speaker=speaker.name,
            speaker_key=speaker.key,
            speaker_kind=speaker.kind,
            speaker_span=speaker.span,
            cue=self._cue(clause),
            office=speaker.office,
            through=self._dresser.through(item, clause, mention),
            joint=speaker.joint,
            translated=self._dresser.translated(item),
            confidence=confidence,
        )

    def _cue(self, clause: Clause | None) -> Span | None:
        if clause is None:
            return None
        return Span(self._flow.starts[clause.first], self._flow.ends[clause.last - 1])

    def direct_features(self, own: Kept) -> list[str]:
        """What tells how likely words and speaker are both right."""
        given = own.given
        return [
            "kind=direct",
            f"likely={bucket(int(100 * own.likely), _SHARES)}",
            f"share={bucket(int(100 * given.share), _SHARES)}",
            f"score={bucket(int(given.score), _SCORES)}",
            f"dclause={given.relation or 'none'}",
            *self._who(given.speaker, "d"),
        ]

    def report_features(self, content: Content, likely: float) -> list[str]:
        """The same for reported speech."""
        return [
            "kind=reported",
            f"report={bucket(int(100 * likely), _SHARES)}",
            f"link={content.clause.link}|{content.place}",
            *self._who(content.clause.subject, "r"),
        ]

    def _who(self, mention: Mention | None, kind: str) -> list[str]:
        if mention is None:
            return [f"{kind}who=none"]
        speaker = self._dresser.speaker(mention)
        if speaker.joint:
            return [f"{kind}who=pair"]
        if mention.head in {"they", "it"} and speaker.name != mention.text:
            return [f"{kind}who={Form.NOUN}"]
        form = mention.form if mention.form is not Form.NAME else f"name-{mention.role}"
        features = [f"{kind}who={form}"]
        if mention.form is Form.PRONOUN:
            meant = self._scene.coreference.resolved.get(mention.first)
            features.append(f"{kind}meant={bucket(int(100 * meant[1]), _SHARES) if meant else 'none'}")
            features.append(f"{kind}pronoun={mention.head if mention.head in {'he', 'she'} else 'other'}")
        return features
