"""Fits which step a message takes with the clusters shown (`make fit-steps`):
`python -m bot.fitting.step_fitting DATA WORDINGS.yaml SUMMARIES.yaml UNSEEN.yaml CONVERSATIONS.jsonl …`.

Needs the index of the shipped corpus under DATA, for the names that are taken out. What is asked of one cluster beside its details, and what
begins conversations, are no steps, the former of "it". Writes `bot/steps/step_model.npz`, and tells how many of the unseen wordings
are taken rightly.
"""

from __future__ import annotations

import random
import sys
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.app import open_base
from bot.dialogue.conversation import Conversation
from bot.fitting.summary_fitting import read_questions as read_summaries
from bot.fitting.wordings_in_rows import information_of, read_by_language, rows_of
from bot.settings import Settings
from bot.steps import model
from bot.steps.model import OFS, STEPS, Of, Step, StepModel
from bot.steps.wording import N_BUCKETS, features, without_names
from knowledge.answers.answer import Answerer
from knowledge.clusters.details import detail_asked
from knowledge.errors import DocumentError, KnowledgeError
from knowledge.index.classifier import in_steps
from knowledge.quality.questions import EvaluationQuestion, read_questions
from knowledge.records import LANGUAGES, Language
from knowledge.words.text import fold

TARGET = Path(model.__file__).with_name(model.FILE_NAME)
_C = 30.0
_SEED = 3
_NEVER = -50.0  # log-odds
# One in so many of the questions on summaries tells of which cluster a message is, and of these one in so many that it takes no step, as well as
# what begins conversations: more of them would weigh more than the steps do.
_EACH, _EACH_STEP = 4, 2
_PLACES: Mapping[Language, Mapping[str, tuple[str, ...]]] = {
    "en": {
        "land": ("Bavaria", "Saxony", "Hesse", "Lower Saxony", "North Rhine-Westphalia"),
        "city": ("Munich", "Dresden", "Bremen", "Aachen"),
        "field": ("biotechnology", "logistics", "photonics", "energy technologies", "automotive"),
        "label": ("gold", "silver", "bronze"),
    },
    "de": {
        "land": ("Bayern", "Sachsen", "Hessen", "Niedersachsen", "Nordrhein-Westfalen"),
        "city": ("München", "Dresden", "Bremen", "Aachen"),
        "field": ("Biotechnologie", "Logistik", "Photonik", "Energietechnik", "Automobilindustrie"),
        "label": ("Gold", "Silber", "Bronze"),
    },
}


@dataclass(frozen=True, slots=True)
class Wording:
    """How somebody words a step, with names in the place of what stood in braces. `teaches_step`: not only of which cluster it is."""

    text: str
    language: Language
    step: Step
    of: Of
    teaches_step: bool = True


def read_wordings(path: Path) -> list[Wording]:
    """Return the wordings in the YAML file `path`, in its order, by steps and of which cluster each is ("drop_label", "seat of nth"); names
    are drawn for each by itself.

    Raises `DocumentError` that names what is wrong with it.
    """
    steps = read_by_language(path, "wordings of steps")
    found = []
    for name, by_language in steps.items():
        step, _, of = name.partition(" of ")
        if step not in STEPS or (of or "none") not in OFS:
            raise DocumentError(f"{path.name!r}: {name!r} is no step. Steps are {', '.join(STEPS)}")
        found += [
            Wording(_with_names(text, language), language, step, of or "none")  # type: ignore[arg-type]
            for language in LANGUAGES
            for text in by_language.get(language, ())
        ]
    return found


def asked_of_it(path: Path) -> list[Wording]:
    """Return what the YAML file `path` asks of summaries, a part of it by chance, as no step with the one cluster told of last; what names a
    detail may be a step. Raises `DocumentError` that names what is wrong with it.
    """
    return [
        Wording(text, language, "other", "it", teaches_step=_drawn(text) % (_EACH * _EACH_STEP) == 0)
        for by_language in read_summaries(path).values()
        for language, asked in by_language.items()
        for text in (*asked.told, *asked.untold)
        if _drawn(text) % _EACH == 0 and detail_asked(fold(text)) in (None, "summary")
    ]


def begun(path: Path) -> list[Wording]:
    """Return the first messages of the conversations in the file `path` that statements answer: no step, and of no cluster.

    Raises `DocumentError` for a file that cannot be read.
    """
    first: dict[str, EvaluationQuestion] = {}
    for question in read_questions(path):
        first.setdefault(question.session or question.id, question)
    return [
        Wording(q.question, q.lang, "other", "none", teaches_step=_drawn(q.question) % _EACH_STEP == 0)
        for q in first.values()
        if q.facts
    ]


def _drawn(text: str) -> int:
    return zlib.crc32(text.encode())


def _with_names(text: str, language: Language) -> str:
    draw = random.Random(f"{_SEED} {text}")
    for kind, names in _PLACES[language].items():
        for placeholder, name in zip((f"{{{kind}}}", f"{{{kind}2}}"), draw.sample(names, 2), strict=True):
            text = text.replace(placeholder, name)
    return text


def words_of(answerer: Answerer, wordings: Iterable[Wording]) -> list[str]:
    """Return what the model sees of each of `wordings`: as they come in a conversation."""
    conversation = Conversation(answerer)
    return [without_names(conversation.in_plain_words(wording.text), answerer) for wording in wordings]


def fit(words: Sequence[str], wordings: Sequence[Wording]) -> StepModel:
    """Return the model fitted on the `words` of `wordings` (multinomial logistic regression)."""
    counts = [features(one) for one in words]
    information = information_of(counts, N_BUCKETS)
    rows = rows_of(counts, information)
    teaching = [place for place, wording in enumerate(wordings) if wording.teaches_step]
    of_steps = _fitted(rows[teaching], [wordings[place].step for place in teaching], STEPS)
    of_ofs = _fitted(rows, [wording.of for wording in wordings], OFS)
    weights, scale = in_steps(np.hstack([of_steps[0], of_ofs[0]]))
    return StepModel(weights, scale, np.concatenate([of_steps[1], of_ofs[1]]).astype(np.float32), information)


def _fitted(
    rows: Any, labels: Sequence[str], names: Sequence[str]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return weights (N_BUCKETS, len(names)) and intercepts (len(names),); of a name that no label is, what never comes first."""
    from sklearn.linear_model import LogisticRegression

    weights, bias = np.zeros((N_BUCKETS, len(names))), np.full(len(names), _NEVER)
    classes = sorted(set(labels))
    if len(classes) == 1:
        bias[names.index(classes[0])] = 0.0
        return weights, bias
    fitted = LogisticRegression(C=_C, max_iter=500).fit(rows, labels)
    # of two classes one row tells them apart
    coefficients = fitted.coef_ if len(classes) > 2 else np.vstack([-fitted.coef_, fitted.coef_]) / 2
    intercepts = fitted.intercept_ if len(classes) > 2 else np.array([-1, 1]) * fitted.intercept_ / 2
    for place, name in enumerate(fitted.classes_):
        weights[:, names.index(name)], bias[names.index(name)] = coefficients[place], intercepts[place]
    return weights, bias


def main(arguments: Sequence[str]) -> int:
    """Fit on what is given after the data folder, write the model, and tell how it does on the unseen wordings."""
    data, taught, summaries, unseen, *conversations = arguments
    try:
        answerer = Answerer(open_base(Settings(data=Path(data))))
        wordings = read_wordings(Path(taught)) + asked_of_it(Path(summaries))
        for path in conversations:
            wordings += begun(Path(path))
        others = read_wordings(Path(unseen))
    except KnowledgeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    fitted = fit(words_of(answerer, wordings), wordings)
    fitted.save(TARGET)
    sys.stderr.write(f"fitted on {len(wordings)} wordings: {TARGET}\n")
    found = [fitted.taken(words) for words in words_of(answerer, others)]
    right = [one.step == wording.step for one, wording in zip(found, others, strict=True)]
    sure = [is_right for one, is_right in zip(found, right, strict=True) if one.likelihood >= 0.8]
    sys.stderr.write(
        f"{unseen}: {np.mean(right):.1%} of {len(others)} steps right, {np.mean(sure):.1%} of the {len(sure)} that are likely\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
