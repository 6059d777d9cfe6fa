"""What a message wants left out."""

from __future__ import annotations

import pytest

from knowledge.clusters.excluded import is_firmly_left_out, is_left_out, may_leave_out, without_leaving_out
from knowledge.records import Language
from knowledge.words.text import fold

IN_ITS_PLACE = "Bremen"


def around(text: str) -> tuple[str, str]:
    """What stands before and behind the place in a text, folded."""
    before, behind = fold(text).split(fold(IN_ITS_PLACE))
    return before, behind


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Leave out Bremen.", "en"),
        ("skip Bremen", "en"),
        ("please drop the ones in Bremen", "en"),
        ("I don't need Bremen", "en"),
        ("we do not want any from Bremen", "en"),
        ("everything but Bremen", "en"),
        ("without Bremen", "en"),
        ("except Bremen", "en"),
        ("Bremen can be left out", "en"),
        ("Bremen is not needed", "en"),
        ("clusters outside Bremen", "en"),
        ("a lack of Bremen", "en"),
        ("Lass Bremen weg", "de"),
        ("Bremen brauche ich nicht", "de"),
        ("Bremen kann weg", "de"),
        ("Bremen interessiert mich nicht", "de"),
        ("können Sie Bremen weglassen", "de"),
        ("außer Bremen", "de"),
        ("ohne Bremen bitte", "de"),
        ("bis auf Bremen", "de"),
        ("ich brauche nichts aus Bremen", "de"),
        ("Bremen bitte streichen", "de"),
    ],
)
def test_a_place_is_left_out_by_words_before_or_behind_it(text: str, language: Language) -> None:
    assert may_leave_out(fold(text))
    assert is_left_out(*around(text), language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Cluster zu Lack in Bremen", "de"),
        ("Wer hilft in der Not in Bremen", "de"),
        ("not only in Bremen", "en"),
        ("nicht nur in Bremen", "de"),
        ("Wie weit ist Bremen weg", "de"),
        ("I need somebody in Bremen", "en"),
        ("Wir brauchen jemanden in Bremen", "de"),
        ("clusters in Bremen", "en"),
        ("Gibt es in Bremen nicht auch etwas", "de"),
    ],
)
def test_what_leaves_out_nothing(text: str, language: Language) -> None:
    assert not is_left_out(*around(text), language)


@pytest.mark.parametrize(
    ("text", "is_out"),
    [
        ("leave out Bremen", True),
        ("alles, aber nicht Bremen", True),
        ("without Bremen", True),
        ("packaging without Bremen", False),  # may be what the thing is
        ("are there no Bremen clusters", False),  # asks for some
    ],
)
def test_a_field_is_left_out_by_what_can_mean_nothing_else(text: str, is_out: bool) -> None:
    assert is_firmly_left_out(*around(text)) == is_out


def test_the_words_for_it_describe_no_need() -> None:
    assert without_leaving_out("Leave out Bremen").split() == ["Bremen"]
    assert without_leaving_out("Textiles in Bremen").split() == ["Textiles", "in", "Bremen"]
