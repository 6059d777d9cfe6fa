"""Makes the picture of a real exchange: `python tests/telegram_picture.py DATA docs/telegram.svg`.

The bot answers from the index in DATA, against the emulator; what the emulator then has of two chats is written beside the
picture as JSON, and drawn from there.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import emulator
import emulator_shim
from bot_api import TOKEN
from chat_picture import Chat, Said, draw
from emulator import Emulator, Person
from emulator_bot import Dialogue, bot_running

TITLE = "Two chats with the bot in Telegram, in English and German"
ANNA, BERT = Person(7001, "Anna", "en"), Person(7002, "Bert", "de")
NAMES = {ANNA.id: "go-cluster assistant", BERT.id: "go-cluster-Assistent"}
SAID = (
    (ANNA, "/start"),
    (ANNA, "How many members did go-cluster have in October 2022?"),
    (ANNA, "How long does a membership last?"),
    (BERT, "Wer entscheidet über die Aufnahme?"),
    (BERT, "Photonik in Thüringen mit Gold-Label"),
)


def hold(data: Path) -> list[dict[str, Any]]:
    """Hold the exchange with the bot over the index in `data`, and return what the emulator has of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(data / "CURRENT", folder)
        for part in ("generations", "encoders"):  # the state is that of a new bot, and is gone afterwards
            if (data / part).exists():
                (folder / part).symlink_to((data / part).resolve())
        environment = {"CLUSTERBOT_TELEGRAM_TOKEN": TOKEN}
        with emulator.running(emulator.installed(), TOKEN) as server, emulator_shim.completing(server.url) as shim:
            with bot_running(folder, shim.url, folder / "log", environment) as bot:
                for person, text in SAID:
                    Dialogue(server, person).says(text)
                bot.terminate()
            return transcript(server)


def transcript(server: Emulator) -> list[dict[str, Any]]:
    """Return the messages that the emulator has, in their order: chat, whether by the bot, text, labels of buttons."""
    told = []
    for kept in server.history():
        if "message" not in kept:
            continue  # a button that was pressed
        by_bot = "chat_id" in kept["message"]
        chat_id = kept["message"]["chat_id"] if by_bot else kept["message"]["chat"]["id"]
        shown = emulator.as_shown(kept)
        buttons = [[button["text"] for button in row] for row in shown.buttons]
        told.append({"chat": int(chat_id), "by_bot": by_bot, "text": shown.text, "buttons": buttons})
    return told


def chats_of(told: Sequence[dict[str, Any]]) -> list[Chat]:
    """Return the chats of a transcript, for drawing."""
    return [
        Chat(
            title,
            tuple(
                Said(line["text"], line["by_bot"], tuple(map(tuple, line["buttons"])))
                for line in told
                if line["chat"] == chat_id
            ),
        )
        for chat_id, title in NAMES.items()
    ]


def main(arguments: Sequence[str]) -> int:
    """Write transcript and picture."""
    data, picture = map(Path, arguments)
    told = hold(data)
    picture.with_suffix(".json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    picture.write_text(draw(chats_of(told), title=TITLE), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
