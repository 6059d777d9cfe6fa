"""The parts between Telegram and the handlers, put together: bot, limits, intake, order, delivery."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from telegram.ext import Application, ApplicationBuilder
from telegram.request import HTTPXRequest

from bot.channels.telegram.delivery import Delivery, Pauses
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.limiter import Limiter, Rates
from bot.channels.telegram.message_ids import MessageIds
from bot.channels.telegram.polling import PollingBot
from bot.channels.telegram.processor import AT_ONCE, ChatOrder
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.sharing import Pace, Sharing
from bot.state.protocol import State

TelegramApplication: TypeAlias = Application[Any, Any, Any, Any, Any, Any]

_CONNECTIONS = 64


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds until a request is given up. `answer` is long: a message that came late all the same would be sent twice."""

    connect: float = 10.0
    answer: float = 20.0
    pool: float = 30.0


@dataclass(frozen=True, slots=True)
class Transport:
    """What handlers are added to (`application`) and perform effects with (`delivery`); `service.run` runs it."""

    application: TelegramApplication
    bot: PollingBot
    delivery: Delivery
    intake: Intake
    processor: ChatOrder
    sharing: Sharing


def build_transport(
    settings: TelegramSettings,
    state: State,
    *,
    chat_name: Callable[[int], str],
    rates: Rates = Rates(),  # noqa: B008 - frozen
    pauses: Pauses = Pauses(),  # noqa: B008 - frozen
    timeouts: Timeouts = Timeouts(),
    at_once: int = AT_ONCE,
    pace: Pace = Pace(),  # noqa: B008 - frozen
) -> Transport:
    """Return the transport, with no handlers yet and nothing connected. `chat_name` gives the pseudonym of a chat."""
    limiter = Limiter(rates)
    bot = PollingBot(
        settings.token.get_secret_value(),
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=_request(timeouts, connections=_CONNECTIONS),
        get_updates_request=_request(timeouts, connections=2),
        rate_limiter=limiter,
    )
    ids = MessageIds()
    delivery = Delivery(bot, state, ids, chat_name=chat_name, pauses=pauses)
    processor = ChatOrder(state, delivery, at_once=at_once)
    application = ApplicationBuilder().bot(bot).updater(None).job_queue(None).concurrent_updates(processor).build()
    queue = application.update_queue
    intake = Intake(bot, state, delivery, ids, queue=queue, chat_name=chat_name, room=lambda: sharing.room())
    sharing = Sharing(
        state, intake, processor, limiter, ids, in_hand=lambda: processor.n_in_hand + intake.n_waiting, pace=pace
    )
    return Transport(application, bot, delivery, intake, processor, sharing)


def _request(timeouts: Timeouts, *, connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=timeouts.connect,
        read_timeout=timeouts.answer,
        write_timeout=timeouts.answer,
        pool_timeout=timeouts.pool,
    )
