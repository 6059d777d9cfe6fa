"""Made messages that teach the intent model: needs of firms in everyday words, and errands that are no matter of clusters.

Real questions of the tuning half are few of either kind. Which sentence, thing and place go together is drawn by chance from
a fixed seed; the same corpus gives the same messages.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.naming.fields import load_products, load_taxonomy
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import LANGUAGES, Language

_SEED = 12
_OF_EACH_FIELD = 8  # needs a language
_OF_EACH_ERRAND = 3
_ONE_IN_PROFILE_WORDS = 3  # needs that take their thing from a profile's key words, of three

_NEEDS: Mapping[Language, tuple[str, ...]] = {
    "en": (
        "We make {thing} in {place}. Who could help us?",
        "Our company works with {thing} and is based in {place}. Which network should we join?",
        "We deal with {thing}. Is there a cluster for that?",
        "I run a small business near {place}, we do {thing}. Any association for us?",
        "{thing}, {place}: who should I talk to?",
        "Looking for partners for {thing} in {place}",
        "anyone in {place} doing {thing}?",
        "My firm wants to get into {thing} and has no idea whom to ask.",
        "Who brings companies together that have to do with {thing}?",
        "We sell {thing}. Where can we find like-minded people in {place}?",
        "start-up ({thing}) seeks contacts in {place}",
        "We struggle to find trained people for {thing}. Who could we turn to in {place}?",
        "Who in {place} knows about {thing}?",
        "A supplier of {thing} from {place} wants to meet others.",
        "We build {thing} in {place}.",
    ),
    "de": (
        "Wir fertigen {thing} in {place}. Wer kann uns weiterhelfen?",
        "Unsere Firma beschäftigt sich mit {thing} und sitzt in {place}. Welches Netzwerk passt zu uns?",
        "Wir haben mit {thing} zu tun. Gibt es dafür einen Verbund?",
        "Ich leite einen kleinen Betrieb in der Nähe von {place}, Schwerpunkt {thing}. Wohin können wir uns wenden?",
        "{thing}, {place}: mit wem sollten wir sprechen?",
        "Suche Partner für {thing} in {place}",
        "wer macht in {place} etwas mit {thing}?",
        "Unser Unternehmen will bei {thing} Fuß fassen und weiß nicht, wen es fragen soll.",
        "Wer bringt Betriebe zusammen, die mit {thing} arbeiten?",
        "Wir verkaufen {thing}. Wo finden wir Gleichgesinnte in {place}?",
        "Start-up ({thing}) sucht Kontakte in {place}",
        "Uns fehlen Fachkräfte für {thing}. An wen wenden wir uns in {place}?",
        "Wer kennt sich in {place} mit {thing} aus?",
        "Ein Hersteller von {thing} aus {place} sucht Anschluss an andere.",
        "Wir bauen {thing} in {place}.",
        "Bei uns fällt {thing} an, wer in {place} kann damit umgehen?",
    ),
}
_ERRANDS: Mapping[Language, tuple[str, ...]] = {
    "en": (
        "I need {thing} in {place}.",
        "We are looking for {thing} in {place}, any suggestions?",
        "Where can I find {thing} in {place}?",
        "Do you know {thing}?",
        "Our family wants {thing}. Who can help us?",
        "My company needs {thing}. Whom should we ask?",
        "Can you get me {thing} in {place}?",
    ),
    "de": (
        "Ich brauche {thing} in {place}.",
        "Wir suchen {thing} in {place}, haben Sie einen Tipp?",
        "Wo finde ich {thing} in {place}?",
        "Kennt ihr {thing}?",
        "Unsere Familie möchte {thing}. Wer kann uns helfen?",
        "Meine Firma braucht {thing}. Wen sollten wir fragen?",
        "Könnt ihr mir {thing} in {place} besorgen?",
    ),
}
_ERRAND_THINGS: Mapping[Language, tuple[str, ...]] = {
    "en": (
        "a good dentist", "a flat with a balcony", "a babysitter for the weekend", "a parking space", "a cheap hotel", "a restaurant with a garden",
        "a lawyer for a divorce", "a tax adviser", "a second-hand sofa", "tickets for the opera", "a kindergarten place", "a driving school",
        "a plumber today", "a birthday present for my daughter", "a recipe for apple pie", "a doctor who speaks Polish", "a new laptop",
        "a mortgage for our house", "help with my tax return", "a removal van", "an English course", "a gym", "a wedding photographer", "a vet for our cat",
        "someone to repair my bicycle", "a holiday home", "a used car under 5,000 euros", "the next train to Munich", "a job as a waiter", "a swimming lesson",
        "the weather for tomorrow", "a translator for my contract", "child benefit", "a hairdresser", "a loan from a bank", "a passport",
    ),
    "de": (
        "einen guten Zahnarzt", "eine Wohnung mit Balkon", "einen Babysitter fürs Wochenende", "einen Parkplatz", "ein günstiges Hotel", "ein Restaurant mit Garten",
        "einen Anwalt für eine Scheidung", "einen Steuerberater", "ein gebrauchtes Sofa", "Karten für die Oper", "einen Kitaplatz", "eine Fahrschule",
        "heute noch einen Klempner", "ein Geburtstagsgeschenk für meine Tochter", "ein Rezept für Apfelkuchen", "eine Ärztin, die Polnisch spricht",
        "einen neuen Laptop", "einen Kredit für unser Haus", "Hilfe bei der Steuererklärung", "einen Umzugswagen", "einen Englischkurs", "ein Fitnessstudio",
        "einen Hochzeitsfotografen", "einen Tierarzt für unsere Katze", "jemanden, der mein Fahrrad repariert", "eine Ferienwohnung",
        "einen Gebrauchtwagen unter 5.000 Euro", "den nächsten Zug nach München", "einen Job als Kellner", "einen Schwimmkurs", "das Wetter für morgen",
        "eine Übersetzerin für meinen Vertrag", "Kindergeld", "einen Friseur", "einen neuen Reisepass", "Elterngeld",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MadeMessage:
    """A made message, and whether clusters are wanted with it."""

    text: str
    language: Language
    wants_clusters: bool


def made_messages(profiles: Sequence[ClusterProfile]) -> Iterator[MadeMessage]:
    """Yield needs whose things are of the technology fields or of `profiles`, and errands, in both languages."""
    draw = random.Random(_SEED)
    taxonomy = load_taxonomy()
    places = {
        language: [land.en if language == "en" else land.de for land in taxonomy.laender]
        + [
            (city.en or city.name) if language == "en" else city.name
            for land in taxonomy.laender
            for city in land.cities[:4]
        ]
        for language in LANGUAGES
    }
    for field in load_products().fields:
        for language in LANGUAGES:
            words = field.words_en if language == "en" else field.words_de
            for _ in range(_OF_EACH_FIELD):
                thing = draw.choice(words)
                if draw.randrange(_ONE_IN_PROFILE_WORDS) == 0:
                    profile = draw.choice(profiles)
                    thing = draw.choice(profile.keywords_en if language == "en" else profile.keywords_de)
                yield _made(draw.choice(_NEEDS[language]), thing, draw.choice(places[language]), language, wanted=True)
    for language in LANGUAGES:
        for thing in _ERRAND_THINGS[language]:
            for _ in range(_OF_EACH_ERRAND):
                yield _made(
                    draw.choice(_ERRANDS[language]), thing, draw.choice(places[language]), language, wanted=False
                )


def _made(sentence: str, thing: str, place: str, language: Language, *, wanted: bool) -> MadeMessage:
    text = sentence.format(thing=thing, place=place)
    return MadeMessage(text[0].upper() + text[1:], language, wanted)
