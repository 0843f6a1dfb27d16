"""Another region's table for the open year: a picker and its button; it refuses to show what a table holds."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hqd_desktop.services.books import Books
from hqd_desktop.services.table_choice import TableOffer
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Button, Picker, label

FOLLOW, FOLLOW_NO_MORE = "也跟踪这张表", "不再跟踪这张表"
NOTHING_LOST = "已填的数各张表共用：换表不动任何一个数，随时可以换回来。"


class TableChooser(QWidget):
    """Reads the offers when it is first shown a year; they depend on the hospital's class."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._offers: Sequence[TableOffer] = ()
        self._followed: tuple[str, ...] = ()
        self._shown: tuple = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(label("换一张表", "body", "text2"))
        self._picker = Picker(theme, "换一张评价指标表")
        self._picker.currentIndexChanged.connect(self._on_picked)
        line.addWidget(self._picker, 1)
        self._button = Button("改用这张表", theme)
        self._button.clicked.connect(self._on_clicked)
        line.addWidget(self._button)
        self._follow = Button(FOLLOW, theme)
        self._follow.setToolTip("本年度的指标表不变；这张表的得分并列显示，它的任务也列进工作台账")
        self._follow.clicked.connect(self._on_follow_clicked)
        line.addWidget(self._follow)
        column.addLayout(line)
        column.addWidget(label(NOTHING_LOST, "caption", "text2", wrap=True))

    def show_view(self, view: View) -> None:
        """Offer what fits the hospital of the view."""
        wanted = (view.hospital, view.record.scheme_id, view.editable, view.record.year)
        if wanted == self._shown:
            return
        asked = not self._shown or (self._shown[0], self._shown[3]) != (view.hospital, view.record.year)
        self._shown = wanted
        self._picker.setEnabled(view.editable)
        if asked:
            self._session.ask_books(
                lambda books: (books.tables.offers(), books.ledger.followed()),
                self._on_offered,
                self._session.refused.emit,
            )
        else:
            self._select()

    def read_anew(self) -> None:
        """There are other tables now."""
        self._shown = ()
        if self._session.view is not None:
            self.show_view(self._session.view)

    def _on_offered(self, read: tuple[Sequence[TableOffer], tuple[str, ...]]) -> None:
        offers, self._followed = read
        self._offers = offers
        self._picker.clear()
        for offer in offers:
            self._picker.addItem(f"{offer.scheme.short}　适用 {offer.applying} 项，任务 {offer.tasks} 条")
        self._select()

    def _select(self) -> None:
        ids = [offer.scheme.id for offer in self._offers]
        if self._shown[1] in ids:
            self._picker.setCurrentIndex(ids.index(self._shown[1]))
        self._on_picked(self._picker.currentIndex())

    def _on_picked(self, index: int) -> None:
        other = 0 <= index < len(self._offers) and self._offers[index].scheme.id != self._shown[1]
        self._button.setEnabled(other and self._shown[2])
        self._follow.setEnabled(other and self._shown[2])
        followed = other and self._offers[index].scheme.id in self._followed
        self._follow.setText(FOLLOW_NO_MORE if followed else FOLLOW)

    def _on_clicked(self) -> None:
        scheme = self._offers[self._picker.currentIndex()].scheme
        self._session.change_books(
            lambda books: books.tables.choose(scheme.id),
            lambda _: self._session.notify(f"已改用“{scheme.short}”。已填的数都在，没有改动。"),
        )

    def _on_follow_clicked(self) -> None:
        scheme = self._offers[self._picker.currentIndex()].scheme
        active = scheme.id not in self._followed

        def done(followed: tuple[str, ...]) -> None:
            self._followed = followed
            self._on_picked(self._picker.currentIndex())
            said = (
                f"“{scheme.short}”的任务已列进工作台账，得分见总览。"
                if active
                else f"不再列“{scheme.short}”，写过的都留着。"
            )
            self._session.notify(said)

        def act(books: Books[View]) -> tuple[str, ...]:
            books.ledger.follow(scheme.id, active)
            return books.ledger.followed()

        self._session.ask_books(act, done, self._session.refused.emit)
