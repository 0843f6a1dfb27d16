"""The table and the collection forms without a single figure, to be filled in by pen; it refuses to print any value."""

from collections.abc import Iterable

from hqd_desktop.domain.items import Item, ItemKind
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
from hqd_desktop.services.assessing import required_keys
from hqd_desktop.services.records import Assessment, Submission
from hqd_desktop.services.wording import class_text

MARK = "空白表"
_ROOM = "\n　"  # a second line to write on
_TABLE = (
    Column("序号", 1.2, Align.CENTER), Column("二级指标", 7.4), Column("要求", 3), Column("本年", 3.4),
    Column("上年", 3.4), Column("变化", 2.6), Column("自评得分", 2.2), Column("说明", 5),
)  # fmt: skip
_YEAR = (
    Column("数据项", 6.2), Column("单位", 1.8, Align.CENTER), Column("怎样填", 9), Column("上年", 4), Column("本年", 4),
    Column("备注", 3),
)  # fmt: skip
_QUARTER = (
    Column("数据项", 7), Column("单位", 1.6, Align.CENTER), *(Column(f"{name}季度", 3.6) for name in "一二三四"),
    Column("备注", 3),
)  # fmt: skip
_LONGEST = 90  # letters of a definition; the whole of it is on screen and in the forms in Excel


def build_blank(submission: Submission) -> Document:
    """The table, then a form for each department with what the hospital is asked for."""
    assessment = submission.assessment
    hospital, card = assessment.hospital, assessment.scorecard
    sections = [Section(Layout.WIDE, tuple(_table(assessment)))]
    for department, items in _asked(submission).items():
        sections.append(Section(Layout.WIDE, tuple(_form(department, items, card.year))))
    return Document(
        title=f"{hospital.name} {card.year} 年度评价指标表和采集表（空白）",
        author=hospital.name,
        subject=card.scheme.name,
        keywords=("公立医院高质量发展", MARK, str(card.year)),
        day=submission.prepared_on,
        foot_first=f"{hospital.name} · {card.year} 年度",
        foot_second=f"{MARK} · {card.scheme.name}",
        mark="",
        sections=tuple(sections),
    )


def _table(assessment: Assessment) -> list[Block]:
    card = assessment.scorecard
    rows: list[Row] = []
    for group in card.groups:
        own = card.of_group(group.group.key)
        if own:
            rows.append(Row((group.group.title,), RowKind.GROUP))
        for result in own:
            indicator = result.indicator
            why = "" if result.applicable else class_text(indicator)
            rows.append(Row((indicator.number, indicator.name, indicator.requirement, _ROOM, "", "", "", why)))
    return [
        Heading(f"{card.scheme.name}　{card.year} 年度（空白）"),
        Table(_TABLE, tuple(rows), boxed=True),
        Paragraph("单位负责人（签字）　　　　　　　　审核人（签字）　　　　　　　　填表人（签字）", Style.PLAIN),
        Paragraph("联系电话　　　　　　　　　　　　　填报日期　　　　年　　月　　日", Style.PLAIN),
    ]


def _asked(submission: Submission) -> dict[str, list[Item]]:
    """What is to be given for the year, by department, each item once, in the order of the catalogue."""
    assessment = submission.assessment
    found: dict[str, dict[Item, None]] = {}
    for key, period in required_keys(assessment):
        if period.year == assessment.year:
            item = assessment.packs.catalogue[key]
            who = submission.departments.get(key, item.department)
            found.setdefault(who, {})[item] = None
    return {who: list(items) for who, items in found.items()}


def _form(department: str, items: Iterable[Item], year: int) -> list[Block]:
    blocks: list[Block] = [Heading(f"{year} 年度数据采集表　{department}")]
    blocks.append(Paragraph("没有发生的填 0；不适用的写“不适用”和理由；不要空着。金额填到分。", Style.NOTE))
    yearly = [item for item in items if not item.quarterly]
    quarterly = [item for item in items if item.quarterly]
    if yearly:
        rows = tuple(Row((item.name, _unit(item), _how(item), _ROOM, "", "")) for item in yearly)
        blocks.append(Table(_YEAR, rows, boxed=True))
    if quarterly:
        rows = tuple(Row((item.name, _unit(item), _ROOM, "", "", "", "")) for item in quarterly)
        blocks.append(Table(_QUARTER, rows, "按季填报", boxed=True))
    signed = "填表人（签字）　　　　　　　　科室负责人（签字）　　　　　　　　填报日期　　　　年　　月　　日"
    return [*blocks, Paragraph(signed, Style.PLAIN)]


def _unit(item: Item) -> str:
    return "是／否" if item.kind is ItemKind.YES_NO else item.unit or "—"


def _how(item: Item) -> str:
    text = item.definition
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
