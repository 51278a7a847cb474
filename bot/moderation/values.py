"""The values of moderation: who acts, what is previewed, what is put right; and what can stand in the way."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import CornerstoneError
from bot.models import Kind, Near, Record, StoredQuotation
from bot.store.drafts import Draft
from bot.store.scopes import server


class NotYours(CornerstoneError):
    """An article that is the host's or the starter's: everyone's, and read-only."""


class NotThere(CornerstoneError):
    """An article, draft or quotation that is not there, or not this server's."""


class Repeated(CornerstoneError):
    """The same interaction a second time: it changes nothing."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What was understood of a draft, before anything is saved."""

    number: int
    draft: Draft
    record: Record
    near: tuple[Near, ...] = ()
    orphaned: tuple[StoredQuotation, ...] = ()
    paid: bool = False  # the page says that not all of it is free to read
    returning: int | None = None  # the removed article of the same address, which saving brings back
    passed_over: bool = False  # a text was typed beside a file, which goes first


@dataclass(frozen=True, slots=True)
class Mend:
    """What is to be put right in a quotation; None leaves a thing. ``undo``: back to what the article was read as."""

    speaker: str | None = None
    kind: Kind | None = None
    withdrawn: bool = False
    undo: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A quotation of an article as moderators see it, withdrawn ones too."""

    stored: StoredQuotation
    withdrawn: bool = False
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts: a moderator, in a server, by an interaction."""

    guild: int
    user: int
    interaction: str

    @property
    def scope(self) -> str:
        """Whose articles they may change."""
        return server(self.guild)

    @property
    def by(self) -> str:
        """The user, as the history has it."""
        return str(self.user)
