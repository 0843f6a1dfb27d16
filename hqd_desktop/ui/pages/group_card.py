"""设置 · 医院 · 本库的医院: how many share the database, and what can be done with them; the window does it."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from hqd_desktop.services.workspace import View
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.card import Card
from hqd_desktop.ui.widgets.controls import Button, ElidedLabel

ALONE = "医共体或县区可以把几家医院放在一个数据库里，各管各的数，互不相混。"


class GroupCard(Card):
    """Its buttons ask the window by the names that Ctrl+K has too."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("本库的医院")
        self._words = ElidedLabel("", "body")
        self.column.addWidget(self._words)
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        for text, icon, act in (
            ("添加医院…", "add", "member_add"),
            ("从文件加入…", "import", "member_files"),
            ("换一家  Ctrl+H", "hospital", "member_list"),
            ("院际对比  Ctrl+G", "indicators", "group"),
        ):
            button = Button(text, theme, "", icon)
            button.clicked.connect(lambda _=False, act=act: session.window_asked.emit(act))
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)

    def show_view(self, view: View) -> None:
        """Draw a state."""
        names = [one.name for one in view.members]
        more = " 等" if len(names) > 4 else ""
        self._words.setText(ALONE if len(names) < 2 else f"{len(names)} 家：{'、'.join(names[:4])}{more}。")
