"""添加医院: a further hospital in the database that is open; it asks what the first run asks, and the 机构代码."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.services.messages import sentences
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label
from hqd_desktop.ui.widgets.first_run_form import FirstRunForm

WORDS = "几家医院放在一个数据库里，各有各的年度、数、科室、记录和状态，互不相混；备份和交接带上全部。"


class MemberDialog(QDialog):
    """Enter adds and opens it; a name or code that is there already is refused with a sentence."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scheme_ids: Sequence[str] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("添加医院")
        self.setMinimumWidth(min(theme.px(620), 1200))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 14)
        outer.setSpacing(8)
        outer.addWidget(label("在本库添加医院", "panel"))
        inner, scroll = QWidget(), QScrollArea()  # large text needs more height than a low screen has
        inner.setProperty("area", "bg")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        outer.addWidget(scroll, 1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        column.addWidget(label(WORDS, "secondary", "text2", wrap=True))
        column.addSpacing(4)
        self.form = FirstRunForm(theme, date.today())
        column.addWidget(self.form)
        column.addWidget(label("5　机构代码", "strong"))
        self.code = QLineEdit()
        self.code.setAccessibleName("机构代码")
        self.code.setPlaceholderText("可不填；填了，两家不能相同")
        self.code.setMaxLength(40)
        column.addWidget(self.code)
        self.said = label("", "secondary", "error", wrap=True)
        self.said.hide()
        column.addStretch(1)
        outer.addWidget(self.said)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        leave = Button("取消 Esc", theme)
        leave.clicked.connect(self.reject)
        self.add_button = Button("添加并打开", theme, "primary")
        self.add_button.setEnabled(False)
        self.add_button.clicked.connect(self._add)
        row.addWidget(leave)
        row.addWidget(self.add_button)
        outer.addLayout(row)
        wanted, room = inner.sizeHint().height() + theme.px(130), parent.height() if parent is not None else 700
        self.resize(theme.px(620), min(wanted, room - 20))
        self.form.changed.connect(self._on_changed)
        for field in (self.form.name, self.code):
            field.returnPressed.connect(self.add_button.click)
        self.form.name.setFocus()
        source = session.desk.source()
        session.tasks.run_in_database(
            lambda: [source.scheme(scheme_id) for scheme_id in source.scheme_ids()], self._show_schemes
        )

    def keyPressEvent(self, event):
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # the fields have taken it already
            super().keyPressEvent(event)

    def _show_schemes(self, schemes: Sequence[Scheme]) -> None:
        if not isValid(self):
            return
        self._scheme_ids = [scheme.id for scheme in schemes]
        self.form.show_schemes(schemes)
        view = self._session.view
        if view is not None:  # a further member mostly has the table and year of the one that is open
            self.form.fill("", view.hospital.level, view.hospital.type, view.record.scheme_id, view.record.year)
        self._on_changed()

    def _on_changed(self) -> None:
        self.add_button.setEnabled(bool(self.form.hospital.name and self._scheme_ids))

    def _add(self) -> None:
        asked = self.form.hospital
        hospital = Hospital(asked.name, asked.level, asked.type, self.code.text().strip())
        scheme_id, year = self._scheme_ids[self.form.scheme.currentIndex()], self.form.chosen_year
        self.add_button.setEnabled(False)
        self._session.change_books(
            lambda books: books.members.add(hospital, scheme_id, year), lambda _: self._on_added(hospital), self._refuse
        )

    def _on_added(self, hospital: Hospital) -> None:
        if isValid(self):
            self.accept()
        self._session.notify(f"已添加并打开“{hospital.name}”。按 Ctrl+H 换到别的医院。")

    def _refuse(self, problems: Sequence[Problem]) -> None:
        if not isValid(self):
            return
        self.said.setText("\n".join(sentences(problems)))
        self.said.show()
        self._on_changed()
