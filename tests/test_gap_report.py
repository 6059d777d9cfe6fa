from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.gap_report import GapGroup, RatedGroup, alike, gap_groups, rated_groups
from bot.state.records import Gap, RatedAnswer
from knowledge.records import LANGUAGES, Language

GAPS = Path(__file__).parents[1] / "knowledge/corpus/gaps.yaml"
# How people vary a question: (before it, behind it); misspellings and umlauts come on top.
FRAMES: dict[Language, list[tuple[str, str]]] = {
    "en": [("", ""), ("Hello, ", " Thanks!"), ("Could you please tell me: ", "")],
    "de": [("", ""), ("Hallo, ", " Danke!"), ("Können Sie mir bitte sagen: ", "")],
}
SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def gap(
    question: str, language: Language = "en", day: str = "2024-10-04", reason: str = "the sources do not say"
) -> Gap:
    return Gap(question, language, reason, day)


def questions(groups: list[list[Gap]]) -> list[list[str]]:
    return [[item.question for item in group] for group in groups]


def test_no_gaps_make_no_groups() -> None:
    assert (gap_groups([]), rated_groups([]), alike([])) == ([], [], [])


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("What is the membership fee?", "membership fee", "en"),
        ("What is the membership fee?", "WHAT ARE THE MEMBERSHIP FEES", "en"),
        ("What is the membership fee?", "Hello, what is the membershp fee please?", "en"),
        ("Wie hoch ist der Mitgliedsbeitrag für Vereine?", "mitgliedsbeitrag fuer vereine", "de"),
        ("Wie hoch ist der Mitgliedsbeitrag?", "Wie hoch ist der Mitgleidsbeitrag?", "de"),
        ("why?", "Why", "en"),
    ],
)
def test_like_questions_are_one_group(one: str, other: str, language: Language) -> None:
    assert len(alike([gap(one, language), gap(other, language)])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What is the membership fee?", "What is the application fee?"),
        ("Who leads the office?", "Who pays for the office?"),
        ("What was the budget in 2021?", "What was the budget in 2022?"),
        ("why?", "who?"),
        ("???", "Why?"),
    ],
)
def test_other_questions_are_groups_of_their_own(one: str, other: str) -> None:
    assert len(alike([gap(one), gap(other)])) == 2


def test_questions_of_two_languages_stay_apart() -> None:
    assert len(alike([gap("Budget 2023", "en"), gap("Budget 2023", "de")])) == 2


def test_each_question_is_in_one_group() -> None:
    items = [gap(f"{a} {b} of the cluster") for a in ("budget", "seat", "staff") for b in ("2021", "2022", "office")]
    assert sorted(itertools.chain(*questions(alike(items)))) == sorted(item.question for item in items)


def test_a_group_is_told_by_its_most_frequent_wording_with_counts_and_the_newest_day() -> None:
    asked = [
        gap("membership fee", day="2024-10-01"),
        gap("What is the membership fee?", day="2024-10-03"),
        gap("What is the membership fee?", day="2024-10-02", reason="outside the sources"),
    ]
    assert gap_groups(asked) == [
        GapGroup(
            "What is the membership fee?",
            "en",
            3,
            "2024-10-03",
            ("the sources do not say", "outside the sources"),
            ("What is the membership fee?", "membership fee"),
        )
    ]


def test_the_most_frequent_group_comes_first_and_then_the_newest() -> None:
    asked = [
        gap("office budget", day="2024-10-09"),
        gap("weather tomorrow", day="2024-10-01"),
        gap("weather tomorrow", day="2024-10-01"),
        gap("salary of the director", day="2024-10-10"),
    ]
    assert [g.question for g in gap_groups(asked)] == ["weather tomorrow", "salary of the director", "office budget"]


def test_the_report_does_not_depend_on_the_order_of_equal_questions() -> None:
    asked = [gap("membership fee"), gap("office budget"), gap("membership fees"), gap("budget of the office")]
    expected = gap_groups(asked)
    assert [gap_groups(list(order)) == expected for order in itertools.permutations(asked)] == [True] * 24


def test_ratings_of_like_questions_add_up_and_the_worst_come_first() -> None:
    rated = [
        RatedAnswer("What is the membership fee?", "None [1].", "en", 2, 1, "2024-10-01"),
        RatedAnswer("membership fee", "Ask the office [1].", "en", 0, 2, "2024-10-03"),
        RatedAnswer("Who leads it?", "", "en", 0, 1, "2024-10-04"),
    ]
    assert rated_groups(rated) == [
        RatedGroup(
            "What is the membership fee?",
            "en",
            3,
            2,
            "2024-10-03",
            ("Ask the office [1].", "None [1]."),
            ("What is the membership fee?", "membership fee"),
        ),
        RatedGroup("Who leads it?", "en", 1, 0, "2024-10-04", (), ("Who leads it?",)),
    ]


def misspelt(question: str, chance: random.Random) -> str:
    words = question.split()
    long = [n for n, word in enumerate(words) if len(word) > 5]
    if not long:
        return question
    n = chance.choice(long)
    cut = chance.randrange(1, len(words[n]) - 2)
    words[n] = words[n][:cut] + words[n][cut + 1 :]
    return " ".join(words)


def variations(language: Language, line: int) -> Iterator[tuple[str, Gap]]:
    """Yield one question to each known gap in four forms, with the id of the gap."""
    chance = random.Random(7)
    known: list[Any] = yaml.safe_load(GAPS.read_text(encoding="utf-8"))
    for entry in (entry for entry in known if len(entry["asked"][language]) > line):
        question = entry["asked"][language][line]
        for before, behind in FRAMES[language]:
            yield entry["id"], gap(f"{before}{question}{behind}", language)
        yield entry["id"], gap(misspelt(question.lower().translate(SPELT), chance), language)


@pytest.mark.parametrize("line", [1, 7])
@pytest.mark.parametrize("language", LANGUAGES)
def test_variations_of_a_question_come_together_and_other_questions_do_not(language: Language, line: int) -> None:
    made = list(variations(language, line))
    of = {id(item): known for known, item in made}
    groups = [[of[id(item)] for item in group] for group in alike([item for _, item in made])]
    together = sum(len(group) * (len(group) - 1) // 2 for group in groups)
    right = sum(n * (n - 1) // 2 for group in groups for n in [group.count(known) for known in set(group)])
    should = len(made) // 4 * 6
    assert right / together > 0.96
    assert right / should > 0.97
