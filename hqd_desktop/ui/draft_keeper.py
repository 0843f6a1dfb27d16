"""Keeps the text of an open editor beside the settings while it is typed, and offers it back after a forced end."""

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget

from hqd_desktop.services.drafts import Draft, offered
from hqd_desktop.ui.main_window import MainWindow
from hqd_desktop.ui.session import Session

PAUSE, SETTLED = 250, 600  # ms after the last key, and after an editor was left
SHOWN = 40  # letters of a text that an offer shows


class DraftKeeper(QObject):
    """One for a window. Nothing of it is ever written into a figure: it stands in the entry line till Enter."""

    def __init__(self, session: Session, window: MainWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._window = session, window
        self._editor: QWidget | None = None
        self._draft: Draft | None = None
        self._waiting: list[Draft] = []  # left by an earlier run, not answered yet
        self._held = False
        self._kept: list[Draft] = []
        self._typing, self._leaving = self._timer(PAUSE, self._note), self._timer(SETTLED, self._settle)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]
        session.view_changed.connect(lambda _: self._leaving.start())
        session.save_failed.connect(lambda _: self._leaving.start())

    def hold(self) -> None:
        """Something went wrong: what is kept stays, whatever happens to its editor."""
        if not self._held:
            self._note()
        self._held = True

    def release(self) -> None:
        """The user goes on."""
        self._held = False
        self._leaving.start()

    def end(self) -> None:
        """The program ends well: nothing is left behind."""
        for timer in (self._typing, self._leaving):
            timer.stop()
        if not self._held:
            self._session.desk.drafts().write(())

    def offer(self) -> None:
        """Say what an earlier run has left, one after the other."""
        view, desk = self._session.view, self._session.desk
        if view is not None:
            self._waiting = offered(desk.drafts().left(), str(desk.database()), view.years)
            self._offer_next()

    # -- keeping -------------------------------------------------------------------------------------------------

    def _timer(self, pause: int, act) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(act)
        return timer

    def _on_focus_changed(self, old, new) -> None:
        if old is not None and old is self._editor:
            self._leaving.start()
        if not _is_editor(new) or new is self._editor:
            return
        self._editor = new
        if not new.property("drafted"):
            new.setProperty("drafted", True)
            changed = new.textEdited if isinstance(new, QLineEdit) else new.textChanged
            changed.connect(self._on_edited)
        self._typing.start()

    def _on_edited(self, *_) -> None:
        self._typing.start()

    def _note(self) -> None:
        editor = self._editor
        if editor is None or self._held or not shiboken6.isValid(editor) or not editor.isVisible():
            return
        text = _text_of(editor)
        self._draft = self._draft_of(editor, text) if text.strip() and _is_changed(editor) else None
        self._write()

    def _settle(self) -> None:
        """An editor was left or something was saved: what is on the disk now need not be kept."""
        if self._held:
            return
        if self._session.tasks.busy:
            self._leaving.start()
            return
        editor = self._editor
        alive = editor is not None and shiboken6.isValid(editor) and editor.isVisible()
        if not alive:
            self._editor = self._draft = None
        elif editor is not None and not _is_changed(editor):
            self._draft = None
        self._write()

    def _write(self) -> None:
        unsaved = [self._cell(key, text) for key, text in self._window.unsaved_texts().items()]
        drafts = [*([self._draft] if self._draft else []), *unsaved, *self._waiting]
        if drafts != self._kept:
            self._kept = drafts
            self._session.desk.drafts().write(drafts)

    def _draft_of(self, editor: QWidget, text: str) -> Draft | None:
        page = self._window.page
        board = getattr(page, "board", None)
        if board is not None and board.isAncestorOf(editor):
            key = board.current_key()
            return self._cell(key, text) if key is not None else None
        place = "，".join(filter(None, (editor.window().windowTitle(), editor.accessibleName())))
        return self._made(place or "没有写完的字", text)

    def _cell(self, key, text: str) -> Draft:
        item = self._session.view.packs.catalogue[key[0]]  # type: ignore[union-attr]
        return self._made(f"{item.name}（{key[1].label}）", text, key[0], key[1].key)

    def _made(self, words: str, text: str, item: str = "", period: str = "") -> Draft:
        view = self._session.view
        year = view.record.year if view is not None else 0
        return Draft(words, text, str(self._session.desk.database()), year, item, period)

    # -- offering ------------------------------------------------------------------------------------------------

    def _offer_next(self) -> None:
        self._write()
        if not self._waiting:
            return
        draft = self._waiting[0]
        text = " ".join(draft.text.split())
        shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
        more = f"另有 {len(self._waiting) - 1} 处。" if len(self._waiting) > 1 else ""
        act = ("放回那一格", self._put_back) if draft.key is not None else ("复制", self._copy)
        self._session.notify(
            f"上次程序没有正常关闭，“{draft.words}”里写到一半的还留着：{shown}　没有写入，数没有变。{more}",
            "warning", act,
        )  # fmt: skip

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._waiting.pop(0).text)
        self._session.notify("已复制，可以贴回原处。")
        self._offer_next()

    def _put_back(self) -> None:
        draft, view = self._waiting.pop(0), self._session.view
        if view is not None and view.record.year != draft.year:
            self._session.open_year(draft.year, lambda _: self._show(draft))
        else:
            self._show(draft)

    def _show(self, draft: Draft) -> None:
        self._session.go_to("entry", figure=draft.key, text=draft.text)
        self._offer_next()


def _is_editor(widget: object) -> bool:
    """Where words or figures are written: not a password, not what only searches or filters."""
    if isinstance(widget, QPlainTextEdit):
        return not widget.isReadOnly()
    if not isinstance(widget, QLineEdit) or widget.isReadOnly() or widget.echoMode() != QLineEdit.EchoMode.Normal:
        return False
    in_dialog = isinstance(widget.window(), QDialog) and widget.window().isModal()
    return not widget.isClearButtonEnabled() and (in_dialog or _in_board(widget))


def _in_board(widget: QWidget) -> bool:
    from hqd_desktop.ui.pages.entry_board import EntryBoard
    from hqd_desktop.ui.widgets.find_bar import FindBar

    above: QWidget | None = widget
    while above is not None:
        if isinstance(above, FindBar):
            return False
        if isinstance(above, EntryBoard):
            return True
        above = above.parentWidget()
    return False


def _text_of(editor: QWidget) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()  # type: ignore[attr-defined]


def _is_changed(editor: QWidget) -> bool:
    if isinstance(editor, QLineEdit):
        return editor.isModified()
    return bool(editor.document().isModified())  # type: ignore[attr-defined]
