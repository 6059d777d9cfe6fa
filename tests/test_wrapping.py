"""What a question is wrapped in is left off; what it asks stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.wrapping import unwrapped


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Guten Tag, wer leitet das Programm?", "wer leitet das Programm?"),
        ("Hello there! Who runs the programme?", "Who runs the programme?"),
        ("Sehr geehrte Damen und Herren, wer leitet das Programm?", "wer leitet das Programm?"),
        ("Kurze Frage: Was kostet Silber?", "Was kostet Silber?"),
        ("Ich hätte da mal eine Frage: Was kostet Silber?", "Was kostet Silber?"),
        ("My boss wants to know: what does silver cost?", "what does silver cost?"),
        ("Frage von einem Kollegen: Was kostet Silber?", "Was kostet Silber?"),
        ("Für einen Vermerk: Wie viele Mitglieder waren es?", "Wie viele Mitglieder waren es?"),
        ("Ich bin neu hier. Wer entscheidet?", "Wer entscheidet?"),
        ("Ich bin neu hier. Wer entscheidet über Anträge?", "Wer entscheidet über Anträge?"),
        ("Guten Tag, kurze Frage: wer leitet das Programm?", "wer leitet das Programm?"),
    ],
)
def test_greeting_announcement_and_occasion_before_a_question_are_left_off(text: str, asked: str) -> None:
    assert unwrapped(text) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Können Sie mir bitte sagen, wer das Programm leitet?", "wer das Programm leitet?"),
        ("Ich wüsste gern, seit wann es das gibt.", "seit wann es das gibt."),
        ("Ich möchte wissen, was Bronze bringt", "was Bronze bringt"),
        ("Sag mal, was ist Bronze?", "was ist Bronze?"),
        ("Could you please tell me how long silver lasts?", "how long silver lasts?"),
        ("Do you know in which year it began?", "in which year it began?"),
        ("Walk me through what silver takes.", "what silver takes."),
    ],
)
def test_of_a_request_to_tell_what_is_to_be_told_is_left(text: str, asked: str) -> None:
    assert unwrapped(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "Ich möchte was zu Bronze wissen",
        "Wir wollen wie die AFBW Gold.",
        "Can you tell me about bronze?",
        "Wüssten Sie ein Cluster für uns?",
    ],
)
def test_a_request_without_a_question_of_its_own_stays(text: str) -> None:
    assert unwrapped(text) == text


@pytest.mark.parametrize(
    "behind",
    [
        " Vielen Dank!",
        " Thanks in advance!",
        " Bitte kurz antworten.",
        " Short answer please.",
        " Mit Quelle bitte.",
        " Wissen Sie das?",
        " Mit freundlichen Grüßen, Anna Muster",
        " Danke und LG",
        " Can you help me?",
    ],
)
def test_thanks_regards_and_wishes_for_the_answer_behind_a_question_are_left_off(behind: str) -> None:
    assert unwrapped(f"Wer leitet das Programm?{behind}") == "Wer leitet das Programm?"


def test_thanks_need_no_punctuation_before_them() -> None:
    assert unwrapped("wer leitet das programm vielen dank") == "wer leitet das programm"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Was kostet denn so ein Label?", "Was kostet ein Label?"),
        ("Wer leitet das eigentlich?", "Wer leitet das?"),
        ("Was ist das denn überhaupt?", "Was ist das?"),
    ],
)
def test_german_particles_in_a_question_are_left_off(text: str, asked: str) -> None:
    assert unwrapped(text) == asked


@pytest.mark.parametrize("text", ["Wir fragen, denn wir wissen es nicht: was gilt?", "Es ist eigentlich so gemeint."])
def test_the_same_words_stay_where_they_join_sentences_or_nothing_is_asked(text: str) -> None:
    assert unwrapped(text) == text


@pytest.mark.parametrize("text", ["Vielen Dank!", "Guten Tag!", "Hallo", "Danke und LG", "Kurze Frage:", "?"])
def test_what_is_nothing_but_wrapping_stays(text: str) -> None:
    assert unwrapped(text) == text


@given(st.text())
def test_nothing_is_added_but_a_question_mark(text: str) -> None:
    rest = unwrapped(text)
    assert rest == text or len(rest) <= len(text)


@given(st.text(min_size=1))
def test_what_is_asked_is_never_lost_altogether(text: str) -> None:
    assert unwrapped(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Wie viele Firmen sind laut Jubiläumspublikation dabei?", "Wie viele Firmen sind dabei?"),
        ("How many firms are there according to the anniversary publication?", "How many firms are there?"),
        ("Laut der Publikation: Wie viele KMU sind dabei?", "Wie viele KMU sind dabei?"),
        ("Was steht in der Jubiläumspublikation?", "Was steht in der Jubiläumspublikation?"),
        ("Laut Publikation?", "Laut Publikation?"),
    ],
)
def test_that_the_publication_says_it_is_no_part_of_the_question(text: str, left: str) -> None:
    assert unwrapped(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("For a seminar paper: which phases did go-cluster go through?", "which phases did go-cluster go through?"),
        ("Ich wollte auch noch wissen: In welcher Stadt sitzt BioM?", "In welcher Stadt sitzt BioM?"),
        ("Und noch zur Clusterplattform: Wann ging sie online?", "Wann ging sie online Clusterplattform?"),
        ("How many members does BioM have, according to your data?", "How many members does BioM have?"),
        (
            "I need the clusters in Hamburg with gold for a visit of our minister.",
            "I need the clusters in Hamburg with gold",
        ),
        ("Who pays for a visit of experts?", "Who pays for a visit of experts?"),  # that is what is asked
        ("For which labels: gold or silver?", "For which labels: gold or silver?"),
    ],
)
def test_what_it_is_for_and_how_it_is_announced_is_left_off(text: str, left: str) -> None:
    assert unwrapped(text) == left
