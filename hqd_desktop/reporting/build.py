"""Submission → blocks: which sections a report has, and what stands at each page's foot; no fonts, no files."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import count

from hqd_desktop.reporting.blocks import Block, Chart, Document, Heading, Layout, Paragraph, Section, Style, Table
from hqd_desktop.reporting.section_checks import checks
from hqd_desktop.reporting.section_cover import cover
from hqd_desktop.reporting.section_evidence import evidence
from hqd_desktop.reporting.section_exceptions import exceptions
from hqd_desktop.reporting.section_goals import goals
from hqd_desktop.reporting.section_indicators import indicator_table
from hqd_desktop.reporting.section_innovation import innovation
from hqd_desktop.reporting.section_losses import losses
from hqd_desktop.reporting.section_proofs import proofs
from hqd_desktop.reporting.section_quarters import quarterly
from hqd_desktop.reporting.section_rectification import rectification
from hqd_desktop.reporting.section_rules import rules
from hqd_desktop.reporting.section_signature import signature
from hqd_desktop.reporting.section_summary import summary
from hqd_desktop.reporting.section_tasks import tasks
from hqd_desktop.reporting.section_trends import trends
from hqd_desktop.reporting.source import Source, source_of
from hqd_desktop.services.records import Submission
from hqd_desktop.services.shortfalls import Finder, find_shortfalls
from hqd_desktop.services.stopping import Check, go_on

SAMPLE_MARK = "示例"
_PARTS: Mapping[str, tuple[Layout, Callable[[Source], list[Block]]]] = {
    "summary": (Layout.TEXT, summary),
    "trends": (Layout.TEXT, trends),
    "table": (Layout.WIDE, indicator_table),
    "goals": (Layout.TEXT, goals),
    "losses": (Layout.TEXT, losses),
    "rectification": (Layout.WIDE, rectification),
    "checks": (Layout.TEXT, checks),
    "quarters": (Layout.TEXT, quarterly),
    "tasks": (Layout.WIDE, tasks),
    "innovation": (Layout.TEXT, innovation),
    "exceptions": (Layout.TEXT, exceptions),
    "evidence": (Layout.TEXT, evidence),
    "proofs": (Layout.ANNEX, proofs),
    "rules": (Layout.ANNEX, rules),
}


def build_report(submission: Submission, check: Check = go_on, find: Finder = find_shortfalls) -> Document:
    """The whole report of a submission; every digit in it comes from the assessment.

    `check` may raise Cancelled; `find` ranks what is at stake, or remembers it.
    """
    source = source_of(submission, check, find)
    hospital, card = source.assessment.hospital, source.card
    sections = [cover(source)]
    for key, heading in source.plan.headings.items():
        layout, make = _PARTS[key]
        layout = Layout.LARGE if key == "table" and source.wording.large_table else layout
        made = make(source)
        if not any(isinstance(block, Table) for block in made) and layout is Layout.WIDE:
            layout = Layout.TEXT  # one sentence needs no sheet turned on its side
        blocks = (Heading(heading), *_own_words(source, key, layout), *made)
        if layout is Layout.TEXT and sections[-1].layout is Layout.TEXT:
            sections[-1] = replace(sections[-1], blocks=(*sections[-1].blocks, *blocks))
        else:
            sections.append(Section(layout, blocks))
        check()
    sections.append(signature(source))
    first = [hospital.name, f"{card.year} 年度"]
    second = [source.state, SAMPLE_MARK if submission.sample else ""]
    second += [card.ruleset.title if source.with_points else "", f"数据摘要 {source.digest}"]
    marks = [SAMPLE_MARK if submission.sample else "", "" if submission.state.handed_in else "草稿"]
    return Document(
        title=f"{hospital.name} {card.year} 年度公立医院高质量发展自评报告",
        author=hospital.name,
        subject=card.scheme.name,
        keywords=("公立医院高质量发展", "自评报告", str(card.year), source.assessment.digest),
        day=submission.prepared_on,
        foot_first=" · ".join(filter(None, first)),
        foot_second=" · ".join(filter(None, second)),
        mark="　".join(filter(None, marks)),
        head=source.wording.header,
        sections=_numbered(sections),
    )


def _own_words(source: Source, key: str, layout: Layout) -> list[Block]:
    """The hospital's own paragraphs of a part, under its heading."""
    text = source.wording.paragraphs.get(key, "")
    style = Style.BODY if layout is Layout.TEXT else Style.PLAIN
    return [Paragraph(line.strip(), style) for line in text.splitlines() if line.strip()]


def _numbered(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections with tables and charts numbered through, however many this hospital has."""
    tables, charts = count(1), count(1)

    def numbered(block: Block) -> Block:
        if isinstance(block, Table) and block.numbered:
            return replace(block, caption=f"表 {next(tables)}　{block.caption}")
        if isinstance(block, Chart):
            return replace(block, caption=f"图 {next(charts)}　{block.caption}")
        return block

    return tuple(replace(section, blocks=tuple(map(numbered, section.blocks))) for section in sections)
