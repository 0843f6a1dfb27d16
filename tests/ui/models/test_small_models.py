"""Qt's own judge looks at every list that no other test shows to it; a list that nobody judges fails here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QAbstractItemModelTester

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.arrivals import Arrival, Coming, Landing
from hqd_desktop.services.backup_records import BackupEntry, Reason
from hqd_desktop.services.collection import department_forms
from hqd_desktop.services.confirm_book import SignedForm
from hqd_desktop.services.group_rows import Cell, Look, MemberRow
from hqd_desktop.services.group_rows import Column as GroupColumn
from hqd_desktop.services.history_text import HEADINGS, HistoryRow
from hqd_desktop.services.pack_sheets import HEADINGS as PACK_HEADINGS
from hqd_desktop.services.records import SubmissionKey
from hqd_desktop.ui.dialogs.submissions_dialog import SubmissionModel
from hqd_desktop.ui.models.backup_model import BackupModel
from hqd_desktop.ui.models.confirm_model import Column, ConfirmModel, ConfirmRow, confirm_rows
from hqd_desktop.ui.models.form_list_model import FormListModel
from hqd_desktop.ui.models.history_model import HistoryModel
from hqd_desktop.ui.models.landing_model import LandingModel
from hqd_desktop.ui.models.member_model import MemberModel
from hqd_desktop.ui.models.pack_model import PackModel
from hqd_desktop.ui.models.row_model import RowModel
from hqd_desktop.ui.widgets.catalogue_lists import FILE_HEADINGS, CatalogueModel, Listed
from hqd_desktop.ui.widgets.deadline_list import DeadlineModel, months
from hqd_desktop.ui.widgets.month_grid import MonthModel
from hqd_desktop.ui.widgets.page_thumbs import PageThumbs

ROOT = Path(__file__).resolve().parents[3]
AT = datetime(2026, 1, 5, 6, 7, tzinfo=UTC)
Mode = QAbstractItemModelTester.FailureReportingMode
# Judged where their names do not stand: by way of the page or dialog that has them.
BY_THE_WAY = {
    "SheetModel": "dialogs/test_mapping_wizard.py",
    "TargetModel": "dialogs/test_mapping_wizard.py",
    "ReadingModel": "dialogs/test_mapping_wizard.py",
    "LedgerModel": "pages/test_ledger_page.py",
    "EvidenceModel": "widgets/test_evidence_list.py",
}
JUDGES = ("QAbstractItemModelTester", "qtmodeltester")


def judged(model: RowModel[Any], rows: Sequence[Any]) -> RowModel[Any]:
    """Filled, made shorter, emptied and filled again under the judge's eyes."""
    judge = QAbstractItemModelTester(model, Mode.Fatal)
    for part in (rows, rows, rows[:1], (), rows):
        model.replace_rows(part)
    model.replace_rows(rows, lambda row: repr(row))
    judge.deleteLater()
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            told = [model.index(row, column).data(role) for role in roles]
            assert all(text is None or isinstance(text, str) for text in told)
    return model


def test_no_list_is_left_out() -> None:
    """A new list is named in a test that has a judge, or stands in BY_THE_WAY."""
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "hqd_desktop" / "ui").rglob("*.py")]
    made = re.compile(r"^class (\w+)\((?:RowModel|QAbstract(?:Table|List|Item)Model|QSortFilterProxyModel)\b", re.M)
    found = {name for source in sources for name in made.findall(source)} - {
        "RowModel",
        "_Thumbs",
    }  # the base; PageThumbs has it
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "ui").rglob("test_*.py")}
    judging = {path: text for path, text in texts.items() if any(judge in text for judge in JUDGES)}
    named = {name for name in found for text in judging.values() if re.search(rf"\b{name}\(", text)}
    assert found - named == BY_THE_WAY.keys()
    assert {ROOT / "tests" / "ui" / place for place in BY_THE_WAY.values()} <= judging.keys()


def test_backups(qapp) -> None:
    sound = BackupEntry(Path("a.hqd"), AT, Reason.DAY, "hqd 1", 7, ("甲院",), (2024, 2025), AT, "d", 10)
    wrong = BackupEntry(Path("b.hqd"), AT, Reason.HAND, wrong=Problem("backup_altered", "", {"name": "b.hqd"}))
    model = judged(BackupModel(), (sound, replace(sound, years=(), last_change=None, program=""), wrong))
    assert model.index(2, 1).data() == "打不开"


def test_history(qapp) -> None:
    judged(HistoryModel(), [HistoryRow(tuple(HEADINGS)), HistoryRow(("",) * len(HEADINGS), "a", "2025")])


def test_submissions(qapp) -> None:
    model = judged(SubmissionModel(), [SubmissionKey(2025, 1, "hqd1-sha256:" + "0" * 64, AT, "甲", "负责人：王院长")])
    assert model.index(0, 4).data() == "王院长"


def test_departments_with_their_words(qapp, view_of) -> None:
    view = view_of()
    first = view.standings[0]
    held = replace(first, word=replace(first.word, confirmed_by="王会计", at=AT))
    gone = replace(first, missing=1, errors=2, word=replace(first.word, withdrawn="退回：核对折旧", at=AT))
    rows = [
        *confirm_rows(view.standings, (SignedForm(first.department, "财务.xlsx", True),)),
        ConfirmRow(held),
        ConfirmRow(gone, SignedForm(first.department, "财务.xlsx", False)),
    ]
    model = judged(ConfirmModel(), rows)
    assert model.index(0, Column.REMARK).data() == "采集表的签字在改动或退回之前，不再作数"
    assert model.index(len(rows) - 2, Column.STATE).data() == "已确认"
    told = "还缺 1 个数；2 个数有错误；采集表已签字，可以作数；退回：核对折旧"
    assert [model.index(len(rows) - 1, c).data() for c in (Column.STATE, Column.REMARK)] == ["须重新确认", told]


def test_collection_forms(qapp, view_of) -> None:
    view = view_of()
    model = FormListModel()
    forms = department_forms(view.assessment, view.departments, (), date(2026, 1, 5))
    judge = QAbstractItemModelTester(model, Mode.Fatal)
    model.show(forms)
    model.show(forms[1:])
    judge.deleteLater()
    judged(FormListModel(), forms)


def test_files_that_arrive(qapp) -> None:
    arrival = Arrival("甲.hqdz", Hospital("甲院", "三级", "综合"), "shaoyang-2022", 2025, {}, "甲.hqdz")
    refused = Landing(arrival, Coming.REFUSED, problem=Problem("file_not_there", "甲.hqdz"))
    judged(LandingModel(), (Landing(arrival, Coming.NEW), refused))


def test_catalogue_of_evidence(qapp) -> None:
    rows = (Listed(("第 3 项",)), Listed(("完好", "通报", "第 3 项", "通报.pdf", "1 KB", "2026-01-05")))
    judged(CatalogueModel(FILE_HEADINGS), rows)


def test_deadlines(qapp) -> None:
    from hqd_desktop.domain.ledger import Reminder
    from tests.fakes.shipped_packs import shipped_source

    task = shipped_source().tasks("shaoyang-2022").tasks[0]
    days = ((date(2026, 1, 5), 0), (date(2026, 1, 9), 4), (date(2026, 2, 1), -3))
    model = judged(DeadlineModel(), months([Reminder(task, day, "一半", left) for day, left in days]))
    assert [model.index(row, 1).data() for row in range(model.rowCount())] == ["", "今天", "4 天", "", "过期 3 天"]


def test_members_of_a_group(qapp) -> None:
    member = SimpleNamespace(hospital=Hospital("甲院", "三级", "综合", id="h"))
    columns = [GroupColumn("医院", "医院", "", lambda one: Cell("甲院", None, Look.WORDS))] * 3
    row = MemberRow(member, (Cell("甲院", None, Look.WORDS),) * 3)
    model = MemberModel()
    judge = QAbstractItemModelTester(model, Mode.Fatal)
    model.show(columns, [row, row])
    model.show(columns[:2], [row])
    model.show((), ())
    model.show(columns, [row])
    judge.deleteLater()
    assert (model.place_of("h"), model.place_of("x"), model.index(0, 1).data()) == (0, -1, "甲院")


def test_days_of_a_month(qapp) -> None:
    model = MonthModel()
    judge = QAbstractItemModelTester(model, Mode.Fatal)
    model.show_entries((), date(2026, 1, 5))
    model.show_month(date(2026, 2, 9))
    model.show_month(date(2024, 2, 29))
    judge.deleteLater()
    assert model.first == date(2024, 1, 29)


def test_sheets_of_a_table_of_ones_own(qapp) -> None:
    sheet = next(iter(PACK_HEADINGS))
    rows = [dict.fromkeys(PACK_HEADINGS[sheet], "甲\n乙"), {}]
    model = PackModel(sheet)
    judge = QAbstractItemModelTester(model, Mode.Fatal)
    model.show(rows)
    model.mark({(0, ""): "整行不对", (1, model.heading(0)): "空着"}, QColor("red"))
    model.show(rows[:1])
    model.show(())
    judge.deleteLater()
    judged(PackModel(sheet), rows)


@pytest.mark.usefixtures("qapp")
def test_pages_as_thumbs(qtbot, theme) -> None:
    thumbs = PageThumbs(theme)
    qtbot.addWidget(thumbs)
    judge = QAbstractItemModelTester(thumbs.model(), Mode.Fatal)
    thumbs.show_pages([QSizeF(595, 842)] * 4)
    thumbs.show_image(1, QImage(10, 10, QImage.Format.Format_RGB32))
    thumbs.show_image(9, QImage(10, 10, QImage.Format.Format_RGB32))
    thumbs.mark(2)
    thumbs.show_pages([])
    thumbs.show_pages([QSizeF(842, 595)])
    judge.deleteLater()
    assert thumbs.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "第 1 页"
