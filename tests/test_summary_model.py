"""How likely a summary tells what is asked of its cluster: signals, the fit, the shipped model, and what becomes of it in conversations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bot.dialogue.conversation import Conversation
from bot.fitting.summary_fitting import Case, cases, fit, main, read_questions
from bot.session.messages import Message
from knowledge.answers.answer import Answerer
from knowledge.clusters.summary_model import (
    N_BUCKETS,
    SIGNALS,
    likely_told,
    load,
    question_features,
    save,
    summary_signals,
)
from knowledge.errors import DocumentError
from knowledge.records import LANGUAGES, Language

FILES = Path(__file__).parent / "evaluation"
RUN = "Network of carpenters, founded in 2004 and managed by the chamber of crafts. Its fair drew 900 visitors."
ENDED = "Agency for toys, started in 2013; the state wound it up, and it was dissolved in 2022."


def even(_: str) -> float:
    return 1.0


def signals(question: str, summary: str, language: Language = "en") -> dict[str, float]:
    return summary_signals(question, summary, language, even)


# -- signals ---------------------------------------------------------------------------------------------------------


def test_each_question_has_all_signals() -> None:
    assert set(signals("who runs it?", RUN)) == set(SIGNALS)
    assert len(SIGNALS) == len(set(SIGNALS))
    assert all(0 <= value <= 1 for value in signals("how many visitors came to its fair in 2004?", RUN).values())
    assert all(0 <= at < N_BUCKETS for at in question_features("Wer steckt dahinter?"))


@pytest.mark.parametrize(
    ("question", "summary", "told"),
    [
        ("who runs it?", RUN, {"deed_told"}),
        ("who founded it?", "Network of carpenters.", {"deed_untold", "founder_untold"}),
        ("is it still running?", ENDED, {"end_told"}),
        ("is it still running?", RUN, {"end_untold"}),
        ("how much money does it get?", RUN, {"sum_untold"}),
        ("since when has it been a member?", "In 2014 it joined go-cluster.", {"since_told"}),
        ("since when has it been a member?", RUN, {"since_untold"}),
        ("can firms from abroad join it?", "It is open to all firms.", {"open_to_told", "joining_untold"}),
        ("what about birds?", RUN, set()),
    ],
)
def test_what_rules_find_told_is_a_signal(question: str, summary: str, told: set[str]) -> None:
    assert {
        name for name, value in signals(question, summary).items() if value and name.endswith(("_told", "_untold"))
    } == told


def test_words_and_kinds_are_counted() -> None:
    found = signals("How many visitors came to the fair?", RUN)
    assert (found["count_held"], found["count_lacking"]) == (1.0, 0.0)
    assert found["shared"] == pytest.approx(2 / 3)  # visitor, fair
    assert found["covered"] == pytest.approx(2 / 3)  # came
    assert found["shared_none"] == 0.0
    bare = signals("what is that?", RUN)
    assert (bare["bare"], bare["covered"], bare["shared_none"]) == (1.0, 0.5, 1.0)


# -- fitting ---------------------------------------------------------------------------------------------------------


def case(question: str, *, is_told: bool) -> Case:
    return Case(question, "en", RUN, signals(question, RUN), is_told)


TAUGHT = [
    *(case(text, is_told=True) for text in ("who's behind it", "who is behind that one", "what lies behind it")),
    *(case(text, is_told=False) for text in ("is there parking", "parking for lorries", "any parking there")),
]


def test_a_model_knows_what_it_was_taught_and_is_the_same_each_time(tmp_path: Path) -> None:
    model = fit(TAUGHT)
    for one in TAUGHT:
        assert (model.likelihood(one.question, one.signals) > 0.5) == one.is_told
    unseen = [case("and who is behind it?", is_told=True), case("where is the parking", is_told=False)]
    assert [model.likelihood(one.question, one.signals) > 0.5 for one in unseen] == [True, False]
    assert np.array_equal(model.weights, fit(TAUGHT).weights)
    save(dict.fromkeys(LANGUAGES, model), tmp_path / "model.npz")
    kept = load(tmp_path / "model.npz")["de"]
    assert [kept.likelihood(one.question, one.signals) for one in unseen] == pytest.approx(
        [model.likelihood(one.question, one.signals) for one in unseen]
    )


@pytest.mark.parametrize("text", ["a: [b]", "a:\n  fr: {told: [b]}", "a:\n  en: {said: [b]}", "{"])
def test_what_is_wrong_with_a_file_of_questions_is_said(text: str, tmp_path: Path) -> None:
    file = tmp_path / "questions.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match="cannot be read as questions on clusters"):
        read_questions(file)


def test_a_cluster_that_is_not_known_is_said(answerer: Answerer, tmp_path: Path) -> None:
    file = tmp_path / "questions.yaml"
    file.write_text("nowhere-at-all:\n  en: {told: [who runs it]}\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="nowhere-at-all"):
        cases(answerer.base, read_questions(file))


def test_a_folder_without_an_index_ends_in_a_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), str(tmp_path / "none.yaml")]) == 1
    assert capsys.readouterr().err.strip()


# -- the shipped model -----------------------------------------------------------------------------------------------


def test_unseen_questions_are_told_from_each_other(answerer: Answerer) -> None:
    unseen = cases(answerer.base, read_questions(FILES / "summaries_unseen.yaml"))
    taught = {
        text.casefold()
        for by_language in read_questions(FILES / "summaries.yaml").values()
        for asked in by_language.values()
        for text in (*asked.told, *asked.untold)
    }
    unseen = [one for one in unseen if one.question.casefold() not in taught]
    assert len(unseen) > 1500
    information = answerer.base.searcher.information.of
    for language in LANGUAGES:
        of_it = [one for one in unseen if one.language == language]
        likely = np.array([likely_told(one.question, one.summary, language, information) for one in of_it])
        is_told = np.array([one.is_told for one in of_it])
        assert np.mean(likely[is_told] >= 0.7) > 0.82, language
        assert np.mean(likely[~is_told] >= 0.7) < 0.12, language
        assert abs(float(likely.mean() - is_told.mean())) < 0.05, language  # as likely as it is


def test_rules_that_are_seldom_wrong_hold_against_the_wording() -> None:
    assert likely_told("does this agency for toys still exist?", ENDED, "en", even) == 0.9
    assert likely_told("does this agency for toys still exist?", RUN, "en", even) < 0.7


# -- in conversations ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("What does AFBW do?", "Who's the head of the advisory board of go-cluster?"), "Thomas Heimer"),
        (("What does RAIL.S do?", "Which two bodies did it grow out of?"), "BTS Bahntechnik Sachsen"),
        (("Was macht das Munich Network?", "Gibt es das noch?"), "31. März 2023"),
        (("Was macht ZiTex?", "Wer trägt das denn?"), "IG Metall"),
        (("Was macht automotive thüringen?", "Hat der einen Newsletter?"), "Dazu sagen die Quellen über automotive thüringen"),
        (("What does Silicon Saxony do?", "foreign partners?"), "The sources do not say that about Silicon Saxony"),
        (("What does OptoNet do?", "And what does the silver label cost?"), "ESCA's undated price page"),
    ],
)  # fmt: skip
def test_what_is_asked_of_the_cluster_told_of_is_told_by_its_summary_or_refused(
    texts: tuple[str, ...], expected: str, conversation_factory: Callable[[], Conversation]
) -> None:
    conversation = conversation_factory()
    assert expected in [conversation.reply(Message(text, session="a")).answer.text for text in texts][-1]


def test_an_answer_by_the_summary_is_as_sure_as_it_is_likely(
    answerer: Answerer, conversation_factory: Callable[[], Conversation]
) -> None:
    conversation = conversation_factory()
    told = [conversation.reply(Message(t, session="a")).answer for t in ("What does OES do?", "Who is it for?")][-1]
    assert told.kind == "clusters"
    assert 0.7 <= told.confidence <= 1
    assert told.citations


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What does AMZ – Netzwerk der Automobilzulieferer Sachsen do?", "en"),
        ("What does Cluster IKT, Medien und Kreativwirtschaft Berlin-Brandenburg do?", "en"),
        ("Was macht smart³ e.V. | materials – solutions – growth?", "de"),
    ],
)
def test_a_long_name_does_not_decide_the_language(
    text: str, language: Language, conversation_factory: Callable[[], Conversation]
) -> None:
    answer = conversation_factory().reply(Message(text, session="a")).answer
    assert (answer.kind, answer.language) == ("clusters", language)
