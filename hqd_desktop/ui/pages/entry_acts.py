"""What the keys of 填报 do: each act asks the session for one write, and the grid shows what becomes of it."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from hqd_desktop.domain.checks import MIN_EXPLANATION, CheckResult
from hqd_desktop.domain.figures import BLANK, Figure, FigureKey, FigureState
from hqd_desktop.domain.items import Item
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.values import Values
from hqd_desktop.services.failed_saves import failed_save
from hqd_desktop.services.messages import sentence, sentences
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.dialogs.restate_dialog import RestateDialog
from hqd_desktop.ui.dialogs.words_dialog import WordsDialog
from hqd_desktop.ui.models.cell_states import plain_number
from hqd_desktop.ui.models.entry_model import EntryModel
from hqd_desktop.ui.models.readings import sum_of_parts
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme

REASONS = ("本院没有这项业务", "本年度没有发生")
RETRY = "这一格没有存上，再按一次 Enter 重试。"
KEPT = "填的字还留在格子里，已存的数完好。"


class EntryActs(QObject):
    """`told` is said beside the entry line; `offered` puts a text there to be looked at before Enter."""

    told = Signal(str)
    offered = Signal(str)

    def __init__(self, session: Session, model: EntryModel, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._model, self._theme, self._window = session, model, theme, window
        self._faulty = False  # the disk refused something, and it was said above the page
        model.entered.connect(self.enter)

    def enter(self, key: FigureKey, text: str) -> None:
        """Write one cell; its text stays as 未存上 when that fails."""
        self._session.enter(key[0], key[1], text, done=self._settle([key]), failed=self._fail({key: text}))

    def enter_many(self, cells: Sequence[tuple[FigureKey, str]], name: str) -> None:
        """Write a block as one step."""
        texts = dict(cells)
        self._model.expect(texts)
        self._session.enter_many(
            [(item, period, text) for (item, period), text in cells],
            name,
            done=self._settle(texts),
            failed=self._fail(texts),
        )

    def clear(self, keys: Iterable[FigureKey]) -> None:
        """Back to 缺, for the cells that hold something; of a locked year nothing is cleared, and it is said."""
        wanted, pending = list(keys), set(self._model.saving_keys) | set(self._model.unsaved)
        held = [key for key in wanted if self._figure(key).state is not FigureState.BLANK or key in pending]
        filled = [key for key in held if self._editable(key)]
        self._model.settle([key for key in filled if key in self._model.unsaved])
        if filled:
            self._session.clear(filled)
        if len(filled) < len(held):
            self._session.notify(f"有 {len(held) - len(filled)} 格已锁定，没有清空。", "warning")

    def retry(self) -> None:
        """Write everything that could not be saved, as one step."""
        if self._model.unsaved:
            self.enter_many(list(self._model.unsaved.items()), "再存一次")

    def toggle(self, key: FigureKey) -> None:
        """是 ↔ 否; a blank answer becomes 是."""
        if self._editable(key):
            self._model.enter(key, "否" if self._figure(key).value == 1 else "是")

    def ask_not_applicable(self, key: FigureKey) -> None:
        """不适用, with its reason."""
        if not self._editable(key):
            return
        figure, item = self._figure(key), self._item(key)
        declared = figure.state is FigureState.NOT_APPLICABLE
        dialog = WordsDialog(
            self._theme,
            f"{item.name}（{key[1].label}）不适用",
            "写明理由，会印在报告上。不适用与 0、与空白都不同：它不算缺数，满分按规定重算。",
            "标为不适用",
            figure.note if declared else "",
            minimum=1,
            lines=2,
            ready=REASONS,
            parent=self._window,
            waits=True,
        )
        dialog.given.connect(
            lambda reason: self._session.mark_not_applicable(
                key[0], key[1], reason, done=self._settled(dialog, [key]), failed=dialog.refuse
            )
        )
        dialog.open()

    def ask_note(self, key: FigureKey) -> None:
        """A remark beside the figure, the reason of a 不适用, or the 上年调整数 of a locked last year."""
        if self._restatable(key):
            self.ask_restatement(key)
        if not self._editable(key):
            return
        figure, item = self._figure(key), self._item(key)
        if figure.state is FigureState.NOT_APPLICABLE:
            self.ask_not_applicable(key)
            return
        dialog = WordsDialog(
            self._theme,
            f"{item.name}（{key[1].label}）的备注",
            "口径、来源或要交代的事。备注不改动数。",
            "存备注",
            figure.note,
            parent=self._window,
            waits=True,
        )
        dialog.given.connect(
            lambda note: self._session.write_note(
                key[0], key[1], note, done=self._settled(dialog), failed=dialog.refuse
            )
        )
        dialog.open()

    def ask_follow_up(self, key: FigureKey) -> None:
        """What is still to be asked about a figure; emptied, it is done. A locked year's may be followed up too."""
        view = self._session.view
        dialog = WordsDialog(
            self._theme,
            f"跟进：{self._item(key).name}（{key[1].label}）",
            "还要问谁、问什么。数不改动；问清后清空，就是办结。",
            "记下",
            view.follow_ups.get(key, "") if view else "",
            lines=2,
            parent=self._window,
            waits=True,
        )
        dialog.given.connect(
            lambda text: self._session.follow_up(key, text, done=self._settled(dialog), failed=dialog.refuse)
        )
        dialog.open()

    def ask_restatement(self, key: FigureKey) -> None:
        """上年调整数 of a figure that was handed in."""
        view = self._session.view
        if view is None:
            return
        dialog = RestateDialog(
            self._theme, self._item(key), self._figure(key), view.restatements.get(key), self._window
        )
        dialog.given.connect(
            lambda text, reason: self._session.restate(
                key, text, reason, done=lambda _: dialog.accept(), failed=lambda problems: dialog.refuse(problems)
            )
        )
        dialog.open()

    def tell_locked(self, key: FigureKey) -> None:
        """Why nothing can be typed here, and what can be done instead."""
        state = self._model.state(key)
        if state is not None and state.locked:
            more = "确需调整的，按 F4 登记“上年调整数”；计分仍用锁定的数。" if self._restatable(key) else "没有改动。"
            self.told.emit(f"{state.locked}。{more}")

    def revert(self, key: FigureKey, text: str) -> None:
        """Write an earlier value again."""
        self.enter_many([(key, text)], "改回此值")

    def ask_words(self, key: FigureKey) -> None:
        """A narrative."""
        item = self._item(key)
        if not self._editable(key):
            return
        dialog = WordsDialog(
            self._theme,
            f"{item.name}　{key[1].label}",
            item.definition,
            "存下 Ctrl+Enter",
            self._figure(key).text,
            lines=9,
            parent=self._window,
        )
        dialog.given.connect(lambda text: self._model.enter(key, text))
        dialog.open()

    def ask_explanation(self, check: CheckResult) -> None:
        """The 说明 of a warning."""
        dialog = WordsDialog(
            self._theme,
            f"说明：{check.title}",
            f"为什么是这个数（至少 {MIN_EXPLANATION} 个字），会印在报告上。数不改动。",
            "存说明",
            check.explanation,
            minimum=MIN_EXPLANATION,
            parent=self._window,
            waits=True,
        )
        dialog.given.connect(
            lambda text: self._session.explain(check.key, text, done=self._settled(dialog), failed=dialog.refuse)
        )
        dialog.open()

    def fix(self, check: CheckResult) -> None:
        """Write the suggestion of a check in the place of its suspect; 撤销 takes it back."""
        view = self._session.view
        if view is None or check.suspect is None or check.suggestion is None:
            return
        text = plain_number(view.packs.catalogue[check.suspect[0]], check.suggestion)
        self.enter_many([(check.suspect, text)], "按提示改数")

    def offer_sum(self, key: FigureKey) -> None:
        """Alt+=: what the parts add up to, as a sum to be looked at and taken with Enter."""
        view = self._session.view
        if view is None or not self._editable(key):
            return
        values = Values(view.packs.catalogue, view.figures, key[1].year, zero_for_not_applicable=True)
        text, blank = sum_of_parts(view.packs, values, key[0])
        if not text:
            self.told.emit("这一项没有登记分项，不能按分项求和。没有改动。")
        elif blank:
            names = "、".join(blank[:4]) + ("等" if len(blank) > 4 else "")
            self.told.emit(f"还缺分项：{names}。没有求和，没有改动。补齐后再按 Alt+=。")
        else:
            self.offered.emit(text)

    def _settled(self, dialog: WordsDialog, keys: Iterable[FigureKey] = ()) -> Callable[[View], None]:
        settle = self._settle(keys)

        def settled(view: View) -> None:
            settle(view)
            dialog.kept()

        return settled

    def _settle(self, keys: Iterable[FigureKey]) -> Callable[[View], None]:
        held = list(keys)

        def settled(_view: View) -> None:
            self._model.settle(held)
            if self._faulty and not self._model.unsaved:
                self._faulty = False
                self._session.notify("刚才没存上的数，现在都存上了。")

        return settled

    def _saved_at(self) -> str:
        view = self._session.view
        return f"{view.saved_at.astimezone():%H:%M:%S}" if view is not None and view.saved_at is not None else ""

    def _fail(self, texts: dict[FigureKey, str]) -> Callable[[Sequence[Problem]], None]:
        def failed(problems: Sequence[Problem]) -> None:
            unsaved = {**self._model.unsaved, **texts}
            fault = failed_save(problems, len(unsaved), self._saved_at())
            reason = sentence(fault) if fault else "；".join(sentences(problems))
            self._model.fail(texts, reason)
            if fault:
                self._faulty = True
                self.told.emit(RETRY)
                self._session.notify(reason, "error", ("再存一次  Ctrl+S", self.retry))
            else:
                self.told.emit(f"{reason}{KEPT}再按一次 Enter 重试。")

        return failed

    def _restatable(self, key: FigureKey) -> bool:
        """Whether it is a number of last year that was handed in, while this year is still worked on."""
        view = self._session.view
        if view is None or not view.editable or key[1].year != view.record.year - 1:
            return False
        return key[1].year in view.locked_years and self._figure(key).value is not None

    def _editable(self, key: FigureKey) -> bool:
        state = self._model.state(key)
        return state is not None and state.editable

    def _figure(self, key: FigureKey) -> Figure:
        view = self._session.view
        return view.figures.get(key, BLANK) if view else BLANK

    def _item(self, key: FigureKey) -> Item:
        assert self._session.view is not None
        return self._session.view.packs.catalogue[key[0]]
