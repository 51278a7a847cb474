"""Finds every quotation of a body: direct speech between marks, and speech reported in the article's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from bot.models import EntityKind, Kind, NameMention, Quotation, Span
from bot.text.names import NameFinder
from bot.text.prose import read_prose
from bot.text.quotations.attribution import Attribution, Attributor
from bot.text.quotations.marks import Region
from bot.text.quotations.mentions import Form
from bot.text.quotations.quoted import QuotedJudge
from bot.text.quotations.ranker import Linear
from bot.text.quotations.reported import Content, ReportReader
from bot.text.quotations.scene import Scene, identity, read_scene
from bot.text.quotations.tables import QuotationTables


class QuotationFinder:
    """Reads one body after another; holds tables and weights, and no state of any article."""

    def __init__(self, names: NameFinder, tables: QuotationTables, models: dict[str, Linear]) -> None:
        """``models`` are the weights by name: pronouns, speakers, quoted, reported."""
        self._names = names
        self._tables = tables
        self._models = models

    @classmethod
    def from_tables(cls, read: Callable[[str], dict[str, Any]]) -> QuotationFinder:
        """Build from data/lexicon/ by way of ``read(name)``, such as `bot.lexicon.read_table`."""
        models = {name: Linear(weights) for name, weights in read("quotation_weights").items()}
        return cls(NameFinder.from_tables(read), QuotationTables.read(read), models)

    def find(
        self, body: str, names: Sequence[NameMention] | None = None, *, transcript: bool | None = None
    ) -> tuple[Quotation, ...]:
        """The quotations in order of their first part. Linear in the body's length; never raises.

        ``names`` are those that `NameFinder` found, if it ran already; ``transcript`` says that the body is one
        (None: judge by its lines).
        """
        prose = read_prose(body)
        if names is None:
            names = self._names.find_in(prose)
        scene = read_scene(prose, names, self._tables, self._names.tables, self._models["pronouns"])
        found = self._direct(scene) + self._reported(scene)
        return tuple(sorted(found, key=lambda quotation: quotation.parts[0].start))

    def _direct(self, scene: Scene) -> list[Quotation]:
        given = Attributor(scene, self._models["speakers"]).run()
        judge = QuotedJudge(scene)
        quotations: list[Quotation] = []
        for number, (region, own) in enumerate(zip(scene.regions, given, strict=True)):
            likely = self._models["quoted"].probability(judge.features(number, own))
            if likely >= 0.5:
                quotations.append(_quotation(region, own, likely))
        return quotations

    def _reported(self, scene: Scene) -> list[Quotation]:
        reader = ReportReader(scene)
        scored = [(self._models["reported"].probability(reader.features(c)), c) for c in reader.contents()]
        kept: list[tuple[float, Content]] = []
        taken: list[tuple[int, int]] = []
        for likely, content in sorted(scored, key=lambda pair: -pair[0]):
            if likely < 0.5:
                break
            if all(first >= end or last <= start for first, last in content.parts for start, end in taken):
                taken += content.parts
                kept.append((likely, content))
        return [_report(scene, content, likely) for likely, content in kept]


def _report(scene: Scene, content: Content, likely: float) -> Quotation:
    flow, mention = scene.flow, content.clause.subject
    parts = tuple(Span(flow.starts[first], flow.ends[last - 1]) for first, last in content.parts)
    return Quotation(
        Kind.REPORTED,
        parts,
        (mention.name or mention.text) if mention else None,
        speaker_key=mention.key if mention else None,
        speaker_kind=mention.kind if mention else None,
        confidence=round(likely * (0.9 if mention else 0.3), 3),
    )


def _quotation(region: Region, given: Attribution, likely: float) -> Quotation:
    mention = given.speaker
    part = Span(region.start, region.end)
    if mention is None:
        return Quotation(Kind.DIRECT, (part,), None, confidence=0.1 * likely)
    named = mention.form is Form.NAME or mention.name
    return Quotation(
        Kind.DIRECT,
        (part,),
        mention.name or mention.text,
        speaker_key=mention.key,
        speaker_kind=EntityKind.PERSON if named and mention.form is Form.PRONOUN else mention.kind,
        confidence=round(given.share * likely, 3),
    )
