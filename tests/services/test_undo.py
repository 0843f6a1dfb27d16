"""The list of what can be taken back."""

from hqd_desktop.domain.figures import BLANK, FigureKey, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.undo import Step, UndoList

KEY: FigureKey = ("a", Period(2025))


def listed() -> UndoList:
    steps = UndoList()
    steps.add("录入", 2025, [(KEY, BLANK)], [(KEY, number(1))])
    steps.add("粘贴", 2025, [(KEY, number(1))], [(KEY, number(2))])
    return steps


def test_empty() -> None:
    """Nothing to take back, nothing to do again."""
    steps = UndoList()
    assert (steps.undo_name, steps.redo_name, steps.last_done(), steps.last_undone()) == ("", "", None, None)


def test_back_and_forth() -> None:
    """By name, in the order of doing."""
    steps = listed()
    assert steps.last_done() == Step("粘贴", 2025, ((KEY, number(1)),), ((KEY, number(2)),))
    steps.took_back()
    assert (steps.undo_name, steps.redo_name) == ("录入", "粘贴")
    steps.took_back()
    assert (steps.undo_name, steps.redo_name) == ("", "录入")
    steps.did_again()
    assert (steps.undo_name, steps.redo_name) == ("录入", "粘贴")
    assert steps.last_undone() == Step("粘贴", 2025, ((KEY, number(1)),), ((KEY, number(2)),))


def test_a_new_write_ends_what_could_be_done_again() -> None:
    """As everywhere."""
    steps = listed()
    steps.took_back()
    steps.add("清空", 2025, [(KEY, number(1))], [(KEY, BLANK)])
    assert (steps.undo_name, steps.redo_name) == ("清空", "")


def test_clearing_forgets_both() -> None:
    """Another hospital, or locked."""
    steps = listed()
    steps.took_back()
    steps.clear()
    assert (steps.undo_name, steps.redo_name) == ("", "")
