"""What somebody said on a topic: direct speech before reported, each with its day, office and outlet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.corpus import CorpusFacts
from bot.answer.findings import spelling_notes
from bot.answer.narrated import Narrated
from bot.answer.remark_answer import WHOLE, Space, answer_of, shared
from bot.answer.remark_order import SHORT, About, fully, once, ranked, spread
from bot.answer.render import plain
from bot.answer.silence import silence
from bot.answer.subjects import Subjects, as_topic
from bot.answer.together import names_apart, singular, together
from bot.answer.unsaid import Unsaid
from bot.models import Answer, Ask
from bot.retrieve.evidence import EvidenceFinder
from bot.retrieve.occasions import OccasionReader
from bot.retrieve.query import Weighed
from bot.retrieve.remarks import Remark, setting
from bot.retrieve.sayings import SayingFinder, Sayings
from bot.retrieve.speakers import Speakers, Whose
from bot.store.articles import Articles
from bot.store.quotations import Quotations
from bot.text.tokens import has_cjk, stems

NARRATED_ENOUGH = 0.6  # confidence from which an article's telling goes before a remark that bears in part
OCCASION = 0.5  # share of an occasion's words that an article's title and head hold
HEAD = 200  # characters of an article's head: where it was, before anybody speaks
SLIGHT = 1.0  # weight of a word that tells little of an occasion
OTHERS = 3  # who also speak on a topic
MOST_SPEAKERS = 3  # whose remarks are told in one answer
LONGEST = 2_000  # characters of it


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
        occasions: OccasionReader,
    ) -> None:
        self._sayings = SayingFinder(quotations, articles)
        self._finder = finder
        self._speakers = speakers
        self._subjects = subjects
        self._unsaid = Unsaid(subjects, corpus)
        self._narrated = narrated
        self._occasions = occasions

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

    async def _of_one(self, ask: Ask, whose: Whose, space: Space = WHOLE) -> Answer:
        """What one speaker said, as much as the space has place for."""
        if not ask.topic:
            return await self._subjects_of(ask, whose)
        topic, note = self._in_english(ask.topic)
        ask, whose = replace(ask, topic=topic), replace(whose, note=" ".join(filter(None, (whose.note, note))))
        topic, occasion = await self._parted(ask, whose, topic)
        terms = self._one_person(topic, _apart(await self._finder.topic(topic, ask.scopes)))
        ask = replace(ask, topic=topic, question=f"{ask.question} {occasion}".strip())
        about = About(as_topic(topic), terms, await self._setting(ask, whose, terms))
        if not about.terms:
            note = f"There is nothing to look for in “{topic}”."
            return await self._subjects_of(
                replace(ask, topic=None), replace(whose, note=f"{whose.note} {note}".strip())
            )
        sayings = await self._sayings.on_topic(ask, whose, about.terms)
        heard = ranked(about, sayings.found)
        if heard and fully(heard[0]):
            return self._on_topic(ask, whose, about, heard, space)
        narrated = await self._narrated.answer(ask, whose, about.terms)
        if narrated and (not heard or narrated.confidence > NARRATED_ENOUGH):
            notes = spelling_notes(about.terms, (block.words for block in narrated.blocks))
            return replace(narrated, hints=(*narrated.hints, *notes))
        if heard:
            return self._on_topic(ask, whose, about, heard, space)
        return await self._nothing(ask, whose, about, sayings)

    async def _parted(self, ask: Ask, whose: Whose, topic: str) -> tuple[str, str]:
        """The topic and the occasion behind it, where the speaker spoke on one that is told so: "at his press conference"."""
        core, occasion = self._occasions.parted(topic)
        if not occasion:
            return topic, ""
        whole = About("", _apart(await self._finder.topic(topic, ask.scopes)))
        if any(map(fully, ranked(whole, (await self._sayings.on_topic(ask, whose, whole.terms)).found))):
            return topic, ""
        terms = _apart(await self._finder.topic(core, ask.scopes))
        told = [term for term in await self._finder.topic(occasion, ask.scopes) if term.known]
        found = (await self._sayings.on_topic(ask, whose, terms)).found
        articles = {article.id: article for _, article in found}.values()
        there = any(setting(told, article, HEAD)[0] >= OCCASION for article in articles)
        return (core, occasion) if told and there else (topic, "")

    async def _setting(self, ask: Ask, whose: Whose, topic: Sequence[Weighed]) -> tuple[Weighed, ...]:
        """What the question tells besides speaker and topic: "at his press conference", "to Akiba"."""
        own = {*stems(ask.speaker or ""), *stems(whose.name), *(form for term in topic for form in term.forms)}
        told = await self._finder.topic(ask.question, ask.scopes) if ask.question else ()
        return tuple(term for term in told if term.known and term.weight > SLIGHT and term.stem not in own)

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
        answers = [await self._of_one(ask, one, shared(len(speakers))) for one in speakers]
        if not any(answer.answered for answer in answers):
            return None
        told = together(answers)
        for count in range(len(answers) - 1, 0, -1):
            if ask.pages or len(plain(told)) <= LONGEST or not any(answer.answered for answer in answers[:count]):
                break
            left = " and ".join(one.name for one in speakers[count:])
            told = together(answers[:count], f"There is no room here for what {left} said; ask for it alone.")
        return told

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
        return answer_of(ask, whose, spread(once(newest)[0]), self._unsaid.speaks(whose, sayings))

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
    def _on_topic(ask: Ask, whose: Whose, about: About, heard: Sequence[Remark], space: Space) -> Answer:
        told, left = once(heard)
        direct = sum(remark.direct for remark in told)
        counts = _counts(direct, len(told) - direct)
        more = "at least " if left else ""
        headline = f"{whose.name} on {about.words}: {more}{counts}."
        notes = spelling_notes(about.terms, (remark.article.record.body for remark in told[: space.remarks]))
        whose = replace(whose, note=" ".join(filter(None, (whose.note, *notes))))
        return answer_of(ask, whose, spread(told), headline, about.terms, space)


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
