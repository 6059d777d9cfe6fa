"""Checks the shipped corpus: `python -m indexer.shipped.check`. Prints one line a problem; exit 1 when there is any.

A footnote dangles, a page lacks its twin, a fact is stated in one language only or lacks its asked lines, asked lines or
comparisons name no fact, a field, Land or city is unknown, a date is malformed, an id occurs twice.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from indexer.loaders import markdown
from indexer.shipped.asked_lines import load_asked
from indexer.shipped.corpus import load_profile, shipped_folder
from indexer.shipped.gaps import load_gaps
from knowledge.errors import DocumentError
from knowledge.naming.fields import load_products, load_taxonomy
from knowledge.records import LANGUAGES, Document

FACTS = "facts.txt"
MIN_ASKED = 3
MIN_WORDS = 10


def problems(root: Path) -> list[str]:
    """Return the problems of the corpus in `root`, one line each, sorted within each kind."""
    found: list[str] = []
    pages: list[Document] = []
    for language in LANGUAGES:
        for path in sorted((root / "programme" / language).glob("*.md")):
            try:
                pages.append(markdown.load(path, f"programme/{language}/{path.name}"))
            except DocumentError as error:
                found.append(str(error))
    found += _twins(root)
    found += _facts(root, pages)
    found += _asked(root, pages)
    for path in sorted((root / "clusters").glob("*.yaml")):
        try:
            load_profile(path)
        except DocumentError as error:
            found.append(str(error))
    found += _taxonomy()
    try:
        load_gaps(root)
    except DocumentError as error:
        found.append(str(error))
    return found


def _twins(root: Path) -> Iterator[str]:
    names = {language: {p.name for p in (root / "programme" / language).glob("*.md")} for language in LANGUAGES}
    for name in sorted(names["en"] ^ names["de"]):
        missing = "de" if name in names["en"] else "en"
        yield f"programme page {name!r} has no twin in {missing!r}. Write it"


def _facts(root: Path, pages: list[Document]) -> Iterator[str]:
    """Every fact that `facts.txt` lists is stated once in each language, and nothing else is."""
    listed = (root / FACTS).read_text(encoding="utf-8").split()
    for language in LANGUAGES:
        passages = [p for page in pages if page.language == language for p in page.passages]
        stated = Counter(p.statement_id for p in passages if p.statement_id)
        yield from (f"fact {i!r} is not stated in {language!r}. Add it to a page" for i in listed if i not in stated)
        yield from (
            f"fact {i!r} is stated {n} times in {language!r}. Keep one" for i, n in sorted(stated.items()) if n > 1
        )
        yield from (f"fact {i!r} is not in {FACTS}. Add it there" for i in sorted(set(stated) - set(listed)))
        for passage in passages:
            if passage.kind != "statement":
                yield f"{passage.passage_id!r} has no footnote: {passage.text[:60]!r}. Say where it comes from"
            for named in (*passage.supersedes, *passage.compares):
                if named not in listed:
                    yield f"{passage.passage_id!r} supersedes or compares {named!r}, which is no fact. Correct it"


def _asked(root: Path, pages: list[Document]) -> Iterator[str]:
    try:
        asked = load_asked(root / "asked")
    except DocumentError as error:
        yield str(error)
        return
    stated = {p.statement_id for page in pages for p in page.passages if p.statement_id}
    yield from (f"asked lines for {i!r}, which is no fact. Remove or rename them" for i in sorted(set(asked) - stated))
    for statement_id in sorted(stated):
        for language in LANGUAGES:
            n = len(asked.get(statement_id, {}).get(language, ()))
            if n < MIN_ASKED:
                yield f"fact {statement_id!r} has {n} asked lines in {language!r}, at least {MIN_ASKED} are wanted"


def _taxonomy() -> Iterator[str]:
    try:
        taxonomy, products = load_taxonomy(), load_products()
    except DocumentError as error:
        yield str(error)
        return
    for field in taxonomy.fields:
        for language, words in (("en", field.words_en), ("de", field.words_de)):
            if len(set(words)) < MIN_WORDS:
                yield f"field {field.id!r} has {len(set(words))} words in {language!r}, at least {MIN_WORDS} are wanted"
    made = {field.id for field in products.fields}
    unknown, silent = made - set(taxonomy.field_by_id), set(taxonomy.field_by_id) - made
    yield from (f"products.yaml has {i!r}, which is no field. Rename or remove it" for i in sorted(unknown))
    yield from (f"field {i!r} has no words in products.yaml" for i in sorted(silent))
    for kind, ids in (("field", [f.id for f in taxonomy.fields]), ("Land", [x.id for x in taxonomy.laender])):
        yield from (f"{kind} {i!r} occurs {n} times" for i, n in Counter(ids).items() if n > 1)


def main() -> int:
    """Check the shipped corpus and say what is wrong."""
    found = problems(shipped_folder())
    for line in found:
        sys.stdout.write(line + "\n")
    if not found:
        sys.stdout.write("the corpus is whole\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
