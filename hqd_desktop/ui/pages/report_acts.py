"""What the report page does besides printing: own words, 整改, charts; each opens its dialog."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme


class ReportActs(QObject):
    """Dialogs over the window of `page`; nothing where no year is open."""

    def __init__(self, session: Session, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._theme, self._page = session, theme, page

    def word(self) -> None:
        """报告内容."""
        from hqd_desktop.ui.dialogs.report_dialog import ReportDialog

        if self._session.view is not None:
            ReportDialog(self._session, self._theme, self._session.view, self._page.window()).open()

    def rectify(self) -> None:
        """整改清单."""
        from hqd_desktop.ui.dialogs.rectify_dialog import RectifyDialog

        if self._session.view is not None:
            RectifyDialog(self._session, self._theme, self._session.view, self._page.window()).open()

    def charts(self) -> None:
        """图表."""
        from hqd_desktop.ui.dialogs.chart_dialog import ChartDialog

        if self._session.view is not None:
            ChartDialog(self._session, self._theme, self._page.window()).open()
