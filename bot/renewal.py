"""Renews the expected figures: `python -m bot.renewal DATA QUESTIONS.jsonl …` (`make figures`).

Needs an index under DATA. Asks the questions of each file and rewrites `tests/evaluation/expected.yaml` and the tables of
figures in `README.md` and `docs/evaluation.md`. What is expected of files that are not given stays as it is.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bot.app import open_base
from bot.batch import asker
from bot.dialogue.conversation import Conversation
from bot.settings import Settings
from knowledge.answers.answer import Answerer
from knowledge.errors import InputError, KnowledgeError
from knowledge.quality.evaluation import evaluate
from knowledge.quality.expected import format_expected, read_expected, renewed
from knowledge.quality.figures import figures, groups
from knowledge.quality.quality_tables import details, summary, with_block
from knowledge.quality.questions import EvaluationQuestion, read_questions

ROOT = Path(__file__).parents[1]
EXPECTED = Path("tests", "evaluation", "expected.yaml")
PAGES = {Path("README.md"): summary, Path("docs", "evaluation.md"): details}

Ask = Callable[[EvaluationQuestion], dict[str, Any]]


def renew(root: Path, paths: Sequence[Path], ask: Callable[[], Ask]) -> None:
    """Measure the question files and rewrite what they change under `root`; `ask` begins a conversation for each file.

    Nothing is written before all is measured. Raises `InputError` for files that cannot be used, before anything is asked.
    """
    twice = [stem for stem, n in Counter(path.stem for path in paths).items() if n > 1]
    if twice:
        raise InputError(f"two question files are named {twice[0]!r}: figures are kept by name. Rename one")
    asked = {path.stem: read_questions(path) for path in paths}
    pages = {path: (root / path).read_text(encoding="utf-8") for path in PAGES}
    for path, text in pages.items():
        with_block(text, "", str(path))
    expected = read_expected(root / EXPECTED) if (root / EXPECTED).exists() else {}
    for name, questions in asked.items():
        answers = evaluate(questions, ask()).answers
        drawn = [(question, answer) for question, answer in zip(questions, answers, strict=True) if question.drawn]
        of_drawn = figures([question for question, _ in drawn], [answer for _, answer in drawn])
        expected = renewed(expected, name, figures(questions, answers), of_drawn, groups(questions, answers))
    (root / EXPECTED).write_text(format_expected(expected), encoding="utf-8")
    for path, table in PAGES.items():
        (root / path).write_text(with_block(pages[path], table(expected), str(path)), encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Measure the question files given after the data folder with the shipped encoder, and write what they come to."""
    data, *paths = arguments
    try:
        answerer = Answerer(open_base(Settings(data=Path(data))))
        renew(ROOT, [Path(path) for path in paths], lambda: asker(Conversation(answerer)))
    except KnowledgeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stderr.write(f"renewed: {EXPECTED}, {', '.join(map(str, PAGES))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
