"""What a question claims, without the words that only ask."""

from __future__ import annotations

import pytest

from knowledge.asked.claims import asked_behind, claim, dated_thing, wants_yes_or_no
from knowledge.asked.question import analyse


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("The fee is 10 euros, isn't it?", "The fee is 10 euros"),
        ("The fee is 10 euros – is that true?", "The fee is 10 euros"),
        ("Is it true that the fee is 10 euros?", "the fee is 10 euros?"),
        ("I have heard that the fee is 10 euros, right?", "the fee is 10 euros"),
        ("Die Gebühr beträgt 10 Euro, oder?", "Die Gebühr beträgt 10 Euro"),
        ("Stimmt es, dass die Gebühr steigt?", "die Gebühr steigt?"),
        ("Ich habe gehört, die Gebühr steigt – ist das richtig?", "die Gebühr steigt"),
        ("A colleague told me that the fee is 10 euros, is that so?", "the fee is 10 euros"),
        ("The fee is 10 euros, I understand?", "The fee is 10 euros"),
        ("Uns wurde gesagt, die Gebühr steige – ist das so?", "die Gebühr steige"),
        ("Soweit wir wissen, steigt die Gebühr, oder?", "steigt die Gebühr"),
        ("Is the fee 10 euros?", "Is the fee 10 euros?"),
        ("", ""),
    ],
)
def test_a_claim_is_the_question_without_what_only_asks(text: str, claimed: str) -> None:
    assert claim(text) == claimed


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("The map is from 2010, isn't it?", "The map"),
        ("The old map dates back to the year 2010, right?", "The old map"),
        ("Die Karte ist doch von 2010, oder?", "Die Karte"),
        ("Die Karte stammt aus dem Jahr 2010, stimmt das?", "Die Karte"),
        ("Which map is from 2010?", None),
        ("Welche Karte ist von 2010?", None),
        ("Die Karte ist von Meier, oder?", None),
        ("The map is from 2010 and shows the harbour, right?", None),
    ],
)
def test_a_claim_may_be_of_nothing_but_the_year_that_a_thing_is_from(text: str, thing: str | None) -> None:
    assert dated_thing(text) == thing


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("I heard there is a fee, how high is it?", "how high is it?"),
        ("We think that we qualify. So when do we apply?", "when do we apply?"),
        ("Ich habe gehört, es gibt eine Gebühr. Und wie hoch ist die?", "wie hoch ist die?"),
        (
            "Mal lese ich von 72, mal von 77 Mitgliedern. Von wann sind die, und was gilt?",
            "Von wann sind die, und was gilt?",
        ),
        ("I keep reading of a fee. Since when is it charged?", "Since when is it charged?"),
        ("I heard that the fee is 10 euros, right?", None),
        ("Ich habe gehört, dass das Büro, welches in Ulm sitzt, schließt?", None),  # a relative clause
        ("Is it true that the office, which is in Ulm, closes?", None),
        ("There is a fee, how high is it?", None),  # nobody has heard it
    ],
)
def test_a_question_behind_what_one_has_heard_wants_its_own_answer_not_yes_or_no(text: str, asked: str | None) -> None:
    assert asked_behind(text) == asked
    assert asked is None or not wants_yes_or_no(text, begins_so=False)


@pytest.mark.parametrize(
    "text",
    [
        "Kamen die Mitglieder 2020 aus allen Bundesländern?",
        "Gewann die AFBW den ClusterERFOLG 2017?",
        "Vernetzen Cluster Großkonzerne statt des Mittelstands?",
        "Fördert go-cluster neuartige Clusterservices?",
        "Kostet das was?",
        "Unser Silber-Label ist abgelaufen: Kommen wir für eine Erneuerung zu spät?",
        "gehören die veteranen zum beirat",
        "Was the programme ever assessed?",
        "We are a member: is there training for us?",
        "A supplier asked me about this. Is there a portal where the members are shown?",
        "Once we are in, do we have to let ourselves be compared?",
        "the conference in 2020, was that online?",
    ],
)
def test_what_wants_yes_or_no_is_known_by_its_verb_wherever_it_stands(text: str) -> None:
    assert analyse(text).yesno


@pytest.mark.parametrize(
    "text",
    [
        "Was passierte in Phase zwei?",
        "Was tun Cluster in Krisen?",
        "Was macht VDI/VDE-IT?",
        "Für eine Chronik: Was prägte die Clusterpolitik?",
        "Wissen Sie, wer das Programm leitet?",
        "Kosten der Mitgliedschaft für uns?",
        "Stand der Dinge beim Label?",
        "Kosten Daten Fristen Ansprechpartner?",
        "Vergleiche die Silber-Label von 2020 mit denen von 2022.",
        "For the file: could you list the towns?",
        "gold label?",
    ],
)
def test_what_asks_for_something_else_does_not(text: str) -> None:
    assert not analyse(text).yesno


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("Wissen Sie, ob die Plattform 2013 online ging?", "die Plattform 2013 online ging?"),
        ("Weißt du zufällig, ob das was kostet?", "das was kostet?"),
        ("Do you know whether it is free?", "it is free?"),
        ("Could you please tell me whether it is free?", "it is free?"),
        ("Ob es kostenlos ist?", "es kostenlos ist?"),
    ],
)
def test_indirect_questions_want_yes_or_no_and_claim_what_follows(text: str, claimed: str) -> None:
    assert analyse(text).yesno
    assert claim(text) == claimed
