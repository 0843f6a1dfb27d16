"""A department at work on its collection form: cells filled as a person fills them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hqd_desktop.domain.figures import BLANK, Figure, FigureKey, FigureState
from hqd_desktop.domain.items import Catalogue, ItemKind
from hqd_desktop.domain.periods import Period
from hqd_desktop.files.workbook_layout import join_quarter_notes
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.collection import plan_forms
from hqd_desktop.services.form_records import CollectionForm
from hqd_desktop.services.records import Assessment, Packs
from tests.fakes.shipped_packs import shipped_samples
from tests.files.workbook_making import cell_of

YEAR = 2025
NOW, LAST = Period(YEAR), Period(YEAR - 1)
QUARTERS = ("一季度", "二季度", "三季度", "四季度")


def assessed(packs: Packs, changes: Mapping[FigureKey, Figure] | None = None) -> Assessment:
    """The 三级 sample as a hospital of a database, with some figures otherwise."""
    sample = shipped_samples()[0]
    return assess(packs, replace(sample.hospital, id="h1"), YEAR, {**sample.figures, **(changes or {})})


def form_of(
    packs: Packs,
    department: str,
    changes: Mapping[FigureKey, Figure] | None = None,
    departments: Mapping[str, str] | None = None,
) -> CollectionForm:
    """The form of one department."""
    forms = plan_forms(assessed(packs, changes), departments or {}, date(2026, 1, 5))
    return next(form for form in forms if form.identity.department == department)


def sheet_of(book: Any, key: str) -> str:
    """The sheet on which an item stands, whatever it is called."""
    for sheet in book.sheetnames:
        if any(cell.value == key for row in book[sheet].iter_rows() for cell in row):
            return str(sheet)
    raise AssertionError(key)


def fill(book: Any, catalogue: Catalogue, filled: Mapping[FigureKey, Figure]) -> None:
    """Put figures into their cells and notes into theirs; BLANK empties."""
    for (key, period), figure in filled.items():
        sheet, item = sheet_of(book, key), catalogue[key]
        heading = QUARTERS[period.quarter - 1] if period.quarter else "本年" if period.year == YEAR else "上年"
        cell = cell_of(book, sheet, key, heading + "（")
        cell.value = _typed(figure, item.kind)
        _as_text(cell)
        if not period.quarter:
            note = cell_of(book, sheet, key, heading + "不适用")
            note.value = figure.note or None
            _as_text(note)
    quarterly: dict[str, dict[int, str]] = {}
    for (key, period), figure in filled.items():
        if period.quarter:
            quarterly.setdefault(key, {})[period.quarter] = figure.note
    for key, notes in quarterly.items():
        cell = cell_of(book, sheet_of(book, key), key, "不适用原因")
        cell.value = join_quarter_notes(notes) or None
        _as_text(cell)


def _as_text(cell: Any) -> None:
    """What begins with = is no formula to a person who types '= or formats the cell as text."""
    if isinstance(cell.value, str):
        cell.data_type = "s"


def _typed(figure: Figure, kind: ItemKind) -> object:
    if figure.state is FigureState.NOT_APPLICABLE:
        return "不适用"
    if figure.state is FigureState.TEXT:
        return figure.text
    if figure.value is None:
        return None
    return ("是" if figure.value else "否") if kind is ItemKind.YES_NO else float(figure.value)


def unsourced(figures: Mapping[FigureKey, Figure]) -> dict[FigureKey, Figure]:
    """What a reader sees of figures; blank ones left out."""
    plain = {key: replace(figure, source="") for key, figure in figures.items()}
    return {key: figure for key, figure in plain.items() if figure != BLANK}
