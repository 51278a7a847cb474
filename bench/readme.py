"""Writes the README's exchange anew, as the terminal prints it: ``python -m bench.readme``."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"
EXCHANGE = re.compile(r'(?P<typed>\$ python -m bot ask "(?P<question>[^"\n]+)"\n).*?(?=```)', re.DOTALL)
WIDTH = 96


def printed(question: str) -> str:
    """What ``ask`` prints without any set-up, wrapped."""
    with tempfile.TemporaryDirectory() as empty:
        command = [sys.executable, "-m", "bot", "ask", question, "--database", f"{empty}/none.db"]
        done = subprocess.run(command, capture_output=True, check=True, cwd=README.parent)
    lines = done.stdout.decode("utf-8").rstrip("\n").split("\n")
    return "\n".join(textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in lines)


def main() -> int:
    text = README.read_text("utf-8")
    README.write_text(
        EXCHANGE.sub(lambda shown: f"{shown['typed']}{printed(shown['question'])}\n", text, count=1), "utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
