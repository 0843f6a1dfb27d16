"""A database on a share that is worked on as a local copy, and given back only if nobody changed it meanwhile.

Beside the original lies a card that names who has taken it, on which PC; it stays till it is given back, and a card of
somebody else is never taken away. Beside the copy lies a note with the generation of the original it was made from.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from hqd_desktop.services.errors import StoreError
from hqd_desktop.services.records import Actor
from hqd_desktop.store.backup import copy_verified, refuse_unusable, remove, sync_file
from hqd_desktop.store.chain import last_digest
from hqd_desktop.store.connection import connect, sidecar, sqlite_uri
from hqd_desktop.store.faults import guarded, refusal
from hqd_desktop.store.ids import new_id
from hqd_desktop.store.inspect import Kind, inspect_file
from hqd_desktop.store.lock import DatabaseLock
from hqd_desktop.store.schema import current_schema

CARD, NOTE, FOLDER = ".taken.json", ".note.json", "working"
_CHAINED = 6  # the schema from which on changes have digests


@dataclass(frozen=True, slots=True)
class Taken:
    """What the note says: which original, by which card, and its generation when it was last the same as the copy.

    The generation is the header's counter of changes and the digest of the last change. `beside` is where the copy
    was put because the original had been changed; `who`, `pc` and `at` stand on the card too.
    """

    original: str
    card: str
    counter: int
    digest: str
    who: str
    pc: str
    at: str
    beside: str = ""
    giving: str = ""  # the last change of what is just being given back: after a kill the original may be that


class WorkingCopy:
    """One original with its copy in `folder`. `take` before the copy is opened, `give_back` while it is, `leave` after.

    `resumed` whether an earlier run left the copy; `conflict` where that run had to put it.
    """

    def __init__(self, original: Path, folder: Path, actor: Actor, clock: Callable[[], datetime]) -> None:
        self.original, self._actor, self._clock = original, actor, clock
        mark = hashlib.sha256(str(original.absolute()).encode()).hexdigest()[:8]
        self.path = folder / f"{original.stem}-{mark}{original.suffix}"
        self.resumed, self.conflict = False, ""
        self._lock: DatabaseLock | None = None

    @property
    def is_left(self) -> bool:
        """Whether an earlier run left a copy that was not given back."""
        return self.path.exists() and self._read_note() is not None

    def take(self) -> None:
        """Have the copy at `path`: a new one, or the one that was left, which goes before the original.

        StoreError `store_taken` when somebody else has it, `store_in_use` when it is open, and every refusal that
        opening the original would give; then nothing was changed. A left copy is there even while the share is not.
        """
        note = self._read_note()
        if note is not None and note.beside:  # it lies beside the original, whole: that run is over
            self.conflict = note.beside
            self._forget()
        elif note is not None and self.path.exists():
            self.resumed = True
            with suppress(OSError, StoreError):  # the share may be away: the work goes on
                if self.original.parent.is_dir():
                    self._lock = DatabaseLock(self.original, self._actor, self._clock)
            return
        with guarded(self.original):
            refuse_unusable(inspect_file(self.original), self.original, current_schema())
            lock = DatabaseLock(self.original, self._actor, self._clock)
        try:
            self._copy()
        except BaseException:
            lock.release()
            raise
        self._lock = lock

    def give_back(self, copy: Callable[[Path], None], digest: str) -> bool:
        """Let `copy` put the copy over the original, if that is still of the generation that it was made from.

        False when there is nothing to give back. StoreError `working_away` when the share is not there, `store_in_use`
        when somebody has the original open; `working_beside` when it was changed meanwhile: then it stays, and the copy
        lies whole beside it.
        """
        note = self._read_note()
        if note is None or digest == note.digest:
            return False
        if not self.original.parent.is_dir():
            raise refusal("working_away", self.original)
        if self._lock is None:  # taken while the share was away
            with guarded(self.original):
                self._lock = DatabaseLock(self.original, self._actor, self._clock)
        others = self._card().get("card", note.card) != note.card
        now = self._generation_now()
        ours = now is not None and (now == (note.counter, note.digest) or now[1] == note.giving != "")
        if note.beside or others or not ours:
            beside = Path(note.beside) if note.beside else self._free_name()
            copy(beside)
            self._write_note(replace(note, beside=str(beside), digest=note.digest))
            raise refusal("working_beside", self.original, beside=beside.name)
        self._write_note(replace(note, giving=digest))
        copy(self.original)
        with guarded(self.original):
            counter, digest = generation_of(self.original)
        self._write_note(replace(note, counter=counter, digest=digest, giving=""))
        return True

    def leave(self, done: bool) -> None:
        """After closing: when all is given back copy and card go; else both stay for the next run."""
        note = self._read_note()
        if note is not None and (done or note.beside):
            with suppress(OSError):
                if self._card().get("card") == note.card:
                    sidecar(self.original, CARD).unlink(missing_ok=True)
        if done:
            self._forget()
        if self._lock is not None:
            with suppress(OSError):  # the share may be away by now
                self._lock.release()
            self._lock = None

    # -- inside --------------------------------------------------------------------------------------------------

    def _copy(self) -> None:
        at = self._clock().isoformat(timespec="seconds")
        card = {"card": new_id(), "who": self._actor.who, "pc": self._actor.pc, "at": at}
        held = self._card()
        # One of our own without a copy is of a run that was cut off, or could not take it away. Should another copy of
        # ours be out by it after all, that one is put beside, for its card is gone.
        if held and (held.get("who"), held.get("pc")) != (self._actor.who, self._actor.pc):
            told = {name: str(held.get(name, "")) for name in ("who", "pc", "at")}
            raise refusal("store_taken", self.original, card=sidecar(self.original, CARD).name, **told)
        with guarded(self.original):
            counter, digest = generation_of(self.original)
            sidecar(self.original, CARD).unlink(missing_ok=True)
            _write_new(sidecar(self.original, CARD), card)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with guarded(self.original), closing(connect(self.original, "ro")) as source:
                remove(self.path)
                copy_verified(source, self.path)
            self._write_note(
                Taken(str(self.original), card["card"], counter, digest, self._actor.who, self._actor.pc, at)
            )
        except BaseException:
            with suppress(OSError):
                sidecar(self.original, CARD).unlink(missing_ok=True)
            raise

    def _generation_now(self) -> tuple[int, str] | None:
        """None where no database of ours stands there any more."""
        with guarded(self.original):
            if inspect_file(self.original).kind is not Kind.OURS:
                return None
            return generation_of(self.original)

    def _card(self) -> dict[str, Any]:
        try:
            card = json.loads(sidecar(self.original, CARD).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            return {"who": "", "pc": ""}  # one that cannot be read is somebody's
        return card if isinstance(card, dict) and card else {"who": "", "pc": ""}

    def _read_note(self) -> Taken | None:
        try:
            note = Taken(**json.loads(sidecar(self.path, NOTE).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return note if note.original == str(self.original) else None

    def _write_note(self, note: Taken) -> None:
        place = sidecar(self.path, NOTE)
        with guarded(place):
            beside = sidecar(place, ".new")
            beside.write_text(json.dumps(asdict(note), ensure_ascii=False), encoding="utf-8")
            sync_file(beside)
            beside.replace(place)

    def _forget(self) -> None:
        with suppress(OSError):
            sidecar(self.path, NOTE).unlink(missing_ok=True)  # first: a copy without a note counts for nothing
            remove(self.path)

    def _free_name(self) -> Path:
        """自评（张三 PC-07 0126-1430）.hqd beside the original."""
        stem = f"{self.original.stem}（{self._actor.who} {self._actor.pc} {self._clock().astimezone():%m%d-%H%M}）"
        safe = "".join("_" if letter in '\\/:*?"<>|' else letter for letter in stem)
        names = (self.original.with_name(f"{safe}{extra}{self.original.suffix}") for extra in ("", "-2", "-3", "-4"))
        return next((name for name in names if not name.exists()), self.original.with_name(f"{safe}-{new_id()}.hqd"))


def generation_of(path: Path) -> tuple[int, str]:
    """The header's counter of changes and the digest of the last one, after any log was put into the file."""
    with closing(sqlite3.connect(sqlite_uri(path, "rw"), uri=True, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        (schema,) = connection.execute("PRAGMA user_version").fetchone()
        digest = last_digest(connection) if schema >= _CHAINED else ""
    with path.open("rb") as file:
        file.seek(24)
        return int.from_bytes(file.read(4)), digest


def _write_new(path: Path, data: dict[str, str]) -> None:
    """Write a file that must not be there yet."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(data, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
