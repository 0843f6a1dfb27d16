"""您是哪一位: whose name the changes carry, asked at start where the hospital has named people; no gate to the data."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.messages import sentence
from hqd_desktop.services.records import Person
from hqd_desktop.ui.dialogs.password_dialog import PasswordDialog
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label

LAST_PERSON = "user.person"


def ask_who(session: Session, theme: Theme, window: QWidget, always: bool = False) -> None:
    """Ask where people are named; one alone without a password is taken without asking, unless `always`."""

    def show(people: Sequence[Person]) -> None:
        if len(people) == 1 and not people[0].guarded and not always:
            _admit(session, people[0])
        elif people:
            WhoDialog(session, theme, people, window).open()
        elif always:
            session.notify("还没有列出用户。请在“设置 · 用户”里添加。")

    session.ask(lambda workspace: tuple(workspace.people().active()), show)


def _admit(session: Session, person: Person) -> None:
    session.ask(lambda workspace: workspace.people().admit(person), lambda _: _took(session, person))


def _took(session: Session, person: Person) -> None:
    session.desk.settings().set(LAST_PERSON, person.id)
    session.person_changed.emit(person.name)


class WhoDialog(QDialog):
    """Enter takes the chosen one; Esc goes on under the name that this PC has."""

    def __init__(self, session: Session, theme: Theme, people: Sequence[Person], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme, self._people = session, theme, tuple(people)
        self._password: PasswordDialog | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("您是哪一位")
        self.setModal(True)
        self.setMinimumWidth(theme.px(420))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label("您是哪一位", "panel"))
        column.addWidget(
            label("姓名写进每一次改动的记录。不选也能用，以这台电脑的登录名记录。", "secondary", "text2", wrap=True)
        )
        self.list = QListWidget()
        self.list.setAccessibleName("用户")
        last = session.desk.settings().get(LAST_PERSON, "")
        for person in self._people:
            guarded = "　　要口令" if person.guarded else ""
            entry = QListWidgetItem(f"{person.initials or person.name[:1]}　{person.name}{guarded}")
            entry.setSizeHint(QSize(theme.px(100), theme.px(32)))
            self.list.addItem(entry)
        places = [place for place, person in enumerate(self._people) if person.id == last]
        self.list.setCurrentRow(places[0] if places else 0)
        self.list.itemActivated.connect(lambda _: self._take())
        column.addWidget(self.list)
        row = QHBoxLayout()
        row.addStretch(1)
        leave = Button("不选 Esc", theme)
        leave.clicked.connect(self.reject)
        take = Button("就是我 Enter", theme, "primary")
        take.clicked.connect(self._take)
        row.addWidget(leave)
        row.addWidget(take)
        column.addLayout(row)
        self.list.setFocus()

    def keyPressEvent(self, event):
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # the list has taken it already
            super().keyPressEvent(event)

    def _take(self) -> None:
        person = self._people[self.list.currentRow()]
        if not person.guarded:
            self._admit(person, "")
            return
        words = "口令只防误用别人的名字，不保护数据。"
        self._password = dialog = PasswordDialog(self._theme, f"{person.name} 的口令", words, new=False, parent=self)
        dialog.given.connect(lambda given: self._admit(person, given))
        dialog.open()

    def _admit(self, person: Person, password: str) -> None:
        self._session.ask(
            lambda workspace: workspace.people().admit(person, password), lambda answer: self._answered(person, answer)
        )

    def _answered(self, person: Person, problem: Problem | None) -> None:
        if problem is not None and self._password is not None:
            self._password.refuse(sentence(problem))
            return
        if self._password is not None:
            self._password.accept()
        _took(self._session, person)
        self.accept()
