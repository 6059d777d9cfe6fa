"""The register of known gaps: what people ask that the sources do not say, in `gaps.yaml`.

A gap competes with the statements when a question is answered. Where it wins, the reply says what the sources lack
instead of quoting a neighbouring statement.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from indexer.shipped.yaml_files import first_fault, read_yaml
from knowledge.errors import DocumentError
from knowledge.records import LANGUAGES, Document, Frozen, Language, Passage

FILE_NAME = "gaps.yaml"


class Asked(Frozen):
    """Questions for a gap, in both languages."""

    en: tuple[str, ...]
    de: tuple[str, ...]


class Gap(Frozen):
    """What the sources do not say: `en` completes "The sources do not say …", `de` "Die Quellen sagen nicht, …"."""

    id: str
    topic: str
    en: str
    de: str
    asked: Asked


_GAPS = TypeAdapter(tuple[Gap, ...])


def load_gaps(root: Path) -> tuple[Gap, ...]:
    """Return the gaps of the corpus in `root`; none when it has no register. Raises `DocumentError` for a malformed one."""
    path = root / FILE_NAME
    if not path.exists():
        return ()
    try:
        gaps = _GAPS.validate_python(read_yaml(path))
    except ValidationError as error:
        raise DocumentError(f"{FILE_NAME!r}, {first_fault(error)}. Write id, topic, en, de and asked") from error
    ids = [gap.id for gap in gaps]
    repeated = {i for i in ids if ids.count(i) > 1}
    if repeated:
        raise DocumentError(f"{FILE_NAME!r}: gap {sorted(repeated)[0]!r} occurs twice. Keep one")
    return gaps


def documents(gaps: tuple[Gap, ...]) -> tuple[Document, ...]:
    """Return the register as one document a language; each gap is a passage."""
    if not gaps:
        return ()
    return tuple(_document(gaps, language) for language in LANGUAGES)


def _document(gaps: tuple[Gap, ...], language: Language) -> Document:
    doc_id = f"gaps/{language}"
    passages: list[Passage] = []
    at = 0
    for gap in gaps:
        text = gap.en if language == "en" else gap.de
        passages.append(
            Passage(
                passage_id=f"{doc_id}#{gap.id}",
                doc_id=doc_id,
                start=at,
                end=at + len(text),
                text=text,
                language=language,
                kind="gap",
                heading=gap.topic,
                statement_id=gap.id,
                asked=gap.asked.en if language == "en" else gap.asked.de,
            )
        )
        at += len(text) + 2
    text = "\n\n".join(passage.text for passage in passages)
    title = "What the sources do not say" if language == "en" else "Was die Quellen nicht sagen"
    return Document(doc_id=doc_id, title=title, language=language, text=text, passages=tuple(passages))
