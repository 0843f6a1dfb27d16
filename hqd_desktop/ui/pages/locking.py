"""The steps from 科室确认 to 上报, and 退回修改…: asked for with what they mean, done through the session."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hqd_desktop.domain.checks import MIN_EXPLANATION
from hqd_desktop.domain.review import Step, next_step
from hqd_desktop.services.locking import what_blocks
from hqd_desktop.services.messages import sentence, sentences
from hqd_desktop.services.reviewing import SPEAKERS
from hqd_desktop.services.wording import total_text
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.dialogs.words_dialog import WordsDialog
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme

DIGEST_SHOWN = 12
_ASKED = {
    Step.REVIEW: "院领导已审核。审核后说明和佐证也不能改；要改须退回。请写审核人姓名。",
    Step.LOCK: "锁定后数、说明、佐证都不能改，报告不再带“草稿”字样，撤销到此为止；锁定稿永久保存，"
    "以后照样能打开、打印。要改须退回，另成下一版。请写负责人姓名。",
    Step.SUBMIT: "登记已上报。请写报往哪里、何时报（例如：市卫健委，1月20日）。",
}  # fmt: skip
_DONE = {
    Step.REVIEW: "{year} 年度已审核，可以锁定。",
    Step.LOCK: "{year} 年度已锁定为 v{number}。撤销到此为止。",
    Step.SUBMIT: "{year} 年度 v{number} 已登记上报。",
}


class Locking(QObject):
    """What cannot be done is said as a notice, with the way to the first obstacle."""

    def __init__(self, session: Session, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._theme, self._window = session, theme, window

    def ask_next(self) -> None:
        """The step that comes next: what it means, and for the lock the version, the total and the digest."""
        view = self._session.view
        step = next_step(view.record.state) if view is not None else None
        if view is None or step is None:
            return
        if step is Step.CONFIRM:
            self.ask_departments()
            return
        blocked = what_blocks(step, view.assessment) if step is not Step.SUBMIT else None
        if blocked is not None:
            self._session.notify(sentence(blocked), "warning", ("从第 1 处开始", lambda: self._go_to_first(view)))
            return
        self._open(view, step, self._facts(view) + _ASKED[step], 1, 1)

    def ask_departments(self) -> None:
        """Whose word on the figures is there, and whose is not."""
        from hqd_desktop.ui.dialogs.confirm_dialog import ConfirmDialog

        ConfirmDialog(self._session, self._theme, self.ask_reopen, self._window.window()).open()

    def ask_reopen(self) -> None:
        """Why it is sent back."""
        view = self._session.view
        if view is None:
            return
        later = f"之后锁定的是 v{view.record.submission + 1}，v{view.record.submission} 的锁定稿留着。"
        words = f"写明谁退回、为什么（至少 {MIN_EXPLANATION} 个字），会记入修改记录；各科室的确认都作废，要重新确认。"
        self._open(view, Step.SEND_BACK, words + (later if view.record.locked else ""), MIN_EXPLANATION, 2)

    def _facts(self, view: View) -> str:
        digest = view.assessment.digest.rpartition(":")[2][:DIGEST_SHOWN]
        return f"结果 {total_text(view.assessment.scorecard)}，{view.packs.ruleset.title}；数据摘要 {digest}。"

    def _open(self, view: View, step: Step, words: str, least: int, lines: int) -> None:
        dialog = WordsDialog(
            self._theme,
            f"{step.value} {view.record.year} 年度 v{view.record.submission}",
            words,
            step.value,
            minimum=least,
            lines=lines,
            parent=self._window,
        )
        dialog.field.setAccessibleName(SPEAKERS.get(step, "退回的原因"))
        dialog.given.connect(
            lambda given: self._session.take_step(
                step, given, done=lambda view: self._done(view, step), failed=self._refused
            )
        )
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

    def _done(self, view: View, step: Step) -> None:
        year, number = view.record.year, view.record.submission
        if step is Step.SEND_BACK:
            self._session.notify(f"{year} 年度已退回，可以修改；下一次锁定是 v{number}。")
        else:
            self._session.notify(_DONE[step].format(year=year, number=number))

    def _refused(self, problems) -> None:
        self._session.notify("；".join(sentences(problems)), "warning")
