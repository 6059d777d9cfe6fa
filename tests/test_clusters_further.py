"""Founding years as bounds, either of two conditions, none of those shown, others of a field, and back to the clusters."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue.conversation import Conversation
from bot.on_clusters.both_conditions import wants_both
from bot.on_clusters.none_of_them import with_any
from bot.on_clusters.wish_conditions import with_direction
from bot.session.messages import Message
from bot.session.sessions import Topic
from knowledge.clusters.comparing import bounds_in, extreme_in
from knowledge.clusters.founding_years import founded_within
from knowledge.clusters.wishes import Wish
from knowledge.words.text import fold


def last(conversation: Conversation, *texts: str) -> str:
    """What is replied to the last of `texts`."""
    return [conversation.reply(Message(text, session="a")).answer.text for text in texts][-1]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("clusters founded after 2015", (2016, None)),
        ("set up in Hesse, established since 2010", (2010, None)),
        ("Cluster, die vor 2005 gegründet wurden", (None, 2004)),
        ("seit 2010 gegründete Cluster", (2010, None)),
        ("younger than 2012", (2013, None)),
        ("älter als 2000", (None, 1999)),
        ("gegründet bis 1999", (None, 1999)),
        ("Which clusters were founded between 2010 and 2015?", (2010, 2015)),
        ("von 2010 bis 2015 gegründete Cluster", (2010, 2015)),
        ("clusters founded in 2019", (2019, 2019)),
        ("Welche wurden 2019 gegründet?", (2019, 2019)),
        ("in den 90ern gegründet", (1990, 1999)),
        ("founded in or before 2000", (None, 2000)),
        ("Welche Cluster gibt es in Bayern seit 2018?", (2018, None)),
        ("which of them have existed since 2010?", (2010, None)),
        ("welche gibt es schon seit 2000?", (None, 2000)),
        ("neue Cluster seit 2020", (2020, None)),
        ("only those since 2015", (2015, None)),
    ],
)
def test_founding_years_are_bounds(text: str, bounds: tuple[int | None, int | None]) -> None:
    found = founded_within(fold(text))
    assert found is not None
    assert (found.least, found.most) == bounds == bounds_in(text)
    extreme = extreme_in(text)
    assert extreme is not None
    assert extreme[0] == ("oldest" if bounds[0] is None else "youngest")


@pytest.mark.parametrize(
    "text",
    [
        "members since 2015",
        "labelled before 2019",
        "seit 2015 Mitglied",
        "founded first",
        "Welche Labels gibt es seit 2009?",
        "seit wann gibt es die?",
    ],
)
def test_other_years_are_no_founding_years(text: str) -> None:
    assert founded_within(fold(text)) is None


def test_both_want_either_of_what_was_exchanged() -> None:
    bavaria, hesse = Wish(fields=("biotech",), laender=("BY",)), Wish(fields=("biotech",), laender=("HE",))
    topic = Topic(wish=hesse, wish_before=bavaria)
    both = wants_both("ok both", topic)
    assert both is not None
    assert (both.fields, both.laender) == (("biotech",), ("BY", "HE"))
    assert wants_both("both have gold?", topic) is None
    assert wants_both("both states please", topic) == both
    assert wants_both("doch beide", topic) == both
    of_fields = wants_both("beides", Topic(wish=hesse, wish_before=Wish(fields=("optics",), laender=("HE",))))
    assert of_fields is not None
    assert of_fields.fields == ("optics", "biotech")
    assert wants_both("both", Topic(wish=hesse, wish_before=Wish(fields=("optics",), laender=("BY",)))) is None
    assert wants_both("both", Topic(wish=hesse)) is None


@pytest.mark.parametrize(
    ("text", "any_of_them"),
    [
        ("hat keins davon gold?", "hat eins davon gold?"),
        ("do none of them have gold?", "do one of them have gold?"),
        ("don't any of these have a label?", "do any of these have a label?"),
        ("none of these", "none of these"),
        ("keins davon", "keins davon"),
    ],
)
def test_a_question_for_none_asks_for_any(text: str, any_of_them: str) -> None:
    assert with_any(text) == any_of_them


def test_a_step_in_a_direction_is_a_part_of_the_country() -> None:
    assert with_direction("further north?", "en") == "only in northern Germany"
    assert with_direction("weiter südlich?", "de") == "nur in Süddeutschland"
    assert with_direction("etwas östlicher", "de") == "nur in Ostdeutschland"


@pytest.mark.parametrize(
    ("texts", "begins"),
    [
        (("clusters founded after 2015", "only the ones in Bavaria"), "By the founding years in the sources, 4 of these 39 clusters"),
        (("Cluster in Hessen", "davon nach 2010 gegründet"), "Nach den Gründungsjahren in den Quellen wurde keiner dieser 12 Cluster"),
        (("biotech clusters in Bavaria", "which were founded before 2000?", "and after 2005"), "By the founding years in the sources, one of these 3 clusters"),
        (("Medizintechnik in Bayern", "und Baden-Württemberg", "ok beide"), "Verstanden: Medizintechnik, in Bayern oder Baden-Württemberg."),
        (("clusters in hamburg", "do none of them have gold?"), "Understood: in Hamburg, with the gold label."),
        (("cluster in hamburg", "und silber?", "gold und silber bitte"), "Verstanden: in Hamburg, mit Gold-Label oder Silber-Label."),
        (("Which clusters are in Saxony?", "forget Saxony, anywhere in the east"), "Understood: in Brandenburg, Berlin, Mecklenburg"),
        (("Digitalisierung in Aachen", "egal wo in NRW"), "Verstanden: Digitalisierung, in Nordrhein-Westfalen."),
        (("Cluster in Sachsen-Anhalt", "wie viele sind Mitglied?"), "4 Cluster passen: Mitglieder von go-cluster, in Sachsen-Anhalt."),
        (("Cluster in Sachsen-Anhalt", "wie viele sind Mitglied?", "welche?"), "Verstanden: Mitglieder von go-cluster, in Sachsen-Anhalt."),
        (("Tell me about Hamburg Aviation", "are there others in that field?"), "Understood: Aviation Technologies."),
        (("Was macht BioRegio STERN?", "gibt es ähnliche in der Nähe?"), "Verstanden: Biotechnologie, Medizintechnik oder Gesundheitswirtschaft, in der Nähe von Stuttgart"),
        (("Biotech in Bayern", "was kostet so ein Label?", "zurück zu den Clustern, das zweite", "wo ist das?"), "BioPark Regensburg sitzt in Regensburg"),
        (("logistics clusters in Hesse", "the first", "is it a member?", "what about the second?"), "Yes. MoWiN.net is a member"),
        (("Was ist foodactive?", "seit wann dabei?"), "foodactive ist Mitglied im Programm go-cluster"),
        (("Cluster in Bremen", "seit wann ist das erste dabei?"), "Automotive Nordwest e.V.: "),
        (("biotech in Berlin", "anything further away?"), "Understood: Biotechnology, not in Berlin."),
        (("clusters founded after 2015", "how many is that?"), "By the founding years in the sources, 31 of these 272 clusters"),
        (("medical technology in Baden-Württemberg", "which has the most members?", "apart from that one, which is the biggest?"), "By membership figures, which are of different dates, largest first (4 clusters)"),
        (("energy clusters in Potsdam", "does it have an ecei label"), "The sources name no ECEI label of Cluster Energietechnik"),
        (("Silber in Brandenburg und Berlin", "welche sind keine Mitglieder", "der in Potsdam"), "GEOkomm"),
        (("automotive in Saarland", "since"), "automotive.saarland"),
        (("networks for printed electronics", "the one in Dresden"), "Organic Electronics Saxony e.V."),
        (("Maritime Wirtschaft Kiel", "seit wann bei go-cluster"), "Maritimes Cluster Norddeutschland | Schleswig-Holstein ist Mitglied"),
        (("3 größte Cluster in Hessen",), "Nach der Mitgliederzahl"),
        (("3 größte Cluster in Hessen", "davon Mitglieder?"), "Verstanden: Mitglieder von go-cluster."),
        (("steel in Saarland", "nearest one then"), "Understood: Metal Processing (“steel”), in Rhineland-Palatinate."),
        (("waste water clusters in Bavaria with silver", "tell me about it"), "Umweltcluster Bayern"),
        (("Energie in Potsdam", "label? mitglied?"), "Die Quellen nennen kein ECEI-Label von Cluster Energietechnik Berlin-Brandenburg"),
        (("ceramic tiles producer, Thuringia", "members, year founded"), "The sources give no membership figure for TRIDELTA CAMPUS HERMSDORF"),
        (("Microtech-Netzwerk in Freiburg", "wie lange schon Mitglied im Programm"), "microTEC Südwest e.V. ist Mitglied"),
        (("optics in Hesse", "2nd", "when founded, how many members?"), "Optence was founded in 2001."),
        (("health clusters in the north east",), "Understood: Health Industries, in Brandenburg, Berlin or Mecklenburg"),
        (("chemie NRW",), "Verstanden: Chemische Industrie, in Nordrhein-Westfalen."),
        (("smart textiles in Weimar", "any other textile clusters that are bigger"), "Understood: Textile and Apparel Industry, in Weimar (Thuringia). It is the only one"),
        (("Wir bauen Pumpen in Frankenthal Pfalz", "gibt es dort nichts"), "Verstanden: zu „Pumpen“"),
        (("elderly care in Bielefeld", "does it cooperate with hospitals"), "The sources do not say that about ZIG."),
        (("Robotik in Chemnitz", "the first", "do they do AI?"), "Innovationscluster Robotics Saxony:"),
        (("Gesundheit in Rostock", "kooperieren die mit Krankenhäusern?"), "Dazu sagen die Quellen über BioCon Valley nichts."),
        (("IT in Kiel", "Telefon, Adresse, Webseite"), "Digitale Wirtschaft Schleswig-Holstein sitzt in Kiel"),
        (("Möbel in Detmold", "wer ist das nächste daran"), "Nach der Entfernung ihrer Sitze von Detmold, der nächste zuerst"),
        (("Möbel in Detmold", "wer ist das nächste daran", "die Webseite davon"), "Die Quellen nennen keine Website von Kompetenznetz für Nachhaltige Holznutzung"),
        (("3d printing in Bavaria", "how old is it", "any with label?"), "Understood: Production Technologies (“3d printing”), in Bavaria, with an ECEI label."),
        (("wastewater in Leipzig", "does it have the bronze label?", "and silver clusters of that kind?"), "No cluster in the sources fits all of that"),
        (("Raumfahrt Bremen", "Mitglieder wie viel"), "AVIASPACE BREMEN hat 50 Mitglieder"),
        (("Raumfahrt Bremen", "gegründet wann", "anderer Cluster für sowas im Süden"), "Verstanden: Raumfahrttechnologien, in Baden-Württemberg oder Bayern."),
        (("Bautechnik Aachen", "gibts den schon lange"), "Aachen Building Experts wurde 2016 gegründet."),
        (("automotive suppliers Mecklenburg", "too few. whole of the east please"), "Understood: Automotive (“automotive suppliers”), in Brandenburg, Berlin"),
        (("any cluster near Lake Constance", "the digital one"), "cyberLAGO e.V."),
        (("any cluster near Lake Constance", "the digital one", "members + label", "and the health one, same question"), "BioLAGO has 130 members"),
        (("battery storage in Baden-Württemberg", "or Rhineland-Palatinate"), "Understood: Energy Technologies (“battery storage”), in Baden-Württemberg or Rhineland-Palatinate."),
        (("Biotech in Hessen", "oder lieber Bayern"), "Verstanden: Biotechnologie, in Bayern."),
        (("Which clusters in Thuringia have more than 50 members", "and fewer than 100?"), "By the membership figures in the sources, which are of different dates, 4 of these 24 clusters"),
        (("clusters founded after 2010 in Bavaria", "and before 2015?"), "By the founding years in the sources, 2 of these 39 clusters were founded between 2011 and 2014:"),
        (("cyber security", "south only", "oldest one?"), "The sources give no founding year for Bayerischer IT-Sicherheitscluster"),
        (("nanotech clusters with gold label", "none?? ok then silver"), "No cluster in the sources fits all of that: Nanotechnologies, with the silver label."),
        (("Medizintechnik in Thüringen", "nur Mitglieder", "und die ohne?"), "Verstanden: Medizintechnik, in Thüringen."),
        (("photonics in Bavaria", "only members", "and those without?"), "Understood: Optical Technologies and Photonics, in Bavaria."),
        (("energy clusters in the north", "members only", "and those without?"), "Understood: Energy Technologies, in Bremen"),
        (("Lebensmittel in Bremen", "der in Quakenbrück, wie alt ist der"), "Landesinitiative Food (früher NieKE – Niedersächsisches Kompetenzzentrum Ernährungswirtschaft) wurde 1999 gegründet."),
        (("drone maker in Saxony looking for partners", "tell me more about that one"), "Kompetenzzentrum Luft- und Raumfahrttechnik"),
        (("Optik mit Silber im Westen", "die ersten zwei bitte genauer"), "Optence e.V."),
        (("Photonik in Jena", "wo genau"), "OptoNet sitzt in Jena"),
        (("Photonik in Jena", "das zweite", "tel?"), "Straße, Ansprechpartner, Telefon und E-Mail stehen nicht in den Quellen."),
        (("Kunststoff in NRW", "das in Lüdenscheid", "seit wann gold?"), "Kunststoff-Institut Lüdenscheid"),
        (("Gesundheit in Mecklenburg", "seit wann gibt es den", "und wer steckt dahinter"), "BioCon Valley (BioCon Valley GmbH und"),
        (("offshore wind", "those founded before 2005", "and the youngest of all of them"), "By founding year, youngest first (3 clusters)"),
        (("Wir machen Backmischungen in Niedersachsen, welcher Cluster?", "der in Quakenbrück"), "Niedersächsische Landesinitiative"),
        (("Welche Cluster gibt es seit 2018?",), "Nach den Gründungsjahren in den Quellen wurden 20 dieser 272 Cluster 2018 oder später gegründet:"),
        (("Which clusters have been members since 2016?",), "Understood: members of go-cluster. Since when, the sources do not say."),
        (("biotech in Bayern", "welche davon sind seit 2018 Mitglied?"), "Verstanden: Biotechnologie, Mitglieder von go-cluster, in Bayern. Seit wann, sagen die Quellen nicht."),
        (("health clusters", "how many have gold?"), "Understood: Health Industries, with the gold label."),
        (("health clusters", "are they all members?"), "Understood: Health Industries, members of go-cluster."),
        (("Cluster in NRW", "haben die alle ein Label?"), "Verstanden: in Nordrhein-Westfalen, mit ECEI-Label."),
        (("Cluster in NRW", "gibts welche mit Gold?"), "Verstanden: in Nordrhein-Westfalen, mit Gold-Label."),
        (("Textilcluster in Bremen", "also keine?"), "Zu allem zusammen passt kein Cluster"),
        (("Textilcluster in Bremen", "und insgesamt?"), "Verstanden: Textil- und Bekleidungsindustrie."),
        (("textile clusters in Bavaria", "anything nearby?"), "Understood: Textile and Apparel Industry, in Baden-Württemberg"),
        (("Energiecluster in Sachsen-Anhalt", "ohne Label aber Mitglied"), "Zu allem zusammen passt kein Cluster in den Quellen: Energietechnologien, Mitglieder"),
        (("Landtechnik Niedersachsen", "was macht der erste genau"), "Agrotech Valley Forum e.V.:"),
        (("Energie in Leipzig", "keiner mit Label?"), "Verstanden: Energietechnologien, in Leipzig (Sachsen), mit ECEI-Label."),
        (("Was ist HYPOS?", "gibt es noch andere zum gleichen Thema?"), "Verstanden: Energietechnologien."),
        (("was ist c3?",), "C³ – Carbon Concrete Composite e.V.:"),
        (("Windenergie in Schleswig-Holstein", "außer dem noch was?"), "Verstanden: Energietechnologien („Windenergie“), in Schleswig-Holstein. Das ist der einzige"),
    ],
)  # fmt: skip
def test_talk_about_clusters_goes_on(
    texts: tuple[str, ...], begins: str, conversation_factory: Callable[[], Conversation]
) -> None:
    assert last(conversation_factory(), *texts).startswith(begins)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Windkraft in Schleswig-Holstein und Hamburg", "der in Hamburg: Mitglieder, Gründung, Webseite"), "Der Cluster wurde 2010 gegründet."),
        (("photonics with gold label", "are these two in the same state?"), "has its seat in Aalen"),
        (("Elektromobilität, nur Mitglieder", "und seit wann Gold"), "Seit wann, sagen die Quellen nicht."),
        (("Wasserstoff in NRW", "wie viele Mitglieder haben die jeweils"), "h2-netzwerk-ruhr hat 50 Mitglieder"),
        (("sheet metal near Dortmund", "how big is the first", "what else is there close by"), "Die Schlüsselregion"),
        (("clusters in Hesse", "which ones have no label?"), "The sources name no ECEI label of cesah"),
        (("clusters in Hesse", "which aren't members?"), "MoWiN.net e.V. – Netzwerk der Mobilitätswirtschaft in Nordhessen is a member"),
        (("Tell me about BioM", "what about Silicon Saxony?", "which is older?"), "oldest first (2 clusters)"),
        (("biotech in Bavaria", "the first", "the second", "which has more members?"), "largest first (2 clusters)"),
        (("Cluster in Thüringen", "welche haben Gold?", "wie heißt das größte?"), "hat 115 Mitglieder"),
        (("Wasserstoff in Niedersachsen", "das zweite", "wie komm ich an die ran?"), "Straße, Ansprechpartner, Telefon und E-Mail"),
    ],
)  # fmt: skip
def test_talk_about_clusters_tells(
    texts: tuple[str, ...], expected: str, conversation_factory: Callable[[], Conversation]
) -> None:
    assert expected in last(conversation_factory(), *texts)
