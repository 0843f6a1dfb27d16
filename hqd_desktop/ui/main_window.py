"""The window: rail, top bar, pages, status bar; it passes acts on to the Session and shows what comes back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from hqd_desktop.services.desk import Settings
from hqd_desktop.ui.frame.notice import Notice
from hqd_desktop.ui.frame.rail import Rail
from hqd_desktop.ui.frame.skeleton import Skeleton
from hqd_desktop.ui.frame.status_bar import StatusBar
from hqd_desktop.ui.frame.top_bar import TopBar
from hqd_desktop.ui.surroundings import Surroundings
from hqd_desktop.ui.theme import COMPACT_BELOW, Theme
from hqd_desktop.ui.widgets.controls import rule
from hqd_desktop.ui.window_acts import WindowActs

if TYPE_CHECKING:
    from hqd_desktop.domain.figures import FigureKey
    from hqd_desktop.domain.problems import Problem
    from hqd_desktop.services.workspace import View
    from hqd_desktop.ui.page_stack import PageStack
    from hqd_desktop.ui.pages.page import Page
    from hqd_desktop.ui.session import Session

TITLE = "公立医院高质量发展自评"
SMALLEST = QSize(1280, 660)
GEOMETRY, LAST_PAGE = "window.geometry", "window.page"


class MainWindow(QMainWindow):
    """Built and painted before anything heavy is imported; `attach` brings it to life. `painted` comes once."""

    painted = Signal()

    def __init__(self, theme: Theme, settings: Settings, with_data: bool) -> None:
        super().__init__()
        self._theme, self._settings = theme, settings
        self._session: Session | None = None
        self._pages: PageStack | None = None
        self._acts: WindowActs | None = None
        self._painted = False
        self._person = ""  # who said so at start
        self._closing = False
        self._may_drop = False
        self.setWindowTitle(TITLE)
        self._rail = Rail(theme)
        self._top = TopBar(theme)
        self._notice = Notice(theme)
        self._status = StatusBar(theme)
        self._middle = QStackedWidget()
        self._middle.addWidget(Skeleton(theme))
        self._rail.select("overview")
        self._whole = QStackedWidget()
        self._whole.addWidget(self._make_frame())
        self._blank = Skeleton(theme, blocks=False)
        self._whole.addWidget(self._blank)
        self._whole.setCurrentIndex(0 if with_data else 1)
        self.setCentralWidget(self._whole)
        self._restore_geometry()

    # -- coming to life ------------------------------------------------------------------------------------------

    def attach(self, session: "Session", pages: "PageStack") -> None:
        """Connect to the session; pages are shown from now on."""
        self._session, self._pages = session, pages
        self._middle.addWidget(pages)
        pages.page_shown.connect(self._rail.select)
        session.view_changed.connect(self._on_view_changed)
        session.saving.connect(self._status.show_saving)
        session.saved.connect(self._on_saved)
        session.save_failed.connect(self._on_save_failed)
        session.navigation_requested.connect(self.show_page)
        session.notice_given.connect(self._notice.say)
        session.person_changed.connect(self._on_person_changed)
        self._rail.page_chosen.connect(self.show_page)
        self._status.rules_asked.connect(lambda: session.go_to("settings", section="rules"))
        self._status.place_asked.connect(lambda: session.go_to("settings", section="data"))
        around = Surroundings(
            self, self._theme, self._settings, self._top, self._notice, self._status, self._middle, self.show_page
        )
        acts = self._acts = WindowActs(around, session, pages)
        session.refused.connect(acts.refuse)
        session.tasks.refused.connect(lambda error: acts.refuse(error.problems))

    def show_whole(self, widget: QWidget) -> None:
        """Show something in place of the frame (first run, a database that does not open)."""
        if self._whole.indexOf(widget) < 0:
            self._whole.addWidget(widget)
        self._whole.setCurrentWidget(widget)
        widget.setFocus()

    def show_page(self, key: str, target: dict[str, Any] | None = None) -> None:
        """Show a page of the frame at a place."""
        if self._session is None or self._session.view is None:
            return  # first run, or a database that does not open: there is nothing to show a page of
        if self._pages is None or key not in self._rail.page_keys():
            return
        self._whole.setCurrentIndex(0)
        self._middle.setCurrentWidget(self._pages)
        self._pages.show_page(key, **(target or {}))

    @property
    def last_page(self) -> str:
        """The page that was shown when the window was closed."""
        key = self._settings.get(LAST_PAGE, "overview")
        return key if key in self._rail.page_keys() else "overview"

    @property
    def page(self) -> "Page | None":
        """The page that is shown."""
        return self._pages.page if self._pages is not None else None

    def unsaved_texts(self) -> "dict[FigureKey, str]":
        """What was typed and is on the screen only."""
        return self._pages.unsaved_texts() if self._pages is not None else {}

    @property
    def notice(self) -> str:
        """What the line above the page says, or nothing."""
        return self._notice.text

    # -- building ------------------------------------------------------------------------------------------------

    def _make_frame(self) -> QWidget:
        frame = QWidget()
        frame.setProperty("area", "bg")
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(rule(vertical=True))
        column = QVBoxLayout()
        column.setSpacing(0)
        for widget in (self._top, rule(), self._notice):
            column.addWidget(widget)
        column.addWidget(_scrolled(self._middle), 1)
        column.addWidget(rule())
        column.addWidget(self._status)
        row.addLayout(column, 1)
        return frame

    # -- what comes back -----------------------------------------------------------------------------------------

    def _on_view_changed(self, view: "View") -> None:
        from hqd_desktop.services.wording import STATE_TEXTS

        if self._session is None or self._pages is None:
            return
        state = STATE_TEXTS[view.record.state]
        state = f"{state} v{view.record.submission}" if view.record.locked else state
        self._top.show_view(view, state)
        self._status.show_view(view, state, self._session.desk.database(), self._user())
        errors = sum(1 for check in view.assessment.checks if check.state == "error")
        self._rail.set_badge("entry", len(view.assessment.missing), "missing", "缺")
        self._rail.set_badge("checks", errors, "error", "错误")
        self.setWindowTitle(f"{TITLE} — {view.hospital.name}")
        self._pages.accept_view(view)
        if view.fallen:
            names = "、".join(view.fallen)
            self._notice.say(f"{names}的确认已作废：数改过了，须{names}重新确认。数已存上。", "warning")

    def _on_saved(self, at) -> None:
        """Green only when everything that was typed is on the disk."""
        unsaved = self._pages.unsaved_count() if self._pages is not None else 0
        if unsaved:
            self._status.show_failed(f"还有 {unsaved} 个数只在屏幕上，按 Ctrl+S 再存一次")
        else:
            self._status.show_saved(at)

    def _on_save_failed(self, problems: "Sequence[Problem]") -> None:
        from hqd_desktop.services.messages import sentences

        self._status.show_failed("；".join(sentences(problems)))

    def _on_person_changed(self, name: str) -> None:
        self._person = name
        self._status.show_user(name)

    def _user(self) -> str:
        name = self._person or self._settings.get("user.name", "")
        if name:
            return name
        import getpass  # costs as much as a page of ours, so not before the first paint

        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError):
            return "录入员"

    def _ask_dropping(self, count: int) -> None:
        """Closing would lose what could not be saved: only by the user's word."""
        from hqd_desktop.ui.dialogs.drop_dialog import DropDialog

        dialog = DropDialog(self._theme, count, self)
        dialog.dropped.connect(self._drop_and_close)
        dialog.open()

    def _drop_and_close(self) -> None:
        self._may_drop = True
        self.close()

    # -- the window itself ---------------------------------------------------------------------------------------

    def _restore_geometry(self) -> None:
        screen = QGuiApplication.primaryScreen().availableSize()
        self.setMinimumSize(SMALLEST.boundedTo(screen))
        self.resize(QSize(1366, 698).boundedTo(screen))
        kept = self._settings.get(GEOMETRY, "")
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii")))

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._theme.set_compact(self.height() < COMPACT_BELOW)

    def paintEvent(self, event):
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event):
        if self._session is None or self._pages is None:
            event.accept()
            return
        if not self._pages.commit_pending():
            event.ignore()  # the page says what cannot be read; the text stays
            return
        if self._session.tasks.busy and not self._closing:
            self._closing = True  # one wait for what is being saved; then the window goes
            self._session.tasks.idle.connect(self.close, Qt.ConnectionType.SingleShotConnection)
            event.ignore()
            return
        self._closing = False
        if self._pages.unsaved_count() and not self._may_drop:
            event.ignore()
            self._ask_dropping(self._pages.unsaved_count())
            return
        self._pages.save_layout()
        self._settings.set(GEOMETRY, bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        if self._pages.page is not None:
            self._settings.set(LAST_PAGE, self._pages.page.key)
        self._session.close()
        self._session.tasks.close()
        event.accept()


def _scrolled(middle: QWidget) -> QScrollArea:
    """The page scrolls where large text leaves it less height than it needs; to the sides it must fit."""
    middle.setMinimumWidth(1)
    scroll = QScrollArea()
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(middle)
    return scroll
