"""The cover: whose report this is, of which year, by which table and rule set; it refuses to say how it went."""

from hqd_desktop.reporting.blocks import KeyValues, Layout, Paragraph, Section, Style, Title
from hqd_desktop.reporting.source import Source

TITLE_LINES = ("公立医院高质量发展", "自评报告")


def cover(source: Source) -> Section:
    """Title and year, the six lines of the cover, and what the hospital wants under them."""
    hospital = source.assessment.hospital
    rows = [
        ("填报单位（盖章）", hospital.name),
        ("医院类别", f"{hospital.class_label}医院"),
        ("机构代码", hospital.code or "　"),
        ("评价指标", f"{source.card.scheme.name}\n{source.card.scheme.document}"),
    ]
    if source.with_points:
        rows.append(("赋分方案", source.card.ruleset.title))
    rows.append(("填报日期", source.day))
    own = source.wording
    lines = tuple(line for line in own.title.split("\n") if line.strip()) or TITLE_LINES
    title = Title(lines, own.subtitle or f"（{source.card.year} 年度）")
    note = [Paragraph(line, Style.CENTRED) for line in own.note.split("\n") if line.strip()]
    return Section(Layout.COVER, (title, KeyValues(tuple(rows), ruled=True), *note))
