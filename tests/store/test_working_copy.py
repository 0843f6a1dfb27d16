"""A database on a share is worked on as a copy: given back if nobody changed it, else both are kept."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hqd_desktop.bootstrap import OfficeDesk
from hqd_desktop.domain.figures import number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.services import guarding
from hqd_desktop.services.backup_records import Reason
from hqd_desktop.services.errors import StoreError
from hqd_desktop.services.messages import sentence
from hqd_desktop.services.records import Actor, ChangeNote, FigureWrite
from hqd_desktop.store import media
from hqd_desktop.store.open import open_store
from hqd_desktop.store.sql_store import SqlStore
from hqd_desktop.store.working_copy import CARD, WorkingCopy, generation_of

ZHANG, LI = Actor("张三", "PC-07"), Actor("李四", "PC-09")
NOTE = ChangeNote(ZHANG, "填数")
Y = Period(2025)
START = datetime(2026, 1, 26, 6, 30, tzinfo=UTC)


@pytest.fixture
def original(tmp_path: Path) -> Path:
    """On the share, with one figure."""
    share = tmp_path / "共享"
    share.mkdir()
    made = share / "自评.hqd"
    with open_store(made, create=True) as store:
        hospital = store.add_hospital(Hospital("示例医院", "三级", "综合"), NOTE)
        store.save_figures(hospital.id, [FigureWrite("a", Y, number(1), 0)], NOTE)
    return made


@pytest.fixture
def clock() -> Callable[[], datetime]:
    times = (START + timedelta(seconds=n) for n in range(1_000_000))
    return lambda: next(times)


@pytest.fixture
def begin(original: Path, tmp_path: Path, clock) -> Callable[..., tuple[WorkingCopy, SqlStore]]:
    """begin(actor): take the copy and open it, as that person's PC does."""

    def do(actor: Actor = ZHANG) -> tuple[WorkingCopy, SqlStore]:
        working = WorkingCopy(original, tmp_path / actor.pc, actor, clock)
        working.take()
        return working, open_store(working.path, create=False, actor=actor, clock=clock, working=working)

    return do


def write(store: SqlStore, value: int, expected: int) -> None:
    store.save_figures(store.hospitals()[0].id, [FigureWrite("a", Y, number(value), expected)], NOTE)


def value(path: Path) -> int:
    with open_store(path, create=False, read_only=True) as store:
        assert store.examine(whole=True) == ()
        return int(store.figures(store.hospitals()[0].id)["a", Y].figure.value or 0)


def refused(act: Callable[[], object]) -> tuple[str, str]:
    """The code and the sentence with which something is refused."""
    with pytest.raises(StoreError) as caught:
        act()
    (problem,) = caught.value.problems
    return problem.code, sentence(problem)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock"))


def test_what_was_changed_is_given_back_at_closing(original: Path, begin, tmp_path: Path) -> None:
    working, store = begin()
    assert [problem.code for problem in store.examine(whole=False)] == ["working_copy"]
    write(store, 2, 1)
    assert value(original) == 1
    assert store.give_back()
    assert value(original) == 2
    assert not store.give_back()
    write(store, 3, 2)
    store.close()
    store.close()
    assert value(original) == 3
    assert names(original.parent) == ["自评.hqd"]
    assert names(tmp_path / "PC-07") == []
    assert not working.is_left


def test_nothing_changed_touches_nothing(original: Path, begin) -> None:
    generation_of(original)  # its log is put into it once
    before = original.read_bytes()
    begin()[1].close()
    assert original.read_bytes() == before


def test_a_second_pc_is_told_who_has_it_and_never_takes_it(original: Path, begin) -> None:
    working, store = begin()
    code, words = refused(lambda: begin(LI))
    assert (code, "张三（PC-07）" in words) == ("store_in_use", True)
    write(store, 2, 1)
    SqlStore.close(store)  # the PC goes down: the system frees the lock, the card stays
    working._lock.release()
    card = original.with_name(original.name + CARD)
    held = card.read_text(encoding="utf-8")
    code, words = refused(lambda: begin(LI))
    assert (code, "张三（PC-07）" in words, card.name in words) == ("store_taken", True, True)
    assert card.read_text(encoding="utf-8") == held
    assert value(original) == 1  # it can be read
    card.write_text("spoilt", encoding="utf-8")
    assert refused(lambda: begin(LI))[0] == "store_taken"


@pytest.mark.parametrize("when", ["now", "closing"])
def test_an_original_that_was_changed_meanwhile_is_not_overwritten(original: Path, begin, when: str) -> None:
    _, store = begin()
    write(store, 2, 1)
    with open_store(original.rename(original.with_name("x.hqd")), create=False) as other:  # past lock and card
        write(other, 9, 1)
    original.with_name("x.hqd").rename(original)
    code, words = refused(store.give_back if when == "now" else store.close)
    (beside,) = original.parent.glob("自评（*.hqd")
    assert (code, beside.name in words, "张三 PC-07" in beside.name) == ("working_beside", True, True)
    assert (value(original), value(beside)) == (9, 2)
    if when == "now":
        write(store, 3, 2)
        refused(store.close)
        assert (value(original), value(beside)) == (9, 3)
    _, again = begin()
    told = [problem.code for problem in again.examine(whole=False)]
    assert told == ["working_was_beside", "working_copy"]
    assert int(again.figures(again.hospitals()[0].id)["a", Y].figure.value) == 9
    again.close()


def test_a_card_of_somebody_else_means_that_it_was_changed(original: Path, begin) -> None:
    _, store = begin()
    card = original.with_name(original.name + CARD)
    card.write_text(json.dumps({"card": "other", "who": "李四"}), encoding="utf-8")
    write(store, 2, 1)
    assert refused(store.close)[0] == "working_beside"
    assert value(original) == 1
    assert json.loads(card.read_text(encoding="utf-8"))["card"] == "other"


def test_an_original_that_is_no_database_any_more_is_kept_as_it_is(original: Path, begin) -> None:
    _, store = begin()
    write(store, 2, 1)
    original.write_bytes(b"")
    assert refused(store.give_back)[0] == "working_beside"
    assert original.read_bytes() == b""
    refused(store.close)


def test_without_the_share_the_work_goes_on_and_is_given_back_later(original: Path, begin) -> None:
    _, store = begin()
    write(store, 2, 1)
    away = original.parent.rename(original.parent.with_name("断开"))
    code, words = refused(store.close)
    assert (code, "没有丢" in words) == ("working_away", True)
    working, store = begin()
    assert working.resumed
    assert [problem.code for problem in store.examine(whole=False)] == ["working_resumed"]
    write(store, 3, 2)
    away.rename(original.parent)
    store.close()
    assert value(original) == 3
    assert names(original.parent) == ["自评.hqd"]


CHILD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from tests.store.test_working_copy import *
working = WorkingCopy(Path(sys.argv[1]), Path(sys.argv[2]), ZHANG, lambda: datetime.now(UTC))
working.take()
store = open_store(working.path, create=False, actor=ZHANG, working=working)
write(store, 2, 1)
print("written", flush=True)
sys.stdin.read()
"""


def test_a_kill_leaves_a_copy_that_the_next_start_finds(original: Path, begin, tmp_path: Path) -> None:
    command = [sys.executable, "-X", "utf8", "-c", CHILD, str(original), str(tmp_path / "PC-07")]
    root = str(Path(__file__).resolve().parents[2])
    child = subprocess.Popen([*command, root], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "written"
    finally:
        child.kill()
        child.communicate()
    assert value(original) == 1
    assert refused(lambda: begin(LI))[0] == "store_taken"
    working, store = begin()
    assert working.resumed
    store.close()
    assert value(original) == 2
    assert not working.is_left


@pytest.mark.parametrize("reached", [True, False])
def test_a_kill_while_it_is_given_back_is_no_conflict(original: Path, begin, reached: bool) -> None:
    working, store = begin()
    write(store, 2, 1)

    def killed(target: Path) -> None:
        if reached:
            store.backup_to(target)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        working.give_back(killed, store.last_digest())
    assert value(original) == (2 if reached else 1)
    SqlStore.close(store)
    working._lock.release()
    working, store = begin()
    assert working.resumed
    write(store, 3, 2)
    store.close()
    assert value(original) == 3
    assert names(original.parent) == ["自评.hqd"]


def test_a_copy_that_cannot_be_made_leaves_no_card(original: Path, begin, tmp_path: Path) -> None:
    (tmp_path / "PC-07").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises((StoreError, OSError)):
        begin()
    assert names(original.parent) == ["自评.hqd"]
    original.unlink()
    assert refused(lambda: begin(LI))[0] == "store_not_there"


def test_the_program_works_on_a_copy_of_what_lies_on_a_share(original: Path, tmp_path: Path, monkeypatch) -> None:
    """And its backups lie on this PC; what it opened last is the original."""
    monkeypatch.setattr(media, "on_network", lambda path: path.parent == original.parent)
    desk = OfficeDesk(tmp_path / "data")
    workspace = desk.open_workspace(original)
    assert desk.is_working_copy()
    assert desk.database() == original
    assert desk.backups().make(workspace, Reason.HAND).entry.path.is_relative_to(tmp_path / "data")
    workspace._store.save_figures(workspace.hospitals()[0].id, [FigureWrite("a", Y, number(5), 1)], NOTE)
    guarding.let_go(workspace)
    assert value(original) == 5
    away = original.parent.rename(original.parent.with_name("断开"))
    desk.settings().set("database.last", str(tmp_path / "data" / "别的.hqd"))
    with pytest.raises(StoreError):
        desk.open_workspace(original)
    away.rename(original.parent)
    plain = desk.open_workspace(tmp_path / "data" / "别的.hqd", create=True)
    assert not desk.is_working_copy()
    plain.close()


def test_a_card_of_ones_own_without_a_copy_keeps_nobody_out(begin, original: Path, tmp_path: Path) -> None:
    """A run that was cut off while it took the copy; and a card of somebody else is never taken away."""
    card = original.with_name(original.name + CARD)
    card.write_text(json.dumps({"card": "x", "who": LI.who, "pc": LI.pc, "at": ""}), encoding="utf-8")
    with pytest.raises(StoreError) as raised:
        begin(ZHANG)
    assert raised.value.problems[0].code == "store_taken"
    card.write_text(json.dumps({"card": "x", "who": ZHANG.who, "pc": ZHANG.pc, "at": ""}), encoding="utf-8")
    _, store = begin(ZHANG)
    assert json.loads(card.read_text(encoding="utf-8"))["card"] != "x"
    store.close()
    assert not card.exists()
