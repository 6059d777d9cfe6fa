from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.scrubbing import KEPT_CHARS, scrubbed
from knowledge.words.text import squeeze

ROOT = Path(__file__).parents[1]
FOUND = {
    "mail": [
        ("Write to max.mustermann+x@web.de now", "Write to [e-mail] now"),
        ("Mail: eva_müller@büro-süd.de.", "Mail: [e-mail]."),
        ("max (at) web (punkt) de", "[e-mail]"),
        ("max[at]mail.example[dot]org, ok?", "[e-mail], ok?"),
        ("max\u200b@\u200bweb.de", "[e-mail]"),
        ("max＠web.de", "[e-mail]"),
    ],
    "links": [
        ("see https://x.example/a?b=c#d and more", "see [link] and more"),
        ("t.me/some_person is mine", "[link] is mine"),
        ("www.anna-schmidt.example", "[link]"),
        ("tg://user?id=12345 wrote", "[link] wrote"),
        ("Is mueller-gmbh.de a member?", "Is [link] a member?"),
    ],
    "accounts": [("ask @some_person about it", "ask [account] about it")],
    "telephone": [
        ("Rufen Sie 030 / 123456-78 an", "Rufen Sie [phone] an"),
        ("+49 (0)30 1234567, danke", "[phone], danke"),
        ("0049 171 2345678", "[phone]"),
        ("(0351) 4567890?", "[phone]?"),
        ("Tel. 12345 77", "Tel. [phone]"),
        ("my phone number is 555 1234", "my phone number is [phone]"),
    ],
    "numbers": [
        ("IBAN DE89 3704 0044 0532 0130 00 what", "IBAN [number] what"),
        ("de89370400440532013000", "[number]"),
        ("GB29 NWBK 6016 1331 9268 19", "[number]"),
        ("card 4111 1111 1111 1111", "card [number]"),
        ("USt-IdNr. DE123456789", "USt-IdNr. [number]"),
        ("geboren am 12.03.1980 in Jena", "geboren am [date] in Jena"),
        ("born on 1980-03-12", "born on [date]"),
    ],
    "places": [
        ("Musterstraße 12a, 70173 Stuttgart", "[address]"),
        ("wir sitzen am Berliner Platz 5", "wir sitzen am [address]"),
        ("12 Baker Street, London", "[address], London"),
    ],
    "names": [
        ("my name is anna schmidt and I ask", "my name is [name] and I ask"),
        ("My name is Anna Schmidt. What is it?", "My name is [name] What is it?"),
        ("Ich heiße Max Mustermann und suche", "Ich heiße [name] und suche"),
        ("ich heisse max, was kostet das?", "ich heisse [name], was kostet das?"),
        ("Mein Name ist Dr. Eva von der Leyen, was", "Mein Name ist [name], was"),
        ("I'm John Smith from Jena", "I'm [name] from Jena"),
        ("Frau Dr. Müller-Lüdenscheidt sagt", "Frau Dr. [name] sagt"),
        ("Mr. van der Berg said", "Mr. [name] said"),
        ("Was kostet das? Viele Grüße, Anna Schmidt", "Was kostet das? Viele Grüße, [name]"),
        ("Viele Grüße aus Jena, Anna", "Viele Grüße aus Jena, [name]"),
        ("Best regards John", "Best regards [name]"),
    ],
}
KEPT = [
    "Which clusters work on lasers in Thuringia?",
    "Was änderte sich 2019, 2020 und 2021?",
    "2019 2020 2021",
    "Zahlen für 2008-2012",
    "Do 500 000 000 euros go to 1.200.000 firms?",
    "Gibt es 35.000,50 Euro oder 0,5 %?",
    "vom 01.02.2023 bis 2023-12-31",
    "01.2023-02.2024 oder 03/2022 - 04/2023",
    "Which clusters are in 70173 Stuttgart?",
    "ich heiße nicht so, und was ist VDI/VDE-IT?",
    "Ich bin Mitglied. I am a member, i am new.",
    "Seite 26-29, Abschnitt 3.1",
    "C++ & DIN EN 9001, ISO 13485:2016",
    "Liegt das Netzwerk am Weg 2030 zur Digitalisierung?",
]


@pytest.mark.parametrize(("text", "expected"), [case for cases in FOUND.values() for case in cases])
def test_what_tells_of_a_person_is_replaced_and_the_rest_stays(text: str, expected: str) -> None:
    assert scrubbed(text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_a_question_without_personal_data_stays_as_it_is(text: str) -> None:
    assert scrubbed(text) == text


def test_several_in_one_text_are_all_replaced() -> None:
    text = "Hi, my name is Eva, mail a@b.de or c@d.de, Tel. 030 1234567, @eva"
    assert scrubbed(text) == "Hi, my name is [name], mail [e-mail] or [e-mail], Tel. [phone], [account]"


def test_text_comes_on_one_line_without_hidden_characters() -> None:
    assert scrubbed(" What\n\tis\u202e it\x00? ") == "What is it?"


def test_a_long_text_is_cut_and_says_so() -> None:
    kept = scrubbed("word " * 300)
    assert (len(kept), kept[-1]) == (KEPT_CHARS, "…")


def test_no_half_of_an_address_is_left_where_text_is_cut() -> None:
    for length in range(450, 1050, 3):
        assert "anna" not in scrubbed("x " * (length // 2) + "anna.schmidt@mail.example.org")


@given(st.text(st.sampled_from("aZ09@.+-/ :[]()ßÖ") | st.characters(), max_size=120))
def test_scrubbing_what_is_scrubbed_changes_nothing(text: str) -> None:
    once = scrubbed(text)
    assert scrubbed(once) == once


@given(
    st.from_regex(r"[a-z]{2,8}\.[a-z]{2,8}@[a-z]{2,8}\.(de|com|org)", fullmatch=True),
    st.sampled_from([" ", ", ", "? ", " (", "\n", " – "]),
)
def test_an_address_is_found_wherever_it_stands(address: str, beside: str) -> None:
    assert address not in scrubbed(f"Can you write to{beside}{address}{beside}today")


def test_a_text_made_to_be_slow_is_read_only_at_its_beginning() -> None:
    hard = ("a.", "a@", "1 ", "+", "Dr. ", "-", "0/", "my name is ")
    assert [len(scrubbed(part * 50_000)) <= KEPT_CHARS for part in hard] == [True] * len(hard)


def test_few_of_the_questions_that_people_ask_are_touched() -> None:
    asked = [
        json.loads(line)["question"]
        for name in ("facts", "clusters", "unanswerable", "yesno")
        for line in (ROOT / f"tests/evaluation/{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    gaps: list[Any] = yaml.safe_load((ROOT / "knowledge/corpus/gaps.yaml").read_text(encoding="utf-8"))
    asked += [question for gap in gaps for questions in gap["asked"].values() for question in questions]
    touched = [text for text in asked if len(text) < KEPT_CHARS and scrubbed(text) != squeeze(text)]
    assert len(touched) < 0.03 * len(asked)
