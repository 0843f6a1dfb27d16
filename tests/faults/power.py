"""A power cut on paper: the writes of a job are recorded, and the folder is built anew as a disk could be left.

What was synced is there; of what was written since, any part may be missing (pages of 512 bytes, as disks write).
Names (rename, unlink) last once anything was synced after them, as they do where the file system keeps them in order;
of those that nothing was synced after, the last ones may never have been.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
CALLS = "openat,close,lseek,write,pwrite64,ftruncate,fsync,fdatasync,rename,unlink,writev"
_LINE = re.compile(r"^(\w+)\((.*)\)\s+=\s+(-?\d+)", re.DOTALL)
_FILE = re.compile(r"^(\d+)<([^>]*)>")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a job did to a file; `said` is what it acknowledged."""

    act: str
    path: str = ""
    place: int = 0
    data: bytes = b""
    other: str = ""
    said: tuple[str, ...] = ()


def steps_of(log: str) -> list[Step]:
    """What strace saw (`-xx -y` and whole strings), in order; failed calls left nothing behind."""
    places: dict[str, int] = {}
    return [step for line in log.splitlines() for step in _step(line, places)]


def _step(line: str, places: dict[str, int]) -> Iterator[Step]:
    found = _LINE.match(line)
    if not found or int(found[3]) < 0:
        return
    call, arguments, result = found[1], found[2], int(found[3])
    texts = [_bytes(text) for text in _TEXT.findall(arguments)]
    held = _FILE.match(arguments)
    path = _bytes(held[2]).decode() if held else ""
    if call == "openat" and "O_CREAT" in arguments:
        opened = texts[0].decode()
        places[str(result)] = 0
        if "O_TRUNC" in arguments or "O_EXCL" in arguments:
            yield Step("truncate", opened)
        else:
            yield Step("touch", opened)
    elif call == "pwrite64" and held:
        yield Step("write", path, int(arguments.rsplit(", ", 1)[1]), texts[-1][:result])
    elif call == "write" and held:
        at = places.get(held[1], 0)
        places[held[1]] = at + result
        yield Step("write", path, at, texts[-1][:result])
    elif call == "lseek" and held:
        places[held[1]] = result
    elif call == "ftruncate" and held:
        yield Step("truncate", path, int(arguments.rsplit(", ", 1)[1]))
    elif call in ("fsync", "fdatasync"):
        yield Step("sync", path)
    elif call == "rename":
        yield Step("rename", texts[0].decode(), other=texts[1].decode())
    elif call == "unlink":
        yield Step("unlink", texts[0].decode())
    elif call == "writev":
        yield Step("said", said=tuple(json.loads(texts[-1])))


def _bytes(text: str) -> bytes:
    return re.sub(rb"\\x([0-9a-f]{2})", lambda code: bytes([int(code[1], 16)]), text.encode())


@dataclass
class _File:
    """What is on the disk, and what was written since the last sync."""

    durable: bytearray = field(default_factory=bytearray)
    waiting: list[Step] = field(default_factory=list)

    def settle(self, keep: float, chance: random.Random) -> None:
        """Bring the waiting writes to the disk, each sector by chance."""
        for step in self.waiting:
            if step.act == "truncate":
                if chance.random() < keep:
                    self._resize(step.place)
                continue
            for at in range(0, len(step.data), SECTOR):
                if chance.random() < keep:
                    piece = step.data[at : at + SECTOR]
                    start = step.place + at
                    if len(self.durable) < start:
                        self._resize(start)
                    self.durable[start : start + len(piece)] = piece
        self.waiting.clear()

    def _resize(self, size: int) -> None:
        del self.durable[size:]
        self.durable.extend(bytes(size - len(self.durable)))


def leave(folder: Path, steps: Sequence[Step], keep: float, chance: random.Random) -> tuple[tuple[str, ...], ...]:
    """Make `folder` (as it was before) what is left after `steps` and a cut; returns what was acknowledged.

    Steps name the files of the folder that the job worked in: only their last parts matter.
    """
    files = {path.relative_to(folder).as_posix(): _File(bytearray(path.read_bytes())) for path in _all(folder)}
    said: list[tuple[str, ...]] = []
    undone = _undone(steps, chance)
    really: dict[str, str] = {}  # the name that a file still has on the disk
    for place, step in enumerate(steps):
        name = really.get(_name(step.path), _name(step.path))
        if place in undone:
            if step.act == "rename":
                really[_name(step.other)] = name
            continue
        if not name and step.act != "said":
            continue  # what lies elsewhere (temporary files) is gone with the power
        match step.act:
            case "said":
                said.append(step.said)
            case "sync":
                if name in files:
                    files[name].settle(1, chance)
            case "rename":
                if name in files:
                    files[_name(step.other)] = files.pop(name)
            case "unlink":
                files.pop(name, None)
            case "touch":
                files.setdefault(name, _File())
            case _:
                files.setdefault(name, _File()).waiting.append(step)
    for path in _all(folder):
        path.unlink()
    for name, file in files.items():
        file.settle(keep, chance)
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(bytes(file.durable))
    return tuple(said)


def _undone(steps: Sequence[Step], chance: random.Random) -> set[int]:
    synced = max((place for place, step in enumerate(steps) if step.act == "sync"), default=-1)
    waiting = [place for place, step in enumerate(steps) if place > synced and step.act in ("rename", "unlink")]
    return set(waiting[chance.randint(0, len(waiting)) :])


def _all(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-shm")]


def _name(path: str) -> str:
    return path.partition("/data/")[2]
