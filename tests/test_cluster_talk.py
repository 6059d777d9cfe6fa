"""Talk about clusters: what goes on with a list, a comparison or a search that found none, in ordinary words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.on_clusters.left_out import without_refusal
from bot.on_clusters.whole_list import wants_list_again
from bot.session.messages import Message
from knowledge.answers.answer import Answerer


def last(conversation: Conversation, *texts: str) -> str:
    """What is replied to the last of `texts`."""
    return [conversation.reply(Message(text, session="a")).answer.text for text in texts][-1]


@pytest.mark.parametrize(
    ("texts", "begins"),
    [
        (("energy clusters in bavaria", "forget energy, logistics instead"), "Understood: Logistics, in Bavaria."),
        (("cluster für energie in bayern", "vergiss energie, lieber logistik"), "Verstanden: Logistik, in Bayern."),
        (("wood clusters in bavaria", "drop bavaria and do saxony instead"), "Understood: Forest- and Wood-based Industries, in Saxony."),
        (("Cluster für Energie in Sachsen", "Energie nicht, sondern Logistik"), "Verstanden: Logistik, in Sachsen."),
        (("clusters in saarland", "any with a label?"), "Understood: in Saarland, with an ECEI label."),
        (("umweltcluster mit silber in nrw", "gar kein label nötig"), "Verstanden: Umwelttechnologien, in Nordrhein-Westfalen."),
        (("ki cluster nrw", "zeig mir die mit label"), "Verstanden: Digitalisierung oder Informations- und Kommunikationstechnologie (IKT) („ki“), in Nordrhein-Westfalen, mit ECEI-Label."),
        (("ceramics clusters in bavaria", "anything nearby in saxony"), "Understood: Materials Technologies (“ceramics”), in Saxony."),
        (("ict in hesse", "members of go-cluster only"), "Understood: ICT, members of go-cluster, in Hesse."),
        (("textilmaschinen", "chemnitz", "nummer eins", "was mit bronze?"), "Zu allem zusammen passt kein Cluster in den Quellen: Textil- und Bekleidungsindustrie („textilmaschinen“), in Chemnitz (Sachsen), mit Bronze-Label."),
        (("photonics clusters in jena", "further away is ok too"), "Understood: Optical Technologies and Photonics."),
        (("I'm from the business development office in Kassel. Which clusters are near us?", "only mobility"), "Understood: Transport Technologies (“mobility”), near Kassel (Hesse)."),
        (("robotik cluster bei dortmund", "keins davon, lieber was mit holz in köln"), "Verstanden: Forst- und Holzwirtschaft, in Köln (Nordrhein-Westfalen)."),
    ],
)  # fmt: skip
def test_a_wish_is_changed_in_ordinary_words(
    texts: tuple[str, ...], begins: str, conversation_factory: Callable[[], Conversation]
) -> None:
    assert last(conversation_factory(), *texts).startswith(begins)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("packaging clusters", "is there something near osnabrück", "how far is it"), "(250 km from Osnabrück)"),
        (("biotech cluster in bayern", "wie weit ist das zweite von münchen"), "km von München)"),
        (("logistics clusters in bavaria", "closest to nuremberg"), "1. CNA – Center for Transportation & Logistics"),
        (("logistik cluster in bayern", "was liegt am nächsten an nürnberg?"), "1. CNA – Center for Transportation & Logistics"),
        (("aerospace in bremen", "and hamburg", "which has more members", "and the label?"), "The sources name no ECEI label of AVIASPACE BREMEN."),
        (("luft und raumfahrt bremen", "und hamburg", "wer ist älter", "und das label?"), "Hamburg Aviation trägt das ECEI-Gold-Label"),
        (("food clusters in lower saxony", "whats the difference between the first and the third", "which is bigger"), "only one of these 2 clusters"),
        (("clusters with more than 500 members", "in bavaria only"), "2 of these 39 clusters"),
        (("welches cluster hat die meisten mitglieder", "und in bayern?", "und die wenigsten?"), "der kleinste zuerst (39 Cluster)"),
        (("cluster für it sicherheit in nrw", "das in bochum, wieviel mitglieder", "und gegründet?"), "eurobits wurde 1999 gegründet."),
        (("biotech clusters in bavaria", "who leads it"), "do not name who heads BioM"),
        (("railway cluster berlin", "who is the manager"), "do not name who heads RAIL-BB"),
        (("biotech clusters in bavaria", "is it in go-cluster"), "BioPark Regensburg is a member of the go-cluster programme"),
        (("Cluster Luftfahrt Hamburg", "und der Jahresbeitrag?"), "Dazu sagen die Quellen über Hamburg Aviation nichts."),
        (("aerospace cluster hamburg", "and the budget?"), "The sources do not say that about Hamburg Aviation."),
        (("bioökonomie cluster in halle", "seit wann mitglied"), "Seit wann, sagen die Quellen nicht."),
        (("packaging clusters", "none of these"), "These 3 are all of which I know."),
        (("wood clusters", "similar ones?"), "These 5 are all of which I know."),
        (("optik wetzlar", "andere in hessen"), "1. Optence e.V."),
        (("automobilzulieferer sachsen", "und thüringen"), "Verstanden: Automobilindustrie, in Thüringen."),
        (("creative clusters in munich", "the website pls"), "http://www.cluster-print.de"),
        (("maschinenbau cluster raum chemnitz", "nur mit label", "ok ohne"), "Produktionstechnologien („maschinenbau“), in der Nähe von Chemnitz (Sachsen).\n2 Cluster passen"),
        (("machine learning startups cologne", "anyone near"), "near Cologne"),
        (("mobility clusters in stuttgart", "only gold", "other ones with gold in bavaria"), "in Bavaria, with the gold label"),
        (("textil cluster in sachsen", "wo sitzt der größte"), "Verband der Nord-Ostdeutschen Textil- und Bekleidungsindustrie sitzt in Chemnitz"),
        (("biotech clusters in saxony", "the biggest one's website"), "https://www.biosaxony.com"),
        (("hamburg aviation", "größer als bavairia?"), "Nein.\n"),
        (("biotech clusters in bavaria", "what does it do?"), "BioM runs the cluster"),
        (("cluster mit bronze", "alle anzeigen"), "Das sind alle 4, die ich kenne."),
        (("wir machen holzspielzeug im erzgebirge", "wer kann mir da helfen"), "1. Clusterinitiative Forst & Holz Oberlausitz"),
        (("is bioM gold", "members"), "BioM Biotech Cluster Development has 220 members"),
        (("pharmaindustrie berlin brandenburg", "wer steckt dahinter"), "Aktionszentrum der Länder Berlin und Brandenburg"),
        (("compare optonet and photonics bw", "who has more members", "and spectronet"), "2. SpectroNet"),
        (("cluster mit über 300 mitgliedern in nrw", "und unter 50", "in bayern"), "haben 2 dieser 39 Cluster"),
        (("logistik mit gold", "und duisburg", "das nächstgelegene"), "1. Logistik-Initiative Hamburg"),
        (("logistics clusters in bremen", "the nearest"), "1. Logistik-Initiative Hamburg"),
        (("logistics clusters in bremen", "which one is closest?"), "1. Logistik-Initiative Hamburg"),
        (("sicherheitstechnik", "aber keine it sicherheit"), "2 Cluster passen"),
        (("biotech in bavaria", "list them by size", "the second, please"), "Industrielle Biotechnologie Bayern Netzwerk GmbH: "),
        (("autozulieferer netzwerk bayern", "da gab es eins in nürnberg"), "Automobilindustrie („autozulieferer“), in Nürnberg (Bayern)."),
        (("medways und medical valley vergleichen", "wer hat ein label", "und go-cluster?"), "Medical Valley Europäische Metropolregion Nürnberg ist Mitglied im Programm go-cluster"),
        (("nano in saarland", "nearest to saarbrücken then"), "1. Forum Organic Electronics"),
        (("biotech in bavaria", "the top 2"), "BioPark Regensburg GmbH – BioRegio Regensburg: "),
        (("logistics clusters", "hamburg no"), "Understood: Logistics, not in Hamburg."),
        (("biotech in bavaria", "and in baden-württemberg", "which of the two was founded earlier"), "2. BioM Biotech"),
        (("chemie in sachsen-anhalt", "wer hat das erste gegründet"), "Cluster Chemie/Kunststoffe Mitteldeutschland: "),
        (("drohnen cluster in braunschweig", "ähnliche anderswo"), "nicht in Braunschweig"),
        (("kunststoff in thüringen", "seit wann"), "Cluster Chemie/Kunststoffe Mitteldeutschland wurde 2003 gegründet."),
        (("which clusters have gold in hamburg", "since when"), "Since when, the sources do not say."),
        (("plastics in thuringia", "other ones in neighbouring states"), "in Lower Saxony, Saxony-Anhalt, Saxony, Bavaria or Hesse"),
        (("metal processing in south westphalia with silver", "bigger than 100 members?"), "this cluster is not of that size"),
        (("biotech in bayern", "das erste", "sag mir die webseite"), "http://www.bio-m.org"),
        (("solar clusters near kassel", "are they in your programme"), "Yes. Kompetenznetzwerk Dezentrale Energietechnologien is a member"),
        (("it-security not in nrw", "is it far from nuremberg"), "(88 km from Nuremberg)"),
        (("cluster für leder", "schuhe?", "in sachsen"), "zu „schuhe“ (wohl Textil- und Bekleidungsindustrie), in Sachsen."),
        (("go-cluster members in rhineland-palatinate", "one about cars?", "how many people are members"), "has 90 members"),
        (("hydrogen in baden-württemberg", "that are go-cluster members"), "members of go-cluster, in Baden-Württemberg."),
        (("geoinformation", "im norden"), "Verstanden: "),
        (("clusters for drones in bavaria", "the first one", "compare it with the third"), "bavAIRia and"),
    ],
)  # fmt: skip
def test_what_is_asked_of_clusters_shown(
    texts: tuple[str, ...], expected: str, conversation_factory: Callable[[], Conversation]
) -> None:
    assert expected in last(conversation_factory(), *texts)


@pytest.mark.parametrize(
    "text",
    [
        "who runs it",
        "which is the biggest",
        "website?",
        "the second one",
        "is this a go cluster member",
        "since when",
        "what else",
    ],
)
def test_where_none_was_found_nothing_is_told_of_the_programme(
    text: str, conversation_factory: Callable[[], Conversation]
) -> None:
    told = last(conversation_factory(), "chemistry clusters in hesse with gold", text)
    assert told.startswith(
        "No cluster in the sources fits all of that: Chemical Industry, in Hesse, with the gold label."
    )


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("which is the largest automotive cluster?", "By membership figures, which are of different dates, largest first (28 clusters):"),
        ("ich arbeite beim landkreis osnabrück. welche cluster gibts in unserer region", "Verstanden: in der Nähe von Osnabrück (Niedersachsen)."),
        ("clusters for finance", "Understood: Financial Sector."),
        ("cluster in freiburg", "Verstanden: in Freiburg im Breisgau (Baden-Württemberg)."),
        ("biotech in berlin", "Understood: Biotechnology, in Berlin."),
        ("robotik hamburg", "Verstanden: Industrie 4.0"),
        ("nearest photonics cluster to ulm", "Understood: Optical Technologies and Photonics, near Ulm (Baden-Württemberg)."),
        ("i'm looking for the packaging valley", "Packaging Valley Germany e.V.: Association"),
        ("Raumfahrt", "Verstanden: Raumfahrttechnologien."),
        ("water technology cluster", "Understood: Environmental Technologies (“water technology”)."),
        ("tourism cluster", "Understood: about “tourism”."),
        ("textil bw", "Verstanden: Textil- und Bekleidungsindustrie, in Baden-Württemberg."),
        ("clusters for toys in saarland", "Understood: about “toys” (likely Creative Industries), in Saarland.\nNo cluster of the sources in Saarland fits that."),
    ],
)  # fmt: skip
def test_a_first_message_of_few_words_is_a_search(
    text: str, begins: str, conversation_factory: Callable[[], Conversation]
) -> None:
    assert last(conversation_factory(), text).startswith(begins)


def test_the_name_of_a_land_is_no_part_of_the_name_of_a_cluster(answerer: Answerer) -> None:
    assert answerer.base.cluster_names.find("solar energy saxony-anhalt") == []
    assert [i for i, _ in answerer.base.cluster_names.find("Energy Saxony")] == ["energy-saxony"]


@pytest.mark.parametrize(
    "text", ["back to the list", "nochmal die Liste", "can we go back to the results", "zurück zur Liste bitte"]
)
def test_the_list_once_more(text: str) -> None:
    assert wants_list_again(text)


@pytest.mark.parametrize("text", ["list all clusters", "Liste der Mitglieder", "back to photonics"])
def test_another_list_is_not_the_same_once_more(text: str) -> None:
    assert not wants_list_again(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("none of these", ""),
        ("keins davon, lieber was mit Holz in Köln", "lieber was mit Holz in Köln"),
        ("these don't fit, rather in bavaria", "rather in bavaria"),
        ("passen die nicht?", None),
        ("none has gold", None),
    ],
)
def test_none_of_those_shown_is_wanted(text: str, rest: str | None) -> None:
    assert without_refusal(text) == rest
