"""What may be typed into a cell of a form, said to Excel, WPS and LibreOffice; it writes no value."""

from collections.abc import Sequence
from typing import Any

from hqd_desktop.domain.items import Item, ItemKind
from hqd_desktop.domain.numerals import canonical_text
from hqd_desktop.files.workbook_style import MISSING_TINT
from hqd_desktop.services.typing_in import NOT_APPLICABLE_TEXT

MAX_TITLE, MAX_MESSAGE = 32, 255


def allow(sheet: Any, row: int, column: int, item: Item) -> None:
    """Numbers within the item's range, 是/否, or 不适用; narratives are free. The definition shows as a hint."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    cell = xl_rowcol_to_cell(row, column)
    hint = {"input_title": item.name[:MAX_TITLE], "input_message": item.definition[:MAX_MESSAGE]}
    if item.kind is ItemKind.TEXT:
        sheet.data_validation(row, column, row, column, {"validate": "any", **hint})
        return
    if item.kind is ItemKind.YES_NO:
        rule: dict[str, Any] = {
            "validate": "list",
            "source": ["是", "否", NOT_APPLICABLE_TEXT],
            "error_message": f"请填“是”或“否”；不适用的填“{NOT_APPLICABLE_TEXT}”并写明原因。",
        }
    else:
        bounds = [f"ISNUMBER({cell})"]
        if item.minimum is not None:
            bounds.append(f"{cell}>={canonical_text(item.minimum)}")
        if item.maximum is not None:
            bounds.append(f"{cell}<={canonical_text(item.maximum)}")
        rule = {
            "validate": "custom",
            "value": f'=OR({cell}="{NOT_APPLICABLE_TEXT}",AND({",".join(bounds)}))',
            "error_message": f"请填一个数{_range(item)}；不适用的填“{NOT_APPLICABLE_TEXT}”并写明原因。",
        }
    sheet.data_validation(row, column, row, column, {"error_title": "填不进去", **rule, **hint})


def choose(sheet: Any, row: int, column: int, allowed: Sequence[str]) -> None:
    """One of a list of words."""
    rule = {
        "validate": "list",
        "source": list(allowed),
        "error_title": "填不进去",
        "error_message": "请从列表中选一项。",
    }
    sheet.data_validation(row, column, row, column, rule)


def colour_missing(book: Any, sheet: Any, area: tuple[int, int, int, int], needed_column: int) -> None:
    """Tint the blank cells of an area (first row, first column, last row, last column) whose row is 必填."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    first = xl_rowcol_to_cell(area[0], area[1])
    needed = xl_rowcol_to_cell(area[0], needed_column, col_abs=True)
    sheet.conditional_format(*area, {
        "type": "formula",
        "criteria": f'=AND({needed}="必填",LEN(TRIM({first}))=0)',
        "format": book.add_format({"bg_color": MISSING_TINT}),
    })  # fmt: skip


def _range(item: Item) -> str:
    low = f"不小于 {canonical_text(item.minimum)}" if item.minimum is not None else ""
    high = f"不大于 {canonical_text(item.maximum)}" if item.maximum is not None else ""
    text = "、".join(filter(None, (low, high)))
    return f"（{text}）" if text else ""
