"""The cluster finder as a message with buttons."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import opened, profile

from bot.channels.telegram.finder_view import (
    Look,
    after,
    card_view,
    field_wish,
    finder_keyboard,
    land_wish,
    view,
    wish_from_json,
    wish_to_json,
)
from bot.channels.telegram.keyboards import Action, data, parse
from knowledge.answers.answer import Answerer
from knowledge.clusters.wishes import Wish
from knowledge.errors import InputError
from knowledge.naming.fields import load_taxonomy
from knowledge.naming.profiles import ClusterProfile
from knowledge.retrieval.base import KnowledgeBase

TOKEN = "abcdefghijkl"
MEMBER = {"status": "member", "as_of": "2023", "sources": [0]}


def made() -> list[ClusterProfile]:
    """Seven of cars in Saxony, two of them members, one of these with a label; one of plants in Jena."""
    cars = [profile(f"car-{n}", go_cluster=MEMBER if n < 2 else {"status": "unknown"}) for n in range(6)]
    gold = profile("gold", go_cluster=MEMBER, ecei_label={"level": "gold", "as_of": "2022", "sources": [0]})
    return [*cars[1:], gold, cars[0], profile("plants", city="Jena", state="Thüringen", fields=["Plant Research"])]


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    base = opened(tmp_path_factory.mktemp("data"), profiles=made())
    yield Answerer(base)
    base.close()


@pytest.fixture(scope="module")
def of_all_profiles(shipped_profiles: KnowledgeBase) -> Answerer:
    """Answers from all shipped profiles."""
    return Answerer(shipped_profiles)


def buttons(answerer: Answerer, look: Look) -> dict[str, Action]:
    keyboard = finder_keyboard(view(answerer, look, "en", "go_bot"), TOKEN)
    found = {b.text: parse(str(b.callback_data)) for row in keyboard.inline_keyboard for b in row}
    assert None not in found.values()
    return found  # type: ignore[return-value]


def rows(answerer: Answerer, look: Look) -> list[list[str]]:
    keyboard = finder_keyboard(view(answerer, look, "en", "go_bot"), TOKEN)
    return [[b.text for b in row] for row in keyboard.inline_keyboard]


def first_line(answerer: Answerer, look: Look) -> str:
    return view(answerer, look, "en", "go_bot").part.plain.splitlines()[0]


# -- wishes as JSON -------------------------------------------------------------------------------


def test_a_wish_is_kept_as_json_and_comes_back() -> None:
    wish = Wish(
        fields=("ict",), cities=("Jena",), labels=("gold",), near=True, within_km=20, member=True, text="bücher"
    )
    assert wish_from_json(wish_to_json(wish)) == wish
    assert wish_to_json(Wish()) == "{}"


@pytest.mark.parametrize(
    "broken", ["", "null", "[]", '{"fields": 3}', '{"labels": ["tin"]}', '{"fields": ["gone"]}', '{"laender": ["XX"]}', '{"cities": ["Atlantis"]}']
)  # fmt: skip
def test_what_is_no_wish_is_refused(broken: str) -> None:
    with pytest.raises(InputError, match="Search anew"):
        wish_from_json(broken)


# -- pages ----------------------------------------------------------------------------------------


def test_a_page_shows_five_cards_and_the_number_of_all(answerer: Answerer) -> None:
    shown = view(answerer, Look(Wish()), "en", "go_bot")
    assert shown.part.plain.splitlines()[0] == "8 clusters"
    assert shown.cards == ("car-0", "car-1", "car-2", "car-3", "car-4")
    assert shown.found == (*shown.cards, "car-5", "gold", "plants")
    assert [f"{n}. " in shown.part.plain for n in (1, 5, 6)] == [True, True, False]


def test_pages_turn_and_go_no_further_than_the_last(answerer: Answerer) -> None:
    second = view(answerer, Look(Wish(), page=1), "en", "go_bot")
    assert second.cards == ("car-5", "gold", "plants")
    assert "6. Car-5" in second.part.plain
    assert view(answerer, Look(Wish(), page=99), "en", "go_bot") == second
    assert rows(answerer, Look(Wish()))[1] == ["1/2", "▶"]
    assert rows(answerer, Look(Wish(), page=1))[1] == ["◀", "2/2"]
    assert buttons(answerer, Look(Wish()))["▶"] == Action("page", TOKEN, number=1)


def test_the_buttons_of_a_list_open_cards_facets_members_and_wider_lists(answerer: Answerer) -> None:
    look = Look(Wish(fields=("automotive",), laender=("SN",)))
    assert rows(answerer, look) == [
        ["1", "2", "3", "4", "5"],
        ["1/2", "▶"],
        ["📍 Land", "🔬 Field", "🏅 Label"],
        ["Members of go-cluster only (3)"],
        ["✕ Place (7)", "✕ Field (7)"],
        ["All clusters"],
    ]
    assert buttons(answerer, look)["2"] == Action("card", TOKEN, "car-1", 0)


def test_the_wish_is_said_in_words(answerer: Answerer) -> None:
    assert (
        first_line(answerer, Look(Wish(fields=("plants",), laender=("TH",))))
        == "One cluster fits: Plant Research, in Thuringia"
    )
    assert first_line(answerer, Look(Wish(laender=("SN",)))) == "7 clusters fit: in Saxony"
    assert first_line(answerer, Look(Wish(text="engines", need=True))).startswith(
        "These clusters fit best: about “engines”"
    )


def test_where_a_city_has_no_seat_the_message_says_so(answerer: Answerer) -> None:
    lines = view(answerer, Look(Wish(cities=("Weimar",))), "de", "go_bot").part.plain.splitlines()
    assert lines[1] == "Kein Cluster in den Quellen hat seinen Sitz in Weimar. In Thüringen:"
    assert buttons(answerer, Look(Wish(cities=("Weimar",))))["1"] == Action("card", TOKEN, "plants", 0)


def test_where_nothing_fits_the_message_and_the_buttons_say_what_to_drop(answerer: Answerer) -> None:
    look = Look(Wish(fields=("plants",), member=True))
    assert view(answerer, look, "en", "go_bot").part.plain == (
        "No cluster in the sources fits all of that: Plant Research, members of go-cluster. "
        "Without membership, one would fit. Without the field, 3 would fit."
    )
    assert rows(answerer, look)[1:] == [["✓ Members of go-cluster only"], ["✕ Field (3)"], ["All clusters"]]


# -- facets ---------------------------------------------------------------------------------------


def test_a_facet_shows_its_values_with_counts_and_marks_what_is_chosen(answerer: Answerer) -> None:
    look = Look(Wish(laender=("SN",)), picking="land")
    assert rows(answerer, look) == [["✓ Saxony (7)", "Thuringia (1)"], ["◀ Back to the list"]]
    assert view(answerer, look, "en", "go_bot").part.plain.endswith("how many clusters there are in it.")
    assert rows(answerer, Look(Wish(), picking="label"))[:1] == [["Any ECEI label (1)", "Gold (1)"]]


def test_many_values_are_turned_in_pages(of_all_profiles: Answerer) -> None:
    first, second = (rows(of_all_profiles, Look(Wish(), picking="field", picking_page=n)) for n in (0, 1))
    assert [len(row) for row in first] == [2] * 8 + [2, 1]
    assert first[-2] == ["1/3", "▶"]
    assert second[-2] == ["◀", "2/3", "▶"]
    assert not {name for row in first[:-2] for name in row} & {name for row in second[:-2] for name in row}


@pytest.mark.parametrize(
    ("action", "look"),
    [
        (Action("page", TOKEN, number=3), Look(Wish(laender=("SN",)), page=3)),
        (Action("pick", TOKEN, "field", 1), Look(Wish(laender=("SN",)), picking="field", picking_page=1)),
        (Action("toggle", TOKEN, "field:ict"), Look(Wish(laender=("SN",), fields=("ict",)))),
        (Action("toggle", TOKEN, "land:SN"), Look(Wish())),
        (Action("toggle", TOKEN, "label:any"), Look(Wish(laender=("SN",), any_label=True))),
        (Action("members", TOKEN), Look(Wish(laender=("SN",), member=True))),
        (Action("widen", TOKEN, "place"), Look(Wish())),
        (Action("widen", TOKEN, "all"), Look(Wish())),
    ],
)  # fmt: skip
def test_a_button_changes_the_wish_or_the_page(answerer: Answerer, action: Action, look: Look) -> None:
    assert after(action, Wish(laender=("SN",)), answerer) == look


@pytest.mark.parametrize("value", ["land:XX", "field:gone", "label:tin"])
def test_a_value_that_is_not_known_changes_nothing(answerer: Answerer, value: str) -> None:
    assert after(Action("toggle", TOKEN, value), Wish(), answerer) is None
    assert after(Action("good", TOKEN), Wish(), answerer) is None


def test_where_the_fields_change_the_words_for_them_no_longer_order(answerer: Answerer) -> None:
    wish = Wish(fields=("plants",), text="plants")
    for action in (Action("widen", TOKEN, "field"), Action("toggle", TOKEN, "field:plants")):
        assert after(action, wish, answerer) == Look(Wish())


WISHES = st.builds(
    Wish,
    fields=st.lists(st.sampled_from([f.id for f in load_taxonomy().fields]), max_size=1).map(tuple),
    laender=st.lists(st.sampled_from([x.id for x in load_taxonomy().laender]), max_size=1).map(tuple),
    cities=st.lists(st.sampled_from(["Jena", "Weimar", "Berlin"]), max_size=1).map(tuple),
    labels=st.lists(st.sampled_from(["gold", "silver"]), max_size=1).map(tuple),
    member=st.booleans(),
    need=st.booleans(),
)


@settings(max_examples=15)
@given(WISHES, st.sampled_from(["land", "field", "label", None]))
def test_every_button_with_a_number_gives_as_many_clusters_as_it_says(
    of_all_profiles: Answerer, wish: Wish, picking: str | None
) -> None:
    for label, action in buttons(of_all_profiles, Look(wish, picking=picking)).items():  # type: ignore[arg-type]
        assert len(data(action).encode()) <= 64
        if label.endswith(")") and not label.startswith("✓"):
            look = after(action, wish, of_all_profiles)
            assert look is not None
            chosen = {"field": wish.fields, "land": wish.laender + wish.cities, "label": wish.labels, None: ()}[picking]
            if action.kind == "toggle" and chosen:  # a further value widens: there are at least as many
                assert len(view(of_all_profiles, look, "en", "b").found) >= int(label.rpartition("(")[2][:-1])
            else:
                assert f"({len(view(of_all_profiles, look, 'en', 'b').found)})" in label


# -- one cluster, and links -----------------------------------------------------------------------


def test_a_card_has_its_website_a_button_to_share_it_and_one_back_to_its_page(answerer: Answerer) -> None:
    found = card_view(answerer, "gold", "en", "go_bot", token=TOKEN, page=1)
    assert found is not None
    part, keyboard = found
    assert part.plain.startswith("Gold Network\nThey build engines.")
    assert [[b.text for b in row] for row in keyboard.inline_keyboard] == [["Share"], ["◀ Back to the list"]]
    assert keyboard.inline_keyboard[1][0].callback_data == data(Action("page", TOKEN, number=1))


def test_a_card_from_a_link_has_no_way_back(answerer: Answerer) -> None:
    found = card_view(answerer, "gold", "en", "go_bot")
    assert found is not None
    assert len(found[1].inline_keyboard) == 1
    assert card_view(answerer, "nowhere", "en", "go_bot") is None


def test_links_name_fields_and_laender_by_their_ids(answerer: Answerer) -> None:
    assert field_wish(answerer, "Photonics") == Wish(fields=("photonics",))
    assert land_wish(answerer, "by") == Wish(laender=("BY",))
    assert field_wish(answerer, "x") is None
    assert land_wish(answerer, "XX") is None


def test_every_shipped_cluster_can_be_opened_by_a_button_and_shared_by_a_link(of_all_profiles: Answerer) -> None:
    for cluster_id in of_all_profiles.base.profiles:
        assert parse(data(Action("card", "x" * 12, cluster_id, 99))) is not None
        assert card_view(of_all_profiles, cluster_id, "de", "go_bot") is not None
