"""A mapping as canonical JSON and back, as the database keeps it; it refuses to know what it is for."""

import json
from collections.abc import Mapping, Sequence

from hqd_desktop.domain.canonical import canonical_json
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.raw import RawReader
from hqd_desktop.services.mapping import ColumnMark, RowMark, Target

FORMAT = 1


def body_of(targets: Sequence[Target]) -> str:
    """The targets as canonical JSON (docs/formats.md)."""
    return canonical_json({"format": FORMAT, "targets": [_plain(target) for target in targets]})


def targets_from(body: str, name: str) -> tuple[Target, ...] | Problem:
    """The targets of a stored mapping; a Problem when a newer program wrote it or it is damaged."""
    unreadable = Problem("mapping_unreadable", name, {"name": name})
    try:
        raw = json.loads(body)
    except ValueError:
        return unreadable
    problems: list[Problem] = []
    reader = RawReader(raw, "", problems)
    if reader.whole("format") != FORMAT:
        return unreadable
    targets = tuple(_target(child) for child in reader.children("targets"))
    reader.done()
    return unreadable if problems else targets


def _plain(target: Target) -> Mapping[str, object]:
    row, column = target.row or RowMark(""), target.column or ColumnMark("")
    return {
        "item": target.item,
        "sheet": target.sheet,
        "back": target.back,
        "quarter": target.quarter,
        "unit": target.unit,
        "row": row.text,
        "under": row.under,
        "fences": list(row.fences),
        "column": column.text,
        "over": column.over,
        "corner": column.corner,
        "cell": target.cell,
        "beside": target.beside,
        "shown": target.shown,
    }


def _target(reader: RawReader) -> Target:
    row = RowMark(reader.text("row", ""), reader.text("under", ""), reader.texts("fences"))
    column = ColumnMark(reader.text("column", ""), reader.text("over", ""), reader.text("corner", ""))
    target = Target(
        item=reader.text("item"),
        sheet=reader.text("sheet", ""),
        back=reader.whole("back", 0, high=1),
        quarter=reader.whole("quarter", 0, high=4),
        unit=reader.text("unit", ""),
        row=row if row.text else None,
        column=column if column.text else None,
        cell=reader.text("cell", ""),
        beside=reader.text("beside", ""),
        shown=reader.text("shown", ""),
    )
    reader.done()
    return target
