"""What each command says, in both languages, by link too, in private and in groups."""

from __future__ import annotations

import json

import pytest
from telegram_world import ANNA, BERT, GROUP, STAFF, World, person

from bot.channels.telegram.effects import Document, Effect, Send
from bot.channels.telegram.texts import COMMANDS, TEXTS
from bot.channels.telegram.texts import text as say
from bot.dialogue.phrases import phrase
from knowledge.quotation.wording import CONTACT
from knowledge.records import LANGUAGES, Language


def text_of(effects: tuple[Effect, ...]) -> str:
    """The text of all messages, which there must be nothing but."""
    sends = [effect for effect in effects if isinstance(effect, Send)]
    assert len(sends) == len(effects)
    return "\n".join(send.plain for send in sends)


def plain(text: str) -> str:
    return text.replace("<b>", "").replace("</b>", "")


def said(world: World, text: str, language: str = "en", user: int = ANNA) -> str:
    """What is said to a person whose client is in a language."""
    return text_of(world.said(text, user=user, **{"from": person(user, language)}))


# -- texts -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_start_welcomes_and_has_buttons_for_what_people_come_for(world: World, language: Language) -> None:
    (sent,) = world.said("/start", **{"from": person(ANNA, language)})
    assert isinstance(sent, Send)
    assert sent.keyboard is not None
    assert sent.plain == plain(say("start", language))
    data = [button.callback_data for row in sent.keyboard.inline_keyboard for button in row]
    assert data == ["t:services", "t:admission", "t:clusters", "t:language"]


def test_after_start_the_first_answer_needs_no_notice(world: World) -> None:
    said(world, "/start")
    assert phrase("notice", "en") not in said(world, "What is the bridge made of?")


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_names_every_command_and_those_for_staff_to_staff_only(world: World, language: Language) -> None:
    told = said(world, "/help", language)
    assert [name for name, _ in COMMANDS[language] if f"/{name} – " not in told] == []
    assert "/gaps" not in told
    assert "/gaps" in said(world, "/help", language, user=STAFF)


@pytest.mark.parametrize(
    ("command", "statement"), [("services", "workshops and studies"), ("admission", "set by the office")]
)
def test_services_and_admission_are_answered_from_the_sources(world: World, command: str, statement: str) -> None:
    assert statement in said(world, f"/{command}")
    assert "[1]" in said(world, f"/{command}")


def test_sources_says_of_how_many_documents_and_clusters(world: World) -> None:
    counts = world.desk.answerer.base.manifest.counts
    told = plain(say("sources_about", "en", documents=counts.documents, clusters=7))
    assert said(world, "/sources") == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_privacy_says_for_how_many_days_and_whom_to_ask(world: World, language: Language) -> None:
    assert said(world, "/privacy", language) == plain(say("privacy", language, days=30, contact=CONTACT))


def test_an_unknown_command_is_answered_with_where_the_known_ones_are(world: World) -> None:
    assert said(world, "/no_such_thing") == say("unknown_command", "en")


@pytest.mark.parametrize(("alias", "name"), [("/datenschutz", "/privacy"), ("/settings", "/language")])
def test_a_command_by_another_name_does_the_same(world: World, alias: str, name: str) -> None:
    assert said(world, alias) == said(world, name)


# -- the finder --------------------------------------------------------------------------------


def test_clusters_says_what_can_be_asked_for_and_shows_all(world: World) -> None:
    first, second = world.said("/clusters")
    assert first.plain == say("clusters", "en")  # type: ignore[union-attr]
    assert second.plain.startswith("7 clusters\n")  # type: ignore[union-attr]


def test_clusters_with_words_behind_it_looks_for_them(world: World) -> None:
    assert said(world, "/clusters textile Saxony").startswith(
        "One cluster fits: Textile and Apparel Industry, in Saxony"
    )


def test_what_a_command_has_shown_can_be_gone_on_with(world: World) -> None:
    said(world, "/clusters photonics")
    assert "Optics2 Network" in said(world, "the second one")


# -- links -------------------------------------------------------------------------------------


@pytest.mark.parametrize("topic", ["services", "admission", "clusters", "help", "privacy", "sources"])
def test_a_link_to_a_topic_is_its_command(world: World, topic: str) -> None:
    said(world, "/start")
    assert said(world, f"/start {topic}") == said(world, f"/{topic}")


def test_a_link_to_a_cluster_shows_its_card_and_is_what_one_goes_on_with(world: World) -> None:
    (sent,) = world.said("/start cluster_weavers")
    assert isinstance(sent, Send)
    assert sent.keyboard is not None
    assert sent.plain.startswith("Weavers Network")
    urls = [button.url for row in sent.keyboard.inline_keyboard for button in row]
    assert urls[0] == "https://weavers.example.org"
    assert "cluster_weavers" in str(urls[1])
    assert "Weavers Network" in said(world, "Where is it?")


@pytest.mark.parametrize(
    ("link", "heading"),
    [
        ("field_photonics", "6 clusters fit: Optical Technologies and Photonics"),
        ("land_SN", "One cluster fits: in Saxony"),
        ("land_sn", "One cluster fits: in Saxony"),
        ("field_nothing", "Which clusters are you looking for?"),
        ("cluster_nothing", "I do not know that cluster."),
    ],
)
def test_a_link_to_a_field_or_land_shows_its_clusters(world: World, link: str, heading: str) -> None:
    assert said(world, f"/start {link}").startswith(heading)


@pytest.mark.parametrize("link", ["", "nothing", "<b>", "cluster_", "x" * 200])
def test_a_link_that_says_nothing_is_a_plain_start(world: World, link: str) -> None:
    assert said(world, f"/start {link}") == plain(say("start", "en"))


# -- language ----------------------------------------------------------------------------------


def test_language_asks_and_marks_what_is_chosen(world: World) -> None:
    said(world, "/language de")
    (sent,) = world.said("/language")
    assert isinstance(sent, Send)
    assert sent.keyboard is not None
    assert sent.plain == say("language_ask", "de")
    labels = [button.text for row in sent.keyboard.inline_keyboard for button in row]
    assert labels == ["English", "✓ Deutsch", say("button_auto", "de")]


def test_a_chosen_language_is_that_of_the_texts_until_it_is_unchosen(world: World) -> None:
    assert said(world, "/language DE") == say("language_chosen", "de")
    assert said(world, "/help").startswith("Sie können mich")
    assert said(world, "/language auto") == say("language_auto", "en")
    assert said(world, "/help").startswith("You can ask me")


def test_without_a_choice_texts_are_in_the_language_of_the_conversation(world: World) -> None:
    said(world, "Woraus ist die Brücke gebaut?")
    assert said(world, "/help").startswith("Sie können mich")


# -- privacy -----------------------------------------------------------------------------------


def test_export_is_a_file_of_all_that_is_kept(world: World) -> None:
    said(world, "What is the bridge made of?")
    world.state.set_language(world.person(), "de")
    (sent,) = world.said("/export")
    assert isinstance(sent, Document)
    assert sent.caption == say("export_done", "de")
    values = json.loads(sent.content)
    assert values["language"] == "de"
    assert values["sessions"][0]["session"]["topic"]["question"] == "What is the bridge made of?"
    assert str(ANNA) not in sent.content.decode()
    assert f"Name{ANNA}" not in sent.content.decode()


def test_delete_asks_before_it_does(world: World) -> None:
    said(world, "What is the bridge made of?")
    (sent,) = world.said("/delete")
    assert isinstance(sent, Send)
    assert sent.keyboard is not None
    assert sent.plain == say("delete_ask", "en")
    assert world.state.session(world.session()) is not None


@pytest.mark.parametrize("command", ["export", "delete", "gaps", "status"])
def test_what_is_nobody_elses_business_is_not_done_in_a_group(world: World, command: str) -> None:
    effects = world.said(f"/{command}", chat=GROUP, user=STAFF)
    assert text_of(effects) == say("in_private", "en", username="cluster_bot")


# -- staff -------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["gaps", "status"])
def test_commands_for_staff_are_for_staff_only(world: World, command: str) -> None:
    assert said(world, f"/{command}") == say("staff_only", "en")


def test_gaps_tells_like_questions_together_the_most_often_asked_first(world: World) -> None:
    assert said(world, "/gaps", user=STAFF) == say("no_gaps", "en")
    for question in ("Who paints the harbour?", "How deep is the sea?", "How deep is the sea"):
        world.state.add_gap(question, "en", "reason")
    world.state.rate("token", "anna", good=False, question="What lifts coal?", answer="A crane.", language="en")
    lines = said(world, "/gaps", user=STAFF).split("\n")
    assert lines[0] == "Questions without an answer: 3"
    assert lines[1].startswith("2 × How deep is the sea")
    assert lines[2].startswith("1 × Who paints the harbour?")
    assert lines[3] == "Answers found bad: 1"
    assert lines[4].startswith("1 × What lifts coal?")


def test_gaps_tells_the_first_and_where_the_others_are(world: World) -> None:
    names = (
        "alder beech cedar cherry chestnut ebony elm fir hazel hickory juniper larch lime maple oak pine poplar".split()
    )
    for name in names:
        world.state.add_gap(f"{name}?", "en", "reason")
    lines = said(world, "/gaps", user=STAFF).split("\n")
    assert len(lines) == 1 + 15 + 1
    assert lines[-1] == say("all_gaps", "en")


def test_status_tells_generation_uptime_answers_of_today_and_how_fast_they_were(world: World) -> None:
    generation = world.desk.answerer.base.manifest.generation
    assert said(world, "/status", user=STAFF) == say(
        "status", "en", generation=generation, uptime="0 min 0 s", answers=0, p95="–"
    )
    for elapsed in range(1, 101):
        world.state.add_answer("answer", elapsed, "en")
    world.now += 3 * 3600 + 120
    told = say("status", "en", generation=generation, uptime="3 h 2 min", answers=100, p95="95")
    assert said(world, "/status", user=STAFF) == told
    world.now += 2 * 86_400
    assert said(world, "/status", user=STAFF) == say(
        "status", "en", generation=generation, uptime="2 d 3 h", answers=0, p95="–"
    )


# -- threads -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "is_quick"),
    [
        ("/help", True),
        ("/services", False),
        ("/start services", False),
        ("/start cluster_weavers", False),
        ("/clusters", False),
    ],
)
def test_only_what_asks_the_knowledge_goes_to_the_threads_for_answers(world: World, text: str, is_quick: bool) -> None:
    work = world.work(world.updates.text(text, user=BERT))
    assert work is not None
    assert (work.seconds is None) == is_quick


def test_further_texts_are_there_in_both_languages() -> None:
    assert set(TEXTS["en"]) == set(TEXTS["de"])
