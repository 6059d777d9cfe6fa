"""The parts of a generation: rows, vectors, and what is derived from them, wherever it is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from indexer.generation import training
from indexer.generation.writing import GenerationWriter
from indexer.shipped.corpus import Corpus
from knowledge.naming.fields import load_taxonomy
from knowledge.records import Document, Language, Passage, PassageKind
from knowledge.sentence_model.encoder import Encoder
from knowledge.words.splitting import sentences
from knowledge.words.word_counts import count_words

Report = Callable[[str, int, int], None]
_CLASSIFIED: tuple[PassageKind, ...] = ("statement", "gap")
CHUNK = 256  # texts; what is encoded outlives the process from chunk to chunk
WINDOW = 50_000  # texts that are in memory at a time, and encoded in the order of their lengths
_COUNTED = 20_000  # passages whose words are counted in memory


def nothing(_stage: str, _done: int, _total: int) -> None:
    """Report to nobody."""


def texts_of(passage: Passage) -> list[tuple[str, str]]:
    """Return what is encoded for a passage, as (role, text): it with its heading, each asked line.

    Plain text also by sentence: a question is near to the sentence that answers it, less so to all that stands around.
    """
    title = passage.heading.split(" › ")[-1]
    text = f"{title}: {passage.text}" if title and passage.kind != "profile" else passage.text
    spans = sentences(passage.text) if passage.kind == "text" else []
    parts = [("sentence", passage.text[start:end]) for start, end in spans] if len(spans) > 1 else []
    return [("text", text), *(("asked", line) for line in passage.asked), *parts]


def text_hash(text: str) -> str:
    """Return the name under which the vector of `text` is kept."""
    return hashlib.sha256(text.encode()).hexdigest()


# -- the parts ---------------------------------------------------------------------------------------------------------


def write_rows(generation: GenerationWriter, corpus: Corpus, report: Report) -> int:
    """Write documents with their passages, and cluster profiles; return the number of passages."""
    taxonomy = load_taxonomy()
    total = len(corpus.documents)
    n_passages = 0

    def counted(documents: Sequence[Document]) -> Iterable[Document]:
        nonlocal n_passages
        for number, document in enumerate(documents, 1):
            yield document
            n_passages += len(document.passages)
            report("documents", number, total)

    generation.add_documents(counted(corpus.documents))
    generation.add_clusters(corpus.profiles, field_ids=taxonomy.field_ids, land_ids=taxonomy.land_ids)
    return n_passages


def write_vectors(generation: GenerationWriter, encoder: Encoder, n_passages: int, report: Report) -> int:
    """Encode what is not known yet, write all vectors, and return how many texts were encoded."""
    encoded = done = 0
    for window in _windows(generation.each_passage()):
        texts = {text_hash(text): text for _, passage in window for _, text in texts_of(passage)}
        known = generation.take_over(texts.keys())
        # longest first, as encoders take them: then a chunk wastes no padding
        new = sorted((key for key in texts if key not in known), key=lambda key: -len(texts[key]))
        n_new = 0

        def progress(more: int) -> None:
            nonlocal n_new
            n_new += more
            report("vectors", done + len(window) * n_new // len(new), n_passages)  # noqa: B023 - called within the turn

        for at in range(0, len(new), CHUNK):
            chunk = new[at : at + CHUNK]
            generation.add_embeddings(chunk, encoder.encode_passages([texts[key] for key in chunk], progress))
        generation.add_passage_vectors(
            (rowid, text_hash(text), role) for rowid, passage in window for role, text in texts_of(passage)
        )
        encoded += len(new)
        done += len(window)
    return encoded


def _windows(passages: Iterable[tuple[int, Passage]]) -> Iterator[list[tuple[int, Passage]]]:
    """Yield `passages` some at a time: so many that `WINDOW` texts are encoded for them, one at least."""
    some: list[tuple[int, Passage]] = []
    n = 0
    for rowid, passage in passages:
        some.append((rowid, passage))
        n += len(texts_of(passage))
        if n >= WINDOW:
            yield some
            some, n = [], 0
    if some:
        yield some


def write_derived(generation: GenerationWriter, report: Report) -> None:
    """Write word counts and classifiers, which are derived from the passages and vectors of `generation`."""
    passages = (passage for _, passage in generation.each_passage())
    while some := list(islice(passages, _COUNTED)):
        generation.add_word_counts(count_words(some))
    _write_classifiers(generation, report)


def _write_classifiers(generation: GenerationWriter, report: Report) -> None:
    """Train and write the classifier of each language that has statements with asked lines; one of the generation before
    that was trained on the same examples is taken over.
    """
    passages = generation.passages_of(_CLASSIFIED)
    matrix, rowids = generation.vectors_of(_CLASSIFIED)
    examples: dict[Language, list[training.Example]] = {}
    seen: dict[int, int] = {}
    for vector, rowid in zip(matrix, rowids.tolist(), strict=True):
        passage = passages[rowid]
        number = seen.get(rowid, 0)  # texts_of gives the passage first, then its asked lines in order
        seen[rowid] = number + 1
        if passage.statement_id and passage.asked:
            text = f"{passage.text} {passage.heading}" if number == 0 else passage.asked[number - 1]
            examples.setdefault(passage.language, []).append((passage.statement_id, text, vector))
    found = {
        language: before
        for language, before in generation.earlier_classifiers().items()
        if language in examples and before.trained_on == training.digest(examples[language], language)
    }
    if examples:
        report("classifiers", len(found), len(examples))
    trained = training.train_all({language: rows for language, rows in examples.items() if language not in found})
    for done, (language, classifier) in enumerate({**found, **trained}.items(), 1):
        if classifier:
            generation.add_classifier(language, classifier)
        report("classifiers", done, len(examples))
