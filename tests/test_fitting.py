"""What the models learn, from cases in which it is plain what there is to learn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from made import document, opened, passage, profile

from indexer.models.crossfit import HeldOut, fold_of
from indexer.models.fitting import (
    Case,
    answer_rows,
    fit,
    fit_answers,
    fit_right,
    fit_statements,
    held_out_cases,
    is_right,
    recalibrated,
    tuning_cases,
    usable,
)
from knowledge.answers.answer import Answerer
from knowledge.asked.question import analyse
from knowledge.clusters import intent
from knowledge.index.classifier import Decisions
from knowledge.quality.questions import EvaluationQuestion
from knowledge.records import Hit, PassageKind
from knowledge.retrieval import ranking
from knowledge.retrieval.base import KnowledgeBase
from knowledge.retrieval.model import Model, Weights, sigmoid
from knowledge.retrieval.ranking import rank
from knowledge.retrieval.retrieval import Pool
from knowledge.retrieval.text_signals import TextSignals
from knowledge.words.information import Information

EVEN = Information({}, 10)
DENSE = Weights(("dense",), (1.0,), 0.0)
TUNING = 3.0  # the weight of a question of the tuning half


def hit(statement_id: str, lexical: float, dense: float, kind: PassageKind = "statement") -> Hit:
    made = passage(f"{statement_id}#0", "Herons nest.", kind=kind, statement_id=statement_id)
    return Hit(made, 0, 1.0, 1, lexical_score=lexical, dense_score=dense)


def case(*hits: Hit, right: Sequence[str] = ("right",), weight: float = 1.0, **known: Any) -> Case:
    classified = Decisions.of({h.passage.statement_id or "": -1.0 for h in hits})
    stems = frozenset({"heron"})
    pool = Pool(stems, list(hits), classified, "herons", TextSignals(analyse("herons"), stems, EVEN))
    values = {"weight": weight, "is_answerable": bool(right), **known}
    return Case(analyse("herons"), "en", pool, EVEN, lambda p: p.statement_id in right, **values)


def question(question_id: str = "a", **known: Any) -> EvaluationQuestion:
    values = {"id": question_id, "lang": "en", "question": "Herons?", "kind": "answer", **known}
    return EvaluationQuestion.model_validate(values)


# -- cases -------------------------------------------------------------------------------------


def test_a_case_without_what_is_right_lacks_all_right_statements_and_has_all_others() -> None:
    made = case(hit("right", 1, 0.9), hit("wrong", 1, 0.5), hit("also", 1, 0.4), right=("right", "also"), weight=TUNING)
    without = made.without_right(0.5)
    assert [h.passage.statement_id for h in without.pool.hits] == ["wrong"]
    assert without.pool.classified == {"wrong": -1.0}
    assert (without.weight, without.is_answerable) == (0.5, False)
    assert not any(without.is_right(h.passage) for h in made.pool.hits)


def test_a_case_is_not_changed_by_what_is_made_of_it() -> None:
    made = case(hit("right", 1, 0.9), hit("wrong", 1, 0.5))
    made.without_right(0.5)
    assert len(made.pool.hits) == len(made.pool.classified) == 2


def test_usable_are_tuning_questions_and_of_conversations_the_first() -> None:
    # by the first byte of the hash, a, b and d are tuning, e and f test
    questions = [question("a"), question("e"), question("x", session="b"), question("y", session="b"), question("d")]
    assert [q.id for q in usable(questions)] == ["a", "x", "d"]


def test_right_is_what_has_all_that_is_expected_or_else_states_a_fact_that_is_named() -> None:
    nest, eat = (passage(f"{i}#0", f"Herons {i}.", kind="statement", statement_id=i) for i in ("nest", "eat"))
    assert [is_right(question(expect=["EAT"], facts=["nest"]), p) for p in (nest, eat)] == [False, True]
    assert [is_right(question(facts=["nest"]), p) for p in (nest, eat)] == [True, False]


def test_of_an_abstention_nothing_is_right_nor_ever_a_gap() -> None:
    nest = passage("nest#0", "Herons nest.", kind="statement", statement_id="nest")
    assert not is_right(question(kind="abstention", expect=["herons"], facts=["nest"]), nest)
    assert not is_right(question(expect=["herons"]), replace(nest, kind="gap"))


# -- cases from an index -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    texts = {"nest": "Herons nest in trees.", "eat": "Herons eat fish.", "crane": "Cranes lift coal."}
    pages = [document(i, text, kind="statement", statement_id=i, asked=(f"{text}?",)) for i, text in texts.items()]
    gap = document("gap", "how old herons become", kind="gap", statement_id="gap-age", asked=("How old are herons?",))
    found = opened(tmp_path_factory.mktemp("data"), *pages, gap, profiles=[profile("weavers", short_name="WVR")])
    yield found
    found.close()


def test_a_question_is_a_case_where_a_statement_answers_it_or_nothing_does(base: KnowledgeBase) -> None:
    questions = [
        question("a", question="Where do herons nest?", facts=["nest"]),
        question("b", question="Do zebus nest?", kind="abstention"),
        question("c", question="What is it?"),
        question("d", question="Which clusters?", kind="clusters"),
    ]
    found = list(tuning_cases(base, questions))
    assert [(c.pool.text, c.is_answerable, c.weight) for c in found] == [
        ("Where do herons nest?", True, TUNING),
        ("Do zebus nest?", False, TUNING),
    ]
    rights = [{h.passage.statement_id for h in c.pool.hits if c.is_right(h.passage)} for c in found]
    assert rights == [{"nest"}, set()]


def held_out(base: KnowledgeBase, *, is_gap: bool) -> tuple[list[HeldOut], list[Case]]:
    owner = "gap-age" if is_gap else "nest"
    lines = [HeldOut(f"herons nest {n}", "en", owner, is_gap, False) for n in range(40)]
    return lines, list(held_out_cases(base, lines))


@pytest.mark.parametrize(("is_gap", "of_ten"), [(False, 4), (True, 6)])
def test_a_part_of_the_lines_of_each_kind_is_asked(is_gap: bool, of_ten: int, base: KnowledgeBase) -> None:
    lines, found = held_out(base, is_gap=is_gap)
    assert [c.pool.text for c in found] == [x.text for x in lines if fold_of(f"sample {x.text}", 10) < of_ten]
    assert 0 < len(found) < len(lines)


def test_of_a_statements_line_that_statement_is_right_and_of_a_gaps_line_nothing(base: KnowledgeBase) -> None:
    for is_gap in (False, True):
        _, found = held_out(base, is_gap=is_gap)
        for made in found:
            right = {h.passage.statement_id for h in made.pool.hits if made.is_right(h.passage)}
            assert right == (set() if is_gap else {"nest"})


# -- statements --------------------------------------------------------------------------------


def told_by(signal: str, n: int = 30) -> list[Case]:
    """Cases in which the right statement has more of `signal`, while the other signal says the opposite half the time."""
    found = []
    for i in range(n):
        good, bad, noise = 0.8 + i / 1000, 0.4 - i / 1000, (0.9, 0.3) if i % 2 else (0.3, 0.9)
        if signal == "dense":
            found.append(case(hit("right", noise[0], good), hit("wrong", noise[1], bad)))
        else:
            found.append(case(hit("right", good, noise[0]), hit("wrong", bad, noise[1])))
    return found


@pytest.mark.parametrize(("signal", "other"), [("dense", "lexical"), ("lexical", "dense")])
def test_the_signal_that_tells_gets_the_weight(signal: str, other: str) -> None:
    weights = fit_statements(told_by(signal))
    by_name = dict(zip(weights.names, weights.weights, strict=True))
    assert weights.names == ranking.SIGNALS
    assert by_name[signal] > 5 * abs(by_name[other])


@pytest.mark.parametrize("signal", ["dense", "lexical"])
def test_fitted_weights_put_the_right_statement_first(signal: str) -> None:
    cases = told_by(signal)
    weights = fit_statements(cases)
    firsts = [rank(c.pool.texts, c.pool.hits, weights, c.pool.classified)[0] for c in cases]
    assert {c.passage.statement_id for c in firsts} == {"right"}


def test_only_the_order_counts_so_there_is_no_intercept() -> None:
    assert fit_statements(told_by("dense")).intercept == pytest.approx(0.0, abs=1e-4)


def test_a_case_in_which_nothing_or_all_is_right_teaches_no_order() -> None:
    cases = told_by("dense")
    nothing = case(hit("a", 0.1, 0.9), hit("b", 0.9, 0.1), right=())
    everything = case(hit("a", 0.1, 0.9), hit("b", 0.9, 0.1), right=("a", "b"))
    assert fit_statements([*cases, nothing, everything]) == fit_statements(cases)


def test_gaps_are_not_what_statements_are_put_before() -> None:
    cases = told_by("dense")
    with_gap = [replace(c, pool=replace(c.pool, hits=[*c.pool.hits, hit("g", 0.1, 0.1, kind="gap")])) for c in cases]
    assert fit_statements(with_gap) == fit_statements(cases)


def test_a_heavier_case_outweighs_lighter_ones_that_say_the_opposite() -> None:
    # nine cases say that nearer is right, one says that farther is
    near = [case(hit("right", 0.5, 0.9), hit("wrong", 0.5, 0.3)) for _ in range(9)]

    def weight_of_dense(far: float) -> float:
        weights = fit_statements([*near, case(hit("right", 0.5, 0.3), hit("wrong", 0.5, 0.9), weight=far)])
        return dict(zip(weights.names, weights.weights, strict=True))["dense"]

    assert weight_of_dense(1.0) > 0 > weight_of_dense(50.0)


# -- how sure ----------------------------------------------------------------------------------


def test_a_row_is_of_the_first_statement() -> None:
    good, bad = case(hit("right", 1, 0.9), hit("wrong", 1, 0.3)), case(hit("right", 1, 0.3), hit("wrong", 1, 0.9))
    rows = list(answer_rows([good, bad], DENSE))
    assert [(right, made) for _, right, made in rows] == [(True, good), (False, bad)]
    assert [values["dense"] for values, _, _ in rows] == [0.9, 0.9]


def test_a_case_without_statements_or_without_content_has_no_row() -> None:
    only_gap = case(hit("g", 1, 0.9, kind="gap"))
    made = case(hit("right", 1, 0.9))
    empty = replace(made, pool=replace(made.pool, stems=frozenset()))
    assert list(answer_rows([only_gap, empty], DENSE)) == []


def probability(answer: Weights, made: Case) -> float:
    ((values, _, _),) = answer_rows([made], DENSE)
    return sigmoid(answer.log_odds(values))


def test_questions_of_the_tuning_half_are_learnt_from_also_without_what_answers_them() -> None:
    # all are right as they are: only what is withheld shows what wrong looks like
    cases = [case(hit("right", 1, 0.9), hit("wrong", 1, 0.3 + n / 100), weight=TUNING) for n in range(20)]
    answer = fit_answers(cases, DENSE)
    assert answer.names == ranking.ANSWER_SIGNALS
    for made in cases:
        assert probability(answer, made) > 0.8
        assert probability(answer, made.without_right(0.5)) < 0.5


def test_an_asked_line_with_another_statement_first_counts_less_than_one_that_nothing_answers() -> None:
    right = [case(hit("right", 1, 0.9)) for _ in range(20)]
    unlike = hit("other", 1, 0.3)
    another = fit_answers([*right, *(case(unlike) for _ in range(20))], DENSE)  # it may say the same
    nothing = fit_answers([*right, *(case(unlike, right=()) for _ in range(20))], DENSE)
    assert 0.5 > probability(another, case(unlike)) > 2 * probability(nothing, case(unlike))


def test_asked_lines_count_as_they_are_only() -> None:
    asked = [case(hit("right", 1, 0.9), hit("wrong", 1, 0.3)) for _ in range(20)]
    with pytest.raises(ValueError, match="class"):  # all are right: there is nothing to tell apart
        fit_answers(asked, DENSE)


def test_recalibrated_probabilities_are_nearer_to_how_often_the_first_is_right() -> None:
    # near statements are right in 7 of 10 cases, far ones in 2 of 10; the model is much surer of both
    def cases(dense: float, n_right: int) -> list[Case]:
        return [case(hit("right", 1, dense), right=("right",) if n < n_right else ()) for n in range(10)]

    near, far = cases(0.9, 7), cases(0.1, 2)
    sure = Weights(("dense",), (20.0,), -10.0)
    fitted = recalibrated(sure, [*near, *far], DENSE)
    assert fitted.names == sure.names
    for made, rate in ((near[0], 0.7), (far[0], 0.2)):
        assert abs(probability(sure, made) - rate) > 0.15
        assert probability(fitted, made) == pytest.approx(rate, abs=0.02)


def test_answers_are_as_sure_as_they_are_often_right(base: KnowledgeBase) -> None:
    model = Model(DENSE, Weights((), (), 1.0), Weights((), (), -9.0), threshold=0.0)
    herons = [
        question(f"h{n}", question="Where do herons nest?", expect=["trees" if n < 3 else "ponds"]) for n in range(4)
    ]
    cranes = [question(f"c{n}", question="Do cranes lift coal?", expect=["coal" if n < 9 else "x"]) for n in range(10)]
    right = fit_right(Answerer(base, model), [*herons, *cranes])
    assert right
    told = replace(model, right=right)
    assert told.answer_confidence(sigmoid(1.0), yesno=False) == pytest.approx(3 / 4, abs=0.01)
    assert told.answer_confidence(sigmoid(1.0), yesno=True) == pytest.approx(9 / 10, abs=0.01)
    assert fit_right(Answerer(base, told), [*herons, *cranes]) == right  # fitted on what is not mapped already
    assert fit_right(Answerer(base, model), [*herons[:3], *cranes[:9]]) is None  # nothing is wrong


# -- all together ------------------------------------------------------------------------------


def test_a_model_is_fitted_on_questions_of_all_kinds_with_thresholds_as_they_are(base: KnowledgeBase) -> None:
    questions = [
        question("a", question="Where do herons nest?", facts=["nest"]),
        question("b", question="What fish do herons eat?", facts=["eat"]),
        question("c", question="What lifts coal?", facts=["crane"]),
        question("d", question="Do zeppelins land?", kind="abstention"),
        question("e", question="How old are herons?", kind="abstention"),
        question("f", question="Which automotive clusters are there in Saxony?", kind="clusters"),
        question("g", question="Clusters in Dresden", kind="clusters"),
    ]
    model = fit(base, questions, [])
    assert (model.statement.names, model.answer.names) == (ranking.SIGNALS, ranking.ANSWER_SIGNALS)
    assert model.intent.names == intent.SIGNALS
    unfitted = Model(DENSE, DENSE, DENSE)
    assert (model.threshold, model.plain_threshold, model.second) == (
        unfitted.threshold,
        unfitted.plain_threshold,
        unfitted.second,
    )
    weights = dict(zip(model.intent.names, model.intent.weights, strict=True))
    assert weights["list_of_clusters"] > 0
