"""Questions in private chats: answers, languages, limits, edits, and what is no text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from telegram import InlineKeyboardMarkup
from telegram_world import ANNA, BERT, NOW, World, person

from bot.channels.telegram.effects import Delete, Edit, Effect, Send, Typing
from bot.channels.telegram.texts import text as say
from bot.dialogue.conversation import MAX_CHARS
from bot.dialogue.phrases import phrase
from bot.limits import Limits
from knowledge.answers.answer import Answerer
from knowledge.quotation.wording import CONTACT

QUESTION, FRAGE = "What is the bridge made of?", "Woraus ist die Brücke gebaut?"
PHOTO = {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]}


def text_of(effects: tuple[Effect, ...]) -> str:
    """The text of all messages, which there must be nothing but."""
    sends = [effect for effect in effects if isinstance(effect, Send)]
    assert len(sends) == len(effects)
    return "\n".join(send.plain for send in sends)


def buttons(effect: Effect) -> list[tuple[str, str]]:
    """Each button's label and callback data."""
    keyboard = getattr(effect, "keyboard", None)
    assert isinstance(keyboard, InlineKeyboardMarkup)
    return [(b.text, str(b.callback_data)) for row in keyboard.inline_keyboard for b in row]


# -- answers -----------------------------------------------------------------------------------


def test_an_answer_is_cited_and_its_source_named(world: World) -> None:
    (sent,) = world.said(QUESTION)
    assert isinstance(sent, Send)
    assert '<a href="https://example.org/r?a=1&amp;b=2">[1]</a>' in sent.html
    assert "<blockquote expandable>" in sent.html
    assert "The bridge is made of timber. [1]" in sent.plain


def test_below_an_answer_are_ratings_sources_and_questions_that_can_be_answered(world: World) -> None:
    (sent,) = world.said(QUESTION)
    labels = [label for label, _ in buttons(sent)]
    assert labels == ["👍", "👎", "Sources", "What does the crane lift?"]


def test_while_others_wait_only_known_next_questions_are_offered(telegram_answerer: Answerer, tmp_path: Path) -> None:
    world = World(telegram_answerer, tmp_path, is_busy=lambda: True)
    assert [label for label, _ in buttons(world.said(QUESTION)[-1])] == ["👍", "👎", "Sources"]
    while world.desk.next_questions.warm():
        pass
    assert "What does the crane lift?" in [label for label, _ in buttons(world.said(QUESTION)[-1])]
    world.close()


def test_the_first_contact_says_that_this_is_an_automated_assistant_and_the_second_does_not(world: World) -> None:
    assert phrase("notice", "en") in text_of(world.said(QUESTION))
    assert phrase("notice", "en") not in text_of(world.said(QUESTION))


def test_a_follow_up_is_understood_in_its_conversation_only(world: World) -> None:
    world.said("Photonics clusters in Thuringia")
    assert "Optics2 Network" in text_of(world.said("the second one"))
    assert "Optics2 Network" not in text_of(world.said("the second one", user=BERT))


def test_a_list_of_clusters_is_the_finder_with_its_pages_and_ratings(world: World) -> None:
    world.said("Hello")
    (sent,) = world.said("Photonics clusters in Thuringia")
    assert "6 clusters fit" in sent.plain  # type: ignore[union-attr]
    kinds = [data[0] for _, data in buttons(sent)]
    assert [kind for kind in "cpoxgb" if kind not in kinds] == []


def test_a_list_that_comes_first_comes_below_the_notice(world: World) -> None:
    first, second = world.said("Photonics clusters in Thuringia")
    assert first.plain == phrase("notice", "en")  # type: ignore[union-attr]
    assert "6 clusters fit" in second.plain  # type: ignore[union-attr]


def test_one_cluster_of_a_list_is_told_of_in_words(world: World) -> None:
    world.said("Photonics clusters in Thuringia")
    (sent,) = world.said("the second one")
    assert "p" not in [data[0] for _, data in buttons(sent)]
    assert "Optics2 Network builds" in sent.plain or "They build engines." in sent.plain  # type: ignore[union-attr]


def test_a_wish_that_nothing_fits_offers_to_drop_a_condition(world: World) -> None:
    world.said("Hello")
    (sent,) = world.said("Photonics clusters in Hamburg")
    assert [label for label, data in buttons(sent) if data.startswith("x:")] == ["✕ Place (6)", "All clusters"]


def test_a_question_without_an_answer_is_kept_for_staff_without_its_person(world: World) -> None:
    world.said("How deep is the harbour of Anna Example? anna@example.org")
    (gap,) = world.state.gaps()
    assert gap.question.startswith("How deep is the harbour")
    assert "example.org" not in gap.question
    assert gap.reason


def test_each_answer_counts_for_the_figures(world: World) -> None:
    for user, text in ((ANNA, QUESTION), (ANNA, "Hello"), (BERT, "How deep is the harbour?")):
        world.said(text, user=user)
    assert [figure.kind for figure in world.state.answers_since(0)] == ["answer", "smalltalk", "abstention"]


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b> & <script>alert(1)</script>",
        "'; DROP TABLE shown; --",
        'bridge" OR "x NEAR( AND NOT *',
        "\u202eWhat is the bridge made of?\u200b",
        "x" * MAX_CHARS,
        "🏗" * 2000,
    ],
)
def test_whatever_is_written_is_just_a_question(world: World, text: str) -> None:
    sent = world.said(text)[-1]
    assert isinstance(sent, Send)
    assert sent.plain
    assert "<script>" not in sent.html
    assert not set("\u202e\u200b") & set(sent.plain)


@pytest.mark.parametrize("text", ["\u200b", " \u2060 "])
def test_what_is_empty_to_the_eye_is_asked_for_anew(world: World, text: str) -> None:
    assert text_of(world.said(text)) == say("empty", "en")


def test_what_is_too_long_is_refused_with_its_length(world: World) -> None:
    assert text_of(world.said("a " * 50_000)) == say("too_long", "en", n=99_999, limit=MAX_CHARS)


# -- languages ---------------------------------------------------------------------------------


def test_a_question_is_answered_in_its_own_language_whatever_is_chosen(world: World) -> None:
    world.state.set_language(world.person(), "en")
    assert "Die Brücke ist aus Holz gebaut." in text_of(world.said(FRAGE))


def test_where_a_question_does_not_say_the_chosen_language_counts(world: World) -> None:
    world.state.set_language(world.person(), "de")
    assert phrase("notice", "de") in text_of(world.said("2013?"))


@pytest.mark.parametrize(
    ("client", "language"), [("de", "de"), ("de-AT", "de"), ("en", "en"), ("fr", "en"), (None, "en")]
)
def test_where_nothing_else_says_the_client_does(world: World, client: str | None, language: str) -> None:
    said = world.said("2013?", **{"from": {**person(ANNA), "language_code": client}})
    assert phrase("notice", language) in text_of(said)  # type: ignore[arg-type]


# -- limits ------------------------------------------------------------------------------------


def test_above_the_limit_one_polite_sentence_is_said_and_then_nothing(
    telegram_answerer: Answerer, tmp_path: Path
) -> None:
    world = World(telegram_answerer, tmp_path, limits=Limits(per_minute=2, per_day=3))
    said = [world.said("Hello") for _ in range(4)]
    assert text_of(said[2]) == say("limit", "en")
    assert said[3] == ()
    assert text_of(world.said("Hello", user=BERT)) != say("limit", "en")
    world.now += 61
    assert text_of(world.said("Hello")) == phrase("greeting", "en")
    assert text_of(world.said("Hello")) == say("limit_day", "en", contact=CONTACT)
    world.close()


def test_deleting_is_never_above_a_limit(telegram_answerer: Answerer, tmp_path: Path) -> None:
    world = World(telegram_answerer, tmp_path, limits=Limits(per_minute=1, per_day=1))
    world.said("Hello")
    assert text_of(world.said("/delete")) == say("delete_ask", "en")
    world.close()


# -- what is no text ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "values",
    [
        PHOTO,
        {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}},
        {"document": {"file_id": "a", "file_unique_id": "b"}},
        {"location": {"latitude": 50.0, "longitude": 11.0}},
        {"dice": {"emoji": "🎲", "value": 1}},
        {**PHOTO, "caption": QUESTION},
    ],
)
def test_media_get_one_friendly_sentence(world: World, values: dict[str, Any]) -> None:
    assert text_of(world.effects(world.updates.of(message=world.updates.message(**values)))) == say("media", "en")


def test_an_album_gets_one_sentence_for_all_its_pictures(world: World) -> None:
    pictures = [world.updates.message(**PHOTO, media_group_id="album") for _ in range(4)]
    answered = [world.effects(world.updates.of(message=picture)) for picture in pictures]
    assert [bool(effects) for effects in answered] == [True, False, False, False]


def test_service_messages_make_no_work(world: World) -> None:
    pinned = world.updates.message("pinned")
    for values in ({"pinned_message": pinned}, {"message_auto_delete_timer_changed": {"message_auto_delete_time": 9}}):
        assert world.work(world.updates.of(message=world.updates.message(**values))) is None


# -- which thread, and the sign of work --------------------------------------------------------


def test_a_question_shows_that_the_bot_works_and_a_picture_does_not(world: World) -> None:
    asked = world.work(world.updates.text(QUESTION))
    seen = world.work(world.updates.of(message=world.updates.message(**PHOTO)))
    assert asked is not None
    assert seen is not None
    assert (asked.typing, asked.seconds) == (Typing(ANNA), 0.0)
    assert (seen.typing, seen.seconds) == (None, None)


def test_a_long_question_is_expected_to_take_longer(world: World) -> None:
    work = world.work(world.updates.text("x" * 2250))
    assert work is not None
    assert work.seconds == pytest.approx(1.0)


def test_what_fails_is_told_with_its_number(world: World) -> None:
    work = world.work(world.updates.text(QUESTION))
    assert work is not None
    assert text_of(work.trouble("1a2b")) == say("trouble", "en", reference="1a2b")


# -- edits -------------------------------------------------------------------------------------


def edited(
    world: World, before: str, after: str, *, replies: tuple[int, ...], later: int = 5, **values: Any
) -> tuple[Effect, ...]:
    """What comes of a message that was answered with `replies` and is changed."""
    message = world.updates.message(before, **values)
    world.effects(world.updates.of(message=message))
    chat = message["chat"]["id"]
    world.state.set_replies(world.pseudonyms.of(chat), message["message_id"], replies)
    again = {**world.updates.message(after, **values), "message_id": message["message_id"]}
    return world.effects(world.updates.of(edited_message={**again, "edit_date": NOW + later}))


def test_an_edited_question_is_answered_by_editing_the_reply(world: World) -> None:
    (edit,) = edited(world, QUESTION, "What does the crane lift?", replies=(201,))
    assert isinstance(edit, Edit)
    assert (edit.chat_id, edit.message_id) == (ANNA, 201)
    assert "The crane lifts coal." in edit.plain
    assert "👍" in [label for label, _ in buttons(edit)]


def test_replies_that_are_left_over_are_deleted_and_missing_ones_are_sent(world: World) -> None:
    edit, gone = edited(world, QUESTION, "Hello", replies=(201, 202))
    assert isinstance(edit, Edit)
    assert isinstance(gone, Delete)
    assert gone.message_id == 202
    assert gone.answers is not None
    first, second = edited(world, QUESTION, "/clusters", replies=(203,))
    assert isinstance(first, Edit)
    assert isinstance(second, Send)
    assert second.answers is not None


def test_an_edit_of_what_was_not_answered_is_answered_while_it_is_fresh(world: World) -> None:
    (sent,) = edited(world, QUESTION, QUESTION, replies=())
    assert isinstance(sent, Send)
    assert edited(world, QUESTION, QUESTION, replies=(), later=7200) == ()


def test_an_old_answer_is_edited_however_late(world: World) -> None:
    assert isinstance(edited(world, QUESTION, QUESTION, replies=(201,), later=7200)[0], Edit)


def test_an_edit_without_text_makes_no_work(world: World) -> None:
    moved = world.updates.message(location={"latitude": 50.0, "longitude": 11.0})
    assert world.work(world.updates.of(edited_message=moved)) is None


def test_a_message_of_a_group_that_is_edited_to_address_the_bot_is_answered(world: World) -> None:
    message = world.updates.message(QUESTION, chat=-1001)
    assert world.work(world.updates.of(message=message)) is None
    now = world.updates.message(f"@cluster_bot {QUESTION}", chat=-1001)
    (sent,) = world.effects(
        world.updates.of(edited_message={**now, "message_id": message["message_id"], "edit_date": NOW + 9})
    )
    assert isinstance(sent, Send)
    assert "timber" in sent.plain
