"""Which rows of a table apply to a hospital, as squares and as lines of a legend; pure."""

from collections.abc import Sequence

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.ruleset import RuleSet
from hqd_desktop.domain.scheme import Indicator, Scheme, Scope
from hqd_desktop.services.wording import class_text
from hqd_desktop.ui.widgets.applicability import Applies, Square


def squares(scheme: Scheme, ruleset: RuleSet, hospital: Hospital) -> list[Square]:
    """One for each numbered row."""
    return [
        Square(i.number, f"{i.short}（{class_text(i)}）", _applies(i, ruleset, hospital))
        for i in scheme
        if i.number.isdigit()
    ]


def _applies(indicator: Indicator, ruleset: RuleSet, hospital: Hospital) -> Applies:
    if indicator.scope is Scope.REGION:
        return Applies.REGION
    if not indicator.applies_to(hospital):
        return Applies.OTHER
    return Applies.MONITORED if ruleset.entry(indicator).monitored else Applies.SCORED


def legend_lines(scheme: Scheme, shown: Sequence[Square]) -> list[tuple[Square, str]]:
    """A sample square and a sentence for each way of applying that occurs."""
    lines = []
    for applies in Applies:
        found = [square for square in shown if square.applies is applies]
        if not found:
            continue
        numbers = "、".join(square.number for square in found)
        text = {
            Applies.SCORED: f"{len(found)} 项计分",
            Applies.MONITORED: f"{len(found)} 项监测，不计分（{numbers}）",
            Applies.REGION: f"{len(found)} 项政府或区域层面，不评价医院",
            Applies.OTHER: f"{len(found)} 项{_classes(scheme, found)}",
        }[applies]
        lines.append((found[0], text))
    return lines


def _classes(scheme: Scheme, found: Sequence[Square]) -> str:
    classes = list(dict.fromkeys(class_text(scheme.indicator(square.number)) for square in found))
    return classes[0] if len(classes) == 1 else f"不适用本院（{'、'.join(square.number for square in found)}）"
