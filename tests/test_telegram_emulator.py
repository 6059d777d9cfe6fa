"""The bot against a Bot API server that is not ours: `clusterbot telegram` as people start it, and whole dialogues with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import emulator
import emulator_shim
import pytest
from bot_api import TOKEN
from command_line import WORDS
from emulator import Emulator, Person
from emulator_bot import BotProcess, Dialogue, bot_running, until
from emulator_shim import Shim
from telegram_world import small_answerer

from bot.channels.telegram.settings import PREFIX
from bot.channels.telegram.texts import text as say
from bot.dialogue.phrases import phrase

ENVIRONMENT = {**WORDS, f"{PREFIX}TOKEN": TOKEN}
SECRET = "a-secret-of-the-webhook"


@pytest.fixture(scope="module")
def package() -> Path:
    return emulator.needed()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    small_answerer(folder).base.close()
    return folder


@dataclass(frozen=True, slots=True)
class World:
    """An emulator, what completes it, and a data folder without state: the emulator numbers its updates from 1."""

    server: Emulator
    shim: Shim
    data: Path

    def bot(self, *arguments: str, log: str = "log", **environment: str) -> AbstractContextManager[BotProcess]:
        """Run the bot against it."""
        return bot_running(self.data, self.shim.url, self.data / log, {**ENVIRONMENT, **environment}, *arguments)


@contextmanager
def world_in(folder: Path, package: Path, index: Path) -> Iterator[World]:
    data = folder / "data"
    shutil.copytree(index, data)
    with emulator.running(package, TOKEN) as server, emulator_shim.completing(server.url) as shim:
        yield World(server, shim, data)


@pytest.fixture
def world(package: Path, index: Path, tmp_path: Path) -> Iterator[World]:
    with world_in(tmp_path, package, index) as made:
        yield made


@pytest.fixture(scope="module")
def lasting(package: Path, index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world with a bot, for tests that leave it running and talk to it in chats of their own."""
    with world_in(tmp_path_factory.mktemp("lasting"), package, index) as made, made.bot():
        yield made


def test_a_whole_dialogue_from_start_to_a_clean_stop(world: World) -> None:
    with world.bot() as bot:
        anna = Dialogue(world.server, Person(7001, "Anna"))

        # the start: who is speaking, and what people come for
        start = anna.says("/start")
        assert "I am an automated assistant" in start.text
        assert say("button_services", "en") in start.labels()
        assert "workshops and studies" in anna.presses(say("button_services", "en")).text

        # a question: a sentence with its citation, a link, and the source with page and quotation
        answer = anna.says("What is the bridge made of?")
        link = '<a href="https://example.org/r?a=1&amp;b=2">'
        source = f"[1] {link}Report &amp; more</a>, Ministry, January 2023, p. 7"
        assert answer.text.startswith(f"The bridge is made of timber. {link}[1]</a>\n<blockquote expandable>")
        assert f"{source}\n<i>“The bridge is made of timber.”</i></blockquote>" in answer.text
        rated = anna.presses("👍", of=answer)
        assert (rated.message_id, rated.text) == (answer.message_id, answer.text)
        assert "👍 ✓" in rated.labels()
        assert "The crane lifts coal." in anna.presses("What does the crane lift?", of=rated).text

        # in German, as the question is
        german = anna.says("Woraus ist die Brücke gebaut?")
        assert german.text.startswith("Die Brücke ist aus Holz gebaut. ")
        assert "Januar 2023, S. 7" in german.text
        assert "Quellen" in german.labels()

        # the finder: a page, the next one in the same message, all clusters, a card and back
        found = anna.says("Photonics clusters in Thuringia")
        assert found.text.startswith("<b>6 clusters fit</b>: Optical Technologies and Photonics, in Thuringia")
        turned = anna.presses("▶")
        assert "Optics6 Network" in turned.text
        assert turned.message_id == found.message_id
        assert anna.presses(say("widen_all", "en")).text.startswith("<b>7 clusters</b>")
        assert "Weavers Network" in anna.presses("7", of=anna.presses("▶")).text
        assert anna.presses(say("back_to_list", "en")).message_id == found.message_id

        # a clean stop; for each of the twelve things that she did, one message was sent or edited
        assert bot.terminate() == 0
        assert bot.lines_with("Traceback") == bot.lines_with("ERROR") == []
    assert [method for method, _ in world.shim.calls if method in ("sendMessage", "editMessageText")] == [
        *("sendMessage", "sendMessage", "sendMessage", "editMessageText", "sendMessage", "sendMessage", "sendMessage"),
        *("editMessageText",) * 5,
    ]


def test_an_edited_question_has_its_answer_edited(lasting: World) -> None:
    bert = Dialogue(lasting.server, Person(7002, "Bert"))
    first = bert.says("What is the bridge made of?")
    second = bert.edits("What does the crane lift?")
    assert "coal" in second.text
    assert second.message_id == first.message_id
    assert len(bert.all()) == 1


def test_a_deep_link_shows_a_cluster_in_the_language_of_the_client(lasting: World) -> None:
    card = Dialogue(lasting.server, Person(7003, "Carla", language="de")).says("/start cluster_weavers")
    assert "Weavers Network" in card.text
    assert "Sachsen" in card.text
    (website,) = [button for row in card.buttons for button in row if button["text"] == say("button_website", "de")]
    assert website["url"] == "https://weavers.example.org"


def test_in_a_group_it_answers_who_mentions_it_and_nobody_else(lasting: World) -> None:
    member = Person(7004, "Dora", group=-1_001_234_567_890)
    lasting.server.write(member, "What does the crane lift?")
    mention = {"type": "mention", "offset": 0, "length": len("@TestNameBot")}
    lasting.server.write(member, "@TestNameBot What is the bridge made of?", entities=[mention])
    (answer,) = until(lambda: lasting.server.shown(member), "an answer in the group")
    assert "timber" in answer.text


def test_methods_that_the_server_does_not_know_cost_one_line_and_nothing_else(world: World) -> None:
    with world.bot() as bot:
        (line,) = until(lambda: bot.lines_with("not set in Telegram"), "the line about commands and descriptions")
        assert "timber" in Dialogue(world.server, Person(7005, "Emil")).says("What is the bridge made of?").text
        assert bot.terminate() == 0
    assert [what for what in ("commands (", "description (", "short description (") if what not in line] == []
    assert {method for method, code in world.shim.calls if code == 500} >= {"setMyCommands", "setMyDescription"}
    other = [told for told in bot.lines_with("WARNING") if told != line]
    assert [told for told in other if "Typing was not done" not in told] == []  # the machine may be slow enough to type
    assert len(other) <= 1


def test_a_file_that_the_server_cannot_take_holds_up_its_own_chat_alone_and_not_the_stop(world: World) -> None:
    with world.bot() as bot:
        world.server.write(Person(7006, "Fred"), "/export")
        until(lambda: ("sendDocument", 500) in world.shim.calls, "the file to be refused")
        assert "timber" in Dialogue(world.server, Person(7007, "Gerda")).says("What is the bridge made of?").text
        assert bot.terminate() == 0
    assert len(bot.lines_with("1 updates were cut off and are left to the next start")) == 1


def test_what_is_written_while_it_is_away_is_answered_once_after_the_next_start(world: World) -> None:
    hanna = Dialogue(world.server, Person(7008, "Hanna"))
    with world.bot() as first:
        assert "timber" in hanna.says("What is the bridge made of?").text
        assert first.terminate() == 0
    world.server.write(hanna.person, "What does the crane lift?")
    with world.bot(log="second log") as second:
        until(lambda: len(hanna.all()) > 1, "the answer after the start")
        assert second.terminate() == 0
    assert ["coal" in message.text for message in hanna.all()] == [False, True]


def test_with_a_webhook_it_takes_what_has_the_secret(world: World) -> None:
    settings = {f"{PREFIX}SECRET": SECRET, f"{PREFIX}PORT": "0"}
    with world.bot("--webhook", "http://127.0.0.1/hook", **settings) as bot:
        (ready,) = bot.lines_with("ready, webhook on port ")
        world.shim.hook = f"http://127.0.0.1:{ready.rpartition(' ')[2]}/hook"
        ida = Dialogue(world.server, Person(7009, "Ida"))
        assert phrase("notice", "en") in ida.says("What is the bridge made of?").text
        assert bot.terminate() == 0
    assert ("setWebhook", 200) in world.shim.calls
    assert SECRET not in bot.told()


# -- where there is no npm -----------------------------------------------------------------------------------------


def test_without_npm_the_tests_are_skipped_and_the_reason_names_it(tmp_path: Path) -> None:
    with pytest.raises(pytest.skip.Exception, match="node and npm cannot be found"):
        emulator.needed(tmp_path, environment={}, which=lambda name: None)
    assert list(tmp_path.iterdir()) == []


def test_without_npm_ci_fails(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="npm cannot be found"):
        emulator.needed(tmp_path, environment={"CI": "true"}, which=lambda name: f"/{name}" if name == "node" else None)


def test_an_installation_that_fails_leaves_nothing_and_says_what_npm_says(tmp_path: Path) -> None:
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho 'npm error code E404' >&2\nexit 1\n", encoding="utf-8")
    npm.chmod(0o755)
    folder = tmp_path / "build" / "emulator"
    with pytest.raises(
        emulator.Unavailable, match=r"could not install telegram-test-api@4\.2\.1 \(npm error code E404\)"
    ):
        emulator.installed(folder, which=lambda name: str(npm))
    assert list(folder.parent.iterdir()) == []
