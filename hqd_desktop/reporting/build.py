"""Submission → blocks: which sections a report has, and what stands at each page's foot; no fonts, no files."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import count

from hqd_desktop.reporting.blocks import Document, Layout, Section, Table
from hqd_desktop.reporting.section_checks import checks
from hqd_desktop.reporting.section_cover import cover
from hqd_desktop.reporting.section_evidence import evidence
from hqd_desktop.reporting.section_exceptions import exceptions
from hqd_desktop.reporting.section_indicators import indicator_table
from hqd_desktop.reporting.section_proofs import proofs
from hqd_desktop.reporting.section_quarters import quarterly
from hqd_desktop.reporting.section_rules import rules
from hqd_desktop.reporting.section_signature import signature
from hqd_desktop.reporting.section_summary import summary
from hqd_desktop.reporting.source import Source
from hqd_desktop.services.records import Submission

SAMPLE_MARK = "示例"


def build_report(submission: Submission) -> Document:
    """The whole report of a submission; every digit in it comes from the assessment."""
    source = Source(submission)
    hospital, card = source.assessment.hospital, source.card
    sections = [cover(source), summary(source), indicator_table(source)]
    findings = (*checks(source), *quarterly(source), *exceptions(source), *evidence(source))
    sections += [Section(Layout.TEXT, findings), proofs(source)]
    if source.with_points:
        sections.append(rules(source))
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
        sections=_numbered(sections),
    )


def _numbered(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections with their table captions numbered through, however many tables this hospital has."""
    numbers = count(1)
    return tuple(
        replace(
            section,
            blocks=tuple(
                replace(block, caption=f"表 {next(numbers)}　{block.caption}")
                if isinstance(block, Table) and block.numbered
                else block
                for block in section.blocks
            ),
        )
        for section in sections
    )
