"""A rule set as a workbook: written, filled, read; other files and damaged cells are refused by name."""

import io
from pathlib import Path

from openpyxl import Workbook, load_workbook

from hqd_desktop.domain.ruleset import ruleset_from
from hqd_desktop.domain.ruleset_raw import raw_of, rules_digest
from hqd_desktop.files.ruleset_workbook import SHEET, read_rules, rules_bytes
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.records import Packs
from hqd_desktop.services.rule_table import RuleTable, raw_from, table_of


def saved(book: Workbook, path: Path) -> Path:
    book.save(path)
    return path


def test_written_filled_and_read(packs: Packs, tmp_path: Path) -> None:
    """As text, whole; a change made in the sheet, columns in another order and a number typed as one are read."""
    path = tmp_path / "方案.xlsx"
    table = table_of(raw_of(packs.ruleset, packs.scheme), packs.scheme)
    FileWorkbooks().write_rules(path, table)
    read = FileWorkbooks().read_rules(path)
    assert isinstance(read, RuleTable)
    assert (dict(read.head), [dict(row) for row in read.rows]) == (dict(table.head), [dict(row) for row in table.rows])
    assert read.places[0].startswith("第 ")
    raw, problems = raw_from(read, packs.scheme)
    assert problems == []
    assert raw is not None
    again, _ = ruleset_from(raw, packs.scheme)
    assert again is not None
    assert rules_digest(again, packs.scheme) == rules_digest(packs.ruleset, packs.scheme)
    book = load_workbook(path)
    sheet = book[SHEET]
    heading = next(row for row in sheet.iter_rows() if row[0].value == "序号")
    full = next(cell.column for cell in heading if cell.value == "满分")
    sheet.cell(heading[0].row + 1, full).value = 6
    sheet.insert_cols(3)
    changed = read_rules(saved(book, tmp_path / "改过.xlsx"))
    assert isinstance(changed, RuleTable)
    assert changed.rows[0]["满分"] == "6"


def test_text_is_never_a_formula(packs: Packs) -> None:
    table = table_of(raw_of(packs.ruleset, packs.scheme), packs.scheme)
    evil = RuleTable({**table.head, "名称": "=1+1"}, table.rows)
    book = load_workbook(io.BytesIO(rules_bytes(evil)))
    cells = [cell for row in book[SHEET].iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "=1+1" in [cell.value for cell in cells]


def test_what_is_refused(packs: Packs, tmp_path: Path) -> None:
    """Another workbook, no workbook, a formula in a cell; nothing is half read."""
    other = Workbook()
    other.active["A1"] = "别的表"
    answers = [read_rules(saved(other, tmp_path / "别的.xlsx"))]
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 nothing")
    answers.append(read_rules(tmp_path / "坏.xlsx"))
    answers.append(read_rules(tmp_path / "没有.xlsx"))
    path = tmp_path / "公式.xlsx"
    path.write_bytes(rules_bytes(table_of(raw_of(packs.ruleset, packs.scheme), packs.scheme)))
    book = load_workbook(path)
    row = next(cells[0].row for cells in book[SHEET].iter_rows() if cells[0].value == "序号") + 1
    book[SHEET].cell(row, 4).value = "=2+2"
    answers.append(read_rules(saved(book, path)))
    assert all(isinstance(answer, tuple) and answer for answer in answers)
    assert answers[0][0].code == "rules_no_sheet"  # type: ignore[index]
    assert answers[3][0].code == "rules_cell"  # type: ignore[index]
