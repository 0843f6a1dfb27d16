"""A check as the page lays it out: title, second line, difference, both sides lined up with their figures; no Qt."""

from collections.abc import Iterator
from dataclasses import dataclass

from hqd_desktop.domain.checks import Check, CheckKind, CheckResult, CheckState, SlipKind
from hqd_desktop.domain.expression import Binary, Expression, ItemValue, Negative, Node, render
from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.numerals import round_half_up
from hqd_desktop.domain.texts import figure_text, number_text, with_unit
from hqd_desktop.domain.values import Values
from hqd_desktop.services.checks_text import amount, change_percent, check_sentence, declared
from hqd_desktop.services.workspace import View

HANDLING = {
    CheckState.ERROR: "待改正",
    CheckState.WARNING: "待说明",
    CheckState.EXPLAINED: "已说明",
    CheckState.PENDING: "缺数",
    CheckState.PASSED: "通过",
}
FAILED = (CheckState.ERROR, CheckState.WARNING, CheckState.EXPLAINED)
_SLIPS = {SlipKind.LEFT_OUT: "漏加了", SlipKind.TWICE: "加了两次", SlipKind.SIGN: "正负号填反了"}
UNTOUCHED = "填的数都已照存，没有改动。"


@dataclass(frozen=True, slots=True)
class SideLine:
    """One line of the two sides: a side's total (`strong`), a figure in it (`key`), or the difference."""

    label: str
    text: str
    key: FigureKey | None = None
    strong: bool = False
    suspect: bool = False
    ruled: bool = False


def title(check: CheckResult) -> str:
    """The check's name; an identity that does not hold is written with ≠."""
    broken = check.kind is CheckKind.EQUAL and check.state in FAILED
    return check.title.replace(" = ", " ≠ ", 1) if broken else check.title


def detail(check: CheckResult, catalogue: Catalogue) -> str:
    """The second line in the list: the likeliest cause, the figures, or what is missing."""
    if check.state is CheckState.PENDING:
        return f"缺：{names(check.missing, catalogue)}" if check.missing else "缺数"
    if check.state is CheckState.PASSED:
        return ""
    if check.state is CheckState.EXPLAINED:
        return f"“{check.explanation}”"
    if check.slip is not None:
        return f"{catalogue[check.slip.key[0]].name}像是{_SLIPS[check.slip.kind]}"
    if check.suspect and check.suggestion is not None and check.kind in (CheckKind.EQUAL, CheckKind.AT_MOST):
        return f"{catalogue[check.suspect[0]].name}像是元、万元混填"
    left, right = amount(check, check.left), amount(check, check.right)
    return {
        CheckKind.JUMP: f"{left}，上年 {right}；提醒线 ±{check.tolerance.normalize():f}%",
        CheckKind.WRONG_UNIT: f"{left}，上年 {right}",
        CheckKind.RANGE: f"{left}，提醒线 {right}",
        CheckKind.RULE: f"{left}，提醒线 {right}",
        CheckKind.REPEATED: f"两年都是 {left}",
        CheckKind.RESTATED: f"现填 {left}，锁定稿 {right}；计分一直用锁定稿",
    }.get(check.kind, f"{left} 与 {right}")


def difference(check: CheckResult) -> str:
    """By how much it does not fit, in the way this kind is read."""
    if check.difference is None or check.state not in FAILED:
        return "—"
    if check.kind in (CheckKind.JUMP, CheckKind.WRONG_UNIT, CheckKind.REPEATED):
        return change_percent(check)
    return amount(check, check.difference)


def sentence(check: CheckResult, catalogue: Catalogue) -> str:
    """What is wrong, and that nothing was changed."""
    told = check_sentence(check, catalogue).removeprefix(f"{check.title}：")
    return told + UNTOUCHED if check.state in FAILED else told


def suggestion_text(check: CheckResult, catalogue: Catalogue) -> str:
    """The figure that would fit, or nothing."""
    if check.suspect is None or check.suggestion is None:
        return ""
    return number_text(catalogue[check.suspect[0]], check.suggestion)


def names(keys: tuple[FigureKey, ...], catalogue: Catalogue) -> str:
    """The figures by name, three at most."""
    texts = list(dict.fromkeys(catalogue[key].name for key, _ in keys))
    return "、".join(texts[:3]) + (f"等 {len(texts)} 项" if len(texts) > 3 else "")


def sides(check: CheckResult, view: View) -> list[SideLine]:
    """Both sides, each with the figures under it, then the difference."""
    pair = next((entry for entry in view.packs.checkbook.checks if entry.key == check.key), None)
    lines = list(_pair(check, pair, view)) if pair else list(_figures(check, view))
    if check.difference is not None and check.kind in (CheckKind.EQUAL, CheckKind.AT_MOST, CheckKind.RESTATED):
        wrong = check.state in FAILED
        lines.append(
            SideLine("差额（左 − 右）", amount(check, check.difference), strong=True, suspect=wrong, ruled=True)
        )
    return lines


def _pair(check: CheckResult, pair: Check, view: View) -> Iterator[SideLine]:
    values = Values(view.packs.catalogue, view.figures, view.record.year, zero_for_not_applicable=True)
    for label, side, total in (("左边", pair.left, check.left), ("右边", pair.right, check.right)):
        ruled = label == "右边"
        if isinstance(side.root, ItemValue):
            yield _line(f"{label}　{side.root.name}", side.root, values, check, strong=True, ruled=ruled)
            continue
        for sign, node in _terms(side.root):
            yield _line(("减　" if sign < 0 else "") + node.name, node, values, check, ruled=ruled)
            ruled = False
        text = "缺" if total is None else amount(check, total)
        yield SideLine(f"{label}　{_operation(side)}", text, strong=True)


def _operation(side: Expression) -> str:
    """`相加` for a plain sum, else the formula itself."""
    signs = _signs(side.root)
    if signs is None:
        return render(side.root, lambda node: node.name)
    return "相加" if all(sign > 0 for sign in signs) else "加减后"


def _signs(node: Node) -> list[int] | None:
    """The signs of a sum of items; None for anything else."""
    if isinstance(node, ItemValue):
        return [1]
    if isinstance(node, Negative):
        inner = _signs(node.inner)
        return None if inner is None else [-sign for sign in inner]
    if isinstance(node, Binary) and node.op in "+-":
        left, right = _signs(node.left), _signs(node.right)
        if left is None or right is None:
            return None
        return left + [sign if node.op == "+" else -sign for sign in right]
    return None


def _terms(node: Node, sign: int = 1) -> Iterator[tuple[int, ItemValue]]:
    """Every item of a formula, with the sign it has in a sum."""
    if isinstance(node, ItemValue):
        yield sign, node
    elif isinstance(node, Negative):
        yield from _terms(node.inner, -sign)
    elif isinstance(node, Binary):
        yield from _terms(node.left, sign)
        yield from _terms(node.right, -sign if node.op == "-" else sign)


def _line(
    label: str, node: ItemValue, values: Values, check: CheckResult, strong: bool = False, ruled: bool = False
) -> SideLine:
    key = (node.key, values.period(node.key, node.back))
    value = values.resolve(node.key, node.back).value
    text = "缺" if value is None else number_text(values.catalogue[node.key], round_half_up(value, 6))
    return SideLine(label, text, key, strong, suspect=key == check.suspect, ruled=ruled)


def _figures(check: CheckResult, view: View) -> Iterator[SideLine]:
    """Checks of single figures: the figures they read with their years, then the bound they are held against."""
    catalogue = view.packs.catalogue
    for key in check.items:
        item, figure = catalogue[key[0]], view.figures.get(key)
        text = "—" if figure is None else with_unit(figure_text(item, figure), item.unit)
        yield SideLine(f"{item.name}　{key[1].label}", text, key, suspect=key == check.suspect)
    if check.kind in (CheckKind.RANGE, CheckKind.RULE, CheckKind.ENTERED):
        names_ = ("直接填报", "按公式算得") if check.kind is CheckKind.ENTERED else ("算得", "提醒线")
        yield SideLine(names_[0], amount(check, check.left), strong=True, ruled=True)
        if check.right is not None:
            yield SideLine(names_[1], amount(check, check.right), strong=True)
    if check.kind is CheckKind.RESTATED:
        if declared(check):
            yield SideLine("上年调整数", amount(check, check.left), strong=True, ruled=True)
        yield SideLine("上年锁定稿", amount(check, check.right), strong=True)
    if check.kind in (CheckKind.JUMP, CheckKind.WRONG_UNIT):
        yield SideLine("变化", change_percent(check), strong=True, suspect=check.state in FAILED, ruled=True)
