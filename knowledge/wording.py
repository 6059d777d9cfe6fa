"""The sentences around quotations, in both languages. What the sources say is never here."""

from __future__ import annotations

import re

from knowledge.records import Language

CONTACT = "info@go-cluster.de"

_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
WORDING: dict[Language, dict[str, str]] = {
    "en": {
        "as_of": "(as of {date})",
        "undated": "(source undated)",
        "no_answer": "The sources do not say that.",
        "gap": "The sources do not say {gap}.",
        "gap_thing": "The sources do not give {gap}.",
        "gap_nothing": "The sources say nothing {gap}.",
        "no_answer_cluster": "The sources do not say that about {name}.",
        "since_unknown": "Since when, the sources do not say.",
        "head_unknown": "The sources do not name who heads {name}.",
        "it_first": "It",
        "it": "It",
        "unknown_cluster": "The sources know no cluster called “{name}”.",
        "nearest": "The closest to this:",
        "just_said": "As just said:",
        "not_among": "Not among those named:",
        "closest": "The closest page is “{page}”.",
        "contact": "The programme office can help: {contact}.",
        "contact_programme": "The office of the go-cluster programme can help: {contact}.",
        "off_topic": "That is outside what I know: I answer questions about the go-cluster programme and find innovation clusters in Germany.",
        "other_language": "The sources have this in {other} only:",
        "language_en": "English",
        "language_de": "German",
        "understood": "Understood: {conditions}.",
        "found_one": "One cluster fits:",
        "found": "{n} clusters fit:",
        "found_by_field": "{n} clusters fit by their field, but their profiles do not mention “{words}”:",
        "found_by_field_one": "One cluster fits by its field, but its profile does not mention “{words}”:",
        "found_mentioning": "{all} clusters fit by their field. First the {n} whose profiles mention “{words}”:",
        "found_mentioning_one": "{all} clusters fit by their field. First the one whose profile mentions “{words}”:",
        "found_need": "These clusters fit best:",
        "found_need_one": "This cluster fits best:",
        "no_seat": "No cluster in the sources has its seat in {city}. In {land}:",
        "not_there": "No cluster of the sources in {place} fits that. Elsewhere:",
        "more": "… and {n} more.",
        "more_one": "… and one more.",
        "none": "No cluster in the sources fits all of that: {conditions}.",
        "denied": "I can only look for clusters of which the sources say something, not for those of which they do not. Please ask without “no” or “not”.",
        "distance_unknown": "I can compare distances only from a city. From which city should it be near?",
        "drop": "Without {condition}, {n} would fit.",
        "drop_one": "Without {condition}, one would fit.",
        "condition_field": "the field",
        "condition_place": "the place",
        "condition_label": "the label",
        "condition_member": "membership",
        "member": "go-cluster member {date}",
        "member_unknown": "whether it is a go-cluster member, the sources do not say",
        "label": "ECEI {level} label {date}",
        "label_unknown": "The sources name no ECEI label of {name}.",
        "membership_unknown": "Whether {name} is a member of go-cluster, the sources do not say.",
        "founded_unknown": "The sources give no founding year for {name}.",
        "members_unknown": "The sources give no membership figure for {name}.",
        "website_unknown": "The sources give no website for {name}.",
        "contact_unknown": "No street, contact person, phone number or e-mail address is in the sources.",
        "seat": "{name} has its seat in {place}.",
        "website": "Website of {name}: {website}",
        "beside": "{names} in the sources:",
        "aspect_seat": "Seat",
        "aspect_founded": "Founded",
        "aspect_members": "Members",
        "aspect_website": "Website",
        "aspect_label": "ECEI label",
        "aspect_member": "Membership of go-cluster",
        "aspect_fields": "Fields",
        "aspect_unknown": "not in the sources",
        "aspect_is_member": "yes",
        "in": "in {place}",
        "near": "near {place}",
        "with_label": "with the {label}",
        "any_label": "with an ECEI label",
        "only_members": "members of go-cluster",
        "about": "about “{text}”",
        "likely": "likely {fields}",
        "likely_also": "likely also {fields}",
        "said": "“{words}”",
        "all_clusters": "all clusters",
        "oldest": "By founding year, oldest first ({n} clusters):",
        "youngest": "By founding year, youngest first ({n} clusters):",
        "largest": "By membership figures, which are of different dates, largest first ({n} clusters):",
        "smallest": "By membership figures, which are of different dates, smallest first ({n} clusters):",
        "no_founded": "For {n} of them, the sources give no founding year.",
        "no_founded_one": "For one of them, the sources give no founding year.",
        "no_members": "For {n} of them, the sources give no membership figure.",
        "no_members_one": "For one of them, the sources give no membership figure.",
        "none_founded": "The sources give no founding year for these clusters.",
        "none_within": "By the membership figures in the sources, none of these {n} clusters is of that size.",
        "none_within_one": "By the membership figure in the sources, this cluster is not of that size.",
        "none_members": "The sources give no membership figure for these clusters.",
        "within": "By the membership figures in the sources, which are of different dates, {n} of these {of} clusters are of that size:",
        "within_one": "By the membership figures in the sources, which are of different dates, one of these {of} clusters is of that size:",
        "single_founded": "They cannot be compared: the sources give a founding year for only one of these {n} clusters.",
        "single_members": "They cannot be compared: the sources give a membership figure for only one of these {n} clusters.",
        "not_said": "On “{question}” the sources say nothing.",
        "source": "Source {marks}: {source}.",
        "title": "“{title}”",
        "page": "p. {page}",
        "no_date": "undated",
        "held": "The statement is as of {date}.",
        "held_unknown": "Of when the statement is, the source does not say.",
        "none_after": "That is past; for the time after it the sources name nothing.",
        "held_since": "Whether it still holds, the sources do not say.",
        "which_named": "More than one cluster has that name. Which one do you mean?",
        "which_reading": "“{topic}” can mean several things. Which of these would you like to know?",
        "yes": "Yes.",
        "no": "No.",
        "or": "or",
        "and": "and",
    },
    "de": {
        "as_of": "(Stand: {date})",
        "undated": "(Quelle ohne Datum)",
        "no_answer": "Dazu sagen die Quellen nichts.",
        "gap": "Die Quellen sagen nicht, {gap}.",
        "gap_thing": "Die Quellen nennen {gap} nicht.",
        "gap_nothing": "In den Quellen steht nichts {gap}.",
        "no_answer_cluster": "Dazu sagen die Quellen über {name} nichts.",
        "since_unknown": "Seit wann, sagen die Quellen nicht.",
        "head_unknown": "Wer {name} leitet, nennen die Quellen nicht.",
        "it_first": "Der Cluster",
        "it": "Er",
        "unknown_cluster": "Ein Cluster namens „{name}“ kennen die Quellen nicht.",
        "nearest": "Am nächsten kommt:",
        "just_said": "Wie gesagt:",
        "not_among": "Unter den Genannten nicht:",
        "closest": "Am nächsten kommt die Seite „{page}“.",
        "contact": "Die Geschäftsstelle hilft weiter: {contact}.",
        "contact_programme": "Die Geschäftsstelle des Programms go-cluster hilft weiter: {contact}.",
        "off_topic": "Dazu kann ich nichts sagen: Ich beantworte Fragen zum Programm go-cluster und finde Innovationscluster in Deutschland.",
        "other_language": "Das steht in den Quellen nur auf {other}:",
        "language_en": "Englisch",
        "language_de": "Deutsch",
        "understood": "Verstanden: {conditions}.",
        "found_one": "Ein Cluster passt:",
        "found": "{n} Cluster passen:",
        "found_by_field": "{n} Cluster passen nach dem Technologiefeld, ihre Profile nennen „{words}“ aber nicht:",
        "found_by_field_one": "Ein Cluster passt nach dem Technologiefeld, sein Profil nennt „{words}“ aber nicht:",
        "found_mentioning": "{all} Cluster passen nach dem Technologiefeld. Zuerst die {n}, deren Profile „{words}“ nennen:",
        "found_mentioning_one": "{all} Cluster passen nach dem Technologiefeld. Zuerst der, dessen Profil „{words}“ nennt:",
        "found_need": "Am besten passen diese Cluster:",
        "found_need_one": "Am besten passt dieser Cluster:",
        "no_seat": "Kein Cluster in den Quellen hat seinen Sitz in {city}. In {land}:",
        "not_there": "In {place} passt dazu kein Cluster aus den Quellen. Anderswo:",
        "more": "… und {n} weitere.",
        "more_one": "… und ein weiterer Cluster.",
        "none": "Zu allem zusammen passt kein Cluster in den Quellen: {conditions}.",
        "denied": "Ich kann nur nach Clustern suchen, von denen die Quellen etwas sagen, nicht nach solchen, von denen sie es nicht sagen. Bitte fragen Sie ohne Verneinung.",
        "distance_unknown": "Entfernungen kann ich nur von einem Ort aus vergleichen. In der Nähe welches Orts soll es sein?",
        "drop": "Ohne {condition} passen {n}.",
        "drop_one": "Ohne {condition} passt einer.",
        "condition_field": "das Technologiefeld",
        "condition_place": "den Ort",
        "condition_label": "das Label",
        "condition_member": "die Mitgliedschaft",
        "member": "go-cluster-Mitglied {date}",
        "member_unknown": "ob es go-cluster-Mitglied ist, sagen die Quellen nicht",
        "label": "ECEI-{level}-Label {date}",
        "label_unknown": "Die Quellen nennen kein ECEI-Label von {name}.",
        "membership_unknown": "Ob {name} Mitglied von go-cluster ist, sagen die Quellen nicht.",
        "founded_unknown": "Die Quellen nennen kein Gründungsjahr von {name}.",
        "members_unknown": "Die Quellen nennen keine Mitgliederzahl von {name}.",
        "website_unknown": "Die Quellen nennen keine Website von {name}.",
        "contact_unknown": "Straße, Ansprechpartner, Telefon und E-Mail stehen nicht in den Quellen.",
        "seat": "{name} sitzt in {place}.",
        "website": "Website von {name}: {website}",
        "beside": "{names} in den Quellen:",
        "aspect_seat": "Sitz",
        "aspect_founded": "Gegründet",
        "aspect_members": "Mitglieder",
        "aspect_website": "Website",
        "aspect_label": "ECEI-Label",
        "aspect_member": "Mitgliedschaft bei go-cluster",
        "aspect_fields": "Felder",
        "aspect_unknown": "nicht in den Quellen",
        "aspect_is_member": "ja",
        "in": "in {place}",
        "near": "in der Nähe von {place}",
        "with_label": "mit {label}",
        "any_label": "mit ECEI-Label",
        "only_members": "Mitglieder von go-cluster",
        "about": "zu „{text}“",
        "likely": "wohl {fields}",
        "likely_also": "wohl auch {fields}",
        "said": "„{words}“",
        "all_clusters": "alle Cluster",
        "oldest": "Nach dem Gründungsjahr, der älteste zuerst ({n} Cluster):",
        "youngest": "Nach dem Gründungsjahr, der jüngste zuerst ({n} Cluster):",
        "largest": "Nach der Mitgliederzahl (Angaben verschiedenen Datums), der größte zuerst ({n} Cluster):",
        "smallest": "Nach der Mitgliederzahl (Angaben verschiedenen Datums), der kleinste zuerst ({n} Cluster):",
        "no_founded": "Für {n} davon nennen die Quellen kein Gründungsjahr.",
        "no_founded_one": "Für einen davon nennen die Quellen kein Gründungsjahr.",
        "no_members": "Für {n} davon nennen die Quellen keine Mitgliederzahl.",
        "no_members_one": "Für einen davon nennen die Quellen keine Mitgliederzahl.",
        "none_founded": "Die Quellen nennen für diese Cluster kein Gründungsjahr.",
        "none_within": "Nach den Mitgliederzahlen in den Quellen hat keiner dieser {n} Cluster diese Größe.",
        "none_within_one": "Nach der Mitgliederzahl in den Quellen hat dieser Cluster nicht diese Größe.",
        "none_members": "Die Quellen nennen für diese Cluster keine Mitgliederzahl.",
        "within": "Nach den Mitgliederzahlen in den Quellen, die von verschiedenen Daten stammen, haben {n} dieser {of} Cluster diese Größe:",
        "within_one": "Nach den Mitgliederzahlen in den Quellen, die von verschiedenen Daten stammen, hat einer dieser {of} Cluster diese Größe:",
        "single_founded": "Vergleichen lassen sie sich nicht: Die Quellen nennen nur für einen dieser {n} Cluster ein Gründungsjahr.",
        "single_members": "Vergleichen lassen sie sich nicht: Die Quellen nennen nur für einen dieser {n} Cluster eine Mitgliederzahl.",
        "not_said": "Zu „{question}“ sagen die Quellen nichts.",
        "source": "Quelle {marks}: {source}.",
        "title": "„{title}“",
        "page": "S. {page}",
        "no_date": "ohne Datum",
        "held": "Stand der Angabe: {date}.",
        "held_unknown": "Von wann die Angabe ist, sagt die Quelle nicht.",
        "none_after": "Das ist vorbei; für die Zeit danach nennen die Quellen nichts.",
        "held_since": "Ob sie noch gilt, sagen die Quellen nicht.",
        "which_named": "Diesen Namen haben mehrere Cluster. Welches meinen Sie?",
        "which_reading": "„{topic}“ kann Verschiedenes meinen. Was davon möchten Sie wissen?",
        "yes": "Ja.",
        "no": "Nein.",
        "or": "oder",
        "and": "und",
    },
}


def say(key: str, language: Language, **values: object) -> str:
    """Return the sentence `key` in `language` with `values` filled in.

    A full stop that ends a value is also that of the sentence: "… about AFBW e.V." has one.
    """
    return with_article(_TWO_STOPS.sub(".", WORDING[language][key].format(**values)), language)


_SAARLAND = re.compile(r"\b(In|in|oder|und) Saarland\b")
_WITH_ARTICLE = {"In": "Im", "in": "im", "oder": "oder im", "und": "und im"}


def with_article(text: str, language: Language) -> str:
    """Return a text that says where something is, with the article that German puts before one Land: "im Saarland"."""
    return text if language == "en" else _SAARLAND.sub(lambda match: f"{_WITH_ARTICLE[match[1]]} Saarland", text)


def counted(key: str, language: Language, n: int, **values: object) -> str:
    """Return the sentence `key` for `n` things: that of one is a sentence of its own, where German has other forms."""
    return say(f"{key}_one" if n == 1 else key, language, n=n, **values)


_ANYTHING = re.compile(r"(?:anything|irgendetwas|etwas) (?=about |über )")
_THING = re.compile(r"(?:the|details|der|die|das|[A-ZÄÖÜ]\w+) ")


def missing(gap: str, language: Language) -> str:
    """Return the sentence that the sources lack `gap`: a clause ("how deep it is"), a thing ("the depth"), or anything about one."""
    about = _ANYTHING.match(gap)
    if about:
        return say("gap_nothing", language, gap=gap[about.end() :])
    return say("gap_thing" if _THING.match(gap) else "gap", language, gap=gap)


def joined(items: list[str], language: Language, *, by: str = "and") -> str:
    """Return "a, b and c"; `by` is "and" or "or". Nothing gives an empty string."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {WORDING[language][by]} {items[-1]}"
