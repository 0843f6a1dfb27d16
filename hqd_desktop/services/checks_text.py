"""What a check says: both sides, the difference, the likeliest cause, and the question to ask; words only."""

from decimal import Decimal

from hqd_desktop.domain.checks import CheckKind, CheckResult, CheckState, SlipKind
from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.numerals import decimal_places, round_half_up, shown
from hqd_desktop.services.wording import with_unit

STATE_TEXTS = {
    CheckState.ERROR: "错误",
    CheckState.WARNING: "待说明",
    CheckState.EXPLAINED: "已说明",
    CheckState.PENDING: "暂不能校核",
    CheckState.PASSED: "通过",
}


_SLIPS = {
    SlipKind.LEFT_OUT: "差额正好是{name}（{value}）：{total}像是漏加了它，补上就对得上。",
    SlipKind.TWICE: "差额正好是{name}（{value}）：{total}像是把它加了两次，减去就对得上。",
    SlipKind.SIGN: "差额正好是{name}（{value}）的两倍：它的正负号像是填反了。",
}


def amount(check: CheckResult, value: Decimal | None) -> str:
    """A side or difference of a check with its unit."""
    if value is None:
        return "—"
    rounded = round_half_up(value, 4)
    return with_unit(shown(rounded, max(decimal_places(rounded), 2 if check.unit in ("元", "%") else 0)), check.unit)


def figure_name(key: FigureKey, catalogue: Catalogue) -> str:
    """An item with its period."""
    return f"{catalogue[key[0]].name}（{key[1].label}）"


def declared(check: CheckResult) -> bool:
    """Whether it is a 上年调整数 with its reason: the left side is what last year should have been."""
    return check.kind is CheckKind.RESTATED and check.state is CheckState.EXPLAINED


def declared_text(check: CheckResult) -> str:
    """Both numbers of a 上年调整数."""
    return f"上年调整数 {amount(check, check.left)}，锁定稿 {amount(check, check.right)}"


def check_sentence(check: CheckResult, catalogue: Catalogue) -> str:
    """The check in one sentence, as it stands."""
    left, right, gap = (amount(check, value) for value in (check.left, check.right, check.difference))
    if check.state is CheckState.PENDING and not check.missing:
        return f"{check.title}：暂不能校核，分母为 0。"
    if check.state is CheckState.PENDING:
        return f"{check.title}：暂不能校核，缺 {'、'.join(figure_name(key, catalogue) for key in check.missing)}。"
    if check.state is CheckState.PASSED:
        tail = (
            f"，差 {gap}，在尾差 {shown(check.tolerance, 2)} 以内"
            if check.difference and check.tolerance and (check.kind is CheckKind.EQUAL)
            else ""
        )
        return f"{check.title}：通过{tail}。"
    explained = f"说明：{check.explanation.rstrip('。')}。" if check.explanation else ""
    match check.kind:
        case CheckKind.EQUAL:
            body = f"左边 {left}，右边 {right}，差 {gap}。"
        case CheckKind.AT_MOST:
            body = f"左边 {left}，不应大于右边 {right}，超出 {gap}。"
        case CheckKind.RANGE:
            body = f"本年 {left}，超出常见范围（界线 {right}）。"
        case CheckKind.RESTATED if declared(check):
            body = f"{declared_text(check)}，差 {gap}；计分一直用锁定稿。"
        case CheckKind.RESTATED:
            body = f"本次填 {left}，锁定稿 {right}，差 {gap}；计分一直用锁定稿。"
        case CheckKind.RULE:
            body = f"本年 {left}，低于提醒线 {right}。"
        case CheckKind.ENTERED:
            body = f"直接填报 {left}，按公式算得 {right}；计分用算得的数。"
        case CheckKind.REPEATED:
            body = f"本年与上年都是 {left}，请确认不是照抄。"
        case CheckKind.WRONG_UNIT:
            body = f"本年 {left}，上年 {right}，相差约一万倍。"
        case _:  # CheckKind.JUMP
            body = (
                f"本年 {left}，上年 {right}，变化 {change_percent(check)}，超过提醒线 ±{shown(check.tolerance, 0)}%。"
            )
    return f"{check.title}：{body}{explained}"


def change_percent(check: CheckResult) -> str:
    """The change of a year-on-year check in percent of last year, signed."""
    if check.left is None or not check.right:
        return "—"
    text = shown((check.left - check.right) / abs(check.right) * 100, 2)
    return f"{'' if text.startswith('−') else '+'}{text}%"


def likely_causes(check: CheckResult, catalogue: Catalogue) -> tuple[str, ...]:
    """The likeliest causes, the best first; of a declared 上年调整数 both numbers, as its cause is its 说明."""
    if declared(check):
        return (f"{declared_text(check)}；计分一直用锁定稿。",)
    causes: list[str] = []
    if check.suspect is not None and check.suggestion is not None and check.kind is not CheckKind.RESTATED:
        name, right = catalogue[check.suspect[0]].name, amount(check, check.suggestion)
        causes.append(f"{name}像是元、万元混填；若改为 {right}，就对得上。")
    if check.slip is not None:
        name, value = catalogue[check.slip.key[0]].name, amount(check, check.slip.value)
        causes.append(_SLIPS[check.slip.kind].format(name=name, value=value, total=check.title.split(" = ")[0]))
    if check.kind is CheckKind.RESTATED:
        causes.append("上年数重填时写错，或上年决算后作了调整；确属调整的请按“上年调整数”登记并写明原因。")
    if check.kind in (CheckKind.JUMP, CheckKind.RULE, CheckKind.RANGE):
        causes += check.causes or ("业务确有较大变化，或单位、口径与上年不同。",)
    elif check.kind is CheckKind.ENTERED:
        causes.append("直接填报的数与原始数口径不同，或其中一个填错；原始数齐全时不必再填这个比率。")
    elif check.kind is CheckKind.REPEATED:
        causes.append("照抄了上年数。")
    else:
        causes += check.causes
    return tuple(dict.fromkeys(causes))


def question(check: CheckResult, catalogue: Catalogue) -> str:
    """A text to send to the department that is asked."""
    return f"{check.department}：您好。{check_sentence(check, catalogue)}请核对后回复，谢谢。"
