"""What is claimed of a cluster that its profile can tell, and whether it holds."""

from __future__ import annotations

import pytest
from made import profile

from knowledge.answers.answer import Answerer
from knowledge.clusters.profile_claims import Claim, claim_in, held
from knowledge.naming.fields import load_taxonomy
from knowledge.records import Language, Verdict

SOURCES = [{"title": "Page"}]
GOLD = profile(
    "gold",
    city="Dresden",
    state="Sachsen",
    states=["Thüringen"],
    go_cluster={"status": "member", "sources": [0]},
    ecei_label={"level": "gold", "sources": [0]},
    members={"count": 130, "sources": [0]},
    founded={"year": 2007, "sources": [0]},
    sources=SOURCES,
)
SILVER = profile(
    "silver", city="Berlin", state="Berlin", ecei_label={"level": "silver", "sources": [0]}, sources=SOURCES
)
BARE = profile("bare", city=None, sources=SOURCES)


@pytest.mark.parametrize(
    ("text", "language", "claim"),
    [
        ("Does   have more than 100 members?", "en", Claim("members", least=101)),
        ("is it bigger then 100 members", "en", Claim("members", least=101)),
        ("Hat   höchstens 20 Mitglieder?", "de", Claim("members", most=20)),
        ("Does   have 130 members?", "en", Claim("members", 130, 130)),
        ("Was   founded before 2010?", "en", Claim("founded", most=2009)),
        ("Gibt es   seit 2007?", "de", Claim("founded", 2007, 2007)),
        ("Does   have a gold label?", "en", Claim("label", levels=frozenset(("gold",)))),
        ("Haben beide Gold?", "de", Claim("label", levels=frozenset(("gold",)))),
        ("Hat   ein Label?", "de", Claim("label")),
        ("Are both members?", "en", Claim("member")),
        ("Do they both belong to go-cluster?", "en", Claim("member")),
        ("Sind die beide bei go-cluster?", "de", Claim("member")),
        ("Is   in Bavaria?", "en", Claim("seat", laender=("BY",))),
        ("Sitzt   in Konstanz?", "de", Claim("seat", cities=("Konstanz",))),
    ],
)
def test_a_claim_is_read(text: str, language: Language, claim: Claim, answerer: Answerer) -> None:
    assert claim_in(text, language, answerer.finder.reader) == claim


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Does   have no label?", "en"),
        ("Hat   kein Label?", "de"),
        ("Was   a member of the advisory board?", "en"),
        ("Did   hold the silver label in 2016?", "en"),
        ("Is   active in Bavaria?", "en"),
        ("Does   work in Bavaria?", "en"),
        ("Ist   in Bayern tätig?", "de"),
        ("Is   near Munich?", "en"),
        ("Can we become members?", "en"),
        ("Does   support start-ups with a gold label?", "en"),
        ("Does   have more than 100 events?", "en"),
        ("Is   gold, silver or bronze?", "en"),
        ("Sitzt   in Bayern oder in Sachsen?", "de"),
        ("Is   nice?", "en"),
    ],
)
def test_what_no_profile_can_tell_is_no_claim(text: str, language: Language, answerer: Answerer) -> None:
    assert claim_in(text, language, answerer.finder.reader) is None


@pytest.mark.parametrize(
    ("claim", "gold", "silver", "bare"),
    [
        (Claim("members", least=101), True, None, None),
        (Claim("members", most=100), False, None, None),
        (Claim("members", 120, 120), None, None, None),
        (Claim("founded", most=2006), False, None, None),
        (Claim("founded", 2007, 2007), True, None, None),
        (Claim("label", levels=frozenset(("gold",))), True, False, None),
        (Claim("label"), True, True, None),
        (Claim("member"), True, None, None),
        (Claim("seat", laender=("SN",)), True, False, True),
        (Claim("seat", laender=("TH",)), None, False, False),
        (Claim("seat", cities=("Leipzig",)), False, False, None),
    ],
)
def test_whether_it_holds(claim: Claim, gold: bool | None, silver: bool | None, bare: bool | None) -> None:
    taxonomy = load_taxonomy()
    assert [claim.holds(p, taxonomy) for p in (GOLD, SILVER, BARE)] == [gold, silver, bare]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Have both got gold?", "no"),
        ("Does either have gold?", "yes"),
        ("Hat einer davon Gold?", "yes"),
    ],
)
def test_of_several_all_must_or_one(text: str, verdict: Verdict) -> None:
    claim = Claim("label", levels=frozenset(("gold",)))
    assert held(claim, (GOLD, SILVER), text, load_taxonomy()) == verdict


def test_what_is_not_known_of_one_decides_nothing() -> None:
    claim = Claim("label", levels=frozenset(("gold",)))
    assert held(claim, (GOLD, BARE), "Have both got gold?", load_taxonomy()) is None
    assert held(claim, (SILVER, BARE), "Does either have gold?", load_taxonomy()) is None


@pytest.mark.parametrize(
    "text", ["Is the main seat of   in Chemnitz?", "Is   based in Chemnitz?", "Is   only in Chemnitz?"]
)
def test_a_main_seat_is_a_seat(text: str, answerer: Answerer) -> None:
    claim = claim_in(text, "en", answerer.finder.reader)
    assert claim is not None
    assert (claim.detail, claim.cities) == ("seat", ("Chemnitz",))
