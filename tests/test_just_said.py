"""What of a statement given before is told again, against parts of made statements chosen by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from made import passage

from bot.dialogue.conversation import Conversation
from bot.session.messages import Message
from knowledge.records import Language, Verdict
from knowledge.statements.just_said import part_asked
from knowledge.verdicts.part_verdict import denies_in_brief, keeps_to_members, sets_least

FAIR = "The fair lasted nine days. The 70 stands consisted of 40 in the hall and 30 in the yard."
MARKET = "With Malta as partner, traders met on 5 May 2014 in Ulm. Their tools were presented and their repair was discussed."
BRIDGE = "A revised page tells of the bridge. Anna Krüger, minister of works, opened it in June 2011. It cost 3 million euros."
PRICES = "The page gives these prices without VAT:\n- small bell: 20 euros\n- large bell: 90 euros (2 hours)"
RULES = "To be listed, a guild must have these; for old guilds they can be waived:\n- a website\n- at least 15 members"
WINNERS = "The winners so far are:\n- 2017: Lindau\n- 2018: Ulm\n- 2022: Passau"
BOARD = "Dem Beirat gehören an:\n- Anna Krüger (Vorsitz)\n- Jens Ohlsen (Stadtwerke Lübeck)\n- Uta Wiegand (Referentin im BMWK)"
VOLUNTEERS = (
    "Der Beirat startete 2021 neu: zwölf ehrenamtliche Mitglieder unter Anna Krüger. Er berät das Amt bei der Brücke."
)


def told(text: str, statement: str, before: str = "", language: Language = "en") -> str | None:
    part = part_asked(text, before, passage("d#1", statement, language=language))
    return part.shown if part else None


@pytest.mark.parametrize(
    ("text", "statement", "shown"),
    [
        ("How were those split up?", FAIR, "The 70 stands consisted of 40 in the hall and 30 in the yard."),
        ("What was the breakdown?", FAIR, "The 70 stands consisted of 40 in the hall and 30 in the yard."),
        ("How long did it last?", FAIR, "The fair lasted nine days."),
        ("What was discussed there?", MARKET, "Their tools were presented and their repair was discussed."),
        ("Who opened it?", BRIDGE, "Anna Krüger, minister of works, opened it in June 2011."),
        ("And when was that?", BRIDGE, "Anna Krüger, minister of works, opened it in June 2011."),
        ("How much was it?", BRIDGE, "It cost 3 million euros."),
        ("In what capacity?", BRIDGE, "Anna Krüger, minister of works, opened it in June 2011."),
        ("Are there exceptions?", RULES, "To be listed, a guild must have these; for old guilds they can be waived: …"),
        ("And the most recent winner?", WINNERS, "2022: Passau"),
        ("Who won in 2018?", WINNERS, "2018: Ulm"),
        ("What does the large bell cost?", PRICES, "large bell: 90 euros (2 hours)"),
    ],
)
def test_told_is_the_part_that_has_what_is_asked_for(text: str, statement: str, shown: str) -> None:
    assert told(text, statement) == shown


def test_words_asked_before_tell_which_part_where_the_message_has_none() -> None:
    assert told("How were they split?", FAIR, "How many stands?") == FAIR[27:]
    text = "Anna Krüger ist seit 1996 im Amt. Im Jahr 2019 übernahm sie die Betreuung der Brücke."
    assert told("Seit wann?", text, "Wer betreut die Brücke?", "de") == text[34:]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("How many visitors have no ticket?", FAIR),  # is denied
        ("What is the weather like?", BRIDGE),  # nothing of it
        ("Who is on it?", PRICES),
        ("Tell me more", FAIR),
        ("Why was it built?", BRIDGE),
    ],
)
def test_nothing_is_singled_out_where_no_part_has_it(text: str, statement: str) -> None:
    assert told(text, statement) is None


@pytest.mark.parametrize(
    ("text", "statement", "language", "said", "quote"),
    [
        ("Including VAT?", PRICES, "en", "no", "The page gives these prices without VAT:"),
        ("Without VAT?", PRICES, "en", "yes", "The page gives these prices without VAT:"),
        ("We have only 11 members. Is that a problem?", RULES, "en", "yes", "at least 15 members"),
        ("Are 11 members enough?", RULES, "en", "no", "at least 15 members"),
        ("Jemand aus Lübeck?", BOARD, "de", "yes", "Jens Ohlsen (Stadtwerke Lübeck)"),
        ("Auch jemand vom Ministerium?", BOARD, "de", "yes", "Uta Wiegand (Referentin im BMWK)"),
        ("Kriegen die Geld dafür?", VOLUNTEERS, "de", "no", VOLUNTEERS[:79]),
    ],
)
def test_words_of_a_part_decide_yes_or_no(
    text: str, statement: str, language: Language, said: Verdict, quote: str
) -> None:
    part = part_asked(text, "", passage("d#1", statement, language=language))
    assert part is not None
    assert (part.said, part.quote, part.is_told) == (said, quote, True)


@pytest.mark.parametrize("text", ["Are 20 members enough?", "Jemand aus Kiel?", "Is it enough?"])
def test_what_no_word_decides_is_neither_yes_nor_no(text: str) -> None:
    for statement, language in ((RULES, "en"), (BOARD, "de")):
        part = part_asked(text, "", passage("d#1", statement, language=language))  # type: ignore[arg-type]
        assert part is None or part.said is None


def test_a_name_that_is_not_among_those_named_is_known() -> None:
    statement = passage("d#1", "The partners are Malta, Samoa, Tonga and Palau.", language="en")
    for text, is_named in (("Is Nauru one of them?", False), ("Is Samoa one of them?", True)):
        part = part_asked(text, "", statement)
        assert (part is None or part.is_named) == is_named


@pytest.mark.parametrize(
    ("text", "statement", "is_told"),
    [
        ("How many percent must we reach?", "The score must be 80 per cent. It takes a day.", True),
        ("How many percent are women?", "The score must be 80 per cent. It takes a day.", False),  # of something else
        ("What is the reference date of these numbers?", "The December 2022 summary counts 28. It is brief.", True),
        ("Are there exceptions?", "The score must be 80 per cent. It takes a day.", False),  # it knows of none
        ("And if we miss it?", "It is valid for two years. Renewal is possible up to a year later.", True),
    ],
)
def test_told_for_sure_is_what_is_asked_of_the_statement_and_nothing_else(
    text: str, statement: str, is_told: bool
) -> None:
    part = part_asked(text, "", passage("d#1", statement))
    assert (part is not None and part.is_told) == is_told


def test_a_few_words_can_be_the_opposite_of_what_was_said() -> None:
    assert denies_in_brief("As a full member?", "It joined as an associate member.")
    assert not denies_in_brief("As a member?", "It joined as an associate member.")
    assert not denies_in_brief("Also as a full member?", "It joined as an associate member.")
    assert not denies_in_brief("Online?", "- on site: 20 euros\n- by video: 10 euros")


def test_a_least_number_is_known() -> None:
    assert sets_least(RULES)
    assert not sets_least(FAIR)


# -- in conversations --------------------------------------------------------------------------


def replies(conversation: Conversation, *texts: str) -> list[str]:
    told = [conversation.reply(Message(text, session="a")) for text in texts]
    return [reply.answer.text for reply in told]


def test_the_reply_just_given_is_not_told_again_as_a_whole(conversation_factory: Callable[[], Conversation]) -> None:
    *_, tax = replies(conversation_factory(), "Give me the price of the silver label.", "Including VAT?")
    assert tax.startswith("No. As just said: ESCA's undated price page gives these list prices without VAT")
    assert "\n- " not in tax

    *_, paid = replies(
        conversation_factory(),
        "Was ist eigentlich der Programmbegleitkreis?",
        "Wie viele Leute sitzen da drin?",
        "Kriegen die Geld dafür?",
    )
    assert paid.startswith("Nein. Wie gesagt: Der Programmbegleitkreis (PBK) ist")
    assert "ehrenamtliche" in paid


def test_what_the_reply_just_given_has_is_found_in_it(conversation_factory: Callable[[], Conversation]) -> None:
    *_, which = replies(
        conversation_factory(),
        "Wie viele Leute waren auf der Clusterkonferenz im November 2016?",
        "Woanders steht etwas von 100. Welche Zahl stimmt?",
    )
    assert which.startswith("Wie gesagt: Der Parlamentarische Staatssekretär Uwe Beckmeyer begrüßte rund 150")

    *_, member = replies(
        conversation_factory(),
        "When did Germany join the European Clusters Alliance?",
        "As a full member?",
    )
    assert member.startswith("No. As just said: In 2020 Germany joined the European Clusters Alliance")


def test_who_is_asked_for_of_a_body_is_no_search_for_clusters(conversation_factory: Callable[[], Conversation]) -> None:
    conversation = conversation_factory()
    replies(conversation, "Was ist eigentlich der Programmbegleitkreis?")
    answer = conversation.reply(Message("Ist jemand aus Lübeck dabei?", session="a")).answer
    assert answer.kind == "answer"
    assert answer.text.startswith("Ja. ")
    assert "Wirtschaftsförderung Lübeck" in answer.text


@pytest.mark.parametrize(
    ("text", "said", "keeps"),
    [
        ("Can non-members apply?", "Only members can apply.", True),
        ("Konnten sich da auch Nichtmitglieder bewerben?", "Einen Antrag stellen durften nur Mitglieder.", True),
        ("non-members too?", "Applications were open only to members until May.", True),
        ("How do non-members apply?", "Only members can apply.", False),
        ("Can members apply?", "Only members can apply.", False),
        ("Can non-members apply?", "Members can apply.", False),
    ],
)
def test_what_is_so_of_members_alone_is_not_of_others(text: str, said: str, keeps: bool) -> None:
    assert keeps_to_members(text, said) == keeps
