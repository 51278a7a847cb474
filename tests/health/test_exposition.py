"""What is printed for Prometheus is read back with Prometheus' own client."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families as read

from bot.health.exposition import Counter, Family, Histogram, Sample, gauge, number, text

FEW = settings(deadline=None, max_examples=60)
WORDS = st.text(max_size=30)


def back(*families):
    (found,) = read(text(families))
    return found


def test_each_family_has_its_help_and_its_type():
    assert (
        text([gauge("a_bytes", "What a weighs.", 3)])
        == "# HELP a_bytes What a weighs.\n# TYPE a_bytes gauge\na_bytes 3\n"
    )


def test_a_family_that_is_not_known_is_left_out():
    assert text([gauge("a", "A."), gauge("b", "B.", 1)]).count("# TYPE") == 1


def test_a_counter_counts_by_its_labels():
    counter = Counter("asked_total", "Asked.", ("command", "outcome"))
    for values in [("ask", "silent"), ("said", "answered"), ("ask", "silent")]:
        counter.add(*values)
    found = {tuple(sample.labels.values()): sample.value for sample in back(counter.family()).samples}
    assert found == {("ask", "silent"): 2, ("said", "answered"): 1}


@FEW
@given(WORDS)
def test_whatever_a_label_holds_is_read_back(value):
    family = Family("f", "gauge", "Explained.", (Sample(1, (("label", value),)),))
    assert back(family).samples[0].labels == {"label": value}


def test_backslashes_quotes_and_line_breaks_are_escaped():
    family = Family("f", "gauge", "a\\b\nc", (Sample(1, (("label", 'a\\b\n"c"'),)),))
    assert text([family]) == '# HELP f a\\\\b\\nc\n# TYPE f gauge\nf{label="a\\\\b\\n\\"c\\""} 1\n'


@FEW
@given(st.lists(st.floats(0, 100), max_size=30))
def test_buckets_hold_all_that_is_no_larger(values):
    histogram = Histogram("h_seconds", "H.", (0.5, 1.0, 10.0))
    for value in values:
        histogram.observe(value)
    samples = back(histogram.family()).samples
    buckets = {float(sample.labels["le"]): sample.value for sample in samples if sample.name == "h_seconds_bucket"}
    assert buckets == {end: sum(value <= end for value in values) for end in (0.5, 1.0, 10.0, math.inf)}
    rest = {sample.name: sample.value for sample in samples if not sample.labels}
    assert rest["h_seconds_count"] == len(values)
    assert rest["h_seconds_sum"] == pytest.approx(sum(values))


@pytest.mark.parametrize(
    ("value", "told"),
    [(3.0, "3"), (0.25, "0.25"), (1e300, str(10**300)), (math.inf, "+Inf"), (-math.inf, "-Inf"), (math.nan, "NaN")],
)
def test_numbers_are_written_as_go_reads_them(value, told):
    assert float(number(value)) == pytest.approx(float(told), nan_ok=True)
    assert math.isfinite(value) or number(value) == told
