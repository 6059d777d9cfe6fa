"""Cluster profiles to documents: one a language, each statement a passage with the evidence for it."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.naming.fields import Taxonomy
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import Document, Language, Passage
from knowledge.words.dates import spoken

_MAX_SOURCES = 3

_TEMPLATES: dict[Language, dict[str, str]] = {
    "en": {
        "seat": "{name} has its seat in {place}.",
        "area": "{name} covers the following federal states: {places}.",
        "fields": "Technology fields of {name}: {fields}.",
        "member": "{name} is a member of the go-cluster programme{when}.",
        "label": "{name} holds the ECEI {level} label{when}.",
        "members": "{name} has {count} members{when}.",
        "founded": "{name} was founded in {year}.",
        "undated": " (source undated)",
    },
    "de": {
        "seat": "{name} hat seinen Sitz in {place}.",
        "area": "{name} ist in folgenden Ländern tätig: {places}.",
        "fields": "Technologiefelder von {name}: {fields}.",
        "member": "{name} ist Mitglied im Programm go-cluster{when}.",
        "label": "{name} trägt das ECEI-{level}-Label{when}.",
        "members": "{name} hat {count} Mitglieder{when}.",
        "founded": "{name} wurde {year} gegründet.",
        "undated": " (Quelle ohne Datum)",
    },
}
_LEVELS = {
    "en": {"bronze": "bronze", "silver": "silver", "gold": "gold"},
    "de": {"bronze": "Bronze", "silver": "Silber", "gold": "Gold"},
}


def _when(as_of: str | None, language: Language) -> str:
    if as_of is None:
        return _TEMPLATES[language]["undated"]
    return f" (as of {spoken(as_of, 'en')})" if language == "en" else f" (Stand: {spoken(as_of, 'de')})"


def _statements(
    profile: ClusterProfile, language: Language, taxonomy: Taxonomy
) -> Iterator[tuple[str, str, tuple[int, ...], str | None]]:
    """Yield (what, sentence, positions of its sources, as_of) for what the profile says."""
    t, name = _TEMPLATES[language], profile.name
    everything = tuple(range(min(_MAX_SOURCES, len(profile.sources))))
    yield "summary", profile.summary_en if language == "en" else profile.summary_de, everything, None
    land = taxonomy.land_name(profile.state, language)
    place = profile.city if profile.city in (None, profile.state, land) else f"{profile.city} ({land})"
    yield "seat", t["seat"].format(name=name, place=place or land), everything, None
    if len(profile.all_states) > 1:
        names = ", ".join(taxonomy.land_name(state, language) for state in profile.all_states)
        yield "area", t["area"].format(name=name, places=names), everything, None
    fields = ", ".join(taxonomy.field_name(field, language) for field in profile.fields)
    yield "fields", t["fields"].format(name=name, fields=fields), everything, None
    member = profile.go_cluster
    if member.status == "member":
        yield (
            "member",
            t["member"].format(name=name, when=_when(member.as_of, language)),
            member.sources,
            member.as_of,
        )
    label = profile.ecei_label
    if label:
        text = t["label"].format(name=name, level=_LEVELS[language][label.level], when=_when(label.as_of, language))
        yield "label", text, label.sources, label.as_of
    count = profile.members
    if count:
        number = f"{count.count:,}" if language == "en" else f"{count.count:,}".replace(",", ".")
        yield (
            "members",
            t["members"].format(name=name, count=number, when=_when(count.as_of, language)),
            count.sources,
            count.as_of,
        )
    if profile.founded:
        yield (
            "founded",
            t["founded"].format(name=name, year=profile.founded.year),
            profile.founded.sources,
            None,
        )


def document(profile: ClusterProfile, language: Language, taxonomy: Taxonomy) -> Document:
    """Return the profile as a document in `language`; each passage is one statement with its own evidence.

    What has no evidence of its own cites, like the summary, the first sources of the profile, on which all of
    it rests. The summary carries the keywords (one line) and needs in that language as its asked lines.
    """
    doc_id = f"clusters/{language}/{profile.id}"
    heading = " · ".join(dict.fromkeys((profile.name, profile.short_name, *profile.aliases)))
    keywords, needs = (
        (profile.keywords_en, profile.needs_en) if language == "en" else (profile.keywords_de, profile.needs_de)
    )
    asked = (*([", ".join(keywords)] if keywords else ()), *needs)
    parts: list[str] = []
    passages: list[Passage] = []
    at = 0
    for what, sentence, positions, as_of in _statements(profile, language, taxonomy):
        evidence = [profile.sources[p] for p in positions] or profile.sources
        passages.append(
            Passage(
                passage_id=f"{doc_id}#{what}",
                doc_id=doc_id,
                start=at,
                end=at + len(sentence),
                text=sentence,
                language=language,
                kind="profile",
                heading=heading,
                statement_id=f"{profile.id}.{what}",
                cluster_id=profile.id,
                as_of=as_of,
                asked=asked if what == "summary" else (),
                sources=tuple(source.as_source() for source in evidence[:_MAX_SOURCES]),
            )
        )
        parts.append(sentence)
        at += len(sentence) + 2
    return Document(
        doc_id=doc_id,
        title=profile.name,
        language=language,
        text="\n\n".join(parts),
        passages=tuple(passages),
    )
