"""佐证材料目录: there when there is evidence, and what is outdated on the day of the report says so."""

from __future__ import annotations

from datetime import date

from hqd_desktop.domain.evidence import Evidence, use_of_figure, use_of_indicator
from hqd_desktop.reporting.blocks import Table
from hqd_desktop.reporting.build import build_report
from tests.reporting.printing import DAY, YEAR, make, page_texts, reports, squeezed

ONE = Evidence(
    "a" * 64, 10, "通报.pdf", "床位核定通报", "邵卫〔2025〕1号", date(2025, 3, 1), date(2026, 3, 11), DAY, True, 3,
    uses=(use_of_figure(("discharges", YEAR)), use_of_indicator("shaoyang-2022", "18", 2025)),
)  # fmt: skip
TWO = Evidence(
    "b" * 64, 10, "b.pdf", "满意度调查", valid_until=DAY, uses=(use_of_indicator("shaoyang-2022", "32", 2025),)
)


def test_a_row_for_each_file() -> None:
    document = build_report(make(evidence=(ONE, TWO)))
    headings = [heading.text for heading in document.headings()]
    assert headings.index("十、佐证材料目录") > headings.index("九、不适用、直接填报和缺数")
    table = next(b for b in document.blocks() if isinstance(b, Table) and b.columns[1].title == "材料名称")
    assert [row.cells for row in table.rows] == [
        (
            "18-1",
            "床位核定通报",
            "邵卫〔2025〕1号\n2025-03-01\n有效期至 2026-03-11\n已过期",
            "已盖章",
            "3",
            "出院人次数\n指标 18 平均住院日",
        ),
        ("32-1", "满意度调查", "有效期至 2026-03-12", "未盖章", "—", "指标 32 患者满意度"),
    ]


def test_without_evidence_there_is_no_such_part() -> None:
    assert not [h for h in build_report(make()).headings() if "佐证" in h.text]


def test_it_is_printed() -> None:
    text = squeezed("".join(page_texts(reports().render_pdf(make(evidence=(ONE, TWO))))))
    assert "十、佐证材料目录" in text
    assert "共登记2份" in text
    assert "邵卫〔2025〕1号" in text
