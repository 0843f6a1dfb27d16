"""Figures and values as digits with their units, the same wherever they are read."""

from decimal import Decimal

from hqd_desktop.domain.figures import Figure, FigureState
from hqd_desktop.domain.items import Item, ItemKind
from hqd_desktop.domain.numerals import PRECISION, decimal_places, shown
from hqd_desktop.domain.scheme import Part

BLANK_TEXT = "缺"


def with_unit(text: str, unit: str) -> str:
    """A number with its unit: % close, everything else after a space."""
    return f"{text}{unit}" if unit == "%" else f"{text} {unit}".rstrip()


def figure_text(item: Item, figure: Figure, unit: bool = False) -> str:
    """A figure as read in lists: its own decimals at least, never fewer than it has; 缺 and 不适用 in words."""
    if figure.state is FigureState.BLANK:
        return BLANK_TEXT
    if figure.state is FigureState.NOT_APPLICABLE:
        return "不适用"
    if figure.state is FigureState.TEXT or figure.value is None:
        return figure.text
    return number_text(item, figure.value, unit)


def number_text(item: Item, value: Decimal, unit: bool = False) -> str:
    """A value of an item; 是/否 for a condition."""
    if item.kind is ItemKind.YES_NO:
        return "是" if value else "否"
    text = shown(value, max(item.decimals, decimal_places(value)))
    return with_unit(text, item.unit) if unit else text


def value_text(part: Part, value: Decimal | None) -> str:
    """A value of an indicator as printed: rounded half up to the part's places; the ratio 1:x beside a percentage."""
    if value is None:
        return "—"
    if part.checklist:
        return f"{shown(value, 0)}/{len(part.checklist)} 条"
    text = with_unit(shown(value, part.decimals), part.unit)
    return f"{text}（{ratio_text(value)}）" if part.as_ratio else text


def ratio_text(percent: Decimal) -> str:
    """A percentage a÷b as 1:x with x = b÷a."""
    if percent <= 0:
        return "—"
    return f"1:{shown(PRECISION.divide(Decimal(100), percent), 2)}"
