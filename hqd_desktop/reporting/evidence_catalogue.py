"""佐证目录 on paper: files by number, then what is lacking; it refuses to number or to judge."""

from hqd_desktop.reporting.blocks import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Layout,
    Paragraph,
    Row,
    RowKind,
    Section,
    Style,
    Table,
)
from hqd_desktop.services import evidence_listing as listing
from hqd_desktop.services.evidence_catalogue import EvidenceCatalogue

TITLE = "佐证材料目录"
_FILES = (
    Column("编号", 2.6, Align.CENTER), Column("材料名称", 8.6), Column("文号", 3.8), Column("日期", 2.6, Align.CENTER),
    Column("有效期至", 3.6, Align.CENTER), Column("盖章", 1.8, Align.CENTER), Column("页数", 1.4, Align.RIGHT),
    Column("责任人", 2.4),
)  # fmt: skip
_GAPS = (Column("指标或任务", 9), Column("提供科室", 4.4), Column("缺什么", 3), Column("哪一份", 10))


def build_catalogue(catalogue: EvidenceCatalogue) -> Document:
    """The whole catalogue; rows without any file are named in the second part only."""
    rows: list[Row] = []
    for chapter in catalogue.filled:
        rows.append(Row((listing.chapter_text(chapter),), RowKind.GROUP))
        rows += [Row(tuple(cell or "—" for cell in listing.file_cells(one, catalogue.day))) for one in chapter.files]
    blocks: list[Block] = [Heading(f"{TITLE}　{catalogue.year} 年度")]
    blocks.append(Table(_FILES, tuple(rows)) if rows else Paragraph("本年度还没有登记佐证。"))
    blocks.append(Paragraph(f"{listing.summary_text(catalogue)}。{listing.HOW_NUMBERED}", Style.NOTE))
    if gaps := listing.gap_rows(catalogue):
        blocks.append(Heading("还缺什么", 2))
        blocks.append(Table(_GAPS, tuple(Row(tuple(cell or "—" for cell in row)) for row in gaps)))
    return Document(
        title=f"{catalogue.hospital} {catalogue.year} 年度{TITLE}",
        author=catalogue.hospital,
        subject=TITLE,
        keywords=("公立医院高质量发展", TITLE, str(catalogue.year)),
        day=catalogue.day,
        foot_first=f"{catalogue.hospital} · {catalogue.year} 年度",
        foot_second=f"{TITLE} · {catalogue.day.isoformat()}",
        mark="",
        sections=(Section(Layout.WIDE, tuple(blocks)),),
    )
