"""The main job through the window, on real published figures, with real key presses and the real store."""

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from hqd_desktop.bootstrap import OfficeDesk
from hqd_desktop.domain.numerals import round_half_up, shown
from hqd_desktop.domain.periods import Period, parse_period
from hqd_desktop.services import wording
from hqd_desktop.ui.application import Starter
from hqd_desktop.ui.pages.entry_page import EntryPage
from hqd_desktop.ui.pages.first_run_page import FirstRunPage
from hqd_desktop.ui.pages.indicators_page import IndicatorsPage
from hqd_desktop.ui.widgets.first_run_form import FirstRunForm

CASES = Path(__file__).parent.parent / "cases"
EXPECTED = tomllib.loads((CASES / "expected.toml").read_text(encoding="utf-8"))["case"]
WAIT = 20_000


@pytest.fixture
def starter(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Starter]:
    """The program as `dev.py run` starts it, on an empty data folder."""
    desk = OfficeDesk(tmp_path / "data")
    started = Starter(desk, qapp)
    started.begin()
    qtbot.waitUntil(lambda: started.session is not None, timeout=WAIT)
    yield started
    qtbot.waitUntil(lambda: not started.tasks.busy, timeout=WAIT)  # else the window closes later, on its own
    started.window.close()
    started.window.deleteLater()
    started.deleteLater()
    qtbot.wait(50)


def only(starter: Starter, kind: type) -> Any:
    """The one page of a kind that is on the screen."""
    return next(page for page in starter.window.findChildren(kind) if page.isVisible())


def button(page: QWidget, text: str) -> QAbstractButton:
    """The button that reads so, chosen or not."""
    return next(b for b in page.findChildren(QAbstractButton) if b.text().strip("✓ ") == text)


def begin(qtbot: QtBot, starter: Starter, case: dict[str, Any]) -> EntryPage:
    """Answer the four questions and press 开始填报."""
    qtbot.waitUntil(lambda: any(p.isVisible() for p in starter.window.findChildren(FirstRunPage)), timeout=WAIT)
    page = only(starter, FirstRunPage)
    form = page.findChild(FirstRunForm)
    qtbot.waitUntil(lambda: form.scheme.count() > 0, timeout=WAIT)
    form.name.setText(case["hospital"])
    for choice in (case["level"], case["type"]):
        qtbot.mouseClick(button(form, choice), Qt.MouseButton.LeftButton)
    form.year.setCurrentIndex(form.year.findData(case["year"]))
    assert form.chosen_year == case["year"]
    qtbot.mouseClick(button(page, "开始填报"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(p.isVisible() for p in starter.window.findChildren(EntryPage)), timeout=WAIT)
    return only(starter, EntryPage)


def type_keys(qtbot: QtBot, entry: EntryPage, text: str) -> None:
    """Key after key to whatever has the focus, Chinese as an input method sends it, then Enter."""
    for letter in text:
        place = QApplication.focusWidget() or entry.board.grid
        if letter.isascii():
            qtbot.keyClick(place, letter)
        else:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(place, event)
    qtbot.keyClick(QApplication.focusWidget() or entry.board.grid, Qt.Key.Key_Return)


def type_figures(qtbot: QtBot, starter: Starter, entry: EntryPage, file: str, years: set[int]) -> None:
    """Type every figure of a case into its cell, key by key, and wait until it is committed."""
    session = starter.session
    catalogue = session.view.packs.catalogue
    with (CASES / file).open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if int(row["period"][:4]) in years]
    assert rows
    for row in rows:
        item, period = catalogue.find(row["item"]), parse_period(row["period"])
        assert item is not None
        assert period is not None
        session.go_to("entry", figure=(item.key, period))
        qtbot.waitUntil(lambda key=(item.key, period): entry.board.current_key() == key, timeout=WAIT)
        type_keys(qtbot, entry, row["value"] + (row["unit"] if row["unit"].startswith("万") else ""))
        qtbot.waitUntil(lambda key=(item.key, period): key in session.view.figures, timeout=WAIT)
        assert session.view.figures[item.key, period].value is not None


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: case["file"])
def test_published_ratios_come_out_in_the_window(qtbot: QtBot, starter: Starter, case: dict[str, Any]) -> None:
    entry = begin(qtbot, starter, case)
    type_figures(qtbot, starter, entry, case["file"], {case["year"], case["year"] - 1})
    starter.window.show_page("indicators")
    page = only(starter, IndicatorsPage)
    card = starter.session.view.assessment.scorecard
    for expected in case["result"]:
        part = next(p for p in card.result(expected["indicator"]).parts if p.part.key == expected["part"])
        assert part.value is not None
        wanted = expected["printed" if expected["agrees"] else "computed"]
        assert format(round_half_up(part.value, expected["places"]), "f") == wanted
        page.go_to(number=expected["indicator"])
        texts = " ".join(
            str(page.model.data(page.model.index(row, column)))
            for row in range(page.model.rowCount())
            for column in range(page.model.columnCount())
        )
        if part.part.unit == "%":
            assert shown(part.value, part.part.decimals) in texts
    assert wording.total_text(card) != "—"


def test_a_figure_typed_is_on_disk_when_it_is_shown_as_saved(qtbot: QtBot, starter: Starter, tmp_path: Path) -> None:
    case = next(c for c in EXPECTED if c["id"] == "C02")
    entry = begin(qtbot, starter, case)
    session = starter.session
    session.go_to("entry", figure=("total_income", Period(2017)))
    qtbot.waitUntil(lambda: entry.board.current_key() == ("total_income", Period(2017)), timeout=WAIT)
    type_keys(qtbot, entry, "117154424.7")
    qtbot.waitUntil(lambda: ("total_income", Period(2017)) in session.view.figures, timeout=WAIT)

    import sqlite3

    with sqlite3.connect(next((tmp_path / "data").glob("*.hqd"))) as database:
        rows = database.execute("select item, period, value from figure").fetchall()
    assert rows == [("total_income", "2017", "117154424.7")]
