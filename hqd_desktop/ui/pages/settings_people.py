"""设置 · 用户: who is at work, who can be chosen at start, a password where the hospital wants one; and 修改记录."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.people import PeopleBook
from hqd_desktop.services.records import Person
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.dialogs.password_dialog import PasswordDialog
from hqd_desktop.ui.dialogs.words_dialog import WordsDialog
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.card import Card, empty_layout
from hqd_desktop.ui.widgets.controls import Button, label

TOLD = (
    "每次改动都记下姓名和电脑名。口令只防同事误用别人的名字，不是保护：拿到数据文件的人，用别的工具仍能读、能改。"
    "改过会被“核对有无外部改动”发现。"
)


class PeopleSection(QWidget):
    """A list with initials; each act is written at once."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session, self._theme = session, theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        card = Card("用户")
        self.now = label("", "body", wrap=True)
        card.column.addWidget(self.now)
        card.column.addWidget(label(TOLD, "caption", "text2", wrap=True))
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(12)
        self._rows.setVerticalSpacing(6)
        card.column.addLayout(self._rows)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.name, self.initials = QLineEdit(), QLineEdit()
        self.name.setAccessibleName("新用户姓名")
        self.name.setPlaceholderText("姓名，例如 财务科甲")
        self.initials.setAccessibleName("新用户简写")
        self.initials.setPlaceholderText("简写，例如 CWJ")
        self.initials.setMaximumWidth(theme.px(140))
        self.name.returnPressed.connect(self._add)
        self.initials.returnPressed.connect(self._add)
        add = Button("添加用户", theme, "", "add")
        add.clicked.connect(self._add)
        line.addWidget(self.name, 1)
        line.addWidget(self.initials)
        line.addWidget(add)
        card.column.addLayout(line)
        self.told = label("", "secondary", "error", wrap=True)
        self.told.hide()
        card.column.addWidget(self.told)
        column.addWidget(card)
        past = Card("修改记录")
        past.column.addWidget(label("数、说明、佐证、状态、方案的每一次改动，只增不减，前后相扣。", "body", wrap=True))
        row = QHBoxLayout()
        show = Button("看修改记录…", theme, "", "history")
        show.clicked.connect(self.open_history)
        row.addWidget(show)
        row.addStretch(1)
        past.column.addLayout(row)
        column.addWidget(past)

    def show_view(self, view: View) -> None:
        """Draw a state."""
        self._session.ask(lambda workspace: (tuple(workspace.people().all()), workspace.actor), self._show)

    def do(self, act: str) -> None:
        """What Ctrl+K asks for."""
        {"history": self.open_history, "who": self.choose}[act]()

    def open_history(self) -> None:
        """Everything that was changed."""
        from hqd_desktop.ui.dialogs.history_dialog import HistoryDialog

        HistoryDialog(self._session, self._theme, self.window()).open()

    def choose(self) -> None:
        """Another person sits down."""
        from hqd_desktop.ui.dialogs.who_dialog import ask_who

        ask_who(self._session, self._theme, self.window(), always=True)

    def _show(self, found) -> None:
        people, actor = found
        self.now.setText(f"现在以“{actor.who}”的名字记录，电脑 {actor.pc}。")
        empty_layout(self._rows)
        if not people:
            words = "还没有列出用户：改动以这台电脑的登录名记录。添加后，打开程序时可选自己的名字。"
            self._rows.addWidget(label(words, "secondary", "text2", wrap=True), 0, 0, 1, 2)  # as wide as the card
        for row, person in enumerate(people):
            self._add_row(row, person)
        self._rows.setColumnStretch(1, 1)

    def _add_row(self, row: int, person: Person) -> None:
        state = ("口令" if person.guarded else "无口令") if person.active else "已停用"
        for column, (words, tone) in enumerate(
            ((person.initials or "—", "text2"), (person.name, "text"), (state, "text2"))
        ):
            self._rows.addWidget(label(words, "body", tone), row, column)
        acts: list[tuple[str, Callable[[], None]]] = [("改名…", lambda: self._rename(person))]
        if person.active:
            acts.append(("改口令…" if person.guarded else "设口令…", lambda: self._ask_password(person)))
        acts.append(
            ("停用" if person.active else "恢复", lambda: self._save(replace(person, active=not person.active)))
        )
        for place, (words, act) in enumerate(acts, 3):
            button = Button(words, self._theme, "small")
            button.setAccessibleName(f"{words} {person.name}")
            button.clicked.connect(lambda _=False, act=act: act())
            self._rows.addWidget(button, row, place)

    def _add(self) -> None:
        self._save(Person(self.name.text(), self.initials.text()))

    def _save(self, person: Person) -> None:
        self._do(lambda book: book.save(person))

    def _rename(self, person: Person) -> None:
        dialog = WordsDialog(
            self._theme, f"改名：{person.name}", "以前的改动仍记在原来的名字下。", "保存", person.name, 1, 1,
            parent=self.window(),
        )  # fmt: skip
        dialog.given.connect(lambda name: self._save(replace(person, name=name)))
        dialog.open()

    def _ask_password(self, person: Person) -> None:
        dialog = PasswordDialog(self._theme, f"{person.name} 的口令", TOLD, new=True, parent=self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(lambda words: self._do(lambda book: book.set_password(person, words)))
        dialog.open()

    def _do(self, act: Callable[[PeopleBook], object]) -> None:
        def job(workspace):
            act(workspace.people())
            return tuple(workspace.people().all()), workspace.actor

        self._session.ask(job, self._on_saved, self._on_refused)

    def _on_saved(self, found) -> None:
        self.name.clear()
        self.initials.clear()
        self.told.hide()
        self._show(found)

    def _on_refused(self, problems: Sequence[Problem]) -> None:
        self.told.setText("；".join(sentences(problems)))
        self.told.show()
