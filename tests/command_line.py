"""Runs `clusterbot` as a person does: in this process through its entry point, or in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main

ROOT = Path(__file__).parents[1]
WORDS = {"CLUSTERBOT_ENCODER": "words"}  # the stand-in without a model
ENTRY = "from bot.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json_lines(self) -> list[Any]:
        """The objects on standard output, one a line."""
        return [json.loads(line) for line in self.out.split("\n")[:-1]]


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def clusterbot(*arguments: str | Path, stdin: str | bytes = b"", environment: Mapping[str, str] | None = None) -> Ran:
    """Run a command in this process, with `environment` as all of its CLUSTERBOT_ variables."""
    out, err = BytesIO(), BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("CLUSTERBOT_")]:
            patch.delenv(name)
        for name, value in {"COLUMNS": "200", **(environment or {})}.items():
            patch.setenv(name, value)
        patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(_bytes(stdin)), encoding="utf-8"))
        streams = [TextIOWrapper(buffer, encoding="utf-8", newline="\n") for buffer in (out, err)]
        with redirect_stdout(streams[0]), redirect_stderr(streams[1]), pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        for stream in streams:
            stream.flush()
        text = [buffer.getvalue().decode() for buffer in (out, err)]
    return Ran(int(ended.value.code or 0), *text)


def own_process(
    *arguments: str | Path | bytes,
    stdin: str | bytes = b"",
    environment: Mapping[str, str] | None = None,
    before: str = "",
    **known: Any,
) -> Ran:
    """Run a command in a process of its own; `before` is code that runs first, `known` goes to `subprocess.run`."""
    done = subprocess.run(
        [sys.executable, "-c", f"{before}\n{ENTRY}", *arguments],
        input=_bytes(stdin),
        env=environment_of(environment),
        capture_output=True,
        timeout=300,
        check=False,
        **known,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def environment_of(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a command: this one's without CLUSTERBOT_ and HF_ variables, and `changes`."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("CLUSTERBOT_", "HF_"))}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "200", **(changes or {})}
