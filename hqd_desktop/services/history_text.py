"""修改记录 as rows of words, for the list, the clipboard and the exported table; it reads and writes nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from decimal import Decimal
from typing import Protocol

from hqd_desktop.domain.figures import FigureState
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.ledger import STATE_NAMES
from hqd_desktop.domain.periods import parse_period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.texts import number_text
from hqd_desktop.services.records import HistoryEntry
from hqd_desktop.services.wording import STATE_TEXTS

HEADINGS = ("时间", "谁", "电脑", "动作", "改了什么", "期间", "内容", "原来", "改为", "原因", "来源")
TABLES = {
    "figure": "数",
    "restatement": "上年调整数",
    "explanation": "说明",
    "follow_up": "跟进",
    "evidence": "佐证",
    "evidence_use": "佐证用处",
    "hospital_year": "年度",
    "submission": "锁定稿",
    "collection_form": "采集表",
    "confirmation": "科室确认",
    "table_mapping": "对应关系",
    "hospital": "医院",
    "person": "用户",
    "item_department": "责任科室",
    "ledger_entry": "台账",
    "ledger_milestone": "里程碑",
    "remedy": "任务整改",
    "followed_pack": "跟踪的任务清单",
    "report_text": "报告文字",
    "rectification": "指标整改",
    "rule_set": "赋分方案",
    "goal": "本院目标",
    "own_pack": "自建指标表",
}
# What the list can be narrowed to: the words, and the tables behind them.
KINDS: Mapping[str, tuple[str, ...]] = {
    "数": ("figure", "restatement"),
    "说明与跟进": ("explanation", "follow_up"),
    "台账": ("ledger_entry", "ledger_milestone", "remedy", "followed_pack"),
    "报告文字与整改": ("report_text", "rectification"),
    "佐证": ("evidence", "evidence_use"),
    "目标": ("goal",),
    "状态与方案": ("hospital_year", "confirmation", "submission", "rule_set", "own_pack"),
    "采集表与对应关系": ("collection_form", "table_mapping"),
    "医院与用户": ("hospital", "person", "item_department"),
}
_FIELDS = {
    "state": "状态", "value": "数值", "text": "文字", "source": "来源", "note": "备注", "explanation": "原因",
    "scheme_id": "指标表", "ruleset_id": "赋分方案", "submission": "版本", "number": "版本", "year": "年度",
    "digest": "摘要", "body": "内容摘要", "name": "名称", "code": "机构代码", "level": "级别", "type": "类别",
    "sample": "示例", "initials": "简写", "active": "在用", "password": "口令", "department": "科室", "title": "标题",
    "reference": "文号", "issued_on": "日期", "valid_until": "有效期至", "added_on": "添加日期", "sealed": "盖章",
    "pages": "页数", "owner": "责任人", "size": "大小", "file_name": "文件", "file_digest": "文件摘要",
    "given": "已填", "asked": "应填", "signed": "签字", "progress": "进展", "reason": "滞后原因", "next_step": "下一步",
    "next_due": "下一步期限", "due": "期限", "done_on": "完成日期", "own": "自加", "closed_on": "办结日期",
    "outcome": "结果", "measure": "整改措施",
    "confirmed_by": "确认人", "withdrawn": "作废原因", "approval": "批准文件", "edition": "版本",
    "side": "方向", "indicator": "指标", "part": "值",
}  # fmt: skip
_OWN_FIELDS = {("ledger_entry", "number"): "数", ("submission", "body"): "内容", ("rule_set", "body"): "内容",
               ("table_mapping", "body"): "内容", ("confirmation", "year"): "年度"}  # fmt: skip
_ROW_FIELDS = {
    "id": "整行",
    "item": "数据项",
    "period": "期间",
    "version": "改动次数",
}  # no history, only an alteration
_FLAGS = {"sample", "active", "sealed", "signed", "own"}
_DIGESTS = {"digest", "file_digest"}
_HASH = re.compile("[0-9a-f]{64}")
_DIGEST = 12  # letters of a digest that tell two apart
_FIGURE_STATES = {
    FigureState.BLANK.value: "缺",
    FigureState.NUMBER.value: "数",
    FigureState.NOT_APPLICABLE.value: "不适用",
    FigureState.TEXT.value: "文字",
}
_FORM_STATES = {"issued": "已发", "withdrawn": "已撤", "returned": "已回"}
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One touched field in words, in the order of HEADINGS; `item` and `period` lead to the figure, if it is one."""

    cells: tuple[str, ...]
    item: str = ""
    period: str = ""


class Names(Protocol):
    """What keys are called that no catalogue tells; empty where it is not known."""

    def thing(self, table: str, key: str) -> str:
        """What was changed."""

    def value(self, name: str, key: str) -> str:
        """What a field names."""


def history_rows(
    entries: Sequence[HistoryEntry], catalogue: Catalogue, zone: tzinfo | None = None, names: Names | None = None
) -> list[HistoryRow]:
    """A row for each touched field, in the order of the entries; times are those of `zone` (None: this PC's)."""
    return [_row(entry, catalogue, zone, names) for entry in entries]


def sentence_of(row: HistoryRow) -> str:
    """A row as one sentence, nothing of it cut off."""
    when, who, pc, act, what, period, field, old, new, reason, origin = row.cells
    place = f"{what}（{period}）" if period else what
    change = f"由“{old}”改为“{new}”" if old and new else f"填上“{new}”" if new else f"去掉“{old}”"
    tail = "".join(f"，{name}：{text}" for name, text in (("原因", reason), ("来源", origin)) if text)
    return f"{when} {who}（{pc}）{act}：{place}的{field}{change}{tail}。"


def altered_in_words(problem: Problem, catalogue: Catalogue, names: Names) -> Problem:
    """store_row_altered with every key called by its name; any other problem as it is.

    The values stay as they are written: whoever altered them need not have left a number.
    """
    if problem.code != "store_row_altered":
        return problem
    told = dict(problem.params)
    word, key, field = (told.get(name, "") for name in ("table", "item", "field"))
    table = next((table for table, text in TABLES.items() if text == word), word)
    item, period = catalogue.items.get(key), parse_period(told.get("period", ""))
    if key:
        told["item"] = item.name if item else names.thing(table, key) or key
    if period:
        told["period"] = period.label
    if field:
        told["field"] = _OWN_FIELDS.get((table, field)) or (_FIELDS | _ROW_FIELDS).get(field, field)
    if field == "id":
        told["was"] = ""  # the row is gone; its name is of no use to anybody
    return replace(problem, params=told)


def _row(entry: HistoryEntry, catalogue: Catalogue, zone: tzinfo | None, names: Names | None) -> HistoryRow:
    item = catalogue.items.get(entry.item)
    kind = TABLES.get(entry.table, entry.table)
    thing = item.name if item else (names.thing(entry.table, entry.item) if names else "") or entry.item
    what = f"{kind}：{thing}" if entry.item else kind
    period = parse_period(entry.period)
    cells = (
        f"{entry.at.astimezone(zone):%Y-%m-%d %H:%M:%S}", entry.who, entry.pc, entry.action, what,
        period.label if period else entry.period, _OWN_FIELDS.get((entry.table, entry.field)) or
        _FIELDS.get(entry.field, entry.field),
        _value(entry, entry.old, catalogue, names), _value(entry, entry.new, catalogue, names), entry.reason,
        entry.origin,
    )  # fmt: skip
    is_figure = entry.table in ("figure", "follow_up", "restatement") and item is not None
    return HistoryRow(cells, entry.item if is_figure else "", entry.period if is_figure else "")


def _value(entry: HistoryEntry, value: str, catalogue: Catalogue, names: Names | None) -> str:
    item = catalogue.items.get(entry.item)
    if entry.field == "value" and value and item is not None:
        return number_text(item, Decimal(value))
    if entry.field == "state":
        return _state(entry.table, value)
    if entry.field == "side":
        return {"at_least": "不低于", "at_most": "不高于"}.get(value, value)
    if entry.field in _FLAGS:
        return {"1": "是", "0": "否"}.get(value, value)
    if entry.field == "password":
        return "已设" if value else "未设"
    if value and (entry.field in _DIGESTS or _HASH.fullmatch(value)):
        return f"摘要 {value.rpartition(':')[2][:_DIGEST]}"
    if entry.field == "body" and value.startswith(("{", "[")):
        return f"全文 {len(value)} 字"
    if named := names.value(entry.field, value) if names and value else "":
        return named
    return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"


def _state(table: str, value: str) -> str:
    if table == "figure":
        return _FIGURE_STATES.get(value, value)
    if table == "ledger_entry":
        return {state.value: text for state, text in STATE_NAMES.items()}.get(value, value)
    if table == "hospital_year":
        return {state.value: text for state, text in STATE_TEXTS.items()}.get(value, value)
    return _FORM_STATES.get(value, value)
