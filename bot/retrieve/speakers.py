"""Who a name in a question means: among those who speak in the articles, by the lexicon and by likeness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz, process

from bot.models import EntityKind
from bot.retrieve.sides import Sides
from bot.retrieve.speaker_names import (
    FEW,
    Bearer,
    Form,
    NameForms,
    alike,
    bearers,
    exact,
    is_junior,
    one_name,
)
from bot.store.articles import Articles
from bot.store.quotations import Quotations
from bot.text.folding import name_words
from bot.text.people import Candidate, Resolution, Roster
from bot.text.tokens import stem

HELD_AT = 40  # remarks of a candidate by whose days it is judged what office they held
LIKE = 82  # rapidfuzz ratio from which a name is taken for a misspelling
SHORTEST = 4  # letters of a name that may be one
CHOICES = 6


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose words are asked for.

    ``keys`` are empty where nobody of that name speaks; ``known`` tells that the person is known all the
    same. ``choices`` are names to choose from. ``note`` tells what was assumed. ``roles`` are keys of
    speakers printed by office alone, who are this person where the article's title says so.
    """

    name: str
    keys: tuple[str, ...] = ()
    known: bool = False
    choices: tuple[str, ...] = ()
    note: str = ""
    roles: tuple[str, ...] = ()
    by_office: bool = False  # the choices are those who held an office that was typed


class Speakers:
    """Resolves names of speakers."""

    def __init__(
        self, quotations: Quotations, articles: Articles, roster: Roster, names: NameForms, sides: Sides
    ) -> None:
        self._quotations = quotations
        self._articles = articles
        self._roster = roster
        self._names = names
        self._sides = sides

    async def resolve(self, text: str, scopes: Sequence[str], day: date | None = None) -> Whose:
        """Who ``text`` means, or the choices, or that nobody of that name is known."""
        side = self._sides.of(text)
        by_name = await self._by_name(text, scopes, day)
        if side is None or by_name.choices or (by_name.keys and not (side.bare and self._is_public(text, by_name))):
            return by_name
        keys = self._sides.keys(side, await self._quotations.speaker_keys(scopes))
        note = f"Read “{text}” as those who speak for {side.name}."
        return Whose(side.name, keys, known=True, note=note) if keys else by_name

    def _is_public(self, text: str, whose: Whose) -> bool:
        """Whether a country's name found a body of it, and nobody who bears it: Denzel Washington."""
        words = name_words(whose.name)
        bears = len(words) > 1 and words[-1:] == name_words(text)
        return not bears or self._roster.body(whose.keys[0]) is not None

    async def _by_name(self, text: str, scopes: Sequence[str], day: date | None) -> Whose:
        """Who bears the name, or held the office."""
        named = self._roster.resolve(text, day)
        forms = await self._forms([text], [candidate.id for candidate in named.candidates], scopes)
        together = [form for form in exact(text, forms) if " and " in form.speaker.name]
        if together:
            each = await self._both(text, scopes, day)
            apart = each.keys if each else ()
            return Whose(together[0].speaker.name, (*_keys(together), *apart), known=True)
        keys = {form.speaker.key for form in forms}
        there = [candidate for candidate in named.candidates if candidate.id in keys]
        people = all(candidate.kind is EntityKind.PERSON for candidate in there)
        if there and people and (both := await self._both(text, scopes, day)):
            return both
        if len(there) > 1:
            titled = await self._titled(text, {candidate.id: (candidate.id,) for candidate in there}, scopes)
            there = [candidate for candidate in there if candidate.id in titled] or there
        if len(there) > 1 and named.offices and day is None:
            there = await self._in_office(there, named.offices, scopes) or there
        if len(there) > 1:
            return Whose(text, choices=tuple(c.name for c in there), by_office=bool(named.offices))
        if there and not self._printed_otherwise(text, named, forms):
            return await self._of_lexicon(text, named, there[0], forms, scopes)
        return (
            self._printed(text, named, forms)
            or await self._both(text, scopes, day)
            or await self._unheard(text, named, scopes)
        )

    async def _both(self, text: str, scopes: Sequence[str], day: date | None) -> Whose | None:
        """Two who are asked for together, "Kamikawa and Blinken": the remarks of either; None where one does not speak."""
        first, _, second = text.partition(" and ")
        if not second or " and " in second:
            return None
        one, other = await self.resolve(first, scopes, day), await self.resolve(second, scopes, day)
        if not all(each.keys or each.choices for each in (one, other)):
            return None  # "the science and technology director" is one
        doubtful = next((each for each in (one, other) if each.choices), None)
        if doubtful:
            return doubtful
        note = " ".join(filter(None, (one.note, other.note)))
        keys = tuple(dict.fromkeys((*one.keys, *other.keys)))
        return Whose(f"{one.name} and {other.name}", keys, known=True, note=note)

    def name_of(self, text: str) -> str | None:
        """The lexicon's name of the one person or body that ``text`` means, in any script; None where none or several."""
        only = self._roster.resolve(text).only
        return only.name if only else None

    def family_of(self, text: str) -> str | None:
        """The stem of the family name of the one person whose full name ``text`` is; None where it is no such name."""
        only = self._roster.resolve(text).only
        person = self._roster.person(only.id) if only else None
        full = set(name_words(f"{person.name} {' '.join(person.aliases)}")) if person else set()
        return stem(person.family) if person and set(name_words(text)) <= full else None

    async def _forms(self, texts: Sequence[str], ids: Sequence[str], scopes: Sequence[str]) -> list[Form]:
        """The speakers whose names share a word with ``texts``, and those of ``ids``."""
        found = await self._quotations.speakers(scopes, holding=self._names.sought(texts), keys=ids)
        return [self._names.form_of(speaker) for speaker in found]

    def _printed_otherwise(self, text: str, named: Resolution, forms: Sequence[Form]) -> bool:
        """Whether the articles print just what was typed, where the lexicon would read it as another name."""
        if is_junior(text):
            return any(is_junior(form.speaker.name) for form in exact(text, forms))
        return bool(named.corrected and (exact(text, forms) or self._names.holding(text, forms)))

    async def _of_lexicon(
        self, text: str, named: Resolution, candidate: Candidate, forms: Sequence[Form], scopes: Sequence[str]
    ) -> Whose:
        """Somebody of the lexicon with all the forms of the name that the articles print, unless another bears it."""
        note = _note(named, text, candidate.name)
        person = self._roster.person(candidate.id)
        if person is None:
            same = [form.speaker.key for form in exact(candidate.name, forms) + exact(text, forms)]
            return Whose(candidate.name, tuple(dict.fromkeys([candidate.id, *same])), known=True, note=note)
        if not set(name_words(person.family)) <= set(self._names.sought([text])):
            forms = await self._forms([person.family], [candidate.id], scopes)
        people, alone = bearers(name_words(person.family), forms, self._known(forms))
        own = [bearer for bearer in people if self._is(bearer, candidate.id)]
        rivals = [bearer for bearer in people if bearer not in own and bearer.count > FEW]
        if rivals and set(self._names.bare(text)) <= set(name_words(person.family)):
            both = {candidate.name: (candidate.id,), **{rival.name: rival.keys for rival in rivals}}
            titled = await self._titled(text, both, scopes)
            if len(titled) == 1 and titled[0] != candidate.name:
                return Whose(titled[0], both[titled[0]], known=True)
            if titled != [candidate.name]:
                return Whose(text, choices=tuple(both)[:CHOICES])
        keys = [candidate.id, *(key for bearer in own for key in bearer.keys)]
        town = [
            form for form in forms if form.speaker.kind is EntityKind.PLACE and form.words == name_words(person.family)
        ]
        keys += [form.speaker.key for form in (*alone, *town) if not rivals]
        return Whose(candidate.name, tuple(dict.fromkeys(keys)), known=True, note=note, roles=self._roles(candidate.id))

    def _is(self, bearer: Bearer, person: str) -> bool:
        """Whether a full name is one of the lexicon's person."""
        return person in bearer.keys or self._roster.keys(bearer.name) == {person}

    def _known(self, forms: Sequence[Form]) -> frozenset[str]:
        return frozenset(form.speaker.key for form in forms if self._roster.person(form.speaker.key))

    def _roles(self, person: str) -> tuple[str, ...]:
        """Keys of one who is printed by office alone: "The President"."""
        heads = {office.title.partition(" of ")[0].casefold() for office in self._roster.offices(person)}
        return tuple(sorted(key for head in heads for key in (head, f"the {head}")))

    def _printed(self, text: str, named: Resolution, forms: Sequence[Form]) -> Whose | None:
        """Somebody who stands in no lexicon, or not by its key: by the names that the articles print."""
        just_so = exact(text, forms)
        if just_so and not all(form.person for form in just_so):
            return Whose(just_so[0].speaker.name, _keys(just_so), known=True)
        found = self._by_surname(text, named, forms)
        if found:
            return found
        some = just_so or self._names.holding(text, forms)
        if not some:
            return None
        if len(some) == 1 or one_name(some):
            return Whose(some[0].speaker.name, _keys(some), known=True)
        return Whose(text, choices=tuple(form.speaker.name for form in some[:CHOICES]))

    def _by_surname(self, text: str, named: Resolution, forms: Sequence[Form]) -> Whose | None:
        """Those who bear the surname: one person in all forms, or the choices; None where nobody does."""
        wanted = self._names.bare(text)
        if not wanted:
            return None
        people, alone = bearers(wanted[-1:], forms, self._known(forms))
        meant = [bearer for bearer in people if len(wanted) == 1 or alike(bearer.base, wanted)]
        rivals = [bearer for bearer in people if bearer not in meant and bearer.count > FEW]
        often = [bearer for bearer in meant if bearer.count > FEW] or meant
        if len(often) > 1:
            return Whose(text, choices=tuple(bearer.name for bearer in often[:CHOICES]))
        bare = [] if rivals else [form.speaker.key for form in alone]
        if often:
            return Whose(often[0].name, (*often[0].keys, *bare), known=True)
        if not bare:
            return None
        name = named.only.name if named.only and not named.corrected and len(wanted) > 1 else alone[0].speaker.name
        note = f"The articles print “{alone[0].speaker.name}” alone." if len(wanted) > 1 else ""
        return Whose(name, tuple(bare), known=True, note=note)

    async def _unheard(self, text: str, named: Resolution, scopes: Sequence[str]) -> Whose:
        """Nobody is called so: one whom the lexicon knows, else whose name is most like what was typed."""
        if len(named.candidates) == 1:
            only = named.candidates[0]
            return Whose(only.name, known=True, note=_note(named, text, only.name), roles=self._roles(only.id))
        if named.candidates:
            return Whose(text, known=True)
        return await self._likest(text, scopes)

    async def _likest(self, text: str, scopes: Sequence[str]) -> Whose:
        """The speaker whose name, or last word of it, is most like what was typed."""
        typed = " ".join(self._names.bare(text))
        if len(typed) < SHORTEST:
            return Whose(text)
        keys = await self._quotations.speaker_keys(scopes)
        spelled = [(key.replace("-", " "), key) for key in keys if " and " not in key]
        names = [name for name, _ in spelled] + [name.rpartition(" ")[2] for name, _ in spelled]
        hits = process.extract(typed, names, scorer=fuzz.ratio, processor=None, score_cutoff=LIKE, limit=CHOICES)
        best = [(name, spelled[at % len(spelled)][1]) for name, score, at in hits if score == hits[0][1]]
        if not best:
            return Whose(text)
        if len({name for name, _ in best}) == 1 and name_words(best[0][0]) != name_words(text):
            read = await self.resolve(best[0][0], scopes)
            if read.keys or read.choices:
                return replace(
                    read, note=read.note or f"Read “{text}” as {read.name if read.keys else best[0][0].title()}."
                )
        found = await self._quotations.speakers(scopes, keys=[key for _, key in best])
        if len(found) > 1 and not one_name([self._names.form_of(speaker) for speaker in found]):
            return Whose(text, choices=tuple(speaker.name for speaker in found))
        name = found[0].name
        return Whose(name, tuple(speaker.key for speaker in found), known=True, note=f"Read “{text}” as {name}.")

    async def _titled(self, text: str, keys: Mapping[str, Sequence[str]], scopes: Sequence[str]) -> list[str]:
        """Those with whose name the articles print the titles that were typed ("Admiral" for "Adm."), by their keys."""
        bare = self._names.bare(text)
        typed = [word for word in name_words(text) if word not in bare]
        out = []
        for whom, theirs in keys.items() if typed else ():
            remarks = await self._quotations.by_speaker(theirs, scopes, limit=HELD_AT)
            offices = {word for each in remarks for word in name_words(each.quotation.office or "")}
            if all(any(_short_for(word, office) for office in offices) for word in typed):
                out.append(whom)
        return out

    async def _in_office(
        self, there: Sequence[Candidate], offices: Sequence[str], scopes: Sequence[str]
    ) -> list[Candidate]:
        """Those who are quoted in an article of a day on which they held the office."""
        out = []
        for candidate in there:
            remarks = await self._quotations.by_speaker([candidate.id], scopes, limit=HELD_AT)
            found = await self._articles.get({remark.article_id for remark in remarks}, details=False)
            days = [stamp.day for article in found.values() if (stamp := article.record.header.published)]
            if any(self._roster.in_office(candidate.id, offices, day) for day in days):
                out.append(candidate)
        return out


def _short_for(one: str, other: str) -> bool:
    """Whether one word is the other, or its beginning."""
    return one.startswith(other) or other.startswith(one)


def _keys(forms: Sequence[Form]) -> tuple[str, ...]:
    return tuple(form.speaker.key for form in forms)


def _note(named: Resolution, text: str, name: str) -> str:
    """That a misspelling, or a junior's name, was read as another."""
    return f"Read “{text}” as {name}." if named.corrected or (is_junior(text) and not is_junior(name)) else ""
