"""What is to be indexed, from what the command line names: the shipped corpus, files and folders, and web addresses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer import collecting, profile_text, web
from indexer.corpus import Corpus, load_shipped
from indexer.reading import Reader
from knowledge.fields import load_taxonomy
from knowledge.profiles import ClusterProfile
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
        return Gathered(load_shipped())
    found = collecting.gather([Path(source) for source in sources if not web.is_address(source)])
    pages = web.Collected((), ())
    addresses = [source for source in sources if web.is_address(source)]
    if addresses:
        with Reader() as reader:
            pages = web.collect(addresses, data, site=site, keep=keep, report=report, load=reader.load_bytes)
    corpus = Corpus((*found.documents, *pages.documents, *profile_documents(found.profiles)), found.profiles)
    if with_shipped:
        corpus = _joined(load_shipped(), corpus)
    return Gathered(corpus, (*found.unreadable, *pages.problems))


def profile_documents(profiles: Sequence[ClusterProfile]) -> tuple[Document, ...]:
    """Return the documents of `profiles`, one a language, by which their statements are found and cited."""
    taxonomy = load_taxonomy()
    return tuple(profile_text.document(profile, language, taxonomy) for profile in profiles for language in LANGUAGES)


def _joined(shipped: Corpus, given: Corpus) -> Corpus:
    """Return both; what is given replaces shipped profiles and documents with the same ids."""
    documents = {document.doc_id: document for document in (*shipped.documents, *given.documents)}
    profiles = {profile.id: profile for profile in (*shipped.profiles, *given.profiles)}
    return Corpus(tuple(documents.values()), tuple(profiles.values()))
