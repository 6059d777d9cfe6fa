"""Reads files in a process of its own where their format can unfold, hang or end the process that reads it.

PDF, DOCX, HTML and XLSX come from anywhere. Their reader gets `limits.MEMORY_BYTES` above what it needs idle, and
`limits.READ_SECONDS` for a file; one that needs more, or at which the reader breaks down, costs one line, and the next
file gets a new reader. Requests and replies are JSON lines. `python -m indexer.inputs.reading` is that reader.
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

from indexer import limits
from indexer.loaders import import_all, load, load_bytes, load_profiles
from indexer.loaders.loaded import LoadedProfiles
from knowledge.errors import DocumentError
from knowledge.naming.profiles import ClusterProfile
from knowledge.records import Document, Passage, Source

_APART = frozenset((".pdf", ".docx", ".html", ".htm", ".xhtml", ".xlsx"))
_TUPLES = ("supersedes", "compares", "asked", "verdicts", "claims")


class Reader:
    """Loads files; the process for difficult formats starts with the first of them. Use it as a context manager."""

    def __init__(self, *, memory_bytes: int = limits.MEMORY_BYTES, seconds: float = limits.READ_SECONDS) -> None:
        self._memory_bytes = memory_bytes
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def load(self, path: Path, doc_id: str) -> Document:
        """Return the document in the file `path`, as `indexer.loaders.load` does."""
        if path.suffix.casefold() not in _APART:
            return load(path, doc_id)
        return _document(self._ask({"do": "load", "path": str(path.absolute()), "doc_id": doc_id}))

    def load_profiles(self, path: Path, doc_id: str) -> LoadedProfiles:
        """Return the profiles in the table `path`, as `indexer.loaders.load_profiles` does."""
        if path.suffix.casefold() not in _APART:
            return load_profiles(path, doc_id)
        reply = self._ask({"do": "load_profiles", "path": str(path.absolute()), "doc_id": doc_id})
        return LoadedProfiles(
            tuple(ClusterProfile.model_validate_json(value) for value in reply["profiles"]), tuple(reply["problems"])
        )

    def load_bytes(
        self,
        data: bytes,
        doc_id: str,
        *,
        media_type: str,
        name: str,
        url: str | None = None,
        charset: str | None = None,
    ) -> Document:
        """Return the document in `data`, as `indexer.loaders.load_bytes` does."""
        with tempfile.NamedTemporaryFile(prefix="clusterbot-") as file:
            file.write(data)
            file.flush()
            known = {"media_type": media_type, "name": name, "url": url, "charset": charset}
            return _document(self._ask({"do": "load_bytes", "path": file.name, "doc_id": doc_id, "known": known}))

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        doc_id = request["doc_id"]
        process = self._started()
        try:
            line = self._exchange(process, json.dumps(request).encode() + b"\n")
        except BrokenPipeError:
            line = b""
        except TimeoutError as error:
            self.close()
            raise DocumentError(
                f"{doc_id!r} took more than {self._seconds:g} seconds to read. Split the file, or export it again"
            ) from error
        if not line.endswith(b"\n"):
            self.close()
            raise DocumentError(
                f"{doc_id!r} cannot be read with {self._memory_bytes} bytes of memory, or ended its reader. "
                "Split the file, or export it again"
            )
        reply: dict[str, Any] = json.loads(line)
        if "error" in reply:
            raise DocumentError(reply["error"])
        if "out_of_memory" in reply:
            self.close()  # what it holds is not known
            raise DocumentError(
                f"{doc_id!r} needs more than {self._memory_bytes} bytes of memory to read. Split the file"
            )
        return reply

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "indexer.inputs.reading", str(self._memory_bytes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            )
        return self._process

    def _exchange(self, process: subprocess.Popen[bytes], request: bytes) -> bytes:
        """Return the reply, or what there is of it when the process ends. Raises `TimeoutError`."""
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(request)
        process.stdin.flush()
        parts: list[bytes] = []
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while selector.select(self._seconds):
                part = os.read(process.stdout.fileno(), 1 << 20)
                parts.append(part)
                if not part or part.endswith(b"\n"):
                    return b"".join(parts)
        raise TimeoutError


def _document(reply: dict[str, Any]) -> Document:
    value = reply["document"]
    passages = tuple(
        Passage(
            **{
                **passage,
                **{key: tuple(passage[key]) for key in _TUPLES},
                "sources": tuple(Source(**source) for source in passage["sources"]),
            }
        )
        for passage in value["passages"]
    )
    source = value["source"] and Source(**value["source"])
    return Document(**{**value, "passages": passages, "source": source, "notes": tuple(value["notes"])})


# -- the process -------------------------------------------------------------------------------


def _limit(memory_bytes: int) -> None:
    """Allow this process so much memory above what it has now, where the system can."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the sizes in `limits` hold there too
        return
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return
    allowed = pages * resource.getpagesize() + memory_bytes
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (allowed if hard == resource.RLIM_INFINITY else min(allowed, hard), hard))


def _plain(document: Document) -> dict[str, Any]:
    """Return `document` as JSON has it; what an index keeps for comparing is of no loader."""
    value = asdict(document)
    for passage in value["passages"]:
        del passage["compared"]
    return value


def _reply(request: dict[str, Any]) -> dict[str, Any]:
    path, doc_id = Path(request["path"]), request["doc_id"]
    try:
        if request["do"] == "load":
            return {"document": _plain(load(path, doc_id))}
        if request["do"] == "load_bytes":
            return {"document": _plain(load_bytes(path.read_bytes(), doc_id, **request["known"]))}
        found = load_profiles(path, doc_id)
        return {"profiles": [p.model_dump_json() for p in found.profiles], "problems": found.problems}
    except DocumentError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"out_of_memory": True}


def _serve() -> None:
    """Answer requests until there are no more."""
    import_all()
    _limit(int(sys.argv[1]))
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(json.dumps(_reply(json.loads(line))).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    _serve()
