"""One program per database."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from hqd_desktop.services.errors import StoreError
from hqd_desktop.services.records import Actor
from hqd_desktop.store.connection import sidecar
from hqd_desktop.store.lock import DatabaseLock, this_actor

OTHER = Actor("财务科乙", "PC-07")
HOLD = (
    "import sys, time; from pathlib import Path\n"
    "from hqd_desktop.store.lock import DatabaseLock; from hqd_desktop.services.records import Actor\n"
    "lock = DatabaseLock(Path(sys.argv[1]), Actor('财务科乙', 'PC-07')); print('held', flush=True); sys.stdin.read()"
)


def test_the_second_is_told_who_and_where_and_takes_nothing(path: Path, clock) -> None:
    first = DatabaseLock(path, OTHER, clock)
    for _ in range(2):
        with pytest.raises(StoreError) as raised:
            DatabaseLock(path, Actor("甲", "PC-01"))
        (problem,) = raised.value.problems
        assert problem.code == "store_in_use"
        known = {"name": path.name, "who": "财务科乙", "pc": "PC-07", "since": "2025-01-31T06:32:07+00:00"}
        assert problem.params == known
    first.release()
    DatabaseLock(path, OTHER).release()


def test_another_process_holds_it_until_it_dies(path: Path, code) -> None:
    command = [sys.executable, "-X", "utf8", "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreError) as raised:
            DatabaseLock(path, Actor("甲", "PC-01"))
        assert code(raised) == "store_in_use"
        assert raised.value.problems[0].params["who"] == "财务科乙"
        holder.kill()
        holder.wait()
        assert sidecar(path, ".lock.json").exists()  # says nothing by itself
        lock = DatabaseLock(path, Actor("甲", "PC-01"))
        assert json.loads(sidecar(path, ".lock.json").read_text(encoding="utf-8"))["who"] == "甲"
        lock.release()


@pytest.mark.parametrize("card", [None, "", "[1]", '{"who": "乙"}', "\0"])
def test_a_card_that_cannot_be_read_leaves_names_empty(path: Path, card: str | None) -> None:
    lock = DatabaseLock(path, OTHER)
    place = sidecar(path, ".lock.json")
    place.unlink() if card is None else place.write_text(card, encoding="utf-8")
    with pytest.raises(StoreError) as raised:
        DatabaseLock(path, OTHER)
    params = raised.value.problems[0].params
    assert (params["pc"], params["since"]) == ("", "")
    lock.release()
    lock.release()


def test_it_can_be_let_go_on_another_thread(path: Path) -> None:
    lock = DatabaseLock(path, OTHER)
    thread = threading.Thread(target=lock.release)
    thread.start()
    thread.join()
    DatabaseLock(path, OTHER).release()
    assert not sidecar(path, ".lock.json").exists()


def test_without_a_card_there_is_no_lock(path: Path, monkeypatch) -> None:
    def full(*args, **kwargs):
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", full)
        with pytest.raises(OSError, match="full"):
            DatabaseLock(path, OTHER)
    DatabaseLock(path, OTHER).release()


def test_an_account_without_a_name(monkeypatch) -> None:
    def nameless() -> str:
        raise KeyError("uid 4711")

    monkeypatch.setattr("getpass.getuser", nameless)
    assert this_actor().who == ""
    monkeypatch.setattr("getpass.getuser", lambda: "yi")
    assert this_actor().who == "yi"
