"""The sheet 本院目标: there only with goals, and live. LibreOffice computes it anew in test_live_workbook."""

from io import BytesIO

from openpyxl import load_workbook

from hqd_desktop.files.submission_goals import HEADINGS
from hqd_desktop.files.submission_workbook import submission_bytes
from hqd_desktop.services.records import Packs, Submission
from tests.files.goal_making import with_goals


def test_there_is_no_such_sheet_without_goals(submission: Submission) -> None:
    assert "本院目标" not in load_workbook(BytesIO(submission_bytes(submission)), read_only=True).sheetnames


def test_each_goal_has_a_row_with_its_formulas(submission: Submission, packs: Packs) -> None:
    wanted = with_goals(submission, packs)
    data = submission_bytes(wanted)
    sheets = [load_workbook(BytesIO(data), data_only=plain)["本院目标"] for plain in (True, False)]
    found, formulas = ([[cell.value for cell in row][: len(HEADINGS)] for row in sheet.iter_rows()] for sheet in sheets)
    start = next(place for place, row in enumerate(found) if tuple(row) == HEADINGS)
    rows = {row[1]: row for row in found[start + 1 :] if row[0]}
    assert len(rows) == len(wanted.assessment.scorecard.set_goals) + 1  # and the note below
    assert rows["平均住院日"][2:4] == ["≤ 8.2 日", 8.2]
    assert rows["平均住院日"][6:] == [98.77, "未达到"]
    live = next(row for row in formulas if row[1] == "平均住院日")
    assert all(str(live[column]).startswith("=") for column in (4, 5, 6, 7))
    assert not str(live[3]).startswith("=")
