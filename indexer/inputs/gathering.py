"""What is to be indexed, from what the command line names: the shipped corpus, files and folders, and web addresses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.inputs import collecting
from indexer.inputs.reading import Reader
from indexer.shipped import profile_text
from indexer.shipped.corpus import Corpus, load_shipped
from knowledge.naming.fields import load_taxonomy
from knowledge.naming.profiles import ClusterProfile
from knowledge.process.garbage import uncollected
from knowledge.records import LANGUAGES, Document


@dataclass(frozen=True, slots=True)
class Gathered:
    """What could be read, and one line for each thing that could not."""

    corpus: Corpus
    unreadable: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """One line for each part that could not be read of a document that could."""
        return tuple(note for document in self.corpus.documents for note in document.notes)


def gather(
    sources: Sequence[str],
    data: Path | None = None,
    *,
    site: bool = False,
    with_shipped: bool = False,
    keep: bool = True,
    report: Callable[[str], None] = lambda _: None,
) -> Gathered:
    """Return what is at `sources`: files, folders and web addresses; without any, the shipped corpus.

    `site` reads the site of each address by its sitemap. `with_shipped` adds the shipped corpus; a given profile
    replaces the shipped one with the same id. What servers answer is kept under the data folder `data` while `keep`.
    `report` is told each address that is read.
    """
    if not sources:
        with uncollected():
            return Gathered(load_shipped())
    found = collecting.gather([Path(source) for source in sources if not is_address(source)])
    pages, problems = _pages([source for source in sources if is_address(source)], data, site, keep, report)
    corpus = Corpus((*found.documents, *pages, *profile_documents(found.profiles)), found.profiles)
    if with_shipped:
        corpus = _joined(load_shipped(), corpus)
    return Gathered(corpus, (*found.unreadable, *problems))


def is_address(text: str) -> bool:
    """Return whether `text`, as given on the command line, is a web address and not a path."""
    return text.casefold().startswith(("http://", "https://"))


def _pages(
    addresses: Sequence[str], data: Path | None, site: bool, keep: bool, report: Callable[[str], None]
) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """Return the documents at `addresses`, and one line for each that could not be read."""
    if not addresses:
        return (), ()
    from indexer import web

    with Reader() as reader:
        found = web.collect(addresses, data, site=site, keep=keep, report=report, load=reader.load_bytes)
    return tuple(found.documents), tuple(found.problems)


def profile_documents(profiles: Sequence[ClusterProfile]) -> tuple[Document, ...]:
    """Return the documents of `profiles`, one a language, by which their statements are found and cited."""
    taxonomy = load_taxonomy()
    return tuple(profile_text.document(profile, language, taxonomy) for profile in profiles for language in LANGUAGES)


def _joined(shipped: Corpus, given: Corpus) -> Corpus:
    """Return both; what is given replaces shipped profiles and documents with the same ids."""
    documents = {document.doc_id: document for document in (*shipped.documents, *given.documents)}
    profiles = {profile.id: profile for profile in (*shipped.profiles, *given.profiles)}
    return Corpus(tuple(documents.values()), tuple(profiles.values()))
