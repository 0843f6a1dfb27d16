"""The reports of hospitals that published their figures, as text: what a reader of any paper gets, kept as approved.

Taken from the document of blocks, which every writer prints whole (see test_sample_report, test_docx_writer).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.reporting import blocks as b
from hqd_desktop.reporting.build import build_report
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.records import Submission
from hqd_desktop.services.report_material import past_years
from hqd_desktop.services.report_records import Wording
from tests.fakes.shipped_packs import shipped_packs
from tests.reporting.printing import DAY

CASES = Path(__file__).parents[1] / "cases"
EXPECTED = tomllib.loads((CASES / "expected.toml").read_text(encoding="utf-8"))["case"]
SAME = frozenset({"rules"})  # the rule set is the same in every case
BRIEF = SAME | {
    "losses",
    "rectification",
    "checks",
    "exceptions",
    "quarters",
}  # long lists of what was not published, told once by C02 and C04
HALF = Decimal("0.005")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def submission_of(case: dict[str, Any]) -> Submission:
    """The case as a hospital would hand it in; its rule set is that of the samples, whose report prints it whole."""
    packs = shipped_packs()
    given = FileWorkbooks().read_figures(CASES / case["file"], packs.catalogue)
    assert not given.problems
    hospital = Hospital(case["hospital"], case["level"], case["type"])
    assessment = assess(packs, hospital, case["year"], given.figures)
    hidden = SAME if case["id"] in ("C02", "C04") else BRIEF
    past = past_years(packs, hospital, case["year"], given.figures)
    return Submission(assessment, {}, DAY, past=past, wording=Wording(hidden=hidden))


def lines_of(block: b.Block) -> Iterator[str]:
    """One line for each thing that stands on a line of its own."""
    match block:
        case b.Title():
            yield from (*block.lines, block.subtitle)
        case b.Heading():
            yield f"\n{'#' * block.level} {block.text}"
        case b.Paragraph():
            yield block.text
        case b.KeyValues():
            yield from (f"{label}：{text}" for label, text in block.rows)
        case b.Table():
            yield block.caption
            yield " │ ".join(column.title for column in block.columns)
            yield from (" │ ".join(cell.replace("\n", "⏎") for cell in row.cells) for row in block.rows)
        case b.Chart():
            yield f"{block.caption}：{block.alternative}"
        case b.Signatures():
            yield from (f"{label}：{text}" for label, text in block.lines)
            yield block.seal


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: Path(case["file"]).stem)
def test_text_is_as_approved(case: dict[str, Any], golden: Callable[[str, str], None]) -> None:
    document = build_report(submission_of(case))
    lines = [line for block in document.blocks() for line in lines_of(block)]
    text = "\n".join((document.title, document.foot_first, document.foot_second, *lines)) + "\n"
    golden(f"case-{Path(case['file']).stem}.txt", text)


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: Path(case["file"]).stem)
def test_what_was_published_is_what_is_printed(case: dict[str, Any]) -> None:
    """Each published result to its digits, in the row of its indicator."""
    blocks = build_report(submission_of(case)).blocks()
    table = next(one for one in blocks if isinstance(one, b.Table) and one.caption.endswith("完成情况"))
    rows = {row.cells[0]: row.cells for row in table.rows}
    for one in case["result"]:
        wanted = Decimal(one["printed"] if one["agrees"] else one["computed"])
        told = [Decimal(text) for text in NUMBER.findall(rows[one["indicator"]][3].replace(",", "").replace("−", "-"))]
        within = HALF + (
            Decimal(0) if one["places"] == 2 else Decimal(5).scaleb(-one["places"] - 1)
        )  # 9.247 is printed 9.25 here, and was published as 9.2
        assert any(abs(value - wanted) <= within for value in told), one
