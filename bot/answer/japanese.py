"""Questions in Japanese: "who said what about …" is read, so that names may be Japanese; others are told to be in English."""

from __future__ import annotations

import re

from bot.retrieve.route import Said
from bot.text.folding import is_japanese

_ABOUT = r"(?:について|に関して|に関し|に対して|をめぐって|をめぐり)(?:は|の)?[、,]?\s*"
_WHAT = r"(?:何|なに|なん|どう|どの|どんな)[^。]{0,20}$"
_SPEAKER_FIRST = re.compile(
    rf"^(?P<speaker>[^はが、]{{1,30}})(?:は|が)[、,]?\s*(?:(?P<topic>.{{1,40}}?){_ABOUT})?{_WHAT}"
)
_TOPIC_FIRST = re.compile(rf"^(?P<topic>.{{1,40}}?){_ABOUT}(?P<speaker>[^はが、]{{1,30}})(?:は|が)[、,]?\s*{_WHAT}")
_BLANKS = re.compile(r"(?<![A-Za-z.])\s+|\s+(?![A-Za-z])")  # all but those inside a name in Latin letters
_SAID = re.compile(r"言[っいうわ]|いった|述べ|語[っりる]|話し|発言|コメント|主張|説明し|表明")


def said_in_japanese(question: str) -> Said | None:
    """The speaker and topic of "ブリンケンは台湾について何と言ったか"; None for any other question."""
    if not is_japanese(question) or not _SAID.search(question):
        return None
    text = _BLANKS.sub("", question).rstrip("？?。")
    found = _TOPIC_FIRST.match(text) or _SPEAKER_FIRST.match(text)
    return Said(found["speaker"], found["topic"]) if found else None
