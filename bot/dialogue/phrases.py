"""Every sentence the bot says of its own accord, in both languages."""

from __future__ import annotations

from knowledge.records import Language

PHRASES: dict[Language, dict[str, str]] = {
    "en": {
        "notice": "I am an automated assistant. I quote public sources on the go-cluster programme and name them; I do not write answers of my own.",
        "greeting": "Hello! Ask me about the go-cluster programme – services, admission, labels, history, figures – or tell me what you do and where, and I look for clusters that fit.",
        "thanks": "You are welcome. Is there anything else you would like to know?",
        "goodbye": "Goodbye!",
        "remark": "All right. I am here if you have another question.",
        "complaint": "I am sorry. I can only quote what the sources say. Please ask again in other words, or write to the programme office: info@go-cluster.de.",
        "help": (
            "You can ask me, for example:\n"
            "- What does a cluster need to join go-cluster?\n"
            "- How many members did go-cluster have in October 2022?\n"
            "- Which photonics clusters are there in Thuringia?\n"
            "- We make packaging machines in the south-west. Which network fits?\n"
            "Every statement comes with its source. What the sources do not say, I do not answer."
        ),
        "languages": "I answer in English and German, each time in the language in which you ask.",
        "basis": "I quote public sources: the programme's anniversary publication of January 2023, web pages on the programme, its events and labels, and pages on the clusters. Each statement comes with its source, and with its date where it has one. How things are today, the programme office can tell you: info@go-cluster.de.",
        "identity": "I am the knowledge bot for the go-cluster programme: an automated assistant without a language model. I search public sources and quote them word for word.",
        "yes_to_nothing": "I have made no offer that I could go on with. What would you like to know?",
        "no": "All right. What else would you like to know?",
        "empty": "Please ask a question.",
        "too_long": "The question has {n} characters, at most {limit} are read. Please ask more briefly.",
        "trouble": "Something went wrong on my side. Please try again; if it happens again, give the office this number: {reference}.",
        "sources": "Sources",
        "undated": "undated",
        "page": "p.",
        "next": "You could also ask",
        "prompt_hint": "Type a question, “help”, or “quit”.",
    },
    "de": {
        "notice": "Ich bin ein automatischer Assistent. Ich zitiere öffentliche Quellen zum Programm go-cluster und nenne sie; eigene Antworten verfasse ich nicht.",
        "greeting": "Guten Tag! Fragen Sie mich zum Programm go-cluster – Leistungen, Aufnahme, Labels, Geschichte, Zahlen – oder sagen Sie mir, was Sie machen und wo, dann suche ich passende Cluster.",
        "thanks": "Gern geschehen. Möchten Sie noch etwas wissen?",
        "goodbye": "Auf Wiedersehen!",
        "remark": "In Ordnung. Bei weiteren Fragen bin ich da.",
        "complaint": "Das tut mir leid. Ich kann nur zitieren, was in den Quellen steht. Bitte fragen Sie noch einmal mit anderen Worten, oder schreiben Sie der Geschäftsstelle des Programms: info@go-cluster.de.",
        "help": (
            "Sie können mich zum Beispiel fragen:\n"
            "- Was braucht ein Cluster, um in go-cluster aufgenommen zu werden?\n"
            "- Wie viele Mitglieder hatte go-cluster im Oktober 2022?\n"
            "- Welche Photonik-Cluster gibt es in Thüringen?\n"
            "- Wir bauen Verpackungsmaschinen im Südwesten. Welches Netzwerk passt?\n"
            "Zu jeder Aussage nenne ich die Quelle. Was die Quellen nicht sagen, beantworte ich nicht."
        ),
        "languages": "Ich antworte auf Deutsch und Englisch, jeweils in der Sprache Ihrer Frage.",
        "basis": "Ich zitiere öffentliche Quellen: die Jubiläumspublikation des Programms vom Januar 2023, Webseiten zum Programm, seinen Veranstaltungen und den Labels sowie Seiten zu den Clustern. Zu jeder Aussage nenne ich die Quelle und, wo es ihn gibt, den Stand. Wie es heute ist, weiß die Geschäftsstelle: info@go-cluster.de.",
        "identity": "Ich bin der Wissensbot zum Programm go-cluster: ein automatischer Assistent ohne Sprachmodell. Ich suche in öffentlichen Quellen und zitiere sie wörtlich.",
        "yes_to_nothing": "Ich habe Ihnen nichts angeboten, womit ich fortfahren könnte. Was möchten Sie wissen?",
        "no": "In Ordnung. Was möchten Sie sonst wissen?",
        "empty": "Bitte stellen Sie eine Frage.",
        "too_long": "Die Frage hat {n} Zeichen, gelesen werden höchstens {limit}. Bitte fragen Sie kürzer.",
        "trouble": "Bei mir ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal; geschieht es wieder, nennen Sie der Geschäftsstelle diese Nummer: {reference}.",
        "sources": "Quellen",
        "undated": "ohne Datum",
        "page": "S.",
        "next": "Sie könnten auch fragen",
        "prompt_hint": "Geben Sie eine Frage ein, „Hilfe“ oder „Ende“.",
    },
}


def phrase(key: str, language: Language, **values: object) -> str:
    """Return the phrase `key` in `language` with `values` filled in."""
    return PHRASES[language][key].format(**values)
