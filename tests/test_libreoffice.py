"""The programme's anniversary publication, made a PDF by LibreOffice: pages, sentences and questions come back.

The text is not part of this repository, and LibreOffice is not needed to work on it: without either, this is skipped.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest

from indexer.loaders import load
from knowledge.records import Document, Passage
from knowledge.words.splitting import sentences

HERE = Path(__file__).parent
RAW = HERE.parents[1] / "shared" / "seeds" / "go-cluster-anniversary-publication.txt"
QUESTIONS = [json.loads(line) for line in (HERE / "raw_questions.jsonl").read_text(encoding="utf-8").splitlines()]
QUOTES = [question["quote"] for question in QUESTIONS if question["kind"] == "answer"]
SOFFICE = shutil.which("soffice")

pytestmark = [
    pytest.mark.skipif(not RAW.exists(), reason="the publication is not there: ../shared/seeds"),
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not there: soffice (libreoffice-writer-nogui)"),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("libreoffice")
    shutil.copy(RAW, folder / "publication.txt")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        str(SOFFICE),
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        folder / "publication.txt",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / "publication.pdf"


@pytest.fixture(scope="module")
def document(made: Path) -> Document:
    return load(made, made.name)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def with_words(document: Document, words: str) -> Passage:
    return next(passage for passage in document.passages if words in squeezed(passage.text))


def test_every_sentence_stands_whole_on_the_pages_that_its_passage_names(made: Path, document: Document) -> None:
    with closing(pdfium.PdfDocument(made)) as pdf:
        stands = [letters(page.get_textpage().get_text_range()) for page in pdf]
    assert len(stands) > 15
    wrong = []
    for passage in document.passages:
        first, _, last = str(passage.sources[0].page).partition("-")
        for start, end in sentences(passage.text):
            if letters(passage.text[start:end]) not in "".join(stands[int(first) - 1 : int(last or first)]):
                wrong.append((passage.sources[0].page, passage.text[start:end]))
    assert wrong == []


@pytest.mark.parametrize("quote", QUOTES, ids=lambda quote: quote[:30])
def test_the_words_that_answer_a_question_stand_in_one_passage(quote: str, document: Document) -> None:
    assert with_words(document, quote).sources[0].page


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("Our task is to advise and support the BMWK", "What is your job exactly?"),
        ("Specifically, we review applications", "What does that look like in practice?"),
        ("The roadshow toured five cities", "BMWK roadshow"),
        ("Admission is linked", "Admission criteria"),
    ],
)
def test_questions_and_short_lines_are_headings_of_what_follows(words: str, heading: str, document: Document) -> None:
    assert with_words(document, words).heading.split(" › ")[-1] == heading


def test_an_event_keeps_its_year(document: Document) -> None:
    assert with_words(document, "The Networking Day of the").text.startswith("2022\n\nThe Networking Day")
