"""One program per database, by a lock of the operating system; it refuses to take over a lock that is held."""

import getpass
import json
import os
import platform
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from hqd_desktop.services.records import Actor
from hqd_desktop.store.connection import sidecar
from hqd_desktop.store.faults import refusal


def utc_now() -> datetime:
    """The moment, with its zone."""
    return datetime.now(UTC)


def this_actor() -> Actor:
    """Who is at work as far as the system knows: login name and name of the PC."""
    try:
        who = getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as containers have
        who = ""
    return Actor(who, platform.node())


class DatabaseLock:
    """The lock `<database>.lock`, held from the making to `release`; the system frees it when a program dies.

    `<database>.lock.json` beside it names person and PC for whoever comes second; it means nothing by itself.
    """

    def __init__(self, path: Path, actor: Actor, clock: Callable[[], datetime] = utc_now) -> None:
        """Take the lock now or raise StoreError `store_in_use` with who, pc and since (empty when not known)."""
        self._card = sidecar(path, ".lock.json")
        # Not bound to a thread: a store is opened on one and may be closed on another.
        self._lock = FileLock(sidecar(path, ".lock"), timeout=0, thread_local=False)
        try:
            self._lock.acquire()
        except Timeout:
            raise refusal("store_in_use", path, **_read_card(self._card)) from None
        try:
            self._write_card(actor, clock())
        except BaseException:
            self._lock.release()
            raise

    def release(self) -> None:
        """Let go; harmless when done twice."""
        if self._lock.is_locked:
            with suppress(OSError):  # a card that stays means nothing by itself
                self._card.unlink(missing_ok=True)
            self._lock.release()

    def _write_card(self, actor: Actor, now: datetime) -> None:
        card = {"who": actor.who, "pc": actor.pc, "pid": os.getpid(), "since": now.isoformat(timespec="seconds")}
        beside = sidecar(self._card, ".new")
        beside.write_text(json.dumps(card, ensure_ascii=False), encoding="utf-8")
        beside.replace(self._card)


def _read_card(path: Path) -> dict[str, str]:
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        return {key: str(card.get(key, "")) for key in ("who", "pc", "since")}
    except (OSError, ValueError, AttributeError):
        return {"who": "", "pc": "", "since": ""}
