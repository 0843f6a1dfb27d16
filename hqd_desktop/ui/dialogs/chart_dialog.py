"""图表: the report's charts live, each number answered where it is pointed at, saved as PNG or SVG."""

from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QSize, QStandardPaths, QStringListModel, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hqd_desktop.services.records import Submission
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.chart_view import ChartView
from hqd_desktop.ui.widgets.controls import Button, label

FOLDER = "export.folder"
KINDS = "图片 PNG (*.png);;矢量图 SVG (*.svg)"
HINT = "指着图上的数看说明；也可以用方向键逐个看。"
DPI = 110


class ChartDialog(QDialog):
    """It follows newer states while it is open; Esc leaves it."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._charts: tuple[Any, ...] = ()
        self._round = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("图表")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addWidget(label("图表", "panel"))
        row = QHBoxLayout()
        row.setSpacing(12)
        self.names = QListView()
        self.names.setAccessibleName("有哪些图")
        self.names.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.names.setFixedWidth(theme.px(230))
        self._captions = QStringListModel(self)
        self.names.setModel(self._captions)
        self.names.selectionModel().currentChanged.connect(lambda *_: self._paint())
        row.addWidget(self.names)
        self.view = ChartView(theme)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(self.view)
        self._scroll.setAccessibleName("图")
        row.addWidget(self._scroll, 1)
        column.addLayout(row, 1)
        self.words = label("正在画图…", "secondary", "text2", wrap=True)
        column.addWidget(self.words)
        column.addLayout(self._make_buttons())
        room = parent.size() if parent is not None else QSize(1000, 700)
        self.resize(min(theme.px(1060), room.width() - 40), min(theme.px(660), room.height() - 30))
        self.view.told.connect(self._on_told)
        session.view_changed.connect(lambda _: self._ask())
        theme.changed.connect(self._paint)
        self._ask()

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        leave = Button("关闭 Esc", self._theme)
        leave.clicked.connect(self.reject)
        self.save = Button("存为图片…", self._theme, "primary")
        self.save.setEnabled(False)
        self.save.clicked.connect(self._on_save_clicked)
        row.addWidget(leave)
        row.addWidget(self.save)
        return row

    def _ask(self) -> None:
        self._round += 1
        number = self._round

        def prepared(submission: Submission) -> None:
            desk = self._session.desk

            def work(tell, cancel):
                desk.reports()  # it knows where matplotlib may keep its cache
                from hqd_desktop.reporting.charts import charts_of

                return charts_of(submission, cancel.check)

            self._session.tasks.run_in_files(work, lambda charts: self._on_charts(charts, number))

        self._session.prepare_submission(prepared)

    def _on_charts(self, charts, number: int) -> None:
        if not shiboken6.isValid(self) or number != self._round:
            return
        place = max(0, self.names.currentIndex().row())
        self._charts = charts
        self._captions.setStringList([chart.caption for chart in charts])
        self.names.setCurrentIndex(self._captions.index(min(place, len(charts) - 1), 0))
        if not charts:
            self.words.setText("还没有可画的数。填好本年的数，这里就有图。")
        elif not self.names.hasFocus():
            self.names.setFocus()

    def _paint(self) -> None:
        chart = self._chart()
        if chart is None:
            return
        ratio, tokens = self.devicePixelRatioF(), self._theme.tokens
        dpi = self._theme.px(DPI) * ratio

        def work(tell, cancel):
            from hqd_desktop.reporting.chart_pen import Palette
            from hqd_desktop.reporting.charts import paint

            palette = Palette(
                accent=tokens.accent, track=tokens.sub2, other=tokens.other, text=tokens.text, text2=tokens.text2,
                open=tokens.missing, ground=tokens.surface,
            )  # fmt: skip
            painted = paint(chart.data, palette, dpi)
            picture = painted.image
            shape = QImage.Format.Format_RGBA8888
            image = QImage(picture.rgba, picture.width, picture.height, picture.width * 4, shape).copy()
            image.setDevicePixelRatio(ratio)
            return image, painted.spots

        self._session.tasks.run_in_files(work, lambda made: self._on_painted(made, chart))

    def _on_painted(self, made, chart) -> None:
        if shiboken6.isValid(self) and chart is self._chart():
            image, spots = made
            self.view.show_chart(image, spots, chart.alternative)
            self.words.setText(HINT)
            self.save.setEnabled(True)

    def _on_told(self, words: str) -> None:
        """What is pointed at by key may lie below what the window shows."""
        self.words.setText(words or HINT)
        if words:
            spot = self.view.current_spot().toRect()
            self._scroll.ensureVisible(spot.center().x(), spot.center().y(), spot.width() // 2, spot.height() // 2)

    def _chart(self):
        row = self.names.currentIndex().row()
        return self._charts[row] if 0 <= row < len(self._charts) else None

    def _on_save_clicked(self) -> None:
        chart = self._chart()
        if chart is None:
            return
        settings = self._session.desk.settings()
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(settings.get(FOLDER, "") or documents)
        place, kind = QFileDialog.getSaveFileName(self, "存为图片", str(folder / f"{chart.caption}.png"), KINDS)
        if not place:
            return
        path = Path(place)
        if path.suffix.lower() not in (".png", ".svg"):
            path = path.with_name(path.name + (".svg" if "svg" in kind else ".png"))
        settings.set(FOLDER, str(path.parent))
        desk = self._session.desk

        def work(tell, cancel):
            from hqd_desktop.reporting.charts import as_file

            desk.write_bytes(path, as_file(chart.data, path.suffix.lower()))

        self._session.tasks.run_in_files(work, lambda _: self._on_saved(path))

    def _on_saved(self, path: Path) -> None:
        if shiboken6.isValid(self):
            self.words.setText(f"已存到 {path}")
