"""Sentences for staff, for what belongs into a private chat, and for what a chosen language is for."""

from __future__ import annotations

from knowledge.records import Language

MORE_TEXTS: dict[Language, dict[str, str]] = {
    "en": {
        "in_private": "That is between you and me. Please write to me directly, with the same command: @{username}",
        "language_chosen": "All right: I write to you in English. A question that is clearly in German is answered in German all the same.",
        "gaps": "<b>Questions without an answer: {n}</b>",
        "bad_ratings": "<b>Answers found bad: {n}</b>",
        "all_gaps": "All of them: clusterbot gaps",
    },
    "de": {
        "in_private": "Das bleibt besser unter uns. Bitte schreiben Sie mir direkt, mit demselben Befehl: @{username}",
        "language_chosen": "In Ordnung: Ich schreibe Ihnen auf Deutsch. Eine Frage, die eindeutig englisch ist, beantworte ich trotzdem auf Englisch.",
        "gaps": "<b>Fragen ohne Antwort: {n}</b>",
        "bad_ratings": "<b>Als schlecht bewertete Antworten: {n}</b>",
        "all_gaps": "Alle: clusterbot gaps",
    },
}


def more_text(key: str, language: Language, **values: object) -> str:
    """Return the text `key` in `language` with `values` filled in."""
    return MORE_TEXTS[language][key].format(**values)
