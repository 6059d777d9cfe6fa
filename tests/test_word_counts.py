from __future__ import annotations

import pytest
from made import passage

from knowledge.index.written_store import WrittenStore
from knowledge.words import word_counts
from knowledge.words.word_counts import count_words, hold

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
    store = WrittenStore.create()
    counts = count_words(PASSAGES)
    store.add_word_counts(counts)
    assert store.word_counts() == counts


def test_what_is_held_is_not_looked_up_any_more() -> None:
    store = WrittenStore.create()
    store.add_word_counts(count_words(PASSAGES))
    counts = store.word_counts()
    expected = dict(counts.folded)
    hold(counts)
    store.connection.execute("delete from word_counts")
    assert {word: counts.folded[word] for word in expected} == expected
    assert counts.folded.get("heronless") is None


def test_more_words_than_may_be_held_are_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_counts, "_HELD", 1)
    store = WrittenStore.create()
    store.add_word_counts(count_words(PASSAGES))
    counts = store.word_counts()
    word = next(iter(counts.folded))
    hold(counts)
    store.connection.execute("delete from word_counts")
    assert word not in counts.folded


def test_what_is_counted_in_parts_adds_up() -> None:
    passages = [passage(f"d#{n}", text) for n, text in enumerate(("Herons and cranes.", "Cranes lift.", "A crane."))]
    store = WrittenStore.create()
    for part in (passages[:1], passages[1:]):
        store.add_word_counts(count_words(part))
    assert store.word_counts() == count_words(passages)
    store.close()
