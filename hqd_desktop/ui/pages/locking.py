"""锁定… and 退回修改… of a year: asked for with what they mean, done through the session."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hqd_desktop.domain.checks import MIN_EXPLANATION
from hqd_desktop.services.locking import what_blocks_locking
from hqd_desktop.services.messages import sentence, sentences
from hqd_desktop.services.wording import total_text
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.dialogs.words_dialog import WordsDialog
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme

DIGEST_SHOWN = 12


class Locking(QObject):
    """What cannot be done is said as a notice, with the way to the first obstacle."""

    def __init__(self, session: Session, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._theme, self._window = session, theme, window

    def ask_lock(self) -> None:
        """The version, the total and the digest that will be frozen, and who has reviewed them."""
        view = self._session.view
        if view is None:
            return
        blocked = what_blocks_locking(view.assessment)
        if blocked is not None:
            self._session.notify(sentence(blocked), "warning", ("从第 1 处开始", lambda: self._go_to_first(view)))
            return
        card = view.assessment.scorecard
        digest = view.assessment.digest.rpartition(":")[2][:DIGEST_SHOWN]
        dialog = WordsDialog(
            self._theme,
            f"锁定 {view.record.year} 年度 v{view.record.submission}",
            f"结果 {total_text(card)}，{view.packs.ruleset.title}；数据摘要 {digest}。"
            "锁定后数、说明、佐证都不能改，报告不再带“草稿”字样，撤销到此为止；要改须退回，另成下一版。请写审核人姓名。",
            "锁定",
            minimum=1,
            lines=1,
            parent=self._window,
        )
        dialog.given.connect(lambda name: self._session.lock(name, done=self._locked, failed=self._refused))
        dialog.open()

    def ask_reopen(self) -> None:
        """Why it is taken back."""
        view = self._session.view
        if view is None:
            return
        dialog = WordsDialog(
            self._theme,
            f"退回修改 {view.record.year} 年度 v{view.record.submission}",
            f"写明谁退回、为什么（至少 {MIN_EXPLANATION} 个字），会记入修改记录。"
            f"之后锁定的是 v{view.record.submission + 1}。",
            "退回修改",
            minimum=MIN_EXPLANATION,
            lines=2,
            parent=self._window,
        )
        dialog.given.connect(lambda reason: self._session.reopen(reason, done=self._reopened, failed=self._refused))
        dialog.open()

    def _go_to_first(self, view: View) -> None:
        if view.assessment.missing:
            self._session.go_to("entry", figure=view.assessment.missing[0])
            return
        failed = next((c.key for c in view.assessment.checks if c.state in ("error", "warning")), "")
        if failed:
            self._session.go_to("checks", key=failed)
        else:
            self._session.go_to("indicators")

    def _locked(self, view: View) -> None:
        self._session.notify(f"{view.record.year} 年度已锁定为 v{view.record.submission}。撤销到此为止。")

    def _reopened(self, view: View) -> None:
        self._session.notify(f"{view.record.year} 年度已退回，可以修改；下一次锁定是 v{view.record.submission}。")

    def _refused(self, problems) -> None:
        self._session.notify("；".join(sentences(problems)), "warning")
