"""What the window does with the hospitals of its database: switch, add, gather, compare; it lays out nothing.

Nothing that was typed for one hospital may land in another: what cannot be saved keeps the window where it is.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from hqd_desktop.domain.problems import Problem

if TYPE_CHECKING:
    from hqd_desktop.services.workspace import View
    from hqd_desktop.ui.page_stack import PageStack
    from hqd_desktop.ui.session import Session
    from hqd_desktop.ui.surroundings import Surroundings

FILES = "工作簿、上报包、交接文件、数据库 (*.xlsx *.hqdz *.hqdx *.hqd)"
ALONE = "本库只有这一家医院。医共体或县区可以把几家放在一起，各管各的数，再做院际对比。"


class GroupActs:
    """One for a window with a session; `refuse` says above the page why something was not done."""

    def __init__(
        self,
        around: "Surroundings",
        session: "Session",
        pages: "PageStack",
        refuse: Callable[[Sequence[Problem]], None],
    ) -> None:
        self._around, self._session, self._pages, self._refuse = around, session, pages, refuse
        self._shown = ""
        around.top.hospital_chosen.connect(lambda chosen: self.open_hospital(chosen))
        session.view_changed.connect(lambda view: self._on_view_changed(view))
        session.window_asked.connect(lambda name: self.by_name[name]())

    @property
    def by_name(self) -> dict[str, Callable[[], None]]:
        """For Ctrl+K."""
        return {
            "member_list": self.pick,
            "member_add": self.add,
            "member_files": self.choose_files,
            "group": self.compare,
        }

    def pick(self) -> None:
        """Ctrl+H: the list of hospitals in the top bar; where there is one only, what a second is for."""
        view = self._session.view
        if view is None:
            return
        if len(view.members) > 1:
            self._around.top.offer_hospitals()
        else:
            self._session.notify(ALONE, act=("添加医院…", self.add))

    def open_hospital(self, hospital_id: str, then: Callable[[], None] = lambda: None) -> None:
        """Switch to a hospital, once everything that was typed is on the disk."""
        if self._session.view is None or hospital_id == self._session.view.hospital.id:
            return
        unsaved = self._pages.unsaved_count()
        if unsaved or not self._pages.commit_pending():
            self._around.top.show_hospital(self._session.view.hospital.id)
            if unsaved:
                self._refuse([Problem("member_unsaved", "", {"count": str(unsaved)})])
            return
        self._around.middle.setEnabled(False)
        self._session.change_books(
            lambda books: books.members.open(hospital_id), lambda _: self._on_opened(then), self._on_failed
        )

    def add(self) -> None:
        """A further hospital, by hand."""
        from hqd_desktop.ui.dialogs.member_dialog import MemberDialog

        if self._session.view is not None and not self._pages.unsaved_count() and self._pages.commit_pending():
            MemberDialog(self._session, self._around.theme, self._around.window).open()

    def choose_files(self) -> None:
        """Further hospitals, or further years of theirs, from files that they have handed in."""
        if self._session.view is None:
            return
        dialog = QFileDialog(self._around.window, "从文件加入医院：可以一次选几家", "", FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.gather([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def gather(self, paths: Sequence[Path]) -> None:
        """Read files and show what would become of them."""
        from hqd_desktop.ui.dialogs.gather_dialog import GatherDialog

        dialog = GatherDialog(self._session, self._around.theme, self._around.window)
        dialog.open()
        dialog.read(paths)

    def compare(self) -> None:
        """Ctrl+G: the members side by side."""
        from hqd_desktop.ui.dialogs.group_dialog import GroupDialog

        if self._session.view is not None and self._pages.commit_pending():
            GroupDialog(self._session, self._around.theme, self._go_to_row, self._around.window).open()

    def _go_to_row(self, hospital_id: str, number: str) -> None:
        """To a member, and to the indicator that was looked at."""
        view = self._session.view
        if view is not None and view.hospital.id != hospital_id:
            self.open_hospital(hospital_id, lambda: self._around.show_page("indicators", {"number": number}))
        else:
            self._around.show_page("indicators", {"number": number})

    def _on_opened(self, then: Callable[[], None]) -> None:
        from hqd_desktop.ui.dialogs.who_dialog import ask_who

        self._take_back()
        then()
        ask_who(self._session, self._around.theme, self._around.window)

    def _on_failed(self, problems: Sequence[Problem]) -> None:
        self._take_back()
        if self._session.view is not None:
            self._around.top.show_hospital(self._session.view.hospital.id)
        self._refuse(problems)

    def _take_back(self) -> None:
        self._around.middle.setEnabled(True)
        if self._pages.page is not None:
            self._pages.page.setFocus()

    def _on_view_changed(self, view: "View") -> None:
        from hqd_desktop.services.errors import FileRefused  # not before the first paint
        from hqd_desktop.services.opening import LAST_HOSPITAL

        if view.hospital.id != self._shown:
            self._shown = view.hospital.id
            with suppress(FileRefused):  # a full disk: it is only where the next start begins
                self._session.desk.settings().set(LAST_HOSPITAL, self._shown)
