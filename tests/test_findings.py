"""What fuzzing found stays mended: each text in tests/findings/ goes through its target again."""

import time
from collections.abc import Iterator

import pytest

from bench.fuzz import serving
from bench.fuzz.findings import Finding, saved
from bench.fuzz.targets import TARGETS
from bench.fuzz.texts import PIECES, bytes_of, text_of


@pytest.fixture(scope="module", autouse=True)
def _closed() -> Iterator[None]:
    yield
    serving.close()


@pytest.mark.parametrize("finding", list(saved()), ids=lambda finding: finding.name)
def test_what_was_found_stays_mended(finding: Finding) -> None:
    TARGETS[finding.target].run("They met.")
    began = time.process_time()
    finding.run()
    assert time.process_time() - began < finding.seconds


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_takes_texts_of_all_pieces(name: str) -> None:
    for text in ("", "What did Blinken say about Taiwan?", *("".join(PIECES[at::7]) for at in range(7))):
        TARGETS[name].run(text)


def test_any_text_can_be_given_to_a_fuzzer() -> None:
    text = "aé😀\ud800“台\x00\U0010ffff"
    assert text_of(bytes_of(text)) == text
    assert text_of(bytes((97, 98, 0xFC, 1, 2))) == "ab" + "ab" * 16
