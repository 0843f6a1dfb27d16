"""Blank forms hold every row and everything that is asked, and not one figure."""

from __future__ import annotations

from hqd_desktop.domain.figures import FigureState
from hqd_desktop.reporting.blank_forms import build_blank
from hqd_desktop.reporting.blocks import Heading, RowKind, Table
from hqd_desktop.services.assessing import required_keys
from tests.reporting.printing import make, page_texts, reports, squeezed


def test_every_row_of_the_table_is_there_and_empty() -> None:
    submission = make()
    table = next(b for b in build_blank(submission).blocks() if isinstance(b, Table))
    rows = [row for row in table.rows if row.kind is RowKind.DATA]
    assert [row.cells[0] for row in rows] == [r.indicator.number for r in submission.assessment.scorecard]
    assert all(not "".join(row.cells[3:7]).strip() for row in rows)


def test_each_department_is_asked_for_its_own() -> None:
    submission = make(departments={"discharges": "统计信息中心"})
    document = build_blank(submission)
    forms = [h.text.split("　")[1] for h in document.headings()[1:]]
    assert "统计信息中心" in forms
    names = [row.cells[0] for b in document.blocks() if isinstance(b, Table) for row in b.rows]
    catalogue = submission.assessment.packs.catalogue
    for key, period in required_keys(submission.assessment):
        if period.year == submission.assessment.year:
            assert catalogue[key].name in names


def test_no_figure_is_printed() -> None:
    submission = make()
    text = squeezed("".join(page_texts(reports().render_blank(submission).pdf)))
    for figure in submission.assessment.figures.values():
        if figure.state is FigureState.NUMBER and figure.value and abs(figure.value) > 10000:
            assert f"{figure.value:,}" not in text
    assert "草稿" not in text
    assert "空白表" in text
    assert isinstance(next(build_blank(submission).blocks()), Heading)


def test_what_is_filled_in_by_pen_has_boxes() -> None:
    tables = [block for block in build_blank(make()).blocks() if isinstance(block, Table)]
    assert tables
    assert all(table.boxed for table in tables)
