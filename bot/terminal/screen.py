"""Where words and objects go: standard output and error, in UTF-8, bold where the terminal can."""

from __future__ import annotations

import json
import os
import re
import shutil
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TextIO

BOLD, PLAIN = "\x1b[1m", "\x1b[22m"
LINE_ENDS = re.compile("[\x7f\x85\u2028\u2029]")  # in a string of JSON as they stand; the others are escaped anyhow
# Characters that move the cursor, ring, recolour, or turn the text around; BOLD and PLAIN stay.
UNSAFE = re.compile("\x1b(?!\\[(?:1|22)m)|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
WIDEST = 100  # columns; longer lines are hard to read


@dataclass(frozen=True, slots=True)
class Screen:
    """Standard output and error, and how to write there. ``width`` None leaves lines as they are."""

    out: TextIO
    err: TextIO
    as_json: bool = False
    bold: bool = False
    width: int | None = None

    @classmethod
    def on(cls, out: TextIO, err: TextIO, *, as_json: bool = False) -> Screen:
        """The screen that suits ``out``: bold and wrapped on a terminal, plain lines elsewhere."""
        terminal = out.isatty()
        plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
        width = min(WIDEST, shutil.get_terminal_size().columns) if terminal else None
        return cls(out, err, as_json, terminal and not plain, width)

    def line(self, text: str = "") -> None:
        """One line or paragraph of words, wrapped to the terminal; characters that would steer it are left out."""
        print(self._wrapped(UNSAFE.sub("", text)), file=self.out)

    def object(self, value: Mapping[str, Any]) -> None:
        """One JSON object on one line, whoever splits lines. Raises `ValueError` for NaN and the infinities."""
        told = json.dumps(value, ensure_ascii=False, allow_nan=False)
        print(LINE_ENDS.sub(lambda end: f"\\u{ord(end[0]):04x}", told), file=self.out, flush=True)

    def note(self, text: str) -> None:
        """A line beside the output: a hint, or what went wrong."""
        print(UNSAFE.sub("", text), file=self.err, flush=True)

    def refused(self, told: str) -> None:
        """What went wrong, beside the output, and as an object too where objects are wanted."""
        if self.as_json:
            self.object({"error": told})
        self.note(told)

    def marked(self, words: str) -> str:
        """``words`` made to stand out: bold, or in angle quotes where there is no bold."""
        return f"{BOLD}{words}{PLAIN}" if self.bold else f"«{words}»"

    def _wrapped(self, text: str) -> str:
        if self.width is None:
            return text
        return "\n".join(
            textwrap.fill(line, self.width, break_long_words=False, break_on_hyphens=False, replace_whitespace=False)
            for line in text.split("\n")
        )
