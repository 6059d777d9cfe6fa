"""Settings of the Telegram channel: what is taken, and that no complaint tells a secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.telegram.settings import TelegramSettings, load_telegram_settings
from knowledge.errors import InputError

TOKEN = "123456789:AAExampleExampleExampleExampleExamp"
PREFIX = "CLUSTERBOT_TELEGRAM_"


def load(api_url: str | None = None, webhook_url: str | None = None, **values: str) -> TelegramSettings:
    """Return the settings from these values; names without the prefix."""
    environment = {PREFIX + name: value for name, value in {"TOKEN": TOKEN, **values}.items()}
    return load_telegram_settings(api_url=api_url, webhook_url=webhook_url, environment=environment)


def test_a_token_is_all_that_is_needed() -> None:
    settings = load()
    assert settings.token.get_secret_value() == TOKEN
    assert (settings.api_url, settings.webhook_url) == ("https://api.telegram.org", None)
    assert (settings.per_minute, settings.per_day, settings.keep_days) == (20, 300, 30)
    assert settings.admins == frozenset()


def test_the_token_may_be_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text(f"{TOKEN}\n", encoding="utf-8")
    assert load(TOKEN="", TOKEN_FILE=str(path)).token.get_secret_value() == TOKEN


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"TOKEN_FILE .*none.* cannot be read \(No such file"):
        load(TOKEN="", TOKEN_FILE=str(tmp_path / "none"))


def test_without_a_token_the_message_says_where_to_put_one() -> None:
    with pytest.raises(InputError, match=f"no bot token: set {PREFIX}TOKEN, or {PREFIX}TOKEN_FILE"):
        load_telegram_settings(environment={})


@pytest.mark.parametrize("token", ["nonsense-secret", "123456789", f"{TOKEN}/x", f"bot{TOKEN}", "123:short"])
def test_what_is_no_token_is_refused_without_telling_it(token: str) -> None:
    with pytest.raises(InputError, match="TOKEN is not a bot token") as caught:
        load(TOKEN=token)
    assert token not in str(caught.value)
    assert caught.value.__cause__ is None


def test_the_token_shows_in_no_representation() -> None:
    settings = load(SECRET="hush-hush")
    for shown in (repr(settings), str(settings), settings.model_dump_json(), f"{settings.token}"):
        assert TOKEN not in shown
        assert "hush-hush" not in shown


def test_admins_are_ids_separated_by_commas_or_spaces() -> None:
    assert load(ADMINS="11, 22 33").admins == {11, 22, 33}


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("ADMINS", "@anna", "ADMINS must be the numeric ids"),
        ("PER_MINUTE", "0", "PER_MINUTE Input should be greater than or equal to 1"),
        ("PER_DAY", "many", "PER_DAY Input should be a valid integer"),
        ("KEEP_DAYS", "-1", "KEEP_DAYS"),
        ("PORT", "70000", "PORT"),
        ("API_URL", "api.example.org", "API_URL is 'api.example.org', must be an http or https address"),
        ("SECRET", "with space", "SECRET must be 1 to 256 letters"),
    ],
)
def test_a_wrong_value_is_refused_by_its_name(name: str, value: str, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        load(**{name: value})


def test_the_command_line_comes_before_the_environment() -> None:
    assert load(api_url="http://127.0.0.1:9000/", API_URL="https://other.example").api_url == "http://127.0.0.1:9000"


def test_a_webhook_without_a_secret_is_refused() -> None:
    with pytest.raises(InputError, match=f"--webhook needs {PREFIX}SECRET"):
        load(webhook_url="https://bot.example/hook")


def test_a_webhook_with_a_secret_is_taken() -> None:
    assert load(webhook_url="https://bot.example/hook", SECRET="abc_DEF-1").webhook_url == "https://bot.example/hook"


@pytest.mark.parametrize("url", ["http://bot.example/hook", "bot.example", "https://", "ftp://bot.example"])
def test_a_webhook_must_be_https_except_on_this_machine(url: str) -> None:
    with pytest.raises(InputError, match=r"--webhook is .* must be an https address"):
        load(webhook_url=url, SECRET="abc")
    assert load(webhook_url="http://127.0.0.1:8081/", SECRET="abc").webhook_url


def test_empty_variables_count_as_not_set() -> None:
    settings = load(SECRET="", ADMINS=" ", API_URL="", PER_DAY="")
    assert settings == load()
