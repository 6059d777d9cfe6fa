from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from made import document
from rich.console import Console

from bot.channels.console import prompt_lines, show, source_line, source_lines, talk
from bot.dialogue.conversation import Conversation
from bot.dialogue.phrases import phrase
from bot.session.messages import Reply
from indexer.generation.builder import build
from indexer.shipped.corpus import Corpus
from knowledge.answers.answer import Answerer
from knowledge.records import Answer, Citation, Language
from knowledge.retrieval.base import KnowledgeBase
from knowledge.sentence_model.encoder import WordEncoder


def citation(number: int = 1, **known: str | None) -> Citation:
    values = {"title": "Report", "quote": "words", "doc_id": "d", "passage_id": f"d#{number}", **known}
    return Citation.model_validate({"number": number, **values})


def answer(text: str, *citations: Citation, language: Language = "en", **known: object) -> Answer:
    return Answer.model_validate(
        {
            "question": "?",
            "language": language,
            "kind": "answer",
            "text": text,
            "citations": citations,
            **known,
        }
    )


def screen(width: int = 200) -> Console:
    return Console(file=StringIO(), width=width, highlight=False, emoji=False)


def shown(reply: Reply, width: int = 200) -> str:
    console = screen(width)
    show(reply, console)
    return console.file.getvalue()  # type: ignore[attr-defined]


# -- sources -----------------------------------------------------------------------------------

FULL = citation(publisher="BMWK", date="2023-01", page="26-29", section="Services", url="https://example.org")


def test_a_source_is_told_by_title_publisher_date_page_section_and_address() -> None:
    assert source_line(FULL, "en") == "Report, BMWK, January 2023, p. 26-29, Services, https://example.org"
    assert source_line(FULL, "de") == "Report, BMWK, Januar 2023, S. 26-29, Services, https://example.org"


def test_a_source_without_a_date_says_so() -> None:
    assert source_line(citation(), "en") == "Report, undated"
    assert source_line(citation(), "de") == "Report, ohne Datum"


def test_only_sources_that_the_text_refers_to_are_listed() -> None:
    given = answer("One [1] and three [3].", citation(1, page="1"), citation(2, page="2"), citation(3, page="3"))
    assert source_lines(given) == ["[1] Report, undated, p. 1", "[3] Report, undated, p. 3"]


def test_numbers_of_one_source_share_a_line() -> None:
    given = answer("A [1] B [2] C [3]", citation(1), citation(2, page="2"), citation(3))
    assert source_lines(given) == ["[1] [3] Report, undated", "[2] Report, undated, p. 2"]


def test_number_1_is_not_taken_for_number_11() -> None:
    assert source_lines(answer("A [11]", citation(1), citation(11, page="9"))) == ["[11] Report, undated, p. 9"]


# -- one reply ---------------------------------------------------------------------------------


def test_a_reply_is_its_text_and_then_its_sources() -> None:
    lines = shown(Reply(answer("Words. [1]", FULL))).splitlines()
    assert lines == ["Words. [1]", "", "Sources", f"  [1] {source_line(FULL, 'en')}".ljust(200)]


def test_the_notice_stands_first() -> None:
    assert shown(Reply(answer("Words."), notice="I am a machine.")).splitlines() == [
        "I am a machine.",
        "",
        "Words.",
    ]


def test_an_answer_without_sources_has_no_heading_for_them() -> None:
    assert shown(Reply(answer("Words."))) == "Words.\n"


def test_the_first_offer_follows_an_answer_but_not_a_list_of_clusters() -> None:
    offering = {"offers": ("And then?", "Why?")}
    assert shown(Reply(answer("Words.", **offering))).splitlines()[-1] == "You could also ask: And then?"
    assert shown(Reply(answer("Words.", kind="clusters", **offering))) == "Words.\n"


@pytest.mark.parametrize("text", ["[bold]x[/bold]", "[/]", ":smile:", "a [red] b", "https://example.org/[1]"])
def test_markup_in_a_text_or_a_source_is_shown_as_it_stands(text: str) -> None:
    printed = shown(Reply(answer(f"{text} [1]", citation(title=text)), notice=text))
    assert printed.count(text) == 3


def test_long_text_is_wrapped_at_the_width_without_losing_a_word() -> None:
    words = " ".join(f"word{n}" for n in range(60))
    printed = shown(Reply(answer(words)), width=40)
    assert max(map(len, printed.splitlines())) <= 40
    assert printed.split() == words.split()


# -- a talk ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    data, encoder = tmp_path_factory.mktemp("data"), WordEncoder()
    build(Corpus((document("one", "Timber bridges stand long."),), ()), encoder, data)
    base = KnowledgeBase.open(data, encoder)
    yield Answerer(base)
    base.close()


def talked(small: Answerer, *lines: str) -> str:
    console = screen()
    talk(Conversation(small), lines, console)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_each_line_is_answered_and_the_notice_said_once(small: Answerer) -> None:
    printed = talked(small, "Hello\n", "Thanks\n")
    said = [phrase("notice", "en"), phrase("greeting", "en"), phrase("thanks", "en")]
    assert [printed.count(text) for text in said] == [1, 1, 1]
    assert sorted(said, key=printed.index) == said


@pytest.mark.parametrize("ending", ["quit", "exit", " QUIT \n", "Ende", "Tschüss", ":q"])
def test_a_line_that_ends_the_talk_is_the_last(ending: str, small: Answerer) -> None:
    assert talked(small, ending, "Hello") == ""


def test_blank_lines_are_passed_over(small: Answerer) -> None:
    assert talked(small, "", "  \n", "\t") == ""


def test_a_line_that_cannot_be_answered_gets_one_line_and_the_next_is_answered(small: Answerer) -> None:
    printed = talked(small, "[/red] x" * 1000, "Hello")
    assert printed.splitlines()[0].startswith("the question has 8000 characters")
    assert phrase("greeting", "en") in printed


# -- the prompt --------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [EOFError, KeyboardInterrupt])
def test_typed_lines_come_until_control_d_or_control_c(ending: type[BaseException], tmp_path: Path) -> None:
    typed = iter(["one", "two"])

    def ask(_prompt: str) -> str:
        try:
            return next(typed)
        except StopIteration:
            raise ending from None

    assert list(prompt_lines(tmp_path / "new" / "history", ask)) == ["one", "two"]


def test_a_history_that_cannot_be_written_does_not_stop_the_talk(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    lines = prompt_lines(tmp_path / "file" / "history", lambda _prompt: "typed")
    assert next(iter(lines)) == "typed"
