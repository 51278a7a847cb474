"""The remarks that bear on a topic in the order in which they are told, each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from bot.retrieve.query import Weighed
from bot.retrieve.remarks import BEFORE, Remark, bearing, question_before, setting
from bot.retrieve.sayings import Found

ENOUGH = 0.5  # share of the topic's weight that a remark has to hold
HEAD = 0.3  # and how well it has to hold the topic's weightiest word
FULL = 0.85  # share from which remarks are of the same first rank
SPOKEN = 0.75  # and direct ones, whose sentence may hold the topic by another word
FEW = 2  # words of a remark that is shown after others: "Yes."
PARTLY = 0.7  # how much later a remark of the second rank is heard, counted in remarks of its article
SHORT = 60  # characters below which a remark tells little by itself
ASIDE = 0.5  # what a word of the question weighs that is none of the topic
SETTINGS = 2  # steps in which an article's hold on the occasion counts
SAME = 92  # rapidfuzz ratio from which two remarks are one, printed twice
KEPT = 20  # remarks that are told apart


@dataclass(frozen=True, slots=True)
class About:
    """A topic as shown and as weighed, and what else the question tells: of the occasion, or whom it was said to."""

    words: str
    terms: tuple[Weighed, ...] = ()
    setting: tuple[Weighed, ...] = ()


def fully(remark: Remark) -> bool:
    """Whether a remark bears on the whole topic; one in the speaker's own words may do so by the sentence around it."""
    return remark.bearing >= (SPOKEN if remark.direct else FULL)


def ranked(about: About, remarks: Sequence[Found]) -> list[Remark]:
    """The remarks that bear on the topic: fully before in part, of the occasion told before others, direct before reported, nearer before farther."""
    weighed = [Remark(stored, article, *bearing(about.terms, stored, article)) for stored, article in remarks]
    kept = [remark for remark in weighed if remark.bearing >= ENOUGH and remark.head >= HEAD and not _idle(remark)]
    if about.setting:
        settings = {one.article.id: setting(about.setting, one.article) for one in kept}
        kept = [_set(about, one, *settings[one.article.id]) for one in kept]
    least = BEFORE if any(map(fully, kept)) else ENOUGH
    return sorted((remark for remark in kept if remark.bearing >= least), key=_order)


def _set(about: About, remark: Remark, share: float, left: Sequence[Weighed]) -> Remark:
    """The remark with how well its article holds the occasion, ``share``, and itself topic and what is ``left`` of that."""
    asked = (*about.terms, *(replace(term, weight=ASIDE * term.weight) for term in left))
    whole, _ = bearing(asked, remark.stored, remark.article)
    return replace(remark, setting=share, asked=asked, whole=whole)


def _idle(remark: Remark) -> bool:
    """Whether a turn is but a few words that only its question ties to the topic: "Mm-hmm. Yeah."."""
    few = len(remark.stored.text) < SHORT and remark.bearing <= BEFORE
    return few and question_before(remark.stored.quotation, remark.article.record.body) is not None


def _order(remark: Remark) -> tuple[object, ...]:
    published = remark.article.record.header.published
    newest = -published.day.toordinal() if published else 0
    rank = 0 if fully(remark) else 1
    few = len(remark.stored.text.split()) <= FEW
    near = remark.bearing if remark.whole is None else remark.whole
    nearness = (-round(remark.setting * SETTINGS), not remark.direct, -round(near, 1), newest, -near)
    return (rank, few, *nearness, remark.stored.article_id, remark.stored.id)


def once(remarks: Sequence[Remark]) -> tuple[list[Remark], bool]:
    """Each remark once, up to a number, and whether others are left: the same words in another outlet say nothing new."""
    out: list[Remark] = []
    for remark in remarks:
        if len(out) >= KEPT:
            return out, True
        if all(fuzz.ratio(remark.stored.text, kept.stored.text, score_cutoff=SAME) < SAME for kept in out):
            out.append(remark)
    return out, False


def spread(remarks: Sequence[Remark]) -> list[Remark]:
    """The remarks with those of other articles before further ones of an article that has been heard."""
    heard: Counter[int] = Counter()
    rank: dict[int, float] = {}
    for remark in remarks:
        rank[remark.stored.id] = heard[remark.article.id] + (not fully(remark)) * PARTLY
        heard[remark.article.id] += 1
    return sorted(remarks, key=lambda remark: rank[remark.stored.id])
