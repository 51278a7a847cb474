"""Discord's limits, by name. Lengths are in UTF-16 units, the stricter way that clients count."""

from __future__ import annotations

LAYOUT_TEXT = 4000  # all text of a Components V2 message
LAYOUT_COMPONENTS = 40
CUSTOM_ID = 100
BUTTON_LABEL = 80
ROW_BUTTONS = 5
SELECT_OPTIONS = 25
OPTION_TEXT = 100
PLACEHOLDER = 150
CHOICES = 25
CHOICE_TEXT = 100
MODAL_TITLE = 45
MODAL_ITEMS = 5
LABEL_TEXT = 45
LABEL_DESCRIPTION = 100
INPUT_TEXT = 4000
IMAGE_DESCRIPTION = 1024
LINK_BUTTON_URL = 512

ELLIPSIS = "…"


def length(text: str) -> int:
    """How long Discord takes ``text`` to be, in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """``text``, or its beginning with an ellipsis where it is longer than ``limit`` units."""
    if length(text) <= limit:
        return text
    room = limit - 1
    kept = text[:room]
    while length(kept) > room:
        kept = kept[: -max(1, (length(kept) - room) // 2)]
    return kept.rstrip() + ELLIPSIS
