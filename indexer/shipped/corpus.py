"""The shipped corpus: programme pages with their asked lines, and cluster profiles, as documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from pydantic import ValidationError

from indexer.loaders import markdown
from indexer.shipped import gaps, profile_text
from indexer.shipped.asked_lines import AskedLine, load_asked
from indexer.shipped.claim_files import load_claims
from indexer.shipped.yaml_files import first_fault, read_yaml
from knowledge.errors import DocumentError
from knowledge.naming.fields import load_taxonomy
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import LANGUAGES, Claim, Document, Passage


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that is indexed: documents (with their passages), and the cluster profiles themselves."""

    documents: tuple[Document, ...]
    profiles: tuple[ClusterProfile, ...]


def shipped_folder() -> Path:
    """Return the folder of the corpus that comes with the installation."""
    with as_file(files("knowledge") / "corpus") as folder:
        return Path(folder)


def load_profile(path: Path) -> ClusterProfile:
    """Return the cluster profile in a YAML file. Raises `DocumentError` that names file, key and rule."""
    taxonomy = load_taxonomy()
    try:
        profile = ClusterProfile.model_validate(read_yaml(path))
    except ValidationError as error:
        fault = first_fault(error, "the profile")
        raise DocumentError(f"{path.name!r}, {fault}. Correct it, then run make check") from error
    if profile.id != path.stem:
        raise DocumentError(f"{path.name!r}: id {profile.id!r} is not the name of the file. Rename one of them")
    for name in profile.fields:
        if name not in taxonomy.field_ids:
            raise DocumentError(
                f"{path.name!r}: technology field {name!r} is not in fields.yaml. Use one of its `en` names"
            )
    for state in profile.all_states:
        if state not in taxonomy.land_ids:
            raise DocumentError(f"{path.name!r}: Land {state!r} is not in laender.yaml. Use one of its `de` names")
    if profile.city is not None and profile.city not in taxonomy.city_by_name:
        raise DocumentError(f"{path.name!r}: city {profile.city!r} is not in laender.yaml. Add it under its Land")
    return profile


def load_pages(folder: Path) -> tuple[Document, ...]:
    """Return the programme pages under `folder` (en/ and de/), their statements with their asked lines and claims."""
    asked, claims = load_asked(folder.parent / "asked"), load_claims(folder.parent / "claims")
    pages: list[Document] = []
    for language in LANGUAGES:
        for path in sorted((folder / language).glob("*.md")):
            page = markdown.load(path, f"programme/{language}/{path.name}")
            passages = (
                _with_lines(
                    p,
                    asked.get(p.statement_id or "", {}).get(page.language, ()),
                    claims.get(p.statement_id or "", {}).get(page.language, ()),
                )
                for p in page.passages
            )
            pages.append(replace(page, passages=tuple(passages)))
    return tuple(pages)


def _with_lines(passage: Passage, lines: Sequence[AskedLine], claims: tuple[Claim, ...]) -> Passage:
    verdicts = tuple(line.verdict for line in lines)
    return replace(
        passage,
        asked=tuple(line.text for line in lines),
        verdicts=verdicts if any(verdicts) else (),
        claims=claims,
    )


@cache
def load_shipped(folder: Path | None = None) -> Corpus:
    """Return the corpus in `folder` (None: the shipped one), read once a process. Raises `DocumentError`."""
    root = folder or shipped_folder()
    if not root.is_dir():
        raise DocumentError(f"corpus folder {str(root)!r} is not there. Check the path, or reinstall: make setup")
    taxonomy = load_taxonomy()
    profiles = tuple(load_profile(path) for path in sorted((root / "clusters").glob("*.yaml")))
    texts = tuple(profile_text.document(p, language, taxonomy) for p in profiles for language in LANGUAGES)
    return Corpus(
        documents=(*load_pages(root / "programme"), *texts, *gaps.documents(gaps.load_gaps(root))),
        profiles=profiles,
    )
