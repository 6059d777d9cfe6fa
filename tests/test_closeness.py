"""Closeness worked out by hand, and its BM25 against another way to write the same formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import passage

from knowledge.asked.query_wording import Wording
from knowledge.records import Language
from knowledge.retrieval.closeness import closeness

# what each stem tells, in numbers that are easily added up; any other tells 1
TELLS = {"timber": 4.0, "bridg": 2.0, "crane": 8.0}


def told(stem: str) -> float:
    return TELLS.get(stem, 1.0)


def of(query: str, language: Language = "en") -> Callable[[Language], Wording]:
    return lambda _: Wording.of(query, language, told)


def translated(*forms: tuple[str, ...], language: Language = "en") -> Callable[[Language], Wording]:
    return lambda _: Wording.translated(forms, language, told)


class One(NamedTuple):
    """The three measures of one passage."""

    sentence: float
    bigrams: float
    grams: float


def close(text: str, wording: Callable[[Language], Wording], language: Language = "en") -> One:
    """How close a passage is that is alone in the pool."""
    found = closeness([passage("d#0", text, language=language)], wording)
    return One(*(float(measure[0]) for measure in found))


# -- sentence ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Timber bridges rust.", 7 / 7),
        ("Timber floats. Bridges rust.", 4 / 7),  # 4 in the one sentence, 2 + 1 in the other
        ("Bridges rust. Ships float.", 3 / 7),
        ("Ships float.", 0.0),
    ],
)
def test_sentence_is_the_share_of_information_in_the_best_sentence(text: str, share: float) -> None:
    assert close(text, of("Do timber bridges rust?")).sentence == pytest.approx(share)


def test_a_word_asked_twice_counts_once() -> None:
    assert close("Timber floats.", of("timber rust timber")).sentence == pytest.approx(4 / 5)


def test_a_compound_is_covered_in_part_by_its_parts() -> None:
    # of holzbruck, holz and bruck, each of which tells 1, the passage has the latter two
    assert close("Brücken aus Holz.", of("Holzbrücke", "de"), "de").sentence == pytest.approx(2 / 3)


# -- bigrams -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Timber bridges rust.", (4 + 2 + 2 + 1) / (2 * 7)),
        ("Timber bridges of steel.", (4 + 2) / (2 * 7)),
        ("Timber for bridges that rust", (4 + 2 + 2 + 1) / (2 * 7)),  # function words between them do not part them
        ("Timber railway bridges", (4 + 2) / (2 * 7)),  # nor does one other word
        ("Timber built railway bridges", 0.0),  # two do
        ("Bridges: timber", 0.0),  # the order is that of the query
    ],
)
def test_bigrams_are_the_share_of_information_in_neighbours(text: str, share: float) -> None:
    assert close(text, of("timber bridges rust")).bigrams == pytest.approx(share)


def test_one_word_has_no_neighbours() -> None:
    assert close("Timber bridges.", of("timber")).bigrams == 0.0


def test_words_asked_over_and_over_count_no_more_than_all() -> None:
    assert close("Timber bridges. Timber bridges.", of("timber bridges " * 5)).bigrams == 1.0


# -- groups of letters -------------------------------------------------------------------------


def groups(text: str) -> list[str]:
    """Every five letters of each word, a space before and behind it; shorter ones whole."""
    found = []
    for word in (f" {w} " for w in text.lower().split()):
        found += [word[i : i + 5] for i in range(len(word)) if i == 0 or i + 5 <= len(word)]
    return found


def bm25(query: str, texts: Sequence[str], k1: float = 1.2, b: float = 0.75) -> list[float]:
    """BM25 of each text, the texts being the collection."""
    documents = [groups(text) for text in texts]
    average = sum(map(len, documents)) / len(documents)
    scores = [0.0] * len(documents)
    for gram in set(groups(query)):
        df = sum(gram in document for document in documents)
        for i, document in enumerate(documents):
            tf = document.count(gram)
            idf = log(1 + (len(documents) - df + 0.5) / (df + 0.5))
            scores[i] += idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * len(document) / average))
    return scores


TEXTS = [
    "timber bridges rust",
    "bridge bridges bridging timbered houses",
    "cranes lift containers",
    "old ox",
    "footbridges cross rivers timber timber",
]


@pytest.mark.parametrize("query", ["timber bridges", "bridge", "crane container", "ox", "river crossing footbridge"])
def test_grams_are_bm25_over_groups_of_letters_against_the_best(query: str) -> None:
    expected = bm25(query, TEXTS)
    found = closeness([passage(f"d#{i}", text) for i, text in enumerate(TEXTS)], of(query))
    assert found.grams.tolist() == pytest.approx([score / max(expected) for score in expected])


def test_groups_of_letters_forgive_what_stems_do_not() -> None:
    pool = [passage("d#0", "Fußgängerbrückenbau", language="de"), passage("d#1", "Hafenkräne", language="de")]
    assert closeness(pool, of("Brueckenbauer", "de")).grams.tolist() == [1.0, 0.0]


def test_function_words_have_no_groups() -> None:
    assert set(Wording.of("which are the ox", "en", told).grams) == {" ox "}
    assert close("Which are these?", of("which of these are there")).grams == 0.0


# -- what has nothing in common ----------------------------------------------------------------

NOTHING = One(sentence=0.0, bigrams=0.0, grams=0.0)


def test_an_empty_pool_has_nothing() -> None:
    assert [measure.shape for measure in closeness([], of("timber bridges"))] == [(0,), (0,), (0,)]


@pytest.mark.parametrize("query", ["", "which of the", "?!", "zebra"])
def test_a_query_that_shares_no_word_is_not_close(query: str) -> None:
    assert close("Timber bridges rust.", of(query)) == NOTHING


@pytest.mark.parametrize("text", ["", "…", "The and of."])
def test_a_passage_without_words_is_not_close(text: str) -> None:
    assert close(text, of("timber bridges")) == NOTHING


def test_where_nothing_tells_anything_nothing_is_covered() -> None:
    wording = Wording.of("timber bridges", "en", lambda _: 0.0)
    found = close("Timber bridges.", lambda _: wording)
    assert (found.sentence, found.bigrams) == (0.0, 0.0)


# -- translated queries ------------------------------------------------------------------------


def test_a_translated_word_is_found_in_any_of_its_forms() -> None:
    wording = translated(("wood", "timber"), ("bridge",))
    # the first word tells what its better form tells: 4
    assert close("Timber floats.", wording).sentence == pytest.approx(4 / 6)
    assert close("Wood floats.", wording).sentence == pytest.approx(4 / 6)
    assert close("Wood and timber float.", wording).sentence == pytest.approx(4 / 6)
    assert close("Bridges rust.", wording).sentence == pytest.approx(2 / 6)


def test_a_form_of_several_words_tells_their_mean_and_is_found_in_part() -> None:
    wording = translated(("timber bridge",), ("crane",))
    assert close("Timber bridges.", wording).sentence == pytest.approx(3 / 11)
    assert close("Bridges rust.", wording).sentence == pytest.approx(1.5 / 11)


@pytest.mark.parametrize(
    ("text", "together"), [("wood bridges", True), ("timber bridges", True), ("bridges timber", False)]
)
def test_translated_words_are_neighbours_in_any_of_their_forms(text: str, together: bool) -> None:
    found = close(text, translated(("wood", "timber"), ("bridge",)))
    assert found.bigrams == pytest.approx((4 + 2) / (2 * 6) if together else 0.0)


def test_forms_of_several_words_are_neighbours_where_the_one_ends_and_the_other_begins() -> None:
    wording = translated(("railway timber",), ("bridge pier",))
    assert close("timber bridge", wording).bigrams == pytest.approx(0.5)
    assert close("railway pier", wording).bigrams == 0.0


def test_words_whose_forms_are_function_words_alone_are_left_out() -> None:
    assert Wording.translated([("of the",), ("bridge", "about")], "en", told).groups == {(("bridg",),): 2.0}


def test_the_groups_of_letters_are_those_of_all_forms() -> None:
    wording = Wording.translated([("ox", "oxen"), ("elk",)], "en", told)
    assert set(wording.grams) == {" ox ", " oxen", "oxen ", " elk "}


def test_each_passage_is_compared_in_its_language() -> None:
    pool = [passage("d#0", "Timber bridges."), passage("d#1", "Brücken aus Holz.", language="de")]
    wordings = {"en": Wording.of("timber", "en", told), "de": Wording.translated([("holz",)], "de", told)}
    found = closeness(pool, lambda language: wordings[language])
    texts = ["timber bridges", "brucken holz"]
    assert found.sentence.tolist() == [1.0, 1.0]
    assert found.grams.tolist() == [1.0, pytest.approx(bm25("holz", texts)[1] / bm25("timber", texts)[0])]


WORDS = st.lists(st.sampled_from(["timber", "bridges", "rust", "Cranes lift.", "the", "Oxen"]), max_size=12).map(
    " ".join
)


@given(st.lists(WORDS, max_size=4), WORDS)
def test_all_measures_are_between_0_and_1(texts: list[str], query: str) -> None:
    for measure in closeness([passage(f"d#{i}", text) for i, text in enumerate(texts)], of(query)):
        assert len(measure) == len(texts)
        assert all(0 <= value <= 1 + 1e-9 for value in measure)
