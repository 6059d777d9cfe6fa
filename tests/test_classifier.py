from __future__ import annotations

import io
import zlib
from collections import Counter
from math import log, sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.generation.training import train
from knowledge.errors import IndexDamaged
from knowledge.index.classifier import N_BUCKETS, Classifier, Decisions, features, in_steps, weighted
from knowledge.sentence_model.encoder import WordEncoder


def bucket(feature: str) -> int:
    """Where a feature ("w:gold", "c: go") is counted."""
    return zlib.crc32(feature.encode()) % N_BUCKETS


# -- features ----------------------------------------------------------------------------------


def test_features_are_the_stem_and_the_letter_groups_of_three_to_five_with_the_bounds() -> None:
    groups = [" go", "gol", "old", "ld ", " gol", "gold", "old ", " gold", "gold "]
    assert features("gold", "en") == {bucket("w:gold"): 1.0, **{bucket(f"c:{g}"): 1.0 for g in groups}}


def test_a_feature_that_occurs_more_often_counts_by_its_logarithm() -> None:
    made = features("gold gold gold", "en")
    assert made[bucket("w:gold")] == made[bucket("c:old")] == 1 + log(3)


def test_groups_within_one_word_are_counted_each_time() -> None:
    assert features("banana", "en")[bucket("c:ana")] == 1 + log(2)


def test_function_words_have_letters_but_no_stem() -> None:
    made = features("the", "en")
    assert bucket("w:the") not in made
    assert set(made) == {bucket(f"c:{g}") for g in (" th", "the", "he ", " the", "the ", " the ")}


def test_a_word_of_one_letter_is_a_group_by_itself() -> None:
    assert features("x", "en") == {bucket("w:x"): 1.0, bucket("c: x "): pytest.approx(1 + log(3))}


def test_case_and_umlauts_do_not_matter() -> None:
    assert features("FÖRDERUNG", "de") == features("foerderung", "de")


@pytest.mark.parametrize("text", ["", "  ", "?! –"])
def test_text_without_words_has_no_features(text: str) -> None:
    assert features(text, "en") == {}


# -- weights of features -----------------------------------------------------------------------


def test_weighted_features_are_counts_times_information_of_length_one() -> None:
    information = np.ones(N_BUCKETS, dtype=np.float32)
    information[9] = 4.0
    chosen, values = weighted({9: 1.0, 2: 3.0}, information)
    assert chosen == [2, 9]
    assert values == pytest.approx([3 / 5, 4 / 5])


def test_nothing_weighs_nothing() -> None:
    chosen, values = weighted({}, np.ones(N_BUCKETS, dtype=np.float32))
    assert (chosen, len(values)) == ([], 0)


@given(st.dictionaries(st.integers(0, N_BUCKETS - 1), st.floats(1, 9), min_size=1, max_size=20))
def test_weighted_features_have_length_one(counts: dict[int, float]) -> None:
    _, values = weighted(counts, np.full(N_BUCKETS, 2.0, dtype=np.float32))
    assert float(np.linalg.norm(values)) == pytest.approx(1, abs=1e-5)


# -- decisions ---------------------------------------------------------------------------------


def by_hand() -> Classifier:
    """Two statements: "gold" has a weight for its word and the second axis, "seat" for its word and the first."""
    weights = np.zeros((N_BUCKETS, 2))
    weights[bucket("w:gold"), 0] = 2.0
    weights[bucket("w:seat"), 1] = 3.0
    buckets, steps = in_steps(weights)
    return Classifier(
        classes=("gold", "seat"),
        buckets=buckets,
        steps=steps,
        vector=np.array([[0.0, 1.0], [0.5, 0.0]], dtype=np.float32),
        bias=np.array([-0.25, -1.0], dtype=np.float32),
        information=np.ones(N_BUCKETS, dtype=np.float32),
    )


def test_a_decision_is_bias_vector_and_the_weights_of_the_features() -> None:
    # "gold" has ten features once each, so each has the value 1 / sqrt(10)
    scores = by_hand().decisions(by_hand().by_words("gold", "en"), np.array([0.2, 0.6], dtype=np.float32))
    assert scores["gold"] == pytest.approx(-0.25 + 0.6 + 2 / sqrt(10), abs=1e-6)
    assert scores["seat"] == pytest.approx(-1.0 + 0.5 * 0.2, abs=1e-6)


def test_two_words_share_the_length() -> None:
    counts = Counter(features("gold seat", "en"))
    norm = sqrt(sum(value**2 for value in counts.values()))
    scores = by_hand().decisions(by_hand().by_words("gold seat", "en"), np.zeros(2, dtype=np.float32))
    assert scores == {
        "gold": pytest.approx(-0.25 + 2 / norm, abs=1e-6),
        "seat": pytest.approx(-1.0 + 3 / norm, abs=1e-6),
    }


def test_text_without_words_is_decided_by_the_vector_alone() -> None:
    assert by_hand().decisions(by_hand().by_words("?", "en"), np.array([4.0, 0.0], dtype=np.float32)) == {
        "gold": -0.25,
        "seat": 1.0,
    }


def test_a_toy_problem_is_decided_with_the_sign_that_says_so() -> None:
    """Five statements of one word each: above 0 for that word's statement, below for all others."""
    words = ("gold", "harbour", "tunnel", "cricket", "umbrella")
    encoder = WordEncoder()
    vectors = dict(zip(words, encoder.encode_passages(words), strict=True))
    assert len({int(vectors[w].argmax()) for w in words}) == 5  # each on an axis of its own
    made = train([(word, word, vectors[word]) for word in words], "en")
    assert made is not None
    for word in words:
        scores = made.decisions(made.by_words(word, "en"), vectors[word])
        assert {name for name, score in scores.items() if score > 0} == {word}


# -- files -------------------------------------------------------------------------------------


def trained() -> Classifier:
    encoder = WordEncoder(16)
    lines = {"fees": "What does it cost?", "seat": "Where is it?", "start": "When did it begin?"}
    lines |= {"gold": "Who awards gold?", "staff": "Wer leitet das Team in Köln?"}
    made = train([(s, text, encoder.encode_passages([text])[0]) for s, text in lines.items()], "en")
    assert made is not None
    return made


def test_a_classifier_that_is_saved_and_loaded_gives_identical_scores(tmp_path: Path) -> None:
    made = trained()
    made.save(tmp_path / "c.npz")
    loaded = Classifier.load(tmp_path / "c.npz")
    assert loaded is not None
    assert loaded.classes == made.classes
    draw = np.random.default_rng(1)
    for text in ("What does gold cost?", "When?", "", "Köln", "the the the", "x" * 300):
        vector = draw.normal(size=16).astype(np.float32)
        assert loaded.decisions(loaded.by_words(text, "en"), vector) == made.decisions(
            made.by_words(text, "en"), vector
        )


def test_arrays_keep_their_types_in_the_file(tmp_path: Path) -> None:
    trained().save(tmp_path / "c.npz")
    loaded = Classifier.load(tmp_path / "c.npz")
    assert loaded is not None
    assert [a.dtype for a in (loaded.buckets, loaded.steps, loaded.vector, loaded.bias, loaded.information)] == [
        np.int8,
        np.float32,
        np.float32,
        np.float32,
        np.float32,
    ]


def test_a_file_that_is_not_there_is_no_classifier(tmp_path: Path) -> None:
    assert Classifier.load(tmp_path / "none.npz") is None


def archive(**arrays: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"words",
        b"PK\x03\x04 but no archive",
        archive(classes=np.array(["a"])),
        archive(classes=np.array([{"a": 1}], dtype=object)),
    ],
)
def test_a_file_that_is_no_classifier_is_damage(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "c.npz").write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"classifier file 'c\.npz' is unreadable\. Rebuild"):
        Classifier.load(tmp_path / "c.npz")


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_a_truncated_classifier_is_damage(share: float, tmp_path: Path) -> None:
    path = tmp_path / "c.npz"
    trained().save(path)
    path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    with pytest.raises(IndexDamaged, match="unreadable"):
        Classifier.load(path)


def test_a_classifier_with_flipped_bytes_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "c.npz"
    trained().save(path)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 8] = bytes(byte ^ 0xFF for byte in content[middle : middle + 8])
    path.write_bytes(content)
    with pytest.raises(IndexDamaged, match="unreadable"):
        Classifier.load(path)


# -- decisions -----------------------------------------------------------------------------------

MADE = {"a": 0.5, "b": -0.25, "c": 0.5, "d": -1.0}


def test_decisions_are_a_mapping_by_statement() -> None:
    decisions = Decisions.of(MADE)
    assert decisions == MADE
    assert (decisions["b"], decisions.get("x"), len(decisions), list(decisions)) == (-0.25, None, 4, list("abcd"))


@given(
    st.dictionaries(st.text(max_size=2), st.sampled_from([-1.0, 0.0, 0.5, 2.0])),
    st.integers(0, 6),
    st.sets(st.text(max_size=2)),
)
def test_the_first_are_those_of_sorting_all(made: dict[str, float], n: int, without: set[str]) -> None:
    ordered = sorted((item for item in made.items() if item[0] not in without), key=lambda item: (-item[1], item[0]))
    assert Decisions.of(made).first(n, without=without) == ordered[:n]


def test_each_wanted_has_its_value_or_the_default() -> None:
    assert Decisions.of(MADE).of_each(["d", "x", "a"], -9.0).tolist() == [-1.0, -9.0, 0.5]
    assert Decisions.of({}).of_each(["x"], -9.0).tolist() == [-9.0]


@given(
    st.lists(
        st.lists(st.floats(-100, 100).filter(lambda x: x == 0 or abs(x) > 1e-30), min_size=3, max_size=3),
        min_size=1,
        max_size=5,
    )
)
def test_weights_in_steps_are_off_by_half_a_step_at_most(rows: list[list[float]]) -> None:
    weights = np.array(rows)
    whole, steps = in_steps(weights)
    assert steps == pytest.approx(np.abs(weights).max(axis=1) / 127)
    assert np.all(np.abs(whole * steps[:, None] - weights) <= 0.5001 * steps[:, None])
