from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models import DateMention, Header, NameMention, Passage, Quotation, Record, Removed
from bot.store.packing import pack, unpack

text = st.text(st.characters(), max_size=12)


def of(kind: type):
    return st.from_type(kind)


records = st.builds(
    Record,
    source=text,
    header=of(Header),
    body=text,
    passages=st.lists(of(Passage), max_size=3).map(tuple),
    removed=st.lists(of(Removed), max_size=2).map(tuple),
    dates=st.lists(of(DateMention), max_size=2).map(tuple),
    names=st.lists(of(NameMention), max_size=2).map(tuple),
    quotations=st.lists(st.builds(Quotation, confidence=st.floats(0, 1)), max_size=2).map(tuple),
    ignored=st.lists(text, max_size=2).map(tuple),
)


@settings(deadline=None, max_examples=30)
@given(records)
def test_any_record_comes_back(record: Record) -> None:
    assert unpack(Record, pack(Record, record)) == record


@dataclass(frozen=True)
class Earlier:
    day: date
    clock: time | None = None


@dataclass(frozen=True)
class Later:
    day: date
    clock: time | None = None
    notes: tuple[str, ...] = ("none",)


def test_a_field_that_was_added_reads_as_its_default() -> None:
    packed = pack(Earlier, Earlier(date(2024, 1, 12), time(15, 15)))
    assert packed == '["2024-01-12","15:15:00"]'
    assert unpack(Later, packed) == Later(date(2024, 1, 12), time(15, 15))


def test_trailing_defaults_take_no_room() -> None:
    assert pack(Later, Later(date(2024, 1, 12))) == '["2024-01-12"]'
