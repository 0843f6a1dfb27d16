"""The cards of the overview; each draws one View and asks for nothing but navigation."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hqd_desktop.domain.numerals import shown
from hqd_desktop.services.progress import Progress, progress
from hqd_desktop.services.shortfalls import Shortfalls
from hqd_desktop.services.wording import arithmetic_text, full_text, points_text, total_label, total_text
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.pages import overview_words as words
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.card import Card, empty_layout
from hqd_desktop.ui.widgets.controls import Button, ElidedLabel, label
from hqd_desktop.ui.widgets.legend import Legend
from hqd_desktop.ui.widgets.row_button import RowButton
from hqd_desktop.ui.widgets.score_bars import Bar, ScoreBars
from hqd_desktop.ui.widgets.status_shapes import TONES, Shape, ShapeLabel
from hqd_desktop.ui.widgets.year_line import YearLine, YearMark


class ScoreCard(Card):
    """自评得分: the number, its arithmetic, a bar for each 一级指标; with room, the totals of the years."""

    proof_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("自评得分")
        self._theme = theme
        head = QHBoxLayout()
        head.setSpacing(12)
        self._total = label("—", "score")
        self._line = label("", "secondary", "text2")
        self._arithmetic = label("", "secondary", "text2")
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addStretch(1)
        lines.addWidget(self._line)
        lines.addWidget(self._arithmetic)
        lines.addStretch(1)
        head.addWidget(self._total)
        head.addLayout(lines, 1)
        self.column.addLayout(head)
        self._legend = Legend(theme)
        self.column.addWidget(self._legend)
        self._bars = ScoreBars(theme)
        self.column.addWidget(self._bars)
        self._empty = label("还没有数。填好 3 个数就能看到第 1 个指标。", "body", "text2", wrap=True)
        self.column.addWidget(self._empty)
        self._note = label("", "caption", "text3", wrap=True)
        self.column.addWidget(self._note)
        self.years_title = label("历年得分", "card")
        self.years = YearLine(theme, "历年得分")
        self.years.setMaximumHeight(theme.px(180))
        self.column.addSpacing(4)
        self.column.addWidget(self.years_title)
        self.column.addWidget(self.years, 2)
        self._rest = QWidget()
        self.column.addWidget(self._rest, 1)
        button = Button("看指标与得分", theme, "small", "indicators")
        button.clicked.connect(self.proof_asked)
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_view(self, view: View) -> None:
        """Draw a state."""
        card = view.assessment.scorecard
        done, _total = words.counts(view)
        places = card.ruleset.places
        self.note.setText(card.ruleset.title)
        self._total.setText(total_text(card))
        last = view.last_scorecard
        before = f"　·　{view.record.year - 1} 年 {total_text(last)}" if last and last.total else ""
        self._line.setText(f"{total_label(card)}，满分 100{before}")
        self._arithmetic.setText(arithmetic_text(card) if done else "")
        self._legend.show_parts(
            points_text(card.points, places), points_text(card.lost, places), points_text(card.undetermined, places)
        )
        self._bars.show_bars([
            Bar(words.group_name(group.group), group.points, group.full, group.undetermined,
                f"{points_text(group.points, places)} / {full_text(group.full)}")
            for group in card.groups if group.full
        ])  # fmt: skip
        unscored = [f"“{words.group_name(g.group)}”" for g in card.groups if not g.full and not _bonus(view, g)]
        bonus = [f"“{words.group_name(g.group)}”" for g in card.groups if not g.full and _bonus(view, g)]
        notes = [f"{'、'.join(unscored)}为政府层面，不评价医院；"] if unscored else []
        notes += [f"{'、'.join(bonus)}只加分。"] if bonus else []
        self._note.setText("".join(notes) + "条长按满分比例。")
        for widget in (self._total, self._line, self._legend, self._bars, self._note):
            widget.setVisible(bool(done))
        self._empty.setVisible(not done)

    def show_years(self, totals: Sequence[tuple[int, Decimal, bool]]) -> None:
        """The totals by year, all by the rule set in force."""
        self.years.show_marks(
            [
                YearMark(f"{year}{' 暂' if provisional else ''}", float(total), shown(total, 2), provisional)
                for year, total, provisional in totals
            ]
        )

    def show_wide(self, wide: bool) -> None:
        """Whether there is room for the years."""
        self.years_title.setVisible(wide)
        self.years.setVisible(wide)


def _bonus(view: View, group) -> bool:
    return any(result.bonus for result in view.assessment.scorecard.of_group(group.group.key))


class GapCard(Card):
    """分差在哪里: what can still be given, and what the facts cost; never worded as advice to alter a figure."""

    indicator_asked = Signal(str)
    all_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("分差在哪里", "从大到小")
        self._theme = theme
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.column.addLayout(self._rows)
        self.column.addStretch(1)
        self._limit = 6
        self._gaps: tuple[list[words.Gap], list[words.Gap]] = ([], [])
        self._rest, self._nothing = "", ""

    def show_view(self, view: View, found: Shortfalls | None = None) -> None:
        """Draw a state; `found` names the smallest changes, None while they are sought."""
        self._gaps = words.gaps(view, found) if words.counts(view)[0] else ([], [])
        begun = words.counts(view)[0] > 0
        self._nothing = "没有失分，也没有未定的分。" if begun else "填数以后，这里列出哪些分还没定、哪些分失在哪里。"
        self._rest = words.gap_total(view)
        self._draw()

    def show_limit(self, limit: int) -> None:
        """At most so many rows."""
        if limit != self._limit:
            self._limit = limit
            self._draw()

    def _draw(self) -> None:
        empty_layout(self._rows)
        now, later = self._gaps
        room = self._limit
        first = now[: max(1, room // 2) if later else room]
        second = later[: room - len(first)]
        for title, hint, rows in (("现在能补", "补上数才能定分", first), ("来年改进", "已成事实，供整改", second)):
            if rows:
                self._add_heading(title, hint)
                for gap in rows:
                    self._rows.addWidget(self._row(gap))
        hidden = len(now) + len(later) - len(first) - len(second)
        if now or later:
            more = Button(
                f"全部分差…（还有 {hidden} 项，{self._rest}）" if hidden else "全部分差…", self._theme, "link"
            )
            more.clicked.connect(self.all_asked)
            self._rows.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        if not now and not later:
            self._rows.addWidget(label(self._nothing, "body", "text2", wrap=True))

    def _add_heading(self, title: str, hint: str) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 2)
        row.setSpacing(8)
        row.addWidget(label(title, "heading", "text2"))
        row.addWidget(label(hint, "caption", "text2"))
        row.addStretch(1)
        self._rows.addLayout(row)

    def _row(self, gap: words.Gap) -> RowButton:
        row = RowButton(self._theme, f"{gap.number} {gap.name}，{gap.points}，{gap.reason}")
        row.add(ShapeLabel(gap.shape, self._theme))
        number = label(gap.number, "strong", "text2")
        number.setMinimumWidth(self._theme.px(20))
        row.add(number)
        texts = QWidget()
        column = QVBoxLayout(texts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(ElidedLabel(gap.name))
        column.addWidget(ElidedLabel(gap.reason, "caption", "text2"))
        row.add(texts, 1)
        row.add(label(gap.points, "strong", "missing" if gap.open else ""))
        row.setToolTip(gap.detail or gap.reason)
        row.clicked.connect(lambda: self.indicator_asked.emit(gap.number))
        return row


class DepartmentCard(Card):
    """科室收数: done of total for each department, the unfinished first."""

    department_asked = Signal(str)
    copy_asked = Signal()

    SHOWN = 8

    def __init__(self, theme: Theme) -> None:
        super().__init__("科室收数")
        self._theme = theme
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.column.addLayout(self._rows)
        self.column.addStretch(1)
        self._copy = Button("复制催办名单", theme, "small", "copy")
        self._copy.clicked.connect(self.copy_asked)
        self.column.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)

    def show_view(self, view: View) -> None:
        """Draw a state."""
        done, total = words.counts(view)
        self.note.setText(f"{done} / {total}")
        self._copy.setEnabled(done < total)
        empty_layout(self._rows)
        rows = sorted(
            progress(view.assessment, departments=view.departments), key=lambda p: (p.errors == 0, p.missing == 0)
        )
        limit = self.SHOWN if len(rows) <= self.SHOWN else self.SHOWN - 1
        for group in rows[:limit]:
            self._rows.addWidget(self._row(group))
        rest = rows[limit:]
        if rest:
            merged = Progress(
                f"其他 {len(rest)} 个科室", sum(p.total for p in rest), sum(p.missing for p in rest),
                sum(p.errors for p in rest),
            )  # fmt: skip
            self._rows.addWidget(self._row(merged, ""))

    def _row(self, group: Progress, target: str | None = None) -> RowButton:
        shape = Shape.ERROR if group.errors else Shape.MISSING if group.missing else Shape.OK
        lacks = " · ".join([f"缺 {group.missing}"] * bool(group.missing) + [f"{group.errors} 错"] * bool(group.errors))
        row = RowButton(self._theme, f"{group.name} {group.done}/{group.total} {lacks}", line=False)
        row.row.setContentsMargins(0, 2, 0, 2)
        row.add(ShapeLabel(shape, self._theme))
        row.add(ElidedLabel(group.name), 1)
        row.add(label(lacks, "caption", TONES[shape]))
        number = label(f"{group.done}/{group.total}", "body", "text2")
        number.setAlignment(Qt.AlignmentFlag.AlignRight)
        number.setMinimumWidth(self._theme.px(42))
        row.add(number)
        row.clicked.connect(lambda: self.department_asked.emit(group.name if target is None else target))
        return row
