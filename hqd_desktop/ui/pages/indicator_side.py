"""The right side of 指标与得分: the proof of the selected row, or 试算 of it while one goes on."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.services.shortfalls import Shortfalls
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.proof_panel import ProofPanel
from hqd_desktop.ui.widgets.trial_panel import TrialPanel


class IndicatorSide(QStackedWidget):
    """`home` takes the keyboard back. What the proof needs beyond a View is asked for here, and drawn when it comes."""

    def __init__(self, session: Session, theme: Theme, home: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._home = session, home
        self._view: View | None = None
        self._result: IndicatorResult | None = None
        self.panel = ProofPanel(theme)
        self.trial = TrialPanel(theme, self._work)
        for widget in (self.panel, self.trial):
            self.addWidget(widget)
        self.setFocusProxy(self.panel)
        self.panel.figure_chosen.connect(lambda key: session.go_to("entry", figure=key))
        self.panel.copy_wanted.connect(lambda text: self._copy(text, "已复制证明。"))
        self.panel.rules_wanted.connect(lambda: session.go_to("settings", section="rules"))
        self.panel.trial_wanted.connect(self.begin_trial)
        self.trial.copied.connect(lambda text: self._copy(text, "已复制试算；它没有写进填报。"))
        self.trial.closed.connect(self.end_trial)
        self.trial.left.connect(home.setFocus)
        session.stakes.found.connect(self._on_found)

    @property
    def trying(self) -> bool:
        """Whether a 试算 goes on."""
        return self.trial.scratch is not None

    def show_row(self, view: View, result: IndicatorResult | None) -> None:
        """The selected row of a view; what is tried stays while hospital and year do."""
        before, self._view, self._result = self._view, view, result
        if self.trying and before is not None and not _same_year(before, view):
            self.end_trial()
        if self.trying and result is not None:
            self.trial.show_state(view.assessment, result.indicator.number)
            return
        found = self._session.stakes.ask(view)
        if result is None:
            self.panel.clear()
        else:
            self.panel.show_result(view, result, found)

    def begin_trial(self, key: FigureKey | None = None) -> None:
        """Try the figures of the selected row; one of them has the keyboard."""
        if self._view is None or self._result is None:
            return
        if not self._result.applicable:
            self._session.notify("这一项不评价本院，没有可试的数。", "warning")
            return
        self.setCurrentWidget(self.trial)
        self.setFocusProxy(self.trial)
        self.trial.begin(self._view.assessment, self._result.indicator.number, key)

    def end_trial(self) -> None:
        """关闭: everything tried is let go of."""
        self.trial.end()
        self.setCurrentWidget(self.panel)
        self.setFocusProxy(self.panel)
        if self._view is not None:
            self.show_row(self._view, self._result)
        self._home.setFocus()

    def toggle_trial(self) -> None:
        """F9: begin, go into it, or from within close it."""
        held = QApplication.focusWidget()
        if self.trying and held is not None and self.trial.isAncestorOf(held):
            self.end_trial()
        else:
            self.begin_trial()

    def _on_found(self, found: Shortfalls) -> None:
        view = self._view
        if view is None or self._result is None or self.trying or found.digest != view.assessment.digest:
            return
        self.panel.show_result(view, self._result, found)

    def _work(self, job, done) -> None:
        self._session.tasks.run_in_files(lambda tell, cancel: job(), done)

    def _copy(self, text: str, said: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._session.notify(said)


def _same_year(one: View, other: View) -> bool:
    return (one.hospital.id, one.record.year) == (other.hospital.id, other.record.year)
