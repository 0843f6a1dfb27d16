"""One check at length: both sides lined up, the likeliest cause, whom to ask, the fix or the 说明."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from hqd_desktop.domain.checks import MIN_EXPLANATION, CheckResult, CheckState
from hqd_desktop.services.checks_text import likely_causes, question
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models import check_words
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label, panel, rule
from hqd_desktop.ui.widgets.side_panel import SidePanel
from hqd_desktop.ui.widgets.status_shapes import TONES, shape_of_check

_EXPLAINABLE = (CheckState.WARNING, CheckState.EXPLAINED)


class CheckPanel(QWidget):
    """What is said scrolls; the buttons below stay in sight."""

    figure_chosen = Signal(object)
    fix_chosen = Signal(object)
    explained = Signal(object, str)
    question_copied = Signal(str)
    next_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._check: CheckResult | None = None
        self.setProperty("area", "surface")
        self.body = SidePanel(theme, "校核说明")
        self.explanation: QPlainTextEdit | None = None
        self.foot = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.body, 1)
        self._rule = rule()
        column.addWidget(self._rule)
        self._foot_box = QWidget()
        self._place_foot()

    def setFocus(self, *reason):
        self.body.setFocus(*reason)  # no focus proxy: with one, Tab would pass over the buttons

    @property
    def check(self) -> CheckResult | None:
        """The check that is shown."""
        return self._check

    def clear(self, words: str, next_step: str = "") -> None:
        """No check is selected; `next_step` is a button to where the work goes on."""
        self._check = None
        self.body.begin()
        self.body.text(words, "secondary", "text2")
        if next_step:
            button = Button(next_step, self._theme, "primary")
            button.clicked.connect(self.next_wanted)
            self.body.row().addWidget(button)
        self.body.finish()
        self._new_foot()
        self._place_foot()
        self._foot_box.hide()

    def show_check(self, check: CheckResult, view: View) -> None:
        """Another check, or the same in a new state; a 说明 that is being typed stays."""
        kept = ""
        if self._check is not None and self._check.key == check.key:
            typed = self._typed()
            kept = typed if typed != self._check.explanation else ""
        self._check = check
        catalogue, body = view.packs.catalogue, self.body
        body.begin()
        row = body.row()
        row.addWidget(body.shape(shape_of_check(check.state), 18))
        row.addWidget(label(check_words.title(check), "panel", wrap=True), 1)
        body.text(check_words.sentence(check, catalogue))
        self._sides(check, view)
        if check.state in check_words.FAILED:
            self._causes(check, view)
        body.finish()
        self._fill_foot(check, view, kept)

    def _sides(self, check: CheckResult, view: View) -> None:
        lines = check_words.sides(check, view)
        if not lines:
            return
        frame, column = panel("well", (14, 8, 14, 8), 4)
        wrong = TONES[shape_of_check(check.state)]
        for line in lines:
            if line.ruled:
                column.addWidget(rule())
            row = QHBoxLayout()
            row.setSpacing(8)
            kind, tone = ("strong" if line.strong or line.suspect else "body"), (wrong if line.suspect else "")
            name = label(line.label, kind, tone, wrap=True)
            row.addWidget(name, 1)
            if line.suspect and line.key is not None:
                row.addWidget(self.body.shape(shape_of_check(check.state), 14))
            if line.key is None:
                text = label(line.text, kind, tone)
                text.setContentsMargins(0, 0, 5, 0)
                row.addWidget(text)
            else:
                go = self.body.link(line.text, f"{line.label} {line.text}，到单元格")
                font = go.font()
                font.setBold(line.strong or line.suspect)
                go.setFont(font)
                go.clicked.connect(lambda _=False, key=line.key: self.figure_chosen.emit(key))
                row.addWidget(go)
            column.addLayout(row)
        self.body.column.addWidget(frame)

    def _causes(self, check: CheckResult, view: View) -> None:
        catalogue, body = view.packs.catalogue, self.body
        reasons = likely_causes(check, catalogue)
        if reasons:
            body.text("最可能的原因", "heading", "text2")
            body.text(reasons[0])
            if reasons[1:]:
                body.text("也可能：" + " ".join(reasons[1:]), "secondary", "text2")
        body.text("问谁", "heading", "text2")
        row = body.row()
        row.addWidget(label(check.department or "填报科室"), 1)
        copy = Button("复制问询文字", self._theme, "small", "copy")
        copy.clicked.connect(lambda: self.question_copied.emit(question(check, catalogue)))
        row.addWidget(copy)

    def _fill_foot(self, check: CheckResult, view: View, kept: str) -> None:
        column = self._new_foot()
        if check.state in _EXPLAINABLE:
            self._explaining(check, view, kept, column)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        suggestion = check_words.suggestion_text(check, view.packs.catalogue)
        failed = check.state in (CheckState.ERROR, CheckState.WARNING)
        if suggestion and failed and view.editable and check.suspect:
            fix = Button(f"改为 {suggestion}", self._theme, "primary")
            fix.setAccessibleName(f"把{view.packs.catalogue[check.suspect[0]].name}改为 {suggestion}")
            fix.clicked.connect(lambda: self.fix_chosen.emit(check))
            buttons.addWidget(fix)
        go = Button("到单元格  Enter", self._theme)
        go.clicked.connect(lambda: self.figure_chosen.emit(place_of(check)))
        go.setEnabled(place_of(check) is not None)
        buttons.addWidget(go)
        buttons.addStretch(1)
        column.addLayout(buttons)
        told = {
            CheckState.ERROR: "改后可用 Ctrl+Z 撤销；修改会记入历史。错误不能用说明代替改正。",
            CheckState.WARNING: "改数，或写说明；说明会印在报告上。",
            CheckState.EXPLAINED: "说明会印在报告上，清空即撤回。",
        }.get(check.state, "")
        if told:
            column.addWidget(label(told, "caption", "text2", wrap=True))
        self._place_foot()
        self._foot_box.show()

    def _explaining(self, check: CheckResult, view: View, kept: str, column: QVBoxLayout) -> None:
        """The 说明 of a warning: at least six characters, printed in the report."""
        column.addWidget(label(f"说明（至少 {MIN_EXPLANATION} 个字）", "heading", "text2"))
        field = QPlainTextEdit(kept or check.explanation)
        field.setAccessibleName("说明")
        field.setTabChangesFocus(True)
        field.setReadOnly(not view.remarks_editable)
        field.setFixedHeight(field.fontMetrics().lineSpacing() * 2 + self._theme.px(18))
        self.explanation = field
        column.addWidget(field)
        row = QHBoxLayout()
        self._told = label("", "caption", "text2")
        self.keep = Button("存说明", self._theme, "small")
        self.keep.clicked.connect(lambda: self.explained.emit(check, self._typed()))
        row.addWidget(self._told, 1)
        row.addWidget(self.keep)
        column.addLayout(row)
        field.textChanged.connect(self._on_explanation_changed)
        self._on_explanation_changed()

    def _on_explanation_changed(self) -> None:
        check, typed = self._check, self._typed()
        if check is None:
            return
        withdrawn = not typed and bool(check.explanation)
        enough = len(typed) >= MIN_EXPLANATION and typed != check.explanation
        editable = self.explanation is not None and not self.explanation.isReadOnly()
        self.keep.setEnabled(editable and (enough or withdrawn))
        self.keep.setText("撤回说明" if withdrawn else "存说明")
        lacking = MIN_EXPLANATION - len(typed)
        self._told.setText(f"还差 {lacking} 个字" if typed and lacking > 0 else "")

    def _typed(self) -> str:
        return self.explanation.toPlainText().strip() if self.explanation is not None else ""

    def _new_foot(self) -> QVBoxLayout:
        """An empty foot in place of the old one."""
        self.explanation = None
        fresh = QWidget()
        fresh.setProperty("area", "surface")
        column = QVBoxLayout(fresh)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(6)
        self._foot_box.hide()
        self._foot_box.deleteLater()
        self._foot_box = fresh
        return column

    def _place_foot(self) -> None:
        """Below what scrolls; where that would leave little to be seen, at its end instead."""
        foot, layout = self._foot_box, self.layout()
        docked = self.height() - foot.sizeHint().height() >= self._theme.px(160)
        self._rule.setVisible(docked)
        if docked and layout is not None and layout.indexOf(foot) < 0:
            layout.addWidget(foot)
        elif not docked and self.body.column.indexOf(foot) < 0:
            self.body.column.insertWidget(max(0, self.body.column.count() - 1), foot)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._place_foot()


def place_of(check: CheckResult):
    """The cell to go to: the suspect, else what is missing, else the first figure read."""
    return check.suspect or next(iter((*check.missing, *check.items)), None)
