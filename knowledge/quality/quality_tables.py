"""The expected figures as Markdown, and their place in a page: between two comments, where nothing is written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from knowledge.errors import DocumentError
from knowledge.quality.expected import RENEW, Expected, MeasuredFigure
from knowledge.quality.figures import CALIBRATION

BEGIN = f"<!-- figures: written by {RENEW} -->"
END = "<!-- end of figures -->"

_ROWS = (  # label, question file, figure
    ("development questions (not written by us, not fitted on), all", "dev", "right"),
    ("– English", "dev", "right en"),
    ("– German", "dev", "right de"),
    ("own questions on facts", "facts", "right"),
    ("– of these the test half (never fitted on)", "facts", "right test"),
    ("own questions of all kinds, written last, no model fitted on them", "second", "right"),
    ("a third set of all kinds, written blind to the bot", "third", "right"),
    ("– of these the test half (two of its failures were seen)", "third", "right test"),
    ("a fourth set of them, written blind to the bot (93.2 % before any change)", "fourth", "right"),
    ("a fifth set of them, two thirds German, written blind to the bot (93.5 % before any change)", "fifth", "right"),
    ("a sixth set of them, written blind to the bot (93.3 % before any change)", "sixth", "right"),
    ("– of these the test half (its failures never looked at)", "sixth", "right test"),
    ("a seventh set of them, written blind to the bot (93.1 % before any change)", "seventh", "right"),
    ("– of these the test half (its failures never looked at)", "seventh", "right test"),
    ("an eighth set of them, written blind to the bot (85.7 % before any change)", "eighth", "right"),
    ("– of these the test half (its failures never looked at)", "eighth", "right test"),
    (
        "a ninth set, of the kinds and shares of the development questions, written blind (95.4 % at first sight)",
        "ninth",
        "right",
    ),
    ("– of these the test half (its failures never looked at)", "ninth", "right test"),
    (
        "questions as they are typed and dictated: misspelt, in capitals, in fragments, rambling, in two languages at once; written blind, nothing mended by it (81.2 % at first sight)",
        "robust",
        "right",
    ),
    ("the plainest questions, of two to eight words (92.5 % before any change)", "plain", "right"),
    ("– English", "plain", "right en"),
    ("– German", "plain", "right de"),
    ("own yes/no questions", "yesno", "right"),
    ("– of these the test half (never fitted on)", "yesno", "right test"),
    (
        "yes/no questions, four in seven of which the sources do not answer (76.4 % before any change)",
        "yesno3",
        "right",
    ),
    ("– of these those without an answer: abstained", "yesno3", "abstained"),
    (
        "yes/no questions on facts and clusters drawn by chance, written blind to the bot (81.9 % at first sight)",
        "yesno4",
        "right",
    ),
    ("– of these the test half (its failures never looked at)", "yesno4", "right test"),
    ("own cluster questions and profiles", "clusters", "right"),
    ("needs of firms in everyday words (written by the author of the words for them)", "needs", "right"),
    ("own unanswerable questions: abstained", "unanswerable", "abstained"),
    ("own questions near to what the sources say and not in them: abstained", "near", "abstained"),
    ("more of these, written blind to the bot (61.7 % before any change): abstained", "near2", "abstained"),
    ("own conversations, by turn", "conversations", "right"),
    ("more of them, written blind to the bot, by turn", "conversations2", "right"),
    ("– of these the test half (its failures never looked at)", "conversations2", "right test"),
    ("a third set of them, written blind to the bot, by turn", "conversations3", "right"),
    ("– of these the test half (its failures never looked at)", "conversations3", "right test"),
    ("a fourth set of them, written blind to the bot, by turn", "conversations4", "right"),
    ("– of these the test half (its failures never looked at)", "conversations4", "right test"),
    ("a fifth set of them, written blind to the bot, by turn", "conversations5", "right"),
    ("– of these the test half (its failures never looked at)", "conversations5", "right test"),
    ("a sixth set of them, written blind to the bot, by turn", "conversations6", "right"),
    ("– of these the test half (its failures never looked at)", "conversations6", "right test"),
    ("a seventh set of them, written blind to the bot, by turn (87.6 % before any change)", "conversations7", "right"),
    ("– of these the test half (its failures never looked at)", "conversations7", "right test"),
    ("an eighth set of them, written blind to the bot, by turn (84.2 % before any change)", "conversations8", "right"),
    ("– of these the test half (its failures never looked at)", "conversations8", "right test"),
    ("a ninth set of them, written blind to the bot, by turn (88.9 % before any change)", "conversations9", "right"),
    ("– of these the test half (its failures never looked at)", "conversations9", "right test"),
    ("a tenth set of them, written blind to the bot, by turn (85.5 % at first sight)", "conversations10", "right"),
    ("– of these the test half (its failures never looked at)", "conversations10", "right test"),
    (
        "an eleventh set, ordinary ones, written blind to the bot, by turn (88.9 % at first sight)",
        "conversations11",
        "right",
    ),
    ("– of these the test half (its failures never looked at)", "conversations11", "right test"),
    (
        "a twelfth set, ordinary ones, written blind to the bot, by turn (93.0 % at first sight)",
        "conversations12",
        "right",
    ),
    ("– of these the test half (its failures never looked at)", "conversations12", "right test"),
    (
        "a thirteenth set, ordinary ones, written blind; how sure to be is fitted on it, nothing mended by it (90.1 % at first sight)",
        "conversations13",
        "right",
    ),
    (
        "a fourteenth set, drawn from every statement, later messages mostly on a neighbouring one, judged by the statement cited; nothing mended by it (73.8 % at first sight, of a larger draw)",
        "conversations14",
        "right",
    ),
    (
        "a fifteenth set, chats as people type them, on the programme and on clusters; nothing mended by it (84.8 % at first sight)",
        "conversations15",
        "right",
    ),
    (
        "a sixteenth set, ordinary ones of two to four messages, by 22 hands; mended by at last (90 to 93 % at first sight)",
        "conversations16",
        "right",
    ),
    (
        "a seventeenth set, ordinary ones by four other hands; nothing mended by it (88.7 % at first sight)",
        "conversations17",
        "right",
    ),
    (
        "an eighteenth set, ordinary ones by eight other hands; nothing mended by it (90.5 % at first sight)",
        "conversations18",
        "right",
    ),
    (
        "a nineteenth set, ordinary ones by eight more hands; nothing mended by it (93.4 % at first sight)",
        "conversations19",
        "right",
    ),
    (
        "1,184 wordings of single steps with clusters shown, by three hands, and what comes before each (80.8 % before steps were told by a model)",
        "steps",
        "right",
    ),
    (
        "725 questions on what a profile tells or not, by two hands, each after the cluster was told of (78.8 % before a model told that)",
        "profiles",
        "right",
    ),
)
_POOLED = (
    ("yes/no questions of all files whose verdict is known: yes or no said", "decided"),
    ("– of these rightly", "decided rightly"),
    ("language of the answer is that of the question", "language"),
    ("– with one to three words", "language of few words"),
)
_BY_FILE = (
    "right",
    "right en",
    "right de",
    "right test",
    "abstained",
    "refused",
    "decided",
    "decided rightly",
    CALIBRATION,
)


def summary(expected: Expected) -> str:
    """Return the table of the README; rows of files that are not there are left out."""
    rows = [
        (label, str(figure.n), _percent(figure.value), _interval(figure))
        for label, file, name in _ROWS
        if (figure := _figure(expected, file, name)) is not None
    ]
    for label, name in _POOLED:
        of_files = [figure for file in expected if (figure := _figure(expected, file, name)) is not None]
        n = sum(figure.n for figure in of_files)
        if n:
            rows.append((label, str(n), _percent(sum(figure.n * figure.value for figure in of_files) / n), "–"))
    return "\n".join(table(("questions", "n", "right", "95 % interval"), rows))


def details(expected: Expected) -> str:
    """Return the table of the README with one of all figures by file, and the groups of questions."""
    rows = [
        (f"`{file}`", *(_cell(_figure(expected, file, name), name) for name in _BY_FILE), str(figure.n))
        for file in expected
        if (figure := _figure(expected, file, "right")) is not None
    ]
    by_file = "\n".join(table(("file", *_BY_FILE, "n"), rows))
    told = [
        f"Right by group of `{file}`: {_told(entry.groups)}."
        for file, entry in expected.items()
        if len(entry.groups) > 1
    ]
    return "\n\n".join([summary(expected), by_file, *told])


def with_block(page: str, block: str, name: str, *, marks: tuple[str, str] = (BEGIN, END)) -> str:
    """Return `page` with `block` between the two comments. Raises `DocumentError` when they do not stand once, in order."""
    before, begin, rest = page.partition(marks[0])
    _, end, after = rest.partition(marks[1])
    if not (begin and end) or begin in rest or end in before + after:
        raise DocumentError(f"{name!r} lacks the place for figures, once: {marks[0]!r}, then {marks[1]!r}. Put both in")
    return f"{before}{begin}\n\n{block}\n\n{end}{after}"


def _figure(expected: Expected, file: str, name: str) -> MeasuredFigure | None:
    entry = expected.get(file)
    return entry.figures.get(name) if entry else None


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    lines = [f"| {' | '.join(row)} |" for row in (head, *rows)]
    yield lines[0]
    yield f"|{'---|' * len(head)}"
    yield from lines[1:]


def _told(groups: Mapping[str, str]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {of}" for name, of in groups.items())


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %".replace("100.0", "100")


def _interval(figure: MeasuredFigure) -> str:
    if figure.low is None or figure.high is None:
        return "–"
    return f"{_percent(figure.low).removesuffix(' %')} – {_percent(figure.high)}"


def _cell(figure: MeasuredFigure | None, name: str) -> str:
    if figure is None:
        return "–"
    return f"{figure.value:.3f}" if name == CALIBRATION else _percent(figure.value)
