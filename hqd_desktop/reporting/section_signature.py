"""The page that is signed and sealed; it refuses to print a name that nobody signed."""

from hqd_desktop.reporting.blocks import Block, Heading, KeyValues, Layout, Paragraph, Section, Signatures
from hqd_desktop.reporting.source import Source

SIGNERS = ("单位负责人（签字）", "审核人（签字）", "填表人（签字）", "联系电话")


def signature(source: Source) -> Section:
    """What is vouched for, the data it rests on, and room to sign."""
    promise = "本单位承诺：本报告所列数据真实、准确、完整，与原始台账一致，可随时提供佐证材料备查"
    where = "所附自定赋分方案" if "rules" in source.plan.headings else source.card.ruleset.title
    promise += f"；得分按{where}计算。" if source.with_points else "。"
    hospital = source.assessment.hospital
    facts = [
        ("填报单位", hospital.name),
        ("年度和状态", f"{source.card.year} 年度，{source.state}"),
        ("数据摘要", source.assessment.digest),
    ]
    if source.submission.program:
        facts.append(("生成程序", source.submission.program))
    blocks: tuple[Block, ...] = (
        Heading("签章页"),
        Paragraph(promise),
        KeyValues(tuple(facts)),
        Signatures(
            (*((name, "") for name in SIGNERS), ("填报日期", "　　　年　　　月　　　日")), f"{hospital.name}（盖章）"
        ),
    )
    return Section(Layout.TEXT, blocks)
