"""Reads one file after the other, each in a child process with limits of time and memory, and tells how it went.

The server is a process of its own that has everything imported; it forks for each file. Where there is no fork
(Windows) it reads the file itself and measures no memory.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 2.0
MEMORY = 300 * 2**20  # beyond what the program has anyway
KILL_AFTER = 20  # seconds of the processor: a reading that long is a finding anyway


@dataclass(frozen=True)
class Told:
    """How a reading went. `values` are all figures that came out, as text; `refused` says that none may be written.

    `problems` are code, place and sentence; `error` is an exception that got out, or the signal that ended the child.
    """

    error: str = ""
    problems: list[list[str]] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    refused: bool = False
    seconds: float = 0.0
    memory: int = 0

    @property
    def codes(self) -> list[str]:
        """The codes of the problems."""
        return [code for code, _, _ in self.problems]

    @property
    def fault(self) -> str:
        """What is wrong with the reader, "" when it did as it should."""
        if self.error:
            return self.error
        if self.seconds > SECONDS:
            return f"{self.seconds:.1f} s"
        if self.memory > MEMORY:
            return f"{self.memory // 2**20} MB"
        if self.refused and self.values:
            return "a refused file gave figures"
        if unsaid := [code for code, _, text in self.problems if not ("没有" in text or "请" in text)]:
            return f"no sentence for {unsaid}"
        return ""


class BoundedReader:
    """The server; a context manager. `read` hands it a file."""

    def __enter__(self) -> BoundedReader:
        self._server = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "tests.fuzz.bounded_reading"], cwd=ROOT, text=True, encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.close()
        self._server.wait(60)
        self._server.stdout.close()

    def read(self, reader: str, path: Path) -> Told:
        """`reader` is figures, form or table."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps([reader, str(path)]) + "\n")
        self._server.stdin.flush()
        return Told(**json.loads(self._server.stdout.readline()))


def main() -> int:
    """Serve until nobody asks any more."""
    from tests.fuzz.readers import Readers

    readers = Readers()
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)  # whatever a reader prints is no answer
        for line in sys.stdin:
            reader, name = json.loads(line)
            answers.write(json.dumps(_forked(readers, reader, Path(name))) + "\n")
            answers.flush()
    return 0


def _forked(readers: Any, reader: str, path: Path) -> dict[str, Any]:
    if not hasattr(os, "fork"):
        return _measured(readers, reader, path)
    get, put = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(get)
            _limit()
            with os.fdopen(put, "w", encoding="utf-8") as out:
                json.dump(_measured(readers, reader, path), out)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(put)
    with os.fdopen(get, encoding="utf-8") as answer:
        text = answer.read()
    status = os.waitpid(child, 0)[1]
    return json.loads(text) if text and not status else {"error": f"the process ended with {status}"}


def _limit() -> None:
    with open("/proc/self/statm", encoding="ascii") as told:
        mapped = int(told.read().split()[0]) * resource.getpagesize()
    room = mapped + 2 * MEMORY  # more is mapped than used; the measure below is the exact one
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_CPU, (KILL_AFTER, KILL_AFTER))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _peak() -> int:
    if resource is None:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _measured(readers: Any, reader: str, path: Path) -> dict[str, Any]:
    before, start = _peak(), time.process_time()
    told: dict[str, Any] = {}
    try:
        told = readers.read(reader, path)
    except BaseException as error:  # noqa: BLE001 - whatever gets out is the finding
        at = error.__traceback__
        while at is not None and at.tb_next is not None:
            at = at.tb_next
        place = f"{Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at else ""
        told = {"error": f"{type(error).__name__}: {str(error)[:120]} ({place})"}
    return {**told, "seconds": time.process_time() - start, "memory": _peak() - before}


if __name__ == "__main__":
    sys.exit(main())
