"""The departments with their word on the figures of a year, as a Qt model; it decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt

from hqd_desktop.services.confirm_book import SignedForm
from hqd_desktop.services.confirming import Standing
from hqd_desktop.ui.models.row_model import RowModel


class Column(IntEnum):
    """The columns, left to right."""

    DEPARTMENT = 0
    GIVEN = 1
    STATE = 2
    WHO = 3
    WHEN = 4
    REMARK = 5


TITLES = ("科室", "必填", "状态", "确认人", "时间", "要做的")


@dataclass(frozen=True, slots=True)
class ConfirmRow:
    """A department; `signed` is its form that is here with a signature and not counted yet."""

    standing: Standing
    signed: SignedForm | None = None


def confirm_rows(standings: tuple[Standing, ...], signed: tuple[SignedForm, ...]) -> list[ConfirmRow]:
    """A row for each department, in their order."""
    forms: Mapping[str, SignedForm] = {form.department: form for form in signed}
    return [ConfirmRow(one, forms.get(one.department)) for one in standings]


def state_words(standing: Standing) -> str:
    """已确认, 须重新确认 (the word was taken back), 未确认."""
    if standing.confirmed:
        return "已确认"
    return "须重新确认" if standing.word.withdrawn else "未确认"


def remark_words(row: ConfirmRow) -> str:
    """What stands in the way, or why the word was taken back."""
    one, said = row.standing, []
    if not one.confirmed and one.missing:
        said.append(f"还缺 {one.missing} 个数")
    if one.errors:
        said.append(f"{one.errors} 个数有错误")
    if row.signed is not None:
        said.append("采集表的签字在改动或退回之前，不再作数" if row.signed.changed else "采集表已签字，可以作数")
    if not one.confirmed and one.word.withdrawn:
        said.append(one.word.withdrawn)
    return "；".join(said)


class ConfirmModel(RowModel[ConfirmRow]):
    """One row per department concerned."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(TITLES, (), parent)

    def answer(self, row: ConfirmRow, column: int, role: int) -> Any:
        one = row.standing
        moment = f"{one.word.at.astimezone():%m-%d %H:%M}" if one.word.at is not None else ""
        cells = (
            one.department, f"{one.total - one.missing}/{one.total}", state_words(one), one.word.confirmed_by, moment,
            remark_words(row),
        )  # fmt: skip
        if role == Qt.ItemDataRole.DisplayRole:
            return cells[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return cells[column] if column in (Column.REMARK, Column.WHO) else None
        return f"{TITLES[column]} {cells[column] or '空'}" if role == Qt.ItemDataRole.AccessibleTextRole else None
