"""What the checks found and what was explained; it refuses to run a check."""

from hqd_desktop.domain.checks import CheckKind, CheckResult, CheckState
from hqd_desktop.reporting.blocks import Align, Block, Column, Paragraph, Row, Style, Table
from hqd_desktop.reporting.source import Source
from hqd_desktop.services.asked_items import asked_items
from hqd_desktop.services.checks_text import STATE_TEXTS, amount, change_percent, declared, likely_causes

_COLUMNS = (
    Column("序号", 1.7, Align.CENTER),
    Column("校核", 5.2),
    Column("两边的数和差", 6.8, Align.RIGHT),
    Column("结果", 2.4, Align.CENTER),
    Column("说明", 7.2),
)
_SIDES = {
    CheckKind.EQUAL: ("左 ", "右 "),
    CheckKind.AT_MOST: ("左 ", "右 "),
    CheckKind.RANGE: ("本年 ", "界线 "),
    CheckKind.JUMP: ("本年 ", "上年 "),
    CheckKind.REPEATED: ("本年 ", "上年 "),
    CheckKind.RESTATED: ("本次 ", "锁定 "),
    CheckKind.WRONG_UNIT: ("本年 ", "上年 "),
    CheckKind.RULE: ("本年 ", "提醒线 "),
    CheckKind.ENTERED: ("填报 ", "算得 "),
}
_ORDER = (CheckState.ERROR, CheckState.WARNING, CheckState.EXPLAINED)


def checks(source: Source) -> list[Block]:
    """Counts, the findings with both sides, identities that pass with a 尾差, and what could not be checked yet."""
    found = source.assessment.checks
    counts = "、".join(
        f"{STATE_TEXTS[state]} {count} 条"
        for state in (*_ORDER, CheckState.PENDING, CheckState.PASSED)
        if (count := sum(check.state is state for check in found))
    )
    blocks: list[Block] = [Paragraph(f"共校核 {len(found)} 条：{counts}。" if found else "本年没有可运行的校核。")]
    listed = [check for state in _ORDER for check in found if check.state is state]
    listed += [c for c in found if c.state is CheckState.PASSED and c.kind is CheckKind.EQUAL and c.difference]
    if listed:
        rows = tuple(_row(source, place, check) for place, check in enumerate(listed, 1))
        blocks.append(Table(_COLUMNS, rows, "校核发现和说明", numbered=True))
    waiting = [check for check in found if check.state is CheckState.PENDING]
    return blocks + _pending(source, waiting)


def _row(source: Source, place: int, check: CheckResult) -> Row:
    left, right = ("上年调整数 ", "锁定稿 ") if declared(check) else _SIDES[check.kind]
    gap = f"差 {amount(check, check.difference)}"
    if check.kind in (CheckKind.JUMP, CheckKind.WRONG_UNIT):
        gap = f"变化 {change_percent(check)}"
    sides = f"{left}{amount(check, check.left)}\n{right}{amount(check, check.right)}\n{gap}"
    return Row((str(place), check.title, sides, STATE_TEXTS[check.state], _remark(source, check)))


def _remark(source: Source, check: CheckResult) -> str:
    if check.state is CheckState.PASSED:
        return "尾差，在允许范围内"
    if declared(check):
        return f"上年调整数，计分用锁定稿。{check.explanation}"
    if check.explanation:
        return check.explanation
    causes = likely_causes(check, source.catalogue)  # a guess, never to be taken for the hospital's own 说明
    return f"尚未说明；{f'可能是：{causes[0]}' if causes else '请核对'}（问{check.department}）"


def _pending(source: Source, waiting: list[CheckResult]) -> list[Block]:
    """What could not run for want of figures that this hospital owes; the rest is counted, nobody has to fill it."""
    asked = {item.key for item in asked_items(source.card.scheme, source.catalogue, source.assessment.hospital)}
    pending = [check for check in waiting if any(item in asked for item, _ in check.missing)]
    blocks: list[Block] = []
    if others := len(waiting) - len(pending):
        text = f"另有 {others} 条暂不能校核的，所涉的数不属我院按本表应填的范围，不逐条列出。"
        blocks.append(Paragraph(text, Style.NOTE))
    if not pending:
        return blocks
    columns = (Column("序号", 1.7, Align.CENTER), Column("暂不能校核", 7), Column("缺的数", 12.7))
    rows = tuple(
        Row((str(place), check.title, source.names(check.missing) or "—")) for place, check in enumerate(pending, 1)
    )
    return [Table(columns, rows, "暂不能校核（有数未填）", numbered=True), *blocks]
