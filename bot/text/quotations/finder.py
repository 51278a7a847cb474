"""Finds every quotation of a body: direct speech between marks, and speech reported in the article's words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bot.models import NameMention, Quotation, Span
from bot.text.names import NameFinder
from bot.text.prose import Prose, read_prose
from bot.text.quotations.assemble import Assembler, Kept
from bot.text.quotations.attribution import Attributor
from bot.text.quotations.dress import Dresser, DressTables
from bot.text.quotations.quoted import QuotedJudge
from bot.text.quotations.ranker import Linear
from bot.text.quotations.reported import Content, ReportReader
from bot.text.quotations.reports import ReportJudge, Weighed
from bot.text.quotations.scene import Scene, read_scene
from bot.text.quotations.signed import signed_quotations
from bot.text.quotations.statements import speaker_in, stated
from bot.text.quotations.tables import THOUGHT, QuotationTables
from bot.text.quotations.transcripts import TranscriptTables, turn_quotations, turns

_IS_QUOTATION = 0.74
_IS_REPORT = 0.48
_ACT = 0.5  # elections have few of them to learn from; news of talks lives by them
_MODELS = ("pronouns", "speakers", "quoted", "reported", "held", "ends", "sure")


class QuotationFinder:
    """Reads one body after another; holds tables and weights, and no state of any article."""

    def __init__(
        self, names: NameFinder, tables: QuotationTables, cues: dict[str, Any], models: dict[str, Linear]
    ) -> None:
        """``cues`` is the table cues.toml; ``models`` are the weights by name (see `_MODELS`)."""
        self._names = names
        self._tables = tables
        self._dress = DressTables.read(cues)
        self._transcripts = TranscriptTables.read(cues["transcripts"])
        self._models = {name: models.get(name, Linear({})) for name in _MODELS}

    @classmethod
    def from_tables(cls, read: Callable[[str], dict[str, Any]]) -> QuotationFinder:
        """Build from data/lexicon/ by way of ``read(name)``, such as `bot.lexicon.read_table`."""
        models = {name: Linear(weights) for name, weights in read("quotation_weights").items()}
        return cls(NameFinder.from_tables(read), QuotationTables.read(read), read("cues"), models)

    def find(
        self,
        body: str,
        names: Sequence[NameMention] | None = None,
        *,
        transcript: bool | None = None,
        prose: Prose | None = None,
        title: str = "",
    ) -> tuple[Quotation, ...]:
        """The quotations in order of their first part. Linear in the body's length; never raises.

        ``names`` are those that `NameFinder` found, if it ran already (its ``prose`` saves time too); ``transcript``
        says whether the body is one (None: judged by its lines); ``title`` is the article's.
        """
        prose = prose or read_prose(body)
        names = self._names.find_in(prose) if names is None else names
        told = turns(body, self._transcripts, transcript=transcript)
        whole = turn_quotations(body, told, names, self._transcripts)
        if not told and title:
            whole = stated(body, prose.paragraphs, speaker_in(title, self._names.find(title)))
        if told:
            prose = read_prose(body[: told[0].label_span.start])
            names = [name for name in names if name.span.end <= told[0].label_span.start]
        if told or not whole:
            whole += signed_quotations(body, prose.paragraphs, names, self._names.tables)
        scene = read_scene(prose, names, self._tables, self._names.tables, self._models["pronouns"])
        found = self.in_scene(scene, names, [part for quotation in whole for part in quotation.parts])
        return tuple(sorted([*whole, *found], key=lambda quotation: (quotation.parts[0].start, quotation.kind)))

    def in_scene(self, scene: Scene, names: Sequence[NameMention], taken: Iterable[Span] = ()) -> list[Quotation]:
        """The quotations of a scene outside the spans that are ``taken``."""
        dresser = Dresser(scene, names, self._names.tables, self._dress)
        assembler = Assembler(scene, dresser, self._models["sure"])
        outside = _Outside(taken)
        scored = self.scored(scene)
        kept = [own for own in self.regions(scene, scored) if outside.holds(_words(scene, own))]
        reports = [(c, p) for c, p in self.reports(scored) if all(outside.holds(span) for span in _spans(scene, c))]
        return assembler.direct(kept) + [assembler.reported(content, likely) for content, likely in reports]

    def scored(self, scene: Scene) -> list[Weighed]:
        """The content of each clause, weighed; what is likeliest to be reported speech comes first."""
        judge, reported, held = ReportJudge(scene), self._models["reported"], self._models["held"]
        scored: list[Weighed] = []
        for content in ReportReader(scene, self._models["ends"]).contents(judge.may_tell):
            features = judge.features(content)
            if judge.is_act(content):
                likely = max(reported.probability(features), _ACT)
            elif content.clause.form.group == THOUGHT:
                likely = 0.0
            else:
                likely = reported.probability(features)
            scored.append(Weighed(content, likely, held.probability(features) if judge.quotes(content) else 0.0))
        return sorted(scored, key=lambda weighed: -weighed.likely)

    def regions(self, scene: Scene, scored: Sequence[Weighed]) -> list[Kept]:
        """The regions that are quotations, each with its attribution."""
        judge = QuotedJudge(scene, scored)
        kept: list[Kept] = []
        for number, own in enumerate(Attributor(scene, self._models["speakers"]).run()):
            likely = self._models["quoted"].probability(judge.features(number, own))
            if likely >= _IS_QUOTATION:
                kept.append(Kept(number, own, likely))
        return kept

    def reports(self, scored: Sequence[Weighed]) -> list[tuple[Content, float]]:
        """The contents that are reported speech; where two overlap, the likelier."""
        kept: list[tuple[Content, float]] = []
        taken: set[int] = set()
        for weighed in scored:
            content, likely = weighed.content, weighed.likely
            if likely < _IS_REPORT:
                break
            items = {item for first, last in content.parts for item in range(first, last)}
            if not items & taken:
                taken |= items
                kept.append((content, likely))
        return kept


class _Outside:
    """Tells whether a span keeps clear of those that are taken."""

    def __init__(self, taken: Iterable[Span]) -> None:
        self._taken = sorted(taken)
        self._starts = [span.start for span in self._taken]

    def holds(self, span: Span) -> bool:
        before = self._taken[max(0, bisect_left(self._starts, span.start) - 1) :][:1]
        after = self._taken[bisect_left(self._starts, span.start) :][:1]
        return not any(span.overlaps(other) for other in [*before, *after])


def _spans(scene: Scene, content: Content) -> list[Span]:
    flow = scene.flow
    return [Span(flow.starts[first], flow.ends[last - 1]) for first, last in content.parts]


def _words(scene: Scene, own: Kept) -> Span:
    region = scene.regions[own.number]
    return Span(region.start, region.end)
