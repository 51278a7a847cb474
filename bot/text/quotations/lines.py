"""What `python -m bot quotations` prints: one object for a file, an object inside it for a part (design.md, 3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.models import Kind, Quotation

_KINDS = {Kind.DIRECT: "direct", Kind.REPORTED: "indirect"}


def quotation_line(doc: str, body: str, quotations: Iterable[Quotation]) -> dict[str, Any]:
    """The object for the file called ``doc``; offsets are characters of ``body``, groups count from 1."""
    quotes = [
        {
            "start": part.start,
            "end": part.end,
            "text": part.of(body),
            "speaker": quotation.speaker,
            "kind": _KINDS[quotation.kind],
            "group": group,
        }
        for group, quotation in enumerate(quotations, 1)
        for part in quotation.parts
    ]
    return {"doc": doc, "quotes": quotes}
