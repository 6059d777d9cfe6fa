"""What is kept of a person as plain values for that person to read, with what each part is for."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from bot.state import session_json
from bot.state.records import PersonData
from knowledge.records import Language

_NOTES: dict[Language, dict[str, str]] = {
    "en": {
        "person": "The pseudonym under which this is kept. It was made from your id with a secret key.",
        "language": "The language that you chose, if you did.",
        "sessions": "What your last messages were about, with your last questions in your own words: without them, "
        'a question such as "And in Bavaria?" could not be understood.',
        "shown": "What was shown to you, so that its buttons go on working.",
        "ratings": "What you rated, and how.",
        "messages": "When you wrote in the last day; how often one may write is limited.",
        "told": "When you were told what is told once only, such as that a limit was reached.",
        "replies": "Which messages of the bot answer which of yours; needed when you edit one.",
        "in_hand": "Messages that are not answered yet, as they came. They are erased once they are.",
        "not_here": "Questions that had no answer are kept for staff without your id and without addresses and numbers. Nothing "
        "tells whose they are; so they can be neither shown here nor deleted for you, and are deleted after a year.",
    },
    "de": {
        "person": "Das Pseudonym, unter dem dies gespeichert ist. Es wurde mit einem geheimen Schlüssel aus Ihrer Kennung gebildet.",
        "language": "Die Sprache, die Sie gewählt haben, falls Sie eine gewählt haben.",
        "sessions": "Worum es in Ihren letzten Nachrichten ging, mit Ihren letzten Fragen im Wortlaut: Ohne sie wäre eine "
        "Frage wie „Und in Bayern?“ nicht zu verstehen.",
        "shown": "Was Ihnen gezeigt wurde, damit die Schaltflächen darunter weiter funktionieren.",
        "ratings": "Was Sie bewertet haben und wie.",
        "messages": "Wann Sie am letzten Tag geschrieben haben; die Zahl der Nachrichten ist begrenzt.",
        "told": "Wann Ihnen Hinweise gegeben wurden, die nur einmal gegeben werden, etwa dass eine Grenze erreicht ist.",
        "replies": "Welche Nachrichten des Bots auf welche von Ihnen antworten; nötig, wenn Sie eine Nachricht bearbeiten.",
        "in_hand": "Noch nicht beantwortete Nachrichten, so wie sie eingingen. Nach der Antwort werden sie gelöscht.",
        "not_here": "Fragen ohne Antwort werden für das Team ohne Ihre Kennung und ohne Adressen und Nummern aufbewahrt. Niemand kann "
        "sie Ihnen zuordnen; deshalb lassen sie sich hier weder anzeigen noch für Sie löschen. Nach einem Jahr werden sie gelöscht.",
    },
}


def as_values(data: PersonData, language: Language) -> dict[str, Any]:
    """Return the data as values that JSON knows, times in ISO 8601 (UTC), with notes in `language`."""
    return {
        "notes": _NOTES[language],
        "person": data.person,
        "language": data.language,
        "sessions": [
            {"name": kept.name, "at": _time(kept.at), "session": json.loads(session_json.dump(kept.session))}
            for kept in data.sessions
        ],
        "shown": [asdict(shown) | {"at": _time(shown.at)} for shown in data.shown],
        "ratings": [asdict(rating) | {"at": _time(rating.at)} for rating in data.ratings],
        "messages": [_time(at) for at in data.messages],
        "told": [{"what": what, "at": _time(at)} for what, at in data.told],
        "replies": [asdict(replied) | {"at": _time(replied.at)} for replied in data.replies],
        "in_hand": [update.raw for update in data.in_hand],
    }


def _time(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")
