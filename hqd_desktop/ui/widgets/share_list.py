"""The 占比 rows of the group, each with its proof, as a column of cards; words come from services.share_text."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hqd_desktop.domain.shares import Share
from hqd_desktop.services.share_text import NOT_SCORED, names_texts, proof_text, result_text, share_title
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.card import empty_layout
from hqd_desktop.ui.widgets.controls import label, panel

MOST_MET = 6  # named on the screen; copied and in the workbook all are
NONE = "这张表没有“……的公立医院数 ÷ 公立医院总数”的占比项。"


class ShareList(QScrollArea):
    """Texts can be selected; the keyboard scrolls."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("本组的占比")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("area", "surface")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(8)
        self.setWidget(inner)

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Draw these."""
        empty_layout(self._column)
        self._column.addWidget(label(NOT_SCORED if shares else NONE, "caption", "text2", wrap=True))
        for share in shares:
            self._column.addWidget(self._card(share))
        self._column.addStretch(1)

    def _card(self, share: Share) -> QFrame:
        frame, column = panel("well", (12, 8, 12, 10), 3)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label(share_title(share), "strong", wrap=True), 1)
        whole = share.percent is not None
        head.addWidget(label(result_text(share), "panel", "" if whole else "missing"), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        for text, tone in (
            (proof_text(share), "" if whole else "missing"),
            (f"公布的公式：{share.indicator.explanation}", "text2"),
            (f"达到的条件：{share.criterion.value}", "text2"),
            *((line, "text2") for line in names_texts(share, MOST_MET)),
        ):
            line = label(text, "secondary", tone, wrap=True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(line)
        return frame
