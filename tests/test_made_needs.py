"""The messages that teach what needs and errands are like."""

from __future__ import annotations

from collections import Counter

from made import profile

from indexer.models.made_needs import MadeMessage, made_messages
from knowledge.naming.fields import load_products, load_taxonomy
from knowledge.records import Language
from knowledge.words.text import fold

PROFILES = [profile("alpha", keywords_en=["sea otters"], keywords_de=["Seeotter"])]
MADE = list(made_messages(PROFILES))


def of(language: Language, *, wanted: bool) -> list[MadeMessage]:
    return [message for message in MADE if message.language == language and message.wants_clusters is wanted]


def test_the_same_profiles_give_the_same_messages() -> None:
    assert list(made_messages(PROFILES)) == MADE


def test_each_field_has_eight_needs_in_each_language() -> None:
    n = 8 * len(load_taxonomy().fields)
    assert (len(of("en", wanted=True)), len(of("de", wanted=True))) == (n, n)


def test_a_need_names_what_a_firm_makes_or_a_key_word_of_a_profile() -> None:
    words = {fold(w) for f in load_products().fields for w in (*f.words_en, *f.words_de)} | {"sea otters", "seeotter"}
    for message in of("en", wanted=True) + of("de", wanted=True):
        assert any(word in fold(message.text) for word in words), message.text


def test_some_needs_are_of_the_key_words_of_profiles() -> None:
    share = sum("otter" in message.text for message in of("en", wanted=True)) / len(of("en", wanted=True))
    assert 0.2 < share < 0.5


def test_errands_are_a_part_of_the_messages_in_both_languages() -> None:
    counts = Counter(message.language for message in MADE if not message.wants_clusters)
    assert counts["en"] == counts["de"]
    assert 0.1 < counts.total() / len(MADE) < 0.4


def test_no_placeholder_is_left() -> None:
    assert not [message.text for message in MADE if "{" in message.text]
