"""What the keys and the top bar of the window do: undo, saving, search, help; it lays out nothing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from hqd_desktop.ui.frame.rail import PAGES
from hqd_desktop.ui.group_acts import GroupActs
from hqd_desktop.ui.shortcuts import install_shortcuts
from hqd_desktop.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hqd_desktop.domain.problems import Problem
    from hqd_desktop.services.workspace import View
    from hqd_desktop.ui.page_stack import PageStack
    from hqd_desktop.ui.session import Session


class WindowActs:
    """One for a window with a session; made when the window comes to life."""

    def __init__(self, around: Surroundings, session: "Session", pages: "PageStack") -> None:
        self._around, self._session, self._pages = around, session, pages
        self.group = GroupActs(around, session, pages, self.refuse)
        around.top.year_chosen.connect(self.open_year)
        around.top.undo_asked.connect(self.undo)
        around.top.redo_asked.connect(self.redo)
        around.top.search_asked.connect(self.open_command_box)
        around.top.help_asked.connect(self.open_help_menu)
        self._install_keys()

    def _install_keys(self) -> None:
        acts = {shortcut: (lambda key=key: self._around.show_page(key)) for key, _name, shortcut in PAGES}
        install_shortcuts(
            self._around.window,
            {
                **acts,
                "Ctrl+K": self.open_command_box,
                "Ctrl+H": self.group.pick,
                "Ctrl+G": self.group.compare,
                "Ctrl+Z": self.undo,
                "Ctrl+Y Ctrl+Shift+Z": self.redo,
                "Ctrl+S": self.answer_saved,
                "Ctrl+P": self.print_out,
                "Ctrl+F": lambda: self.ask_page("find"),
                "F6": lambda: self.ask_page("toggle_side"),
                "Shift+F6": lambda: self.ask_page("toggle_list"),
                "F8": lambda: self.ask_page("go_next"),
                "Shift+F8": lambda: self.ask_page("go_next_error"),
                "F9": lambda: self.ask_page("begin_trial"),
                "F1": lambda: self.ask_page("explain_current"),
                "Ctrl+F1": self.open_shortcut_sheet,
            },
        )

    def ask_page(self, hook: str) -> None:
        """Call a hook of the page that is shown (ui/pages/page.py)."""
        if self._pages.page is not None:
            getattr(self._pages.page, hook)()

    def refuse(self, problems: "Sequence[Problem]") -> None:
        """Say above the page why something was not done."""
        from hqd_desktop.services.messages import sentences

        said = sentences(problems)
        more = f"\n还有 {len(said) - 3} 处。" if len(said) > 3 else ""
        self._around.notice.say("\n".join(said[:3]) + more, "error")

    def open_year(self, year: int) -> None:
        """Go to another year; nothing typed meanwhile may land in a year that it was not meant for."""
        if self._pages.commit_pending():
            self._around.middle.setEnabled(False)
            self._session.open_year(year, lambda _: self._take_back(), self._take_back)
        elif self._session.view is not None:
            self._around.top.show_year(self._session.view.record.year)

    def _take_back(self, problems: "Sequence[Problem]" = ()) -> None:
        """The page may be typed in again."""
        self._around.middle.setEnabled(True)
        if self._pages.page is not None:
            self._pages.page.setFocus()
        if problems:
            self.refuse(problems)

    def undo(self) -> None:
        """Take the last step back, and bring it into sight."""
        if self._pages.commit_pending():
            self._session.undo(self._show_touched)

    def redo(self) -> None:
        """Do the last step again, and bring it into sight."""
        if self._pages.commit_pending():
            self._session.redo(self._show_touched)

    def _show_touched(self, view: "View") -> None:
        page = self._pages.page.key if self._pages.page is not None else ""
        if view.touched and page != "entry":
            self._around.show_page("entry", {"figure": view.touched[0]})
        elif view.touched_check and page != "checks":
            self._around.show_page("checks", {"key": view.touched_check})

    def answer_saved(self) -> None:
        """Ctrl+S: try once more what could not be saved, then say how things stand."""
        if self._pages.commit_pending():
            self._pages.retry_unsaved()
            self._session.tasks.run_in_database(lambda: None, lambda _: self._say_saved())

    def _say_saved(self) -> None:
        unsaved = self._pages.unsaved_count()
        if unsaved:
            self._around.notice.say(f"还有 {unsaved} 个数没有存上，都在屏幕上标着“未存上”。", "error")
        else:
            self._around.notice.say(f"{self._around.status.saved_text}。每个数填完就自动保存。")

    def print_out(self) -> None:
        """Print what the page prints; a page without paper of its own goes to the report."""
        if self._pages.page is not None and not self._pages.page.print_out():
            self._around.show_page("report", {"act": "print"})

    def open_command_box(self) -> None:
        """Search and commands (Ctrl+K)."""
        if self._session.view is None:
            return
        from hqd_desktop.ui.commands import Commands
        from hqd_desktop.ui.dialogs.command_box import CommandBox

        acts = {
            "undo": self.undo,
            "redo": self.redo,
            "saved": self.answer_saved,
            "keys": self.open_shortcut_sheet,
            "explain": lambda: self.ask_page("explain_current"),
            "side": lambda: self.ask_page("toggle_side"),
            "find": lambda: self.ask_page("find"),
            "columns": lambda: self.ask_page("reset_columns"),
            **self.group.by_name,
        }
        around = self._around
        commands = Commands(self._session, around.theme, around.settings, acts, self.ask_page, self.group.open_hospital)
        view = self._session.view
        tasks = self._session.desk.source().tasks(view.packs.scheme.id)  # read with the ledger before
        box = CommandBox(view, around.theme, around.window, tasks)
        box.chosen.connect(lambda entry, proof: commands.run(entry, proof))  # a bound method is not kept alive
        box.open()

    def open_shortcut_sheet(self) -> None:
        """The sheet of keys (Ctrl+F1)."""
        from hqd_desktop.ui.dialogs.shortcut_sheet import ShortcutSheet

        ShortcutSheet(self._around.theme, self._around.window).open()

    def open_help_menu(self) -> None:
        """What the question mark of the top bar offers."""
        menu = QMenu(self._around.window)
        menu.addAction("所选内容的说明\tF1", lambda: self.ask_page("explain_current"))
        menu.addAction("快捷键\tCtrl+F1", self.open_shortcut_sheet)
        menu.addAction("关于本程序", lambda: self._around.show_page("settings", {"section": "about"}))
        corner = self._around.top.mapToGlobal(self._around.top.rect().bottomRight())
        menu.exec(corner - QPoint(menu.sizeHint().width(), 0))
