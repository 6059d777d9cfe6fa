from __future__ import annotations

from made import passage

from knowledge.store import Store
from knowledge.word_counts import count_words

PASSAGES = [
    passage("a#0", "Herons wade. Herons nest.", kind="statement", heading="Birds", asked=("Where do herons nest?",)),
    passage("b#0", "Reiher gehen in 3 Seen.", kind="statement", language="de"),
    passage("c#0", "Herons are grey.", kind="profile"),
]


def test_words_are_counted_by_language_with_headings_and_asked_lines() -> None:
    counts = count_words(PASSAGES)
    assert counts.spoken["en"] == {
        "herons": 4, "wade": 1, "nest": 2, "birds": 1, "where": 1, "do": 1, "are": 1, "grey": 1,
    }  # fmt: skip
    assert counts.spoken["de"] == {"reiher": 1, "gehen": 1, "in": 1, "seen": 1}
    assert (counts.folded["herons"], counts.folded["3"]) == (4, 1)


def test_stems_are_counted_once_a_statement_and_in_statements_only() -> None:
    assert count_words(PASSAGES).topics == {
        "en": {"heron": 1, "wade": 1, "nest": 1},
        "de": {"reih": 1, "geh": 1, "seen": 1, "3": 1},
    }


def test_what_was_counted_is_read_again() -> None:
    store = Store.create()
    counts = count_words(PASSAGES)
    store.add_word_counts(counts)
    assert store.word_counts() == counts
