"""The pages by key, each built when it is first visited; it hands every new View to those that exist."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.pages.page import Page
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme

# key → module of hqd_desktop.ui.pages and class; imported on the first visit
PLACES = {
    "overview": ("overview_page", "OverviewPage"),
    "entry": ("entry_page", "EntryPage"),
    "indicators": ("indicators_page", "IndicatorsPage"),
    "checks": ("checks_page", "ChecksPage"),
    "ledger": ("ledger_page", "LedgerPage"),
    "report": ("report_page", "ReportPage"),
    "settings": ("settings_page", "SettingsPage"),
}
Build = Callable[[str, Session, Theme], Page]


def build_page(key: str, session: Session, theme: Theme) -> Page:
    """A new page of a key."""
    module, name = PLACES[key]
    made: Page = getattr(import_module(f"hqd_desktop.ui.pages.{module}"), name)(session, theme)
    return made


class PageStack(QStackedWidget):
    """Shows one page at a time."""

    page_shown = Signal(str)

    def __init__(
        self, session: Session, theme: Theme, build: Build = build_page, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._theme, self._build = session, theme, build
        self._pages: dict[str, Page] = {}

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        current = self.currentWidget()
        return current if isinstance(current, Page) else None

    def show_page(self, key: str, /, **target: Any) -> None:
        """Show a page, build it first where needed, and go to a place in it."""
        before = self.page
        if before is not None and before.key != key and not before.commit_pending():
            self.page_shown.emit(before.key)  # the text stays where it was typed, with the reason beside it
            return
        page = self._pages.get(key)
        if page is None:
            page = self._pages[key] = self._build(key, self._session, self._theme)
            self.addWidget(page)
            if self._session.view is not None:
                page.accept_view(self._session.view)
        if before is not page:
            self.setCurrentWidget(page)
            page.setFocus()
            self.page_shown.emit(key)
        if target:
            page.go_to(**target)

    def accept_view(self, view: View) -> None:
        """Every page that exists gets the new state."""
        for page in self._pages.values():
            page.accept_view(view)

    def commit_pending(self) -> bool:
        """Finish an open editor of the page that is shown; False when what was typed cannot be taken."""
        return self.page is None or self.page.commit_pending()

    def unsaved_count(self) -> int:
        """How many typed things of all pages are on the screen only."""
        return sum(page.unsaved_count() for page in self._pages.values())

    def unsaved_texts(self) -> dict[FigureKey, str]:
        """What was typed and the disk refused, by figure."""
        return {key: text for page in self._pages.values() for key, text in page.unsaved_texts().items()}

    def retry_unsaved(self) -> None:
        """Try once more to save what is on the screen only."""
        for page in self._pages.values():
            page.retry_unsaved()

    def save_layout(self) -> None:
        """Keep splitters and columns."""
        for page in self._pages.values():
            page.save_layout()
