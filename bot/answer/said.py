"""What somebody said on a topic: direct speech before reported, each with its day, office and outlet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from bot.answer.citing import Citer, show_stamp
from bot.answer.corpus import CorpusFacts
from bot.answer.excerpts import LONGEST, excerpt, is_cut, joined
from bot.answer.narrated import Narrated
from bot.answer.remark_blocks import lead_of_remark, spoken_block
from bot.answer.render import SCREEN, block_text, plain
from bot.answer.silence import silence
from bot.answer.subjects import Subjects, as_topic
from bot.answer.unsaid import Unsaid
from bot.models import Answer, Ask, Block, Span
from bot.retrieve.evidence import EvidenceFinder
from bot.retrieve.query import Weighed
from bot.retrieve.remarks import BEFORE, Remark, bearing, question_before
from bot.retrieve.sayings import Found, SayingFinder, Sayings
from bot.retrieve.speakers import Speakers, Whose
from bot.store.articles import Articles
from bot.store.quotations import Quotations
from bot.text.tokens import has_cjk

ENOUGH = 0.5  # share of the topic's weight that a remark has to hold
HEAD = 0.3  # and how well it has to hold the topic's weightiest word
FULL = 0.85  # share from which remarks are of the same first rank
NARRATED_ENOUGH = 0.6  # confidence from which an article's telling goes before a remark that bears in part
PARTLY = 0.7  # how much later a remark of the second rank is heard, counted in remarks of its article
SHOWN = 4
OTHERS = 3  # who also speak on a topic
IN_PAGES = 9_000  # characters of all remarks together, where they are leafed through
TITLE = 60  # characters of a title by which a speaker is named
SHORTEST = 120  # characters of room below which no further remark is begun
SHORT = 60  # characters below which a remark tells little by itself
SAME = 92  # rapidfuzz ratio from which two remarks are one, printed twice


@dataclass(frozen=True, slots=True)
class About:
    """A topic as shown and as weighed."""

    words: str
    terms: tuple[Weighed, ...] = ()


class Said:
    """Answers what somebody said."""

    def __init__(
        self,
        quotations: Quotations,
        articles: Articles,
        finder: EvidenceFinder,
        speakers: Speakers,
        subjects: Subjects,
        corpus: CorpusFacts,
        narrated: Narrated,
    ) -> None:
        self._sayings = SayingFinder(quotations, articles)
        self._finder = finder
        self._speakers = speakers
        self._subjects = subjects
        self._unsaid = Unsaid(subjects, corpus)
        self._narrated = narrated

    async def answer(self, ask: Ask) -> Answer:
        """The remarks of ``ask.speaker`` on ``ask.topic``; their topics where none is asked for."""
        assert ask.speaker is not None
        whose = await self._speakers.resolve(ask.speaker, ask.scopes, ask.since or ask.until)
        if whose.choices and whose.by_office and ask.topic:
            whose = await self._who_spoke(ask, whose)
        if whose.choices:
            hints = (whose.note,) if whose.note else ()
            return silence(ask.kind, f"“{whose.name}” may be more than one person.", hints=hints, choices=whose.choices)
        if not ask.topic:
            return await self._subjects_of(ask, whose)
        topic, note = self._in_english(ask.topic)
        ask, whose = replace(ask, topic=topic), replace(whose, note=" ".join(filter(None, (whose.note, note))))
        about = About(as_topic(topic), self._one_person(topic, _apart(await self._finder.topic(topic, ask.scopes))))
        if not about.terms:
            note = f"There is nothing to look for in “{topic}”."
            return await self._subjects_of(
                replace(ask, topic=None), replace(whose, note=f"{whose.note} {note}".strip())
            )
        sayings = await self._sayings.on_topic(ask, whose, about.terms)
        ranked = _ranked(about, sayings.found)
        if ranked and ranked[0].bearing >= FULL:
            return self._on_topic(ask, whose, about, ranked)
        narrated = await self._narrated.answer(ask, whose, about.terms)
        if narrated and (not ranked or narrated.confidence > NARRATED_ENOUGH):
            return narrated
        if ranked:
            return self._on_topic(ask, whose, about, ranked)
        return await self._nothing(ask, whose, about, sayings)

    async def _who_spoke(self, ask: Ask, whose: Whose) -> Whose:
        """Of those who held an office, the only one who spoke on the topic; else all of them."""
        terms = _apart(await self._finder.topic(ask.topic or "", ask.scopes))
        spoke = []
        for name in whose.choices:
            one = await self._speakers.resolve(name, ask.scopes, ask.since or ask.until)
            sayings = await self._sayings.on_topic(ask, one, terms)
            if any(remark.bearing >= FULL for remark in _ranked(About("", terms), sayings.found)):
                spoke.append(one)
        if len(spoke) != 1:
            return whose
        others = " and ".join(name for name in whose.choices if name != spoke[0].name)
        return replace(spoke[0], note=f"Read “{ask.speaker}” as {spoke[0].name}; {others} held the office as well.")

    def _one_person(self, topic: str, terms: tuple[Weighed, ...]) -> tuple[Weighed, ...]:
        """A person's full name as a topic: the family name alone means them as well."""
        family = self._speakers.family_of(topic)
        own = next((term for term in terms if term.stem == family), None)
        return (own,) if own and len(terms) > 1 else terms

    def _in_english(self, topic: str) -> tuple[str, str]:
        """A topic in Japanese as the lexicon has it in English, and a note where that is but a part of it."""
        if not has_cjk(topic):
            return topic, ""
        names, whole = self._subjects.in_english(topic)
        if not names:
            return self._speakers.name_of(topic) or topic, ""
        return names, "" if whole else f"Of “{topic}” I can read {names} alone."

    async def _subjects_of(self, ask: Ask, whose: Whose) -> Answer:
        """What a speaker speaks about, with counts, and the newest of their own words."""
        sayings = await self._sayings.newest(ask, whose)
        if not sayings.found:
            return await self._nothing(ask, whose, About(""), sayings)
        newest = [Remark(stored, article, 1.0, 1.0) for stored, article in sayings.found]
        newest.sort(key=lambda remark: (not remark.direct, len(remark.stored.text) < SHORT))
        return _compose(ask, whose, _spread(_once(newest)[0]), self._unsaid.speaks(whose, sayings))

    async def _nothing(self, ask: Ask, whose: Whose, about: About, sayings: Sayings) -> Answer:
        """Silence, with who else speaks on the topic; None of them where not a word of it is in the articles."""
        if not about.words:
            return await self._unsaid.answer(ask, whose, "", sayings, ())
        if not any(term.known for term in about.terms):
            return await self._unsaid.answer(ask, whose, about.words, sayings, None)
        ranked = _ranked(about, await self._sayings.of_anyone(ask, about.terms))
        names = dict.fromkeys(
            remark.stored.quotation.speaker
            for remark in ranked
            if remark.bearing >= FULL
            and remark.stored.quotation.speaker_key
            and remark.stored.quotation.speaker_key not in whose.keys
        )
        return await self._unsaid.answer(ask, whose, about.words, sayings, [*filter(None, names)][:OTHERS])

    @staticmethod
    def _on_topic(ask: Ask, whose: Whose, about: About, ranked: Sequence[Remark]) -> Answer:
        once, left = _once(ranked)
        direct = sum(remark.direct for remark in once)
        counts = _counts(direct, len(once) - direct)
        more = "at least " if left else ""
        return _compose(ask, whose, _spread(once), f"{whose.name} on {about.words}: {more}{counts}.", about.terms)


def _compose(ask: Ask, whose: Whose, remarks: Sequence[Remark], headline: str, topic: Sequence[Weighed] = ()) -> Answer:
    """As many remarks as fit a screen, the first in any case; all of them where pages are wanted."""
    if ask.pages:
        return _with(len(remarks), ask, whose, remarks, headline, topic)
    answer = _with(SHOWN, ask, whose, remarks, headline, topic)
    for count in range(len(answer.blocks) - 1, 0, -1):
        if len(plain(answer)) <= SCREEN:
            break
        answer = _with(count, ask, whose, remarks, headline, topic)
    return answer


def _with(
    count: int, ask: Ask, whose: Whose, remarks: Sequence[Remark], headline: str, topic: Sequence[Weighed]
) -> Answer:
    """The answer with up to ``count`` remarks."""
    citer, left = Citer(), (IN_PAGES if ask.pages else SCREEN) - len(headline) - len(whose.note)
    blocks: list[Block] = []
    for remark in remarks:
        room = left - _dress(remark)
        if len(blocks) >= count:
            break
        if blocks and room < min(SHORTEST, len(remark.stored.text)):
            continue
        spans = excerpt(remark.stored.quotation, remark.article, topic, max(SHORTEST, min(room, LONGEST)))
        if blocks and (_unfit(remark, spans, room) or _told(blocks, spans, remark)):
            continue
        block = _named(spoken_block(remark, citer, spans, topic, max(room, 0)), whose, remark)
        left -= len(block_text(block)) - len(block.lead) + _dress(remark)
        blocks.append(block)
    best = remarks[0]
    return Answer(
        kind=ask.kind,
        answered=True,
        headline=headline,
        confidence=round(0.55 + 0.4 * best.bearing * best.head, 3),
        blocks=tuple(blocks),
        citations=citer.citations,
        quotations=citer.quotations,
        hints=(whose.note,) if whose.note else (),
    )


def _unfit(remark: Remark, spans: Sequence[Span], room: int) -> bool:
    """Whether a further remark has no room, or only as a piece of a sentence."""
    too_long = sum(span.end - span.start for span in spans) > room
    return too_long or is_cut(spans, remark.stored.quotation, remark.article)


def _named(block: Block, whose: Whose, remark: Remark) -> Block:
    """The block; of one who is printed by office alone, with the title that tells who it is."""
    quotation, title = remark.stored.quotation, remark.article.record.header.title
    if title is None or (quotation.speaker or "").casefold() not in whose.roles:
        return block
    told = title.value if len(title.value) <= TITLE else title.value[:TITLE].rsplit(" ", 1)[0] + " …"
    return replace(block, after=", ".join(filter(None, (block.after, f"named by the title “{told}”"))))


def _told(blocks: Sequence[Block], spans: Sequence[Span], remark: Remark) -> bool:
    """Whether the words stand in a block already."""
    words = joined(spans, remark.article.record.body)
    return any(words in block.words for block in blocks)


def _dress(remark: Remark) -> int:
    """The characters that a remark takes beside its words: what leads it, and the line of its citation."""
    record = remark.article.record
    outlet = record.header.outlet.value if record.header.outlet else record.source
    return (
        len(lead_of_remark(remark.stored.quotation, remark.article))
        + len(outlet)
        + len(show_stamp(record.header.published))
        + 16
    )


def _counts(direct: int, reported: int) -> str:
    parts = []
    if direct:
        parts.append(f"{direct} quotation{'' if direct == 1 else 's'}")
    if reported:
        parts.append(f"{reported} reported remark{'' if reported == 1 else 's'}")
    return " and ".join(parts)


def _apart(terms: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """The terms without forms that are words of the topic themselves: "Steel" alone does not name "Nippon Steel"."""
    own = {term.stem for term in terms}
    return tuple(
        replace(term, forms={form: worth for form, worth in term.forms.items() if form == term.stem or form not in own})
        for term in terms
    )


def _ranked(about: About, remarks: Sequence[Found]) -> list[Remark]:
    """The remarks that bear on the topic: fully before in part, direct before reported, nearer before farther."""
    weighed = [Remark(stored, article, *bearing(about.terms, stored, article)) for stored, article in remarks]
    kept = [remark for remark in weighed if remark.bearing >= ENOUGH and remark.head >= HEAD and not _idle(remark)]
    return sorted(kept, key=_order)


def _idle(remark: Remark) -> bool:
    """Whether a turn is but a few words that only its question ties to the topic: "Mm-hmm. Yeah."."""
    few = len(remark.stored.text) < SHORT and remark.bearing <= BEFORE
    return few and question_before(remark.stored.quotation, remark.article.record.body) is not None


def _order(remark: Remark) -> tuple[object, ...]:
    published = remark.article.record.header.published
    newest = -published.day.toordinal() if published else 0
    rank = 0 if remark.bearing >= FULL else 1
    return (rank, not remark.direct, -round(remark.bearing, 1), newest, remark.stored.article_id, remark.stored.id)


def _once(remarks: Sequence[Remark]) -> tuple[list[Remark], bool]:
    """Each remark once, up to a number, and whether others are left: the same words in another outlet say nothing new."""
    out: list[Remark] = []
    for remark in remarks:
        if len(out) >= SHOWN * 5:
            return out, True
        if all(fuzz.ratio(remark.stored.text, kept.stored.text, score_cutoff=SAME) < SAME for kept in out):
            out.append(remark)
    return out, False


def _spread(remarks: Sequence[Remark]) -> list[Remark]:
    """The remarks with those of other articles before further ones of an article that has been heard."""
    heard: Counter[int] = Counter()
    rank: dict[int, float] = {}
    for remark in remarks:
        rank[remark.stored.id] = heard[remark.article.id] + (remark.bearing < FULL) * PARTLY
        heard[remark.article.id] += 1
    return sorted(remarks, key=lambda remark: rank[remark.stored.id])
