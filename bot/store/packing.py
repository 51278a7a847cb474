"""Values as compact lists and back: a dataclass is the list of its fields, trailing defaults left out.

A field that is added at a dataclass's end, with a default, is read from older rows as that default.
"""

from __future__ import annotations

import json
import typing
from collections.abc import Callable, Hashable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, time
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")
Code = Callable[[Any], Any]

_COMPACT = json.JSONEncoder(separators=(",", ":"))


def pack(of: type[T], value: T) -> str:
    """``value``, of the type ``of``, as compact JSON; any text survives, lone surrogates too."""
    code = _encoder(typing.cast("Hashable", of))
    return _COMPACT.encode(code(value))


def unpack(of: type[T], packed: str | bytes) -> T:
    """The value of the type ``of`` that `pack` made ``packed`` from."""
    return built(of, json.loads(packed))


def built(of: type[T], row: Any) -> T:
    """The value of the type ``of`` from what JSON held."""
    code = _decoder(typing.cast("Hashable", of))
    value: T = code(row)
    return value


def _same(value: Any) -> Any:
    return value


@cache
def _encoder(of: Any) -> Code:
    """A function from a value of the type ``of`` to what JSON can hold."""
    if is_dataclass(of):
        return _record_encoder(of)
    if isinstance(of, type) and issubclass(of, date | time):
        return lambda value: value.isoformat()
    if typing.get_origin(of) is tuple:
        inner = _encoder(typing.get_args(of)[0])
        return _same if inner is _same else lambda values: [inner(value) for value in values]
    if type(None) in typing.get_args(of):
        inner = _encoder(_without_none(of))
        return _same if inner is _same else lambda value: None if value is None else inner(value)
    return _same


@cache
def _decoder(of: Any) -> Code:
    """The way back from `_encoder`."""
    if is_dataclass(of):
        return _record_decoder(of)
    if isinstance(of, type) and issubclass(of, date | time):
        return of.fromisoformat
    if isinstance(of, type) and issubclass(of, StrEnum):
        return {str(member): member for member in of}.__getitem__
    if typing.get_origin(of) is tuple:
        inner = _decoder(typing.get_args(of)[0])
        return tuple if inner is _same else lambda values: tuple([inner(value) for value in values])
    if type(None) in typing.get_args(of):
        inner = _decoder(_without_none(of))
        return _same if inner is _same else lambda value: None if value is None else inner(value)
    return _same


def _without_none(of: Any) -> Any:
    """The type that an optional one is otherwise; unions of two real types are not stored."""
    (real,) = (kind for kind in typing.get_args(of) if kind is not type(None))
    return real


def _record_encoder(of: Any) -> Code:
    """Fields in their order; from the end, those that hold their default are left out."""
    hints = typing.get_type_hints(of)
    names = [each.name for each in fields(of)]
    special = [(at, code) for at, name in enumerate(names) if (code := _encoder(hints[name])) is not _same]
    values_of = attrgetter(*names)
    defaults = [_default(each) for each in fields(of)]
    required = sum(default is MISSING for default in defaults)

    def encode(value: Any) -> list[Any]:
        row = list(values_of(value))
        while len(row) > required and row[-1] == defaults[len(row) - 1]:
            row.pop()
        size = len(row)
        for at, code in special:
            if at < size:
                row[at] = code(row[at])
        return row

    plain = not special and required == len(names) > 1
    return values_of if plain else encode


def _record_decoder(of: Any) -> Code:
    hints = typing.get_type_hints(of)
    codes = [_decoder(hints[each.name]) for each in fields(of)]
    special = [(at, code) for at, code in enumerate(codes) if code is not _same]

    def decode(row: list[Any]) -> Any:
        size = len(row)
        for at, code in special:
            if at < size:
                row[at] = code(row[at])
        return of(*row)

    return decode


def _default(each: Field[Any]) -> Any:
    return each.default if each.default_factory is MISSING else each.default_factory()
