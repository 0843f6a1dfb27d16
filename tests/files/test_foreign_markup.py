"""Web pages and the XML of 2003 that call themselves .xls."""

import time

import pytest

from hqd_desktop.files import foreign_markup
from hqd_desktop.files.foreign_markup import read_markup
from hqd_desktop.files.foreign_reading import ForeignRefused, Reading
from hqd_desktop.services.grid import CellKind, Sheet

XML = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">{}</Workbook>'
)


def sheets(text: str | bytes) -> tuple[Sheet, ...]:
    data = text if isinstance(text, bytes) else text.encode()
    found, notes = read_markup(data, Reading("a.xls", lambda *_: None))
    assert [note.code for note in notes] == ["foreign_disguised"]
    return found


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row] for row in sheet.rows]


def code(text: str) -> str:
    begin = time.process_time()
    with pytest.raises(ForeignRefused) as told:
        read_markup(text.encode(), Reading("a.xls", lambda *_: None))
    assert time.process_time() - begin < 2
    return told.value.problem.code


def test_a_page_with_spans_and_careless_ends() -> None:
    page = (
        "<html><meta charset=gb2312><p>忽略</p><table><tr><th colspan=2>本&nbsp;年<th rowspan='2'>注"
        "<tr><td>药品<br>收入<td>1,200.50</tr></table><table><td>独</td></table>"
    ).encode("gb18030")
    first, second = sheets(page)
    assert texts(first) == [["本 年", "", "注"], ["药品 收入", "1,200.50"]]
    assert first.at(1, 1).kind is CellKind.NUMBER
    assert first.heading(0, 1) == "本 年"
    assert first.heading(1, 2) == "注"
    assert texts(second) == [["独"]]


def test_a_page_that_breaks_off_and_odd_spans() -> None:
    assert texts(sheets("<table><tr><td rowspan=x colspan=999999999>甲<td>乙")[0]) == [["甲", "乙"]]
    page = sheets("<table><tr><td rowspan=2>甲<td>乙<tr><td>丙")[0]
    assert texts(page) == [["甲", "乙"], ["", "丙"]]


def test_a_page_without_a_table_or_with_too_much() -> None:
    assert code("<html>请登录</html>") == "foreign_page_without_table"
    assert code("<table>" + "<tr><td>1" * 20_001 + "</table>") == "foreign_too_far"


def test_a_page_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_markup, "MARKUP_LIMIT", 10)
    assert code("<table><tr><td>1</table>") == "file_too_large"


def test_a_page_in_no_known_encoding() -> None:
    with pytest.raises(ForeignRefused) as told:
        read_markup(b"<table>\xff\xff", Reading("a.xls", lambda *_: None))
    assert told.value.problem.code == "csv_encoding"


def test_the_xml_of_2003() -> None:
    rows = (
        '<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">本年</Data></Cell><Cell><Data ss:Type="String">注</Data>'
        '</Cell></Row><Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="Number">12.5</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2025-01-02T00:00:00.000</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data>'
        '</Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>'
    )
    (sheet,) = sheets(XML.format(f'<Worksheet ss:Name="收入"><Table>{rows}</Table></Worksheet>'))
    assert sheet.name == "收入"
    assert texts(sheet) == [["本年", "", "注"], [], ["", "12.5", "2025-01-02", "#N/A", "是"]]
    assert sheet.heading(0, 1) == "本年"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<Worksheet ss:Name="a"><Table><Row ss:Index="1048576"/></Table></Worksheet>', "foreign_too_far"),
        ('<Worksheet ss:Name="a"><Table><Row><Cell ss:Index="16384"/></Row></Table></Worksheet>', "foreign_too_far"),
        ('<Worksheet ss:Name="a"><Table><Row ss:Index="x"/></Table></Worksheet>', "xlsx_damaged"),
        ("<Worksheet>", "xlsx_damaged"),
        ("", "foreign_page_without_table"),
    ],
)
def test_bad_xml(body: str, expected: str) -> None:
    assert code(XML.format(body)) == expected


def test_entities() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha">]>'
    assert code(XML.format("").replace("?><W", f"?>{laughs}<W")) == "foreign_entities"
