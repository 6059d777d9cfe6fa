from __future__ import annotations

from typing import Any

import pytest
from made import profile
from pydantic import ValidationError

from knowledge.records import Source


def test_a_minimal_profile_is_valid() -> None:
    made = profile("alpha")
    assert (made.id, made.states, made.ecei_label, made.website) == ("alpha", (), None, None)


def test_a_profile_is_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        profile().name = "Other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"colour": "red"}, "Extra inputs are not permitted"),
        ({"id": "Alpha Beta"}, "should match pattern"),
        ({"id": "-alpha"}, "should match pattern"),
        ({"name": ""}, "at least 1 character"),
        ({"fields": []}, "at least 1 item"),
        ({"sources": []}, "at least 1 item"),
        ({"summary_de": ""}, "at least 1 character"),
        ({"go_cluster": {"status": "maybe"}}, "'member' or 'unknown'"),
        ({"go_cluster": {"status": "unknown", "as_of": "yesterday"}}, "is not of the form YYYY"),
        ({"go_cluster": {"status": "member"}}, "a member needs at least one source"),
        ({"go_cluster": {"status": "member", "sources": [2]}}, "evidence names source 2, the profile has 2"),
        ({"ecei_label": {"level": "platinum"}}, "'bronze', 'silver' or 'gold'"),
        ({"ecei_label": {"level": "gold", "sources": [-1]}}, "evidence names source -1, the profile has 2"),
        ({"members": {"count": -1}}, "greater than or equal to 0"),
        ({"members": {"count": 5, "sources": [7]}}, "evidence names source 7"),
        ({"founded": {"year": 1492}}, "greater than or equal to 1700"),
        ({"founded": {"year": 2001, "sources": [2]}}, "evidence names source 2"),
        ({"sources": [{"title": "Page", "date": "2023-1"}]}, "is not of the form YYYY"),
    ],
)
def test_a_profile_that_breaks_a_rule_is_refused_with_the_rule(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        profile(**changes)


def test_a_member_with_a_source_is_valid() -> None:
    member = profile(go_cluster={"status": "member", "as_of": "2023-01", "sources": [1]}).go_cluster
    assert (member.status, member.as_of, member.sources) == ("member", "2023-01", (1,))


def test_all_states_begin_with_the_seat_and_name_each_land_once() -> None:
    made = profile(state="Sachsen", states=["Bayern", "Sachsen", "Thüringen"])
    assert made.all_states == ("Sachsen", "Bayern", "Thüringen")


def test_a_profile_source_is_a_source_with_all_its_values() -> None:
    known = {
        "title": "T",
        "publisher": "P",
        "url": "https://x.org",
        "date": "2023",
        "page": "4-5",
        "section": "S",
    }
    assert profile(sources=[known]).sources[0].as_source() == Source(**known)


def test_a_profile_survives_json() -> None:
    made = profile(ecei_label={"level": "gold", "as_of": "2022", "sources": [0]}, aliases=["A", "Ä"])
    assert type(made).model_validate_json(made.model_dump_json()) == made
