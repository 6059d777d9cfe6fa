"""The records that flow through the house. All are frozen; those that leave it as JSON are pydantic models."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

Language = Literal["en", "de"]
LANGUAGES: tuple[Language, ...] = ("en", "de")
PassageKind = Literal["statement", "profile", "text", "gap"]
QUOTABLE: tuple[PassageKind, ...] = ("statement", "profile", "text")  # a gap says what no source says
BOUNDED: tuple[PassageKind, ...] = (
    "statement",
    "gap",
    "profile",
)  # thousands at most; of plain text there may be any amount
AnswerKind = Literal["answer", "clusters", "clarification", "abstention", "smalltalk"]
LabelLevel = Literal["bronze", "silver", "gold"]
Membership = Literal["member", "unknown"]
SearchMode = Literal["hybrid", "lexical", "dense"]
Verdict = Literal["yes", "no"]


def other_language(language: Language) -> Language:
    """Return German for English and English for German."""
    return "de" if language == "en" else "en"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from: the original publication or web page, never the corpus file.

    `page` is text, since it may be a range. Dates are ISO 8601, as precise as is known ("2023-01").
    """

    title: str
    publisher: str | None = None
    date: str | None = None
    page: str | None = None
    section: str | None = None
    url: str | None = None


class Claim(NamedTuple):
    """A question that wants yes or no, and what a passage says to it; None: it tells neither."""

    text: str
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed and cited: `document.text[start:end]`, with what is known about it.

    `statement_id` names the fact that the passage states; the passage of the other language that states the same
    fact has the same `statement_id` (its twin). `asked` are questions that the passage answers: an aid to
    search, never shown. `verdicts` say of each of these in turn whether the passage says yes or no to it (None: neither, or not
    plainly); empty: to none. `claims` are more such questions, which say what verdict a like one gets, and find nothing. `supersedes` names facts that this one has replaced, `compares` facts that sources state
    differently and that this one sets side by side. `sources` are in the order in which they are cited. `compared` is
    what an index keeps of it for that (`knowledge.asked.passage_words`); empty: that is worked out when it is needed.
    """

    passage_id: str
    doc_id: str
    start: int
    end: int
    text: str
    language: Language
    kind: PassageKind = "text"
    heading: str = ""
    statement_id: str | None = None
    cluster_id: str | None = None
    as_of: str | None = None
    valid_until: str | None = None
    supersedes: tuple[str, ...] = ()
    compares: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    verdicts: tuple[Verdict | None, ...] = ()
    claims: tuple[Claim, ...] = ()
    sources: tuple[Source, ...] = ()
    compared: bytes = field(default=b"", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """One source item as loaded. `doc_id` is stable; `text` is what the passages' offsets count in.

    `origin` is the path of the file that it was read from; it is kept, and no answer tells it. `notes` say what of the file
    could not be read, one line each.
    """

    doc_id: str
    title: str
    language: Language
    text: str
    passages: tuple[Passage, ...] = ()
    source: Source | None = None
    origin: str | None = None
    notes: tuple[str, ...] = ()


class Hit(NamedTuple):  # quicker to make than a frozen dataclass, of which an answer would make sixty
    """One search result. Higher `score` is better; `rank` counts from 1.

    `lexical_rank` and `dense_rank` are the ranks in the two runs (None: not among their hits).
    """

    passage: Passage
    passage_rowid: int
    score: float
    rank: int
    lexical_rank: int | None = None
    dense_rank: int | None = None
    lexical_score: float = 0.0
    dense_score: float = 0.0


class Frozen(BaseModel):
    """Base of the models that cross a border: frozen, and unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(Frozen):
    """Supports a statement: `quote` stands verbatim in the passage, the rest names the original source."""

    number: int
    doc_id: str
    passage_id: str
    title: str
    publisher: str | None = None
    date: str | None = None
    page: str | None = None
    section: str | None = None
    url: str | None = None
    quote: str


class LabelCard(Frozen):
    """An ECEI label and the date at which a source said so (None: the source is undated)."""

    level: LabelLevel
    as_of: str | None = None


class MembershipCard(Frozen):
    """Membership of go-cluster. "unknown" means that no source read says it, not that it is outside."""

    status: Membership
    as_of: str | None = None


class ClusterCard(Frozen):
    """A cluster as it is shown in an answer; `citations` are numbers of the answer's citations."""

    id: str
    name: str
    land: str
    city: str | None
    fields: tuple[str, ...]
    label: LabelCard | None
    go_cluster: MembershipCard
    website: str | None
    citations: tuple[int, ...]


class Answer(Frozen):
    """One answer. `text` carries `[n]` after every statement of fact; n is the number of a citation.

    `confidence` is between 0 and 1. `offers` are questions to go on with, or the readings that a clarification
    offers. `reason` says why an abstention abstains.
    """

    id: str | None = None
    question: str
    language: Language
    kind: AnswerKind
    text: str
    citations: tuple[Citation, ...] = ()
    clusters: tuple[ClusterCard, ...] = ()
    confidence: float = 0.0
    elapsed_ms: float = 0.0
    generation: str | None = None
    offers: tuple[str, ...] = ()
    reason: str | None = None
