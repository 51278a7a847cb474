"""From a question to ranked passages: words weighed by the corpus, windows found, sentences ranked inside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.models import Article, Days, Span
from bot.retrieve.figures import other_writing
from bot.retrieve.query import NEAR, SAME, Holder, Query, Role, Weighed, weigh
from bot.retrieve.question import QuestionReader, Term
from bot.retrieve.ranking import Evidence, Ranker, Window
from bot.retrieve.spelling import Spelling
from bot.retrieve.windows import is_unspaced, score, sought
from bot.store.articles import Articles
from bot.store.frequency import telling
from bot.store.search import Candidate, Known, Search
from bot.store.window_words import LINE, inside, words_of
from bot.text.glyphs import glyph_of
from bot.text.kin import Kin
from bot.text.people import Roster
from bot.text.places import Places
from bot.text.tokens import bigrams, stem, stems, tokens
from bot.text.topics import Topics

LOOKED_AT = 50  # windows that are weighed by all words and by their article's day
ENOUGH = 5  # words of the subject that are looked for by themselves; fewer need the question's small words
KEPT = 6  # windows whose sentences are ranked
SHORT = 3  # characters of a word in a phrase that tells nothing by itself
WHOLE, PART = 0.9, 0.5  # what a word, or one word of a phrase, of the same topic is worth
HOLDERS = 6  # last holders of an office who are looked up where no time is named
SPELT = 0.9  # what a word is worth for one that was misspelt
FORMS = 4  # forms of a word's kin that are looked up


class EvidenceFinder:
    """Finds the passages that bear on a question."""

    def __init__(
        self,
        search: Search,
        articles: Articles,
        reader: QuestionReader,
        kin: Kin,
        topics: Topics,
        roster: Roster,
        ranker: Ranker,
        spelling: Spelling,
        places: Places,
    ) -> None:
        self._search = search
        self._articles = articles
        self._reader = reader
        self._kin = kin
        self._topics = topics
        self._roster = roster
        self._ranker = ranker
        self._spelling = spelling
        self._places = places

    async def query(
        self, question: str, now: date, scopes: Sequence[str], *, days: Days | None = None, when: Span | None = None
    ) -> Query:
        """The question, read and weighed by how rare its words are in the corpus.

        ``days`` is the time that it names, ``when`` the words that do: they count for little, being judged as a time.
        """
        focus = self._reader.focus(question)
        asked = self._reader.terms(question, focus, when)
        small = {token.stem: token.text for token in tokens(question)}
        for term in asked:
            small.pop(term.stem, None)
        terms, known = await self._weighed(asked, scopes, [*small.values()])
        beside = {text: telling(known.counts[text], known.windows) for text in small.values()}
        pairs = frozenset(bigrams(glyph_of(term.stem) for term in terms))
        timed = frozenset(stems(when.of(question))) if when else frozenset()
        return Query(
            question,
            focus,
            terms,
            pairs,
            now,
            days,
            self._roles(question, terms),
            timed=timed,
            latest=known.corpus.latest,
            beside=beside,
        )

    def _roles(self, question: str, terms: Sequence[Weighed]) -> tuple[Role, ...]:
        """The offices that the question names, with the places of their words and their holders."""
        places = {term.text: i for i, term in enumerate(terms)}
        out = []
        for phrase in self._roster.office_phrases(question):
            words = [token.text for token in tokens(question[phrase.span.start : phrase.span.end])]
            holders = tuple(
                Holder(stem(person.family), term.first, term.last or date.max)
                for office in phrase.offices
                for person in self._roster.holders(office)
                for term in person.terms
                if term.office == office
            )
            at = tuple(places[word] for word in words if word in places)
            if holders and at:
                out.append(Role(at, holders))
        return tuple(out)

    async def topic(self, words: str, scopes: Sequence[str]) -> tuple[Weighed, ...]:
        """The words of a topic, weighed."""
        found = self._reader.topic_terms(words)
        phrases = self._phrases(found)
        terms = [
            replace(term, phrases=phrases.get(term.stem, ()), person=self._is_person(term.text))
            for term in await self.terms(found, scopes)
        ]
        for mention in self._places.find(words):
            terms = _with_one_name(terms, mention.text)
        return tuple(terms)

    def _is_person(self, word: str) -> bool:
        """Whether a capitalised word is the family name of somebody whom the lexicon has: "Abe's"."""
        return word[0].isupper() and bool(self._roster.bearers(word))

    def _phrases(self, terms: Sequence[Term]) -> dict[str, tuple[tuple[frozenset[str], float], ...]]:
        """What stands for a topic's words by several words, or less well by one: "Taiwan Strait" for "cross-strait"."""
        out: dict[str, tuple[tuple[frozenset[str], float], ...]] = {}
        for expansion in self._topics.expand([term.text for term in terms]):
            asked = frozenset(stems(expansion.asked))
            told = [
                (frozenset(w for w in stems(form.words) if len(w) > SHORT), form.weight) for form in expansion.forms
            ]
            meant = [(p, w * WHOLE) for p, w in told if p and (len(p) > 1 or w < 1 or p < asked)]
            for word in asked:
                out[word] = (*out.get(word, ()), *(pair for pair in meant if word not in pair[0]))
        return out

    async def terms(self, terms: Sequence[Term], scopes: Sequence[str]) -> tuple[Weighed, ...]:
        """``terms`` weighed by how rare they and their kin are."""
        return (await self._weighed(terms, scopes))[0]

    async def _weighed(
        self, terms: Sequence[Term], scopes: Sequence[str], beside: Sequence[str] = ()
    ) -> tuple[tuple[Weighed, ...], Known]:
        """``terms`` weighed, and what is known of them and of the words ``beside`` them."""
        topical = self._topical(terms)
        written = other_writing(terms)
        kin = {
            term.stem: {
                **_best({**self._kin.of(term.stem), **topical.get(term.stem, {})}),
                **written.get(term.stem, {}),
            }
            for term in terms
        }
        known = await self._search.known([*(term.text for term in terms), *beside], scopes)
        counts = known.counts
        unknown = [form for term in terms if not counts[term.text] for form in _near(kin[term.stem])]
        counts |= await self._search.document_frequency(unknown) if unknown else {}
        lost = [t for t in terms if not any(counts.get(form) for form in (t.text, t.stem, *_near(kin[t.stem])))]
        spelt = await self._spelling.meant([term.text for term in lost if not kin[term.stem]])
        counts |= await self._search.document_frequency(list(spelt.values())) if spelt else {}
        for term in lost:
            if term.text in spelt:
                kin[term.stem][spelt[term.text]] = SPELT
        weighed = weigh(terms, counts, max(10, known.corpus.articles * 4), known.windows, kin)
        told = tuple(replace(term, spelt=spelt[term.text]) if term.text in spelt else term for term in weighed)
        return told, known

    def _topical(self, terms: Sequence[Term]) -> dict[str, dict[str, float]]:
        """What stands for the question's words in the field: "cross-strait" for Taiwan, "Japanese" for Japan."""
        out: dict[str, dict[str, float]] = {}
        for expansion in self._topics.expand([term.text for term in terms]):
            forms: dict[str, float] = {}
            for form in expansion.forms:
                words = stems(form.words)
                if len(words) > 1 or form.weight < 1:
                    continue
                for word in (each for each in words if len(each) > SHORT or len(words) == 1):
                    forms[word] = max(forms.get(word, 0.0), form.weight * (WHOLE if len(words) == 1 else PART))
            asked = stems(expansion.asked)
            for word in asked:
                out.setdefault(word, {}).update({form: worth for form, worth in forms.items() if form not in asked})
        return out

    async def find(self, query: Query, scopes: Sequence[str]) -> tuple[list[Evidence], dict[int, Article]]:
        """The passages of the best windows, best first, and the articles (without details) that they stand in."""
        windows, articles = await self.windows(query, scopes)
        return self._ranker.rank(query, windows), articles

    async def windows(
        self, query: Query, scopes: Sequence[str], *, kept: int = KEPT
    ) -> tuple[list[Window], dict[int, Article]]:
        """The ``kept`` best windows, with their passages, and the articles that they stand in."""
        words = [_spellings(term) for term in query.terms if term.known]
        holders = [(role, _recent(role, query)) for role in query.roles]
        words += [[name] for _, names in holders for name in names]
        words += [[word] for word in query.beside] if len(words) < ENOUGH else []
        found = await self._search.candidates(words, scopes, LOOKED_AT)
        best = self._ranker.best_windows(query, _scored(query, found, sought(query, holders)), kept)
        spans: dict[int, list[Span]] = {}
        for window in best:
            spans.setdefault(window.article_id, []).append(window.span)
        articles = await self._articles.at(spans)
        there = [window for window in best if window.article_id in articles]
        return [_with_passages(window, articles[window.article_id]) for window in there], articles


def _best(forms: Mapping[str, float]) -> dict[str, float]:
    """The nearest kin of a word."""
    ordered = sorted(forms.items(), key=lambda item: (-item[1], item[0]))
    return dict(ordered[:12])


def _recent(role: Role, query: Query) -> list[str]:
    """The surnames of the office's holders in the time asked about, else of its last ones."""
    if query.days:
        return sorted({h.surname for h in role.holders if h.first <= query.days.last and query.days.first <= h.last})
    ordered = sorted(role.holders, key=lambda holder: holder.first, reverse=True)
    return list(dict.fromkeys(holder.surname for holder in ordered))[:HOLDERS]


def _spellings(term: Weighed) -> list[str]:
    """The words that a term is looked up by: as printed, and its nearest kin."""
    least = NEAR if not term.common else SAME
    near = [form for form, worth in term.forms.items() if worth >= least and form != term.stem]
    return [term.text, *near[:FORMS]]


def _near(forms: Mapping[str, float]) -> list[str]:
    """The kin that stand for a word nearly as well as itself."""
    return [form for form, worth in forms.items() if worth >= NEAR]


def _scored(query: Query, found: Sequence[Candidate], words: Mapping[str, float]) -> list[Window]:
    by_index = is_unspaced(query)
    return [
        Window(
            each.article_id,
            each.span,
            score(each, words) + each.score * by_index,
            "",
            (),
            each.words,
            each.published,
        )
        for each in found
    ]


def _with_passages(window: Window, article: Article) -> Window:
    record = article.record
    passages = inside(window.span, record.passages)
    words = window.words
    if words.count(LINE) != len(passages):  # the article was changed meanwhile
        words = words_of(record.header.title.value if record.header.title else "", record.body, passages)
    spans = tuple((passage.span, passage.kind) for passage in passages)
    return replace(window, text=window.span.of(record.body), passages=spans, words=words)


def _with_one_name(terms: Sequence[Weighed], name: str) -> list[Weighed]:
    """Terms with those of a place's name of several words made one: "Korea" alone is not North Korea."""
    own = frozenset(stems(name))
    parts = [term for term in terms if term.stem in own]
    if len(parts) < len(own) or len(parts) < 2:
        return list(terms)
    shared = set.intersection(*(set(part.forms) for part in parts))
    meant = {(words, worth) for part in parts for words, worth in part.phrases if not words <= own}
    one = replace(
        max(parts, key=lambda part: part.weight),
        text=name,
        name=True,
        known=all(part.known for part in parts),
        forms={form: min(part.forms[form] for part in parts) for form in sorted(shared)},
        phrases=((own, 1.0), *sorted(meant, key=lambda pair: (-pair[1], sorted(pair[0])))),
    )
    return [one if term is parts[0] else term for term in terms if term is parts[0] or term not in parts]
