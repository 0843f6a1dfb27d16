"""Collection forms (采集表): what each department is asked for, and how far its form is; it refuses to know files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from hqd_desktop.domain.canonical import PREFIX, digest
from hqd_desktop.domain.figures import BLANK, FigureKey, FigureState, figure_at
from hqd_desktop.domain.items import Catalogue, Item
from hqd_desktop.domain.periods import Period, quarters
from hqd_desktop.services.asked_items import asked_items
from hqd_desktop.services.assessing import required_keys
from hqd_desktop.services.form_records import FORM_FORMAT, CollectionForm, FormCell, FormIdentity, FormRecord, FormState
from hqd_desktop.services.progress import Arrangement, progress
from hqd_desktop.services.records import Assessment
from hqd_desktop.services.wording import LONGEST_NAME

_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DepartmentForm:
    """A department's form as it would be issued now, and the record of what was issued.

    `outdated` says that what is asked has changed since: items were given to another department, or the table's own
    definitions changed. `errors` counts the department's figures in checks that failed.
    """

    form: CollectionForm
    record: FormRecord | None = None
    outdated: bool = False
    errors: int = 0

    @property
    def department(self) -> str:
        """Its name."""
        return self.form.identity.department

    @property
    def asked(self) -> int:
        """How many cells must be filled."""
        return sum(cell.required for cell in self.form.identity.cells)


def plan_forms(assessment: Assessment, departments: Mapping[str, str], day: date) -> tuple[CollectionForm, ...]:
    """A form for every department that is asked for anything, in the catalogue's order of departments.

    `departments` are the hospital's own, by item, where they differ from the pack's. A form asks for this year's
    figure of each item (the quarters of a quarterly one), and for last year's where we have none.
    """
    catalogue, hospital = assessment.packs.catalogue, assessment.hospital
    by_department: dict[str, list[Item]] = {}
    for item in asked_items(assessment.packs.scheme, catalogue, hospital):
        by_department.setdefault(departments.get(item.key, item.department), []).append(item)
    needed = frozenset(required_keys(assessment))
    order = {name: place for place, name in enumerate(catalogue.departments)}
    names = sorted(by_department, key=lambda name: (order.get(name, len(order)), name))
    return tuple(_form(assessment, name, by_department[name], needed, day) for name in names)


def _form(
    assessment: Assessment, department: str, items: Sequence[Item], needed: frozenset[FigureKey], day: date
) -> CollectionForm:
    packs, hospital, year = assessment.packs, assessment.hospital, assessment.year
    last_year = Period(year).last_year()
    last = {item.key: figure_at(assessment.figures, item.key, last_year) for item in items if not item.quarterly}
    cells = []
    for item in items:
        cells += [FormCell(item.key, period, (item.key, period) in needed) for period in _periods(item, year)]
        if not item.quarterly and last[item.key].state is FigureState.BLANK:
            cells.append(FormCell(item.key, last_year, (item.key, last_year) in needed))
    asked = _asked_digest(packs.scheme.id, year, department, cells, packs.catalogue)
    held = ((cell.key, replace(figure_at(assessment.figures, *cell.key), source="")) for cell in cells)
    identity = FormIdentity(
        form=form_id(year, department, asked),
        hospital_id=hospital.id,
        hospital=hospital.name,
        year=year,
        scheme_id=packs.scheme.id,
        department=department,
        digest=asked,
        issued_on=day.isoformat(),
        cells=tuple(cells),
        base={key: figure for key, figure in held if figure != BLANK},
    )
    return CollectionForm(identity, hospital, packs.scheme, packs.catalogue, tuple(items), last, day)


def _periods(item: Item, year: int) -> tuple[Period, ...]:
    return quarters(year) if item.quarterly else (Period(year),)


def _asked_digest(scheme_id: str, year: int, department: str, cells: Sequence[FormCell], catalogue: Catalogue) -> str:
    """The digest of what is asked: which cells, in which unit, by which definition. Figures are no part of it, so a
    form that is issued twice is the same form. Last year's open cells are left out for the same reason.
    """
    items = {cell.item: catalogue[cell.item] for cell in cells}
    return digest(
        {
            "format": FORM_FORMAT,
            "scheme": scheme_id,
            "year": year,
            "department": department,
            "cells": [[cell.item, cell.period.key] for cell in cells if cell.period.year == year],
            "items": {key: [item.name, item.unit, item.kind, item.definition] for key, item in items.items()},
        }
    )


def form_id(year: int, department: str, asked: str) -> str:
    """The number on the form (表号): the same whenever the same is asked of the same department."""
    return f"{year}-{department}-{asked.removeprefix(PREFIX)[:6]}"


def form_file_name(form: CollectionForm) -> str:
    """单位_年度_采集表_科室.xlsx, without what a file system refuses."""
    parts = (form.identity.hospital, f"{form.identity.year}_采集表", form.identity.department)
    return "_".join(_plain(part) for part in parts) + ".xlsx"


def _plain(text: str) -> str:
    letters = ("_" if letter in '\\/:*?"<>|' or ord(letter) < 32 else letter for letter in text)
    return "".join(letters)[:LONGEST_NAME].strip(" .")


def department_forms(
    assessment: Assessment, departments: Mapping[str, str], records: Sequence[FormRecord], day: date
) -> tuple[DepartmentForm, ...]:
    """Every department with its form: the one that was issued as it would be now, else the latest issued before."""
    errors = {one.name: one.errors for one in progress(assessment, Arrangement.DEPARTMENT, departments)}
    listed = []
    for form in plan_forms(assessment, departments, day):
        name = form.identity.department
        own = [record for record in records if record.department == name and record.state is not FormState.WITHDRAWN]
        own.sort(key=lambda record: (record.form == form.identity.form, record.issued_at or _BEGINNING))
        record = own[-1] if own else None
        outdated = record is not None and record.form != form.identity.form
        listed.append(DepartmentForm(form, record, outdated, errors.get(name, 0)))
    return tuple(listed)
