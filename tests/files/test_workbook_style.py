"""Heights, formats and the head and foot of pages."""

import pytest
import xlsxwriter

from hqd_desktop.files.workbook_style import Page, PageMarks, Styles, clean, height_for, number_format, width_of


def test_number_formats() -> None:
    assert number_format(0) == '#,##0_ ;"−"#,##0_ '
    assert number_format(2) == '#,##0.00_ ;"−"#,##0.00_ '


def test_heights() -> None:
    assert width_of("中a\nabc") == 3
    assert width_of("") == 0
    low = height_for([("短", 20)])
    assert height_for([("长" * 100, 20)]) > height_for([("长" * 30, 20)]) > low
    assert height_for([("长" * 100_000, 5)]) == 409
    assert height_for([("一\n二\n三", 20)]) > low


def test_clean() -> None:
    assert clean("a\x00b\r\nc\x1f") == "ab\nc"
    assert len(clean("x" * 40_000)) == 32_767


@pytest.mark.parametrize("name", ["甲&乙医院", "长" * 300, "2024医院"])
def test_head_and_foot_fit(tmp_path: object, name: str) -> None:
    book = xlsxwriter.Workbook(f"{tmp_path}/a.xlsx")
    page = Page(book.add_worksheet("a"), Styles(book), (10, 10))
    page.print_setup(PageMarks(name, name, "示例　草稿", "数据摘要 1234 " + name))
    page.print_setup(PageMarks(name, name, "", "x"), landscape=False, signed=False)
    book.close()
