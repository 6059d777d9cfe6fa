"""Keeps the token, the webhook's secret and what people wrote out of everything that is logged or printed.

Telegram's addresses hold the token, so any library that tells of a request tells the token. Records are cleaned when they
are made, before any handler sees them: a filter on handlers would miss those that are added later.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any
from urllib.parse import quote, quote_plus

MARK = "[secret]"
_ANY_TOKEN = re.compile(r"(?<![0-9])[0-9]{6,20}(?::|%3[Aa]|%253[Aa])[A-Za-z0-9_-]{30,}")
# These tell of each request and its contents, what people wrote included, at levels below the one given.
_TALKATIVE = {"httpx": logging.WARNING, "httpcore": logging.WARNING, "telegram": logging.INFO, "asyncio": logging.INFO}

Clean = Callable[[str], str]


def cleaner(secrets: Iterable[str]) -> Clean:
    """Return a function that replaces each of `secrets`, percent-encoded too, and whatever looks like a bot token."""
    forms = {form for secret in secrets if secret for form in _forms(secret)}
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    known = re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE) if longest_first else None

    def clean(text: str) -> str:
        if known is not None:
            text = known.sub(MARK, text)
        return _ANY_TOKEN.sub(MARK, text)

    return clean


def _forms(secret: str) -> Iterator[str]:
    yield secret
    for encode in (quote, quote_plus):
        once = encode(secret, safe="")
        yield once
        yield encode(once, safe="")
    yield secret.encode("unicode_escape").decode()


def clean_record(record: logging.LogRecord, clean: Clean) -> None:
    """Clean a log record in place: message, arguments, traceback and stack; what has no secret stays as it is."""
    try:
        message = record.getMessage()
    except Exception:  # noqa: BLE001 - wrong arguments are the logger's to report, with the text that is still there
        record.msg, record.args = clean(f"{record.msg} {record.args!r}"), ()
    else:
        cleaned = clean(message)
        if cleaned != message or _holds_secret(record, clean):
            record.msg, record.args = cleaned, ()
    if record.exc_info:
        # Handlers would format the exception themselves, and its arguments may hold the address of a request.
        text = "".join(traceback.format_exception(*record.exc_info)).rstrip("\n")
        cleaned = clean(text)
        if cleaned != text:
            record.exc_text, record.exc_info = cleaned, None
    if record.exc_text:
        record.exc_text = clean(record.exc_text)
    if record.stack_info:
        record.stack_info = clean(record.stack_info)


def _holds_secret(record: logging.LogRecord, clean: Clean) -> bool:
    """Return whether an argument tells a secret where the message does not, as a cut or padded one may."""
    text = repr(record.args) if record.args else ""
    return clean(text) != text


class RedactingFilter(logging.Filter):
    """A filter that cleans each record and lets all pass, for handlers that get records made elsewhere."""

    def __init__(self, clean: Clean) -> None:
        super().__init__()
        self._clean = clean

    def filter(self, record: logging.LogRecord) -> bool:
        """Clean the record; return True."""
        clean_record(record, self._clean)
        return True


def install(secrets: Iterable[str]) -> Callable[[], None]:
    """Clean all that is logged from now on, and tracebacks of uncaught errors; return what undoes it.

    Libraries that log requests are held at their warnings, whatever level is set for the root logger.
    """
    clean = cleaner(secrets)
    undo = [_make_clean_records(clean), _hold_talkative(), _add_filters(clean), _print_clean_tracebacks(clean)]

    def uninstall() -> None:
        for step in reversed(undo):
            step()

    return uninstall


@contextmanager
def redacted(secrets: Iterable[str]) -> Iterator[None]:
    """Clean all that is logged while the block runs."""
    uninstall = install(secrets)
    try:
        yield
    finally:
        uninstall()


def _make_clean_records(clean: Clean) -> Callable[[], None]:
    original = logging.getLogRecordFactory()

    def make(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record: logging.LogRecord = original(*args, **kwargs)
        clean_record(record, clean)
        return record

    logging.setLogRecordFactory(make)
    return lambda: logging.setLogRecordFactory(original)


def _hold_talkative() -> Callable[[], None]:
    """Hold the loggers and those below them that have a level of their own."""
    before: dict[str, int] = {}
    names = [name for name in logging.Logger.manager.loggerDict if name.split(".")[0] in _TALKATIVE]
    for name in (*_TALKATIVE, *names):
        logger, least = logging.getLogger(name), _TALKATIVE[name.split(".")[0]]
        if name in _TALKATIVE or 0 < logger.level < least:
            before.setdefault(name, logger.level)  # the names given are among those known, and come twice
            logger.setLevel(max(logger.level, least))

    def undo() -> None:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)

    return undo


def _add_filters(clean: Clean) -> Callable[[], None]:
    """Filter the root's handlers too: records from a queue or another process are not made here."""
    added = RedactingFilter(clean)
    handlers = list(logging.getLogger().handlers)
    for handler in handlers:
        handler.addFilter(added)

    def undo() -> None:
        for handler in handlers:
            handler.removeFilter(added)

    return undo


def _print_clean_tracebacks(clean: Clean) -> Callable[[], None]:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook

    def show(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        sys.stderr.write(clean("".join(traceback.format_exception(kind, error, trace))))

    sys.excepthook = show
    threading.excepthook = lambda args: show(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda args: show(args.exc_type, args.exc_value, args.exc_traceback)

    def undo() -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before

    return undo
