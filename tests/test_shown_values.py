"""What is asked of the values of one, two or three clusters that were shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.records import Answer

COMPARED = "Compare OptoNet and Optence."


def talk(conversation: Conversation, *texts: str) -> Answer:
    return [conversation.reply(Message(text, session="a")).answer for text in texts][-1]


@pytest.mark.parametrize(
    ("texts", "begins", "ids"),
    [
        ((COMPARED, "Are both members?"), "Yes. OptoNet", ["optonet", "optence"]),
        ((COMPARED, "Do they both belong to go-cluster?"), "Yes. OptoNet", ["optonet", "optence"]),
        ((COMPARED, "Have both got gold?"), "No. OptoNet", ["optonet", "optence"]),
        ((COMPARED, "which of the two has gold", "is it in Bavaria?"), "No. OptoNet", ["optonet"]),
        ((COMPARED, "And which one has the better label?"), "By the level of their labels", ["optonet", "optence"]),
        ((COMPARED, "Which one is closer to Frankfurt?"), "By the distance of their seats", ["optence", "optonet"]),
        (("Kennen Sie BioLAGO?", "Hat es mehr als 100 Mitglieder?"), "Ja. BioLAGO", ["biolago"]),
        (("Kennen Sie BioLAGO?", "Ist das in Bayern?"), "Nein. BioLAGO", ["biolago"]),
        (("Kennen Sie BioLAGO?", "Ist er älter als OptoNet?"), "Nein.", ["optonet", "biolago"]),
        (
            ("Vergleichen Sie bitte OptoNet und Photonics BW.", "Seit wann haben die Gold?"),
            "OptoNet",
            ["optonet", "photonics-bw"],
        ),
        (
            (COMPARED, "Und Photonics BW?", "Welches von den dreien liegt am nächsten an Frankfurt?"),
            "Nach der Entfernung ihrer Sitze von Frankfurt am Main",
            ["optence", "photonics-bw", "optonet"],
        ),
        (("Offshore wind clusters in Bremerhaven", "Are they bigger than WindEnergy Network?"), "Yes.", None),
        (("Offshore wind clusters in Bremerhaven", "Are they bigger than the one in Rostock?"), "Yes.", None),
    ],
)
def test_what_profiles_tell_of_a_few_is_told_of_these(
    texts: tuple[str, ...], begins: str, ids: list[str] | None, conversation_factory: Callable[[], Conversation]
) -> None:
    answer = talk(conversation_factory(), *texts)
    assert answer.kind == "clusters"
    assert answer.text.startswith(begins)
    assert ids is None or [card.id for card in answer.clusters] == ids


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Does BioLAGO have more than 100 members?", "Yes."),
        ("Hat BioLAGO weniger als 100 Mitglieder?", "Nein."),
        ("Sitzt BioLAGO in Konstanz?", "Ja."),
        ("Hat BioLAGO ein Silber-Label?", "Nein."),
        ("Is OptoNet older than Optence?", "Yes."),
        ("Ist OptoNet kleiner als Optence?", "Nein."),
        ("Sind OptoNet und Optence beide Mitglied von go-cluster?", "Ja."),
        ("Does MedicalMountains have a label?", "The sources name no ECEI label"),
        ("Which of OptoNet and Optence has the better label?", "By the level"),
        ("Is OptoNet closer to Berlin than Optence?", "Yes."),
        ("Welcher Cluster liegt näher an Frankfurt, OptoNet oder Optence?", "Nach der Entfernung"),
        ("Welches Label hat WAB und seit wann?", "WAB e.V. trägt das ECEI-Silber-Label"),
        ("How many members does Cool Silicon have and since when?", "Cool Silicon e.V. has"),
    ],
)
def test_clusters_by_name_are_asked_about_alike(
    text: str, begins: str, conversation_factory: Callable[[], Conversation]
) -> None:
    assert talk(conversation_factory(), text).text.startswith(begins)


def test_the_two_are_the_best_of_two_lists_where_neither_has_two(
    conversation_factory: Callable[[], Conversation],
) -> None:
    conversation = conversation_factory()
    lists = [talk(conversation, text).clusters for text in ("photonics clusters in Bavaria", "And in Thuringia?")]
    assert [len(found) == 2 for found in lists] == [False, False]
    answer = talk(conversation, "which of the two has gold?")
    assert [card.id for card in answer.clusters] == [found[0].id for found in lists]


@pytest.mark.parametrize(
    ("texts", "begins"),
    [
        (("photonics clusters in Thuringia", "gibt es die auch in Sachsen?"), "Zu allem zusammen"),
        (("photonics clusters in Thuringia", "Is there one in Bavaria?"), "Understood: Optical Technologies"),
        (("photonics clusters in Thuringia", "which of them have gold?"), "Understood: Optical Technologies"),
    ],
)
def test_a_further_wish_stays_one(
    texts: tuple[str, ...], begins: str, conversation_factory: Callable[[], Conversation]
) -> None:
    assert talk(conversation_factory(), *texts).text.startswith(begins)


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        (("Do you know Cool Silicon?", "does it cost us something to become part of go-cluster itself?"), "free"),
        (("Kennen Sie BioLAGO?", "wie wird man da bei go-cluster Mitglied?"), "Antragsverfahren"),
        (("Welches Label hat smart³?", "Wollen die noch mehr?"), "Gold-Label"),
        (("Wie viele Mitglieder hat smart³?", "Was haben die als nächstes vor?"), "Gold-Label"),
    ],
)
def test_the_programme_and_the_aims_of_a_cluster_are_told_by_statements(
    texts: tuple[str, ...], says: str, conversation_factory: Callable[[], Conversation]
) -> None:
    answer = talk(conversation_factory(), *texts)
    assert answer.kind == "answer"
    assert says in answer.text


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        (
            ("photonics clusters in Hesse", "is that all?"),
            "These 2 are all of which I know. Without the place, 14 would",
        ),
        (("Photonik-Cluster in Bayern", "nur einer?"), "Das ist der einzige, den ich kenne. Ohne den Ort"),
        (("photonics clusters", "Are those all?"), "9. "),
        (("Wir brauchen jemanden für Lacke im Raum Münster", "ist das alles??"), "passt kein anderer so gut"),
    ],
)
def test_whether_a_list_is_all_there_is(
    texts: tuple[str, ...], says: str, conversation_factory: Callable[[], Conversation]
) -> None:
    answer = talk(conversation_factory(), *texts)
    assert says in answer.text


def test_since_when_is_of_the_label_just_told(conversation_factory: Callable[[], Conversation]) -> None:
    answer = talk(conversation_factory(), "What label does WAB have?", "since when?")
    assert "Since when, the sources do not say." in answer.text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Wann bekam VDC Gold?", "Seit wann, sagen die Quellen nicht."),
        ("Since when has NIRO been a member of go-cluster?", "Since when, the sources do not say."),
        ("When did Silicon Saxony get the gold label?", "18 April 2012"),
        ("As smart³ has gold, when did it get it?", "silver label in 2021"),
        ("Since when has the BioEconomy Cluster been in go-cluster?", "17 September 2014"),
        ("Seit wann gehört der BioEconomy Cluster zu go-cluster?", "17. September 2014"),
        ("Seit wann ist der Software-Cluster bei go-cluster?", "23. Mai 2014"),
    ],
)
def test_only_a_statement_on_that_level_tells_since_when(
    text: str, says: str, conversation_factory: Callable[[], Conversation]
) -> None:
    assert says in talk(conversation_factory(), text).text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("What did AFBW get out of being in go-cluster?", "benefits of go-cluster membership"),
        ("Was hat smart³ von der Mitgliedschaft in go-cluster?", "Vorteile von go-cluster"),
    ],
)
def test_what_membership_brings_a_cluster_is_told_by_the_statement(
    text: str, says: str, conversation_factory: Callable[[], Conversation]
) -> None:
    answer = talk(conversation_factory(), text)
    assert answer.kind == "answer"
    assert says in answer.text


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Do they have more than 50 members?", "No. OptoNet"),
        ("does one of them have gold?", "Yes. OptoNet"),
        ("Are any of them in Jena?", "Understood: "),
    ],
)
def test_of_a_short_list_each_is_told(text: str, begins: str, conversation_factory: Callable[[], Conversation]) -> None:
    answer = talk(conversation_factory(), "photonics clusters in Thuringia", text)
    assert answer.text.startswith(begins)
    assert len(answer.clusters) == 4


def test_a_firm_is_no_cluster(conversation_factory: Callable[[], Conversation]) -> None:
    answer = talk(conversation_factory(), "Ist die Müller Präzisionsteile GmbH in einem Cluster?")
    assert answer.text.startswith("„Müller Präzisionsteile GmbH“ ist kein Cluster in den Quellen.")
    answer = talk(conversation_factory(), "Kennen Sie den Nordlicht Quantencluster e.V.?")
    assert answer.text.startswith("Einen Cluster namens „Nordlicht Quantencluster e.V.“ kennen die Quellen nicht.")
