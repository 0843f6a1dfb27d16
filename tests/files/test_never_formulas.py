"""Words of people never become formulas: whatever they begin with, in every workbook that we write."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from hqd_desktop.domain.figures import not_applicable, number, words
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import ItemKind
from hqd_desktop.domain.periods import Period
from hqd_desktop.files.collection_form import form_bytes
from hqd_desktop.files.comparison_workbook import comparison_bytes
from hqd_desktop.files.submission_workbook import submission_bytes
from hqd_desktop.files.template_workbook import template_bytes
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.collection import plan_forms
from hqd_desktop.services.comparing import compare
from hqd_desktop.services.records import Packs, Submission
from tests.fakes.shipped_packs import shipped_samples
from tests.files.form_filling import LAST, NOW, YEAR

BEGINNINGS = ("=", "+", "-", "@", "\t=", "=\x01", "{=", "http://x/", "internal:", "ftp://")
MARK = "HQDMARK"


def spoilt(beginning: str) -> str:
    return f"{beginning}{MARK}|' /C calc'!A0"


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
    return {
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
