"""Times as the answers write them ("12 January 2024", "early 2023"), said in the form of another language."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Mapping

_MONTHS = "|".join(month_name[1:])
_TIME = re.compile(rf"\b(?:(\d{{1,2}}) )?({_MONTHS}) (\d{{4}})\b")
_YEAR = re.compile(r"\d{4}")
_SAME_MONTH = re.compile(rf"(\d{{1,2}})–(\d{{1,2}} (?:{_MONTHS}) \d{{4}})")
_SAME_YEAR = re.compile(rf"((?:\d{{1,2}} )?(?:{_MONTHS}))(?: – |–)((?:\d{{1,2}} )?(?:{_MONTHS}) (\d{{4}}))")
_ALONE = re.compile(
    rf"(?:(?:\d{{1,2}}|\d{{4}}|\d\d:\d\d|{_MONTHS}|the|of|early|mid|late|end|first|second|half|[A-Z]{{2,5}}|[-+]\d\d:\d\d)"
    r"(?:[ ,–-]{1,3}|\Z)){1,16}"
)
_PART = re.compile(r"(?:the )?(early|mid|late|end|first half|second half)(?: of |-| )(.{4,20})")


class Times:
    """Says days, months, years, parts and stretches of them."""

    def __init__(self, forms: Mapping[str, str]) -> None:
        """``forms``: `day`, `month`, `year`, `stretch`, and one for each part of a year or month."""
        self._forms = forms

    def alone(self, text: str) -> str:
        """``text`` said anew where it is a time and nothing else."""
        return self.said(text) if _ALONE.fullmatch(text) else text

    def said(self, text: str) -> str:
        """``text`` with every time in it said anew; a year alone only where it is all of the text."""
        if match := _PART.fullmatch(text):
            whole = self.said(match[2])
            return self._forms[match[1]].format(whole=whole) if whole != match[2] else text
        text = _SAME_MONTH.sub(
            lambda match: self._stretch(f"{match[1]}{match[2].lstrip('0123456789')}", match[2]), text
        )
        text = _SAME_YEAR.sub(lambda match: self._stretch(f"{match[1]} {match[3]}", match[2]), text)
        first, dash, last = text.partition("–")
        if dash and _YEAR.fullmatch(first.strip()) and _YEAR.fullmatch(last.strip()):
            return self._stretch(first.strip(), last.strip())
        if _YEAR.fullmatch(text):
            return self._forms["year"].format(year=text)
        return _TIME.sub(self._time, text)

    def _stretch(self, first: str, last: str) -> str:
        return self._forms["stretch"].format(first=self.said(first), last=self.said(last))

    def _time(self, match: re.Match[str]) -> str:
        day, month, year = match.groups()
        return self._forms["day" if day else "month"].format(year=year, month=list(month_name).index(month), day=day)
