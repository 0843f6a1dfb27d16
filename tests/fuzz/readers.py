"""The program's readers of files as one: what each says of a file, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from hqd_desktop.domain.figures import Figure, FigureKey, FigureState
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.texts import figure_text
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.collection_return import compare
from hqd_desktop.services.grid import Grid
from hqd_desktop.services.mapping import Target
from hqd_desktop.services.mapping_reading import figure_of, read_all
from hqd_desktop.services.messages import sentence
from hqd_desktop.services.sheet_index import GridIndex
from tests.fakes.shipped_packs import shipped_packs
from tests.files.form_filling import YEAR, assessed

LOOKED_AT = 3000
# Cells of the tables of tests and of the stored ones that are read as somebody's mapping would.
TARGETS = (
    Target("total_income", "数据", cell="B2", beside="总收入", unit="万元"),
    Target("total_income", "文本", cell="B2", beside="总收入", unit="万元"),
    Target("total_income", "杂项", cell="B2", beside="错误", unit="万元"),
    Target("medical_income", "杂项", cell="B3", beside="日期", unit="万元"),
)


class Readers:
    """Made once; `read` knows figures (template, submission, list, CSV), form (returned) and table (any other)."""

    def __init__(self) -> None:
        import openpyxl
        import python_calamine  # noqa: F401

        import hqd_desktop.files.collection_return
        import hqd_desktop.files.foreign_table
        import hqd_desktop.files.foreign_xls
        import hqd_desktop.files.foreign_xlsx
        import hqd_desktop.files.workbook_figures  # noqa: F401

        openpyxl.Workbook()
        self._packs = shipped_packs()
        self._catalogue = self._packs.catalogue
        self._assessment = assessed(self._packs)
        self._books = FileWorkbooks()

    def read(self, reader: str, path: Path) -> dict[str, Any]:
        """Problems, values and whether any figure may be written."""
        return {"figures": self._figures, "form": self._form, "table": self._table}[reader](path)

    def _figures(self, path: Path) -> dict[str, Any]:
        found = self._books.read_figures(path, self._catalogue)
        return self._answer(found.problems, found.figures, bool(found.problems))

    def _form(self, path: Path) -> dict[str, Any]:
        found = self._books.read_form(path, self._catalogue)
        refused = bool(compare(found, self._assessment, None).problems)
        return self._answer(found.problems, {} if refused else found.figures, refused)

    def _table(self, path: Path) -> dict[str, Any]:
        found = self._books.read_table(path, lambda *_: None)
        if isinstance(found, Problem):
            return self._answer([found], {}, True)
        index = GridIndex(found, YEAR)
        names = {sheet.name for sheet in found.sheets}
        readings = read_all(index, [one for one in TARGETS if one.sheet in names], self._catalogue, {})
        problems = [*found.notes, *(reading.problem for reading in readings if reading.problem)]
        figures = {reading.key: reading.figure for reading in readings if reading.figure is not None}
        answer = self._answer(problems, figures, False)
        self._look_everywhere(found, answer)
        return answer

    def _look_everywhere(self, grid: Grid, answer: dict[str, Any]) -> None:
        """As if a person had pointed at every cell."""
        looked = 0
        for sheet in grid.sheets:
            for row, cells in enumerate(sheet.rows):
                for column, cell in enumerate(cells):
                    looked += 1
                    if looked > LOOKED_AT:
                        return
                    found = figure_of(cell, self._catalogue["total_income"], "万元", "A1")
                    if isinstance(found, Problem):
                        sentence(found)
                    elif found is not None:
                        answer["values"][f"{sheet.name}!{row},{column}"] = str(found.value)

    def _answer(
        self, problems: Iterable[Problem], figures: Mapping[FigureKey, Figure], refused: bool
    ) -> dict[str, Any]:
        told = [[problem.code, problem.where, sentence(problem)] for problem in problems]
        values = {f"{key} {period.key}": self._said(key, figure) for (key, period), figure in figures.items()}
        return {"problems": told, "values": values, "refused": refused}

    def _said(self, key: str, figure: Figure) -> str:
        shown = "" if figure.state is FigureState.BLANK else figure_text(self._catalogue[key], figure)
        return f"{shown}|{figure.value}|{figure.note}"
