"""Parts a topic from the occasion behind it: "Taiwan at his press conference in Hiroshima"."""

from __future__ import annotations

import re


class OccasionReader:
    """Knows occasions by their nouns: ``occasions`` of data/lexicon/questions.toml."""

    def __init__(self, occasions: str) -> None:
        nouns = "|".join(occasions.split())
        self._behind = re.compile(
            rf"\s(?P<occasion>(?:at|during)\s(?:[\w.’'-]+\s){{0,5}}?(?:{nouns})s?\b.*"
            r"|(?:when|while|as)\s(?:he|she|they|(?-i:[A-Z])\w*)\s.+)$",
            re.IGNORECASE,
        )

    def parted(self, topic: str) -> tuple[str, str]:
        """The topic without the occasion, and that; "" where there is none."""
        found = self._behind.search(topic)
        return (topic[: found.start()], found["occasion"]) if found and found.start() else (topic, "")
