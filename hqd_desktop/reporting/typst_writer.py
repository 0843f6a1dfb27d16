"""Blocks → PDF through typst; it refuses to put any text into source code: texts travel as JSON, so none can act.

Works offline, in memory, without system fonts; the same document and fonts give the same bytes.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from hqd_desktop.domain.problems import Problem
from hqd_desktop.reporting import blocks as b
from hqd_desktop.reporting.chart_data import pieces
from hqd_desktop.reporting.figures import chart_svg
from hqd_desktop.reporting.fonts import FontSet, Role
from hqd_desktop.reporting.glyphs import Printable, printable_chart
from hqd_desktop.reporting.typst_template import TEMPLATE
from hqd_desktop.services.stopping import Check, go_on

_TEXT_WIDTH = {"cover": 156.0, "text": 156.0, "annex": 164.0, "wide": 261.0, "large": 384.0}  # mm, by layout
_LETTER, _LINE, _TALLEST = 3.45, 5.0, 110.0  # mm: a letter's width, a line's height, the tallest row kept whole
_SHEET, _PART = 150.0, 215.0  # mm: about the tallest sheet of an annex kept on one page, and the tallest part of one


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF with what had to be replaced in it: letters no font has, and faces that stand in for others."""

    pdf: bytes
    problems: tuple[Problem, ...]
    substitutes: tuple[tuple[str, str], ...]


def write_typst(document: b.Document, fonts: FontSet, check: Check = go_on) -> Rendered:
    """Lay the document out and return the PDF; letters no font can draw are 〓 and reported, on the last page too."""
    printable = Printable(fonts.covered())
    charts: dict[str, bytes] = {}

    def add_chart(chart: b.Chart) -> list[str]:
        names = []
        for piece in pieces(printable_chart(chart.data, printable)):
            check()
            names.append(f"chart-{len(charts) + 1}.svg")
            charts[names[-1]] = chart_svg(piece, fonts.sans.path)
        return names

    sections = [_section(section, printable, add_chart) for section in document.sections]
    meta = _meta(document, printable)
    if problems := printable.problems():
        note = f"注：本报告有字体中没有的字，均以“〓”代替：{problems[0].params['codes']}。"
        sections[-1]["blocks"].append({"kind": "paragraph", "text": note, "style": "note"})
    look = {
        "fonts": {role.value: fonts.families(role) for role in Role},
        "thicken": {"title": fonts.substituted(Role.TITLE), "head": fonts.substituted(Role.HEAD)},
        "mark": _line(document.mark, printable),
        "head": _line(document.head, printable),
        "sections": len(sections),
    }
    told = {"look": look, "meta": meta} | {f"section-{place}": section for place, section in enumerate(sections, 1)}
    files = {f"{name}.json": json.dumps(data, ensure_ascii=False).encode() for name, data in told.items()}
    pdf = _compile({"main.typ": TEMPLATE.encode(), **files, **charts}, document, fonts)
    return Rendered(pdf, problems, fonts.substitutes())


def _compile(files: dict[str, bytes], document: b.Document, fonts: FontSet) -> bytes:
    import typst

    noon = datetime.combine(document.day, time(12), UTC)
    pdf: Any = typst.compile(files, font_paths=fonts.engine, ignore_system_fonts=True, format="pdf", timestamp=noon)
    return bytes(pdf)


def _meta(document: b.Document, printable: Printable) -> dict[str, Any]:
    return {
        "title": _line(document.title, printable),
        "author": _line(document.author, printable),
        "subject": _line(document.subject, printable),
        "keywords": [_line(word, printable) for word in document.keywords],
        "day": [document.day.year, document.day.month, document.day.day],
        "foot_first": _line(document.foot_first, printable),
        "foot_second": _line(document.foot_second, printable),
    }


def _line(text: str, printable: Printable) -> str:
    return printable.text(text).replace("\n", " ")


def _section(section: b.Section, printable: Printable, add_chart: Callable[[b.Chart], list[str]]) -> dict[str, Any]:
    blocks = [_block(block, section.layout, printable, add_chart) for block in section.blocks]
    if section.layout is b.Layout.ANNEX:
        blocks = list(_sheets(section.blocks, blocks))
    return {"layout": section.layout.value, "blocks": blocks}


def _sheets(blocks: Sequence[b.Block], drawn: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What stands under a second heading of an annex as one sheet, in parts: another begins with a captioned table."""
    parts: list[_Part] = []
    for block, one in zip(blocks, drawn, strict=True):
        begins = isinstance(block, b.Heading) and block.level > 1
        if parts and isinstance(block, b.Heading | b.PageBreak):
            yield _sheet(parts)
            parts = []
        if begins or (parts and isinstance(block, b.Table) and block.caption and len(parts[-1].drawn) > 1):
            parts.append(_Part([], 0.0))
        if not parts:
            yield one
            continue
        parts[-1].drawn.append(one)
        parts[-1].tall += _tall(block)
    if parts:
        yield _sheet(parts)


@dataclass(slots=True)
class _Part:
    """Blocks of a sheet that stay together, and about how high they stand in mm."""

    drawn: list[dict[str, Any]]
    tall: float


def _sheet(parts: Sequence[_Part]) -> dict[str, Any]:
    kept = [{"blocks": part.drawn, "whole": part.tall <= _PART} for part in parts]
    return {"kind": "sheet", "parts": kept, "whole": sum(part.tall for part in parts) <= _SHEET}


def _tall(block: b.Block) -> float:
    """About how high a block of an annex stands, in mm."""
    width = _TEXT_WIDTH[b.Layout.ANNEX]
    match block:
        case b.Table():
            return 2 * _LINE + sum(map(_row_heights(block, b.Layout.ANNEX), block.rows))
        case b.KeyValues():
            return _LINE + sum(_height(text, width - 30) for _, text in block.rows)
        case b.Paragraph() | b.Heading():
            return _LINE + _height(block.text, width)
    return _TALLEST


def _block(
    block: b.Block, layout: b.Layout, printable: Printable, add_chart: Callable[[b.Chart], list[str]]
) -> dict[str, Any]:
    text = printable.text

    def pairs(rows: tuple[tuple[str, str], ...]) -> list[list[str]]:
        return [[text(label), text(value)] for label, value in rows]

    match block:
        case b.Title():
            return {"kind": "title", "lines": list(map(text, block.lines)), "subtitle": text(block.subtitle)}
        case b.Heading():
            return {"kind": "heading", "level": block.level, "text": text(block.text).replace("\n", " ")}
        case b.Paragraph():
            return {"kind": "paragraph", "text": text(block.text), "style": block.style.value}
        case b.KeyValues():
            splits = sum(_height(value, _TEXT_WIDTH[layout] - 30) for _, value in block.rows) > _TALLEST
            return {"kind": "key_values", "rows": pairs(block.rows), "ruled": block.ruled, "splits": splits}
        case b.Table():
            rows = list(_rows(block, layout, printable))
            return {
                "kind": "table",
                "boxed": block.boxed,
                "caption": text(block.caption),
                "columns": [{"title": text(c.title), "width": c.width, "align": c.align.value} for c in block.columns],
                "rows": kept_together(rows),
            }
        case b.Chart():
            words = {"caption": text(block.caption), "alternative": text(block.alternative)}
            return {"kind": "chart", "files": add_chart(block), **words}
        case b.Signatures():
            return {"kind": "signatures", "lines": pairs(block.lines), "seal": text(block.seal)}
        case b.PageBreak():
            return {"kind": "page_break"}


def _rows(table: b.Table, layout: b.Layout, printable: Printable) -> Iterator[dict[str, Any]]:
    tall = _row_heights(table, layout)
    for row in table.rows:
        yield {"kind": row.kind.value, "cells": list(map(printable.text, row.cells)), "splits": tall(row) > _TALLEST}


def _row_heights(table: b.Table, layout: b.Layout) -> Callable[[b.Row], float]:
    """About how high a row of the table stands, in mm."""
    unit = _TEXT_WIDTH[layout] / sum(column.width for column in table.columns)
    widths = [column.width * unit for column in table.columns]

    def tall(row: b.Row) -> float:
        wide = widths if len(row.cells) > 1 else [_TEXT_WIDTH[layout]]
        return max(_height(cell, width) for cell, width in zip(row.cells, wide, strict=True))

    return tall


def kept_together(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with `keep`: how many from here on stay on one page, 0 for those that an earlier one holds.

    The first two and the last two of a table, so that none stands alone, and a note with the row before it. A row that
    may be split, or that heads others (typst keeps it with its next), ends such a run.
    """
    joined = [False] * len(rows)  # whether a row stays with the one before it
    for place in range(1, len(rows)):
        both = (rows[place - 1], rows[place])
        free = any(row["splits"] or row["kind"] == "group" for row in both)
        edge = place in (1, len(rows) - 1) or rows[place]["kind"] == "note"
        joined[place] = edge and not free
    kept = [{**row, "keep": 0 if joined[place] else 1} for place, row in enumerate(rows)]
    for place in reversed(range(1, len(rows))):
        if joined[place]:
            first = next(start for start in reversed(range(place)) if not joined[start])
            kept[first]["keep"] += 1
    return kept


def _height(text: str, width: float) -> float:
    """About how high a text stands in a cell, in mm."""
    return sum(1 + int(len(line) * _LETTER / width) for line in text.split("\n")) * _LINE
