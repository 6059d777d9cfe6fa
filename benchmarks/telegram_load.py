"""How long people wait in Telegram when many ask at once: `python benchmarks/telegram_load.py DATA [CHATS [ROUNDS]]`.

The bot runs in a process of its own, with Telegram's limits, against a Bot API server on this machine. In each round every
chat asks one question at the same moment. Printed: the seconds from asking to the answer, what the server counted as
broken limits, the most memory that the bot held, and whether torch was in it. Thirty messages a second is all that Telegram
takes, so fifty answers take more than a second and a half.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from bot_api import TOKEN, BotApi  # type: ignore[import-not-found]  # noqa: E402

from knowledge.quality.questions import read_questions  # noqa: E402

QUESTIONS = ROOT / "tests" / "evaluation" / "facts.jsonl"
PATIENCE = 120.0


async def ask_all(api: BotApi, questions: Sequence[str], *, first_chat: int) -> list[float]:
    """Return the seconds until each of `questions`, asked at once in a chat of its own, is answered; sorted."""
    started = perf_counter()
    waiting = dict(enumerate(questions, first_chat))
    for chat, question in waiting.items():
        api.ask(chat, question)
    seconds: list[float] = []
    while waiting and perf_counter() - started < PATIENCE:
        await asyncio.sleep(0.005)
        for chat in [chat for chat in waiting if any(message.by_bot for message in api.chats[chat].values())]:
            seconds.append(perf_counter() - started)
            del waiting[chat]
    return sorted(seconds)


def memory(process: Path) -> dict[str, float | bool]:
    """Return the peak of what a process under /proc holds, in MB of 10^6 bytes, and whether torch is mapped; else nothing."""
    try:
        status = dict(line.split(":", 1) for line in (process / "status").read_text(encoding="utf-8").splitlines())
        maps = (process / "maps").read_text(encoding="utf-8")
    except OSError:
        return {}
    return {"peak_mb": int(status["VmHWM"].split()[0]) * 1024 / 1e6, "torch": "libtorch" in maps}


async def measure(data: Path, n_chats: int, n_rounds: int) -> int:
    """Print a line a round; return 1 if an answer is missing or a limit was broken."""
    questions = [q.question for q in read_questions(QUESTIONS)]
    failed = False
    async with BotApi.running() as api:
        with tempfile.TemporaryDirectory() as folder:
            for part in ("CURRENT", "generations", "encoders"):
                (Path(folder) / part).symlink_to((data / part).absolute())
            bot = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", "from bot.cli import main; main()", "--data", folder),
                *("telegram", "--api-url", api.url),
                env={**os.environ, "CLUSTERBOT_TELEGRAM_TOKEN": TOKEN, "PYTHONPATH": str(ROOT)},
            )
            await ask_all(api, ["Hello", "What is go-cluster?"], first_chat=1)
            for number in range(n_rounds):
                chosen = [questions[(number * n_chats + n) % len(questions)] for n in range(n_chats)]
                seconds = await ask_all(api, chosen, first_chat=1000 * (number + 1))
                line: dict[str, float] = {"round": number + 1, "answered": len(seconds), "of": n_chats}
                if seconds:
                    line |= {
                        name: round(seconds[min(len(seconds) - 1, int(share * len(seconds)))], 2)
                        for name, share in (("p50", 0.5), ("p95", 0.95), ("most", 1.0))
                    }
                print(json.dumps(line), flush=True)
                failed = failed or len(seconds) < n_chats
                await asyncio.sleep(3)
            held = memory(Path("/proc", str(bot.pid)))
            bot.send_signal(signal.SIGTERM)
            await bot.wait()
        print(json.dumps({"limits broken": len(api.broken), **held}))
        return int(failed or bool(api.broken))


def main(arguments: Sequence[str]) -> int:
    """Measure with the index under the data folder given first."""
    data, *numbers = arguments
    n_chats, n_rounds = [*map(int, numbers), *[50, 3][len(numbers) :]]
    return asyncio.run(measure(Path(data), n_chats, n_rounds))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
