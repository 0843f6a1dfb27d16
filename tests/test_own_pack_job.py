"""A year worked with a table of one's own, on a real disk: its papers, its package, and what was locked, open anew."""

from __future__ import annotations

from pathlib import Path

from hqd_desktop.bootstrap import OfficeDesk
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.goal_acts import set_goals
from hqd_desktop.services.pack_copying import example
from hqd_desktop.services.packaging import Makers, make_package
from hqd_desktop.services.report_acts import ReportAct
from hqd_desktop.services.snapshots import Given, body_of, submission_from
from tests.services.package_making import PlainReports


def test_papers_package_and_lock_of_a_table_of_ones_own(tmp_path: Path) -> None:
    desk = OfficeDesk(tmp_path / "data")
    workspace = desk.open_workspace(desk.new_database(sample=True), create=True)
    workspace.create_sample(desk.source().samples()[0])
    path = tmp_path / "模板.xlsx"
    desk.workbooks().write_pack_table(path, example())
    pack = workspace.books.packs.keep(desk.workbooks().read_pack_table(path))  # type: ignore[arg-type]
    view = workspace.books.tables.choose(pack.id)
    visits, centre = (view.packs.catalogue.find(name) for name in ("夜间门诊人次数", "设立一站式服务中心"))
    assert visits is not None
    assert centre is not None
    workspace.enter(visits.key, Period(2025), "3万")
    workspace.enter(centre.key, Period(2025), "是")
    act = set_goals(workspace.view, {("2", "value"): "5"})
    assert isinstance(act, ReportAct)
    view = workspace.change_report(act)
    assert (str(view.assessment.scorecard.total), view.assessment.scorecard.grade) == ("67.50", "中")
    submission = workspace.submission()
    makers = Makers(desk.packages(), desk.workbooks(), PlainReports())  # type: ignore[arg-type]
    verdict = make_package(tmp_path / "包.hqdz", submission, makers, lambda *_: None)  # which verifies what it made
    assert verdict.same
    assert verdict.rescored
    given = Given(view.figures, view.explanations, None, view.restatements, view.goals)
    again = submission_from(body_of(submission, given))
    assert again.assessment.scorecard.set_goals[0][2].goal == view.goals[2025, "2", "value"]
    assert again.assessment.digest == submission.assessment.digest
    workspace.close()
