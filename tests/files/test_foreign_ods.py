"""OpenDocument: repeats are unfolded only as far as something stands in them; bombs and passwords are refused."""

import io
import time
import zipfile

import pytest

from hqd_desktop.files.foreign_ods import read_ods
from hqd_desktop.files.foreign_reading import ForeignRefused, Reading
from hqd_desktop.services.grid import CellKind, Sheet

MIME = "application/vnd.oasis.opendocument.spreadsheet"
HEAD = (
    '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c">'
    "{styles}<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
)


def ods(content: str | bytes, manifest: str = "<m/>", **more: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIME, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
        for name, data in more.items():
            archive.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


def table(rows: str, styles: str = "") -> str:
    return HEAD.format(styles=styles, tables=f'<table:table table:name="表">{rows}</table:table>')


def sheet(rows: str) -> Sheet:
    return read_ods(ods(table(rows)), Reading("a.ods", lambda *_: None))[0][0]


def code(data: bytes) -> str:
    begin = time.process_time()
    with pytest.raises(ForeignRefused) as told:
        read_ods(data, Reading("a.ods", lambda *_: None))
    assert time.process_time() - begin < 2
    return told.value.problem.code


def cell(repeat: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="float" office:value="5" table:number-columns-repeated="{repeat}">'
        "<text:p>5</text:p></table:table-cell>"
    )


def test_blank_repeats_to_the_far_end_cost_nothing() -> None:
    rows = (
        f"<table:table-row>{cell()}<table:table-cell table:number-columns-repeated='16383'/></table:table-row>"
        "<table:table-row table:number-rows-repeated='1048575'><table:table-cell "
        "table:number-columns-repeated='16384'/></table:table-row>"
    )
    assert (sheet(rows).height, sheet(rows).width) == (1, 1)


def test_repeats_with_content_are_unfolded() -> None:
    rows = f"<table:table-row table:number-rows-repeated='3'>{cell(2)}</table:table-row>"
    assert [[c.text for c in row] for row in sheet(rows).rows] == [["5", "5"]] * 3


@pytest.mark.parametrize(
    "rows",
    [
        f"<table:table-row table:number-rows-repeated='1048576'>{cell()}</table:table-row>",
        f"<table:table-row>{cell(16384)}</table:table-row>",
        f"<table:table-row table:number-rows-repeated='1048575'/><table:table-row>{cell()}</table:table-row>",
    ],
)
def test_repeats_with_content_far_away_are_refused(rows: str) -> None:
    assert code(ods(table(rows))) == "foreign_too_far"


def test_many_repeats_within_the_area_are_counted() -> None:
    rows = f"<table:table-row table:number-rows-repeated='20000'>{cell(256)}"
    assert code(ods(table(rows + "</table:table-row>"))) == "foreign_too_many_cells"


def test_every_kind_of_cell() -> None:
    cells = (
        '<table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2025-01-02"/>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
        '<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#REF!</text:p>'
        "</table:table-cell>"
        '<table:table-cell office:value-type="string" office:string-value="隐"/>'
        '<table:table-cell table:formula="of:=1+1"/>'
        '<table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation>'
        '<text:p>甲<text:s text:c="2"/>乙<text:line-break/>丙</text:p><text:p>丁</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="INF"/>'
        '<table:table-cell office:value-type="currency" office:value="-0.1"/>'
    )
    row = sheet(f"<table:table-row>{cells}</table:table-row>").rows[0]
    assert [(c.kind, c.text) for c in row] == [
        (CellKind.PERCENT, "50%"),
        (CellKind.DATE, "2025-01-02"),
        (CellKind.TEXT, "是"),
        (CellKind.ERROR, "#REF!"),
        (CellKind.TEXT, "隐"),
        (CellKind.UNCOMPUTED, ""),
        (CellKind.TEXT, "甲  乙\n丙\n丁"),
        (CellKind.ERROR, "INF"),
        (CellKind.NUMBER, "-0.1"),
    ]


def test_a_table_within_a_cell_is_passed_over() -> None:
    inner = '<table:table table:name="内"><table:table-row><table:table-cell/></table:table-row></table:table>'
    whole = f"<table:table-row>{cell()}<table:table-cell>{inner}</table:table-cell></table:table-row>"
    assert [c.text for c in sheet(whole).rows[0]] == ["5"]


def test_bombs_entities_passwords_and_damage() -> None:
    assert code(ods(b"<a>" + b"\0" * (200 * 2**20))) == "xlsx_too_large_inside"
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + table("<x>&b;</x>")
    assert code(ods(laughs)) == "foreign_entities"
    assert code(ods(table(""), '<m><manifest:encryption-data xmlns:manifest="m"/></m>')) == "xlsx_encrypted"
    assert code(ods("<open>")) == "xlsx_damaged"
    assert code(ods('<?xml version="1.0" encoding="none-such"?>' + table(""))) == "xlsx_damaged"
    assert code(ods(table("<table:table-row table:number-rows-repeated='x'/>"))) == "xlsx_damaged"
    many = {f"x{n}": b"" for n in range(2001)}
    assert code(ods(table(""), **many)) == "xlsx_too_large_inside"


def test_macros_are_told() -> None:
    notes = read_ods(ods(table(""), Basic__Module1=b"Sub"), Reading("a.ods", lambda *_: None))[1]
    assert [note.code for note in notes] == ["foreign_macros"]
