"""Submissions to print: the real pack with the sample hospitals, bundled fonts only, a fixed day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from hqd_desktop.domain.figures import Figure, FigureKey
from hqd_desktop.domain.periods import Period
from hqd_desktop.files.safe_write import write_bytes
from hqd_desktop.reporting.pages import PdfPages
from hqd_desktop.reporting.writer import TypstReports
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.records import Submission
from hqd_desktop.services.report_material import past_years
from tests.fakes.shipped_packs import shipped_packs, shipped_samples

DAY = date(2026, 3, 12)
YEAR = Period(2025)
Figures = dict[FigureKey, Figure]


def make(
    change: Callable[[Figures], Figures] | None = None,
    *,
    which: int = 0,
    name: str = "",
    explanations: Mapping[str, str] | None = None,
    type: str = "",
    **printed: Any,
) -> Submission:
    """A submission of a sample hospital, changed as asked; other keywords go to Submission."""
    sample = shipped_samples()[which]
    figures = change(dict(sample.figures)) if change else sample.figures
    hospital = replace(sample.hospital, name=name or sample.hospital.name, type=type or sample.hospital.type)
    told = sample.explanations if explanations is None else explanations
    assessment = assess(shipped_packs(), hospital, sample.year, figures, explanations=told)
    past = past_years(shipped_packs(), hospital, sample.year, figures)
    fields: dict[str, Any] = {"departments": {}, "prepared_on": DAY, "sample": True, "program": "hqd_desktop"}
    fields |= {"past": past}
    return Submission(assessment, **(fields | printed))


@cache
def reports() -> TypstReports:
    """One writer for all tests, so that fonts are read once."""
    return TypstReports(write_bytes, bundled_only=True)


def page_texts(pdf: bytes) -> list[str]:
    with PdfPages(pdf) as pages:
        return [pages.text(index) for index in range(len(pages))]


def squeezed(text: str) -> str:
    """Without spaces and line ends: where a line breaks is the page's business."""
    return "".join(text.split())


@cache
def sample_pdf(which: int = 0) -> bytes:
    return reports().render_pdf(make(which=which))


@cache
def sample_texts(which: int = 0) -> list[str]:
    return page_texts(sample_pdf(which))
