"""设置 · 指标表与赋分方案: the table in force, which may be changed for another, and every rule as a sentence."""

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hqd_desktop.domain.ruleset import RuleSet
from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.services.wording import class_text, full_text
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.pages.own_packs import OwnPacks
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.card import Card, empty_layout
from hqd_desktop.ui.widgets.controls import Button, Picker, label, panel
from hqd_desktop.ui.widgets.table_chooser import TableChooser


class RulesSection(QWidget):
    """Drawn anew only when table or rule set changed."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._theme, self._session = theme, session
        self._drawn: tuple = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._table = Card("评价指标表")
        self._table_text = QVBoxLayout()
        self._table.column.addLayout(self._table_text)
        self._rules = Card("赋分方案")
        self._edit = Button("编辑、另存新版…", theme, "small")
        self._edit.clicked.connect(self._on_edit_clicked)
        self._used = Picker(theme, "用哪一套赋分方案")
        self._used.activated.connect(self._on_used)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(label("用哪一套", "body", "text2"))
        line.addWidget(self._used, 1)
        line.addWidget(self._edit)
        self._rules.column.addLayout(line)
        self._rules_text = QVBoxLayout()
        self._rules_text.setSpacing(6)
        self._rules.column.addLayout(self._rules_text)
        column.addWidget(self._table)
        self._chooser = TableChooser(session, theme)
        self._table.column.addWidget(self._chooser)
        self._own = OwnPacks(session, theme)
        self._own.changed.connect(self._chooser.read_anew)
        self._table.column.addWidget(self._own)
        column.addWidget(self._rules)

    def show_view(self, view: View) -> None:
        """Draw a state."""
        self._chooser.show_view(view)
        scheme, ruleset = view.packs.scheme, view.packs.ruleset
        self._edit.setEnabled(view.editable)
        self._used.setEnabled(view.editable)
        wanted = (scheme.id, scheme.version, ruleset.id, ruleset.version, view.hospital)
        if wanted == self._drawn:
            return
        self._drawn = wanted
        self._own.show_view(view)
        self._session.ask_books(lambda books: books.rules.all(), self._on_rulesets_read, self._session.refused.emit)
        empty_layout(self._table_text)
        self._table_text.addWidget(label(scheme.name, "strong", wrap=True))
        self._table_text.addWidget(
            label(f"{scheme.issuer}　{scheme.document}　{scheme.issued}", "secondary", "text2", wrap=True)
        )
        for note in scheme.notes:
            self._table_text.addWidget(label(note, "secondary", "text2", wrap=True))
        empty_layout(self._rules_text)
        self._rules.note.setText(f"批准文号：{ruleset.approval}" if ruleset.approval else "未填批准文号")
        self._rules_text.addWidget(label(ruleset.title, "strong"))
        self._rules_text.addWidget(_note(ruleset.note))
        for group in scheme.groups:
            rows = view.assessment.scorecard.of_group(group.key)
            if rows:
                self._rules_text.addSpacing(8)
                self._rules_text.addWidget(label(group.title, "heading", "text2", wrap=True))
                self._rules_text.addLayout(self._group(rows))

    def _on_rulesets_read(self, rulesets: tuple[RuleSet, ...]) -> None:
        self._used.clear()
        for one in rulesets:
            self._used.addItem(f"{one.name} {one.version} 版　{one.approval or '未填批准文号'}", one.id)
        if self._session.view is not None:
            self._used.setCurrentIndex(self._used.findData(self._session.view.packs.ruleset.id))

    def _on_used(self, place: int) -> None:
        chosen = self._used.itemData(place)
        self._session.change_books(lambda books: books.rules.use(chosen), None)

    def _on_edit_clicked(self) -> None:
        from hqd_desktop.ui.dialogs.rules_editor import RulesEditor

        if self._session.view is not None:
            RulesEditor(self._session, self._theme, self._session.view, self.window()).open()

    def _group(self, rows: tuple[IndicatorResult, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        for line, row in enumerate(rows):
            full = f"满分 {full_text(row.entry.full)}" if row.entry.full else "加分" if row.bonus else "不计分"
            number = label(row.indicator.number, "secondary", "text2")
            number.setMinimumWidth(self._theme.px(20))
            grid.addWidget(number, line, 0)
            name = label(row.indicator.short, "secondary", "" if row.applicable else "text3")
            grid.addWidget(name, line, 1)
            grid.addWidget(label(_sentence(row), "secondary", "" if row.applicable else "text3", wrap=True), line, 2)
            grid.addWidget(label(full if row.applicable else "不适用本院", "secondary", "text2"), line, 3)
        return grid


def _sentence(row: IndicatorResult) -> str:
    """The rule of a row, halves with their names; whom the row speaks of where that is not this hospital."""
    if not row.applicable:
        return class_text(row.indicator)
    texts = []
    for part in row.parts:
        head = f"{part.part.name}：" if len(row.parts) > 1 else ""
        texts.append(head + part.rule.sentence(part.part.unit))
    return "\n".join(texts)


def _note(text: str) -> QFrame:
    frame, column = panel("note", (12, 8, 12, 8))
    column.addWidget(label(text, "secondary", wrap=True))
    return frame
