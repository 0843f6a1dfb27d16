"""What can be found by Ctrl+K: indicators, figures, checks and commands of a View; words only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from hqd_desktop.domain.checks import CheckState
from hqd_desktop.domain.figures import figure_at
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.checks_text import STATE_TEXTS
from hqd_desktop.services.wording import BLANK_TEXT, figure_text, score_text, values_text
from hqd_desktop.services.workspace import View

MOST_OF_A_KIND = 8
KINDS = ("指标", "数据项", "校核", "可以做")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line; `act` names a method of the Session, else it leads to a place in a page."""

    kind: str
    icon: str
    title: str
    right: str
    keys: str
    page: str = ""
    target: dict[str, Any] = field(default_factory=dict)
    act: str = ""


def entries_of(view: View) -> list[Entry]:
    """Everything, in the order of the tables."""
    return [*_indicators(view), *_items(view), *_checks(view), *_commands(view)]


def matching(entries: Sequence[Entry], text: str) -> list[tuple[str, list[Entry]]]:
    """Entries that hold every word of `text`, by kind, the closest first."""
    words = text.casefold().split()
    found: list[tuple[str, list[Entry]]] = []
    for kind in KINDS:
        rows = [e for e in entries if e.kind == kind and all(word in e.keys for word in words)]
        if not words and kind in ("数据项", "校核"):
            continue
        rows.sort(key=lambda e: _distance(e, words))
        limit = MOST_OF_A_KIND if words else 5 if kind == "指标" else 20
        if rows:
            found.append((kind, rows[:limit]))
    return found


def _distance(entry: Entry, words: Sequence[str]) -> tuple[int, int]:
    if not words:
        return (0, 0)
    name = entry.title.casefold().split("　")
    exact = any(part == words[0] for part in name)
    starts = any(part.startswith(words[0]) for part in name)
    return (0 if exact else 1 if starts else 2, len(entry.title) if len(words[0]) > 1 else 0)


def _indicators(view: View) -> Iterator[Entry]:
    for result in view.assessment.scorecard:
        row = result.indicator
        value = values_text(result) if result.applicable else ""
        full = f" / {result.full.normalize():f}" if result.full else ""
        right = "　".join(filter(None, (value, score_text(result) + full)))
        keys = f"{row.number} {row.short} {row.name} {row.supplier}".casefold()
        yield Entry(
            "指标", "indicators", f"{row.number}　{row.short}", right, keys, "indicators", {"number": row.number}
        )


def _items(view: View) -> Iterator[Entry]:
    year = Period(view.record.year)
    readers = _readers(view)
    for item in view.packs.catalogue:
        period = Period(view.record.year, 4) if item.quarterly else year
        value = figure_text(item, figure_at(view.figures, item.key, period), unit=True)
        value = value if len(value) <= 20 else f"{value[:19]}…"
        if item.key in view.packs.catalogue.formulas and value == BLANK_TEXT:
            value = "由公式算得"
        who = view.departments.get(item.key, item.department)
        names = (item.name, item.short, item.account, *item.aliases, who, *readers.get(item.key, ()))
        keys = " ".join(names).casefold()
        yield Entry("数据项", "entry", item.name, f"{value}　{who}", keys, "entry", {"figure": (item.key, period)})


def _readers(view: View) -> dict[str, list[str]]:
    """The indicators that read an item, so that finding one of them also lists its figures."""
    found: dict[str, list[str]] = {}
    for result in view.assessment.scorecard:
        for key in {used.key[0] for part in result.parts for used in part.used} if result.applicable else ():
            found.setdefault(key, []).append(result.indicator.label)
    return found


def _checks(view: View) -> Iterator[Entry]:
    for check in view.assessment.checks:
        if check.state is not CheckState.PASSED:
            keys = f"{check.title} {check.department} {STATE_TEXTS[check.state]} 校核".casefold()
            yield Entry("校核", "checks", check.title, STATE_TEXTS[check.state], keys, "checks", {"key": check.key})


def _commands(view: View) -> Iterator[Entry]:
    commands = [
        ("补下一个缺项", "entry", "F8", "entry", {"act": "next_missing"}, "缺 下一个"),
        ("打印报告", "print", "Ctrl+P", "report", {"act": "print"}, "打印 纸"),
        ("看报告预览", "report", "Ctrl+6", "report", {}, "报告 预览 PDF 导出 工作簿"),
        ("看校核", "checks", "Ctrl+4", "checks", {}, "校核 错误 警告"),
        ("看按季调度", "ledger", "Ctrl+5", "ledger", {}, "台账 季度"),
        ("看赋分规则", "rules", "", "settings", {"section": "rules"}, "赋分 方案 规则"),
        ("备份数据", "backup", "", "settings", {"section": "data"}, "备份 恢复 数据库"),
        ("调字号和颜色", "appearance", "", "settings", {"section": "look"}, "深色 浅色 字号 显示"),
        ("改医院信息", "hospital", "", "settings", {"section": "hospital"}, "医院 级别 类别 名称"),
    ]
    for name, acts, key in (("undo", view.undo_name, "Ctrl+Z"), ("redo", view.redo_name, "Ctrl+Y")):
        if acts:
            title = f"{'撤销' if name == 'undo' else '重做'}{acts}"
            yield Entry("可以做", name, title, key, title.casefold(), act=name)
    for title, icon, right, page, target, keys in commands:
        yield Entry("可以做", icon, title, right, f"{title} {keys}".casefold(), page, target)
