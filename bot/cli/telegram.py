"""The command `telegram`: the bot in Telegram, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import click

from bot.app import open_telegram
from bot.cli.common import DATA_OPTION, settings_of

_LEVELS = ("debug", "info", "warning", "error")


@click.command()
@click.option("--webhook", metavar="URL", help="Take updates at this address instead of asking for them.")
@click.option("--api-url", metavar="ROOT", help="Another Bot API server than https://api.telegram.org.")
@click.option("--log-level", default="info", show_default=True, type=click.Choice(_LEVELS), help="What is logged.")
@DATA_OPTION
@click.pass_context
def telegram(ctx: click.Context, webhook: str | None, api_url: str | None, log_level: str, data: Path | None) -> int:
    """The bot in Telegram; its token is in CLUSTERBOT_TELEGRAM_TOKEN, or in the file named by CLUSTERBOT_TELEGRAM_TOKEN_FILE.

    Example: CLUSTERBOT_TELEGRAM_TOKEN_FILE=/etc/clusterbot/token clusterbot telegram
    """
    from bot.channels.telegram.redaction import redacted  # this loads Telegram's library, which no other command needs
    from bot.channels.telegram.settings import load_telegram_settings

    settings = load_telegram_settings(api_url=api_url, webhook_url=webhook)
    logging.basicConfig(level=log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    secrets = [secret.get_secret_value() for secret in (settings.token, settings.secret) if secret is not None]
    with redacted(secrets):
        channel = open_telegram(settings_of(ctx, data), settings)
        try:
            asyncio.run(channel.run(settings, ready=_say_ready))
        finally:
            channel.close()
    return 0


def _say_ready(port: int) -> None:
    click.echo(f"ready, webhook on port {port}" if port else "ready", err=True)
