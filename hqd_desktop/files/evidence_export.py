"""Writes a tree of evidence files beside its place and gives it its name at the end; it refuses to replace anything."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from hqd_desktop.domain.evidence import size_text
from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.safe_write import refusal_for, sync_folder
from hqd_desktop.services.errors import FileRefused
from hqd_desktop.services.ports import Told
from hqd_desktop.services.records import KeptFile

SPARE = 20_000_000


def write_tree(
    parent: Path,
    name: str,
    files: Mapping[str, KeptFile],
    extra: Mapping[str, bytes],
    pieces: Callable[[KeptFile], Iterator[bytes]],
    told: Told,
) -> Path:
    """`parent`/`name`, or `name`（2） where that is taken, whole or not at all. `told` hears the bytes that are done.

    FileRefused for what the disk does and for whatever `pieces` refuses; what it or `told` raises goes through.
    """
    total = sum(file.size for file in files.values())
    staging = parent / f".{name[:40]}.{secrets.token_hex(4)}.tmp"
    try:
        free = shutil.disk_usage(parent).free
        if free < total + SPARE:
            params = {"free": size_text(free), "size": size_text(total), "folder": str(parent)}
            raise FileRefused(Problem("evidence_export_disk_full", "", params))
        staging.mkdir()
        done = 0
        for place, file in files.items():
            done = _copy(_inside(staging, place), pieces(file), done, lambda so_far: told(so_far, total))
        for place, data in extra.items():
            _copy(_inside(staging, place), iter((data,)), 0, lambda _: None)
        for folder in {path.parent for path in staging.rglob("*")}:
            sync_folder(folder)
        target = _free(parent, name)
        staging.rename(target)
        sync_folder(parent)
    except OSError as error:
        raise refusal_for(error, parent / name) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return target


def _inside(staging: Path, place: str) -> Path:
    """The path of a member; the caller has made the names safe, and one that still leads elsewhere is our bug."""
    path = PurePosixPath(place)
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(place)
    target = staging.joinpath(*path.parts)
    target.parent.mkdir(exist_ok=True)
    return target


def _copy(target: Path, pieces: Iterator[bytes], done: int, told: Callable[[int], None]) -> int:
    with target.open("xb") as file:
        for piece in pieces:
            file.write(piece)
            done += len(piece)
            told(done)
        file.flush()
        os.fsync(file.fileno())
    return done


def _free(parent: Path, name: str) -> Path:
    number, target = 1, parent / name
    while os.path.lexists(target):
        number += 1
        target = parent / f"{name}（{number}）"
    return target
