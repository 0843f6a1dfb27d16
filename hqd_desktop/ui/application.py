"""Starts the window: paints it first, then brings in everything heavy on the database thread."""

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QProcess, Qt, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from hqd_desktop.services.desk import Desk
from hqd_desktop.ui.main_window import MainWindow
from hqd_desktop.ui.theme import MODE_KEY, TEXT_SIZE_KEY, Theme

if TYPE_CHECKING:
    from hqd_desktop.ui.crash import Around
    from hqd_desktop.ui.draft_keeper import DraftKeeper
    from hqd_desktop.ui.session import Session
    from hqd_desktop.ui.tasks import Tasks

LAST_DATABASE = "database.last"
_HEAVY = (
    "hqd_desktop.ui.session",
    "hqd_desktop.ui.page_stack",
    "hqd_desktop.ui.pages.overview_page",
    "hqd_desktop.ui.pages.first_run_page",
)


def run(desk: Desk, arguments: list[str]) -> int:
    """Open the window and stay until it is closed."""
    app = make_application(arguments)
    install_excepthook(desk.version)
    from hqd_desktop.ui.one_window import FirstWindow, channel_of, raise_first

    channel = channel_of(desk.database())
    if raise_first(channel):
        return 0
    starter = Starter(desk, app)
    install_excepthook(desk.version, starter)
    first = FirstWindow(channel, app)
    first.asked.connect(starter.come_forward)
    starter.opened.connect(set_memory_at_rest)
    starter.begin()
    code = app.exec()
    first.close()
    starter.end()
    if starter.again:
        program, *rest = restart_command(arguments)
        QProcess.startDetached(program, rest)
    return code


def restart_command(arguments: Sequence[str]) -> list[str]:
    """How this program is started once more, from source or frozen, on the database opened last."""
    return [sys.executable, *(() if getattr(sys, "frozen", False) else ("-m", "hqd_desktop")), *arguments]


def set_memory_at_rest() -> None:
    """What was loaded by now stays until the end: a full collection would go through it all while somebody types."""
    gc.collect()
    gc.freeze()


def install_excepthook(version: str, around: "Around | None" = None) -> None:
    """An exception in a slot opens the crash dialog instead of being lost on the console."""

    def hook(kind, error, trace):
        app = QApplication.instance()
        if issubclass(kind, KeyboardInterrupt) or not isinstance(app, QApplication):
            sys.__excepthook__(kind, error, trace)
            return
        _show_crash(error.with_traceback(trace), version, app.activeWindow(), around)

    sys.excepthook = hook


def _show_crash(error, version, parent, around=None) -> None:
    from hqd_desktop.ui.crash import show_crash

    show_crash(error, version, parent, around)


def make_application(arguments: list[str]) -> QApplication:
    """The application with Chinese locale, Qt's own texts in Chinese, and a style that is the same everywhere."""
    app = QApplication([sys.argv[0] or "hqd_desktop", *arguments])
    app.setApplicationName("hqd_desktop")
    app.setStyle("Fusion")
    chinese = QLocale(QLocale.Language.Chinese, QLocale.Country.China)
    QLocale.setDefault(chinese)
    app.installTranslator(GapTranslator(app))  # asked last: what the shipped translation leaves in English
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    return app


class GapTranslator(QTranslator):
    """The few words of Qt's own dialogs that its Chinese translation lacks."""

    _WORDS: ClassVar[dict[str, str]] = {
        "Folder": "文件夹",
        "File Folder": "文件夹",
        "File": "文件",
        "%1 File": "%1 文件",
        "Drive": "磁盘",
        "Shortcut": "快捷方式",
        "Unknown": "未知",
    }

    def translate(self, context, source, disambiguation=None, n=-1):
        return self._WORDS.get(source, "")

    def isEmpty(self):
        return False


class Starter(QObject):
    """Holds theme, tasks and window; decides between the database opened last and the first-run page.

    `opened` comes once, with the first year that is shown.
    """

    opened = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        settings = desk.settings()
        self.theme = Theme(self)
        self.theme.set_look(settings.get(MODE_KEY, "system"), float(settings.get(TEXT_SIZE_KEY, 100)) / 100)
        self.tasks: Tasks | None = None
        database = desk.database()
        # One that was opened before and is not there now (a stick pulled out) is told, never taken for a new start.
        self._database = database if database.is_file() or settings.get(LAST_DATABASE, "") else None
        self.window = MainWindow(self.theme, settings, with_data=self._database is not None)
        self.session: Session | None = None
        self.again = False  # whether the program is to be started anew after its end
        self._keeper: DraftKeeper | None = None

    def begin(self) -> None:
        """Show the window; the rest follows its first paint."""
        self.window.painted.connect(self._on_window_painted)
        self.window.show()

    def come_forward(self) -> None:
        """Somebody started the program once more."""
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()

    def hold(self) -> None:
        """Something went wrong: what is being written is kept."""
        if self._keeper is not None:
            self._keeper.hold()

    def release(self) -> None:
        """The user goes on."""
        if self._keeper is not None and not self.again:
            self._keeper.release()

    def restart(self) -> None:
        """End without asking anything more, and start anew on the same file; half-written texts are kept."""
        self.hold()
        self.again = True
        if self.session is not None:
            self.session.close()
        QApplication.exit(0)

    def end(self) -> None:
        """Let go of the threads."""
        if self._keeper is not None:
            self._keeper.end()
        if self.tasks is not None:
            self.tasks.close()

    def _on_window_painted(self) -> None:
        from hqd_desktop.ui.tasks import Tasks

        self.tasks = tasks = Tasks(self)
        tasks.crashed.connect(lambda error: _show_crash(error, self._desk.version, self.window, self))
        tasks.run_in_database(_import_heavy, lambda _: self._on_imported(tasks))

    def _on_imported(self, tasks: "Tasks") -> None:
        from hqd_desktop.ui.draft_keeper import DraftKeeper
        from hqd_desktop.ui.page_stack import PageStack
        from hqd_desktop.ui.session import Session

        self.session = session = Session(self._desk, tasks, self)
        self.window.attach(session, PageStack(session, self.theme))
        self._keeper = DraftKeeper(session, self.window, self)
        once = Qt.ConnectionType(
            Qt.ConnectionType.SingleShotConnection.value | Qt.ConnectionType.QueuedConnection.value
        )
        session.view_changed.connect(lambda _: self.opened.emit(), once)
        session.navigation_requested.connect(
            lambda page, _target: self._show_first_run(session) if page == "first_run" else None
        )
        if self._database is None:
            self._show_first_run(session)
        else:
            self._open(session, self._database)

    def _open(self, session: "Session", path: Path) -> None:
        session.open_database(
            path,
            lambda view: self._on_database_opened(session),
            lambda problems: self._on_open_failed(session, path, problems),
        )

    def _on_database_opened(self, session: "Session") -> None:
        """The last seal is looked at before any page is shown; what takes longer, behind it."""
        session.ask(
            lambda workspace: workspace.books.past.sealed(), lambda broken: self._show_opened(session, tuple(broken))
        )

    def _show_opened(self, session: "Session", broken) -> None:
        from hqd_desktop.services.guarding import daily
        from hqd_desktop.ui.dialogs.who_dialog import ask_who

        session.warn(broken)
        self.window.show_page(self.window.last_page)
        ask_who(session, self.theme, self.window)
        session.ask(lambda workspace: daily(self._desk, workspace), lambda done: self._on_backed_up(session, done))
        session.ask(lambda workspace: workspace.books.past.examine(whole=False), session.warn)
        session.ask(lambda workspace: None, lambda _: self._keeper.offer() if self._keeper else None)  # said last

    def _on_backed_up(self, session: "Session", done) -> None:
        if done is not None:
            session.warn(done.told)

    def _on_open_failed(self, session: "Session", path: Path, problems) -> None:
        from hqd_desktop.ui.pages.trouble_page import TroublePage

        page = TroublePage(session, self.theme, path, problems)
        page.retry_asked.connect(lambda: self._open(session, path))
        page.first_run_asked.connect(lambda: self._show_first_run(session))
        page.opened.connect(lambda: self.window.show_page("overview"))
        self.window.show_whole(page)

    def _show_first_run(self, session: "Session") -> None:
        from hqd_desktop.ui.pages.first_run_page import FirstRunPage

        page = FirstRunPage(session, self.theme)
        page.begun.connect(lambda: self.window.show_page("entry", {"act": "first"}))
        page.opened.connect(lambda: self.window.show_page("overview"))
        self.window.show_whole(page)


def _import_heavy() -> None:
    for name in _HEAVY:
        import_module(name)
