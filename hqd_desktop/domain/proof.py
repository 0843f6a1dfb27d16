"""The proof of each point: figures → formula with the values put in → rule → points; it computes nothing anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hqd_desktop.domain.expression import ItemValue, OutcomeKind, render
from hqd_desktop.domain.figures import FigureKey, Figures, figure_at
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.numerals import decimal_places, round_half_up, shown
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult, Scorecard, Status
from hqd_desktop.domain.texts import BLANK_TEXT, figure_text, number_text, value_text, with_unit
from hqd_desktop.domain.values import Values


@dataclass(frozen=True, slots=True)
class ProofFigure:
    """Step 1: one figure with its period, value as text, and whence it comes."""

    key: FigureKey
    name: str
    period: str
    text: str
    source: str
    department: str
    remark: str


@dataclass(frozen=True, slots=True)
class PartProof:
    """Steps 1 to 4 of one value. `put_in` is the formula with values; `working` leads to the unrounded points."""

    name: str
    figures: tuple[ProofFigure, ...]
    formula: str
    put_in: str
    value: str
    last: str
    rule: str
    working: str
    points: str


@dataclass(frozen=True, slots=True)
class Proof:
    """All that is to be said for one row; texts only, ready for any writer."""

    number: str
    name: str
    label: str
    parts: tuple[PartProof, ...]
    result: str
    oddity: str
    references: tuple[str, ...]

    def text(self) -> str:
        """As plain text, for copying."""
        lines = [f"{self.number} {self.name}", self.label]
        for part in self.parts:
            lines.append(f"【{part.name}】")
            for figure in part.figures:
                remark = f"（{figure.remark}）" if figure.remark else ""
                whence = f"〔{figure.source}·{figure.department}〕"
                lines.append(f"  数据：{figure.name} {figure.period} {figure.text}{remark}{whence}")
            lines.append(f"  公式：{part.formula}")
            lines.append(f"  代入：{part.put_in}")
            lines.append(f"  规则：{part.rule}")
            lines.append(f"  得分：{part.working}")
        lines.append(self.result)
        lines += [f"口径提示：{self.oddity}"] if self.oddity else []
        lines += list(self.references)
        return "\n".join(lines)


def proof_of(
    result: IndicatorResult,
    card: Scorecard,
    catalogue: Catalogue,
    figures: Figures,
    departments: Mapping[str, str] | None = None,
) -> Proof:
    """The proof of one row of a scorecard; `departments` are the hospital's own where they differ from the pack's."""
    values = Values(catalogue, figures, card.year)
    indicator = result.indicator
    return Proof(
        number=indicator.number,
        name=indicator.name,
        label=card.ruleset.title,
        parts=tuple(_part(part, result, values, figures, departments or {}) for part in result.parts),
        result=_result(result, card),
        oddity=indicator.oddity,
        references=tuple(
            f"{r.reference.name}：{_reference(r.reference.unit, r.reference.decimals, r.value)}"
            f"（{r.reference.formula.text}；{r.reference.note}；仅供参考，不计分）"
            for r in result.references
        ),
    )


def _reference(unit: str, decimals: int, value: Decimal | None) -> str:
    return "所需数据未填" if value is None else with_unit(shown(value, decimals), unit)


def _part(
    part: PartResult,
    result: IndicatorResult,
    values: Values,
    figures: Figures,
    departments: Mapping[str, str],
) -> PartProof:
    catalogue = values.catalogue
    shown_keys = [used.key for used in part.used] or list(part.missing)
    rows = tuple(
        _figure(key, values, figures, departments, direct=any(u.key == key and u.direct for u in part.used))
        for key in dict.fromkeys([*shown_keys, *part.missing])
    )
    if part.part.formula is None:
        names = [catalogue[key].name for key, _ in part.conditions]
        formula, put_in = "达到的条件数：" + "、".join(names), _conditions(part)
    else:
        formula = render(part.part.formula.root, lambda node: ("上年" if node.back else "") + node.name)
        put_in = render(part.part.formula.root, lambda node: _value_in(node, values))
        if part.direct and part.part.direct and values.compute(part.part.formula).kind is not OutcomeKind.NUMBER:
            put_in = f"直接填报 {catalogue[part.part.direct].name}"
    value = value_text(part.part, part.value)
    if part.value is not None:
        equals = "＝" if round_half_up(part.value, part.part.decimals) == part.value else "≈"
        put_in = f"{put_in} {equals} {value}"
    return PartProof(
        name=part.part.name,
        figures=rows,
        formula=formula,
        put_in=put_in,
        value=value,
        last=value_text(part.part, part.last),
        rule=part.rule.sentence(part.part.unit) if result.applicable else "不评价本院。",
        working=part.working,
        points=_unrounded(part.points, result),
    )


def _unrounded(points: Decimal, result: IndicatorResult) -> str:
    return shown(points, 6).rstrip("0").rstrip(".") if result.applicable else ""


def _conditions(part: PartResult) -> str:
    met = sum(1 for _, holds in part.conditions if holds)
    unanswered = sum(1 for _, holds in part.conditions if holds is None)
    return f"{len(part.conditions)} 项条件中达到 {met} 项" + (f"，{unanswered} 项未填" if unanswered else "")


def _figure(
    key: FigureKey, values: Values, figures: Figures, departments: Mapping[str, str], direct: bool
) -> ProofFigure:
    item = values.catalogue[key[0]]
    given = figure_at(figures, *key)
    text, remark = figure_text(item, given, unit=True), given.note
    if values.formula(item.key, values.year - key[1].year) and not direct:
        computed = values.resolve(item.key, values.year - key[1].year).value
        text = BLANK_TEXT if computed is None else number_text(item, round_half_up(computed, 6), True)
        remark = f"由 {item.formula} 算得"
    elif direct:
        remark = "；".join(filter(None, ("直接填报", given.note)))
    return ProofFigure(
        key, item.name, key[1].label, text, item.source, departments.get(item.key, item.department), remark
    )


def _value_in(node: ItemValue, values: Values) -> str:
    item = values.catalogue[node.key]
    outcome = values.resolve(node.key, node.back)
    if outcome.value is None:
        return {OutcomeKind.NOT_APPLICABLE: "〔不适用〕", OutcomeKind.NOT_COMPUTABLE: "〔不可计算〕"}.get(
            outcome.kind, f"〔{BLANK_TEXT}〕"
        )
    places = max(item.decimals, decimal_places(outcome.value))
    if places <= 6:
        return shown(outcome.value, places)
    return shown(outcome.value, 6) + "…"


def _result(result: IndicatorResult, card: Scorecard) -> str:
    places = card.ruleset.places
    if not result.applicable:
        return "不计分。"
    if result.status is Status.NOT_APPLICABLE:
        return "不计分，满分已从适用满分中去掉。"
    total = sum((part.points for part in result.parts), Decimal(0))
    if result.bonus:
        return f"加分 {shown(result.points, places)} 分（上限 {shown(card.ruleset.bonus_cap, places)} 分）。"
    if not result.full:
        return "监测，不计分。"
    halves = " ＋ ".join(_unrounded(part.points, result) for part in result.parts)
    scaled = (
        ""
        if sum(p.full for p in result.parts if p.status is not Status.NOT_APPLICABLE) == result.full
        else ("，另一半不适用，按满分折算")
    )
    exact = f"{halves} ＝ {_unrounded(total, result)}" if len(result.parts) > 1 else halves
    open_text = f"，未定 {shown(result.undetermined, places)} 分" if result.undetermined else ""
    return f"{exact}{scaled} → {shown(result.points, places)} 分（满分 {shown(result.full, places)} 分{open_text}）。"
