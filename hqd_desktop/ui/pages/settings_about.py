"""设置 · 关于: version, licence, and the notices of what the program is made of."""

import platform

from PySide6 import __version__ as qt_version
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from hqd_desktop import paths
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.card import Card
from hqd_desktop.ui.widgets.controls import label


class AboutSection(QWidget):
    """Texts are read from the files that ship with the program."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        about = Card("公立医院高质量发展自评")
        about.column.addWidget(label(f"hqd_desktop {session.desk.version}", "strong"))
        about.column.addWidget(
            label(f"Python {platform.python_version()}　Qt {qt_version}　{platform.platform()}", "secondary", "text2")
        )
        about.column.addWidget(
            label("公布的指标原样照录；分值由赋分方案决定，凡显示分数处都标“自定赋分”。", "secondary", wrap=True)
        )
        column.addWidget(about)
        for title, name, lines in (("第三方组件与许可", "THIRD-PARTY-NOTICES.md", 16), ("本程序的许可", "LICENSE", 10)):
            card = Card(title)
            text = QPlainTextEdit(_read(name))
            text.setReadOnly(True)
            text.setAccessibleName(title)
            text.setMinimumHeight(theme.px(20) * lines)
            card.column.addWidget(text)
            column.addWidget(card)

    def show_view(self, view: View) -> None:
        """Nothing here depends on the data."""


def _read(name: str) -> str:
    try:
        return (paths.root() / name).read_text(encoding="utf-8")
    except OSError:
        return "随程序附带的许可文件不在原处，请到程序文件夹中看。"
