"""The files of data/lexicon/ about people, offices, bodies, places, topics and the calendar are sound."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from datetime import date

import pytest

from bot.errors import LexiconError
from bot.lexicon import LEXICON, read_table
from bot.text.dates.spans import a_day
from bot.text.folding import name_key
from bot.text.people import Person, Roster, Term
from bot.text.people.names import body_key
from bot.text.people.records import read_people
from bot.text.places import Places
from bot.text.topics import Topics

ROSTER = Roster.from_tables(read_table)
PLACES = read_table("places")


def twice(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


@pytest.mark.parametrize("path", sorted(LEXICON.glob("*.toml")), ids=lambda path: path.stem)
def test_every_table_can_be_read(path) -> None:
    assert read_table(path.stem)


def test_ids_are_unique() -> None:
    assert twice([p.id for p in ROSTER.people]) == []
    assert twice([o.id for o in ROSTER.all_offices]) == []
    assert twice([b.id for b in ROSTER.bodies]) == []
    assert twice([p.id for p in Places(PLACES).all]) == []
    assert {p.id for p in ROSTER.people}.isdisjoint(b.id for b in ROSTER.bodies)


def test_every_term_names_an_office_and_every_office_a_role_that_is_there() -> None:
    offices = {office.id for office in ROSTER.all_offices}
    roles = {role["id"] for role in read_table("offices")["role"]}
    assert [t.office for p in ROSTER.people for t in p.terms if t.office not in offices] == []
    assert [role for office in ROSTER.all_offices for role in office.roles if role not in roles] == []


def test_an_office_has_one_holder_at_a_time_but_for_the_day_of_a_hand_over() -> None:
    held: dict[str, list[tuple[Term, Person]]] = defaultdict(list)
    shared = {office.id for office in ROSTER.all_offices if office.shared}
    for person in ROSTER.people:
        for term in person.terms:
            if term.office not in shared:
                held[term.office].append((term, person))
    for terms in held.values():
        terms.sort(key=lambda pair: (pair[0].first_sure, pair[0].last_sure or date.max))
        for (one, first), (other, second) in itertools.pairwise(terms):
            assert one.last_sure is not None, f"{first.name} is still {one.office} when {second.name} begins"
            assert one.last_sure <= other.first_sure, f"{first.name} and {second.name} hold {one.office} at once"


def test_terms_lie_in_time_and_the_open_ones_are_known_as_of_a_day() -> None:
    assert ROSTER.as_of <= date.today()  # noqa: DTZ011
    for person in ROSTER.people:
        for term in person.terms:
            assert date(1980, 1, 1) <= term.first <= (term.last or ROSTER.as_of) <= ROSTER.as_of, (
                f"{person.name}: {term.office}"
            )


def test_no_full_name_is_shared_by_two_people() -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for person in ROSTER.people:
        for form in (person.name, f"{person.family} {person.given}", person.japanese or "", *person.aliases):
            if " " in form or (form and not form.isascii()):
                bearers[name_key(form)].add(person.id)
    assert {name: ids for name, ids in bearers.items() if len(ids) > 1} == {}


def test_people_have_a_gender_and_a_family_name_that_stands_in_their_name() -> None:
    assert [p.name for p in ROSTER.people if p.gender not in {"m", "f"} or p.family not in p.name] == []


def test_no_short_form_of_a_body_is_shared_unless_it_is_marked() -> None:
    marked = {body_key(form) for form in read_table("bodies")["shared"]}
    bearers: dict[str, set[str]] = defaultdict(set)
    for body in ROSTER.bodies:
        for alias in body.aliases:
            bearers[body_key(alias)].add(body.id)
    assert {alias: ids for alias, ids in bearers.items() if len(ids) > 1 and alias not in marked} == {}


def test_no_name_of_a_place_is_shared_unless_it_is_doubtful() -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for place in Places(PLACES).all:
        for alias in place.aliases:
            bearers[alias].add(place.id)
    assert {alias for alias, ids in bearers.items() if len(ids) > 1} <= set(PLACES["doubtful"])


def test_no_phrase_stands_for_two_roles_and_only_for_one_office_alone() -> None:
    assert twice([phrase for role in read_table("offices")["role"] for phrase in role["phrases"]]) == []
    assert twice([phrase for office in ROSTER.all_offices for phrase in office.only]) == []


def test_topic_groups_have_no_phrase_twice_and_no_word_to_itself() -> None:
    for same, kin in Topics(read_table("topics")).groups:
        assert twice([*same, *kin]) == []
    assert len(Topics(read_table("topics")).groups) >= 100


def test_the_calendar_is_a_calendar() -> None:
    table = read_table("calendar")
    assert sorted(map(int, table["months"])) == list(range(1, 13))
    assert sorted(map(int, table["weekdays"])) == list(range(7))
    assert all(a_day(2024, day["month"], day["day"]) for day in table["named_days"])


def test_a_term_that_cannot_be_read_is_named() -> None:
    with pytest.raises(LexiconError, match="Jane Doe"):
        list(
            read_people(
                {"people": [{"name": "Jane Doe", "terms": [["us-president", date(2021, 1, 1), date(2020, 1, 1)]]}]}
            )
        )
