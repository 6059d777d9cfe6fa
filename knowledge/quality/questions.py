"""Question files: one JSON object a line, with what a right answer holds. Split once into tuning and test."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import DocumentError
from knowledge.patterns import lazily
from knowledge.records import AnswerKind, Language, Verdict

Split = Literal["tuning", "test"]
_CITATION = lazily(r"\s*\[\d+\]")
_VERDICT = lazily(r"(Yes|No|Ja|Nein)\.")
_DEFAULT_CHARS = 700
_ONE_DRAWN_OF = 4
_DEFAULT_CLUSTER_CHARS = 2500


class ExpectedClusters(BaseModel):
    """Which clusters a right answer lists: all of `all`, `min_any` of `any`, none of `none`; the first is in `first`."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    min_any: int = 0
    none: tuple[str, ...] = ()
    first: tuple[str, ...] = ()


class EvaluationQuestion(BaseModel):
    """A question with what a right answer holds. Unknown keys are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    id: str
    lang: Language
    question: str
    kind: AnswerKind
    session: str | None = None
    group: str = "-"
    expect: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    cite: tuple[dict[str, str], ...] = ()
    clusters: ExpectedClusters | None = None
    facts: tuple[str, ...] = ()
    verdict: Literal["yes", "no"] | None = None
    max_chars: int | None = Field(default=None, ge=1)

    @property
    def split(self) -> Split:
        """Tuning or test, by a hash of the session or id: a conversation is never parted."""
        return "tuning" if self._digest[0] % 2 == 0 else "test"

    @property
    def drawn(self) -> bool:
        """Whether the question is of the fourth that the test suite asks, by the same hash."""
        return self._digest[1] % _ONE_DRAWN_OF == 0

    @property
    def _digest(self) -> bytes:
        return hashlib.sha256((self.session or self.id).encode()).digest()


def read_questions(path: Path) -> list[EvaluationQuestion]:
    """Return the questions of a JSONL file, in order. Raises `DocumentError` that names the line."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(f"question file {str(path)!r} cannot be read ({error}). Check the path") from error
    questions: list[EvaluationQuestion] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            questions.append(EvaluationQuestion.model_validate(json.loads(line)))
        except (json.JSONDecodeError, ValidationError) as error:
            reason = str(error).splitlines()[0]
            raise DocumentError(
                f"{path.name!r}, line {number}: {reason}. One JSON object a line is expected"
            ) from error
    return questions


def _matches(pattern: str, value: Any) -> bool:
    return re.search(pattern, str(value), re.IGNORECASE | re.DOTALL) is not None


def holds_expected(question: EvaluationQuestion, text: str) -> bool:
    """Return whether `text` has all that the question expects (True where it expects nothing)."""
    return all(_matches(pattern, text) for pattern in question.expect)


def faults(question: EvaluationQuestion, answer: dict[str, Any] | None) -> list[str]:
    """Return the reasons why `answer` (as JSON) falls short of `question`; empty: it is right.

    The rules are those of the shared scorer: an abstention is right where one is expected, or where a cited
    correction that `expect` matches is given instead. Small talk, which that one does not know, is right where it is
    expected.
    """
    if answer is None:
        return ["no answer line"]
    kind, text = answer.get("kind"), answer.get("text") or ""
    citations = answer.get("citations") or []
    if question.kind == "abstention" and (kind == "abstention" or not question.expect):
        return [] if kind == "abstention" else [f"kind {kind}, expected an abstention"]
    if question.kind == "smalltalk":
        return [] if kind == "smalltalk" else [f"kind {kind}, expected small talk"]
    if kind == "abstention":
        return ["abstained"]
    found: list[str] = []
    if question.kind == "clusters" and kind != "clusters":
        found.append(f"kind {kind}, expected clusters")
    found += [f"missing /{p}/" for p in question.expect if not _matches(p, text)]
    found += [f"has /{p}/" for p in question.reject if _matches(p, text)]
    found += _verdict_faults(question, text)
    found += _citation_faults(question, text, citations, kind)
    if question.clusters:
        found += _cluster_faults(question.clusters, [card["id"] for card in answer.get("clusters") or []])
    return found


def _verdict_faults(question: EvaluationQuestion, text: str) -> Iterable[str]:
    """Yield what is wrong with a yes or no at the beginning; that none is said is no fault."""
    said = said_verdict(text)
    if said and question.verdict and said != question.verdict:
        yield f"says {text.partition('.')[0]!r}, the verdict is {question.verdict!r}"


def said_verdict(text: str) -> Verdict | None:
    """Return the yes or no that an answer begins with; None: with neither."""
    said = _VERDICT.match(text)
    return None if said is None else "yes" if said[1] in ("Yes", "Ja") else "no"


def _citation_faults(
    question: EvaluationQuestion, text: str, citations: list[dict[str, Any]], kind: str | None
) -> Iterable[str]:
    if not citations:
        yield "no citation"
    elif question.cite and not any(
        all(_matches(pattern, c.get(key)) for key, pattern in wanted.items())
        for wanted in question.cite
        for c in citations
    ):
        yield "no citation matches"
    default = _DEFAULT_CLUSTER_CHARS if question.kind == "clusters" else _DEFAULT_CHARS
    limit, length = question.max_chars or default, len(_CITATION.sub("", text))
    if length > limit:
        yield f"{length} characters, more than {limit}"
    used = {int(n) for n in re.findall(r"\[(\d+)\]", text)}
    if kind == "answer" and not used:
        yield "text has no [n]"
    missing = used - {c.get("number") for c in citations}
    if missing:
        yield f"text cites {sorted(missing)} that are not listed"
    if any(not (c.get("quote") or "").strip() for c in citations):
        yield "a citation without a quote"


def _cluster_faults(expected: ExpectedClusters, got: list[str]) -> Iterable[str]:
    yield from (f"cluster {i} missing" for i in expected.all if i not in got)
    yield from (f"cluster {i} listed" for i in expected.none if i in got)
    hits = sum(i in got for i in expected.any)
    if hits < expected.min_any:
        yield f"{hits} of at least {expected.min_any} expected clusters"
    if expected.first and (not got or got[0] not in expected.first):
        yield f"first is {got[:1]}"
