"""What somebody said on a topic: direct speech before reported, each with its day, office and outlet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.citing import Citer, show_stamp
from bot.answer.corpus import CorpusFacts
from bot.answer.excerpts import LONGEST, excerpt, is_cut, joined
from bot.answer.narrated import Narrated
from bot.answer.remark_blocks import lead_of_remark, spoken_block, whole_of
from bot.answer.remark_order import SHORT, About, fully, once, ranked, spread
from bot.answer.render import SCREEN, block_text, plain
from bot.answer.silence import silence
from bot.answer.subjects import Subjects, as_topic
from bot.answer.together import names_apart, singular, together
from bot.answer.unsaid import Unsaid
from bot.models import Answer, Ask, Block, Span
from bot.retrieve.evidence import EvidenceFinder
from bot.retrieve.query import Weighed
from bot.retrieve.remarks import Remark
from bot.retrieve.sayings import SayingFinder, Sayings
from bot.retrieve.speakers import Speakers, Whose
from bot.store.articles import Articles
from bot.store.quotations import Quotations
from bot.text.tokens import has_cjk

NARRATED_ENOUGH = 0.6  # confidence from which an article's telling goes before a remark that bears in part
SHOWN = 4
OTHERS = 3  # who also speak on a topic
MOST_SPEAKERS = 3  # whose remarks are told in one answer
IN_PAGES = 9_000  # characters of all remarks together, where they are leafed through
TITLE = 60  # characters of a title by which a speaker is named
SHORTEST = 120  # characters of room below which no further remark is begun


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
        whose = await self._resolve(ask, ask.speaker)
        by_office = bool(whose.choices and whose.by_office and ask.topic)
        several = await (self._of_office(ask, whose) if by_office else self._several(ask, whose))
        if several:
            return several
        if whose.choices:
            hints = (whose.note,) if whose.note else ()
            return silence(ask.kind, f"“{whose.name}” may be more than one person.", hints=hints, choices=whose.choices)
        return await self._of_one(ask, whose)

    async def _resolve(self, ask: Ask, name: str) -> Whose:
        day = ask.since or ask.until
        found = await self._speakers.resolve(name, ask.scopes, day)
        if found.keys or found.known or found.choices:
            return found
        several = await self._speakers.resolve(singular(name), ask.scopes, day)
        return several if several.by_office or several.roles else found

    async def _of_one(self, ask: Ask, whose: Whose, most: int = SHOWN) -> Answer:
        """What one speaker said; up to ``most`` remarks."""
        if not ask.topic:
            return await self._subjects_of(ask, whose)
        topic, note = self._in_english(ask.topic)
        ask, whose = replace(ask, topic=topic), replace(whose, note=" ".join(filter(None, (whose.note, note))))
        about = About(as_topic(topic), self._one_person(topic, _apart(await self._finder.topic(topic, ask.scopes))))
        whose = replace(whose, note=" ".join(filter(None, (whose.note, _spelt(about.terms)))))
        if not about.terms:
            note = f"There is nothing to look for in “{topic}”."
            return await self._subjects_of(
                replace(ask, topic=None), replace(whose, note=f"{whose.note} {note}".strip())
            )
        sayings = await self._sayings.on_topic(ask, whose, about.terms)
        heard = ranked(about, sayings.found)
        if heard and fully(heard[0]):
            return self._on_topic(ask, whose, about, heard, most)
        narrated = await self._narrated.answer(ask, whose, about.terms)
        if narrated and (not heard or narrated.confidence > NARRATED_ENOUGH):
            return narrated
        if heard:
            return self._on_topic(ask, whose, about, heard, most)
        return await self._nothing(ask, whose, about, sayings)

    async def _several(self, ask: Ask, whose: Whose) -> Answer | None:
        """What each of several speakers said, who are named in a list; None where it is no list, or all are silent."""
        names = names_apart(ask.speaker or "") if ask.topic else ()
        if names and await self._jointly(ask, whose):
            return None
        each = [await self._resolve(ask, name) for name in names[:MOST_SPEAKERS]]
        if not each or any(one.choices or not (one.keys or one.known) for one in each):
            return None
        return await self._in_turn(ask, each)

    async def _jointly(self, ask: Ask, whose: Whose) -> bool:
        """Whether speakers said together what bears most on the topic."""
        terms = _apart(await self._finder.topic(ask.topic or "", ask.scopes))
        heard = ranked(About("", terms), (await self._sayings.on_topic(ask, whose, terms)).found)
        return bool(heard) and fully(heard[0]) and len(heard[0].stored.quotation.joint) > 1

    async def _in_turn(self, ask: Ask, speakers: Sequence[Whose]) -> Answer | None:
        """The answers about speakers as one; None where all are silent."""
        answers = [await self._of_one(ask, one, max(1, SHOWN // len(speakers))) for one in speakers]
        return together(answers) if any(answer.answered for answer in answers) else None

    async def _of_office(self, ask: Ask, whose: Whose) -> Answer | None:
        """Of those who held an office, what those said who spoke on the topic; None where nobody did."""
        terms = _apart(await self._finder.topic(ask.topic or "", ask.scopes))
        ones = [await self._resolve(ask, name) for name in whose.choices]
        heard = [ranked(About("", terms), (await self._sayings.on_topic(ask, one, terms)).found) for one in ones]
        full = [one for one, remarks in zip(ones, heard, strict=True) if any(map(fully, remarks))]
        spoke = full or [one for one, remarks in zip(ones, heard, strict=True) if remarks]
        if len(spoke) != 1:
            return await self._in_turn(ask, spoke[:MOST_SPEAKERS])
        others = " and ".join(name for name in whose.choices if name != spoke[0].name)
        note = f"Read “{ask.speaker}” as {spoke[0].name}; {others} held the office as well."
        return await self._of_one(ask, replace(spoke[0], note=note))

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
        return _compose(ask, whose, spread(once(newest)[0]), self._unsaid.speaks(whose, sayings))

    async def _nothing(self, ask: Ask, whose: Whose, about: About, sayings: Sayings) -> Answer:
        """Silence, with who else speaks on the topic; None of them where not a word of it is in the articles."""
        if not about.words:
            return await self._unsaid.answer(ask, whose, "", sayings, ())
        if not any(term.known for term in about.terms):
            return await self._unsaid.answer(ask, whose, about.words, sayings, None)
        names = dict.fromkeys(
            remark.stored.quotation.speaker
            for remark in ranked(about, await self._sayings.of_anyone(ask, about.terms))
            if fully(remark)
            and remark.stored.quotation.speaker_key
            and remark.stored.quotation.speaker_key not in whose.keys
        )
        return await self._unsaid.answer(ask, whose, about.words, sayings, [*filter(None, names)][:OTHERS])

    @staticmethod
    def _on_topic(ask: Ask, whose: Whose, about: About, heard: Sequence[Remark], most: int) -> Answer:
        told, left = once(heard)
        direct = sum(remark.direct for remark in told)
        counts = _counts(direct, len(told) - direct)
        more = "at least " if left else ""
        return _compose(ask, whose, spread(told), f"{whose.name} on {about.words}: {more}{counts}.", about.terms, most)


def _compose(
    ask: Ask,
    whose: Whose,
    remarks: Sequence[Remark],
    headline: str,
    topic: Sequence[Weighed] = (),
    most: int = SHOWN,
) -> Answer:
    """As many remarks as fit a screen, the first in any case; all of them where pages are wanted."""
    if ask.pages:
        return _with(len(remarks), ask, whose, remarks, headline, topic)
    answer = _with(most, ask, whose, remarks, headline, topic)
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
        whole = whole_of(remark.stored.quotation, spans, remark.article)
        if blocks and (
            (whole and whole.end - whole.start > room) or _unfit(remark, spans, room) or _told(blocks, spans, remark)
        ):
            continue
        block = _named(spoken_block(remark, citer, spans, max(room, 0)), whose, remark)
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


def _spelt(terms: Sequence[Weighed]) -> str:
    """That a word of the topic was taken for one that is spelt like it."""
    return " ".join(f"Read “{term.text}” as “{term.spelt}”." for term in terms if term.spelt)


def _apart(terms: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """The terms without forms that are words of the topic themselves: "Steel" alone does not name "Nippon Steel"."""
    own = {term.stem for term in terms}
    return tuple(
        replace(term, forms={form: worth for form, worth in term.forms.items() if form == term.stem or form not in own})
        for term in terms
    )
