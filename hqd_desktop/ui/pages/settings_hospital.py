"""设置 · 医院: name, code, level, type; and the name under which changes are recorded."""

from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hqd_desktop.domain.hospital import LEVELS, TYPES
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.pages.group_card import GroupCard
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.card import Card
from hqd_desktop.ui.widgets.controls import Button, Segments, label

USER_NAME = "user.name"


class HospitalSection(QWidget):
    """Saved by its button, because a level changes which rows apply."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        card = Card("医院")
        self._name, self._code = QLineEdit(), QLineEdit()
        self._name.setAccessibleName("医院名称")
        self._code.setAccessibleName("机构代码")
        self._level = Segments(LEVELS, theme, "医院级别")
        self._type = Segments(TYPES, theme, "医院类别")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, (name, field) in enumerate(
            (("医院名称", self._name), ("机构代码", self._code), ("级别", self._level), ("类别", self._type))
        ):
            grid.addWidget(label(name, "body", "text2"), row, 0)
            grid.addWidget(field, row, 1)
        card.column.addLayout(grid)
        card.column.addWidget(
            label("改级别或类别会改变适用的指标和得分，已填的数都保留；可再改回来。", "caption", "text2", wrap=True)
        )
        buttons = QHBoxLayout()
        self._save = Button("保存医院信息", theme, "primary")
        self._save.clicked.connect(self._on_save_clicked)
        buttons.addWidget(self._save)
        buttons.addStretch(1)
        card.column.addLayout(buttons)
        column.addWidget(card)
        user = Card("录入员")
        line = QHBoxLayout()
        line.setSpacing(12)
        self._user = QLineEdit()
        self._user.setAccessibleName("录入员姓名")
        self._user.setPlaceholderText("写在修改记录里，下次打开程序起用")
        keep = Button("保存姓名", theme)
        keep.clicked.connect(self._on_user_clicked)
        line.addWidget(self._user, 1)
        line.addWidget(keep)
        user.column.addLayout(line)
        column.addWidget(user)
        self.group = GroupCard(session, theme)
        column.addWidget(self.group)
        self._user.setText(session.desk.settings().get(USER_NAME, ""))

    def show_view(self, view: View) -> None:
        """Draw a state."""
        self._name.setText(view.hospital.name)
        self._code.setText(view.hospital.code)
        self._level.set_answer(view.hospital.level)
        self._type.set_answer(view.hospital.type)
        self.group.show_view(view)
        for field in (self._name, self._code, self._level, self._type, self._save):
            field.setEnabled(view.editable)

    def _on_save_clicked(self) -> None:
        view = self._session.view
        if view is None:
            return
        hospital = replace(
            view.hospital,
            name=self._name.text().strip(),
            code=self._code.text().strip(),
            level=self._level.answer,
            type=self._type.answer,
        )
        self._session.change_hospital(hospital, lambda _: self._session.notify("医院信息已保存。"))

    def _on_user_clicked(self) -> None:
        self._session.desk.settings().set(USER_NAME, self._user.text().strip())
        self._session.notify("姓名已保存，下次打开程序起写进修改记录。")
