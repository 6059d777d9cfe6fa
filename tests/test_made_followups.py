"""Follow-ups made of parts, from two matters whose follow-ups can be counted by hand; and the parts that fitting reads."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.fitting.made_followups import MadeFollowUp, Parts, full_questions, made_followups, read_parts
from knowledge.errors import DocumentError
from knowledge.records import Language

SHIPPED = Path(__file__).parent / "evaluation" / "followups.yaml"


def aspect(what: str, expect: str, **known: Any) -> dict[str, Any]:
    return {
        "en": {"full": f"{what} in full?", "short": [f"{what}?", f"and {what}?"], "expect": expect},
        "de": {"full": f"{what} ganz?", "short": [f"{what}?"], "expect": expect},
        **known,
    }


HERONS = {
    "name": {"en": "herons", "de": "die Reiher", "dative": "den Reihern"},
    "group": "birds",
    "unanswered": "prices",
    "elsewhere": "dodos",
    "aspects": {"nest": aspect("nest", "reed"), "eggs": aspect("eggs", "four")},
}
STORKS = {
    "name": {"en": "storks", "de": "Störche"},
    "group": "birds",
    "aspects": {"nest": aspect("storks' nest", "roof")},
}
LISTS = {"prices": {"en": ["price?"], "de": ["Preis?"]}, "dodos": {"en": ["and dodos?"], "de": ["und Dodos?"]}}
ROADS = {"name": {"en": "roads", "de": "Straßen"}, "aspects": {"long": aspect("roads", "9")}}


def parts(**matters: Any) -> Parts:
    return Parts.model_validate({"lists": LISTS, "matters": matters or {"herons": HERONS, "storks": STORKS}})


def made(of: Parts | None = None, *, but: str = "") -> list[MadeFollowUp]:
    of = of or parts()
    return list(made_followups(of, {text for _, text, _ in full_questions(of)} - {but}))


def turns(kind: str, language: Language, found: list[MadeFollowUp]) -> list[tuple[tuple[str, ...], str | None]]:
    return sorted((m.turns, m.expect) for m in found if (m.kind, m.language) == (kind, language))


def test_questions_in_full_are_those_of_all_matters_in_both_languages() -> None:
    assert list(full_questions(parts(herons=HERONS))) == [
        ("en", "nest in full?", "reed"),
        ("en", "eggs in full?", "four"),
        ("de", "nest ganz?", "reed"),
        ("de", "eggs ganz?", "four"),
    ]


def test_each_short_wording_of_an_aspect_comes_after_a_question_in_full_on_another() -> None:
    assert turns("aspect", "en", made()) == [
        (("eggs in full?", "and nest?"), "reed"),
        (("eggs in full?", "nest?"), "reed"),
        (("nest in full?", "and eggs?"), "four"),
        (("nest in full?", "eggs?"), "four"),
    ]
    assert turns("aspect", "de", made()) == [(("eggs ganz?", "nest?"), "reed"), (("nest ganz?", "eggs?"), "four")]


def test_what_no_source_answers_has_nothing_that_is_expected() -> None:
    asked = {(m.turns[-1], m.expect) for m in made() if m.kind == "unanswered"}
    assert asked == {("price?", None), ("and dodos?", None), ("Preis?", None), ("und Dodos?", None)}


def test_another_matter_of_the_group_is_expected_to_be_asked_the_same() -> None:
    (english,) = [m for m in made() if m.kind == "other_matter" and "nest in full?" in m.turns and m.expect == "roof"]
    assert "storks?" in english.turns[1]
    (german,) = [m for m in made() if m.kind == "other_matter" and m.language == "de" and m.expect == "reed"]
    assert german.turns[0] == "storks' nest ganz?"
    assert re.search(r"^(und )?die Reiher\?|\b(mit|bei) den Reihern\b", german.turns[1])


def test_after_another_matter_an_aspect_is_asked_of_that() -> None:
    found = [m for language in ("en", "de") for m in made() if m.kind == "aspect_of_other" and m.language == language]
    assert all(len(m.turns) == 3 and m.expect == "four" and "eggs" in m.turns[-1] for m in found)


def test_three_short_questions_of_each_language_come_after_one_without_an_answer() -> None:
    found = [m for m in made() if m.kind == "after_unanswered"]
    assert Counter(m.language for m in found) == {"en": 3, "de": 3}
    assert {m.turns[1] for m in found} == {"price?", "Preis?"}
    assert {("four" if "eggs" in m.turns[2] else "reed") == m.expect for m in found} == {True}


def test_an_aspect_that_needs_another_comes_after_that_only() -> None:
    herons = {**HERONS, "aspects": {**HERONS["aspects"], "since": aspect("since", "1", after="eggs")}}  # type: ignore[dict-item]
    found = [m for m in made(parts(herons=herons)) if m.kind == "aspect" and "since" in m.turns[-1]]
    assert {m.turns[0] for m in found} == {"eggs in full?", "eggs ganz?"}


def test_nothing_begins_with_a_question_that_is_not_answered_in_full() -> None:
    found = made(but="nest in full?")
    assert not [m for m in found if m.turns[0] == "nest in full?"]
    assert [m for m in found if m.turns[0] == "nest ganz?"]


def test_the_same_parts_give_the_same_and_a_matter_more_changes_no_other() -> None:
    alone = made(parts(herons=HERONS))
    assert alone == made(parts(herons=HERONS))
    assert alone == [m for m in made(parts(roads=ROADS, herons=HERONS)) if m.family == "birds"]


def test_a_family_is_the_group_or_else_the_matter() -> None:
    roads = {**ROADS, "unanswered": "prices"}
    assert {m.family for m in made(parts(herons=HERONS, roads=roads))} == {"birds", "roads"}


@pytest.mark.parametrize("wrong", [{"unanswered": "fares"}, {"elsewhere": "fares"}])
def test_a_list_that_is_not_there_is_named(tmp_path: Path, wrong: dict[str, str]) -> None:
    path = tmp_path / "parts.yaml"
    path.write_text(parts(herons={**HERONS, **wrong}).model_dump_json(), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"'herons' names \{'fares'\}"):
        read_parts(path)


@pytest.mark.parametrize("text", ["lists: [", "lists: {}", "lists: {}\nmatters: {}\nmore: 1", None])
def test_a_file_that_holds_no_parts_is_refused(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "parts.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"'parts\.yaml' cannot be read"):
        read_parts(path)


def test_parts_are_read_as_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "parts.yaml"
    path.write_text(parts().model_dump_json(), encoding="utf-8")
    assert read_parts(path) == parts()


# -- the parts that fitting reads -------------------------------------------------------------------


def test_the_shipped_parts_give_each_kind_in_both_languages() -> None:
    counts = Counter((m.kind, m.language) for m in made(read_parts(SHIPPED)))
    kinds = {"aspect", "unanswered", "other_matter", "aspect_of_other", "after_unanswered", "later_aspect"}
    assert set(counts) == {(kind, language) for kind in kinds for language in ("en", "de")}
    assert min(counts.values()) > 50


def test_every_shipped_pattern_is_one_and_every_name_but_of_full_questions_says_nothing_of_the_answer() -> None:
    for _, text, expect in full_questions(read_parts(SHIPPED)):
        assert re.compile(expect), text


def test_an_aspect_is_also_asked_third_after_another_short_one() -> None:
    three = {**HERONS, "aspects": {**HERONS["aspects"], "song": aspect("song", "croak")}}  # type: ignore[dict-item]
    found = [m for m in made(parts(herons=three)) if m.kind == "later_aspect" and m.language == "de"]
    expected = {"nest": "reed", "eggs": "four", "song": "croak"}
    assert found
    for follow_up in found:
        first, second, third = (turn.split()[0].strip("?") for turn in follow_up.turns)
        assert len({first, second, third}) == 3
        assert follow_up.turns == (f"{first} ganz?", f"{second}?", f"{third}?")
        assert follow_up.expect == expected[third]


def test_with_two_aspects_there_is_none_to_ask_third() -> None:
    assert "later_aspect" not in {m.kind for m in made()}
