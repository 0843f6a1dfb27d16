"""实施细则: the hospital's own rules for its goals, kept as 佐证 of the year; it shows a list and holds no file."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from hqd_desktop.domain.evidence import PLAN, use_of_plan
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.pages.evidence_acts import EvidenceActs
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, label
from hqd_desktop.ui.widgets.evidence_section import EvidenceSection
from hqd_desktop.ui.widgets.side_panel import SidePanel

_TOLD = "本院制定的具体目标和实施细则放在这里，按年度存；换评价指标表也在。佐证目录里单列一章。"


class PlanDialog(QDialog):
    """Files are added by button, drop or Ctrl+V as everywhere; it follows newer states while it is open."""

    def __init__(self, session: Session, theme: Theme, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(PLAN)
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addWidget(label(f"{PLAN}　{view.record.year} 年度", "panel"))
        column.addWidget(label(_TOLD, "secondary", "text2", wrap=True))
        self.panel = SidePanel(theme, PLAN)
        self.evidence = EvidenceSection(self.panel)
        EvidenceActs(session, self.panel, self.evidence)
        column.addWidget(self.panel, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        close = Button("关闭", theme, "primary")
        close.clicked.connect(self.accept)
        row.addWidget(close)
        column.addLayout(row)
        self.resize(theme.px(560), theme.px(420))
        session.view_changed.connect(self._show)
        self._show(view)

    def _show(self, view: View) -> None:
        self.panel.begin()
        self.evidence.show_task(view, use_of_plan(view.record.year), PLAN, "")
        self.panel.finish()
