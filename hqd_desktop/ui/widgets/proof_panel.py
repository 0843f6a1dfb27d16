"""得分证明: figures, formula, rule and points of one indicator in four numbered steps; its words are domain.proof's."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hqd_desktop.domain.proof import PartProof, Proof, ProofFigure, proof_of
from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.services import trial_text
from hqd_desktop.services.shortfalls import Shortfalls
from hqd_desktop.services.wording import points_text, score_text, status_text
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models.indicator_model import score_cell
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label, panel
from hqd_desktop.ui.widgets.evidence_section import EvidenceSection
from hqd_desktop.ui.widgets.goal_section import add_goals
from hqd_desktop.ui.widgets.icon_text import IconText
from hqd_desktop.ui.widgets.side_panel import SidePanel
from hqd_desktop.ui.widgets.status_shapes import shape_of_result

PLACES_LEFT = 28


class StepNumber(QWidget):
    """The figure of a step in its round."""

    def __init__(self, number: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._theme = str(number), theme
        self.setFixedSize(QSize(theme.px(20), theme.px(20)))
        self.setAccessibleName(f"第 {number} 步")

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("sub2"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setFont(self._theme.font(12, bold=True))
        painter.setPen(self._theme.colour("text2"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._number)


class ProofPanel(SidePanel):
    """`copy_wanted` carries the proof as plain text, `rules_wanted` asks for the rule set."""

    copy_wanted = Signal(str)
    rules_wanted = Signal()
    trial_wanted = Signal()
    gaps_wanted = Signal()
    goals_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, acts: bool = True) -> None:
        """Without `acts` it can only be read, and figures gone to: the proof of another table than the year's own."""
        super().__init__(theme, "得分证明", parent)
        self._acts = acts
        self._shown = ""
        self.evidence = EvidenceSection(self)

    def clear(self) -> None:
        """Nothing is selected."""
        self._shown = ""
        self.evidence.clear()
        self.begin()
        self.text("选中一项指标，这里一步一步说明它的得分。", "secondary", "text2")
        self.finish()

    def show_result(self, view: View, result: IndicatorResult, found: Shortfalls | None = None) -> None:
        """The proof of a row; `found` tells what the points it lacks hang on, None while that is sought."""
        scroll = self.verticalScrollBar().value() if self._shown == result.indicator.number else 0
        self._shown = result.indicator.number
        card = view.assessment.scorecard
        proof = proof_of(result, card, view.packs.catalogue, view.figures, view.departments)
        self.begin()
        self._head(result, proof, card.ruleset.places)
        several = len(proof.parts) > 1
        if several:
            self.text(result.indicator.explanation, "secondary", "text2", selectable=True)
        for part in proof.parts:
            if several:
                self.text(part.name, "card")
            self._steps(part, result, several)
        if several or not result.full:
            self.text(proof.result, "strong", selectable=True)
        lacks = bool(result.full) and (result.lost > 0 or result.undetermined > 0)
        if lacks and self._acts:
            self._gap(view, result, found)
        add_goals(self, view, result, self.goals_wanted.emit if self._acts else None)
        self._remarks(result, proof)
        self._official(result)
        if self._acts:
            self._end(view, result, proof, lacks)
        self.finish()
        self.verticalScrollBar().setValue(scroll)

    def _end(self, view: View, result: IndicatorResult, proof: Proof, lacks: bool) -> None:
        self.evidence.show_indicator(view, result)
        copy = Button("复制证明", self.theme, "small", "copy")
        copy.clicked.connect(lambda: self.copy_wanted.emit(proof.text()))
        rules = Button("看赋分方案", self.theme, "small", "rules")
        rules.clicked.connect(self.rules_wanted)
        trial = [self._trial_button()] if result.applicable and not lacks else []
        self.buttons(self.column, copy, rules, *trial, taken=40)

    def _head(self, result: IndicatorResult, proof: Proof, places: int) -> None:
        row = self.row()
        row.addWidget(label(f"{proof.number}　{result.indicator.short}", "panel", wrap=True), 1)
        if result.full:
            points, _, full = score_cell(result, places).partition(" / ")
            row.addWidget(label(points, "big", "accent"))
            row.addWidget(label(f"/ {full}", "body", "text2"), 0, Qt.AlignmentFlag.AlignBottom)
        else:
            row.addWidget(label(score_text(result, places), "card", "text2"))
        row = self.row()
        row.addWidget(IconText(self.theme, "rules", proof.label, "chip", "accent"))
        row.addStretch(1)
        row.addWidget(label("得分证明 F6", "caption", "text2"))
        row = self.row()
        row.addWidget(self.shape(shape_of_result(result)))
        row.addWidget(label(status_text(result), "secondary", "text2"), 1)
        if result.missing:
            go = Button("去填", self.theme, "small")
            go.setAccessibleName("去填缺的数")
            key = result.missing[0]
            go.clicked.connect(lambda: self.figure_chosen.emit(key))
            row.addWidget(go)

    def _steps(self, part: PartProof, result: IndicatorResult, several: bool) -> None:
        self._step(1, "数据", "点数字回到填报")
        for figure in part.figures:
            self._figure(figure)
        self._step(2, "公式", "" if several else "公布文本")
        if result.indicator.explanation and not several:
            self._indented(result.indicator.explanation, "body", "text2")
        self._indented(part.formula, "secondary", "text2")
        self._indented(part.put_in, "strong")
        self._step(3, "规则", "自定赋分")
        self._indented(part.rule)
        self._step(4, "得分")
        self._indented(_working(part, result, several), "strong" if part.working else "body")

    def _step(self, number: int, title: str, note: str = "") -> None:
        row = self.row()
        row.addWidget(StepNumber(number, self.theme))
        row.addWidget(label(title, "heading", "text2"))
        row.addStretch(1)
        if note:
            row.addWidget(label(note, "caption", "text2"))

    def _indented(self, text: str, kind: str = "body", tone: str = "") -> None:
        made = self.text(text, kind, tone, selectable=True)
        made.setContentsMargins(self.theme.px(PLACES_LEFT), 0, 0, 0)

    def _figure(self, figure: ProofFigure) -> None:
        block = QVBoxLayout()
        block.setContentsMargins(self.theme.px(PLACES_LEFT), 0, 0, 0)
        block.setSpacing(0)
        self.column.addLayout(block)
        row = self.row(block)
        row.addWidget(label(figure.name, "body", wrap=True), 1)
        source = " · ".join(filter(None, (figure.period, figure.department, figure.source)))
        block.addWidget(label(source, "caption", "text2", wrap=True))
        if figure.remark:
            block.addWidget(label(figure.remark, "caption", "text2", wrap=True))
        link = self.link(figure.text, f"{figure.name} {figure.period} {figure.text}，回到填报")
        font = link.font()
        font.setBold(True)
        link.setFont(font)
        link.clicked.connect(lambda: self.figure_chosen.emit(figure.key))
        row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)

    def _gap(self, view: View, result: IndicatorResult, found: Shortfalls | None) -> None:
        """差在哪里: the smallest plausible change of each figure, as facts for next year."""
        places = view.assessment.scorecard.ruleset.places
        frame, column = panel("note", (12, 10, 12, 10), 6)
        self.column.addWidget(frame)
        row = self.row(column)
        row.addWidget(IconText(self.theme, "goal", "", tone="accent"))
        row.addWidget(label(trial_text.gap_title(result, places), "card"), 1)
        every = self.link("全部分差…")
        every.clicked.connect(self.gaps_wanted)
        row.addWidget(every)
        for line in trial_text.row_lines(result, found, view.packs.catalogue, places):
            column.addWidget(label(line, "secondary", wrap=True))
        row = self.row(column)
        row.addWidget(self._trial_button())
        row.addWidget(label("试算不改动已填的数", "caption", "text2"))
        row.addStretch(1)

    def _trial_button(self) -> Button:
        made = Button("试算… F9", self.theme, "small", "trial")
        made.clicked.connect(self.trial_wanted)
        return made

    def _remarks(self, result: IndicatorResult, proof: Proof) -> None:
        """口径提示 and the 国考 values: shown, never scored."""
        told = ([f"口径提示：{proof.oddity}"] if proof.oddity else []) + list(proof.references)
        for text in told:
            row = self.row()
            frame, column = panel("well", (10, 8, 10, 8))
            line = QHBoxLayout()
            line.addWidget(IconText(self.theme, "info", ""), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(text, "secondary", "text2", wrap=True), 1)
            column.addLayout(line)
            row.addWidget(frame)

    def _official(self, result: IndicatorResult) -> None:
        indicator = result.indicator
        self.section("公布文本", f"第 {indicator.number} 项" if indicator.number.isdigit() else indicator.number)
        self.text(indicator.name, "strong", selectable=True)
        for title, text in (
            ("指标要求", indicator.requirement),
            ("指标来源", indicator.source),
        ):
            if text:
                self.text(title, "caption", "text2")
                self.text(text, "secondary", selectable=True)


def _working(part: PartProof, result: IndicatorResult, several: bool) -> str:
    """How the points are come by, up to the rounded ones where the row has one value."""
    if not part.working:
        return status_text(result) + "。"
    if several or not result.full:
        return part.working
    rounded = points_text(result.points)
    exact = f" ＝ {part.points}" if part.points and part.points != rounded.rstrip("0").rstrip(".") else ""
    return f"{part.working}{exact} → {rounded} 分"
