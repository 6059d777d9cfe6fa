"""Spellings of chat become those of statements, and what is spelt as it should be stays."""

from __future__ import annotations

import pytest

from bot.reading.written_out import written_out


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Gibt's Goldlabels?", "Gibt es Gold-Labels?"),
        ("Whats the address", "What is the address"),
        ("wann ist die naechste", "wann ist die nächste"),
        ("Foerderung und Ueberblick", "Förderung und Überblick"),
        ("Cluster in Koeln und Osnabrueck", "Cluster in Köln und Osnabrück"),
        ("im oktober 22", "im oktober 2022"),
        ("since March '18?", "since March 2018?"),
        ("Ende 21", "Ende 2021"),
        ("wieviel Mitglieder?", "wie viele Mitglieder?"),
        ("Wie viel Laender waren da?", "wie viele Länder waren da?"),
        ("im Jahr 19", "im Jahr 2019"),
        ("von der Hafen-Uni?", "von der Hafen-Universität?"),
        ("who r the partner countries", "who are the partner countries"),
        ("r there any in Bremen", "are there any in Bremen"),
        ("can u help, r u a bot", "can you help, r u a bot"),
        ("what do ur members pay", "what do your members pay"),
        ("wich country, untill whta year", "which country, until what year"),
        ("Wen did it end? wan endet es?", "When did it end? wann endet es?"),
        ("wievile Leute, wievil mitglied", "wie viele Leute, wie viele mitglied"),
        ("wats the price", "what is the price"),
    ],
)
def test_what_is_written_in_short_is_written_out(text: str, written: str) -> None:
    assert written_out(text) == written


@pytest.mark.parametrize(
    "text",
    [
        "neue aktuelle Steuer, blaue Treue",
        "Who knew Michael and Joe?",
        "Goethe",
        "Wen kann ich fragen? Where were we?",
        "das Uni-Gebäude der Union",
        "on October 22, 2019",
        "October 22",
        "Mitglieder u Partner",
        "F u. E, R & D, vitamin r",
        "do undergraduates join",
        "im Oktober 22 Uhr",
        "im Mai 20 Leute",
        "am 2. Mai 17 Personen",
        "in April 2019",
        "wieviel Geld gibt es",
        "from 1.5.20 on",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert written_out(text) == text
