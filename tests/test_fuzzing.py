"""Any bytes, and good inputs with anything done to them: what `fuzz_targets` says holds."""

from __future__ import annotations

import pytest
from fuzz_targets import TARGETS, seeds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

EDITS = st.lists(
    st.tuples(st.integers(0, 1 << 20), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=8
)  # where, how much is taken out, what is put in
JOINTS = [
    b"\x00",
    b"\xff\xfe",
    b"<",
    b">",
    b"</p>",
    b"<table>",
    b"<li>",
    b"]",
    b"[^a]",
    b"\n\n",
    b"- ",
    b"---\n",
    b'"',
    b"\xe2\x80\xa8",
    b"\xed\xa0\x80",
    "ﬁ\u00ad".encode(),
    b"&#0;",
    b"&#55296;",
    b"endstream",
    b"BT",
    b"99999999",
    b"-1",
]


def edited(seed: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    for at, n_out, put in edits:
        at %= len(seed) + 1
        seed = seed[:at] + put + seed[at + n_out :]
    return seed


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    data=st.binary(max_size=400)
    | st.text(max_size=200).map(str.encode)
    | st.lists(st.sampled_from(JOINTS)).map(b"".join)
)
def test_any_input_is_taken_or_refused_in_one_line(name: str, data: bytes) -> None:
    TARGETS[name](data)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    edits=EDITS | st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 8), st.sampled_from(JOINTS)), max_size=6),
    number=st.integers(0, 9),
)
def test_a_good_input_with_anything_done_to_it_is_taken_or_refused_in_one_line(
    name: str, edits: list[tuple[int, int, bytes]], number: int
) -> None:
    known = seeds()[name]
    TARGETS[name](edited(known[number % len(known)], edits))


@pytest.mark.parametrize("name", TARGETS)
def test_the_good_inputs_are_good(name: str) -> None:
    for seed in seeds()[name]:
        TARGETS[name](seed)
