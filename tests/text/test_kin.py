import time
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import LexiconError
from bot.lexicon import read_table
from bot.text.kin import HINT, LOOSE, NEAR, SAME, Kin, degrees
from bot.text.tokens import stem

KIN, IRREGULAR = read_table("kin"), read_table("irregular")
ALL = Kin(KIN, IRREGULAR)
LINES = [
    line for name in ("near", "loose", "kinds") for field, text in KIN[name].items() for line in text.splitlines()
] + [line for name in ("inflected", "derived", "spelled") for line in IRREGULAR[name].splitlines()]
STEMS = sorted({stem(word) for line in LINES for word in line.replace(":", " ").split()})
IRREGULARS = {"inflected": "", "derived": "", "spelled": "", "graded": ""}


def worth(word: str, other: str, kin: Kin = ALL) -> float:
    return kin.of(stem(word)).get(stem(other), 0.0)


def kin(near: str = "", loose: str = "", kinds: str = "", **irregular: str) -> Kin:
    tables = {"near": {"field": near}, "loose": {"field": loose}, "kinds": {"field": kinds}}
    return Kin(tables, IRREGULARS | irregular)


def test_each_line_has_two_words_or_more_and_none_twice():
    wrong = []
    for line in LINES:
        stems = [stem(word) for word in line.replace(":", " ").split()]
        if len(stems) < 2 or len(set(stems)) < len(stems) or not line.replace(":", "", 1).replace(" ", "").isalnum():
            wrong.append(line)
    assert wrong == []


def test_only_general_words_must_have_a_colon():
    assert [line for text in KIN["kinds"].values() for line in text.splitlines() if line.count(":") != 1] == []


@pytest.mark.parametrize("name", ["near", "loose"])
def test_no_pair_is_written_twice(name):
    seen: set[frozenset[str]] = set()
    twice = []
    for line in "".join(KIN[name].values()).splitlines():
        head, colon, rest = line.rpartition(":")
        words = [stem(word) for word in rest.split()]
        pairs = (
            {frozenset((stem(head), word)) for word in words} if colon else set(map(frozenset, combinations(words, 2)))
        )
        if pairs <= seen:
            twice.append(line)
        seen |= pairs
    assert twice == []


def test_the_tables_are_broad():
    families = sum(IRREGULAR[name].count("\n") for name in ("inflected", "derived", "spelled"))
    groups = sum(text.count("\n") for name in ("near", "loose", "kinds") for text in KIN[name].values())
    assert families > 900
    assert groups > 2000


def test_what_stands_for_a_word_is_stood_for_by_it():
    wrong = []
    for word in STEMS:
        for other, value in ALL.of(word).items():
            back = ALL.of(other).get(word, 0.0)
            if back != value and {value, back} != {LOOSE, HINT}:
                wrong.append((word, value, other, back))
    assert wrong == []


def test_a_word_has_kin_but_is_not_its_own():
    for word in STEMS:
        found = ALL.of(word)
        assert found, word
        assert word not in found
        assert set(found.values()) <= {SAME, NEAR, LOOSE, HINT}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("met", "meeting"),
        ("won", "winning"),
        ("held", "hold"),
        ("sold", "sells"),
        ("told", "telling"),
        ("children", "child"),
        ("women", "woman"),
        ("defence", "defense"),
        ("centre", "centers"),
        ("programme", "programs"),
        ("travelled", "traveled"),
        ("analyse", "analysed"),
        ("analysis", "analyze"),
        ("invade", "invasion"),
        ("decided", "decision"),
        ("collision", "collided"),
        ("erupted", "eruption"),
        ("respond", "response"),
        ("success", "succeeded"),
        ("death", "died"),
        ("destruction", "destroy"),
        ("grew", "growth"),
        ("length", "long"),
        ("strengthen", "strong"),
        ("threaten", "threat"),
        ("safety", "safe"),
        ("seven", "7"),
        ("Gov", "governor"),
    ],
)
def test_forms_of_one_word_are_the_same(one, other):
    assert stem(one) == stem(other) or worth(one, other) == SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bought", "acquisition"),
        ("travelled", "visit"),
        ("visit", "trip"),
        ("hard", "difficult"),
        ("overestimated", "exaggerates"),
        ("sign", "conclude"),
        ("hit", "struck"),
        ("quake", "earthquake"),
        ("killed", "dead"),
        ("resigned", "quit"),
        ("sacked", "dismissal"),
        ("victory", "won"),
        ("hike", "raised"),
        ("slash", "cut"),
        ("launched", "began"),
        ("outlaw", "prohibited"),
        ("illness", "disease"),
        ("written", "author"),
        ("film", "movie"),
        ("automobile", "car"),
        ("cost", "price"),
        ("wage", "pay"),
        ("job", "post"),
        ("town", "city"),
        ("erected", "building"),
        ("cite", "quoted"),
        ("largest", "biggest"),
        ("high", "highest"),
        ("founder", "founded"),
    ],
)
def test_synonyms_are_near(one, other):
    assert worth(one, other) == NEAR


@pytest.mark.parametrize(
    ("one", "other"),
    [("tragedy", "collision"), ("hurricane", "storm"), ("wire", "agency"), ("birth", "baby"), ("school", "education")],
)
def test_words_of_one_scene_are_loose_kin(one, other):
    assert worth(one, other) == worth(other, one) == LOOSE


@pytest.mark.parametrize(
    ("general", "special"),
    [("weapon", "missiles"), ("beverage", "tea"), ("vehicle", "bus"), ("animal", "wolves"), ("crime", "theft")],
)
def test_a_special_word_answers_for_the_general_one_but_hardly_the_other_way(general, special):
    assert worth(general, special) == LOOSE
    assert worth(special, general) == HINT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("raise", "cut"),
        ("increase", "decrease"),
        ("win", "lose"),
        ("buy", "sell"),
        ("allow", "ban"),
        ("arrive", "leave"),
        ("born", "dead"),
        ("import", "export"),
        ("support", "oppose"),
        ("minister", "president"),
        ("establish", "find"),
        ("begin", "end"),
        ("hot", "cold"),
        ("husband", "wife"),
        ("arrest", "release"),
        ("guilty", "innocent"),
        ("plaintiff", "defendant"),
        ("gold", "silver"),
        ("king", "queen"),
        ("employer", "employee"),
        ("deploy", "withdraw"),
        ("accept", "reject"),
    ],
)
def test_opposites_and_siblings_are_no_kin(one, other):
    assert worth(one, other) == worth(other, one) == 0


def test_a_form_that_is_a_word_of_its_own_keeps_its_two_lives_apart():
    table = kin(near="discover find\nestablish found", inflected="find found")
    assert table.of("found") == {"find": SAME, "establish": NEAR, "discov": NEAR}
    assert table.of("find") == {"found": SAME, "discov": NEAR}
    assert table.of("establish") == {"found": NEAR}


def test_a_group_reaches_every_form_of_its_words():
    table = kin(
        near="answer respond", derived="respond response", inflected="answer answert", spelled="response responce"
    )
    assert table.of("answert")["responc"] == table.of(stem("response"))["answert"] == NEAR


def test_the_head_before_a_colon_joins_words_that_it_does_not_join_to_each_other():
    table = kin(near="negotiate: bargain talk")
    assert set(table.of(stem("negotiate"))) == {"bargain", "talk"}
    assert set(table.of("talk")) == {stem("negotiate")}


def test_the_best_of_several_ways_counts():
    assert kin(near="gun rifle", loose="gun rifle", kinds="gun: rifle").of("rifl") == {"gun": NEAR}


@pytest.mark.parametrize("line", ["talk", "talk talks", "weapon:", ": gun"])
def test_a_line_that_joins_nothing_is_refused(line):
    with pytest.raises(LexiconError, match="joins nothing"):
        kin(near=line)


@pytest.mark.parametrize(
    ("adjective", "comparative", "superlative"),
    [
        ("big", "bigger", "biggest"),
        ("large", "larger", "largest"),
        ("happy", "happier", "happiest"),
        ("strong", "stronger", "strongest"),
        ("steep", "steeper", "steepest"),
        ("new", "newer", "newest"),
        ("gray", "grayer", "grayest"),
        ("dry", "drier", "driest"),
    ],
)
def test_degrees(adjective, comparative, superlative):
    assert degrees(adjective) == (comparative, superlative)


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=200)
def test_no_word_raises(word):
    assert all(0 < value <= 1 for value in ALL.of(word).values())


def test_building_is_quick():
    taken = []
    for _ in range(3):
        start = time.process_time()
        Kin(KIN, IRREGULAR)
        taken.append(time.process_time() - start)
    assert min(taken) < 0.05


def test_looking_up_takes_no_longer_in_a_larger_table():
    few = kin(near="buy purchase acquire")
    start = time.process_time()
    for _ in range(1000):
        few.of("acquir")
        ALL.of("acquir")
    assert time.process_time() - start < 0.2
