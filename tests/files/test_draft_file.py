"""The journal of half-written texts: whole or not there, and never in the way."""

import json
import stat
import sys
from pathlib import Path

import pytest

from hqd_desktop.files.draft_file import LIMIT, NAME, DraftFile
from hqd_desktop.services.drafts import Draft

DRAFTS = [
    Draft("总收入（2025 年）", "118426600", "/一.hqd", 2025, "total_income", "2025"),
    Draft("说明", "字", "/", 2025),
]


def test_what_was_written_is_left_until_it_is_taken_away(tmp_path: Path) -> None:
    journal = DraftFile(tmp_path)
    assert journal.left() == ()
    journal.write(DRAFTS[:1])
    journal.write(DRAFTS)
    assert DraftFile(tmp_path).left() == DRAFTS
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    if sys.platform != "win32":
        assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600
    journal.write(())
    journal.write(())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", "{}", '[{"words": "a"}]', json.dumps([{"text": 1}]), " " * (LIMIT + 1)]
)
def test_a_damaged_journal_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    assert list(DraftFile(tmp_path).left()) == []


def test_a_folder_that_is_gone_is_no_reason_to_fail(tmp_path: Path) -> None:
    DraftFile(tmp_path / "没有").write(DRAFTS)
    assert DraftFile(tmp_path / "没有").left() == ()
