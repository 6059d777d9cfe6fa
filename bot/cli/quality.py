"""The command `eval`: the quality table, and on request retrieval side by side and the coverage–risk curve."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table

from bot.app import open_base
from bot.batch import asker
from bot.cli.common import DATA_OPTION, JSON_OPTION, print_json, screen, settings_of, write_result
from bot.dialogue.conversation import Conversation
from knowledge.answers.answer import Answerer
from knowledge.errors import InputError
from knowledge.quality import evaluation, selective, side_by_side, trec
from knowledge.quality.calibration import Calibration
from knowledge.quality.questions import EvaluationQuestion, read_questions
from knowledge.quality.selective import Curve
from knowledge.records import LANGUAGES

if TYPE_CHECKING:
    from knowledge.quality.measures import Measured


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What `--retrieval` tells: the measures, and for each question the rank of the first right statement by mode."""

    measured: Sequence[Measured]
    ranks: dict[str, dict[str, int | None]]

    def as_json(self) -> dict[str, Any]:
        """Return measures and ranks as plain values; a rank is None where no right statement is found."""
        return {
            "measures": [asdict(row) for row in self.measured],
            "ranks": [{"id": question_id, **ranks} for question_id, ranks in self.ranks.items()],
        }

    def told(self, question_id: str) -> str:
        """Return the ranks for a question in one line; empty: it names no statements."""
        told = [f"{mode} {rank or '–'}" for mode, rank in self.ranks.get(question_id, {}).items()]
        return f"  ranks: {', '.join(told)}" if told else ""


@click.command("eval")
@click.argument("questions", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--failures", is_flag=True, help="Each failure with question, answer and reason.")
@click.option("--answers", type=click.Path(path_type=Path), help="Write the answers to this file, as JSON lines.")
@click.option("--retrieval", is_flag=True, help="Measure the lexical, dense, hybrid and ranked run side by side.")
@click.option(
    "--trec",
    "trec_folder",
    type=click.Path(path_type=Path),
    help="Write qrels.txt and these runs here; with --retrieval.",
)
@click.option("--curve", type=click.Path(path_type=Path), help="Draw risk by coverage of abstention: an SVG file.")
@JSON_OPTION
@DATA_OPTION
@click.pass_context
def evaluate(
    ctx: click.Context,
    questions: tuple[Path, ...],
    failures: bool,
    answers: Path | None,
    retrieval: bool,
    trec_folder: Path | None,
    curve: Path | None,
    as_json: bool,
    data: Path | None,
) -> int:
    """The quality table for question files.

    Example: clusterbot eval tests/evaluation/facts.jsonl --failures
    """
    retrieval = retrieval or trec_folder is not None
    _require(("ir_measures", retrieval), ("matplotlib", curve is not None))
    asked = [question for path in questions for question in read_questions(path)]
    answerer = Answerer(open_base(settings_of(ctx, data)))
    compared = _compare(asked, answerer, trec_folder) if retrieval else None
    result = evaluation.evaluate(asked, asker(Conversation(answerer)))
    if answers is not None:
        write_result(answers, "".join(json.dumps(a, ensure_ascii=False) + "\n" for a in result.answers), "answers")
    curves = _draw(asked, answerer, curve) if curve is not None else []
    if as_json:
        told = {"retrieval": compared.as_json()} if compared else {}
        drawn = {"curve": [part.as_json() for part in curves]} if curve is not None else {}
        print_json({**result.as_json(), **told, **drawn})
    else:
        _show(result, compared, curves)
    for failure in result.failures if failures else ():
        click.echo(failure.as_text(), err=True)
        if compared and compared.told(failure.id):
            click.echo(compared.told(failure.id), err=True)
    return 0


def _require(*needed: tuple[str, bool]) -> None:
    """Raise `InputError` when a package that is needed is not installed, before minutes are spent on answers."""
    for package, is_needed in needed:
        if is_needed and find_spec(package) is None:
            raise InputError(
                f"{package!r} is not installed. Install what evaluation needs: pip install 'clusterbot[eval]'"
            )


def _compare(asked: Iterable[EvaluationQuestion], answerer: Answerer, folder: Path | None) -> Retrieval:
    """Return what retrieval comes to, and write qrels and runs to `folder` if there is one."""
    from knowledge.quality.measures import measured  # needs a package of the extra `eval`

    questions = side_by_side.comparable(asked)
    qrels = trec.qrels_of(questions)
    runs = side_by_side.runs(questions, answerer.base.searcher, answerer.retriever)
    if folder is not None:
        _write_trec(folder, qrels, runs)
    parts = {"all": [q.id for q in questions]}
    parts |= {f"lang {language}": [q.id for q in questions if q.lang == language] for language in LANGUAGES}
    ranks = {
        i: {mode: trec.first_right(run[i], relevant) for mode, run in runs.items()} for i, relevant in qrels.items()
    }
    return Retrieval(measured(qrels, runs, parts), ranks)


def _write_trec(folder: Path, qrels: trec.Qrels, runs: Mapping[str, trec.Run]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"folder {str(folder)!r} cannot be made ({error.strerror}). Choose another") from error
    write_result(folder / "qrels.txt", trec.format_qrels(qrels), "qrels")
    for mode, run in runs.items():
        write_result(folder / f"{mode}.run", trec.format_run(run, mode), "runs")


def _draw(asked: Sequence[EvaluationQuestion], answerer: Answerer, path: Path) -> list[Curve]:
    """Return the coverage–risk curves, drawn to `path`; what is refused is asked of a bot that would answer it."""
    from knowledge.quality.pictures import curve_svg  # needs a package of the extra `eval`

    # by how likely the first statement answers, which is what the threshold is for
    unrestrained = Answerer(answerer.base, replace(answerer.model, threshold=0.0, right=None))
    answers = evaluation.evaluate(asked, asker(Conversation(unrestrained))).answers
    judged = selective.judged(asked, answers)
    if not judged:
        raise InputError("none of the questions is answered by statements or refused: there is no curve. Give others")
    threshold = answerer.model.threshold
    curves = selective.curves(judged, threshold)
    answerable = sum(item.answerable for item in judged) / len(judged)
    write_result(path, curve_svg(curves, threshold, answerable), "the curve")
    return curves


def _show(result: evaluation.Result, compared: Retrieval | None, curves: Sequence[Curve]) -> None:
    tables = [_quality_table(result)]
    if result.calibration:
        tables.append(_calibration_table(result.calibration))
    if compared:
        tables.append(_retrieval_table(compared.measured))
    if curves:
        tables.append(_curve_table(curves))
    console = screen()
    for number, table in enumerate(tables):
        if number:
            console.print()
        console.print(table)


def _quality_table(result: evaluation.Result) -> Table:
    table = Table("part", "right", "n", "share", "95 % interval", box=None, pad_edge=False)
    for row in result.rows:
        table.add_row(row.name, str(row.n_right), str(row.n), f"{row.share:.1%}", f"{row.low:.1%} – {row.high:.1%}")
    return table


def _calibration_table(calibration: Sequence[Calibration]) -> Table:
    table = Table("calibration error of", "answers", "equal mass", "equal width", box=None, pad_edge=False)
    for part in calibration:
        table.add_row(part.name, str(part.n), f"{part.equal_mass:.3f}", f"{part.equal_width:.3f}")
    return table


def _retrieval_table(measured: Sequence[Measured]) -> Table:
    table = Table("retrieval", "run", "n", *(measured[0].values if measured else ()), box=None, pad_edge=False)
    for row in measured:
        table.add_row(row.part, row.mode, str(row.n), *(f"{value:.3f}" for value in row.values.values()))
    return table


def _curve_table(curves: Sequence[Curve]) -> Table:
    head = ("coverage and risk", "n", "answered", "of these wrong", "refused", "rightly", "AURC")
    table = Table(*head, box=None, pad_edge=False)
    for part in curves:
        risk, area = (
            "–" if value is None else f"{value:{form}}" for value, form in ((part.risk, ".1%"), (part.area, ".3f"))
        )
        refused = (str(part.n_refused), str(part.n_rightly_refused))
        table.add_row(part.name, str(part.n), f"{part.coverage:.1%}", risk, *refused, area)
    return table
