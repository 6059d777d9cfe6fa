"""What each button does, and what becomes of buttons that are old, made up or pressed by others."""

from __future__ import annotations

from pathlib import Path

import pytest
from telegram import InlineKeyboardMarkup
from telegram_world import ANNA, BERT, GROUP, World, person

from bot.channels.telegram.bursts import Bursts
from bot.channels.telegram.effects import Acknowledge, Edit, Effect, Send, Typing
from bot.channels.telegram.texts import text as say
from bot.limits import Limits
from knowledge.answers.answer import Answerer

QUESTION = "What is the bridge made of?"
BELOW = 201  # the message of the bot that the buttons stand below


def labelled(effect: Effect) -> dict[str, str]:
    """Callback data by label."""
    keyboard = getattr(effect, "keyboard", None)
    assert isinstance(keyboard, InlineKeyboardMarkup)
    return {button.text: str(button.callback_data) for row in keyboard.inline_keyboard for button in row}


def asked(world: World, question: str = QUESTION, **values: object) -> dict[str, str]:
    """The buttons below the answer to a question."""
    return labelled(world.said(question, **values)[-1])


def pressed(world: World, data: str, *, user: int = ANNA, chat: int | None = None) -> tuple[str, tuple[Effect, ...]]:
    """What the person is told at once, and what else is done."""
    first, *others = world.effects(world.updates.press(data, BELOW, user=user, chat=chat))
    assert isinstance(first, Acknowledge)
    return first.text, tuple(others)


def one_edit(effects: tuple[Effect, ...]) -> Edit:
    (edit,) = effects
    assert isinstance(edit, Edit)
    assert edit.message_id == BELOW
    return edit


# -- below an answer ---------------------------------------------------------------------------


@pytest.mark.parametrize(("label", "thanks", "marked"), [("👍", "rated_good", "👍 ✓"), ("👎", "rated_bad", "👎 ✓")])
def test_a_rating_is_thanked_for_and_marked_and_the_answer_stays(
    world: World, label: str, thanks: str, marked: str
) -> None:
    (sent,) = world.said(QUESTION)
    assert isinstance(sent, Send)
    text, effects = pressed(world, labelled(sent)[label])
    edit = one_edit(effects)
    assert text == say(thanks, "en")
    assert (edit.html, edit.plain) == (sent.html, sent.plain)
    assert marked in labelled(edit)


def test_a_bad_rating_is_kept_for_staff_with_its_question(world: World) -> None:
    buttons = asked(world)
    pressed(world, buttons["👍"])
    pressed(world, buttons["👎"])
    (rated,) = world.state.bad_ratings()
    assert (rated.question, rated.good, rated.bad) == (QUESTION, 0, 1)
    assert rated.answer.startswith("The bridge is made of timber.")


def test_a_list_of_clusters_is_rated_without_being_changed(world: World) -> None:
    text, effects = pressed(world, asked(world, "Photonics clusters in Thuringia")["👎"])
    assert (text, effects) == (say("rated_bad", "en"), ())
    assert world.state.bad_ratings()[0].question == "Photonics clusters in Thuringia"


def test_in_a_group_a_rating_is_not_shown_to_the_others(world: World) -> None:
    buttons = asked(world, f"@cluster_bot {QUESTION}", chat=GROUP)
    assert pressed(world, buttons["👍"], user=BERT, chat=GROUP) == (say("rated_good", "en"), ())


def test_sources_are_sent_in_full(world: World) -> None:
    _, (sent,) = pressed(world, asked(world)["Sources"])
    assert isinstance(sent, Send)
    assert sent.plain.startswith("Sources\n")
    assert "Report & more, Ministry, January 2023, p. 7" in sent.plain


def test_a_next_question_is_answered_below_its_words(world: World) -> None:
    _, (sent,) = pressed(world, asked(world)["What does the crane lift?"])
    assert isinstance(sent, Send)
    assert sent.html.startswith("<b>What does the crane lift?</b>\n\nThe crane lifts coal.")
    assert (sent.chat_id, sent.answers) == (ANNA, None)
    rated = one_edit(pressed(world, labelled(sent)["👍"])[1])
    assert rated.html == sent.html


def test_a_next_question_counts_as_a_question(telegram_answerer: Answerer, tmp_path: Path) -> None:
    world = World(telegram_answerer, tmp_path, limits=Limits(per_minute=2, per_day=100))
    data = asked(world)["What does the crane lift?"]
    assert pressed(world, data)[0] == ""
    assert pressed(world, data) == (say("limit", "en"), ())
    world.close()


def test_a_next_question_shows_that_the_bot_works(world: World) -> None:
    data = asked(world)["What does the crane lift?"]
    work = world.work(world.updates.press(data, BELOW))
    assert work is not None
    assert (work.typing, work.seconds) == (Typing(ANNA), 0.0)


# -- the finder --------------------------------------------------------------------------------


def test_pages_are_turned_by_editing_the_message(world: World) -> None:
    buttons = asked(world, "/clusters")
    edit = one_edit(pressed(world, buttons["▶"])[1])
    assert edit.plain.startswith("7 clusters\n\n6. ")
    assert one_edit(pressed(world, labelled(edit)["◀"])[1]).plain.startswith("7 clusters\n\n1. ")


def test_a_facet_narrows_and_widens_by_editing_the_message(world: World) -> None:
    picking = one_edit(pressed(world, asked(world, "/clusters")["📍 Land"])[1])
    assert "Saxony (1)" in labelled(picking)
    narrowed = one_edit(pressed(world, labelled(picking)["Saxony (1)"])[1])
    assert narrowed.plain.startswith("One cluster fits: in Saxony")
    widened = one_edit(pressed(world, labelled(narrowed)["✕ Place (7)"])[1])
    assert widened.plain.startswith("7 clusters")


def test_members_only_is_a_facet_too(world: World) -> None:
    edit = one_edit(pressed(world, asked(world, "/clusters")["Members of go-cluster only (1)"])[1])
    assert "Weavers Network" in edit.plain
    assert "Optics1" not in edit.plain


def test_what_was_narrowed_is_what_the_conversation_goes_on_with(world: World) -> None:
    picking = one_edit(pressed(world, asked(world, "/clusters")["📍 Land"])[1])
    pressed(world, labelled(picking)["Thuringia (6)"])
    assert "Optics2 Network" in world.said("the second one")[-1].plain  # type: ignore[union-attr]


def test_a_card_opens_and_leads_back_to_its_page(world: World) -> None:
    second = one_edit(pressed(world, asked(world, "/clusters")["▶"])[1])
    card = one_edit(pressed(world, labelled(second)["7"])[1])
    assert card.plain.startswith("Weavers Network\n")
    back = one_edit(pressed(world, labelled(card)[say("back_to_list", "en")])[1])
    assert back.plain == second.plain


def test_paging_back_and_forth_keeps_one_wish_under_one_token(world: World) -> None:
    buttons = asked(world, "/clusters")
    there = labelled(one_edit(pressed(world, buttons["▶"])[1]))
    back = labelled(one_edit(pressed(world, there["◀"])[1]))
    assert back["▶"] == buttons["▶"]


# -- start, language, deletion -----------------------------------------------------------------


def test_a_topic_is_its_command(world: World) -> None:
    world.said("/start")
    _, (sent,) = pressed(world, "t:services")
    assert isinstance(sent, Send)
    assert "workshops and studies" in sent.plain


def test_a_language_is_chosen_and_marked(world: World) -> None:
    edit = one_edit(pressed(world, "l:de")[1])
    assert edit.plain == say("language_chosen", "de")
    assert "✓ Deutsch" in labelled(edit)
    assert world.state.language(world.person()) == "de"
    assert one_edit(pressed(world, "l:auto")[1]).plain == say("language_auto", "en")
    assert world.state.language(world.person()) is None


def test_deletion_takes_all_that_is_kept_of_the_person_and_of_nobody_else(world: World) -> None:
    for user in (ANNA, BERT):
        asked(world, user=user)
        world.state.set_language(world.person(user), "de")
    edit = one_edit(pressed(world, "y:yes")[1])
    assert edit.plain == say("delete_done", "de")
    left = world.state.export(world.person())
    assert (left.language, *map(len, (left.sessions, left.shown, left.ratings, left.messages))) == (None, 0, 0, 0, 0)
    assert world.state.language(world.person(BERT)) == "de"


def test_a_deletion_that_is_not_meant_deletes_nothing(world: World) -> None:
    asked(world)
    assert one_edit(pressed(world, "y:no")[1]).plain == say("delete_kept", "en")
    assert world.state.session(world.session()) is not None


# -- old, made up, pressed by others -----------------------------------------------------------


@pytest.mark.parametrize(
    "data", ["g:unknown12345", "s:unknown12345", "n:unknown12345:0", "p:unknown12345:1", "made up", "g:", "🏗" * 16]
)
def test_what_is_not_known_any_more_says_so(world: World, data: str) -> None:
    assert pressed(world, data) == (say("gone", "en"), ())


def test_buttons_of_deleted_answers_are_gone(world: World) -> None:
    buttons = asked(world)
    pressed(world, "y:yes")
    assert pressed(world, buttons["Sources"]) == (say("gone", "en"), ())


def test_a_next_question_that_was_never_offered_is_gone(world: World) -> None:
    data = asked(world)["What does the crane lift?"].replace(":0", ":7")
    assert pressed(world, data) == (say("gone", "en"), ())


def test_what_was_shown_in_one_chat_cannot_be_had_from_another(world: World) -> None:
    buttons = asked(world)
    assert pressed(world, buttons["Sources"], user=BERT) == (say("gone", "en"), ())
    assert pressed(world, buttons["Sources"], user=ANNA, chat=GROUP) == (say("gone", "en"), ())


def test_in_a_group_anyone_may_press_and_is_answered_below_the_answer(world: World) -> None:
    buttons = asked(world, f"@cluster_bot {QUESTION}", chat=GROUP)
    _, (sent,) = pressed(world, buttons["Sources"], user=BERT, chat=GROUP)
    assert isinstance(sent, Send)
    assert (sent.chat_id, sent.reply_to) == (GROUP, BELOW)


def test_a_button_that_only_shows_something_does_nothing(world: World) -> None:
    assert pressed(world, "-") == ("", ())


def test_pressing_without_end_is_slowed_down(telegram_answerer: Answerer, tmp_path: Path) -> None:
    world = World(telegram_answerer, tmp_path, presses=Bursts(2))
    assert [pressed(world, "l:de")[0] for _ in range(3)] == ["", "", say("limit", "de")]
    world.close()


def test_a_button_below_an_inline_result_is_acknowledged(world: World) -> None:
    query = {"id": "q", "from": person(ANNA), "inline_message_id": "m", "chat_instance": "1", "data": "g:x"}
    assert world.effects(world.updates.of(callback_query=query)) == (Acknowledge("q"),)


def test_a_button_below_a_message_that_is_too_old_to_read_still_works(world: World) -> None:
    old = {"message_id": BELOW, "date": 0, "chat": {"id": ANNA, "type": "private"}}
    query = {"id": "q", "from": person(ANNA), "message": old, "chat_instance": "1", "data": "l:de"}
    assert one_edit(world.effects(world.updates.of(callback_query=query))[1:]).plain == say("language_chosen", "de")


def test_what_fails_is_told_with_its_number_in_as_few_words_as_a_notice_has(world: World) -> None:
    work = world.work(world.updates.press("l:de", BELOW))
    assert work is not None
    (told,) = work.trouble("1a2b")
    assert isinstance(told, Acknowledge)
    assert len(told.text) <= 200
