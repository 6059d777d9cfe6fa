"""Buttons and what their callback data means."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot.channels.telegram.keyboards import (
    Action,
    ActionKind,
    DeepLink,
    answer_keyboard,
    data,
    deep_link,
    delete_keyboard,
    language_keyboard,
    language_of,
    parse,
    parse_start,
    share_button,
    start_keyboard,
    website_button,
)
from knowledge.records import ClusterCard, MembershipCard

TOKEN = "Ab_-12345678"
ACTIONS = {
    "g:Ab_-12345678": Action("good", TOKEN),
    "b:Ab_-12345678": Action("bad", TOKEN),
    "s:Ab_-12345678": Action("sources", TOKEN),
    "n:Ab_-12345678:2": Action("next", TOKEN, number=2),
    "t:admission": Action("topic", value="admission"),
    "l:auto": Action("language", value="auto"),
    "y:yes": Action("delete", value="yes"),
    "p:Ab_-12345678:12": Action("page", TOKEN, number=12),
    "o:Ab_-12345678:field:1": Action("pick", TOKEN, "field", 1),
    "v:Ab_-12345678:land:BY": Action("toggle", TOKEN, "land:BY"),
    "m:Ab_-12345678": Action("members", TOKEN),
    "x:Ab_-12345678:place": Action("widen", TOKEN, "place"),
    "c:Ab_-12345678:3:afbw": Action("card", TOKEN, "afbw", 3),
    "-": Action("still"),
}


def texts(keyboard: InlineKeyboardMarkup) -> list[list[str]]:
    return [[button.text for button in row] for row in keyboard.inline_keyboard]


def actions(keyboard: InlineKeyboardMarkup) -> list[list[Action | None]]:
    return [[parse(str(button.callback_data)) for button in row] for row in keyboard.inline_keyboard]


# -- callback data --------------------------------------------------------------------------------


def test_every_kind_of_action_is_tried_here() -> None:
    assert {action.kind for action in ACTIONS.values()} == set(get_args(ActionKind))


@pytest.mark.parametrize(("written", "action"), ACTIONS.items())
def test_an_action_is_written_and_read_back(written: str, action: Action) -> None:
    assert data(action) == written
    assert parse(written) == action


@pytest.mark.parametrize(
    "foreign",
    [None, "", "g", "g:", "q:abc", "g:a b", "g:abc:1", "n:abc", "n:abc:x", "n:abc:-1", "n:abc:1000", "t:other", "o:abc:city:0",
     "v:abc:city:x", "v:abc:land:" + "x" * 31, "x:abc:member:1", "c:abc:0:../etc", "c:abc:0:" + "x" * 41, "-:", "g:abc\n", "ü:1"],
)  # fmt: skip
def test_what_is_not_ours_is_no_action(foreign: str | None) -> None:
    assert parse(foreign) is None


@given(st.text(max_size=80))
def test_any_data_is_an_action_that_is_written_the_same_or_none(text: str) -> None:
    action = parse(text)
    assert action is None or parse(data(action)) == action


@pytest.mark.parametrize(
    "action",
    [Action("good"), Action("good", "with space"), Action("next", TOKEN, number=-1), Action("card", "x" * 16, "y" * 50, 1),
     Action("language", value="fr"), Action("good", TOKEN, value="lost")],
)  # fmt: skip
def test_an_action_that_could_not_be_read_back_is_not_written(action: Action) -> None:
    with pytest.raises(ValueError, match="shorten its values"):
        data(action)


def test_the_longest_data_has_64_bytes_at_most() -> None:
    assert len(data(Action("card", "x" * 16, "y" * 40, 999)).encode()) == 63


# -- under an answer ------------------------------------------------------------------------------


def test_under_an_answer_stand_ratings_sources_and_next_questions() -> None:
    keyboard = answer_keyboard(TOKEN, ("Who decides?", "How long does it take?"), "en")
    assert texts(keyboard) == [["👍", "👎", "Sources"], ["Who decides?"], ["How long does it take?"]]
    assert actions(keyboard) == [
        [Action("good", TOKEN), Action("bad", TOKEN), Action("sources", TOKEN)],
        [Action("next", TOKEN, number=0)],
        [Action("next", TOKEN, number=1)],
    ]


def test_there_are_three_next_questions_at_most() -> None:
    assert len(answer_keyboard(TOKEN, ["A?", "B?", "C?", "D?"], "en").inline_keyboard) == 4


def test_a_long_question_is_cut_to_its_button_at_a_word() -> None:
    question = "Which conditions does a cluster have to meet that wants to be admitted to the programme?"
    assert texts(answer_keyboard(TOKEN, [question], "en"))[1] == [
        "Which conditions does a cluster have to meet that wants to…"
    ]


@pytest.mark.parametrize(("rated", "marks"), [(True, ["👍 ✓", "👎"]), (False, ["👍", "👎 ✓"])])
def test_the_rating_that_was_given_is_marked(rated: bool, marks: list[str]) -> None:
    assert texts(answer_keyboard(TOKEN, (), "en", sources=False, rated=rated)) == [marks]


def card(website: str | None) -> ClusterCard:
    known = MembershipCard(status="unknown")
    return ClusterCard(
        id="a",
        name="A",
        land="Berlin",
        city=None,
        fields=(),
        label=None,
        go_cluster=known,
        website=website,
        citations=(),
    )


def test_a_single_cluster_has_its_website_under_it() -> None:
    rows = answer_keyboard(TOKEN, (), "de", cards=[card("https://example.org")]).inline_keyboard
    assert [(b.text, b.url) for b in rows[1]] == [("Website", "https://example.org")]
    assert len(answer_keyboard(TOKEN, (), "de", cards=[card("https://example.org")] * 2).inline_keyboard) == 1


@pytest.mark.parametrize("website", [None, "example.org", "javascript:x", "tg://user?id=1"])
def test_what_is_no_web_address_has_no_button(website: str | None) -> None:
    assert website_button(website, "en") is None


# -- elsewhere ------------------------------------------------------------------------------------


def test_the_start_has_buttons_for_what_people_come_for() -> None:
    values = [action.value for row in actions(start_keyboard("de")) for action in row if action]
    assert values == ["services", "admission", "clusters", "language"]


def test_the_language_that_is_chosen_is_marked() -> None:
    assert texts(language_keyboard("de", "de")) == [["English", "✓ Deutsch"], ["Wie die jeweilige Frage"]]
    assert texts(language_keyboard(None, "en")) == [["English", "Deutsch"], ["✓ As each question"]]
    assert [language_of(Action("language", value=v)) for v in ("en", "de", "auto")] == ["en", "de", None]


def test_a_deletion_is_confirmed_or_not() -> None:
    assert actions(delete_keyboard("en")) == [[Action("delete", value="yes"), Action("delete", value="no")]]


# -- deep links -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameter", "link"),
    [
        ("admission", DeepLink("admission")),
        (" Services ", DeepLink("services")),
        ("cluster_afbw", DeepLink("cluster", "afbw")),
        ("field_forest-wood", DeepLink("field", "forest-wood")),
        ("land_BY", DeepLink("land", "BY")),
    ],
)
def test_a_deep_link_says_what_to_open(parameter: str, link: DeepLink) -> None:
    assert parse_start(parameter) == link


@pytest.mark.parametrize(
    "parameter", ["", "cluster_", "cluster_a b", "cluster_<b>", "user_1", "land_" + "x" * 60, "'; drop"]
)
def test_what_is_no_deep_link_opens_nothing(parameter: str) -> None:
    assert parse_start(parameter) is None


def test_a_deep_link_that_telegram_would_not_take_is_refused() -> None:
    assert deep_link("go_bot", "cluster_afbw") == "https://t.me/go_bot?start=cluster_afbw"
    for bad in ("", "x" * 65, "a b", "ä"):
        with pytest.raises(ValueError, match="choose another"):
            deep_link("go_bot", bad)


def test_sharing_offers_the_deep_link_with_the_name() -> None:
    url = share_button("go_bot", "afbw", "A & B", "en").url
    assert url == "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fgo_bot%3Fstart%3Dcluster_afbw&text=A%20%26%20B"
