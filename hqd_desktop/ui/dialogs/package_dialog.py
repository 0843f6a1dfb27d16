"""What a look at a package (上报包) found, or why it could not be looked at; it reads no file itself."""

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hqd_desktop.services import package_text
from hqd_desktop.services.package_records import Verdict
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, ElidedLabel, label, panel
from hqd_desktop.ui.widgets.icon_text import IconText
from hqd_desktop.ui.widgets.status_shapes import Shape, shape_icon

_LONG = re.compile(r"([!-~]{24})")
WIDE = {"单位", "评价指标表", "赋分方案"}  # facts that have a line of their own
PAPER = "封条和数据摘要请与签字报告、报送单位告知的数字对照：整个重做的包，只有这样看得出来。"


def breakable(text: str) -> str:
    """With a place to break (no width) after every 24 letters of a formula without spaces, which no list would wrap."""
    return _LONG.sub("\\1\u200b", text)


class VerdictDialog(QDialog):
    """The verdict first, then every finding with its place, then what the package says of itself."""

    def __init__(self, theme: Theme, path: Path, verdict: Verdict, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._verdict, self._path = theme, verdict, path
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("核验上报包")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        shape = Shape.OK if verdict.same else Shape.ERROR
        self.headline = IconText(theme, shape, package_text.headline(verdict), "panel")
        column.addWidget(self.headline)
        column.addWidget(ElidedLabel(path.name, "secondary", "text2"))
        self.findings = QListWidget()
        self.findings.setAccessibleName("与生成时不同的地方")
        self.findings.setWordWrap(True)
        self.findings.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.findings.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for line in package_text.findings(verdict):
            self.findings.addItem(QListWidgetItem(shape_icon(Shape.ERROR, theme.tokens, theme.px(14)), breakable(line)))
        self.findings.setVisible(bool(self.findings.count()))
        column.addWidget(self.findings, 1)
        rescored = Shape.OK if verdict.rescored else Shape.ERROR
        self.rescored = IconText(theme, rescored, package_text.rescored_text(verdict), "body")
        column.addWidget(self.rescored)
        column.addWidget(self._facts())
        column.addWidget(label(PAPER, "caption", "text2", wrap=True))
        if verdict.same:
            column.addStretch(1)
        column.addLayout(self._buttons())
        room = parent.size() if parent is not None else self.sizeHint()
        width = min(theme.px(720), room.width() - 60)
        if verdict.same:  # no list takes the room: as high as its words need at this width
            column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
            self.setMinimumSize(width, column.heightForWidth(width))
        self.resize(width, min(theme.px(640) if not verdict.same else 0, room.height() - 40))
        self.close_button.setFocus()

    def _facts(self) -> QWidget:
        well, inside = panel("well", (12, 8, 12, 8))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        row, column = -1, 1
        for name, text in package_text.facts(self._verdict):
            wide = name in WIDE
            row, column = (row, 1) if column == 0 and not wide else (row + 1, 0)
            grid.addWidget(label(name, "secondary", "text2"), row, 2 * column)
            shown = label(text, "secondary", wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(shown, row, 2 * column + 1, 1, 3 if wide else 1)
            column = 1 if wide else column
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        inside.addLayout(grid)
        return well

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.copy_button = Button("复制结果", self._theme, "", "copy")
        self.copy_button.clicked.connect(self._copy)
        self.close_button = Button("关闭", self._theme, "primary")
        self.close_button.clicked.connect(self.accept)
        row.addWidget(self.copy_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        return row

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._path.name}\n{package_text.verdict_text(self._verdict)}")
        self.copy_button.setText("已复制")


class RefusedPackageDialog(QDialog):
    """Why a package was not made or not looked at; whatever was there is as it was."""

    def __init__(self, theme: Theme, title: str, path: Path, reasons: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(520))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(IconText(theme, Shape.ERROR, title, "panel"))
        column.addWidget(ElidedLabel(path.name, "secondary", "text2"))
        for reason in reasons[:12]:
            column.addWidget(label(reason, "body", wrap=True))
        if len(reasons) > 12:
            column.addWidget(label(f"另外还有 {len(reasons) - 12} 处。", "secondary", "text2"))
        row = QHBoxLayout()
        row.addStretch(1)
        self.close_button = Button("关闭", theme, "primary")
        self.close_button.clicked.connect(self.accept)
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.close_button.setFocus()
