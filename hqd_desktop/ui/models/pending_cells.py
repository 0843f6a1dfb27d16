"""Cells whose text is not what is stored: on their way, refused by the disk, or only previewed; plain data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.ui.models.cell_states import CellState, Mark


@dataclass(slots=True)
class PendingCells:
    """`saving` shows 正在保存 until settled; `unsaved` keeps a text with the reason; `preview` is a block to paste.

    `saved` were committed since the program started: they say 已存 where nothing else is to be said.
    """

    saving: dict[FigureKey, str] = field(default_factory=dict)
    unsaved: dict[FigureKey, tuple[str, str]] = field(default_factory=dict)
    preview: Mapping[FigureKey, tuple[str, Mark]] = field(default_factory=dict)
    outlined: frozenset[FigureKey] = frozenset()
    saved: set[FigureKey] = field(default_factory=set)

    def expect(self, texts: Mapping[FigureKey, str]) -> None:
        """These are on their way to the database."""
        self.saving.update(texts)
        for key in texts:
            self.unsaved.pop(key, None)

    def settle(self, keys: Iterable[FigureKey]) -> None:
        """The database answered for these."""
        for key in keys:
            self.saving.pop(key, None)
            self.unsaved.pop(key, None)

    def fail(self, texts: Mapping[FigureKey, str], reason: str) -> None:
        """These could not be saved."""
        for key, text in texts.items():
            self.saving.pop(key, None)
            self.unsaved[key] = (text, reason)

    def text(self, key: FigureKey) -> str | None:
        """What was typed into a cell and is not stored; None where nothing is pending."""
        return self.unsaved[key][0] if key in self.unsaved else self.saving.get(key)

    def over(self, key: FigureKey, state: CellState) -> CellState:
        """The cell as it is shown now."""
        if key in self.outlined:
            state = replace(state, outlined=True)
        if key in self.preview:
            text, mark = self.preview[key]
            return replace(state, text=text, mark=mark, words="读不懂" if mark is Mark.UNREADABLE else "将写入")
        if key in self.saving:
            text = self.saving[key]
            return replace(state, text=text, raw=text, mark=Mark.SAVING, words="正在保存…")
        if key in self.unsaved:
            text = self.unsaved[key][0]
            return replace(state, text=text, raw=text, mark=Mark.UNSAVED, words="未存上")
        if key in self.saved and state.text and state.mark in (Mark.NONE, Mark.NOTED):
            return replace(state, mark=Mark.SAVED, words="已存")
        return state
