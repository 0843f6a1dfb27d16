"""The option --goals: 本院目标 from a table, put beside an assessment; it refuses to know which command asked."""

from pathlib import Path

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.desk import Desk
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.goal_acts import summary_text, with_goals
from hqd_desktop.services.importing import of_file
from hqd_desktop.services.records import Assessment


def assessed_with_goals(assessment: Assessment, path: Path, desk: Desk) -> Assessment:
    """The assessment with the goals of a file (.csv, .xlsx …: 序号, 值, 本院目标 on its first sheet)."""
    grid = desk.workbooks().read_table(path, lambda *_: None)
    if isinstance(grid, Problem):
        raise UserFacingError(grid)
    sheet = next((sheet for sheet in grid.sheets if sheet.rows), None)
    found = (Problem("input_empty"),) if sheet is None else with_goals(assessment, sheet)
    if isinstance(found, tuple):
        raise UserFacingError(*(of_file(problem, path.name) for problem in found))
    return found


def goals_line(assessment: Assessment) -> str:
    """本院目标 12 个：已达到 9 …; nothing where none is set."""
    told = summary_text(assessment.scorecard)
    return f"本院目标 {told}" if told else ""
