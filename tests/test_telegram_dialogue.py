"""One whole dialogue, from /start to /delete, through the application as Telegram would have it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from telegram import Update
from telegram_world import BERT, GROUP, Running, World, person

from bot.channels.telegram.texts import text as say
from bot.dialogue.phrases import phrase


class Dialogue:
    """What Anna does, and what she then sees."""

    def __init__(self, running: Running) -> None:
        self._running = running
        self._updates = running.world.updates

    def says(self, text: str, **values: Any) -> str:
        """Write; return the last message that comes of it."""
        return self.does(self._updates.text(text, **values))

    def does(self, update: Update) -> str:
        """Let an update happen; return the text of the last message that was sent or edited."""
        calls = self._running.process(update)
        shown = [values for name, values in calls if name in ("sendMessage", "editMessageText")]
        assert shown, "nothing was said"
        return str(shown[-1]["text"])

    def presses(self, label: str, **values: Any) -> list[tuple[str, dict[str, Any]]]:
        """Press the newest button of that label; return what was called."""
        for message_id, message in sorted(self._running.api.messages.items(), reverse=True):
            keyboard = json.loads(json.dumps(message.get("reply_markup") or {}, default=lambda o: o.to_dict()))
            for button in (b for row in keyboard.get("inline_keyboard", ()) for b in row):
                if button["text"] == label:
                    update = self._updates.press(button["callback_data"], message_id, **values)
                    return self._running.process(update)
        pytest.fail(f"there is no button {label!r}")

    def sees_after(self, label: str, **values: Any) -> str:
        """Press a button; return the text of the message that was sent or edited."""
        return str(self.presses(label, **values)[-1][1]["text"])


@pytest.fixture
def running(world: World) -> Iterator[Running]:
    made = Running(world)
    yield made
    made.close()


def test_a_dialogue_from_start_to_deletion(running: Running) -> None:
    anna = Dialogue(running)
    world = running.world

    # the start: who is speaking, and what people come for
    assert "I am an automated assistant" in anna.says("/start")
    assert "workshops and studies" in anna.sees_after(say("button_services", "en"))

    # a question, its sources, a rating, a next question
    answer = anna.says("What is the bridge made of?")
    assert answer.startswith("The bridge is made of timber. <a href=")
    assert "<b>Sources</b>" in anna.sees_after("Sources")
    acknowledged, edited = anna.presses("👍")
    assert acknowledged[1]["text"] == say("rated_good", "en")
    assert edited[1]["text"] == answer
    assert "The crane lifts coal." in anna.sees_after("What does the crane lift?")

    # the finder: a list, a follow-up, pages, facets, a card
    assert "<b>6 clusters fit</b>: Optical" in anna.says("Photonics clusters in Thuringia")
    assert "Optics6 Network" in anna.sees_after("▶")
    assert "<b>7 clusters</b>" in anna.sees_after(say("widen_all", "en"))
    assert say("pick_land", "en") in anna.sees_after(say("facet_land", "en"))
    assert "<b>One cluster fits</b>: in Saxony" in anna.sees_after("Saxony (1)")
    assert "Weavers Network" in anna.sees_after("1")
    assert "<b>One cluster fits</b>: in Saxony" in anna.sees_after(say("back_to_list", "en"))
    assert "Weavers Network" in anna.says("Where is it?")

    # in any other chat
    ((name, values),) = running.process(world.updates.typed("photonics thuringia"))
    assert name == "answerInlineQuery"
    assert len(values["results"]) == 6

    # German: by the question, and by choice
    assert anna.says("Woraus ist die Brücke gebaut?").startswith("Die Brücke ist aus Holz gebaut.")
    anna.says("/language")
    assert "auf Deutsch" in anna.sees_after("Deutsch")
    assert anna.says("/privacy").startswith("<b>Was von Ihnen gespeichert wird</b>")

    # what is kept, and its end
    ((name, values),) = running.process(world.updates.text("/export"))
    assert (name, values["caption"]) == ("sendDocument", say("export_done", "de"))
    anna.says("/delete")
    assert anna.sees_after(say("button_delete", "de")) == say("delete_done", "de")
    left = world.state.export(world.person())
    assert (left.language, len(left.sessions), len(left.shown), len(left.ratings)) == (None, 0, 0, 0)

    # she is new to the bot again
    assert phrase("notice", "en") in anna.says("What does the crane lift?")


def test_in_a_group_it_speaks_when_spoken_to(running: Running) -> None:
    group = Dialogue(running)
    updates = running.world.updates
    assert running.process(updates.text("What is the bridge made of?", chat=GROUP)) == []
    assert "timber" in group.says("@cluster_bot What is the bridge made of?", chat=GROUP)
    assert "Report &amp; more" in group.sees_after("Sources", user=BERT, chat=GROUP)
    last = {"message_id": running.api.last_id, "date": 0, "chat": {"id": GROUP, "type": "supergroup"}}
    own = {**last, "from": person(running.transport.bot.id)}
    assert "coal" in group.says("What does the crane lift?", chat=GROUP, user=BERT, reply_to_message=own)
    assert all(values["chat_id"] == GROUP for values in running.api.called("sendMessage"))


def test_an_edited_question_changes_its_answer_and_what_is_left_over_goes(running: Running) -> None:
    anna = Dialogue(running)
    updates = running.world.updates
    message = updates.message("/clusters")
    running.process(updates.of(message=message))
    assert len(running.api.messages) == 2
    again = {
        **updates.message("What is the bridge made of?"),
        "message_id": message["message_id"],
        "edit_date": message["date"],
    }
    calls = running.process(updates.of(edited_message=again))
    assert [name for name, _ in calls] == ["editMessageText", "deleteMessage"]
    assert "timber" in calls[0][1]["text"]
    assert list(running.api.messages) == [101]
    third = {
        **updates.message("What does the crane lift?"),
        "message_id": message["message_id"],
        "edit_date": message["date"],
    }
    assert "coal" in anna.does(updates.of(edited_message=third))
    assert list(running.api.messages) == [101]
