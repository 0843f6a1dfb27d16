"""The rule set in full, marked 自定赋分; it refuses to be taken for the published text."""

from hqd_desktop.domain.numerals import canonical_text, shown
from hqd_desktop.domain.ruleset import LABEL, RuleEntry
from hqd_desktop.domain.scheme import Indicator, Scope
from hqd_desktop.reporting.blocks import (
    Align,
    Block,
    Column,
    KeyValues,
    Paragraph,
    Row,
    Style,
    Table,
)
from hqd_desktop.reporting.source import Source
from hqd_desktop.services.wording import with_unit

_COLUMNS = (Column("序号", 1.4, Align.CENTER), Column("指标", 5), Column("满分", 1.6, Align.RIGHT), Column("规则", 12))


def rules(source: Source) -> list[Block]:
    """Name, version, approval, every rule in words, and the grades."""
    ruleset, scheme = source.card.ruleset, source.card.scheme
    head = (
        ("名称", f"{ruleset.name}（{LABEL}）"),
        ("版本", ruleset.version),
        ("批准文号", ruleset.approval or "未填，尚未经主管部门或本院批准"),
        ("适用于", f"{scheme.name}（{scheme.document}）" if scheme.document else scheme.name),
        ("取位", f"每项得分四舍五入到 {ruleset.places} 位小数，合计按取位后的得分相加"),
        ("总分", _total(source)),
        ("说明", ruleset.note),
    )
    rows = tuple(_row(indicator, ruleset.entry(indicator)) for indicator in scheme if indicator.scope is Scope.HOSPITAL)
    blocks: list[Block] = [
        Paragraph(f"{scheme.short or scheme.name}的公布文本没有分值。以下分值和规则属{ruleset.title}。", Style.NOTE),
        KeyValues(tuple(line for line in head if line[1])),
        Table(_COLUMNS, rows, f"各项规则（{ruleset.title}）"),
    ]
    if ruleset.grades:
        text = "；".join(f"{name}：{canonical_text(minimum)} 分及以上" for name, minimum in ruleset.grades)
        blocks.append(Paragraph(f"等级：{text}。", Style.NOTE))
    return blocks


def _total(source: Source) -> str:
    if not source.card.has_bonus:
        return "基础分 ÷ 适用满分 × 100"
    cap = shown(source.card.ruleset.bonus_cap, source.places)
    return f"（基础分 ＋ 加分）÷ 适用满分 × 100，最高 100；加分至多 {cap} 分"


def _row(indicator: Indicator, entry: RuleEntry) -> Row:
    texts = []
    for part in indicator.parts:
        rule = entry.parts.get(part.key)
        if rule is not None:
            head = f"{part.name}：" if len(indicator.parts) > 1 else ""
            texts.append(head + rule.sentence(part.unit))
    if entry.warn_below is not None and indicator.parts:
        limit = with_unit(canonical_text(entry.warn_below).replace("-", "−"), indicator.parts[0].unit)
        texts.append(f"低于 {limit} 的须写说明。")
    if entry.core:
        texts.append("★ 核心项：未得满分的，等级定为最低一级。")
    full = "监测" if entry.monitored else canonical_text(entry.full)
    return Row((indicator.number, indicator.short, f"加分 {full}" if entry.bonus else full, "\n".join(texts)))
