"""The token and the secret in nothing that is logged or printed."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from urllib.parse import quote

import pytest
from bot_api import TOKEN, BotApi, Fault
from telegram.error import InvalidToken
from telegram_echo import running, settings_for, until

from bot.channels.telegram.redaction import MARK, RedactingFilter, cleaner, install, redacted
from bot.state.sqlite import SqliteState
from knowledge.errors import InputError

SECRET = "webhook/secret+1"
OTHER_TOKEN = "987654321:BBOtherOtherOtherOtherOtherOtherOth"


@pytest.fixture
def log() -> Iterator[Callable[[], str]]:
    """Return what gives all that was logged, at every level, by a handler that was there before and one that was not."""
    out = StringIO()
    root, level = logging.getLogger(), logging.getLogger().level
    handlers = [logging.StreamHandler(out), logging.StreamHandler(out)]
    for handler in handlers:
        handler.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s %(args)s"))
    root.addHandler(handlers[0])
    root.setLevel(logging.DEBUG)
    uninstall = install([TOKEN, SECRET])
    root.addHandler(handlers[1])
    yield out.getvalue
    uninstall()
    for handler in handlers:
        root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.parametrize(
    "form",
    [TOKEN, quote(TOKEN, safe=""), quote(quote(TOKEN, safe=""), safe=""), TOKEN.replace(":", "%3a"), OTHER_TOKEN],
)
def test_a_token_is_replaced_in_each_of_its_forms(form: str) -> None:
    assert cleaner([TOKEN])(f"POST https://api.telegram.org/bot{form}/sendMessage") == (
        f"POST https://api.telegram.org/bot{MARK}/sendMessage"
    )


def test_any_secret_given_is_replaced_encoded_too() -> None:
    clean = cleaner([SECRET])
    assert clean(f"{SECRET} {quote(SECRET, safe='')}") == f"{MARK} {MARK}"


def test_what_is_no_secret_stays() -> None:
    text = "at 12:30:45, chapter 123456:short, 2023-01"
    assert cleaner([TOKEN, ""])(text) == text


def test_the_message_and_its_arguments_are_clean(log: Callable[[], str]) -> None:
    logger = logging.getLogger("some.library")
    logger.debug("to %s", f"https://example.org/bot{TOKEN}/getMe")
    logger.info("with %(secret)s", {"secret": SECRET})
    logger.warning(f"{TOKEN}")
    logger.error("the start %.12s", TOKEN)
    assert log().count(MARK) >= 6
    assert TOKEN not in log()
    assert SECRET not in log()


def test_tracebacks_are_clean_with_all_their_causes(log: Callable[[], str]) -> None:
    try:
        try:
            raise ConnectionError(f"https://api.telegram.org/bot{TOKEN}/getMe")
        except ConnectionError as error:
            raise InvalidToken(f"The token `{TOKEN}` was rejected by the server.") from error
    except InvalidToken:
        logging.getLogger("some.library").exception("failed", stack_info=True)
    assert TOKEN not in log()
    assert "Traceback" in log()
    assert "ConnectionError" in log()


def test_a_traceback_is_clean_for_a_handler_that_no_filter_was_added_to() -> None:
    out, logger = StringIO(), logging.getLogger("alone")
    handler = logging.StreamHandler(out)
    logger.addHandler(handler)
    logger.propagate = False
    with redacted([TOKEN]):
        try:
            raise ValueError(f"bot{TOKEN}")
        except ValueError:
            logger.exception("failed")
    logger.removeHandler(handler)
    logger.propagate = True
    assert f"ValueError: bot{MARK}" in out.getvalue()
    assert TOKEN not in out.getvalue()


def test_a_traceback_without_a_secret_is_left_to_the_handlers(log: Callable[[], str]) -> None:
    records: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = records.append  # type: ignore[method-assign]
    logging.getLogger("plain").addHandler(handler)
    try:
        raise ValueError("plain")
    except ValueError:
        logging.getLogger("plain").exception("failed")
    logging.getLogger("plain").removeHandler(handler)
    assert records[0].exc_info is not None


def test_wrong_arguments_of_a_log_call_tell_nothing_either(log: Callable[[], str]) -> None:
    logging.getLogger("some.library").info("%d and %s", TOKEN)
    assert MARK in log()
    assert TOKEN not in log()


def test_records_made_elsewhere_are_cleaned_by_the_filter() -> None:
    record = logging.LogRecord("x", logging.INFO, "x.py", 1, "to %s", (TOKEN,), None)
    assert RedactingFilter(cleaner([TOKEN])).filter(record)
    assert record.getMessage() == f"to {MARK}"


def test_uncaught_errors_are_printed_clean(capsys: pytest.CaptureFixture[str]) -> None:
    with redacted([TOKEN]):
        error = ValueError(f"bot{TOKEN}")
        sys.excepthook(ValueError, error, None)
        thread = threading.Thread(target=lambda: int(f"bot{TOKEN}"))
        thread.start()
        thread.join()
    printed = capsys.readouterr().err
    assert printed.count(MARK) == 2
    assert TOKEN not in printed


def test_all_is_as_before_after_the_end() -> None:
    def held() -> list[object]:
        levels = [
            logging.getLogger(name).level for name in ("httpx", "httpcore", "telegram", "telegram.ext", "asyncio")
        ]
        return [logging.getLogRecordFactory(), sys.excepthook, threading.excepthook, sys.unraisablehook, *levels]

    before = held()
    with redacted([TOKEN]):
        assert logging.getLogger("httpx").level == logging.WARNING
        assert logging.getLogger("telegram").level == logging.INFO
    assert held() == before


def test_a_bot_at_work_under_every_fault_logs_no_token_and_no_text_at_debug(
    log: Callable[[], str], tmp_path: Path
) -> None:
    faults: list[Fault] = ["500", "502", "close before", "close after", "silence after", 0.1]

    def next_fault(method: str, values: object) -> Fault | None:
        return faults.pop(0) if method == "sendMessage" and faults else None

    async def fails(update: object) -> None:
        raise RuntimeError(f"https://api.telegram.org/bot{TOKEN}/sendMessage")

    async def main() -> None:
        state = SqliteState(tmp_path / "state.db")
        async with BotApi.running(scale=0.1) as api:
            api.faults = next_fault
            for chat in (1, 2):
                api.ask(chat, "cucumber")
            async with running(settings_for(api.url), state):
                await until(lambda: api.said(1) and api.said(2))
            api.ask(3, "cucumber")
            async with running(settings_for(api.url), state, work=fails):
                await until(lambda: "RuntimeError" in log())
            settings = settings_for(api.url).model_copy(update={"api_url": api.url + "/elsewhere"})
            with pytest.raises(InputError) as caught:
                async with running(settings, state):
                    pass
            assert TOKEN not in str(caught.value)
        state.close()

    asyncio.run(main())
    assert "Telegram did not answer" in log()
    assert "RuntimeError" in log()
    assert TOKEN not in log()
    assert TOKEN.split(":")[1] not in log()
    assert "cucumber" not in log()
