from __future__ import annotations

from math import log

import numpy as np
import pytest

from indexer.generation.training import MIN_CLASSES, Example, train, train_all
from knowledge.index.classifier import N_BUCKETS, Classifier, features
from knowledge.records import Language
from knowledge.sentence_model.encoder import Vectors, WordEncoder

ENCODER = WordEncoder(32)
NOTHING = np.zeros(32, dtype=np.float32)
TOPICS = {
    "fees": ("What does membership cost?", "Which fees are there?", "Is it free?"),
    "seat": ("Where is the office?", "In which city are you?", "The address please"),
    "start": ("When did it begin?", "In which year was it founded?", "How old is it?"),
    "gold": ("Who awards gold?", "Which label is highest?", "How do we win gold?"),
    "staff": ("Who leads the team?", "How many people work there?", "Who is the director?"),
}


def example(statement: str, text: str) -> Example:
    return statement, text, ENCODER.encode_passages([text])[0]


EXAMPLES = [example(statement, line) for statement, lines in TOPICS.items() for line in lines]


def trained(examples: list[Example], language: Language = "en") -> Classifier:
    made = train(examples, language)
    assert made is not None
    return made


def best(classifier: Classifier, text: str, vector: Vectors, language: Language = "en") -> str:
    scores = classifier.decisions(classifier.by_words(text, language), vector)
    return max(scores, key=lambda name: scores[name])


def test_each_example_is_taken_for_its_statement() -> None:
    classifier = trained(EXAMPLES)
    assert [best(classifier, text, vector) for _, text, vector in EXAMPLES] == [s for s, _, _ in EXAMPLES]


def test_the_words_alone_tell_what_they_were_learnt_for() -> None:
    classifier = trained(EXAMPLES)
    assert best(classifier, "the fees of a membership", NOTHING) == "fees"
    assert best(classifier, "which year did it begin", NOTHING) == "start"


def test_the_vector_alone_tells_where_no_word_is_known() -> None:
    classifier = trained(EXAMPLES)
    (vector,) = ENCODER.encode_queries(["Where is the office?"])
    assert best(classifier, "", vector) == "seat"


def test_classes_are_sorted_and_arrays_have_the_documented_shapes() -> None:
    classifier = trained(EXAMPLES)
    assert classifier.classes == tuple(sorted(TOPICS))
    assert (classifier.buckets.shape, classifier.buckets.dtype) == ((N_BUCKETS, 5), np.int8)
    assert (classifier.vector.shape, classifier.vector.dtype) == ((5, 32), np.float32)
    assert classifier.bias.shape == (5,)


def test_fewer_than_five_statements_are_not_worth_a_classifier() -> None:
    assert MIN_CLASSES == 5
    assert train([e for e in EXAMPLES if e[0] != "gold"], "en") is None
    assert train([], "en") is None


def test_five_statements_are_statements_not_lines() -> None:
    assert train([example("fees", f"line {n}") for n in range(9)], "en") is None


def test_training_twice_gives_the_same_classifier() -> None:
    one, two = trained(EXAMPLES), trained(EXAMPLES)
    assert np.array_equal(one.buckets, two.buckets)
    assert np.array_equal(one.bias, two.bias)


def test_the_order_of_the_examples_decides_nothing() -> None:
    forward, backward = trained(EXAMPLES), trained(EXAMPLES[::-1])
    assert forward.classes == backward.classes
    for text in ("Who awards gold?", "Is it free?", "the director of the office"):
        (vector,) = ENCODER.encode_queries([text])
        scores = backward.decisions(backward.by_words(text, "en"), vector)
        assert forward.decisions(forward.by_words(text, "en"), vector) == {
            name: pytest.approx(scores[name], abs=0.05) for name in scores
        }


def test_the_information_of_a_feature_is_its_smoothed_inverse_document_frequency() -> None:
    found = trained(EXAMPLES).information
    having = [set(features(text, "en")) for _, text, _ in EXAMPLES]
    expected = [log(16 / (1 + sum(b in buckets for buckets in having))) + 1 for b in range(N_BUCKETS)]
    assert found == pytest.approx(np.array(expected), abs=1e-6)


def test_a_german_compound_is_learnt_by_its_letters() -> None:
    texts = ["Förderquote", "Mitgliederzahl", "Aufnahmeantrag", "Geschäftsstelle", "Beiratssitzung"]
    classifier = trained([example(text, text) for text in texts], "de")
    assert best(classifier, "die Quote der Förderung", NOTHING, "de") == "Förderquote"


@pytest.mark.parametrize("worth", [10_000, 1])
def test_languages_are_trained_alike_in_this_process_and_in_others(worth: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.generation.training._WORTH_A_PROCESS", worth)
    monkeypatch.setattr("os.sched_getaffinity", lambda _pid: {0, 1})
    found = train_all({"en": EXAMPLES, "de": EXAMPLES})
    for language in ("en", "de"):
        alone, one = trained(EXAMPLES, language), found[language]
        assert one is not None
        assert np.array_equal(one.buckets, alone.buckets)
        assert one.trained_on == alone.trained_on


def test_a_language_with_few_statements_has_no_classifier() -> None:
    assert train_all({"en": EXAMPLES[:6]}) == {"en": None}
