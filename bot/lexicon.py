"""Reads data/lexicon/: the knowledge that the mechanisms in `bot.text` are handed."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from bot.errors import LexiconError

DATA = Path(__file__).resolve().parent.parent / "data"
LEXICON = DATA / "lexicon"


def read_table(name: str, folder: Path = LEXICON) -> dict[str, Any]:
    """The table of ``folder/name.toml``. Raises `LexiconError` with the file and the line."""
    path = folder / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as err:
        raise LexiconError(f"{path} can't be read: {err.strerror}. Restore it from the repository.") from err
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as err:
        raise LexiconError(f"{path} is not valid TOML: {err}.") from err
    except RecursionError as err:
        raise LexiconError(f"{path} is not valid TOML: it is nested too deep.") from err
