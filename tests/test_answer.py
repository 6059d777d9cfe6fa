"""Which part replies, and what it says, over a few made statements and clusters and with weights set by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made import document, opened, passage, profile

from knowledge.answers.answer import Answerer
from knowledge.answers.context import answered
from knowledge.asked.question import analyse
from knowledge.clusters.outcomes import Outcome, Request
from knowledge.clusters.wishes import Wish
from knowledge.quotation.wording import CONTACT
from knowledge.records import Answer, Document, Language, Source
from knowledge.retrieval.model import Model, Weights
from knowledge.retrieval.retrieval import Retrieved
from knowledge.statements.choosing import quotation
from knowledge.words.text import terms

# A statement answers when it has more than half of what the question's words tell; clusters are wanted where a list is.
HALF = Weights(("coverage",), (10.0,), -5.0)
MODEL = Model(HALF, HALF, Weights(("list_of_clusters",), (2.0,), -1.0), threshold=0.5, second=0.5)
BOOK = Source(title="Book", date="2023-01", page="7")

FACTS: list[dict[str, Any]] = [
    {"statement_id": "bridge", "en": "The bridge is made of timber.", "de": "Die Brücke ist aus Holz."},
    {"statement_id": "crane", "en": "The crane lifts coal.", "as_of": "2022-10", "asked": ("What lifts coal?",)},
    {"statement_id": "old-fee", "en": "The fee is 10 euros.", "as_of": "2015"},
    {"statement_id": "new-fee", "en": "The fee is 20 euros now.", "as_of": "2022", "supersedes": ("old-fee",)},
    {"statement_id": "herons-a", "en": "Eleven herons nest.", "as_of": "2019"},
    {"statement_id": "herons-b", "en": "Twelve herons nest.", "as_of": "2021"},
    {
        "statement_id": "herons-both",
        "en": "Sources differ on how many herons nest: eleven or twelve.",
        "compares": ("herons-a", "herons-b"),
    },
    {"statement_id": "zebu", "en": "A zebu grunts.", "as_of": "2022-10"},
]
PORTS: list[dict[str, Any]] = [
    {"statement_id": "quay", "en": "Quays of granite have lamps, benches and taps."},
    {"statement_id": "mole", "en": "Moles have benches.", "asked": ("What do moles have?",)},
]
GAPS = [
    {"statement_id": "gap-depth", "en": "how deep the harbour is", "heading": "ports"},
    {"statement_id": "gap-weather", "en": "what the weather will be tomorrow", "heading": "off-topic"},
]
CLUSTERS = [
    profile(
        "weavers",
        fields=["Textile and Apparel Industry"],
        go_cluster={"status": "member", "as_of": "2023", "sources": [0]},
    ),
    profile(
        "dyers", fields=["Textile and Apparel Industry"], ecei_label={"level": "gold", "as_of": "2021", "sources": [1]}
    ),
    profile("lenses", city="Jena", state="Thüringen", fields=["Optical Technologies and Photonics"]),
    *(
        profile(
            f"glass{year}",
            city=city,
            state=state,
            fields=["Plastics Technologies"],
            founded={"year": year, "sources": [0]},
        )
        for year, city, state in (
            (1999, "Dresden", "Sachsen"),
            (1990, "Rostock", "Mecklenburg-Vorpommern"),
            (2005, "Rostock", "Mecklenburg-Vorpommern"),
        )
    ),
]


def page(language: Language, entries: list[dict[str, Any]], doc_id: str, **known: Any) -> Document:
    told = [entry for entry in entries if language in entry]
    made = document(doc_id, *(entry[language] for entry in told), **{"language": language, "sources": (BOOK,), **known})
    extra = [{k: v for k, v in entry.items() if k not in ("en", "de")} for entry in told]
    passages = (replace(p, **e) for p, e in zip(made.passages, extra, strict=True))
    return replace(made, passages=tuple(passages))


NOTES = "Coal is black. It burns for a long time and gives much heat to the boilers. Ash is grey."
DOCUMENTS = (
    page("en", FACTS, "page/en", kind="statement", heading="Works › Details"),
    page("de", FACTS, "page/de", kind="statement", heading="Werke"),
    page("en", PORTS, "page/en/ports.md", kind="statement", heading="Ports › Quays"),
    page("en", GAPS, "gaps/en", kind="gap", sources=()),
    document("notes.txt", NOTES),
)


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    base = opened(tmp_path_factory.mktemp("data"), *DOCUMENTS, profiles=CLUSTERS)
    yield Answerer(base, MODEL)
    base.close()


Ask = Callable[..., Outcome]


@pytest.fixture(scope="module")
def ask(answerer: Answerer) -> Ask:
    def answer(text: str, language: Language = "en", **known: Any) -> Outcome:
        return answerer.answer(Request(text, language, **known))

    return answer


# -- statements --------------------------------------------------------------------------------


def test_a_statement_is_quoted_whole_with_its_citation(ask: Ask, answerer: Answerer) -> None:
    outcome = ask("Which bridge is made of timber?")
    answer = outcome.answer
    assert (answer.kind, answer.text) == ("answer", "The bridge is made of timber. [1]")
    (citation,) = answer.citations
    assert (citation.title, citation.date, citation.page) == ("Book", "2023-01", "7")
    assert (citation.doc_id, citation.quote) == ("page/en", "The bridge is made of timber.")
    assert outcome.statement_ids == ("bridge",)
    assert answer.generation == answerer.base.manifest.generation
    assert answer.confidence == pytest.approx(1 / (1 + 2.718281828459045**-5), abs=1e-4)


@pytest.mark.parametrize(
    ("question", "kind", "in_context", "is_mapped"),
    [
        ("Which bridge is made of timber?", "answer", False, True),
        ("Which bridge is made of timber?", "answer", True, False),  # a confidence of its own was worked out for it
        ("How much heat for the boilers?", "answer", False, False),  # plain text
        ("Does the moon have craters?", "abstention", False, False),  # refused: there is no answer that could be right
    ],
)
def test_an_answer_of_statements_has_the_confidence_of_an_answer(
    question: str, kind: str, in_context: bool, is_mapped: bool, answerer: Answerer
) -> None:
    told = Answerer(answerer.base, replace(MODEL, right=Weights(("odds", "yesno"), (0.0, 0.0), -1.0)))
    as_it_was, found = (
        answered(a, Request(question, "en"), a.retrieve(question, "en") if in_context else None).answer
        for a in (answerer, told)
    )
    assert (found.kind, found.text) == (kind, as_it_was.text)
    mapped = pytest.approx(1 / (1 + 2.718281828459045), abs=1e-4)
    assert found.confidence == (mapped if is_mapped else as_it_was.confidence)


def test_the_statement_comes_in_the_language_of_the_question(ask: Ask) -> None:
    assert ask("Welche Brücke ist aus Holz?", "de").answer.text == "Die Brücke ist aus Holz. [1]"


def test_a_statement_that_only_the_other_language_has_is_introduced(ask: Ask) -> None:
    assert ask("Zebu?", "de").answer.text == (
        "Das steht in den Quellen nur auf Englisch:\n\nA zebu grunts. (Stand: Oktober 2022) [1]"
    )


def test_a_statement_that_does_not_say_when_it_held_is_followed_by_it(ask: Ask) -> None:
    assert ask("Which crane lifts coal?").answer.text == "The crane lifts coal. (as of October 2022) [1]"


def test_a_newer_statement_takes_the_place_of_the_one_it_supersedes(ask: Ask) -> None:
    outcome = ask("What is the fee of 10 euros?")
    assert outcome.statement_ids[0] == "new-fee"


def test_a_question_that_names_its_time_gets_the_statement_of_that_time(ask: Ask) -> None:
    outcome = ask("What was the fee of 10 euros in 2015?")
    assert outcome.statement_ids[0] == "old-fee"


def test_what_sources_state_differently_is_given_with_the_newest_and_the_comparison(ask: Ask) -> None:
    outcome = ask("How many herons nest?")
    assert outcome.statement_ids == ("herons-b", "herons-both")
    assert outcome.answer.text == (
        "Twelve herons nest. (as of 2021) [1]\n\nSources differ on how many herons nest: eleven or twelve. [2]"
    )


def test_of_plain_text_the_sentence_that_answers_is_quoted(ask: Ask) -> None:
    answer = ask("What burns and gives heat to boilers?").answer
    assert answer.text == "It burns for a long time and gives much heat to the boilers. [1]"
    assert answer.citations[0].title == "notes.txt"


def test_what_other_pages_tell_is_offered_only_where_it_is_likelier_asked_for_than_not(ask: Ask) -> None:
    answer = ask("Is the coal black?").answer
    assert answer.citations[0].doc_id == "notes.txt"
    assert answer.offers == ()


def test_offers_are_questions_that_the_next_statements_of_the_page_answer(ask: Ask) -> None:
    outcome = ask("Have quays of granite lamps, benches, taps, a crane, coal?")
    assert (outcome.statement_ids, outcome.answer.offers) == (("quay",), ("What do moles have?",))


# -- abstentions -------------------------------------------------------------------------------


def test_what_the_sources_do_not_say_is_said_so_with_the_closest_page_and_a_contact(ask: Ask) -> None:
    answer = ask("Which bridge did the zeppelin moor at and quite recently bombarded Xanadu?").answer
    assert answer.kind == "abstention"
    assert answer.reason is not None
    assert (answer.citations, answer.clusters, answer.offers) == ((), (), ())
    assert "[" not in answer.text


def test_a_known_gap_is_named(ask: Ask) -> None:
    answer = ask("How deep is the harbour?").answer
    assert (answer.kind, answer.citations) == ("abstention", ())
    assert answer.text.startswith("The sources do not say how deep the harbour is.")
    assert answer.text.endswith(f"The programme office can help: {CONTACT}.")
    assert answer.reason == "the sources do not say"


def test_the_page_closest_to_a_known_gap_is_that_of_its_topic(ask: Ask) -> None:
    assert "The closest page is “Ports”." in ask("How deep is the harbour?").answer.text


def test_what_is_no_matter_of_the_programme_is_declined(ask: Ask) -> None:
    answer = ask("What will the weather be tomorrow?").answer
    assert (answer.kind, answer.reason) == ("abstention", "outside the sources")
    assert answer.text.startswith("That is outside what I know")


def test_one_unknown_word_is_not_enough_to_be_no_matter_of_the_programme(ask: Ask) -> None:
    answer = ask("Why was it televised?").answer
    assert (answer.kind, answer.reason) == ("abstention", "the sources do not say")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("text", ["?", "the of", "🎉🎉"])
def test_a_question_without_content_has_no_answer(ask: Ask, text: str, language: Language) -> None:
    answer = ask(text, language).answer
    assert (answer.kind, answer.citations) == ("abstention", ())
    assert answer.text


# -- how sure is sure enough -------------------------------------------------------------------


def sure(odds: float, **known: float) -> Model:
    """A model that is equally sure of whatever comes first."""
    return replace(MODEL, answer=Weights((), (), odds), **{"threshold": 0.4, "plain_threshold": 0.7, **known})


NEARLY = sure(0.5)  # 0.62
VERY = sure(3.0)  # 0.95
HARDLY = sure(-3.0)  # 0.05


def reply(folder: Path, model: Model, text: str, *documents: Document, language: Language = "en") -> Answer:
    base = opened(folder, *documents)
    outcome = Answerer(base, model).answer(Request(text, language))
    base.close()
    return outcome.answer


def stated(doc_id: str, text: str, **known: Any) -> Document:
    return document(doc_id, text, kind="statement", statement_id=doc_id, **known)


HARBOUR = (
    stated("harbour", "The harbour has cranes."),
    document("gaps", "how deep the harbour is", kind="gap", statement_id="gap-depth", heading="ports"),
)


@pytest.mark.parametrize(("model", "kind"), [(NEARLY, "answer"), (sure(0.5, threshold=0.63), "abstention")])
def test_a_statement_is_given_from_the_threshold_on(model: Model, kind: str, tmp_path: Path) -> None:
    assert reply(tmp_path, model, "What does the harbour have?", *HARBOUR).kind == kind


@pytest.mark.parametrize(("model", "kind"), [(VERY, "answer"), (NEARLY, "abstention")])
def test_plain_text_must_be_surer(model: Model, kind: str, tmp_path: Path) -> None:
    assert reply(tmp_path, model, "What gives heat to boilers?", document("notes.txt", NOTES)).kind == kind


def test_a_known_gap_does_not_keep_a_statement_back_that_is_sure_enough(tmp_path: Path) -> None:
    answer = reply(tmp_path, VERY, "How deep is the harbour?", *HARBOUR)
    assert (answer.kind, answer.text) == ("answer", "The harbour has cranes. [1]")


def test_a_known_gap_that_leads_keeps_one_back_that_is_hardly_surer_than_it_must_be(tmp_path: Path) -> None:
    assert reply(tmp_path, NEARLY, "How deep is the harbour?", *HARBOUR).kind == "abstention"
    assert reply(tmp_path, NEARLY, "Is the harbour deep?", *HARBOUR).kind == "answer"


def test_a_known_gap_words_the_refusal_of_a_statement_that_is_not(tmp_path: Path) -> None:
    answer = reply(tmp_path, HARDLY, "How deep is the harbour?", *HARBOUR)
    assert answer.kind == "abstention"
    assert answer.text.startswith("The sources do not say how deep the harbour is.")


def test_a_gap_that_is_less_likely_than_a_statement_does_not_word_it(tmp_path: Path) -> None:
    answer = reply(tmp_path, HARDLY, "Which cranes does the harbour have?", *HARBOUR)
    assert answer.kind == "abstention"
    assert answer.text.startswith("The sources do not say that.")


def test_a_statement_without_the_value_that_is_asked_for_must_be_very_sure(tmp_path: Path) -> None:
    cranes = stated("harbour", "The harbour has big cranes.")
    assert reply(tmp_path / "a", NEARLY, "How many cranes does the harbour have?", cranes).kind == "abstention"
    assert reply(tmp_path / "b", VERY, "How many cranes does the harbour have?", cranes).kind == "answer"
    assert reply(tmp_path / "c", NEARLY, "Which cranes does the harbour have?", cranes).kind == "answer"


def test_a_question_in_two_languages_is_answered_in_that_of_its_grammar(tmp_path: Path) -> None:
    weights = Weights(("coverage",), (8.0,), -4.0)
    answer = reply(tmp_path, replace(MODEL, answer=weights, threshold=0.9), "Has the Hafen cranes?", *HARBOUR[:1])
    assert (answer.kind, answer.text) == ("answer", "The harbour has cranes. [1]")


MEETING = stated("meeting", "The meeting of 2014 was in Bonn.")


def test_a_statement_of_another_year_is_kept_back_however_sure(tmp_path: Path) -> None:
    assert reply(tmp_path, VERY, "Where was the meeting of 2016?", MEETING).kind == "abstention"


def test_a_statement_of_the_year_that_is_named_is_given(tmp_path: Path) -> None:
    assert reply(tmp_path, VERY, "Where was the meeting of 2014?", MEETING).text == (
        "The meeting of 2014 was in Bonn. [1]"
    )


# -- yes and no --------------------------------------------------------------------------------

TREFFEN = stated("treffen", "Das Treffen von 2014 war in Bonn.", language="de")


@pytest.mark.parametrize(
    ("question", "text", "language"),
    [
        ("Was the meeting of 2014 in Bonn?", "Yes. The meeting of 2014 was in Bonn. [1]", "en"),
        ("Was the meeting of 2016 in Bonn?", "No. The meeting of 2014 was in Bonn. [1]", "en"),
        ("Was the meeting of 2014 in Ulm?", "No. The meeting of 2014 was in Bonn. [1]", "en"),
        ("War das Treffen von 2014 in Bonn?", "Ja. Das Treffen von 2014 war in Bonn. [1]", "de"),
        ("War das Treffen von 2016 in Bonn?", "Nein. Das Treffen von 2014 war in Bonn. [1]", "de"),
    ],
)
def test_yes_or_no_comes_before_the_statement_that_decides(
    question: str, text: str, language: Language, tmp_path: Path
) -> None:
    assert reply(tmp_path, VERY, question, MEETING, TREFFEN, language=language).text == text


def test_yes_or_no_is_no_part_of_the_quote(tmp_path: Path) -> None:
    (citation,) = reply(tmp_path, VERY, "Was the meeting of 2014 in Bonn?", MEETING).citations
    assert citation.quote == "The meeting of 2014 was in Bonn."


def test_of_a_statement_that_is_less_sure_neither_yes_nor_no_is_said_but_that_it_comes_closest(tmp_path: Path) -> None:
    answer = reply(tmp_path, NEARLY, "Was the meeting of 2014 in Bonn?", MEETING)
    assert answer.text == "The closest to this:\n\nThe meeting of 2014 was in Bonn. [1]"


def test_what_answers_another_question_is_given_without_that(tmp_path: Path) -> None:
    answer = reply(tmp_path, NEARLY, "Where was the meeting of 2014?", MEETING)
    assert answer.text == "The meeting of 2014 was in Bonn. [1]"


def test_a_sure_statement_that_decides_nothing_is_given_without_that(tmp_path: Path) -> None:
    cranes = stated("harbour", "The harbour has cranes for boats of all sizes.")
    answer = reply(tmp_path, VERY, "Does the harbour let out its cranes?", cranes)
    assert answer.text == "The harbour has cranes for boats of all sizes. [1]"


# -- topics ------------------------------------------------------------------------------------

HERON_PAGES = (
    stated("food", "Herons eat fish.", heading="Food", asked=("What do herons eat?",)),
    stated("nests", "Herons nest in trees.", heading="Nests", asked=("Where do herons nest?",)),
    stated("reiher", "Reiher fressen Fisch.", language="de", heading="Futter", asked=("Was fressen Reiher?",)),
    stated("horste", "Reiher nisten in Horsten.", language="de", heading="Horste", asked=("Wo nisten Reiher?",)),
)


@pytest.mark.parametrize(
    ("topic", "language", "lines"),
    [
        (
            "Herons?",
            "en",
            [
                "“Herons” can mean several things. Which of these would you like to know?",
                "1. What do herons eat?",
                "2. Where do herons nest?",
            ],
        ),
        (
            "Reiher",
            "de",
            [
                "„Reiher“ kann Verschiedenes meinen. Was davon möchten Sie wissen?",
                "1. Wo nisten Reiher?",
                "2. Was fressen Reiher?",
            ],
        ),
    ],
)
def test_a_topic_that_can_mean_several_things_is_asked_back(
    topic: str, language: Language, lines: list[str], tmp_path: Path
) -> None:
    answer = reply(tmp_path, sure(0.0), topic, *HERON_PAGES, language=language)
    assert (answer.kind, answer.citations, answer.clusters) == ("clarification", (), ())
    assert answer.text.splitlines() == lines
    assert answer.offers == tuple(line[3:] for line in lines[1:])


def test_a_question_about_the_topic_is_not_asked_back(tmp_path: Path) -> None:
    assert reply(tmp_path, sure(0.0), "What do herons eat?", *HERON_PAGES).text.startswith("Herons eat fish. [1]")


def test_a_topic_that_is_sure_is_answered(tmp_path: Path) -> None:
    assert reply(tmp_path, VERY, "Herons", *HERON_PAGES).kind == "answer"


ZEBU = stated("zebu", "A zebu grunts.")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Zebu?", "answer"),
        ("Zebu grunts", "answer"),
        ("What does a zebu do?", "abstention"),  # it asks for more than the word
        ("Zebu zeppelin", "abstention"),
        ("Zeppelin", "abstention"),
    ],
)
def test_known_words_alone_are_answered_however_unsure(text: str, kind: str, tmp_path: Path) -> None:
    assert reply(tmp_path, HARDLY, text, ZEBU).kind == kind


# -- clusters ----------------------------------------------------------------------------------


def test_a_list_of_clusters_is_asked_of_the_finder(ask: Ask) -> None:
    outcome = ask("Which textile clusters are there in Saxony?")
    assert outcome.answer.kind == "clusters"
    assert [card.id for card in outcome.answer.clusters] == list(outcome.cluster_ids)
    assert sorted(outcome.cluster_ids) == ["dyers", "weavers"]
    assert outcome.wish is not None
    assert (outcome.wish.fields, outcome.wish.laender) == (("textile",), ("SN",))
    assert outcome.answer.confidence == 1.0


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We knit socks in Chemnitz and hope for company.", "clusters"),
        ("We knit socks and hope for company.", "abstention"),
        ("We play chess in Chemnitz and hope for company.", "abstention"),
        ("Socks are knitted in Chemnitz.", "abstention"),
        ("Gold label, Saxony", "clusters"),
    ],
)
def test_conditions_with_a_place_or_what_a_firm_makes_and_where_are_taken_for_a_wish(
    text: str, kind: str, ask: Ask
) -> None:
    assert ask(text).answer.kind == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Light through lenses and prisms, which network fits?", "clusters"),
        ("How many partners does a network need for textiles in Saxony?", "abstention"),
    ],
)
def test_which_cluster_fits_is_a_wish_and_what_a_cluster_needs_is_none(text: str, kind: str, ask: Ask) -> None:
    assert ask(text).answer.kind == kind


def test_a_wish_of_an_earlier_turn_is_carried_out_whatever_the_words(ask: Ask) -> None:
    outcome = ask("And there?", wish=Wish(laender=("TH",)))
    assert outcome.cluster_ids == ("lenses",)


def test_where_no_cluster_fits_the_answer_abstains_and_says_what_to_drop(ask: Ask) -> None:
    outcome = ask("Which textile clusters are there in Bremen?")
    answer = outcome.answer
    assert (answer.kind, answer.reason, answer.citations, answer.clusters) == ("abstention", "no cluster fits", (), ())
    assert answer.text == (
        "No cluster in the sources fits all of that: Textile and Apparel Industry, in Bremen. Without the place, 2 would fit."
    )
    assert outcome.wish is not None


def test_a_cluster_that_is_named_is_described(ask: Ask) -> None:
    outcome = ask("What is Dyers Network?")
    assert outcome.answer.kind == "clusters"
    assert outcome.cluster_ids == ("dyers",)
    assert outcome.answer.text.startswith("Dyers Network: They build engines. [1]")
    assert "It holds the ECEI gold label (as of 2021)." in outcome.answer.text


def test_a_name_alone_is_a_question_for_the_cluster(ask: Ask) -> None:
    assert ask("Dyers Network").cluster_ids == ("dyers",)


def test_a_detail_of_a_cluster_is_answered_first(ask: Ask) -> None:
    text = ask("Where is Lenses Network based?").answer.text
    assert text.splitlines()[0].startswith("Lenses Network has its seat in Jena (Thuringia).")


def test_of_a_membership_that_is_unknown_nothing_is_claimed(ask: Ask) -> None:
    answer = ask("Is Dyers Network a member of go-cluster?").answer
    assert answer.text.startswith("Whether Dyers Network is a member of go-cluster, the sources do not say.")
    assert answer.clusters[0].go_cluster.status == "unknown"


def test_a_membership_is_told_with_its_date(ask: Ask) -> None:
    answer = ask("Is Weavers Network a member of go-cluster?").answer
    assert answer.text.startswith("Yes. Weavers Network is a member of the go-cluster programme (as of 2023). [1]")
    assert (answer.clusters[0].go_cluster.status, answer.clusters[0].go_cluster.as_of) == ("member", "2023")


def test_clusters_that_are_named_together_are_told_of_one_after_the_other(ask: Ask) -> None:
    outcome = ask("Where are Dyers Network and Lenses Network based?")
    assert outcome.cluster_ids == ("dyers", "lenses")
    assert [line.split(" has")[0] for line in outcome.answer.text.splitlines()] == ["Dyers Network", "Lenses Network"]


def test_what_a_profile_does_not_say_is_not_answered_by_another_thing_it_says(ask: Ask) -> None:
    answer = ask("Who is the treasurer and the zookeeper of Dyers Network?").answer
    assert (answer.kind, answer.citations) == ("abstention", ())
    assert "Dyers Network" in answer.text


def test_what_is_said_of_another_cluster_puts_right_what_is_asked_of_the_one_that_is_named(tmp_path: Path) -> None:
    prize = stated("prize", "The regatta prize was won by Dyers Network.")
    base = opened(tmp_path, prize, profiles=CLUSTERS)
    model = replace(MODEL, answer=Weights(("coverage",), (6.0,), -3.0), threshold=0.3)
    outcome = Answerer(base, model).answer(Request("With what regatta was the prize won by Lenses Network?", "en"))
    base.close()
    assert outcome.answer.text == "The regatta prize was won by Dyers Network. [1]"


def test_a_pronoun_is_asked_of_the_cluster_by_its_name(tmp_path: Path) -> None:
    base = opened(
        tmp_path,
        stated("other", "It runs a ferry, and whoever runs it runs a harbour."),
        stated("own", "Quill runs DYERS."),
        profiles=[profile("dyers", short_name="DYERS"), *CLUSTERS[2:]],
    )
    model = replace(MODEL, answer=Weights(("coverage",), (6.0,), -3.0), threshold=0.3)
    outcome = Answerer(base, model).answer(Request("who runs it? DYERS", "en", cluster_ids=("dyers",)))
    base.close()
    assert outcome.answer.text == "Quill runs DYERS. [1]"


def test_how_long_another_level_of_the_label_is_valid_is_no_answer(tmp_path: Path) -> None:
    bronze = stated("bronze", "The bronze label of the regatta is valid for two years.")
    gap = document("gap", "how long the gold label is valid", kind="gap", statement_id="gap", heading="labels")
    base = opened(tmp_path, bronze, gap)
    answerer = Answerer(base, replace(MODEL, answer=Weights(("coverage",), (60.0,), 0.0), threshold=0.3))
    gold, silver, claimed = (
        answerer.answer(Request(text, "en")).answer
        for text in (
            "How long is the gold label of the regatta valid?",
            "How long is the bronze label of the regatta valid?",
            "Is the gold label of the regatta valid for two years?",
        )
    )
    base.close()
    assert (gold.kind, gold.confidence) == ("abstention", 0.0)
    assert silver.text.startswith("The bronze label of the regatta is valid for two years.")
    assert claimed.kind == "answer"


def test_where_another_statement_comes_first_that_of_the_named_cluster_is_given(tmp_path: Path) -> None:
    base = opened(
        tmp_path,
        stated("all", "Four members held the regatta prize and the harbour prize in 2022."),
        stated("own", "The regatta prize of 2022 went to Dyers Network."),
        profiles=CLUSTERS,
    )
    model = replace(MODEL, answer=Weights(("coverage",), (6.0,), -3.0), threshold=0.3)
    answerer = Answerer(base, model)
    question = "Did Dyers Network, of all members, hold the regatta and the harbour prize in 2022?"
    first = answerer.retrieve(question, "en").candidates[0].passage.statement_id
    outcome = answerer.answer(Request(question, "en"))
    strict = Answerer(base, replace(model, threshold=0.99)).answer(Request(question, "en"))
    base.close()
    assert (first, outcome.statement_ids[0]) == ("all", "own")
    assert strict.answer.kind == "abstention"


def test_a_cluster_of_an_earlier_turn_needs_no_name(ask: Ask) -> None:
    outcome = ask("Where is it based?", cluster_ids=("lenses",))
    assert outcome.cluster_ids == ("lenses",)
    assert outcome.answer.text.startswith("Lenses Network has its seat in Jena")


def test_without_profiles_no_clusters_are_looked_for(tmp_path: Path) -> None:
    base = opened(tmp_path, document("notes.txt", NOTES))
    outcome = Answerer(base, MODEL).answer(Request("Which textile clusters are there in Saxony?", "en"))
    base.close()
    assert outcome.answer.kind == "abstention"


# -- what is quoted ----------------------------------------------------------------------------


def quoted(text: str, question: str, **known: Any) -> str:
    found = Retrieved(analyse(question), "en", frozenset(terms(question, "en")))
    return quotation(passage("d#0", text, **known), found)


COAL = "Coal is black and comes out of great depth."
HERONS = "Herons nest on tall cranes by the harbour."
ASH = "Ash is grey, and there were 12 tons of it."
LONG = f"{COAL} {HERONS} {ASH}"


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Do herons nest?", HERONS),
        ("black coal", COAL),
        ("grey ash", ASH),
        ("coal and herons", f"{COAL} {HERONS}"),
        ("coal and ash", COAL),  # they are not beside each other: the earlier of equals
        ("zeppelins", COAL),
        ("How many nest?", f"{HERONS} {ASH}"),  # it has a number
    ],
)
def test_the_one_or_two_sentences_with_most_of_what_is_asked_are_quoted(question: str, quote: str) -> None:
    assert quoted(LONG, question) == quote


def test_two_sentences_of_great_length_are_not_quoted_together() -> None:
    coal, herons = f"Coal {'is ' * 100}black.", f"Herons {'do ' * 100}nest."
    assert quoted(f"{coal} {herons}", "herons and coal") == coal


@pytest.mark.parametrize("kind", ["statement", "profile", "gap"])
def test_all_but_plain_text_is_quoted_whole(kind: str) -> None:
    assert quoted(LONG, "ash", kind=kind) == LONG


def test_a_question_in_the_text_is_quoted_only_where_there_is_nothing_else() -> None:
    assert quoted(f"Where do herons nest by the harbour? {HERONS}", "Where do herons nest by the harbour?") == HERONS
    assert quoted("Where do herons nest?", "Where do herons nest?") == "Where do herons nest?"


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("Which is the oldest cluster?", ["glass1990", "glass1999", "glass2005"]),
        ("Which network was founded last?", ["glass2005", "glass1999", "glass1990"]),
        ("Which is the oldest cluster in Rostock?", ["glass1990", "glass2005"]),
    ],
)
def test_the_oldest_of_all_clusters_or_of_those_described_is_told(ask: Ask, question: str, order: list[str]) -> None:
    answer = ask(question).answer
    assert [card.id for card in answer.clusters] == order
    assert "1990" in answer.text
    assert answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "Which is the oldest bridge?",  # of no cluster
        "Who leads the oldest cluster?",  # something beside it
        "Which was the oldest cluster at the conference?",
        "Which was the oldest cluster in 2015?",
    ],
)
def test_what_is_asked_beside_an_order_is_not_answered_by_it(ask: Ask, question: str) -> None:
    assert not ask(question).listed


def test_text_of_the_other_language_is_compared_with_the_translated_question() -> None:
    found = Retrieved(
        analyse("Wo nisten Reiher?"),
        "de",
        frozenset(terms("Wo nisten Reiher?", "de")),
        translated=frozenset({"heron", "nest"}),
    )
    assert quotation(passage("d#0", LONG), found) == HERONS


def test_a_mark_stands_behind_the_quotation_and_not_behind_its_first_paragraph(tmp_path: Path) -> None:
    text = "2022\n\nThe herons nested on tall cranes by the harbour."
    answer = reply(tmp_path, VERY, "When did the herons nest on cranes by the harbour?", document("birds", text))
    assert answer.text == "2022 The herons nested on tall cranes by the harbour. [1]"
    assert answer.citations[0].quote == text


@pytest.mark.parametrize(("model", "kind"), [(NEARLY, "answer"), (HARDLY, "abstention")])
def test_text_of_the_other_language_may_be_less_sure(model: Model, kind: str, tmp_path: Path) -> None:
    text = "Herons nest on tall cranes by the harbour."
    answer = reply(tmp_path, model, "Wo nisten Reiher am Hafen?", document("birds", text), language="de")
    assert answer.kind == kind
