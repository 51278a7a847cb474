"""Counts the weights of data/lexicon/quotation_weights.toml from annotated news.

    python -m bench.train_quotations FOLDER SCORER [speakers|pronouns|ends|reported|held|quoted|sure ...]

FOLDER is laid out as `bench.quotation_corpus` says; only the seen half of train is learnt from.
Linear models by AdaGrad; what is kept are feature names and numbers, never sentences.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

from bench.quotation_corpus import Annotated, annotated, load_scorer
from bot.lexicon import LEXICON, read_table
from bot.text.names import NameFinder
from bot.text.prose import read_prose
from bot.text.quotations.assemble import Assembler
from bot.text.quotations.attribution import Attribution, Attributor
from bot.text.quotations.coreference import Coreference, TitleWords
from bot.text.quotations.dress import Dresser, DressTables
from bot.text.quotations.ends import EndChooser
from bot.text.quotations.finder import QuotationFinder
from bot.text.quotations.mentions import Form, Mention
from bot.text.quotations.quoted import QuotedJudge
from bot.text.quotations.ranker import Linear, logistic, softmax
from bot.text.quotations.reported import Content, ReportReader
from bot.text.quotations.reports import ReportJudge
from bot.text.quotations.scene import Scene, read_scene
from bot.text.quotations.tables import QuotationTables

Group: TypeAlias = list[tuple[list[str], bool]]
WEIGHTS = LEXICON / "quotation_weights.toml"
RARE = 10
_REPORTED = 0.5
_HELD = 0.4


def train_ranker(
    groups: Sequence[Group], *, epochs: int = 8, rate: float = 0.1, decay: float = 3e-3
) -> dict[str, float]:
    """Softmax regression over groups: raises the share of the right candidates together."""
    kept = frequent(feature for group in groups for features, _ in group for feature in features)
    data = [[([f for f in fs if f in kept], right) for fs, right in group] for group in groups]
    weights: defaultdict[str, float] = defaultdict(float)
    past: defaultdict[str, float] = defaultdict(lambda: 1e-6)
    order, mean = random.Random(7), defaultdict[str, float](float)
    for epoch in range(epochs):
        order.shuffle(data)
        for group in data:
            shares = softmax([sum(weights[f] for f in features) for features, _ in group])
            total = sum(share for share, (_, right) in zip(shares, group, strict=True) if right) or 1e-9
            slopes: defaultdict[str, float] = defaultdict(float)
            for share, (features, right) in zip(shares, group, strict=True):
                for feature in features:
                    slopes[feature] += share - (share / total if right else 0.0)
            descend(weights, past, slopes, rate, decay)
        average(mean, weights, epoch, epochs)
    return dict(mean)


def train_logistic(
    examples: Sequence[tuple[list[str], bool]],
    *,
    rare: int = RARE,
    epochs: int = 8,
    rate: float = 0.1,
    decay: float = 1e-3,
) -> dict[str, float]:
    """Logistic regression."""
    kept = frequent((feature for features, _ in examples for feature in features), rare)
    data = [([f for f in fs if f in kept], right) for fs, right in examples]
    weights: defaultdict[str, float] = defaultdict(float)
    past: defaultdict[str, float] = defaultdict(lambda: 1e-6)
    order, mean = random.Random(7), defaultdict[str, float](float)
    for epoch in range(epochs):
        order.shuffle(data)
        for features, right in data:
            slope = logistic(sum(weights[f] for f in features)) - right
            descend(weights, past, dict.fromkeys(features, slope), rate, decay)
        average(mean, weights, epoch, epochs)
    return dict(mean)


def train_ridge(
    examples: Sequence[tuple[list[str], bool]],
    *,
    rare: int = 8,
    epochs: int = 16,
    rate: float = 0.1,
    ridge: float = 8.0,
) -> dict[str, float]:
    """Logistic regression that holds each weight back by one and the same ``ridge``, however often it is met.

    A rare feature is so believed less than a frequent one: what is needed where one answer is scarce.
    """
    counts = Counter(feature for features, _ in examples for feature in features)
    pull = {feature: ridge / count for feature, count in counts.items() if count >= rare}
    data = [([f for f in features if f in pull], right) for features, right in examples]
    weights, past = dict.fromkeys(pull, 0.0), dict.fromkeys(pull, 1e-6)
    order, mean = random.Random(7), defaultdict[str, float](float)
    for epoch in range(epochs):
        order.shuffle(data)
        for features, right in data:
            bare = logistic(sum(weights[f] for f in features)) - right
            for feature in features:
                slope = bare + pull[feature] * weights[feature]
                past[feature] += slope * slope
                weights[feature] -= rate * slope / past[feature] ** 0.5
        average(mean, weights, epoch, epochs)
    return dict(mean)


def descend(
    weights: dict[str, float], past: dict[str, float], slopes: dict[str, float], rate: float, decay: float
) -> None:
    """One AdaGrad step with a little decay."""
    for feature, bare in slopes.items():
        slope = bare + decay * weights[feature]
        past[feature] += slope * slope
        weights[feature] -= rate * slope / past[feature] ** 0.5


def average(mean: dict[str, float], weights: dict[str, float], epoch: int, epochs: int) -> None:
    """Add the weights of an epoch of the latter half to their mean, which hangs less on the order of the examples."""
    counted = epochs - epochs // 2
    if epoch >= epochs // 2:
        for feature, weight in weights.items():
            mean[feature] = mean.get(feature, 0.0) + weight / counted


def frequent(features: Iterable[str], rare: int = RARE) -> frozenset[str]:
    """The features that are met ``rare`` times or more."""
    return frozenset(f for f, count in Counter(features).items() if count >= rare)


class Trainer:
    """Reads the seen half and trains one model after another."""

    def __init__(self, folder: Path, scorer: Path) -> None:
        self.articles = list(annotated(folder, "seen"))
        self.scorer: ModuleType = load_scorer(scorer)
        self.tables = QuotationTables.read(read_table)
        self.names = NameFinder.from_tables(read_table)
        self.weights: dict[str, dict[str, float]] = read_table("quotation_weights") if WEIGHTS.exists() else {}

    def scene(self, article: Annotated) -> Scene:
        """The article as the finder reads it."""
        prose = read_prose(article.body)
        names = self.names.find_in(prose)
        return read_scene(prose, names, self.tables, self.names.tables, Linear(self.weights.get("pronouns", {})))

    def same(self, said: str | None, gold: dict[str, Any]) -> bool:
        """Whether the scorer takes the two for one speaker."""
        return bool(self.scorer.same_speaker(said, gold["source_text"], gold["source_resolved"]))

    def pronouns(self) -> dict[str, float]:
        """Pronouns that are a gold source with a resolved person."""
        groups: list[Group] = []
        for article in self.articles:
            gold = [g for g in article.gold["direct"] + article.gold["indirect"] if g["source_kind"] == "pronoun"]
            at = {g["source_spans"][0][0]: g for g in gold if g["source_resolved"] and g["source_spans"]}
            groups += self._pronoun_groups(self.scene(article), at)
        print("pronouns", len(groups))
        return train_ranker(groups, decay=1e-2)

    def _pronoun_groups(self, scene: Scene, at: dict[int, dict[str, Any]]) -> list[Group]:
        groups: list[Group] = []
        for mention in scene.mentions.all:
            if mention.form is Form.PRONOUN:
                mention.key = mention.name = None
        model = Linear(self.weights.get("pronouns", {}))
        titles = TitleWords.of(self.names.tables, self.tables)
        reader = Coreference(scene.flow, scene.mentions, scene.clauses, model, titles)
        for mention in scene.mentions.all:
            if mention.form is Form.NAME and mention.role == "person":
                reader.meet(mention)
            elif mention.head in {"he", "she", "him", "her"}:
                gold = at.get(scene.flow.starts[mention.first])
                persons = reader.candidates(mention)
                if gold is None:
                    reader.resolve(mention)
                    continue
                group = [(reader.features(mention, p), self.same(p.name, gold)) for p in persons]
                if any(right for _, right in group):
                    groups.append(group)
                    person = next(p for p, (_, right) in zip(persons, group, strict=True) if right)
                    reader.mean(mention, person, 1.0)
        return groups

    def speakers(self) -> dict[str, float]:
        """Every gold direct region with its candidates; the quotation before is given to its gold speaker."""
        groups: list[Group] = []
        none = 0
        for article in self.articles:
            scene = self.scene(article)
            gold = gold_by_region(scene, article.gold["direct"])
            attributor = Attributor(scene, Linear(self.weights.get("speakers", {})))
            for number, region in enumerate(scene.regions):
                own = gold.get(number)
                if region.continues and number:
                    attributor.given.append(attributor.given[-1])
                    continue
                candidates = attributor.candidates(number)
                right = [own is not None and self.right(scene, c.mention, own) for c in candidates]
                if own is not None and own["source_text"] and any(right):
                    groups.append([(c.features, r) for c, r in zip(candidates, right, strict=True)])
                    chosen = candidates[right.index(True)]
                    attributor.given.append(Attribution(chosen.mention, chosen.clause, 1.0))
                else:
                    none += own is not None
                    attributor.given.append(attributor.best(candidates))
        print("speakers", len(groups), "without a right candidate", none)
        return train_ranker(groups)

    def quoted(self) -> dict[str, float]:
        """Every double-quoted region that is an attribution's or a scare quote."""
        finder = QuotationFinder.from_tables(read_table)
        examples: list[tuple[list[str], bool]] = []
        for article in self.articles:
            scene = self.scene(article)
            gold = gold_by_region(scene, article.gold["direct"])
            scare = gold_by_region(scene, article.gold["scare"])
            judge = QuotedJudge(scene, finder.scored(scene))
            for number, given in enumerate(Attributor(scene, Linear(self.weights["speakers"])).run()):
                if number in gold or number in scare:
                    examples.append((judge.features(number, given), number in gold))
        print("quoted", len(examples), sum(not right for _, right in examples))
        return train_ridge(examples)

    def ends(self) -> dict[str, float]:
        """Where gold contents that follow their cue end, among the places where they could."""
        examples: list[tuple[list[str], bool]] = []
        for article in self.articles:
            scene = self.scene(article)
            chooser, flow = EndChooser(scene, Linear({})), scene.flow
            for content in ReportReader(scene, Linear({})).contents():
                gold = self.report_at(scene, content, article.gold)
                if content.place != "after" or gold is None:
                    continue
                first, last = content.parts[0]
                for boundary in chooser.boundaries(first, last + 1):
                    stops = abs(flow.starts[boundary] - gold) <= 2 or flow.ends[boundary - 1] >= gold
                    examples.append((chooser.features(content.clause, first, boundary, last + 1), stops))
                    if stops:
                        break
        print("ends", len(examples), sum(right for _, right in examples))
        return train_logistic(examples)

    def report_at(self, scene: Scene, content: Content, gold: dict[str, Any]) -> int | None:
        """Where the gold content ends that begins where this one does."""
        start = scene.flow.starts[content.parts[0][0]]
        for own in gold["indirect"] + gold["other"]:
            if len(own["content_spans"]) == 1 and abs(own["content_spans"][0][0] - start) <= 5:
                return int(own["content_spans"][0][1])
        return None

    def reported(self) -> dict[str, float]:
        """The content of every clause, by whether it overlaps one of gold as the scorer asks."""
        examples: list[tuple[list[str], bool]] = []
        for article in self.articles:
            scene = self.scene(article)
            judge, reader = ReportJudge(scene), ReportReader(scene, Linear(self.weights.get("ends", {})))
            for content in reader.contents():
                verdict = self.is_report(scene, content, article.gold)
                if verdict is not None:
                    examples.append((judge.features(content), verdict))
        print("reported", len(examples), sum(right for _, right in examples))
        return train_logistic(examples, rare=20, decay=5e-3)

    def held(self) -> dict[str, float]:
        """The same contents, by whether they are an attribution of any sort: beliefs, plans and denials too."""
        examples: list[tuple[list[str], bool]] = []
        for article in self.articles:
            scene = self.scene(article)
            judge, reader = ReportJudge(scene), ReportReader(scene, Linear(self.weights.get("ends", {})))
            gold = article.gold
            own = [g for g in gold["indirect"] + gold["other"] + gold["direct"] if g["content_spans"]]
            own = [g for g in own if g.get("mixed", True)]
            for content in reader.contents():
                verdict = any(self.overlap(scene, content, g) >= _HELD for g in own)
                examples.append((judge.features(content), verdict))
        print("held", len(examples), sum(right for _, right in examples))
        return train_logistic(examples, rare=20, decay=5e-3)

    def is_report(self, scene: Scene, content: Content, gold: dict[str, Any]) -> bool | None:
        """Whether gold has this content as reported speech; None for what is neither right nor wrong."""
        if self.report_of(scene, content, gold) is not None:
            return True
        flow = scene.flow
        start, end = flow.starts[content.parts[0][0]], flow.ends[content.parts[-1][1] - 1]
        for own in gold["direct"]:
            if any(min(end, b) - max(start, a) >= 0.8 * (end - start) for a, b in own["content_spans"]):
                return None
        return False

    def sure(self) -> dict[str, float]:
        """What is found, by whether words and speaker are both right."""
        finder = QuotationFinder.from_tables(read_table)
        examples: list[tuple[list[str], bool]] = []
        for article in self.articles:
            scene = self.scene(article)
            names = self.names.find_in(scene.prose)
            dresser = Dresser(scene, names, self.names.tables, DressTables.read(read_table("cues")))
            assembler = Assembler(scene, dresser, Linear({}))
            gold = gold_by_region(scene, article.gold["direct"])
            scored = finder.scored(scene)
            for kept in finder.regions(scene, scored):
                own, mention = gold.get(kept.number), kept.given.speaker
                if own is None or self.scorer.evaluable(own):
                    right = own is not None and mention is not None and self.same(mention.name or mention.text, own)
                    examples.append((assembler.direct_features(kept), right))
            for content, likely in finder.reports(scored):
                report, mention = self.report_of(scene, content, article.gold), content.clause.subject
                if report is not None and not self.scorer.evaluable(report):
                    continue
                if report is not None or self.is_report(scene, content, article.gold) is False:
                    right = bool(report and mention and self.same(mention.name or mention.text, report))
                    examples.append((assembler.report_features(content, likely), right))
        print("sure", len(examples), sum(right for _, right in examples))
        return train_logistic(examples)

    def report_of(self, scene: Scene, content: Content, gold: dict[str, Any]) -> dict[str, Any] | None:
        """The gold attribution that a content overlaps as the scorer asks."""
        return next((dict(own) for own in gold["indirect"] if self.overlap(scene, content, own) >= _REPORTED), None)

    def overlap(self, scene: Scene, content: Content, own: dict[str, Any]) -> float:
        """How far a content and a gold attribution are the same stretch, by the scorer's measure."""
        flow, spans = scene.flow, own["content_spans"]
        start, end = flow.starts[content.parts[0][0]], flow.ends[content.parts[-1][1] - 1]
        hull = (min(a for a, _ in spans), max(b for _, b in spans))
        return max(float(self.scorer.iou(start, end, a, b)) for a, b in [hull, *spans])

    def right(self, scene: Scene, mention: Mention, gold: dict[str, Any]) -> bool:
        """Whether the mention is the gold source itself, or names the same speaker."""
        start, end = scene.flow.starts[mention.first], scene.flow.ends[mention.last - 1]
        spans = gold["source_spans"] or []
        if any(
            a <= start and end <= b and (mention.last - mention.first > 1 or start == a or end == b) for a, b in spans
        ):
            return self.same(mention.name or mention.text, gold) or mention.form is Form.PRONOUN
        return self.same(mention.name or mention.text, gold)


def gold_by_region(scene: Scene, direct: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """The gold attribution of each region, by the region's number."""
    at = {region.outer_start: number for number, region in enumerate(scene.regions)}
    return {at[gold["start"]]: gold for gold in direct if gold["start"] in at}


def write_weights(weights: dict[str, dict[str, float]]) -> None:
    """Write the models as TOML, without what hardly counts."""
    lines = ["# Weights of the quotation models, made by bench/train_quotations.py: feature = weight.", ""]
    for model, values in weights.items():
        lines.append(f"[{model}]")
        kept = {feature: round(value, 2) for feature, value in values.items() if abs(value) >= 0.04}
        lines += [f"{quoted(feature)} = {value}" for feature, value in sorted(kept.items())]
        lines.append("")
    WEIGHTS.write_text("\n".join(lines), "utf-8")


def quoted(key: str) -> str:
    """A TOML key."""
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main() -> None:
    folder, scorer, *models = sys.argv[1:]
    trainer = Trainer(Path(folder), Path(scorer))
    for model in models or ["pronouns", "speakers", "ends", "reported", "held", "quoted", "sure"]:
        steps: dict[str, Callable[[], dict[str, float]]] = {
            "pronouns": trainer.pronouns,
            "speakers": trainer.speakers,
            "quoted": trainer.quoted,
            "ends": trainer.ends,
            "reported": trainer.reported,
            "held": trainer.held,
            "sure": trainer.sure,
        }
        trainer.weights[model] = steps[model]()
        write_weights(trainer.weights)


if __name__ == "__main__":
    main()
