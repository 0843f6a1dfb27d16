"""Every state of a cell of 填报 as approved, light and dark, at 100 and 150 %."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QAbstractItemView

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.records import YearState
from hqd_desktop.ui.models.cell_states import Mark

YEAR, LAST = Period(2025), Period(2024)


def show_from(shown, first: str, current: FigureKey) -> None:
    """The grid with a row at its top and a cell current."""
    page = shown.page
    page.go_to(figure=current)
    shown.settle()
    shown.qtbot.waitUntil(lambda: not page.side.timer.isActive())
    shown.settle()
    page.board.grid.scrollTo(page.board.model.index_of((first, YEAR)), QAbstractItemView.ScrollHint.PositionAtTop)


def marks(shown, *items: str) -> list[Mark]:
    return [shown.page.board.model.state((item, YEAR)).mark for item in items]


def test_what_happens_to_a_figure(start, approve, look):
    """Warning, on its way, 不适用, just saved, followed up, explained with a note, noted, refused by the disk."""
    shown = start()
    shown.window.show_page("entry")
    look.put_on(shown)
    session, model = shown.session, shown.page.board.model
    session.write_note("interest_income", YEAR, "含定期存款利息")
    session.follow_up(("investment_income", YEAR), "问财务科：口径")
    shown.settle()
    model.forget()  # noted in an earlier session: nothing says 已存 there
    session.enter("nonlocal_fiscal_income", YEAR, "1130000")
    shown.settle()
    show_from(shown, "superior_subsidy_income", ("interest_income", YEAR))
    model.fail({("rental_income", YEAR): "66"}, "磁盘已满")
    model.expect({("affiliate_remittance_income", YEAR): "77"})
    found = marks(shown, "superior_subsidy_income", "affiliate_remittance_income", "operating_income",
                  "nonlocal_fiscal_income", "investment_income", "donation_income", "interest_income",
                  "rental_income")  # fmt: skip
    assert found == [
        Mark.WARNING, Mark.SAVING, Mark.NOT_APPLICABLE, Mark.SAVED, Mark.FOLLOWED, Mark.EXPLAINED, Mark.NOTED,
        Mark.UNSAVED,
    ]  # fmt: skip
    approve(shown.page.board.grid, f"cells-written-{look}")
    model.settle([("affiliate_remittance_income", YEAR), ("rental_income", YEAR)])


def test_what_is_wrong_missing_or_locked(start, approve, look):
    """Wrong sums, a suspect of 元 and 万元, 缺, last year locked and restated; the legend names all of them."""
    shown = start()
    shown.window.show_page("entry")
    look.put_on(shown)
    store, view = shown.desk.store, shown.session.view
    record = next(r for r in store.years(view.hospital.id) if r.year == LAST.year)
    store.save_year(replace(record, state=YearState.LOCKED), store.changes[0])
    shown.session.open_year(YEAR.year)
    shown.session.enter("ip_material_income", YEAR, "9900.86")
    shown.session.clear([("ip_laboratory_income", YEAR)])
    shown.session.restate(("ip_examination_income", LAST), "50000000", "决算审计调增")
    shown.settle()
    show_from(shown, "material_income", ("ip_examination_income", LAST))
    assert marks(shown, "material_income", "ip_material_income", "ip_laboratory_income") == [
        Mark.ERROR, Mark.ERROR, Mark.MISSING,
    ]  # fmt: skip
    assert "已锁定" in shown.page.board.line.locked.text()
    approve(shown.page.board, f"cells-wrong-{look}")  # with the line above it, which says why a cell is locked
    approve(shown.page.groups, f"legend-{look}")
