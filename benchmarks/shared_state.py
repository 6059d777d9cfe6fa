"""What a message costs the database that bots share: `python benchmarks/shared_state.py [SECONDS]`.

A real server is started on this machine, with its usual durability and with commits that do not wait for the disk. Printed, as JSON: the statements, writes and bytes of
write-ahead log of one message that is answered in one message; of a process that has nothing to do, in a second; and how many
messages a second several processes get through that do nothing else, with the server's own processor time for each.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from multiprocessing import get_context
from pathlib import Path
from threading import Thread
from typing import Any

import psutil  # type: ignore[import-untyped]
import psycopg

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from postgres_server import server_running  # type: ignore[import-not-found]  # noqa: E402

from bot.limits import Limits  # noqa: E402
from bot.session.sessions import Session, Topic  # noqa: E402
from bot.state.postgres import PostgresState  # noqa: E402
from bot.state.protocol import State  # noqa: E402
from bot.state.sqlite import SqliteState  # noqa: E402

PROCESSES, THREADS = 4, 4
RELAXED = {"synchronous_commit": "off"}
RAW = json.dumps({"update_id": 1, "message": {"text": "Who decides on admission?", "more": "x" * 500}})
PLAN = json.dumps({"effects": [{"kind": "Send", "html": "An answer with its sources. " * 40}]})
QUESTION = "Wer entscheidet über die Aufnahme in das Programm?"
SESSION = Session(language="de", kind="answer", topic=Topic(question=QUESTION, last=QUESTION, statement_ids=("a", "b")))


def answer_one(state: State, number: int) -> None:
    """Do what the bot does with one question, from its arrival until its answer has arrived."""
    person = f"person-{number % 500:016}"
    name = f"{person}.{person}"
    state.receive(number, person, RAW)
    state.begin_update(number)
    Limits(10**6, 10**6).admit(state, person)
    state.language(person)
    state.session(name)
    state.put_session(name, SESSION)
    state.add_answer("answer", 12.0, "de")
    state.remember_shown(name, "answer", json.dumps({"question": QUESTION}))
    state.plan_effects(number, PLAN)
    state.reached("", number)
    state.plan_effects(number, PLAN)
    state.start_effect(number, 0)
    state.reached("", number)
    state.replies(person, number)
    state.set_replies(person, number, (number + 1,))
    state.finish_effect(number, 0)
    state.finish_update(number)


def answer_all(state: State, numbers: Iterable[int]) -> None:
    """Answer these, one after the other."""
    for number in numbers:
        answer_one(state, number)


def work(place: str, first: int, seconds: float, results: Any) -> None:
    """Answer for so long in several threads, and report how many."""
    state: State = PostgresState(place) if place.startswith("postgresql") else SqliteState(Path(place))
    state.beat()
    done = [0] * THREADS
    ends = time.monotonic() + seconds

    def one(thread: int) -> None:
        while time.monotonic() < ends:
            answer_one(state, first + THREADS * done[thread] + thread)
            done[thread] += 1

    threads = [Thread(target=one, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    state.leave()
    state.close()
    results.put((sum(done), time.process_time()))


def throughput(place: str, seconds: float, n_processes: int) -> dict[str, float]:
    """Return messages a second of `n_processes` that share the state at `place`, and the seconds of processor time they took."""
    context = get_context("spawn")
    results = context.Queue()
    workers = [
        context.Process(target=work, args=(place, 10**9 * (n + 1), seconds, results)) for n in range(n_processes)
    ]
    for worker in workers:
        worker.start()
    told = [results.get() for _ in workers]
    for worker in workers:
        worker.join()
    n_done = sum(done for done, _ in told)
    return {
        "processes": n_processes,
        "messages": n_done,
        "messages_a_second": round(n_done / seconds, 1),
        "client_cpu_ms_each": round(1000 * sum(cpu for _, cpu in told) / n_done, 2),
    }


def server_seconds() -> float:
    """Return the processor time of the server's processes, those included that ended."""
    total = 0.0
    for process in psutil.Process().children(recursive=True):
        if process.name() == "postgres":
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


def cost(state: State, url: str, log: Path, act: Any) -> dict[str, float]:
    """Return what `act` makes the server do."""

    def seen() -> tuple[int, int, int]:
        with psycopg.connect(url, autocommit=True) as connection:
            wal = connection.execute("select pg_current_wal_insert_lsn() - '0/0'").fetchone()
            time.sleep(1.1)  # counts of changed rows are published with a statement, once a second
            state.claim(0)
            rows = connection.execute(
                "select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) from pg_stat_user_tables"
            ).fetchone()
        assert wal is not None
        assert rows is not None
        own = sum(" clusterbot LOG: " in line for line in log.read_text().splitlines())
        return own, int(wal[0]), int(rows[0])

    before = seen()
    act()
    after = seen()
    return dict(
        zip(
            ("statements", "wal_bytes", "rows_written"),
            (a - b for a, b in zip(after, before, strict=True)),
            strict=True,
        )
    )


def main(arguments: Sequence[str]) -> int:
    """Measure, and print a line for each figure."""
    seconds = float(arguments[0]) if arguments else 10.0
    logged = {"log_statement": "all", "log_line_prefix": "%p %a ", "autovacuum": "off", **RELAXED}
    with server_running(logged) as server, server.database() as url:
        log = Path(url.rpartition("=")[2]) / "log"
        state = PostgresState(url)
        state.beat()
        answer_all(state, range(500))
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("checkpoint")
        answer_all(state, range(500, 1000))  # this writes each page once in full
        found = cost(state, url, log, lambda: answer_all(state, range(1000, 2000)))
        print(json.dumps({"a message": {name: round(value / 1000, 1) for name, value in found.items()}}), flush=True)

        def idle() -> None:
            for look in range(50):
                if look % 5 == 0:
                    state.beat()
                    state.lead()
                state.claim(16)

        found = cost(state, url, log, idle)
        print(json.dumps({"a second of nothing": {name: round(value / 10, 1) for name, value in found.items()}}))
        state.close()
    for n_processes in (1, PROCESSES):
        for name, settings in (("postgresql", {}), ("postgresql, synchronous_commit off", RELAXED)):
            with server_running(settings) as server, server.database() as url:
                PostgresState(url).close()
                before = server_seconds()
                told = throughput(url, seconds, n_processes)
                told["server_cpu_ms_each"] = round(1000 * (server_seconds() - before) / told["messages"], 2)
                print(json.dumps({name: told}), flush=True)
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps({"sqlite": throughput(f"{folder}/state.db", seconds, n_processes)}), flush=True)
    print(json.dumps({"processors": os.cpu_count()}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
