"""CSV as people save it: what is read, and each fault with its line and column."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hqd_desktop.domain.figures import Figure, FigureState, not_applicable, number, words
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.periods import Period
from hqd_desktop.files import csv_figures
from hqd_desktop.files.csv_figures import read_csv_bytes, read_csv_figures
from hqd_desktop.files.workbooks import FileWorkbooks
from hqd_desktop.services.records import ImportedFigures

HEADER = "period,item,value,unit,note\n"
Y = Period(2024)
Write = Callable[[str, "str | bytes"], Path]


def read(text: str | bytes, catalogue: Catalogue) -> ImportedFigures:
    return read_csv_bytes(text.encode() if isinstance(text, str) else text, "a.csv", catalogue)


def figures(text: str | bytes, catalogue: Catalogue) -> dict[str, Figure]:
    found = read(text, catalogue)
    assert not found.problems
    return {f"{key} {period.key}": figure for (key, period), figure in found.figures.items()}


def codes(text: str | bytes, catalogue: Catalogue) -> list[tuple[str, str]]:
    found = read(text, catalogue)
    assert not found.figures
    assert found.problems
    return [(problem.code, problem.where) for problem in found.problems]


def test_every_kind_of_figure(catalogue: Catalogue) -> None:
    text = HEADER + (
        '2024,总收入,"1,234.50",,见年报\n'
        "2024,total_expense,０,,\n"
        "2024,医疗收入,1.5,亿元,\n"
        "2024,科教收入,不适用,,没有科教\n"
        "2024,经营收入,不适用（不开展）,,\n"
        "2024,事业收入,,,\n"
        "2024,投资收益,,,还在核\n"
        "2024,结算差额,−5,,\n"
        "2024,实行党委领导下的院长负责制,是,,\n"
        "2024Q1,领导班子成员落实一岗双责,0,,\n"
        "2024q2,创新举措进展,开了会,,\n"
        "2024年,门诊患者满意度,92.5,分,\n"
    )
    found = figures(text, catalogue)
    source = "导入"
    assert found == {
        "total_income 2024": number("1234.5", "见年报", source),
        "total_expense 2024": number(0, source=source),
        "medical_income 2024": number(150000000, source=source),
        "research_teaching_income 2024": not_applicable("没有科教", source),
        "operating_income 2024": not_applicable("不开展", source),
        "investment_income 2024": Figure(note="还在核", source=source),
        "settlement_difference 2024": number(-5, source=source),
        "dean_responsibility 2024": number(1, source=source),
        "dual_duty 2024Q1": number(0, source=source),
        "progress_innovation 2024Q2": words("开了会", source=source),
        "outpatient_satisfaction 2024": number("92.5", source=source),
    }


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_delimiters_encodings_line_ends(catalogue: Catalogue, delimiter: str, encoding: str, end: str) -> None:
    rows = [
        ["备注", "数值", "期间", "数据项", "单位"],
        ["多行\n备注", "12.5", "2024", "总收入", "万元"],
        ["", "", "", "", ""],
    ]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator=end).writerows(rows)
    found = figures(buffer.getvalue().encode(encoding), catalogue)
    assert found == {"total_income 2024": number(125000, "多行\n备注", "导入")}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("2024,总收人,1,,", ("file_unknown_item", "第 2 行“item”列")),
        ("2024,总收入,1,人,", ("file_wrong_unit", "第 2 行“unit”列")),
        ("2024,总收入,约十,,", ("number_unreadable", "第 2 行“value”列")),
        ("2024,总收入,NaN,,", ("number_unreadable", "第 2 行“value”列")),
        ("2024,总收入,1e9,,", ("number_exponent", "第 2 行“value”列")),
        ("2024,总收入,12%,,", ("number_percent", "第 2 行“value”列")),
        ("2024,总收入,-1,,", ("figure_too_small", "第 2 行“value”列")),
        ("2024,门诊患者满意度,101,,", ("figure_too_large", "第 2 行“value”列")),
        ("2024,总收入,不适用,,", ("file_reason_missing", "第 2 行“note”列")),
        ("2024,总收入,不适用吧,,", ("number_unreadable", "第 2 行“value”列")),
        ("24,总收入,1,,", ("file_bad_period", "第 2 行“period”列")),
        ("2024Q5,总收入,1,,", ("file_bad_period", "第 2 行“period”列")),
        ("2024Q1,总收入,1,,", ("file_item_yearly", "第 2 行“value”列")),
        ("2024,领导班子成员落实一岗双责,是,,", ("file_item_quarterly", "第 2 行“value”列")),
        ("2024,实行党委领导下的院长负责制,2,,", ("file_not_yes_no", "第 2 行“value”列")),
        ("2024,实行党委领导下的院长负责制,是,项,", ("file_wrong_unit", "第 2 行“unit”列")),
        ("2024,总收入,1,,a\x07b", ("file_control_character", "第 2 行“note”列")),
        ("2024,总收入,1,," + "长" * 4001, ("file_text_too_long", "第 2 行“note”列")),
        ("2024,总收入,1,,,,5", ("csv_too_many_cells", "第 2 行")),
        ('2024,总收入,"1,,', ("csv_quote", "第 2 行")),
        ('2024,总收入,"1"2,,', ("csv_quote", "第 2 行")),
    ],
)
def test_faults_by_line_and_column(catalogue: Catalogue, row: str, expected: tuple[str, str]) -> None:
    assert codes(HEADER + row + "\n", catalogue) == [expected]


def test_suggestions_and_both_places(catalogue: Catalogue) -> None:
    found = read(HEADER + "2024,总收人,1,,\n2024,医疗收入,1,,\n\n2024,医疗收入,1,,\n", catalogue).problems
    assert "总收入" in found[0].params["near"]
    assert found[1].code == "file_given_twice"
    assert (found[1].where, found[1].params["first"]) == ("第 5 行“value”列", "第 3 行“value”列")


def test_everything_is_collected_and_nothing_used(catalogue: Catalogue) -> None:
    assert len(codes(HEADER + "2024,总收入,5,,\n2024,甲,1,,\n20x4,乙,1,,\n", catalogue)) == 3
    many = codes(HEADER + "2024,甲乙丙丁,1,,\n" * 700, catalogue)
    assert len(many) == 501
    assert many[-1][0] == "file_more_problems"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024,总收入,1,,\n", "csv_header_missing"),
        ("甲,乙\n1,2\n", "csv_header_missing"),
        ("period,item,note\n2024,总收入,1\n", "file_column_missing"),
        ("period,item,value,units\n2024,总收入,1,万元\n", "file_unknown_column"),
        ("period,item,value,数值\n2024,总收入,1,2\n", "file_column_twice"),
        (HEADER, "csv_no_rows"),
        (HEADER + "\n ,,,,\n", "csv_no_rows"),
        (HEADER + "2024,总收入,1,," + "x" * 20_001 + "\n", "csv_line_too_long"),
        (b"period,item,value\n2024,total_income,1\0\n", "csv_nul"),
        (b"period,item,value\n2024,\xff\xff,1\n", "csv_encoding"),
        ("\ufeff" + HEADER, "csv_no_rows"),
    ],
)
def test_faults_of_the_file(catalogue: Catalogue, text: str | bytes, code: str) -> None:
    assert code in [found for found, _ in codes(text, catalogue)]


def test_blank_rows_with_values_left_out_are_no_fault(catalogue: Catalogue) -> None:
    assert figures(HEADER + "2024,总收入,,,\n", catalogue) == {}
    assert figures(HEADER + "2024,总收入,缺,,\n", catalogue) == {}
    assert figures("period,item,value\n2024,总收入\n", catalogue) == {}


def test_from_disk(write: Write, tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("a.csv", HEADER + "2024,总收入,1,,\n")
    assert read_csv_figures(path, catalogue).figures
    assert [p.code for p in read_csv_figures(tmp_path / "none.csv", catalogue).problems] == ["file_not_there"]
    front = FileWorkbooks()
    assert front.read_figures(path, catalogue).figures
    assert [p.code for p in front.read_figures(tmp_path / "none.csv", catalogue).problems] == ["file_not_there"]
    monkeypatch.setattr(csv_figures, "LIMIT", 10)
    assert [p.code for p in front.read_figures(path, catalogue).problems] == ["file_too_large"]


def test_a_large_list_is_quick(catalogue: Catalogue) -> None:
    names = [item.key for item in catalogue if item.kind == "number" and not item.quarterly and item.maximum is None]
    rows = "".join(f"{year},{name},{year},,\n" for year in range(1990, 2101) for name in names)
    assert len(figures(HEADER + rows, catalogue)) == 111 * len(names)


@given(data=st.data())
def test_what_is_written_is_read(catalogue: Catalogue, data: st.DataObject) -> None:
    items = [item for item in catalogue if item.kind == "number" and not item.quarterly and item.maximum is None]
    chosen = data.draw(st.lists(st.sampled_from(items), unique_by=lambda item: item.key, max_size=6))
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["period", "item", "value", "unit", "note"])
    expected = {}
    for item in chosen:
        digits = data.draw(st.integers(0, 10**15 - 1))
        value = Decimal(digits).scaleb(-data.draw(st.integers(0, 6)))
        name = data.draw(st.sampled_from([item.key, item.name, *item.aliases]))
        note = data.draw(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=20))
        writer.writerow(["2024", name, str(value) if "E" not in str(value) else format(value, "f"), "", note])
        expected[item.key, Y] = (FigureState.NUMBER, value, note)
    found = read(buffer.getvalue(), catalogue)
    assert not found.problems or not chosen
    got = {key: (f.state, f.value, f.note) for key, f in found.figures.items()}
    assert got == expected


@given(data=st.binary(max_size=400))
def test_no_bytes_break_it(catalogue: Catalogue, data: bytes) -> None:
    found = read(HEADER.encode() + data, catalogue)
    assert not (found.figures and found.problems)
