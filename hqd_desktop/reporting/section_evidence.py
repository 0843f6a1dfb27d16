"""The evidence registered for the year and what each file proves; without any there is no such part."""

from hqd_desktop.reporting.blocks import Align, Block, Column, Paragraph, Row, Style, Table
from hqd_desktop.reporting.source import Source
from hqd_desktop.services.evidence_catalogue import catalogue_of
from hqd_desktop.services.evidence_wording import day_text, seal_text, use_text

_COLUMNS = (
    Column("编号", 2.1, Align.CENTER),
    Column("材料名称", 5.9),
    Column("文号和日期", 5.4),
    Column("盖章", 2, Align.CENTER),
    Column("页数", 1.5, Align.RIGHT),
    Column("证明什么", 4.8),
)


def evidence(source: Source) -> list[Block]:
    """One row for each file, numbered as in 佐证目录; one that is outdated on the day of the report says so."""
    records = source.submission.evidence
    if not records:
        return []
    packs, year, day = source.assessment.packs, source.card.year, source.submission.prepared_on
    rows = []
    for one in catalogue_of(source.assessment, records, day).own_files():
        record = one.record
        until = f"有效期至 {day_text(record.valid_until)}" if record.valid_until else ""
        if record.outdated(day):
            until += "\n已过期"
        rows.append(
            Row(
                (
                    one.number,
                    record.title,
                    "\n".join(filter(None, (record.reference, day_text(record.issued_on), until))) or "—",
                    seal_text(record),
                    str(record.pages or "—"),
                    "\n".join(use_text(use, packs, year) for use in record.uses),
                )
            )
        )
    told = f"共登记 {len(records)} 份；登记的内容由本单位填写。"
    return [Table(_COLUMNS, tuple(rows)), Paragraph(told, Style.NOTE)]
