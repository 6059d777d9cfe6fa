"""Steps with clusters shown: what the model sees of a message, what it takes it for, and what becomes of that in conversations."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bot.dialogue.conversation import Conversation
from bot.fitting.step_fitting import Wording, asked_of_it, begun, fit, read_wordings, words_of
from bot.session.messages import Message
from bot.session.sessions import Topic
from bot.steps.model import OFS, STEPS, StepModel, load_step_model
from bot.steps.taken import instead_of_none, with_step
from bot.steps.wording import N_BUCKETS, without_names
from knowledge.answers.answer import Answerer
from knowledge.clusters.outcomes import Request
from knowledge.clusters.wishes import Wish
from knowledge.errors import DocumentError

FILES = Path(__file__).parent / "evaluation"


def last(conversation: Conversation, *texts: str) -> str:
    """What is replied to the last of `texts`."""
    return [conversation.reply(Message(text, session="a")).answer.text for text in texts][-1]


# -- what the model sees ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("And in Bavaria?", "and in xland xasks"),
        ("Nur die mit Gold, bitte.", "nur die mit xlabel bitte"),
        ("Where is the second one?", "where is the xth one xasks"),
        ("die in München", "die in xcity"),
        ("Only biotechnology", "only xfield"),
        ("What does OptoNet do?", "what does xcluster do xasks"),
        ("More, please", "more please"),
    ],
)
def test_names_are_taken_out(text: str, words: str, answerer: Answerer) -> None:
    assert without_names(text, answerer) == words


# -- fitting ---------------------------------------------------------------------------------------------------------


def of(step: str, *texts: str) -> list[Wording]:
    return [Wording(text, "en", step, "none") for text in texts]  # type: ignore[arg-type]


TAUGHT = [
    *of("more", "show me the rest", "the remaining ones", "continue the list"),
    *of("count", "how many are there", "what is the number", "count them"),
    *of("other", "who decides on admission", "what does a label cost", "is there a newsletter"),
]


def test_a_model_takes_what_it_was_taught_and_is_the_same_each_time(tmp_path: Path) -> None:
    words = [wording.text for wording in TAUGHT]
    model = fit(words, TAUGHT)
    assert [model.taken(one).step for one in words] == [wording.step for wording in TAUGHT]
    assert model.taken("please show the rest").step == "more"
    assert model.taken("show me the rest").of == "none"
    again = fit(words, TAUGHT)
    assert np.array_equal(model.weights, again.weights)
    assert np.array_equal(model.bias, again.bias)
    model.save(tmp_path / "model.npz")
    kept = StepModel.load(tmp_path / "model.npz")
    assert kept.taken("count them") == model.taken("count them")


def test_what_was_never_taught_is_never_taken() -> None:
    model = fit([wording.text for wording in TAUGHT], TAUGHT)
    assert model.weights.shape == (N_BUCKETS, len(STEPS) + len(OFS))
    assert {model.taken(text).step for text in ("website", "where is it", "drop the label")} <= {
        "more",
        "count",
        "other",
    }


def test_likelihoods_of_all_steps_make_one(answerer: Answerer) -> None:
    taken = load_step_model().taken(without_names("and the website of the third?", answerer))
    assert (taken.step, taken.of) == ("website", "nth")
    assert 0.8 < taken.likelihood <= 1
    assert 0.8 < taken.of_likelihood <= 1


def test_wordings_are_read_with_names_in_the_place_of_braces(tmp_path: Path) -> None:
    file = tmp_path / "steps.yaml"
    file.write_text(
        "set:\n  en: ['and in {land2}, not {land}?']\nseat of it:\n  de: [wo sitzt das]\n", encoding="utf-8"
    )
    one, two = read_wordings(file)
    assert (one.step, one.of, one.language) == ("set", "none", "en")
    assert "{" not in one.text
    first, second = one.text.removeprefix("and in ").rstrip("?").split(", not ")
    assert first != second
    assert two == Wording("wo sitzt das", "de", "seat", "it")
    assert read_wordings(file) == [one, two]


def test_what_is_asked_of_summaries_and_begins_conversations_is_no_step(tmp_path: Path) -> None:
    file = FILES / "summaries.yaml"
    of_it = asked_of_it(file)
    assert {(w.step, w.of) for w in of_it} == {("other", "it")}
    assert len(of_it) > 2000
    assert 0.4 < np.mean([w.teaches_step for w in of_it]) < 0.6
    assert not [w for w in of_it if w.text.casefold() in ("website?", "how many members?")]
    talk = tmp_path / "talk.jsonl"
    turns: list[dict[str, object]] = [
        {"id": "1", "session": "a", "question": "Who decides?", "kind": "answer", "facts": ["jury"]},
        {"id": "2", "session": "a", "question": "Since when?", "kind": "answer", "facts": ["jury"]},
        {"id": "3", "session": "b", "question": "Clusters in Kiel", "kind": "clusters"},
    ]
    talk.write_text(
        "".join(json.dumps({"lang": "en", "group": "g", **turn}) + "\n" for turn in turns), encoding="utf-8"
    )
    assert [(w.text, w.step, w.of) for w in begun(talk)] == [("Who decides?", "other", "none")]


def test_what_teaches_no_step_teaches_only_of_which_cluster_it_is() -> None:
    of_it = [Wording(text, "en", "other", "it", teaches_step=False) for text in ("rest rest", "remaining remaining")]
    wordings = [*TAUGHT, *of_it]
    model = fit([wording.text for wording in wordings], wordings)
    assert model.taken("rest").step == "more"
    assert model.taken("rest").of == "it"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("set: [a]", "cannot be read as wordings"),
        ("stroll:\n  en: [a]", "'stroll' is no step"),
        ("seat of them:\n  en: [a]", "'seat of them' is no step"),
        ("set:\n  fr: [a]", "cannot be read as wordings"),
        ("{", "cannot be read as wordings"),
    ],
)
def test_what_is_wrong_with_a_file_of_wordings_is_said(text: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "steps.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=says):
        read_wordings(file)


def test_a_missing_file_of_wordings_is_said(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="none"):
        read_wordings(tmp_path / "none.yaml")


# -- the shipped model -----------------------------------------------------------------------------------------------


def untaught() -> list[Wording]:
    """The unseen wordings but for the shortest, which are everybody's: "website?"."""
    taught = {wording.text.casefold() for wording in read_wordings(FILES / "steps.yaml")}
    return [w for w in read_wordings(FILES / "steps_unseen.yaml") if w.text.casefold() not in taught]


def test_the_shipped_model_takes_unseen_wordings_rightly(answerer: Answerer) -> None:
    unseen = untaught()
    assert len(unseen) > 1000
    taken = [load_step_model().taken(words) for words in words_of(answerer, unseen)]
    for language in ("en", "de"):
        right = [t.step == w.step for t, w in zip(taken, unseen, strict=True) if w.language == language]
        assert np.mean(right) >= 0.93, language
    likely = [t.step == w.step for t, w in zip(taken, unseen, strict=True) if t.likelihood >= 0.8]
    assert len(likely) > len(unseen) * 0.7
    assert np.mean(likely) >= 0.985
    others = [t for t, w in zip(taken, unseen, strict=True) if w.step == "other"]
    assert np.mean([t.step == "other" or t.likelihood < 0.45 for t in others]) >= 0.95


# -- in conversations ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "begins"),
    [
        (("Which clusters in Hamburg have the gold label?", "ok now all of them, not only the ones with gold"), "Understood: in Hamburg.\n10 clusters fit"),
        (("Gibt es in Hamburg Cluster mit Gold-Label?", "Es muss kein Gold sein, zeig mir alle Hamburger Cluster."), "Verstanden: in Hamburg.\n10 Cluster passen"),
        (("Which clusters for space technologies are there in Lower Saxony?", "It can also be elsewhere in Germany."), "Understood: Space Technologies.\n7 clusters fit"),
        (("Welche Gesundheitscluster hat Sachsen?", "Alle außer denen mit Silber können Sie weglassen."), "Verstanden: Gesundheitswirtschaft, in Sachsen, mit Silber-Label."),
        (("I am looking for photonics clusters in Thuringia.", "What does the third one do?", "Please show me only those with a silver label."), "Understood: Optical Technologies and Photonics, in Thuringia, with the silver label."),
        (("Which clusters for digitisation are there in Bavaria?", "Can I see the remaining ones, please?"), "Understood: Digitisation, in Bavaria.\n9 clusters fit:\n9. "),
        (("Welche Cluster der Gesundheitswirtschaft gibt es in NRW insgesamt?", "ja gern, alle"), "Verstanden: Gesundheitswirtschaft, in Nordrhein-Westfalen.\n10 Cluster passen:\n9. "),
        (("Welche Cluster für Verkehrstechnologien gibt es in Bayern?", "Auf wie viele Cluster kommt man da?"), "4 Cluster passen: Verkehrstechnologien, in Bayern."),
        (("Which clusters are there in Bremen?", "Tell me about the first one.", "Can I see all the results from before again?"), "Understood: in Bremen."),
        (("Welche Cluster gibt es in Bremen?", "Wer entscheidet über die Aufnahme bei go-cluster?", "Zurück zur Liste bitte"), "Verstanden: in Bremen."),
        (("Which microsystems clusters are there?", "Filter for go-cluster membership"), "Understood: Microsystems Technologies, members of go-cluster."),
        (("Which clusters for medical technologies are there in Berlin?", "Tell me about the first one.", "let us go on to the one that follows"), "Cluster Gesundheitswirtschaft Berlin-Brandenburg"),
    ],
)  # fmt: skip
def test_a_search_goes_on_in_words_that_no_rule_foresees(
    texts: tuple[str, ...], begins: str, conversation_factory: Callable[[], Conversation]
) -> None:
    assert last(conversation_factory(), *texts).startswith(begins)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("What is Silicon Saxony e.V. in Dresden about?", "Which Bundesland does this cluster come from?"), "Dresden (Saxony)"),
        (("Was ist Measurement Valley e.V.?", "An welchem Ort hat es seinen Hauptsitz?"), "Göttingen"),
        (("Photonik-Cluster in Thüringen", "Können Sie mir das Gründungsjahr von dem ganz oben sagen?"), "1999"),
        (("Photonics clusters in Thuringia", "the one at the head of the list, which label has it got?"), "gold label"),
        (("Photonics clusters in Thuringia", "Could I have the homepages of all of these?"), "https://optonet-jena.de"),
    ],
)  # fmt: skip
def test_details_are_asked_in_words_that_no_rule_foresees(
    texts: tuple[str, ...], expected: str, conversation_factory: Callable[[], Conversation]
) -> None:
    assert expected in last(conversation_factory(), *texts)


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        # a statement surely tells which: no search
        (("Which clusters in Baden-Württemberg have gold?", "Which clusters were the very first to be given gold?"), "answer"),
        (("Which clusters in Saxony have bronze?", "Seit welchem Jahr müssen Mitglieder am Silber-Verfahren teilnehmen?"), "answer"),
        # what was told last is no list
        (("Photonics clusters in Jena", "What does the gold label cost?", "could you repeat that?"), "abstention"),
        # another cluster is named
        (("HZwo in Chemnitz", "And when was the h2-netzwerk-ruhr founded?"), "clusters"),
        # what no profile tells is no step
        (("What is Silicon Saxony e.V. in Dresden about?", "What is the annual fee there?"), "abstention"),
    ],
)  # fmt: skip
def test_what_is_no_step_is_left_to_the_rules(
    texts: tuple[str, ...], kind: str, conversation_factory: Callable[[], Conversation]
) -> None:
    conversation = conversation_factory()
    answers = [conversation.reply(Message(text, session="a")).answer for text in texts]
    assert answers[-1].kind == kind


def test_after_a_statement_no_step_is_taken(answerer: Answerer) -> None:
    told = Topic(question="Who runs go-cluster?", statement_ids=("pub-team-contractor",), cluster_ids=("optonet",))
    assert instead_of_none("its website?", "en", told, answerer) is None
    assert instead_of_none("its website?", "en", Topic(), answerer) is None
    request = Request("its website?", "en", cluster_ids=("optonet",))
    assert with_step(request, "its website?", "en", told, answerer) is request


def test_what_the_rules_have_settled_stays(answerer: Answerer) -> None:
    wish = Wish(laender=("bavaria",), labels=("gold",))
    topic = Topic(wish=wish, listed=("a", "b"), cluster_ids=("a", "b"))
    settled = [
        Request("x", "en", wish=wish.without("label")),
        Request("x", "en", wish=wish, is_count=True),
        Request("x", "en", cluster_ids=("a", "b")),
    ]
    for request in settled:
        assert with_step(request, "the label is not important to us", "en", topic, answerer) is request
    as_before = Request("x", "en", wish=wish)
    taken = with_step(as_before, "the label is not important to us", "en", topic, answerer)
    assert taken is not None
    assert taken.wish == wish.without("label")
