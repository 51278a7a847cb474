"""What a moderator put right in a quotation: kept by the quotation's words, so that it outlives re-reading."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from bot.models import Kind, Quotation
from bot.store.events import Act
from bot.store.packing import unpack


@dataclass(frozen=True, slots=True)
class Correction:
    """What is put right; None leaves a thing as it was read. ``withdrawn``: it is not a quotation."""

    withdrawn: bool = False
    speaker: str | None = None
    speaker_key: str | None = None
    kind: Kind | None = None

    @classmethod
    def from_row(cls, withdrawn: int, speaker: str | None, key: str | None, kind: str | None) -> Correction:
        """The correction that a row holds."""
        return cls(bool(withdrawn), speaker, key, Kind(kind) if kind else None)

    def told(self) -> str:
        """What is put right, in words."""
        if self.withdrawn:
            return "not a quotation"
        kind = f"{self.kind} speech" if self.kind else ""
        return ", ".join(filter(None, (self.speaker, kind))) or "a quotation"

    def of(self, quotation: Quotation) -> Quotation:
        """The quotation with what is put right."""
        if self.kind is not None:
            quotation = replace(quotation, kind=self.kind)
        if self.speaker is None:
            return quotation
        named = replace(quotation, speaker=self.speaker, speaker_key=self.speaker_key, joint=(), confidence=1.0)
        if self.speaker_key == quotation.speaker_key:
            return named
        return replace(named, speaker_kind=None, speaker_span=None, office=None)  # those were the other speaker's


def corrected(packed: str, withdrawn: int | None, speaker: str | None, key: str | None, kind: str | None) -> Quotation:
    """The quotation of a row that was joined with its correction, if it has one."""
    read = unpack(Quotation, packed)
    if withdrawn is None:
        return read
    return Correction.from_row(withdrawn, speaker, key, kind).of(read)


def corrections(conn: sqlite3.Connection, article_id: int) -> dict[bytes, Correction]:
    """The corrections of an article's quotations, by the digest of the words."""
    found = conn.execute(
        "SELECT digest, withdrawn, speaker, speaker_key, kind FROM correction WHERE article_id = ?", (article_id,)
    )
    return {
        digest: Correction.from_row(withdrawn, speaker, key, kind) for digest, withdrawn, speaker, key, kind in found
    }


def keep(conn: sqlite3.Connection, article_id: int, digest: bytes, correction: Correction, act: Act) -> None:
    """Keeps a correction in place of an earlier one of the same quotation."""
    mended = (correction.withdrawn, correction.speaker, correction.speaker_key, correction.kind)
    conn.execute(
        "INSERT OR REPLACE INTO correction (article_id, digest, withdrawn, speaker, speaker_key, kind, at, by)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (article_id, digest, *mended, act.at.isoformat(), act.by),
    )


def forget(conn: sqlite3.Connection, article_id: int, digest: bytes) -> None:
    """Takes a correction back."""
    conn.execute("DELETE FROM correction WHERE article_id = ? AND digest = ?", (article_id, digest))
