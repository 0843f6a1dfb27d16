"""Starts the window: paints it first, then brings in everything heavy on the database thread."""

import sys
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from hqd_desktop.services.desk import Desk
from hqd_desktop.ui.crash import install_excepthook, show_crash
from hqd_desktop.ui.main_window import MainWindow
from hqd_desktop.ui.tasks import Tasks
from hqd_desktop.ui.theme import MODE_KEY, TEXT_SIZE_KEY, Theme

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
    starter = Starter(desk, app)
    starter.begin()
    return app.exec()


def make_application(arguments: list[str]) -> QApplication:
    """The application with Chinese locale, Qt's own texts in Chinese, and a style that is the same everywhere."""
    app = QApplication([sys.argv[0] or "hqd_desktop", *arguments])
    app.setApplicationName("hqd_desktop")
    app.setStyle("Fusion")
    chinese = QLocale(QLocale.Language.Chinese, QLocale.Country.China)
    QLocale.setDefault(chinese)
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    return app


class Starter(QObject):
    """Holds theme, tasks and window; decides between the database opened last and the first-run page."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        settings = desk.settings()
        self.theme = Theme(self)
        self.theme.set_look(settings.get(MODE_KEY, "system"), float(settings.get(TEXT_SIZE_KEY, 100)) / 100)
        self.tasks = Tasks(self)
        database = desk.database()
        self._database = database if database.is_file() else None
        self.window = MainWindow(self.theme, settings, with_data=self._database is not None)
        self.tasks.crashed.connect(lambda error: show_crash(error, desk.version, self.window))
        self.session = None

    def begin(self) -> None:
        """Show the window; the rest follows its first paint."""
        self.window.painted.connect(self._on_window_painted)
        self.window.show()

    def _on_window_painted(self) -> None:
        self.tasks.run_in_database(_import_heavy, self._on_imported)

    def _on_imported(self, _nothing: None) -> None:
        from hqd_desktop.ui.page_stack import PageStack
        from hqd_desktop.ui.session import Session

        self.session = Session(self._desk, self.tasks, self)
        self.window.attach(self.session, PageStack(self.session, self.theme))
        self.session.navigation_requested.connect(self._on_navigation_requested)
        if self._database is None:
            self._show_first_run()
        else:
            self._open(self._database)

    def _open(self, path: Path) -> None:
        self.session.open_database(
            path,
            lambda view: self.window.show_page(self.window.last_page),
            lambda problems: self._on_open_failed(path, problems),
        )

    def _on_open_failed(self, path: Path, problems) -> None:
        from hqd_desktop.ui.pages.trouble_page import TroublePage

        page = TroublePage(self.session, self.theme, path, problems)
        page.retry_asked.connect(lambda: self._open(path))
        page.first_run_asked.connect(self._show_first_run)
        page.opened.connect(lambda: self.window.show_page("overview"))
        self.window.show_whole(page)

    def _on_navigation_requested(self, page: str, _target: dict) -> None:
        if page == "first_run":
            self._show_first_run()

    def _show_first_run(self) -> None:
        from hqd_desktop.ui.pages.first_run_page import FirstRunPage

        page = FirstRunPage(self.session, self.theme)
        page.begun.connect(lambda: self.window.show_page("entry", {"act": "first"}))
        page.opened.connect(lambda: self.window.show_page("overview"))
        self.window.show_whole(page)


def _import_heavy() -> None:
    for name in _HEAVY:
        import_module(name)
