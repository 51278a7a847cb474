"""Collects what a speaker may have said on a topic: by the words, by the questions answered, and the newest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.models import Article, Ask, StoredQuotation
from bot.retrieve.query import NEAR, Weighed
from bot.retrieve.speakers import Whose
from bot.store.articles import Articles
from bot.store.quotations import Quotations

NEWEST = 200  # remarks of a speaker that are read where no topic is asked for
BESIDE = 60  # and beside those that hold words of the topic
MATCHING = 120  # remarks that hold words of the topic
ANYONE = 20  # of anybody's
ASKED = 60  # questions of transcripts that do
WIDER = 4  # times as many are read where a time or kind is asked for
ASKER = "q"  # the key of whoever asks in a transcript
FORMS = 4  # forms of a word that are looked up

Found = tuple[StoredQuotation, Article]


@dataclass(frozen=True, slots=True)
class Sayings:
    """Remarks with their articles; ``more`` tells that there are others beside them."""

    found: tuple[Found, ...]
    more: bool = False


class SayingFinder:
    """Reads the remarks of a speaker."""

    def __init__(self, quotations: Quotations, articles: Articles) -> None:
        self._quotations = quotations
        self._articles = articles

    async def newest(self, ask: Ask, whose: Whose, limit: int = NEWEST) -> Sayings:
        """What the speaker said in the time and kind asked for, newest first."""
        stored = await self._newest(ask, (*whose.keys, *whose.roles), limit)
        found = await self._with_articles(stored)
        theirs = tuple(each for each in found if _theirs(whose, *each) and _asked_for(ask, *each))
        return Sayings(theirs, len(stored) == limit)

    async def on_topic(self, ask: Ask, whose: Whose, topic: Sequence[Weighed]) -> Sayings:
        """What may bear on the topic, with the newest remarks; each once."""
        keys = (*whose.keys, *whose.roles)
        if not keys:
            return Sayings(())
        words = [word for term in topic if term.known for word in term.text.split()]
        rare = [form for term in topic if term.known for form in _spellings(term)]
        wider = WIDER if ask.since or ask.until or ask.quote_kind or ask.outlets else 1
        scopes = ask.scopes
        held = await self._quotations.matching(words, rare, scopes, MATCHING * wider, speakers=keys, around=True)
        answers = await self._answers(words, rare, whose, ask)
        newest = await self._newest(ask, whose.keys, BESIDE)
        once = {each.id: each for each in (*held, *answers, *newest)}
        found = await self._with_articles(once.values())
        theirs = tuple(each for each in found if _asked_for(ask, *each) and _theirs(whose, *each))
        return Sayings(theirs, len(newest) == BESIDE)

    async def of_anyone(self, ask: Ask, topic: Sequence[Weighed]) -> tuple[Found, ...]:
        """What anybody said that holds words of the topic."""
        words = [word for term in topic if term.known for word in term.text.split()]
        rare = [form for term in topic if term.known for form in _spellings(term)]
        return tuple(await self._with_articles(await self._quotations.matching(words, rare, ask.scopes, ANYONE)))

    async def _newest(self, ask: Ask, keys: Sequence[str], limit: int) -> tuple[StoredQuotation, ...]:
        if not keys:
            return ()
        return await self._quotations.by_speaker(
            keys, ask.scopes, kind=ask.quote_kind, since=ask.since, until=ask.until, limit=limit
        )

    async def _answers(
        self, words: Sequence[str], rare: Sequence[str], whose: Whose, ask: Ask
    ) -> list[StoredQuotation]:
        """The turns of transcripts that follow a question which holds the words."""
        asked = await self._quotations.matching(words, rare, ask.scopes, ASKED, speakers=(ASKER,))
        keys = {*whose.keys, *whose.roles}
        following = await self._quotations.get([each.id + 1 for each in asked], ask.scopes)
        turns = [(each, following[each.id + 1]) for each in asked if each.id + 1 in following]
        return [
            turn
            for question, turn in turns
            if turn.article_id == question.article_id
            and (turn.quotation.speaker_key or (turn.quotation.speaker or "").casefold()) in keys
            and turn.quotation.span.start > question.quotation.span.end
        ]

    async def _with_articles(self, stored: Iterable[StoredQuotation]) -> list[Found]:
        every = tuple(stored)
        articles = await self._articles.get({each.article_id for each in every}, details=False)
        return [(each, articles[each.article_id]) for each in every if each.article_id in articles]


def _spellings(term: Weighed) -> list[str]:
    """The words that a term is looked up by: as printed, and its nearest kin."""
    near = [form for form, worth in term.forms.items() if worth >= NEAR and form != term.stem]
    return [term.text, *near[:FORMS]]


def _asked_for(ask: Ask, stored: StoredQuotation, article: Article) -> bool:
    """Whether a remark is of the kind asked for, in an article of the outlets and the time asked for."""
    if ask.quote_kind is not None and stored.quotation.kind is not ask.quote_kind:
        return False
    outlet = article.record.header.outlet
    if ask.outlets and (outlet is None or outlet.value not in ask.outlets):
        return False
    if ask.since is None and ask.until is None:
        return True
    published = article.record.header.published
    return published is not None and (ask.since or date.min) <= published.day <= (ask.until or date.max)


def _theirs(whose: Whose, stored: StoredQuotation, article: Article) -> bool:
    """Whether the speaker is meant: one printed by office alone has to be a transcript's, whose title names the holder."""
    quotation, record = stored.quotation, article.record
    role = (quotation.speaker or "").casefold()
    if not {quotation.speaker_key, *quotation.joint}.isdisjoint(whose.keys):
        return True
    if role not in whose.roles:
        return set(quotation.joint).isdisjoint(whose.roles)
    label, title = quotation.speaker_span, record.header.title
    if label is None or title is None or not label.of(record.body).isupper():
        return False
    return names_holder(title.value, role.removeprefix("the "), whose.name.rpartition(" ")[2])


def names_holder(title: str, role: str, surname: str) -> bool:
    """Whether a title prints the office with the surname: "Remarks by President Hill"; a "Vice President" is another."""
    words = title.casefold().split()
    wanted = [*role.split(), surname.casefold()]
    size = len(wanted)
    for at in range(len(words) - size + 1):
        printed = [word.strip(".,;:’'\"()") for word in words[at : at + size]]
        if printed == wanted and (at == 0 or words[at - 1] not in ("vice", "former", "deputy")):
            return True
    return False
