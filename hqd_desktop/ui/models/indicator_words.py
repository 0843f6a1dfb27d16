"""Values of an indicator as the table shows them: whole, but big sums in 万元; exact ones stand in tip and proof."""

from decimal import Decimal, localcontext

from hqd_desktop.domain.numerals import PRECISION, shown
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult
from hqd_desktop.services import wording

IN_TEN_THOUSANDS_FROM = Decimal(10000)
_SIZE = Decimal(10000)


def this_text(result: IndicatorResult) -> str:
    """This year's values; the word for why there is none."""
    return _joined([_value(part, part.value, wording.part_text(part)) for part in result.parts], result)


def last_text(result: IndicatorResult) -> str:
    """Last year's values."""
    return _joined([_value(part, part.last, wording.value_text(part.part, part.last)) for part in result.parts], result)


def change_text(result: IndicatorResult) -> str:
    """The changes, signed."""
    whole = wording.change_text(result)
    if not any(_counts_in_ten_thousands(part) for part in result.parts):
        return whole.replace(" ／ ", "／").replace(" 点／", "／")
    return "／".join(_signed(part) for part in result.parts)


def state_text(result: IndicatorResult) -> str:
    """状态 in a few words; 自评得分 beside it already says 不计分."""
    return wording.status_text(result).replace("监测，不计分", "监测")


def _joined(texts: list[str], result: IndicatorResult) -> str:
    """The halves with their common unit once."""
    units = {part.part.unit for part in result.parts}
    tail = f" {unit}" if len(units) == 1 and (unit := units.pop()) not in ("", "%") else ""
    if tail and len(texts) > 1 and all(text.endswith(tail) for text in texts):
        return "／".join(text.removesuffix(tail) for text in texts) + tail
    return "／".join(texts) or "—"


def _counts_in_ten_thousands(part: PartResult) -> bool:
    return _is_big(part, part.value) or _is_big(part, part.last)


def _is_big(part: PartResult, value: Decimal | None) -> bool:
    return value is not None and part.part.unit.startswith("元") and abs(value) >= IN_TEN_THOUSANDS_FROM


def _value(part: PartResult, value: Decimal | None, whole: str) -> str:
    if value is None:
        return whole
    if part.part.as_ratio:
        return wording.ratio_text(value)
    if not _is_big(part, value):
        return whole.replace("（直接填报）", "")
    return f"{_ten_thousands(value)} 万{part.part.unit}"


def _signed(part: PartResult) -> str:
    change = part.change
    if not change:
        return "—" if change is None else "持平"
    text = _ten_thousands(change)
    return f"{'' if text.startswith('−') else '+'}{text} 万"


def _ten_thousands(value: Decimal) -> str:
    with localcontext(PRECISION):
        return shown(value / _SIZE, 2)
