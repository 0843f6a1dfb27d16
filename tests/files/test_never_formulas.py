"""Words of people never become formulas: whatever they begin with, in all that we write for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

import hqd_desktop
from hqd_desktop.domain.evidence import Evidence
from hqd_desktop.domain.figures import not_applicable, number, words
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import ItemKind
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.ruleset_raw import raw_of
from hqd_desktop.files.collection_form import form_bytes
from hqd_desktop.files.comparison_workbook import comparison_bytes
from hqd_desktop.files.evidence_workbook import evidence_bytes
from hqd_desktop.files.group_workbook import group_bytes
from hqd_desktop.files.history_sheet import write_history
from hqd_desktop.files.ledger_workbook import ledger_bytes
from hqd_desktop.files.ledger_year_workbook import year_ledger_bytes
from hqd_desktop.files.pack_workbook import pack_table_bytes
from hqd_desktop.files.ruleset_workbook import rules_bytes
from hqd_desktop.files.submission_workbook import submission_bytes
from hqd_desktop.files.template_workbook import template_bytes
from hqd_desktop.services import comparison_rows
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.collection import plan_forms
from hqd_desktop.services.comparing import compare
from hqd_desktop.services.evidence_catalogue import Chapter, EvidenceCatalogue, Numbered
from hqd_desktop.services.group_records import GroupComparison, MemberYear
from hqd_desktop.services.ledger_sheet import COLUMNS, LedgerForm
from hqd_desktop.services.ledger_year import REMEDY_HEADINGS, YearGroup, YearLedger
from hqd_desktop.services.pack_sheets import HEADINGS
from hqd_desktop.services.pack_table import PackTable
from hqd_desktop.services.records import Packs, Submission
from hqd_desktop.services.rule_table import RuleTable, table_of
from hqd_desktop.services.sheet_text import tabbed
from hqd_desktop.ui.models.paste_block import write_block
from tests.fakes.shipped_packs import shipped_samples
from tests.files.form_filling import LAST, NOW, YEAR

PACKAGE = Path(hqd_desktop.__file__).parent
BEGINNINGS = ("=", "+", "-", "@", "\t=", "=\x01", "{=", "http://x/", "internal:", "ftp://")
MARK = "HQDMARK"


def spoilt(beginning: str) -> str:
    return f"{beginning}{MARK}|' /C calc'!A0"


def written(name: str, write: Callable[[Path], None]) -> bytes:
    """What a writer of files writes."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / name)
        return (Path(folder) / name).read_bytes()


def made(packs: Packs, beginning: str) -> dict[str, bytes]:
    """Every workbook, with such words wherever a person may write them."""
    text, sample = spoilt(beginning), shipped_samples()[0]
    hospital = Hospital(text[:60], "三级", "综合", code=text[:18], id="h1", sample=False)
    figures = dict(sample.figures)
    for item in packs.catalogue.items.values():
        period = Period(YEAR, 1) if item.quarterly else NOW
        if item.kind is ItemKind.TEXT:
            figures[item.key, period] = words(text, text, text)
    figures["total_income", NOW] = number("5.5", text, text)
    figures["donation_income", NOW] = figures["donation_income", LAST] = not_applicable(text, text)
    now, before = (assess(packs, hospital, year, figures) for year in (YEAR, YEAR - 1))
    explained = {check.key: text for check in packs.checkbook.checks}
    forms = plan_forms(now, dict.fromkeys(packs.catalogue.items, text[:40]), date(2026, 1, 5))
    row = dict.fromkeys(COLUMNS, text)
    table = table_of(raw_of(packs.ruleset, packs.scheme), packs.scheme)
    rules = RuleTable({**table.head, "名称": text}, tuple({**one, "序号": text} for one in table.rows))
    record = Evidence("a" * 64, 9, text, text, reference=text, owner=text)
    chapter = Chapter("6", text, True, (Numbered("6-1", "6-1", record, text),), owner=text)
    group = GroupComparison(YEAR, packs.scheme, (MemberYear(hospital, None, now),))
    return {
        "pack": pack_table_bytes(
            PackTable({sheet: (dict.fromkeys(headings, text),) for sheet, headings in HEADINGS.items()})
        ),
        "year ledger": year_ledger_bytes(
            YearLedger(
                text, YEAR, date(2026, 3, 1), (YearGroup(text, ((text,) * 10,)),), ((text,) * len(REMEDY_HEADINGS),)
            )
        ),
        "history": written("x.xlsx", lambda path: write_history(path, [text] * 11, [[text] * 11])),
        "ledger": ledger_bytes(LedgerForm(text, "2025Q2", (row,))),
        "rules": rules_bytes(rules),
        "evidence": evidence_bytes(EvidenceCatalogue(text, YEAR, date(2026, 3, 1), (chapter,))),
        "group": group_bytes(group),
        "template": template_bytes(packs.scheme, packs.catalogue, hospital, YEAR),
        "submission": submission_bytes(Submission(now, explained, date(2026, 1, 5), sample=False, program=text)),
        "comparison": comparison_bytes(compare(before, now)),
        "form": form_bytes(replace(forms[0], hospital=hospital)),
    }


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_words_of_people_stay_words(packs: Packs, beginning: str) -> None:
    for name, data in made(packs, beginning).items():
        seen = 0
        book = load_workbook(io.BytesIO(data))
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and MARK in cell.value and not cell.value.startswith('="'):
                        seen += 1
                        assert cell.data_type != "f", (name, sheet.title, cell.coordinate)
                        assert cell.hyperlink is None
        assert seen, name
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.namelist():
                content = archive.read(entry).decode("utf-8", "replace")
                assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", content), (name, entry)
                # in a formula such words may only stand as a text in quotes
                for formula in re.findall(r"<f>([^<]*)</f>", content):
                    assert MARK not in re.sub(r'"[^"]*"', "", formula.replace("&quot;", '"')), (name, formula)
            assert not any("externalLink" in entry or "comments" in entry for entry in archive.namelist())
            names = archive.read("xl/workbook.xml").decode()
            assert MARK not in "".join(re.findall(r"<definedName[^>]*>([^<]*)<", names))


def test_no_workbook_is_left_out() -> None:
    """Whoever makes one is among those above, and nothing else makes any."""
    makers = {path.stem for path in PACKAGE.rglob("*.py") if "xlsxwriter.Workbook(" in path.read_text(encoding="utf-8")}
    assert makers == {
        "template_workbook", "submission_workbook", "comparison_workbook", "collection_form", "history_sheet",
        "ledger_workbook", "ruleset_workbook", "evidence_workbook", "group_workbook", "pack_workbook",
        "ledger_year_workbook",
    }  # fmt: skip


@pytest.mark.parametrize("beginning", [one for one in BEGINNINGS if one[0] in "=+-@\t"])
def test_words_in_a_csv_stay_words(packs: Packs, beginning: str, capsys: pytest.CaptureFixture[str]) -> None:
    """修改记录 as CSV; and each file that holds one is among these."""
    text = spoilt(beginning)
    data = written("x.csv", lambda path: write_history(path, ["头"] * 11, [["总收入", "-5", *[text] * 9]]))
    row = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1]
    assert row[:2] == ["总收入", "-5"]
    assert set(row[2:]) == {f"'{text}"}
    writers = {path.name for path in PACKAGE.rglob("*.py") if "csv.writer(" in path.read_text(encoding="utf-8")}
    assert writers == {"history_sheet.py", "commands.py"}  # the second writes the catalogue that ships with the program


@pytest.mark.parametrize("beginning", [one for one in BEGINNINGS if one[0] in "=+-@"])
def test_words_on_the_clipboard_stay_words(packs: Packs, beginning: str) -> None:
    """What is copied to be pasted into a sheet."""
    text, sample = spoilt(beginning), shipped_samples()[0]
    hospital = Hospital(text[:60], "三级", "综合", id="h1")
    years = [assess(packs, hospital, year, sample.figures) for year in (YEAR - 1, YEAR)]
    comparison = compare(*years)
    copied = {
        "comparison": comparison_rows.plain_text(comparison, comparison_rows.arranged(
            comparison_rows.rows_of(comparison), comparison_rows.Keep.ALL, False)),
        "block": write_block([[text, "5"], [f"{text}\n", text]]),
        "line": tabbed([text]),
    }  # fmt: skip
    for name, words_ in copied.items():
        for row in csv.reader(io.StringIO(words_, newline=""), delimiter="\t"):
            wrong = [cell for cell in row if cell.startswith(("=", "@", text))]
            assert wrong == [], name
