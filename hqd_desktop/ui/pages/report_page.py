"""报告与上报: what is still to be done, the files, and the true printed pages."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hqd_desktop.paths import PACKAGE_SUFFIX
from hqd_desktop.services.wording import STATE_TEXTS
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.pages.locking import Locking
from hqd_desktop.ui.pages.package_acts import PackageActs
from hqd_desktop.ui.pages.page import Page
from hqd_desktop.ui.pages.report_acts import ReportActs
from hqd_desktop.ui.pages.report_files import ReportFiles
from hqd_desktop.ui.pages.report_words import CheckStep, check_steps, steps_left
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.card import empty_layout
from hqd_desktop.ui.widgets.controls import Button, label, panel, rule
from hqd_desktop.ui.widgets.icon_text import IconText
from hqd_desktop.ui.widgets.preview_pane import PreviewPane
from hqd_desktop.ui.widgets.status_shapes import TONES, Shape, ShapeLabel

SIDE = 364


class ReportPage(Page):
    """Files are written and pages printed on the file thread."""

    key, title = "report", "报告与上报"

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._state = IconText(theme, "draft", "", "chip")
        self.header.add(self._state)
        self._left = self.header.add_note()
        self._workbook = self.header.add_button("导出工作簿…", "export")
        self._print = self.header.add_button("打印草稿  Ctrl+P", "print", primary=True)
        self._print.clicked.connect(self.print_out)
        self._print_waiting = False
        self.locking = Locking(session, theme, self)
        self.package = PackageActs(session, theme, self)
        self.files = ReportFiles(session, self.package, self)
        self._workbook.clicked.connect(self.files.save_workbook)
        self.acts = ReportActs(session, theme, self)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._make_side())
        row.addWidget(rule(vertical=True))
        self.preview = PreviewPane(session, theme)
        self.preview.rendered.connect(self._on_rendered)
        row.addWidget(self.preview, 1)
        self.body.addLayout(row, 1)

    def show_view(self, view: View) -> None:
        state = STATE_TEXTS[view.record.state]
        self._state.show_text(f"{state} v{view.record.submission}" if view.record.locked else state,
                              "lock" if view.record.locked else "draft")  # fmt: skip
        self._print.setText("打印报告  Ctrl+P" if view.record.locked else "打印草稿  Ctrl+P")
        steps = check_steps(view)
        left = steps_left(steps)
        self._left.setText(f"还差 {left} 步可上报" if left else "可以上报")
        empty_layout(self._steps)
        for step in steps:
            self._steps.addWidget(self._step_row(step))
        self._name.setText(self.files.file_name(view, ".xlsx"))
        proofs = view.evidence.of_year(view.record.year)
        self.preview.show_digest(
            f"{view.assessment.digest}{view.record.state}{view.explanations}{view.departments}{proofs}"
            f"{view.wording}{view.rectifications}{view.follow_ups}"
        )

    def showEvent(self, event):
        drawn = self._waiting is not None
        super().showEvent(event)
        if not drawn:
            self.preview.look_again()

    def go_to(self, **target: Any) -> None:
        """Do what a button does; `act` is one of the names below."""
        acts = {
            "print": self.print_out,
            "pdf": self.files.save_pdf,
            "word": self.files.save_word,
            "content": self.acts.word,
            "rectify": self.acts.rectify,
            "charts": self.acts.charts,
            "blank": self.files.save_blank,
            "workbook": self.files.save_workbook,
            "next": self.locking.ask_next,
            "departments": self.locking.ask_departments,
            "reopen": self.locking.ask_reopen,
            "compare": self._open_comparison,
            "versions": self._open_versions,
            "package": self.files.save_package,
            "verify": self.package.choose,
        }
        if target.get("act") in acts:
            acts[target["act"]]()

    def print_out(self) -> bool:
        """Print what the preview shows, as soon as it is there."""
        if not self.preview.pdf:
            self._print_waiting = True
        else:
            self._print_now()
        return True

    # -- building ------------------------------------------------------------------------------------------------

    def _make_side(self) -> QWidget:
        inner = QWidget()
        inner.setProperty("area", "surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(4)
        column.addWidget(label("上报前清单", "card"))
        self._steps = QVBoxLayout()
        self._steps.setSpacing(0)
        column.addLayout(self._steps)
        column.addSpacing(6)
        column.addLayout(self._files_head())
        for icon, name, words, button, act in (
            ("pdf", "自评报告 PDF", "草稿每页带“草稿”字样", "存为…", self.files.save_pdf),
            ("document", "自评报告 Word", "可以改的 .docx，数与 PDF 相同", "存为…", self.files.save_word),
            ("entry", "上报工作簿 xlsx", "各表的值与得分", "导出…", self.files.save_workbook),
            ("indicators", "与上年对比", "也可与另一份工作簿对比，导出成表", "对比…", self._open_comparison),
            ("lock", "锁定稿", "锁定过的每一版，可再打印、对比", "打开…", self._open_versions),
            (
                "package",
                f"上报包 {PACKAGE_SUFFIX.removeprefix('.')}",
                "工作簿、报告、佐证一份",
                "生成上报包…",
                self.files.save_package,
            ),
        ):
            column.addWidget(self._file_row(icon, name, words, button, act))
        column.addSpacing(6)
        column.addWidget(label("报告内容", "card"))
        for icon, name, words, button, act in (
            ("report", "各部分和本院的话", "取舍、次序、封面、页眉", "修改…", self.acts.word),
            ("ledger", "整改清单", "措施、责任人、完成时限", "填写…", self.acts.rectify),
            ("indicators", "图表", "指着看数，可存为 PNG、SVG", "看图…", self.acts.charts),
            ("print", "空白表", "评价指标表和各科室采集表，供手填", "存为…", self.files.save_blank),
        ):
            column.addWidget(self._file_row(icon, name, words, button, act))
        column.addStretch(1)
        well, inside = panel("well", (12, 8, 12, 8), 2)
        inside.addWidget(label("文件名", "caption", "text2"))
        self._name = label("", "secondary", wrap=True)
        inside.addWidget(self._name)
        column.addWidget(well)
        scroll = QScrollArea()
        scroll.setAccessibleName("上报前清单和文件")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        self._side = scroll
        self.theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        return scroll

    def _on_theme_changed(self) -> None:
        self._side.setFixedWidth(min(self.theme.px(SIDE), round(self.width() * 0.46)))

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._on_theme_changed()

    def _step_row(self, step: CheckStep) -> QWidget:
        waiting = step.shape is Shape.WAITING
        tone = "text2" if waiting or step.shape is Shape.OK else TONES[step.shape]
        row, line = self._row(ShapeLabel(step.shape, self.theme), step.name, step.words, tone)
        if step.button:
            button = Button(step.button, self.theme, "small")
            button.setAccessibleName(f"{step.button}：{step.name}")
            button.clicked.connect(lambda: self.session.go_to(step.page, **(step.target or {})))
            line.addWidget(button)
        return row

    def _files_head(self) -> QHBoxLayout:
        """The heading, and beside it what is done with a package that came from elsewhere."""
        line = QHBoxLayout()
        line.addWidget(label("生成文件", "card"))
        line.addStretch(1)
        verify = Button("核验上报包…", self.theme, "link", "checks")
        verify.clicked.connect(self.package.choose)
        line.addWidget(verify)
        return line

    def _file_row(self, icon: str, name: str, words: str, button: str, act) -> QWidget:
        row, line = self._row(IconText(self.theme, icon, ""), name, words, "text2")
        made = Button(button, self.theme, "small")
        made.setAccessibleName(f"{name} {button}")
        made.clicked.connect(act)
        line.addWidget(made)
        return row

    def _row(self, picture: QWidget, name: str, words: str, tone: str) -> tuple[QWidget, QHBoxLayout]:
        row = QWidget()
        outer = QVBoxLayout(row)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(10)
        line.addWidget(picture)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(label(name))
        texts.addWidget(label(words, "caption", tone, wrap=True))
        line.addLayout(texts, 1)
        outer.addLayout(line)
        outer.addWidget(rule())
        return row, line

    def _open_versions(self) -> None:
        from hqd_desktop.ui.dialogs.submissions_dialog import SubmissionsDialog

        SubmissionsDialog(self.session, self.theme, self.window()).open()

    def _open_comparison(self) -> None:
        from hqd_desktop.ui.dialogs.comparison_dialog import ComparisonDialog

        ComparisonDialog(self.session, self.theme, self.window()).open()

    # -- printing ------------------------------------------------------------------------------------------------

    def _on_rendered(self) -> None:
        if self._print_waiting:
            self._print_waiting = False
            self._print_now()

    def _print_now(self) -> None:
        from hqd_desktop.ui.print_job import print_pdf

        view, preview = self.session.view, self.preview
        title = self.files.file_name(view, "") if view else "自评报告"
        print_pdf(self.session, self, title, preview.pdf, preview.page_count, "报告", self.files.save_pdf)
