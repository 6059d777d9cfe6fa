"""A generation in PostgreSQL, opened for reading.

Rows and the lexical run are read by queries. The vectors of statements, gaps and profiles, which are bounded, are held in
memory as the other store holds them; those of plain text too where there are few, else pgvector searches them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path

from knowledge.index.classifier import Classifier
from knowledge.index.generations import classifier_file
from knowledge.index.manifest import Manifest
from knowledge.index.postgres.connection import Postgres
from knowledge.index.postgres.dense import TextVectors, held_entry, load_held
from knowledge.index.postgres.rows import passages_where
from knowledge.index.postgres.schema import schema_of
from knowledge.index.store_protocol import ClusterConditions, Run
from knowledge.index.vectors_by_kind import VectorsByKind, pairs_of
from knowledge.naming.name_keys import NameKey, unpacked_keys
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import LANGUAGES, Language, Passage, PassageKind
from knowledge.sentence_model.encoder import Vectors
from knowledge.words.word_counts import WordCounts

REMEMBERED = 20_000
_FREQUENCIES = "stems"


class PostgresStore:
    """The generation that `made` describes. `file` gives the local copy of a file that it names. With `claims`, passages have
    theirs in words, which no answer needs.
    """

    def __init__(
        self,
        db: Postgres,
        made: Manifest,
        file: Callable[[str], Path],
        let_go: Callable[[], None],
        *,
        claims: bool = False,
    ) -> None:
        self.manifest = made
        self.schema = schema_of(made.generation)
        self._db = db
        self._file = file
        self._let_go = let_go
        self._read: dict[int, Passage] = {}
        self._is_open = True
        self._where = partial(passages_where, db, self.schema, claims=claims)

    def close(self) -> None:
        """Let the generation go; once more does nothing."""
        if self._is_open:
            self._is_open = False
            self._let_go()

    def prepare(self) -> None:
        """Load the vectors that are held in memory, and the classifiers. Raises `IndexDamaged`."""
        _ = self._held, self.classifiers

    def read_ahead(self) -> None:
        """Nothing is left to be held: words are counted here, and the server looks up stems."""

    @cached_property
    def classifiers(self) -> Mapping[Language, Classifier]:
        """The statement classifiers by language."""
        found: dict[Language, Classifier] = {}
        for language in LANGUAGES:
            if classifier_file(language) in self.manifest.files:
                classifier = Classifier.load(self._file(classifier_file(language)))
                if classifier:
                    found[language] = classifier
        return found

    # -- searching ---------------------------------------------------------------------------------------------

    def lexical_run(self, stems: Sequence[str], *, depth: int, kinds: Collection[PassageKind] | None = None) -> Run:
        """Return up to `depth` passages that have any of `stems`, by BM25."""
        if not stems:
            return []
        among = "" if kinds is None else "and p.kind = any(%(kinds)s)"
        rows = self._db.rows(
            # unnested among the columns, rows are added up as they come; behind "from" they would be stored first
            f"""select rowid, sum(part) as score
                from (select unnest(p.rowids) as rowid, unnest(p.scores) as part
                      from {self.schema}.postings p where p.stem = any(%(stems)s) {among}) parts
                group by rowid order by score desc, rowid limit %(depth)s""",
            {"stems": list(stems), "kinds": None if kinds is None else list(kinds), "depth": depth},
        )
        return [(int(rowid), float(score)) for rowid, score in rows]

    def dense_run(
        self,
        vector: Vectors,
        *,
        depth: int,
        kinds: Collection[PassageKind] | None = None,
        language: Language | None = None,
    ) -> Run:
        """Return up to `depth` passages by the cosine of the nearest of their vectors to `vector`."""
        wanted = pairs_of(self.spoken_kinds, kinds, language)
        run = self._held.run(vector, depth=depth, wanted=wanted)
        for kind, spoken in sorted(wanted - self._held.spoken_kinds):
            run += self._text.run(vector, depth=depth, kind=kind, language=spoken)
        return sorted(run, key=lambda item: (-item[1], item[0]))[:depth]

    @cached_property
    def _held(self) -> VectorsByKind:
        entry = held_entry(self.manifest)
        kinds = self._db.rows(
            f"select kind, language, array_agg(passage_rowid) from {self.schema}.passages {entry.where} group by 1, 2"
        )
        rowids_of = {(kind, language): rowids for kind, language, rowids in kinds}
        return load_held(self._file(entry.name), self.manifest.dimension, rowids_of)

    @cached_property
    def _text(self) -> TextVectors:
        return TextVectors(self._db, self.schema, self.manifest.counts.vectors)

    def document_frequencies(self) -> Mapping[str, int]:
        """Return in how many passages each stem occurs."""
        return self._counts.get((_FREQUENCIES, ""), {})

    @cached_property
    def spoken_kinds(self) -> frozenset[tuple[PassageKind, Language]]:
        """Which kinds of passages there are in which languages."""
        return frozenset(self._db.rows(f"select distinct kind, language from {self.schema}.passages"))

    def word_counts(self) -> WordCounts:
        """Return what was counted when the index was built."""
        return WordCounts(
            spoken={language: self._counts.get(("spoken", language), {}) for language in LANGUAGES},
            folded=self._counts.get(("folded", ""), {}),
            topics={language: self._counts.get(("topics", language), {}) for language in LANGUAGES},
        )

    @cached_property
    def _counts(self) -> dict[tuple[str, str], dict[str, int]]:
        rows = self._db.rows(
            f"select kind, language, array_agg(word), array_agg(n) from {self.schema}.word_counts group by 1, 2"
        )
        return {(kind, language): dict(zip(words, n, strict=True)) for kind, language, words, n in rows}

    # -- rows --------------------------------------------------------------------------------------------------

    def passages(self, rowids: Sequence[int]) -> dict[int, Passage]:
        """Return the passages with these row ids in the order given; those asked for last are remembered."""
        read = self._read  # another thread may begin a new one meanwhile
        missing = [rowid for rowid in rowids if rowid not in read]
        if len(read) + len(missing) > REMEMBERED:
            self._read = read = {}
            missing = list(rowids)
        if missing:
            read.update(self._where("p.passage_rowid = any(%s)", (missing,)))
        return {rowid: read[rowid] for rowid in rowids if rowid in read}

    def passages_of(self, kinds: Collection[PassageKind] | None) -> dict[int, Passage]:
        """Return all passages of these kinds by row id; None: of all kinds."""
        if kinds is None:
            return self._where("true")
        found = self._where("p.kind = any(%s)", (list(kinds),))
        if len(self._read) + len(found) <= REMEMBERED:
            self._read.update(found)
        return found

    def passage_named(self, passage_id: str) -> Passage | None:
        """Return the passage with this id; None: there is none."""
        if "\0" in passage_id:  # no text of PostgreSQL has it
            return None
        found = self._where("p.passage_id = %s", (passage_id,))
        return next(iter(found.values()), None)

    def twins(self) -> dict[tuple[str, Language], int]:
        """Return the row id of the passage that states a fact in a language, by both."""
        rows = self._db.rows(
            f"""select statement_id, language, passage_rowid from {self.schema}.passages
                where statement_id <> '' order by passage_rowid"""
        )
        return {(statement_id, language): int(rowid) for statement_id, language, rowid in rows}

    def documents(self) -> Iterator[tuple[str, str, str]]:
        """Yield (doc_id, title, language) of each document, by doc_id."""
        yield from self._db.rows(f"select doc_id, title, language from {self.schema}.documents order by doc_id")

    def document_text(self, doc_id: str) -> str | None:
        """Return the text in which the passages' offsets count; None: no such document."""
        return self._of_document("text", doc_id)

    def document_origin(self, doc_id: str) -> str | None:
        """Return the path of the file that a document was read from; None: of none, or no such document."""
        return self._of_document("origin", doc_id)

    def _of_document(self, column: str, doc_id: str) -> str | None:
        row = self._db.row(f"select {column} from {self.schema}.documents where doc_id = %s", (doc_id,))
        return None if row is None or row[0] is None else str(row[0])

    def embedding_hashes(self) -> frozenset[str]:
        """Return the hashes of the texts whose vectors are stored."""
        rows = self._db.rows(f"select distinct encode(text_sha256, 'hex') from {self.schema}.vectors")
        return frozenset(digest for (digest,) in rows)

    def clusters(self) -> list[ClusterProfile]:
        """Return all cluster profiles, by id."""
        rows = self._db.rows(f"select profile from {self.schema}.clusters order by cluster_id")
        return [ClusterProfile.model_validate_json(profile) for (profile,) in rows]

    def name_keys(self) -> dict[str, list[NameKey]]:
        """Return by what each cluster is found in a text, by id."""
        rows = self._db.rows(f"select cluster_id, name_keys from {self.schema}.clusters order by cluster_id")
        return {cluster_id: unpacked_keys(kept) for cluster_id, kept in rows}

    def cluster_ids(self, conditions: ClusterConditions) -> list[str]:
        """Return the ids of the clusters that satisfy all `conditions`, by id."""
        tests = {
            "fields && %(fields)s::text[]": conditions.fields,
            "laender && %(laender)s::text[]": conditions.laender,
            "not laender && %(not_laender)s::text[]": conditions.not_laender,
            "city = any(%(cities)s)": conditions.cities,
            "coalesce(city, '') <> all(%(not_cities)s)": conditions.not_cities,
            "label = any(%(labels)s)": conditions.labels,
            "label is not null": conditions.any_label,
            "member": conditions.member,
        }
        where = " and ".join(("true", *(test for test, is_asked in tests.items() if is_asked)))
        names = ("fields", "laender", "not_laender", "cities", "not_cities", "labels")
        rows = self._db.rows(
            f"select cluster_id from {self.schema}.clusters where {where} order by cluster_id",
            {name: list(getattr(conditions, name)) for name in names},
        )
        return [str(cluster_id) for (cluster_id,) in rows]
