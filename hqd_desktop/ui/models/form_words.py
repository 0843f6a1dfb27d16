"""Words of the collection forms for list and preview; they refuse to know any widget."""

from collections.abc import Sequence
from datetime import datetime

from hqd_desktop.domain.figures import Figure, FigureState
from hqd_desktop.domain.items import Catalogue, Item
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.texts import figure_text, number_text, with_unit
from hqd_desktop.services.collection import DepartmentForm
from hqd_desktop.services.collection_return import (
    CellState,
    Choice,
    Choices,
    ComparedCell,
    Comparison,
    doubtful,
    undecided,
)
from hqd_desktop.services.form_records import FormState
from hqd_desktop.services.messages import sentence

STATE_WORDS = {FormState.ISSUED: "已发", FormState.RETURNED: "已回"}
GROUPS = {
    CellState.CONFLICT: ("冲突", "发表以后本院的数改过，或采集表把原数清空了；逐处选一个"),
    CellState.CHANGED: ("改动", "本院的数没动过，采集表改了"),
    CellState.NEW: ("新增", "本院原来是空的"),
    CellState.SAME: ("相同", "不会改动"),
}
WRONG = ("读不懂", "改好这些地方，整份才能写入")


def form_state(form: DepartmentForm) -> str:
    """未发, 已发, 已回."""
    return STATE_WORDS[form.record.state] if form.record else "未发"


def is_out(form: DepartmentForm) -> bool:
    """Whether it was handed out and has not come back: such a form can be withdrawn."""
    return form.record is not None and form.record.state is FormState.ISSUED


def is_back(form: DepartmentForm) -> bool:
    """Whether it has come back."""
    return form.record is not None and form.record.state is FormState.RETURNED


def given_words(form: DepartmentForm) -> str:
    """How many of the required cells came back filled."""
    record = form.record
    if record is None or record.state is FormState.ISSUED:
        return f"0/{form.asked}"
    return f"{record.given}/{record.asked}" + ("" if record.complete else "，不全")


def remark_words(form: DepartmentForm) -> str:
    """What is to be done about a form beyond its state."""
    said = []
    if form.outdated:
        said.append("要填的项变了，请重发")
    if form.errors:
        said.append(f"{form.errors} 个数校核有错")
    return "；".join(said)


def totals(forms: Sequence[DepartmentForm]) -> str:
    """13 个科室　已发 4　已回 9."""
    states = [form_state(form) for form in forms]
    counts = "　".join(f"{words} {states.count(words)}" for words in ("未发", "已发", "已回") if words in states)
    return f"{len(forms)} 个科室　{counts}"


def day(at: datetime | None) -> str:
    """3月10日, in this PC's time."""
    if at is None:
        return ""
    here = at.astimezone()
    return f"{here.month}月{here.day}日"


def moment(at: datetime | None) -> str:
    """3月10日 14:31."""
    return f"{day(at)} {at.astimezone():%H:%M}" if at else ""


def author(cell: ComparedCell) -> str:
    """Who wrote ours last, and when."""
    return f"{cell.who} {moment(cell.at)}".strip()


def value(item: Item, figure: Figure) -> str:
    """A figure in a cell of the preview; the reason of 不适用 with it."""
    if figure.state is FigureState.BLANK:
        return f"（空）{figure.note}" if figure.note else "（空）"
    text = figure_text(item, figure)
    return f"{text}：{figure.note}" if figure.state is FigureState.NOT_APPLICABLE else text


def outcome(cell: ComparedCell, item: Item, choices: Choices) -> str:
    """What will stand after writing."""
    if cell.state is CellState.SAME:
        return "不变"
    if cell.state is CellState.CONFLICT and cell.key not in choices:
        return "待定"
    choice = choices.get(cell.key, Choice.THEIRS)
    if choice is Choice.OURS:
        return "用本院的"
    if choice is Choice.SUGGESTED and cell.suggestion is not None:
        return f"改为 {number_text(item, cell.suggestion)}"
    return "像是元、万元混填" if cell.suggestion is not None and cell.key not in choices else "用采集表的"


def place(cell: ComparedCell, item: Item) -> str:
    """Where it stands in the file, and from which unit it was converted."""
    return cell.where + (f"，按{cell.unit}填的，已换算成{item.unit}" if cell.unit else "")


def note_words(cell: ComparedCell) -> str:
    """The notes of both sides where they differ."""
    if cell.ours.note == cell.theirs.note:
        return ""
    return f"备注：本院“{cell.ours.note or '无'}”，采集表“{cell.theirs.note or '无'}”"


def cell_name(cell: ComparedCell, catalogue: Catalogue, year: int) -> str:
    """The item, with its period where that is not this year."""
    name, period = catalogue[cell.key[0]].name, cell.key[1]
    return name if period.year == year and not period.quarter else f"{name}（{period.label}）"


def file_words(comparison: Comparison, choices: Choices) -> str:
    """What stands beside a file's name."""
    if comparison.problems:
        return f"不能写入，{len(comparison.problems)} 处要改"
    if left := undecided(comparison, choices):
        return f"{len(left)} 处冲突待定"
    states = [cell.state for cell in comparison.cells]
    changed = sum(state is not CellState.SAME for state in states)
    if left := doubtful(comparison, choices):
        return f"可写入；{len(left)} 处像是万元"
    return f"可写入，{changed} 处不同" if changed else "与本院的数相同"


def file_title(comparison: Comparison) -> str:
    """财务科　必填 20/22　没填 3 格."""
    identity = comparison.returned.identity
    if identity is None or (comparison.problems and not comparison.cells):
        return comparison.returned.name
    blank = f"　空着 {comparison.unanswered} 格" if comparison.unanswered else ""
    return f"{identity.department}　必填 {comparison.given}/{comparison.asked}{blank}"


def problem_words(problem: Problem) -> str:
    """The sentence, after the item that it is about where it does not name it."""
    text, item = sentence(problem), problem.params.get("item", "")
    return text if item in text else f"{item}　{text}"


def suggestion_words(cell: ComparedCell, item: Item) -> str:
    """The words of the button that takes the suggestion."""
    return f"改为 {with_unit(number_text(item, cell.suggestion), item.unit)}" if cell.suggestion is not None else ""
