"""试算: figures changed beside the grid without being saved; what is tried gathers until 关闭, and goes nowhere."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.scheme import Part
from hqd_desktop.services import trial_text, wording
from hqd_desktop.services.messages import sentence
from hqd_desktop.services.records import Assessment
from hqd_desktop.services.trials import Goal, Scratch, begin
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.card import empty_layout
from hqd_desktop.ui.widgets.controls import Button, label, rule, set_tone
from hqd_desktop.ui.widgets.goal_box import GoalBox
from hqd_desktop.ui.widgets.icon_text import IconText
from hqd_desktop.ui.widgets.side_panel import SidePanel
from hqd_desktop.ui.widgets.trial_field import TrialField

BIG_TEXT = 1.5  # from here on room is for the fields; the grid beside tells which row it is
Worker = Callable[[Callable[[], Scratch | None], Callable[[Scratch | None], None]], object]


class TrialPanel(QFrame):
    """`closed` lets go of everything tried, `copied` carries it as text, `left` gives the keyboard back to the grid.

    `work` runs a search off the GUI thread and gives its answer back on it.
    """

    closed = Signal()
    copied = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, work: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._work = theme, work
        self._scratch: Scratch | None = None
        self._number = ""
        self._tried = QVBoxLayout()
        self._found: tuple[Scratch, Scratch] | None = None
        self._fields: dict[FigureKey, TrialField] = {}
        self._goal: GoalBox | None = None
        self._cells: dict[tuple[int, int], QLabel] = {}
        self.setProperty("area", "trial")
        self.setAccessibleName(trial_text.TITLE)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(14, 10, 14, 8)
        head.setSpacing(6)
        head.addWidget(IconText(theme, "trial", trial_text.TITLE, "strong", "warning"))
        self._name = label("", "panel", wrap=True)
        head.addWidget(self._name)
        self._scores = QGridLayout()
        self._scores.setHorizontalSpacing(8)
        self._scores.setVerticalSpacing(4)
        head.addLayout(self._scores)
        column.addLayout(head)
        column.addWidget(rule())
        self.body = SidePanel(theme, "试算的数")
        self.body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored
        )  # the scores are never squeezed
        self.body.setMinimumHeight(60)
        column.addWidget(self.body, 1)
        column.addWidget(rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 14, 8)
        foot.setSpacing(8)
        self.copy_button = Button("复制", theme, "small", "copy")
        self.copy_button.clicked.connect(self._copy)
        self.close_button = Button("关闭", theme, "small", "close")
        self.close_button.clicked.connect(self.closed)
        foot.addWidget(self.copy_button)
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        foot.addWidget(label("F9 关闭", "caption", "text2"))
        column.addLayout(foot)
        theme.changed.connect(self._on_theme_changed)

    @property
    def scratch(self) -> Scratch | None:
        """What is tried; None when no 试算 goes on."""
        return self._scratch

    def begin(self, assessment: Assessment, number: str, key: FigureKey | None = None) -> None:
        """Try the figures of a row, one of them first; what was tried before stays."""
        if self._scratch is None:
            self._scratch = begin(assessment)
        self.show_row(number)
        if key is not None and self._goal is not None:
            self._goal.choose(key)
        self._focus(key)

    def show_state(self, assessment: Assessment, number: str) -> None:
        """Another row, or a newer state to which what is tried is carried over."""
        if self._scratch is None:
            return
        newer = assessment is not self._scratch.assessment
        if newer:
            self._scratch = self._scratch.rebased(assessment)
        if newer or number != self._number:
            held = next((key for key, made in self._fields.items() if made.field.hasFocus()), None)
            self.show_row(number)
            if held is not None:
                self._focus(held)

    def end(self) -> None:
        """Let go of everything tried."""
        self._scratch, self._number, self._found = None, "", None

    def show_row(self, number: str) -> None:
        """The figures of another row; the changes gathered so far stay."""
        if self._scratch is None:
            return
        self._number, self._found, self._fields, self._goal = number, None, {}, None
        result = self._scratch.card.result(number)
        self._name.setText(f"{number}　{result.indicator.short}")
        self._name.setVisible(self._theme.scale < BIG_TEXT)
        column = self.body.begin()
        figures = self._scratch.figures(number) if result.applicable else ()
        for figure in figures:
            made = TrialField(self._theme, figure)
            self._fields[figure.key] = made
            made.typed.connect(lambda text, key=figure.key: self._on_typed(key, text))
            made.stepped.connect(lambda count, key=figure.key: self._on_stepped(key, count))
            made.restored.connect(lambda key=figure.key: self._restore(key))
            made.submitted.connect(lambda made=made: self._next_field(made))
            made.left.connect(self.left)
            made.entered.connect(lambda key=figure.key: self._on_entered(key))
            column.addWidget(made)
        if figures:
            self._goal = GoalBox(self._theme, self._scratch.before.result(number), figures)
            self._goal.asked.connect(self._seek)
            self._goal.taken.connect(self._take)
            self._goal.left.connect(self.left)
            column.addWidget(self._goal)
        else:
            self.body.text("这一项不评价本院，没有可试的数。", "secondary", "text2")
        self._tried = QVBoxLayout()
        self._tried.setSpacing(4)
        column.addLayout(self._tried)
        self.body.finish()
        first = next(iter(self._fields.values()), None)
        self.setFocusProxy(first.field if first else self.close_button)
        self._show_outcome()

    # -- acts ----------------------------------------------------------------------------------------------------

    def _on_typed(self, key: FigureKey, text: str) -> None:
        if self._scratch is None:
            return
        outcome = self._scratch.try_typed(key, text)
        if isinstance(outcome, Problem):
            self._scratch = self._scratch.without(key)
            self._show_outcome()
            self._fields[key].refuse(sentence(outcome))
            return
        self._scratch = outcome
        self._show_outcome()

    def _on_theme_changed(self) -> None:
        empty_layout(self._scores)
        self.show_row(self._number)

    def _on_entered(self, key: FigureKey) -> None:
        if self._goal is not None:
            self._goal.choose(key)
        self._bring_in(self._fields[key])

    def _bring_in(self, widget: QWidget) -> None:
        """Scroll to what has the keyboard; Qt does so for the Tab key only."""
        self.body.column.activate()
        self.body.ensureWidgetVisible(widget, 0, 8)

    def _on_stepped(self, key: FigureKey, count: int) -> None:
        if self._scratch is not None:
            self._scratch = self._scratch.step(key, count)
            self._show_outcome()
            self._fields[key].write_number()

    def _restore(self, key: FigureKey) -> None:
        if self._scratch is not None:
            self._scratch = self._scratch.without(key)
            self._show_outcome()
            if key in self._fields:
                self._fields[key].write_number()
            self._focus(key)

    def restore_all(self) -> None:
        """全部还原: back to what is filled in."""
        if self._scratch is not None:
            self._scratch = self._scratch.cleared()
            self._show_outcome()
            for made in self._fields.values():
                made.write_number()
            self._focus(None)

    def _focus(self, key: FigureKey | None) -> None:
        """Into the field of a figure, or the first one; the number stands selected, so that typing replaces it."""
        chosen = self._fields[key] if key in self._fields else next(iter(self._fields.values()), None)
        if chosen is None:
            self.close_button.setFocus()
        else:
            chosen.field.setFocus(Qt.FocusReason.OtherFocusReason)
            chosen.field.selectAll()

    def _next_field(self, made: TrialField) -> None:
        order = list(self._fields.values())
        place = order.index(made) + 1
        if place < len(order):
            order[place].field.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._goal is not None:
            self._bring_in(self._goal)
            self._goal.field.setFocus(Qt.FocusReason.TabFocusReason)

    def _seek(self, key: FigureKey, text: str, part: Part | None) -> None:
        scratch, box = self._scratch, self._goal
        if scratch is None or box is None:
            return
        goal = scratch.read_goal(self._number, key, text, part)
        if isinstance(goal, Problem):
            box.show_answer(sentence(goal), False, refused=True)
            return
        self._work(lambda: scratch.reach(goal), lambda found: self._on_sought(scratch, goal, box, found))

    def _on_sought(self, scratch: Scratch, goal: Goal, box: GoalBox, found: Scratch | None) -> None:
        if scratch is self._scratch and box is self._goal:  # else the answer is for what was tried before
            self._found = (scratch, found) if found is not None else None
            movable = found is not None and found.changed != scratch.changed
            box.show_answer(trial_text.goal_text(scratch, found, goal), movable)
            self._bring_in(box.take if movable else box.answer)

    def _take(self) -> None:
        if self._found is not None and self._found[0] is self._scratch:
            self._scratch = self._found[1]
            self._show_outcome()
            for made in self._fields.values():
                made.write_number()
            self._focus(self._goal.key if self._goal else None)

    def _copy(self) -> None:
        if self._scratch is not None:
            self.copied.emit(trial_text.scratch_text(self._scratch))

    # -- what comes of it ----------------------------------------------------------------------------------------

    def _show_outcome(self) -> None:
        scratch = self._scratch
        if scratch is None:
            return
        for key, made in self._fields.items():
            made.show_figure(scratch.figure(key))
        if self._goal is not None:
            self._goal.show_answer("", False)
        self._show_scores(scratch)
        self._show_tried(scratch)

    def _show_scores(self, scratch: Scratch) -> None:
        old, new = scratch.before.result(self._number), scratch.card.result(self._number)
        places = scratch.card.ruleset.places
        lines = [
            (before.part.name if len(old.parts) > 1 else "指标值", wording.part_text(before), wording.part_text(after))
            for before, after in zip(old.parts, new.parts, strict=True)
        ]
        full = f" / {wording.full_text(new.full)}" if new.full else ""
        lines.append((f"得分{full}", wording.score_text(old, places), wording.score_text(new, places)))
        lines.append(("结果", wording.total_text(scratch.before), wording.total_text(scratch.card)))
        if self._scores.count() != 3 + 4 * len(lines):
            self._make_scores(len(lines))
        for row, texts in enumerate(lines, 1):
            moved = texts[1] != texts[2]
            for column, text in zip((0, 1, 3), texts, strict=True):
                held = self._cells[row, column]
                held.setText(text)
                if column == 3:
                    set_tone(held, "warning" if moved else "text2")

    def _make_scores(self, count: int) -> None:
        empty_layout(self._scores)
        self._cells.clear()
        for column, text in ((0, ""), (1, "现在"), (3, "试算")):
            title = label(text, "caption", "text2")
            self._scores.addWidget(title, 0, column)
            title.setVisible(self._theme.scale < BIG_TEXT)
        for row in range(1, count + 1):
            last = row >= count - 1
            for column, kind in ((0, "caption"), (1, "secondary"), (2, "secondary"), (3, "strong")):
                kind = "card" if last and column == 3 else kind
                made = label("→" if column == 2 else "", kind, "text2", wrap=column != 2)
                self._scores.addWidget(made, row, column)
                self._cells[row, column] = made
        for column, stretch in enumerate((5, 9, 0, 10)):
            self._scores.setColumnStretch(column, stretch)

    def _show_tried(self, scratch: Scratch) -> None:
        """What was changed so far, each with its way back, and the other rows that it moves."""
        empty_layout(self._tried)
        if not scratch.changed:
            return
        head = QHBoxLayout()
        head.addWidget(label(f"已试 {len(scratch.changed)} 个数", "heading", "text2"))
        head.addStretch(1)
        back = Button("全部还原", self._theme, "link")
        back.clicked.connect(self.restore_all)
        head.addWidget(back)
        self._tried.addWidget(rule())
        self._tried.addLayout(head)
        for key in scratch.changed:
            row = QHBoxLayout()
            figure = scratch.figure(key)
            row.addWidget(label(trial_text.tried_text(figure), "secondary", wrap=True), 1)
            one = Button("还原", self._theme, "link")
            one.setAccessibleName(f"还原 {figure.item.name}")
            one.clicked.connect(lambda _=False, key=key: self._restore(key))
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
            self._tried.addLayout(row)
        others = [(old, new) for old, new in scratch.moved() if new.indicator.number != self._number]
        if others:
            self._tried.addWidget(label("其他指标也跟着变", "heading", "text2"))
        places = scratch.card.ruleset.places
        for old, new in others:
            self._tried.addWidget(label(trial_text.row_text(old, new, places), "secondary", "text2", wrap=True))
