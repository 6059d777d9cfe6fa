"""Trees of the signals of marked lines and claims: what they are fitted on, and how they are judged."""

from __future__ import annotations

import pytest
from made import passage

from indexer.models.verdict_fitting import Case, Source, cases, fit, held_out, main, report
from knowledge.records import Claim, Verdict
from knowledge.verdicts.trees import Trees
from knowledge.words.information import Information

TOLD = Information({}, 10)
NAMES = ("yes_like", "no_like", "stated", "or_yes", "rule_yes", "rule_no")


def case(
    statement: str,
    marked: Verdict | None,
    source: Source = "line",
    text: str = "Is it timber?",
    by_rules: Verdict | None = None,
    **told: float,
) -> Case:
    return Case(source, statement, text, by_rules, {**dict.fromkeys(NAMES, 0.0), "or_yes": 1.0, **told}, marked)


def many() -> list[Case]:
    """Return cases of three verdicts that one signal each tells apart."""
    spread = [n / 400 for n in range(400)]
    return [
        *(case(f"s{n}", "yes", yes_like=0.8, stated=x) for n, x in enumerate(spread)),
        *(case(f"s{n}", "no", no_like=0.8, stated=x) for n, x in enumerate(spread)),
        *(case(f"s{n}", None, stated=x) for n, x in enumerate(spread)),
    ]


def test_each_marked_line_is_put_to_its_statement_without_it() -> None:
    asked = ("Is timber used?", "What?", "Is timber for boats used?")
    one = passage("d#0", "Timber.", kind="statement", statement_id="s", asked=asked, verdicts=("yes", None, "no"))
    first, second = cases([one], TOLD)
    assert [(c.statement_id, c.text, c.marked, c.source) for c in (first, second)] == [
        ("s", "Is timber used?", "yes", "line"),
        ("s", "Is timber for boats used?", "no", "line"),
    ]
    assert (first.signals["yes_like"], first.signals["no_like"] > 0) == (0.0, True)
    assert (second.signals["no_like"], second.signals["yes_like"] > 0) == (0.0, True)


def test_a_claim_is_put_to_it_without_its_twins_of_another_verdict() -> None:
    claims = (
        Claim("Does the mill grind rye?", "yes"),
        Claim("Does the mill grind oats?", "no"),  # two of four words are the same
        Claim("Has the dam a gate?", "no"),
        Claim("Does the mill grind rye?", "yes"),
    )
    one = passage("d#0", "Timber.", kind="statement", statement_id="s", claims=claims)
    first = next(iter(cases([one], TOLD)))
    assert (first.source, first.marked, first.weight) == ("claim", "yes", 0.6)
    assert (first.signals["yes_like"], first.signals["no_like"]) == (0.0, 0.0)


def test_what_statements_leave_open_counts_half() -> None:
    assert case("s", None).weight == 0.5 * case("s", "no").weight


def test_trees_learn_which_signal_goes_with_which_verdict() -> None:
    trees = fit(many())
    assert trees.signals == NAMES
    for told, expected in (({"yes_like": 0.8}, "yes"), ({"no_like": 0.8}, "no"), ({}, "neither")):
        likely = trees.probabilities({**dict.fromkeys(NAMES, 0.0), "or_yes": 1.0, "stated": 0.5, **told})
        assert likely[expected] > 0.95
    again = fit(many())
    assert again.value.tolist() == trees.value.tolist()


def test_each_case_is_judged_by_trees_of_other_statements() -> None:
    # of one statement, what is like a yes is a no: trees that know it would not be so sure of the others
    known = [*many(), *(case("odd", "no", yes_like=0.8, stated=n / 800) for n in range(800))]
    judged_by = list(held_out(known, n_folds=2))
    assert sorted(c.statement_id for c, _ in judged_by) == sorted(c.statement_id for c in known)
    told = {**dict.fromkeys(NAMES, 0.0), "or_yes": 1.0, "yes_like": 0.8, "stated": 0.3}
    by_statement = {c.statement_id: trees.probabilities(told)["yes"] for c, trees in judged_by}
    assert by_statement["odd"] > 0.9
    assert min(by_statement.values()) < 0.5


def test_the_report_counts_what_rules_and_lines_say_of_one_source() -> None:
    trees = fit(many())
    judged_by: list[tuple[Case, Trees]] = [
        (case("a", "yes", yes_like=0.8, stated=0.5), trees),
        (case("b", "no", yes_like=0.8, stated=0.5), trees),  # wrongly said
        (case("c", "no", by_rules="no", stated=0.5), trees),
        (case("d", None, no_like=0.8, stated=0.5), trees),
        (case("e", "yes", "claim", yes_like=0.8, stated=0.5), trees),
        (case("f", "no", text="Is it not timber?", no_like=0.8, stated=0.5), trees),  # denies: nothing is said
    ]
    expected = "of 4 the rules say 1, 100.0% right, with the lines 2, 50.0% right; of 1 that are open 1"
    assert report(judged_by, "line", 0.9) == f"lines, from 0.9: {expected}"


def test_without_a_folder_it_tells_how_it_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert capsys.readouterr().err == "usage: python -m indexer.models.verdict_fitting DATA QUESTIONS.jsonl …\n"
