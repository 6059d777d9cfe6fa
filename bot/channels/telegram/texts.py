"""Every sentence of the Telegram channel, in both languages. `<b>` and `</b>` make bold; there is no other markup."""

from __future__ import annotations

from knowledge.records import Language

MAX_SHORT_DESCRIPTION = 120
MAX_DESCRIPTION = 512
MAX_COMMAND_DESCRIPTION = 256

SHORT_DESCRIPTION: dict[Language, str] = {
    "en": "Automated assistant: answers about the go-cluster programme with sources, and finds clusters in Germany.",
    "de": "Automatischer Assistent: Auskunft zum Programm go-cluster mit Quellen – und Clustersuche für Deutschland.",
}
DESCRIPTION: dict[Language, str] = {
    "en": (
        "I am an automated assistant for the German programme go-cluster.\n\n"
        "• Ask me about services, admission, labels, history and figures: I quote public sources and name them, with page and date.\n"
        "• Tell me your field and place, and I find innovation clusters that fit.\n"
        "• In any other chat, type my name and what you are looking for.\n\n"
        "I speak English and German and use no language model. /privacy says what is stored."
    ),
    "de": (
        "Ich bin ein automatischer Assistent zum Programm go-cluster.\n\n"
        "• Fragen Sie mich nach Leistungen, Aufnahme, Labels, Geschichte und Zahlen: Ich zitiere öffentliche Quellen mit Seite und Datum.\n"
        "• Nennen Sie mir Technologiefeld und Ort, und ich finde passende Innovationscluster.\n"
        "• In jedem anderen Chat: Tippen Sie meinen Namen und wonach Sie suchen.\n\n"
        "Ich spreche Deutsch und Englisch und nutze kein Sprachmodell. /privacy sagt, was gespeichert wird."
    ),
}
# The names are the same in both languages, as Telegram wants them in Latin letters; the order is that of the menu.
COMMANDS: dict[Language, tuple[tuple[str, str], ...]] = {
    "en": (
        ("start", "What I can do"),
        ("services", "What go-cluster offers its members"),
        ("admission", "How a cluster is admitted"),
        ("clusters", "Find clusters by field, Land, city or label"),
        ("sources", "Where the answers come from"),
        ("language", "English or German"),
        ("help", "Examples and commands"),
        ("privacy", "What is stored, and for how long"),
        ("export", "Get what is stored of you"),
        ("delete", "Delete what is stored of you"),
    ),
    "de": (
        ("start", "Was ich kann"),
        ("services", "Was go-cluster seinen Mitgliedern bietet"),
        ("admission", "Wie ein Cluster aufgenommen wird"),
        ("clusters", "Cluster finden – nach Technologiefeld, Land, Ort oder Label"),
        ("sources", "Woher die Antworten stammen"),
        ("language", "Deutsch oder Englisch"),
        ("help", "Beispiele und Befehle"),
        ("privacy", "Was gespeichert wird und wie lange"),
        ("export", "Ihre gespeicherten Daten erhalten"),
        ("delete", "Ihre gespeicherten Daten löschen"),
    ),
}
ADMIN_COMMANDS: dict[Language, tuple[tuple[str, str], ...]] = {
    "en": (("gaps", "Questions without an answer"), ("status", "Index, uptime, answers today")),
    "de": (("gaps", "Fragen ohne Antwort"), ("status", "Index, Laufzeit, Antworten heute")),
}
# What the commands ask on a person's behalf; the answer comes from the sources like any other.
QUESTIONS: dict[Language, dict[str, str]] = {
    "en": {
        "services": "Which services does go-cluster offer its members?",
        "admission": "What are the admission criteria of go-cluster?",
    },
    "de": {
        "services": "Welche Leistungen bietet go-cluster seinen Mitgliedern?",
        "admission": "Welche Aufnahmekriterien hat go-cluster?",
    },
}

TEXTS: dict[Language, dict[str, str]] = {
    "en": {
        # -- commands
        "start": (
            "<b>Welcome!</b> I am an automated assistant for the go-cluster programme.\n\n"
            "Ask me anything about it – services, admission, labels, history, figures – and I quote public sources and name them. "
            "Or tell me what you do and where, and I look for clusters that fit.\n\n"
            "What the sources do not say, I do not answer. /privacy says what is stored."
        ),
        "help": (
            "<b>You can ask me, for example:</b>\n"
            "• What does a cluster need to join go-cluster?\n"
            "• How many members did go-cluster have in October 2022?\n"
            "• Which photonics clusters are there in Thuringia?\n"
            "• We make packaging machines in the south-west. Which network fits?\n\n"
            "<b>Commands</b>\n"
            "{commands}\n\n"
            "In groups I answer when I am mentioned or replied to. "
            "In any other chat, type <b>@{username}</b> and a question or a field and a place."
        ),
        "clusters": "Which clusters are you looking for? Name a field, a Land, a city, a label – or all at once: “photonics in Thuringia with a gold label”. Or choose below.",
        "sources_about": (
            "<b>Where the answers come from</b>\n"
            "I search what public sources say – publications on the programme, official pages, the clusters' own pages – "
            "and the profiles of {clusters} clusters made from them. Every statement is quoted word for word, with title, publisher, date and page where these are known.\n\n"
            "The numbers in brackets are the sources; tap one to open it, or “Sources” below an answer for all of them."
        ),
        "language_ask": "In which language shall I answer?",
        "language_chosen": "All right: I write to you in English. A question that is clearly in German is answered in German all the same.",
        "language_auto": "All right: I answer in the language of each question.",
        "privacy": (
            "<b>What is stored of you</b>\n"
            "• Until it is answered: your message, so that none gets lost. Then it is erased.\n"
            "• For {days} days after you last wrote: what our conversation is about – your last questions, the answers and clusters shown –, "
            "so that you can ask further and use the buttons; your ratings; your choice of language; which messages of mine answer yours.\n"
            "• For a day: when you wrote, because of the limits on questions.\n"
            "• All of that under a pseudonym that cannot be traced back to you without a key that only this bot holds.\n"
            "• Your name, user name and telephone number are not stored.\n\n"
            "<b>Questions without an answer</b> are kept without any link to you, so that the sources can be completed; "
            "addresses, telephone numbers, user names and links are removed first. Please do not write anything personal.\n\n"
            "Nothing is passed on, and no language model reads along. Telegram itself sees the messages, as in every chat with a bot.\n\n"
            "/export gives you what is stored, /delete erases it. Questions: {contact}"
        ),
        "export_done": "Here is all that is stored of you, as JSON.",
        "delete_ask": "Shall I delete all that is stored of you: our conversation, ratings and language? This cannot be undone.",
        "delete_done": "Done. Nothing is stored of you any more.",
        "delete_kept": "All right, everything stays as it is.",
        # -- what happens
        "limit": "That was a lot of questions at once. Please wait a minute, then I will gladly go on.",
        "limit_day": "That was a lot of questions for one day. I will gladly go on tomorrow; until then, the office can help: {contact}.",
        "media": "I can only read text. Please write me your question.",
        "empty": "Please write a question.",
        "too_long": "Your message has {n} characters, I read at most {limit}. Please ask more briefly.",
        "trouble": "Something went wrong on my side. Please try again; if it happens again, give the office this number: {reference}.",
        "staff_only": "This command is for the staff of the programme office.",
        "gone": "That is too long ago for me to remember. Please ask anew.",
        "unknown_command": "I do not know that command. /help says what I can do.",
        "unknown_cluster": "I do not know that cluster. Perhaps it has another name now: please search for it.",
        "group_hint": "In groups I answer when I am mentioned: @{username} and your question.",
        "rated_good": "Thank you!",
        "rated_bad": "Thank you. We will look into it.",
        "in_private": "That is between you and me. Please write to me directly, with the same command: @{username}",
        "gaps": "<b>Questions without an answer: {n}</b>",
        "bad_ratings": "<b>Answers found bad: {n}</b>",
        "all_gaps": "All of them: clusterbot gaps",
        "no_gaps": "There are no questions without an answer.",
        "status": "Index {generation}\nRunning for {uptime}\nAnswers today: {answers}\n95 % were ready within {p95} ms",
        # -- answers
        "no_sources": "This answer quotes no source.",
        "quotation": "“{quote}”",
        "same_quotation": "quotation as in [{number}]",
        # -- buttons
        "button_services": "🧰 What go-cluster offers",
        "button_admission": "📋 How to join",
        "button_clusters": "🔎 Find clusters",
        "button_language": "🌐 Deutsch / English",
        "button_auto": "As each question",
        "button_sources": "Sources",
        "button_website": "Website",
        "button_share": "Share",
        "button_open": "Open the assistant",
        "button_delete": "Delete",
        "button_keep": "Keep",
        # -- finder
        "finder_all": "{n} clusters",
        "finder_some": "{n} clusters fit",
        "finder_one": "One cluster fits",
        "finder_best": "These clusters fit best",
        "facet_land": "📍 Land",
        "facet_field": "🔬 Field",
        "facet_label": "🏅 Label",
        "pick_land": "Choose a Land; several are possible. The number says how many clusters there are in it.",
        "pick_field": "Choose a technology field; several are possible. The number says how many clusters work in it.",
        "pick_label": "Choose a label; several are possible. The number says how many clusters hold it.",
        "members_off": "Members of go-cluster only ({n})",
        "members_on": "✓ Members of go-cluster only",
        "widen_place": "✕ Place ({n})",
        "widen_field": "✕ Field ({n})",
        "widen_label": "✕ Label ({n})",
        "widen_all": "All clusters",
        "back_to_list": "◀ Back to the list",
        "value_any": "Any ECEI label",
        "value_gold": "Gold",
        "value_silver": "Silver",
        "value_bronze": "Bronze",
        "label_gold": "ECEI gold label {date}",
        "label_silver": "ECEI silver label {date}",
        "label_bronze": "ECEI bronze label {date}",
        "card_also": "also {places}",
        "card_link": "Link to this card",
        "card_no_label": "The sources name no ECEI label.",
        "card_member_unknown": "Whether it is a member of go-cluster, the sources do not say.",
        # -- inline
        "inline_hint": "Type a question, or a field and a place",
        "inline_hint_more": "For example: photonics thuringia · admission criteria",
        "inline_hint_message": "<b>go-cluster assistant</b>\nType @{username} and a question, or a field and a place, in any chat – for example “@{username} photonics thuringia”.",
        "inline_nothing": "No answer in the sources",
    },
    "de": {
        # -- commands
        "start": (
            "<b>Willkommen!</b> Ich bin ein automatischer Assistent zum Programm go-cluster.\n\n"
            "Fragen Sie mich, was Sie dazu wissen möchten – Leistungen, Aufnahme, Labels, Geschichte, Zahlen –, und ich zitiere öffentliche Quellen und nenne sie. "
            "Oder sagen Sie mir, was Sie machen und wo, dann suche ich passende Cluster.\n\n"
            "Was die Quellen nicht sagen, beantworte ich nicht. Was gespeichert wird, steht unter /privacy."
        ),
        "help": (
            "<b>Sie können mich zum Beispiel fragen:</b>\n"
            "• Was braucht ein Cluster, um in go-cluster aufgenommen zu werden?\n"
            "• Wie viele Mitglieder hatte go-cluster im Oktober 2022?\n"
            "• Welche Photonik-Cluster gibt es in Thüringen?\n"
            "• Wir bauen Verpackungsmaschinen im Südwesten. Welches Netzwerk passt?\n\n"
            "<b>Befehle</b>\n"
            "{commands}\n\n"
            "In Gruppen antworte ich, wenn ich erwähnt werde oder man auf mich antwortet. "
            "In jedem anderen Chat: Tippen Sie <b>@{username}</b> und eine Frage oder Technologiefeld und Ort."
        ),
        "clusters": "Welche Cluster suchen Sie? Nennen Sie ein Technologiefeld, ein Land, einen Ort, ein Label – oder alles zusammen: „Photonik in Thüringen mit Gold-Label“. Oder wählen Sie unten aus.",
        "sources_about": (
            "<b>Woher die Antworten stammen</b>\n"
            "Ich durchsuche, was öffentliche Quellen sagen – Veröffentlichungen zum Programm, amtliche Seiten, Seiten der Cluster –, "
            "und die daraus erstellten Profile von {clusters} Clustern. Jede Aussage zitiere ich wörtlich, mit Titel, Herausgeber, Datum und Seite, soweit bekannt.\n\n"
            "Die Zahlen in Klammern sind die Quellen: Tippen Sie eine an, um sie zu öffnen, oder „Quellen“ unter einer Antwort für alle."
        ),
        "language_ask": "In welcher Sprache soll ich antworten?",
        "language_chosen": "In Ordnung: Ich schreibe Ihnen auf Deutsch. Eine Frage, die eindeutig englisch ist, beantworte ich trotzdem auf Englisch.",
        "language_auto": "Gern: Ich antworte in der Sprache der jeweiligen Frage.",
        "privacy": (
            "<b>Was von Ihnen gespeichert wird</b>\n"
            "• Bis zur Antwort: Ihre Nachricht, damit keine verloren geht. Danach wird sie gelöscht.\n"
            "• {days} Tage nach Ihrer letzten Nachricht: worum es in unserem Gespräch geht – Ihre letzten Fragen, die gezeigten Antworten und Cluster –, "
            "damit Sie nachfragen und die Schaltflächen nutzen können; Ihre Bewertungen; Ihre Wahl der Sprache; welche meiner Nachrichten Ihnen antworten.\n"
            "• Einen Tag lang: wann Sie geschrieben haben, wegen der Höchstzahl an Fragen.\n"
            "• All das unter einem Pseudonym, das sich ohne einen Schlüssel, den nur dieser Bot hat, nicht auf Sie zurückführen lässt.\n"
            "• Name, Benutzername und Telefonnummer werden nicht gespeichert.\n\n"
            "<b>Fragen ohne Antwort</b> werden ohne jeden Bezug zu Ihnen aufbewahrt, damit die Quellen ergänzt werden können; "
            "Adressen, Telefonnummern, Benutzernamen und Links werden vorher entfernt. Bitte schreiben Sie nichts Persönliches.\n\n"
            "Nichts wird weitergegeben, und kein Sprachmodell liest mit. Telegram selbst sieht die Nachrichten, wie in jedem Chat mit einem Bot.\n\n"
            "/export gibt Ihnen, was gespeichert ist, /delete löscht es. Fragen dazu: {contact}"
        ),
        "export_done": "Das ist alles, was von Ihnen gespeichert ist, als JSON.",
        "delete_ask": "Soll ich alles löschen, was von Ihnen gespeichert ist: unser Gespräch, Bewertungen und Sprache? Das lässt sich nicht rückgängig machen.",
        "delete_done": "Erledigt. Von Ihnen ist nichts mehr gespeichert.",
        "delete_kept": "In Ordnung, alles bleibt, wie es ist.",
        # -- what happens
        "limit": "Das waren viele Fragen auf einmal. Bitte warten Sie eine Minute, dann mache ich gern weiter.",
        "limit_day": "Das waren viele Fragen für einen Tag. Morgen mache ich gern weiter; bis dahin hilft die Geschäftsstelle: {contact}.",
        "media": "Ich kann nur Text lesen. Bitte schreiben Sie mir Ihre Frage.",
        "empty": "Bitte schreiben Sie eine Frage.",
        "too_long": "Ihre Nachricht hat {n} Zeichen, ich lese höchstens {limit}. Bitte fragen Sie kürzer.",
        "trouble": "Bei mir ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal; geschieht es wieder, nennen Sie der Geschäftsstelle diese Nummer: {reference}.",
        "staff_only": "Dieser Befehl ist für die Geschäftsstelle des Programms.",
        "gone": "Das ist zu lange her, ich erinnere mich nicht mehr daran. Bitte fragen Sie neu.",
        "unknown_command": "Diesen Befehl kenne ich nicht. Was ich kann, steht unter /help.",
        "unknown_cluster": "Dieses Cluster kenne ich nicht. Vielleicht heißt es inzwischen anders: Bitte suchen Sie danach.",
        "group_hint": "In Gruppen antworte ich, wenn ich erwähnt werde: @{username} und Ihre Frage.",
        "rated_good": "Vielen Dank!",
        "rated_bad": "Vielen Dank. Wir gehen dem nach.",
        "in_private": "Das bleibt besser unter uns. Bitte schreiben Sie mir direkt, mit demselben Befehl: @{username}",
        "gaps": "<b>Fragen ohne Antwort: {n}</b>",
        "bad_ratings": "<b>Als schlecht bewertete Antworten: {n}</b>",
        "all_gaps": "Alle: clusterbot gaps",
        "no_gaps": "Es gibt keine Fragen ohne Antwort.",
        "status": "Index {generation}\nLäuft seit {uptime}\nAntworten heute: {answers}\n95 % waren nach höchstens {p95} ms fertig",
        # -- answers
        "no_sources": "Diese Antwort zitiert keine Quelle.",
        "quotation": "„{quote}“",
        "same_quotation": "Zitat wie bei [{number}]",
        # -- buttons
        "button_services": "🧰 Was go-cluster bietet",
        "button_admission": "📋 Mitglied werden",
        "button_clusters": "🔎 Cluster finden",
        "button_language": "🌐 Deutsch / English",
        "button_auto": "Wie die jeweilige Frage",
        "button_sources": "Quellen",
        "button_website": "Website",
        "button_share": "Teilen",
        "button_open": "Assistenten öffnen",
        "button_delete": "Löschen",
        "button_keep": "Behalten",
        # -- finder
        "finder_all": "{n} Cluster",
        "finder_some": "{n} Cluster passen",
        "finder_one": "Ein Cluster passt",
        "finder_best": "Diese Cluster passen am besten",
        "facet_land": "📍 Land",
        "facet_field": "🔬 Feld",
        "facet_label": "🏅 Label",
        "pick_land": "Wählen Sie ein Land; mehrere sind möglich. Die Zahl sagt, wie viele Cluster es dort gibt.",
        "pick_field": "Wählen Sie ein Technologiefeld; mehrere sind möglich. Die Zahl sagt, wie viele Cluster darin arbeiten.",
        "pick_label": "Wählen Sie ein Label; mehrere sind möglich. Die Zahl sagt, wie viele Cluster es tragen.",
        "members_off": "Nur Mitglieder von go-cluster ({n})",
        "members_on": "✓ Nur Mitglieder von go-cluster",
        "widen_place": "✕ Ort ({n})",
        "widen_field": "✕ Feld ({n})",
        "widen_label": "✕ Label ({n})",
        "widen_all": "Alle Cluster",
        "back_to_list": "◀ Zurück zur Liste",
        "value_any": "Mit ECEI-Label",
        "value_gold": "Gold",
        "value_silver": "Silber",
        "value_bronze": "Bronze",
        "label_gold": "ECEI-Gold-Label {date}",
        "label_silver": "ECEI-Silber-Label {date}",
        "label_bronze": "ECEI-Bronze-Label {date}",
        "card_also": "auch {places}",
        "card_link": "Link zu dieser Karte",
        "card_no_label": "Die Quellen nennen kein ECEI-Label.",
        "card_member_unknown": "Ob es Mitglied von go-cluster ist, sagen die Quellen nicht.",
        # -- inline
        "inline_hint": "Tippen Sie eine Frage oder Technologiefeld und Ort",
        "inline_hint_more": "Zum Beispiel: Photonik Thüringen · Aufnahmekriterien",
        "inline_hint_message": "<b>go-cluster-Assistent</b>\nTippen Sie in einem beliebigen Chat @{username} und eine Frage oder Technologiefeld und Ort – zum Beispiel „@{username} Photonik Thüringen“.",
        "inline_nothing": "Keine Antwort in den Quellen",
    },
}


def text(key: str, language: Language, **values: object) -> str:
    """Return the text `key` in `language` with `values` filled in."""
    return TEXTS[language][key].format(**values)
