"""Figures from a workbook or a CSV file: read on the file thread, looked at, then written as one step."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.importing import check_belongs
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.records import ImportedFigures
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.dialogs.mapping_wizard import KINDS, MappingWizard
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label
from hqd_desktop.ui.widgets.icon_text import IconText
from hqd_desktop.ui.widgets.status_shapes import Shape

SHOWN = 200
NEVER_OURS = {".xls", ".et", ".ods", ".xlsm"}
NOT_OURS = {
    "xlsx_old_format", "xlsx_not_workbook", "xlsx_macros", "xlsx_external_links", "xlsx_sheet_missing",
    "xlsx_header_missing", "csv_header_missing", "csv_too_many_cells", "file_unknown_column", "file_column_missing",
}  # fmt: skip


class ImportFigures(QObject):
    """One import, from choosing the file to the commit."""

    def __init__(self, session: Session, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._theme, self._window = session, theme, window

    def choose(self) -> None:
        """Ask for the file."""
        dialog = QFileDialog(self._window, "从 Excel 或 CSV 导入", "", KINDS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.read(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def read(self, path: Path) -> None:
        """Read the file; nothing is written yet."""
        view = self._session.view
        if view is None:
            return
        if path.suffix.lower() in NEVER_OURS:
            self._map(path)
            return

        def job(tell, cancel) -> ImportedFigures:
            imported = self._session.desk.workbooks().read_figures(path, view.packs.catalogue)
            check_belongs(imported, view.hospital, view.record.year)
            return imported

        self._session.tasks.run_in_files(
            job, lambda imported: self._ask(path, imported, view), lambda error: self._refuse(path, error)
        )

    def _ask(self, path: Path, imported: ImportedFigures, view: View) -> None:
        ImportDialog(self._session, self._theme, path, imported, view, self._window).open()

    def _refuse(self, path: Path, error: UserFacingError) -> None:
        dialog = RefusedDialog(self._theme, path, sentences(error.problems), self._window)
        if any(problem.code in NOT_OURS for problem in error.problems):
            dialog.offer_mapping(lambda: self._map(path))
        dialog.open()

    def _map(self, path: Path) -> None:
        """Read it as a table of the hospital's own."""
        if self._session.view is not None:
            wizard = MappingWizard(self._session, self._theme, self._session.view, self._window)
            wizard.open()
            wizard.read(path)


def overwritten(imported: ImportedFigures, view: View) -> list[str]:
    """The figures that an import would change, as `名称 2025 年`."""
    catalogue = view.packs.catalogue
    return [
        f"{catalogue[item].name}（{period.label}）"
        for (item, period), figure in imported.figures.items()
        if (held := view.figures.get((item, period))) is not None
        and held.state != "blank"
        and (held.state, held.value, held.text) != (figure.state, figure.value, figure.text)
    ]


def by_year(imported: ImportedFigures) -> str:
    """2025 年 81 个、2024 年 81 个: a workbook of last year must be seen as one before it is written."""
    counted = Counter(period.year for _item, period in imported.figures)
    return "、".join(f"{year} 年 {count} 个" for year, count in sorted(counted.items(), reverse=True))


class ImportDialog(QDialog):
    """What would be written and what overwritten; 写入 does it as one step."""

    def __init__(
        self, session: Session, theme: Theme, path: Path, imported: ImportedFigures, view: View, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("从文件导入")
        self.setMinimumWidth(theme.px(560))
        self.finished.connect(self.deleteLater)
        changed = overwritten(imported, view)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(f"导入“{path.name}”", "panel", wrap=True))
        told = f"读到 {len(imported.figures)} 个数（{by_year(imported)}），全部读得懂。还没有写入。"
        column.addWidget(label(told, "body", wrap=True))
        if changed:
            column.addWidget(IconText(theme, Shape.WARNING, f"{len(changed)} 个会覆盖原数："))
            column.addWidget(_list("\n".join(changed[:SHOWN]), theme))
        column.addWidget(label("写入后可以一步撤销；原数留在修改记录里。", "secondary", "text2", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        leave = Button("取消 Esc", theme)
        leave.clicked.connect(self.reject)
        write = Button(f"写入 {len(imported.figures)} 个数", theme, "primary")
        write.clicked.connect(lambda: session.take_over(imported, f"导入 {path.name}"))
        write.clicked.connect(self.accept)
        row.addWidget(leave)
        row.addWidget(write)
        column.addLayout(row)
        write.setFocus()


class RefusedDialog(QDialog):
    """Every reason why a file was not imported, by place; nothing was written."""

    def __init__(self, theme: Theme, path: Path, reasons: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("没有导入")
        self.setMinimumWidth(theme.px(560))
        self.finished.connect(self.deleteLater)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(IconText(theme, Shape.ERROR, f"没有导入“{path.name}”", "panel"))
        column.addWidget(label("没有写入任何数。改好下面各处后再导入。", "body", wrap=True))
        column.addWidget(_list("\n".join(reasons[:SHOWN]), theme))
        row = QHBoxLayout()
        row.addStretch(1)
        self._row, self._theme = row, theme
        self.leave = Button("关闭", theme, "primary")
        self.leave.clicked.connect(self.accept)
        row.addWidget(self.leave)
        column.addLayout(row)

    def offer_mapping(self, act: Callable[[], None]) -> None:
        """The file may be a table of the hospital's own: a button to read it as one."""
        offer = Button("按本院自己的表导入…", self._theme)
        offer.clicked.connect(self.accept)
        offer.clicked.connect(act)
        self._row.insertWidget(1, offer)
        offer.setFocus()


def _list(text: str, theme: Theme) -> QPlainTextEdit:
    field = QPlainTextEdit(text)
    field.setReadOnly(True)
    field.setAccessibleName("明细")
    field.setFixedHeight(theme.px(160))
    return field
