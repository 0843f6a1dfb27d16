"""What is read back while a figure is typed, and how it stands to last year; words and digits only, no Qt."""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from hqd_desktop.domain.checks import Check, CheckKind
from hqd_desktop.domain.expression import ItemValue, render
from hqd_desktop.domain.figures import Figure, FigureState
from hqd_desktop.domain.items import Item, ItemKind
from hqd_desktop.domain.numerals import PRECISION, canonical_text, shown
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.texts import number_text, with_unit
from hqd_desktop.domain.units import conversion_factor
from hqd_desktop.domain.values import Values
from hqd_desktop.services.messages import sentence
from hqd_desktop.services.records import Packs
from hqd_desktop.services.typing_in import read_typed


class Tone(StrEnum):
    """How a reading is meant."""

    PLAIN = "plain"
    SUSPECT = "suspect"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the entry line says beside the typed text."""

    text: str
    tone: Tone = Tone.PLAIN


_BIG = (("亿", Decimal(100000000)), ("万", Decimal(10000)))
_MIXED_UNITS = (Decimal(9000), Decimal(11000))


def read_back(item: Item, typed: str, before: Figure, last: Figure) -> Reading:
    """`＝ 1.18 万元` for 11842.66, `＝ 120,000,000.00 元` for 1.2亿; what is wrong when it cannot be read."""
    if not typed.strip():
        return Reading("空白 ＝ 缺")
    figure = read_typed(item, typed, before)
    if isinstance(figure, Problem):
        return Reading(sentence(Problem(figure.code, "", figure.params)), Tone.REFUSED)
    if figure.state is not FigureState.NUMBER or figure.value is None or item.kind is ItemKind.YES_NO:
        return Reading("")
    tone = Tone.SUSPECT if mixed_units(figure.value, last.value, item.unit) else Tone.PLAIN
    plain = typed.strip().replace(",", "").replace("，", "")
    if plain.lstrip("+-−").replace(".", "", 1).isdecimal():
        return Reading(f"＝ {in_big_units(item, figure.value)}", tone)
    return Reading(f"＝ {with_unit(number_text(item, figure.value), item.unit)}", tone)


def in_big_units(item: Item, value: Decimal) -> str:
    """A value in 亿 or 万 of its unit where it is that big, else with separators."""
    for word, size in _BIG:
        if abs(value) >= size and conversion_factor(word + item.unit, item.unit) == size:
            with localcontext(PRECISION):
                return f"{shown(value / size, 2)} {word}{item.unit}"
    return with_unit(number_text(item, value), item.unit)


def mixed_units(value: Decimal, last: Decimal | None, unit: str) -> bool:
    """Whether 元 and 万元 look mixed up: about ten thousand times, or a ten-thousandth of, last year's."""
    if not last or not value or unit == "%":
        return False
    with localcontext(PRECISION):
        factor = abs(value / last)
        return any(_MIXED_UNITS[0] <= ratio <= _MIXED_UNITS[1] for ratio in (factor, 1 / factor))


def year_on_year(item: Item, now: Figure, last: Figure) -> str:
    """同比: signed percent, points for percentages, blank where there is none."""
    if item.kind is not ItemKind.NUMBER or now.value is None or last.value is None:
        return ""
    with localcontext(PRECISION):
        if item.unit == "%":
            return signed(now.value - last.value, 2) + " 点"
        if not last.value:
            return "" if now.value else "0.00%"
        return signed((now.value - last.value) / abs(last.value) * 100, 2) + "%"


def signed(value: Decimal, places: int) -> str:
    """With + or −."""
    text = shown(value, places)
    return text if text.startswith("−") else f"+{text}"


def sum_of_parts(packs: Packs, values: Values, item: str) -> tuple[str, tuple[str, ...]]:
    """The sum that an identity gives for a total, as text to be typed (`=1+2`), and the names of blank parts.

    不适用 counts 0, as in the check; an empty text means that no identity has this item as its total.
    """
    for check in packs.checkbook.checks:
        if not _is_total(check, item):
            continue
        blank = [
            packs.catalogue[key].name for key, back in check.right.items() if values.resolve(key, back).value is None
        ]
        text = "=" + render(check.right.root, lambda node: _plain(node, values)).replace("−", "-")
        return (text.replace("（", "(").replace("）", ")").replace(" ", ""), tuple(blank))
    return "", ()


def _is_total(check: Check, item: str) -> bool:
    return check.kind is CheckKind.EQUAL and isinstance(check.left.root, ItemValue) and check.left.root.key == item


def _plain(node: ItemValue, values: Values) -> str:
    value = values.resolve(node.key, node.back).value
    if value is None:
        return "0"
    text = canonical_text(value)
    return f"({text})" if text.startswith("-") else text
