"""How results are put into words and digits, once for screen, report, workbook and command line."""

from decimal import Decimal

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.numerals import decimal_places, shown
from hqd_desktop.domain.review import YearState
from hqd_desktop.domain.scheme import Indicator, Scope
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult, Reason, Scorecard, Status
from hqd_desktop.domain.texts import BLANK_TEXT, figure_text, number_text, ratio_text, value_text, with_unit

__all__ = ["BLANK_TEXT", "figure_text", "number_text", "ratio_text", "value_text", "with_unit"]

LONGEST_NAME = 60  # letters of a hospital's name in a file name: at three bytes each the whole stays below 255
STATE_TEXTS = {
    YearState.DRAFT: "草稿",
    YearState.CONFIRMED: "科室已确认",
    YearState.REVIEWED: "已审核",
    YearState.LOCKED: "已锁定",
    YearState.SUBMITTED: "已上报",
}


def part_text(result: PartResult) -> str:
    """This year's value, or the word for why there is none."""
    if result.value is not None:
        return value_text(result.part, result.value) + ("（直接填报）" if result.direct else "")
    return {
        Status.MISSING: BLANK_TEXT,
        Status.NOT_APPLICABLE: "不适用",
        Status.NOT_COMPUTABLE: "不可计算",
    }.get(result.status, "—")


def values_text(result: IndicatorResult) -> str:
    """All values of a row in one cell, halves parted by a slash."""
    return " ／ ".join(part_text(part) for part in result.parts) or "—"


def last_text(result: IndicatorResult) -> str:
    """Last year's values of a row."""
    return " ／ ".join(value_text(part.part, part.last) for part in result.parts) or "—"


def change_text(result: IndicatorResult) -> str:
    """The change of each value against last year, signed; percentages change by 个百分点 (点)."""
    return " ／ ".join(_change(part) for part in result.parts) or "—"


def _change(result: PartResult) -> str:
    change = result.change
    if change is None:
        return "—"
    if not change:
        return "持平"
    text = shown(change, result.part.decimals)
    unit = " 点" if result.part.unit == "%" else ""
    return f"{'' if text.startswith('−') else '+'}{text}{unit}"


def points_text(value: Decimal, places: int = 2) -> str:
    """Points, always with the rule set's places."""
    return shown(value, places)


def full_text(value: Decimal) -> str:
    """Full marks with the decimals they have, mostly none."""
    return shown(value, decimal_places(value))


def score_text(result: IndicatorResult, places: int = 2) -> str:
    """得分 of a row: points, or the word that stands in its place."""
    if result.status is Status.REGION:
        return "政府层面，不计分"
    if not result.applicable:
        return "不适用本院"
    if result.bonus:
        return f"加分 {points_text(result.points, places)}"
    if result.status is Status.NOT_APPLICABLE:
        return "无上年，不计分" if result.reason is Reason.NO_LAST_YEAR else "不适用"
    if not result.full:
        return "监测，不计分"
    return points_text(result.points, places)


def status_text(result: IndicatorResult) -> str:
    """The state of a row in a few words."""
    if result.status is Status.REGION:
        return "政府层面，不计分"
    if not result.applicable:
        return class_text(result.indicator)
    if result.status is Status.NOT_COMPUTABLE:
        return "不可计算（分母为 0）"
    if result.status is Status.MISSING:
        if result.reason is Reason.NOT_ALLOWED:
            return "本项不能标不适用"
        if result.reason is Reason.NO_GOAL:
            return "本院目标未定"
        return f"缺 {len(result.missing)} 个数" if result.missing else "未定"
    if result.status is Status.NOT_APPLICABLE:
        return "无上年，不计分" if result.reason is Reason.NO_LAST_YEAR else "不适用"
    if result.status is Status.MONITOR:
        return "监测，不计分"
    if result.bonus:
        return "加分"
    if result.points == result.full:
        return "满分"
    return f"失 {points_text(result.lost)}"


def class_text(indicator: Indicator) -> str:
    """Which hospitals a row speaks of."""
    if indicator.scope is Scope.REGION:
        return "政府或区域层面"
    levels, types = "、".join(indicator.levels), "、".join(indicator.types)
    return f"仅{levels}{types}医院" if levels or types else "全部公立医院"


def total_text(card: Scorecard) -> str:
    """结果 with two places, or a dash when nothing is scored."""
    return "—" if card.total is None else shown(card.total, 2)


def total_label(card: Scorecard) -> str:
    """暂得分 as long as figures are missing."""
    return "暂得分" if card.provisional else "自评得分"


def arithmetic_text(card: Scorecard) -> str:
    """How the total is come by: （72.97 ＋ 加分 2.00）÷ 适用满分 88 × 100; without 加分 where no row gives any."""
    places = card.ruleset.places
    parts = f"{points_text(card.points, places)} "
    if card.has_bonus:
        parts = f"（{parts}＋ 加分 {points_text(card.bonus, places)}）"
    return f"{parts}÷ 适用满分 {full_text(card.full)} × 100"


def hospital_text(hospital: Hospital) -> str:
    """Name and class."""
    return f"{hospital.name}（{hospital.class_label}）"


def file_name(hospital: Hospital, year: int, number: int, day: str, suffix: str) -> str:
    """单位_年度_公立医院高质量发展自评_vN_日期, without what a file system refuses."""
    return f"{_safe(hospital.name)}_{year}_公立医院高质量发展自评_v{number}_{day}{suffix}"


def comparison_name(hospital: Hospital, earlier: int, later: int, day: str) -> str:
    """单位_早的年度-晚的年度_年度对比_日期.xlsx."""
    years = str(later) if earlier == later else f"{earlier}-{later}"
    return f"{_safe(hospital.name)}_{years}_年度对比_{day}.xlsx"


def group_name(first: Hospital, count: int, year: int, day: str) -> str:
    """单位等N家_年度_院际对比_日期.xlsx."""
    return f"{_safe(first.name)}等{count}家_{year}_院际对比_{day}.xlsx"


def _safe(name: str) -> str:
    letters = ("_" if letter in '\\/:*?"<>|' or ord(letter) < 32 else letter for letter in name)
    return "".join(letters)[:LONGEST_NAME].strip(" .")
