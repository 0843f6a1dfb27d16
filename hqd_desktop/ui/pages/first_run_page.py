"""First run: four answers, and at once which indicators apply; or the sample, an existing database, a copy."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.ruleset import RuleSet
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.records import ImportedFigures, Sample
from hqd_desktop.ui.pages.applicable import legend_lines, squares
from hqd_desktop.ui.pages.trouble_page import DATABASE_FILTER
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.applicability import Applicability
from hqd_desktop.ui.widgets.card import empty_layout
from hqd_desktop.ui.widgets.controls import Button, label, panel, rule
from hqd_desktop.ui.widgets.first_run_form import FirstRunForm
from hqd_desktop.ui.widgets.icon_text import IconText

WORKBOOK_FILTER = "填报工作簿 (*.xlsx *.csv)"
Choice = tuple[Scheme, RuleSet]


class FirstRunPage(QScrollArea):
    """`begun` when a new hospital was made, `opened` when something that exists was opened."""

    begun = Signal()
    opened = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._choices: Sequence[Choice] = ()
        self._samples: Sequence[Sample] = ()
        self._imported: ImportedFigures | None = None
        self.setAccessibleName("第一次使用")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        inner = QWidget()
        inner.setProperty("area", "bg")
        self.setWidget(inner)
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 24, 16, 16)
        column.setSpacing(8)
        column.addStretch(2)
        for text, kind, tone in (
            ("公立医院高质量发展自评", "hero", ""),
            ("第一次使用：填 4 项就能开始，以后都可在“设置”中更改", "body", "text2"),
        ):
            column.addWidget(label(text, kind, tone), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(12)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._make_card(), 12)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addSpacing(8)
        column.addLayout(self._make_links())
        place = IconText(theme, "lock", "数据只存在本机，不联网、不上传。", "caption")
        column.addWidget(place, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._form.changed.connect(self._on_form_changed)
        self.setFocusProxy(self._form.name)
        session.tasks.run_in_database(self._read_choices, self._on_choices_read)

    # -- building ------------------------------------------------------------------------------------------------

    def _make_card(self) -> QFrame:
        frame, outer = panel("card")
        frame.setMaximumWidth(self._theme.px(1000))
        self._theme.changed.connect(lambda: frame.setMaximumWidth(self._theme.px(1000)))
        row = self._halves = QHBoxLayout()
        row.setSpacing(0)
        outer.addLayout(row)
        left = QVBoxLayout()
        left.setContentsMargins(32, 26, 32, 24)
        self._form = FirstRunForm(self._theme, date.today())
        left.addWidget(self._form)
        left.addSpacing(8)
        self._said = label("", "secondary", "error", wrap=True)
        self._said.hide()
        left.addWidget(self._said)
        left.addStretch(1)
        left.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        self._begin = Button("开始填报", self._theme, "primary")
        self._begin.setMinimumWidth(self._theme.px(150))
        self._begin.setEnabled(False)
        self._begin.clicked.connect(self._on_begin_clicked)
        self._form.name.returnPressed.connect(self._begin.click)
        self._sample = Button("先看示例数据", self._theme)
        self._sample.setToolTip("打开与所选级别相同的示例医院，数据另存一份，不影响本院")
        self._sample.clicked.connect(self._on_sample_clicked)
        buttons.addWidget(self._begin)
        buttons.addWidget(self._sample)
        buttons.addStretch(1)
        left.addLayout(buttons)
        row.addLayout(left, 60)
        row.addWidget(rule(vertical=True))
        row.addWidget(self._make_side(), 36)
        return frame

    def _make_side(self) -> QWidget:
        side = QFrame()
        side.setProperty("area", "side")
        column = QVBoxLayout(side)
        column.setContentsMargins(32, 26, 32, 24)
        column.setSpacing(8)
        column.addWidget(label("按您的选择", "heading", "text2"))
        self._headline = label("", "title")
        column.addWidget(self._headline)
        self._squares = Applicability(self._theme)
        column.addWidget(self._squares)
        column.addSpacing(6)
        self._legend = QVBoxLayout()
        self._legend.setSpacing(6)
        column.addLayout(self._legend)
        self._points = label("", "caption", "text2", wrap=True)
        column.addWidget(self._points)
        column.addStretch(1)
        return side

    def _make_links(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addStretch(1)
        for text, icon, act in (
            ("导入上年工作簿…", "entry", self._on_import_clicked),
            ("打开已有数据库…", "database", self._on_open_clicked),
            ("从备份恢复…", "history", self._on_restore_clicked),
            ("看示例医共体", "sample", self._on_group_clicked),
        ):
            button = Button(text, self._theme, "link", icon)
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def resizeEvent(self, event):
        super().resizeEvent(event)
        stacked = self.width() < self._theme.px(960)
        direction = QHBoxLayout.Direction.TopToBottom if stacked else QHBoxLayout.Direction.LeftToRight
        self._halves.setDirection(direction)

    # -- the published data --------------------------------------------------------------------------------------

    def _read_choices(self) -> tuple[Sequence[Choice], Sequence[Sample]]:
        source = self._session.desk.source()
        schemes = [source.scheme(scheme_id) for scheme_id in source.scheme_ids()]
        return [(s, source.ruleset(source.ruleset_ids(s.id)[0], s)) for s in schemes], tuple(source.samples())

    def _on_choices_read(self, read: tuple[Sequence[Choice], Sequence[Sample]]) -> None:
        self._choices, self._samples = read
        self._form.show_schemes([scheme for scheme, _ in self._choices])
        self._on_form_changed()

    def _on_form_changed(self) -> None:
        self._begin.setEnabled(bool(self._form.hospital.name) and bool(self._choices))
        index = self._form.scheme.currentIndex()
        if not 0 <= index < len(self._choices):
            return
        scheme, ruleset = self._choices[index]
        shown = squares(scheme, ruleset, self._form.hospital)
        self._squares.show_squares(shown)
        applying = len(scheme.applicable(self._form.hospital))
        self._headline.setText(f"{len(shown)} 项中 {applying} 项适用本院")
        self._squares.setAccessibleName(self._headline.text())
        empty_layout(self._legend)
        for sample, text in legend_lines(scheme, shown):
            line = QHBoxLayout()
            line.setSpacing(10)
            mark = Applicability(self._theme, 14)
            mark.show_squares([replace(sample, number="")])
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
            line.addWidget(label(text, "secondary"), 1)
            self._legend.addLayout(line)
        self._points.setText(
            f"公布的表没有分值。程序附“{ruleset.name} {ruleset.version} 版”，凡有分数处都标“自定赋分”，请换成上级文件。"
        )

    # -- acts ----------------------------------------------------------------------------------------------------

    def _on_begin_clicked(self) -> None:
        scheme, _ = self._choices[self._form.scheme.currentIndex()]
        self._wait(True)
        hospital, year, imported = self._form.hospital, self._form.chosen_year, self._imported
        if imported is None:
            self._session.create_hospital(hospital, scheme.id, year, lambda _: self.begun.emit(), self._on_failed)
            return

        def take_over(_view: object) -> None:  # last year as its own year, then the chosen one
            figures = replace(imported, name=hospital.name, year=imported.year)
            self._session.take_over(figures, "导入上年工作簿", begin)

        def begin(_view: object) -> None:
            self._session.open_year(year, lambda _: self.begun.emit())

        self._session.create_hospital(hospital, scheme.id, imported.year or year, take_over, self._on_failed)

    def _on_sample_clicked(self) -> None:
        """The sample of the chosen level: one of 三级, one of every other."""
        tertiary = self._form.hospital.level == "三级"
        fitting = [sample for sample in self._samples if (sample.hospital.level == "三级") == tertiary]
        for sample in (fitting or self._samples)[:1]:
            self._open_sample(sample)

    def _on_group_clicked(self) -> None:
        """All samples in one database, to see how several hospitals are kept and compared."""
        if self._samples:
            self._wait(True)
            self._session.open_samples(self._samples, self._on_opened, self._on_failed)

    def _open_sample(self, sample: Sample) -> None:
        self._wait(True)
        self._session.open_sample(sample, self._on_opened, self._on_failed)

    def _on_open_clicked(self) -> None:
        place, _ = QFileDialog.getOpenFileName(self, "打开已有数据库", "", DATABASE_FILTER)
        if place:
            self._wait(True)
            self._session.open_database(Path(place), self._on_opened, self._on_failed)

    def _on_restore_clicked(self) -> None:
        place, _ = QFileDialog.getOpenFileName(self, "从备份恢复", "", DATABASE_FILTER)
        if place:
            self._wait(True)
            self._session.restore(Path(place), self._on_opened, self._on_failed)

    def _on_import_clicked(self) -> None:
        place, _ = QFileDialog.getOpenFileName(self, "导入上年工作簿", "", WORKBOOK_FILTER)
        if not place:
            return
        self._wait(True)
        desk = self._session.desk
        self._session.tasks.run_in_files(
            lambda tell, cancel: desk.workbooks().read_figures(Path(place), desk.source().catalogue()),
            self._on_import_read,
            lambda error: self._on_failed(error.problems),
        )

    def _on_import_read(self, imported: ImportedFigures) -> None:
        self._wait(False)
        if imported.problems:
            self._on_failed(imported.problems)
            return
        self._imported = imported
        last = imported.year or max((period.year for _, period in imported.figures), default=0)
        self._form.fill(imported.name, imported.level, imported.type, imported.scheme_id, last + 1)
        self._say(f"读到 {len(imported.figures)} 个数，点“开始填报”后写入。", "ok")

    def _on_opened(self, _view: object) -> None:
        self.opened.emit()

    def _on_failed(self, problems: Sequence[Problem]) -> None:
        self._wait(False)
        said = sentences(problems)
        more = f"\n还有 {len(said) - 3} 处。" if len(said) > 3 else ""
        self._say("\n".join(said[:3]) + more, "error")

    def _say(self, words: str, tone: str) -> None:
        from hqd_desktop.ui.widgets.controls import set_tone

        self._said.setText(words)
        set_tone(self._said, tone)
        self._said.show()

    def _wait(self, waiting: bool) -> None:
        self.widget().setEnabled(not waiting)
