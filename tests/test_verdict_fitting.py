"""Weights of the signals of marked lines: what they are fitted on, and how they are judged."""

from __future__ import annotations

from typing import Any

import pytest
from made import passage

from indexer.verdict_fitting import Case, cases, fit, held_out, main, report
from knowledge.information import Information
from knowledge.line_verdicts import SIGNALS
from knowledge.model import Weights
from knowledge.records import Verdict

TOLD = Information({}, 10)


def case(statement: str, marked: Verdict | None, by_rules: Verdict | None = None, **told: float) -> Case:
    return Case(statement, "Is it?", by_rules, {**dict.fromkeys(SIGNALS, 0.0), **told}, marked)


def many(**changes: Any) -> list[Case]:
    yes = [case(f"s{n}", "yes", yes_line=1.0, stated=n / 20) for n in range(20)]
    return yes + [case(f"s{n}", "no", no_line=1.0, stated=n / 20) for n in range(20)]


def test_each_marked_line_is_put_to_its_statement_without_it() -> None:
    asked = ("Is timber used?", "What?", "Is timber for boats used?")
    one = passage("d#0", "Timber.", kind="statement", statement_id="s", asked=asked, verdicts=("yes", None, "no"))
    first, second = cases([one], TOLD)
    assert [(c.statement_id, c.line, c.marked) for c in (first, second)] == [
        ("s", "Is timber used?", "yes"),
        ("s", "Is timber for boats used?", "no"),
    ]
    assert first.signals is not None
    assert second.signals is not None
    assert (first.signals["yes_line"], second.signals["yes_line"] > 0) == (0.0, True)


def test_what_goes_with_yes_weighs_for_it_and_a_signal_that_says_nothing_weighs_nothing() -> None:
    weight = dict(zip(SIGNALS, fit(many()).weights, strict=True))
    assert weight["yes_line"] > 0.5 > -0.5 > weight["no_line"]
    assert weight["stated"] == pytest.approx(0.0, abs=0.2)
    assert weight["list"] == 0.0


def test_lines_to_which_a_statement_says_neither_make_both_less_likely() -> None:
    sure = fit(many())
    less = fit([*many(), *(case("gap", None, yes_line=1.0) for _ in range(40))])
    told = case("s", "yes", yes_line=1.0).signals or {}
    assert 0 < less.log_odds(told) < sure.log_odds(told)


def test_each_line_is_judged_by_weights_of_other_statements() -> None:
    known = [*many(), *(case("odd", "no", yes_line=1.0) for _ in range(30))]
    judged_by = list(held_out(known, n_folds=2))
    assert sorted(c.statement_id for c, _ in judged_by) == sorted(c.statement_id for c in known)
    told = case("s", "yes", yes_line=1.0).signals or {}
    by_statement = {c.statement_id: weights.log_odds(told) for c, weights in judged_by}
    assert by_statement["odd"] > 0  # its own lines would have it otherwise
    assert min(by_statement.values()) < 0


def test_the_report_counts_rules_lines_and_gaps() -> None:
    weights = Weights(SIGNALS, tuple(5.0 * (name == "yes_line") - 5.0 * (name == "no_line") for name in SIGNALS), 0.0)
    judged_by = [
        (case("a", "yes", yes_line=1.0), weights),
        (case("b", "no", yes_line=1.0), weights),  # wrongly said
        (case("c", "no", by_rules="no"), weights),
        (case("d", None, no_line=1.0), weights),
    ]
    expected = "of 3 lines the rules say 1, 100.0% right, with the lines 3, 66.7% right; of 1 of gaps 1"
    assert expected in report(judged_by, yes=0.9, no=0.1)


def test_without_a_folder_it_tells_how_it_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert capsys.readouterr().err == "usage: python -m indexer.verdict_fitting DATA\n"
