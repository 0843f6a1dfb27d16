"""The side panel of 填报 and what its links and buttons lead to; it follows the current figure a moment later."""

from datetime import date

from PySide6.QtCore import QObject, QTimer

from hqd_desktop.services.workspace import View
from hqd_desktop.ui.models.figure_facts import used_in
from hqd_desktop.ui.pages.entry_board import EntryBoard
from hqd_desktop.ui.pages.evidence_acts import EvidenceActs
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.figure_panel import FigurePanel

PANEL_DELAY = 60  # so that a held-down arrow key is not slowed by what nobody reads


class EntrySide(QObject):
    """`panel` is the widget."""

    def __init__(self, session: Session, theme: Theme, board: EntryBoard) -> None:
        super().__init__(board)
        self._session, self._board = session, board
        self._view: View | None = None
        self.panel = panel = FigurePanel(theme)
        EvidenceActs(session, panel, panel.evidence)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(PANEL_DELAY)
        self.timer.timeout.connect(self.fill)
        board.key_changed.connect(lambda _: self.timer.start())
        panel.fix_chosen.connect(board.acts.fix)
        panel.keep_chosen.connect(board.acts.ask_explanation)
        panel.note_wanted.connect(board.acts.ask_note)
        panel.follow_up_wanted.connect(board.acts.ask_follow_up)
        panel.revert_wanted.connect(board.acts.revert)
        panel.indicator_chosen.connect(lambda number: session.go_to("indicators", number=number))
        panel.check_chosen.connect(lambda key: session.go_to("checks", key=key))
        panel.trial_chosen.connect(self._try_in)

    def show_view(self, view: View) -> None:
        """Another state; drawn a moment later."""
        self._view = view
        self.timer.start()

    def fill(self) -> None:
        """Draw the current figure now; its history comes when it was read."""
        key = self._board.current_key()
        if self._view is None or key is None:
            self.panel.clear()
            return
        self.panel.show_figure(self._view, key)
        self._session.read_history(
            lambda entries: self.panel.show_history(key, entries, date.today()), key[0], key[1], 20
        )

    def begin_trial(self) -> None:
        """F9: 试算 of the first indicator that reads the current figure."""
        key = self._board.current_key()
        rows = used_in(self._view, key) if self._view is not None and key is not None else ()
        if rows:
            self._try_in(rows[0].indicator.number)
        else:
            self._session.notify("这个数不进任何指标，没有可试算的。")

    def _try_in(self, number: str) -> None:
        self._session.go_to("indicators", number=number, act="trial", figure=self._board.current_key())
