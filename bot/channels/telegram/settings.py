"""Settings of the Telegram channel, from the environment; the token and the secret never come from the command line."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError, model_validator

from knowledge.errors import InputError
from knowledge.patterns import lazily

PREFIX = "CLUSTERBOT_TELEGRAM_"
PUBLIC_API = "https://api.telegram.org"
_TOKEN = lazily(r"[0-9]{1,20}:[A-Za-z0-9_-]{20,}")
_SECRET = lazily(r"[A-Za-z0-9_-]{1,256}")
_FIELDS = ("token", "secret", "admins", "per_minute", "per_day", "keep_days", "api_url", "listen", "port")


def _token(value: object) -> object:
    if not isinstance(value, str) or not _TOKEN.fullmatch(value):
        raise ValueError("is not a bot token: BotFather's tokens are digits, a colon, then letters, digits, - and _")
    return value


def _secret(value: object) -> object:
    if value is not None and not (isinstance(value, str) and _SECRET.fullmatch(value)):
        raise ValueError("must be 1 to 256 letters, digits, - and _. Make one: openssl rand -hex 32")
    return value


def _ids(value: object) -> object:
    if not isinstance(value, str):
        return value
    parts = [part for part in re.split(r"[\s,]+", value) if part]
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError("must be the numeric ids of persons, separated by commas")
    return frozenset(int(part) for part in parts)


def _root(value: object) -> object:
    if not isinstance(value, str) or urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname:
        raise ValueError(f"is {value!r}, must be an http or https address, for instance {PUBLIC_API}")
    return value.rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _webhook(value: object) -> object:
    if value is None:
        return None
    parts = urlsplit(value) if isinstance(value, str) else urlsplit("")
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname))):
        raise ValueError(f"is {value!r}, must be an https address that Telegram can reach (http on this machine only)")
    return value


class TelegramSettings(BaseModel):
    """How the bot reaches Telegram, and what it allows. `admins` are ids of persons; `keep_days` is for what is stored."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
    token: Annotated[SecretStr, BeforeValidator(_token)]
    secret: Annotated[SecretStr | None, BeforeValidator(_secret)] = None
    admins: Annotated[frozenset[int], BeforeValidator(_ids)] = frozenset()
    per_minute: int = Field(default=20, ge=1)
    per_day: int = Field(default=300, ge=1)
    keep_days: int = Field(default=30, ge=1)
    api_url: Annotated[str, BeforeValidator(_root)] = PUBLIC_API
    webhook_url: Annotated[str | None, BeforeValidator(_webhook)] = None
    listen: str = "127.0.0.1"
    port: int = Field(default=8081, ge=0, le=65535)

    @model_validator(mode="after")
    def _webhook_needs_secret(self) -> Self:
        if self.webhook_url is not None and self.secret is None:
            raise ValueError(
                f"--webhook needs {PREFIX}SECRET: without it anyone could send forged updates. "
                "Make one: openssl rand -hex 32"
            )
        return self


def load_telegram_settings(
    *, api_url: str | None = None, webhook_url: str | None = None, environment: Mapping[str, str] = os.environ
) -> TelegramSettings:
    """Return the settings: `api_url` and `webhook_url` from the command line, all else from CLUSTERBOT_TELEGRAM_….

    An empty variable counts as not set. Raises `InputError`, which never tells a token or secret.
    """
    values: dict[str, Any] = {
        name: value.strip() for name in _FIELDS if (value := environment.get(PREFIX + name.upper(), "")).strip()
    }
    if "token" not in values:
        values["token"] = _token_from_file(environment.get(PREFIX + "TOKEN_FILE", "").strip())
    if api_url is not None:
        values["api_url"] = api_url
    if webhook_url is not None:
        values["webhook_url"] = webhook_url
    try:
        return TelegramSettings(**values)
    except ValidationError as error:
        raise InputError(_one_line(error)) from None  # the chain would hold the values


def _token_from_file(name: str) -> str:
    if not name:
        raise InputError(f"no bot token: set {PREFIX}TOKEN, or {PREFIX}TOKEN_FILE to a file that holds it (BotFather)")
    try:
        return Path(name).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, ValueError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a text file"
        raise InputError(f"{PREFIX}TOKEN_FILE {name!r} cannot be read ({reason}). Correct the path") from None


def _one_line(error: ValidationError) -> str:
    """Return the first complaint; pydantic's own words hold no input, by `hide_input_in_errors`."""
    first = error.errors(include_url=False, include_input=False)[0]
    message = first["msg"].removeprefix("Value error, ")
    if not first["loc"]:
        return message
    name = str(first["loc"][0])
    return f"{'--webhook' if name == 'webhook_url' else PREFIX + name.upper()} {message}"
