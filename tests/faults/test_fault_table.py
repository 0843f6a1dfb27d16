"""README.md names a test for every line of the fault table, every test that it names is there, and none is left out."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
LINES = (  # of the fault table, in words that its lines hold
    "kill -9", "ENOSPC", "unsynced", "open in another program", "memory error", "read-only folder",
    "folder renamed or share gone", "file replaced underneath", "writer lock", "clock set back", "two processes",
    "from every released schema", "interrupted and retried", "leftover temporary tables", "bit flips at 500",
    "ten restores", "between database and evidence",
)  # fmt: skip
WRITING = ("save", "bring_up", "back_up", "restore", "export", "import_book", "pack", "issue", "take_back", "hand_over",
           "receive", "ledger", "rules", "words", "lock", "prove", "remember", "daily", "put_back",
           "share")  # fmt: skip


@cache
def functions_of(path: Path) -> frozenset[str]:
    """The names of its test functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def rows() -> dict[str, list[tuple[str, str]]]:
    """Each line with the files and functions beside it."""
    lines = (HERE / "README.md").read_text(encoding="utf-8").splitlines()
    cells = [line.strip("|").split("|") for line in lines if line.startswith("| ")][1:]
    return {what.strip(): re.findall(r"`([\w/]+\.py)::(\w+)`", tests) for what, tests in cells}


def test_every_line_has_a_test_that_is_there() -> None:
    table = rows()
    for words in LINES:
        assert any(words in what for what in table), words
    for what, tests in table.items():
        assert tests, what
        for file, function in tests:
            assert function in functions_of(HERE.parent / file), f"{what}: {file}::{function}"


def test_no_test_of_this_folder_is_left_out() -> None:
    named = {(file, function) for tests in rows().values() for file, function in tests}
    there = {
        (f"faults/{path.name}", function)
        for path in HERE.glob("test_*.py")
        if path != Path(__file__)
        for function in functions_of(path)
    }
    assert there - named == set()


def test_every_writing_job_is_among_those_that_are_cut_off() -> None:
    from tests.faults.jobs import JOBS, MIGRATIONS, RELEASED

    assert [name for name in WRITING if not any(job.startswith(name) for job in JOBS)] == []
    assert len(MIGRATIONS) == len(RELEASED) >= 5
