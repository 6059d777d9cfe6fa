"""What the whole suite stands on: no network, repeatable property tests, and what is costly to make."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import socket
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from bot.dialogue.conversation import Conversation
from indexer.generation.builder import build
from indexer.models.exporting import prepare
from indexer.shipped.corpus import load_shipped
from knowledge.answers.answer import Answerer
from knowledge.index.locks import Lock
from knowledge.retrieval.base import KnowledgeBase

if TYPE_CHECKING:
    from postgres_server import Server
    from telegram_world import World

os.environ["HF_HUB_OFFLINE"] = "1"  # read when the hub's client is imported, hence before any test module
os.environ["TOKENIZERS_PARALLELISM"] = "false"

# Indexes, states and backups are synchronised with the disk at each step, and a quarter of the time is spent on waiting for
# that: where there is a disk in memory, tests write to it. Whoever names another place (this variable, --basetemp) gets that.
_IN_MEMORY, _ROOM = Path("/dev/shm"), 4 << 30
if os.access(_IN_MEMORY, os.W_OK) and shutil.disk_usage(_IN_MEMORY).free > _ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_IN_MEMORY))

settings.register_profile("suite", deadline=None, derandomize=True, database=None)
settings.load_profile("suite")

_attempts: list[str] = []


def _is_local(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _refuse(what: str) -> None:
    _attempts.append(what)
    pytest.fail(f"the network is closed to tests: {what}")


def _guarded_connect(original: Callable[..., Any]) -> Callable[..., Any]:
    def connect(self: socket.socket, address: Any) -> Any:
        if self.family != socket.AF_UNIX and not _is_local(address[0]):
            _refuse(f"connect to {address!r}")
        return original(self, address)

    return connect


def _guarded_resolver(original: Callable[..., Any]) -> Callable[..., Any]:
    def resolve(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not _is_local(host):
            _refuse(f"resolve {host!r}")
        return original(host, *args, **kwargs)

    return resolve


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Close the network around each test and its fixtures, whatever else has patched sockets."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded_connect(getattr(socket.socket, name)))
        for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
            patch.setattr(socket, name, _guarded_resolver(getattr(socket, name)))
        return (yield)


@pytest.fixture(autouse=True)
def network_attempts() -> Iterator[list[str]]:
    """What the test tried to reach: it fails when anything is left here, even if its code hid the error."""
    _attempts.clear()
    yield _attempts
    assert not _attempts, f"the network is closed to tests: {_attempts}"


SHIPPED_INDEX = Path(__file__).parents[1] / "build" / "test-index"


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    while (lock := Lock.alone(path)) is None:
        time.sleep(0.2)
    try:
        yield
    finally:
        lock.release()


@pytest.fixture(scope="session")
def shipped() -> Iterator[KnowledgeBase]:
    """The shipped corpus, indexed with the default encoder and opened; kept between runs, since encoding takes minutes."""
    with _one_at_a_time(SHIPPED_INDEX.with_suffix(".lock")):  # test files run in several processes
        encoder, graph = prepare(None, SHIPPED_INDEX)
        build(load_shipped(), encoder, SHIPPED_INDEX, graph=graph)
    base = KnowledgeBase.open(SHIPPED_INDEX, encoder)
    yield base
    base.close()


@pytest.fixture(scope="session")
def answerer(shipped: KnowledgeBase) -> Answerer:
    """Answers from the shipped corpus."""
    return Answerer(shipped)


@pytest.fixture
def conversation_factory(answerer: Answerer) -> Callable[[], Conversation]:
    """Makes conversations about the shipped corpus that remember nothing of each other."""
    return lambda: Conversation(answerer)


@pytest.fixture(scope="session")
def shipped_data(shipped: KnowledgeBase) -> Path:
    """The data folder of the shipped index, for what opens it by itself."""
    return SHIPPED_INDEX


@pytest.fixture(scope="session")
def shipped_profiles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """An index of all shipped profiles and nothing else; words are its vectors, for what needs no model."""
    from made import opened

    base = opened(tmp_path_factory.mktemp("profiles"), profiles=load_shipped().profiles)
    yield base
    base.close()


# -- processes of their own ------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def processes() -> ForkServerContext:
    """Makes processes that have everything imported already: they begin at once, and a kill hits what is to be killed."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        [
            "indexer.generation.builder",
            "indexer.generation.postgres_writer",
            "sklearn.svm",
            "bot.state.sqlite",
            "bot.state.postgres",
            "state_contract",
        ]
    )
    return context


# -- PostgreSQL; imported when needed, as it takes a second to start ---------------------------------------------


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A real server, one for each process that runs tests."""
    from postgres_server import server_running

    with server_running() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: Server) -> Iterator[str]:
    """The address of a new database of that server."""
    with postgres_server.database() as url:
        yield url


# -- Telegram, over a small made corpus; imported when needed, since nothing else knows that channel ------------


@pytest.fixture(scope="module")
def telegram_answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    """Answers from the small corpus of `telegram_world`."""
    from telegram_world import small_answerer

    made = small_answerer(tmp_path_factory.mktemp("data"))
    yield made
    made.base.close()


@pytest.fixture
def world(telegram_answerer: Answerer, tmp_path: Path) -> Iterator[World]:
    """A bot in Telegram that answers from it."""
    from telegram_world import World

    made = World(telegram_answerer, tmp_path)
    yield made
    made.close()
