"""Names of cells: readable, valid, unique, kept apart by a prefix; and which items have a cell at all."""

import io
from collections.abc import Iterable

import pytest
import xlsxwriter
from openpyxl import load_workbook

from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.periods import Period
from hqd_desktop.files.live_cells import LiveCells, ValueKey
from hqd_desktop.files.workbook_style import cell_name
from tests.fakes.tiny_pack import YEAR, tiny_catalogue

NOW, LAST = Period(YEAR), Period(YEAR - 1)


def item(key: str, name: str, **fields: object) -> dict[str, object]:
    """An item whose name a spreadsheet may not take as it is."""
    frame = {"department": "财务科", "source": "年报", "group": "组", "definition": "说明", "unit": "元"}
    return {"key": key, "name": name, **frame, **fields}


ODD = (item("odd", "9（助理）医师"), item("even", "9(助理)、医师"))


def cells(present: Iterable[FigureKey], catalogue: Catalogue | None = None, prefix: str = "") -> LiveCells:
    catalogue = catalogue or tiny_catalogue(*ODD)
    return LiveCells(catalogue, YEAR, frozenset(present), {}, prefix)


def test_names_are_valid_and_unique() -> None:
    found = cells([("odd", NOW), ("even", NOW), ("a", LAST), ("q1", Period(YEAR, 4))])
    names = [found.figure((key, NOW)) for key in ("odd", "even")]
    assert names == ["_9_助理_医师_本年", "_9_助理__医师_本年"]
    assert found.figure(("a", LAST)) == "a_上年"
    assert found.figure(("q1", Period(YEAR, 4))) == "q1_本年四季度"
    assert found.figure(("a", NOW)) is None
    assert found.value(ValueKey("ab", 2, zero=True)) == "ab_前年_取值按0"
    clash = cells([("a", NOW)], prefix="h1_")
    assert clash.figure(("a", NOW)) == "h1_a_本年"
    assert clash.total("a_本年") == "h1_a_本年_"


def test_only_names_that_are_used_are_defined_and_each_must_have_a_place() -> None:
    found = cells([("a", NOW), ("b", NOW)])
    found.placed(("a", NOW), "'s'!$A$1")
    found.placed(("b", NOW), "'s'!$A$2")
    assert found.figure(("a", NOW))
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.add_worksheet("s")
    found.define(book)
    book.close()
    assert set(load_workbook(io.BytesIO(buffer.getvalue())).defined_names) == {"a_本年"}
    found.total("结果")
    with pytest.raises(KeyError):
        found.define(book)


def test_what_has_no_cell_is_as_good_as_blank() -> None:
    found = cells([("a", NOW), ("b", NOW), ("a", LAST), ("own", LAST), ("yes1", NOW)])
    now, last = found.refs(), found.refs(1)
    derived = now("ab", 0)
    assert derived is not None
    assert derived.computed
    assert now("ab", 1) is None  # b of last year has no cell
    assert last("own", 0) is not None
    assert now("own", 5) is None
    assert now("c", 0) is None
    condition = now("yes1", 0)
    assert condition is not None
    assert condition.computed
    assert now("yes2", 0) is None
    assert found.given("", 0) is None
    assert found.given("c", 0) is None
    given = found.given("a", 0)
    assert given is not None
    assert not given.computed
    assert found.given("ab", 0) == derived


def test_values_that_values_read_are_found_too() -> None:
    catalogue = tiny_catalogue(item("deep", "deep", formula="ab + 上年ab"))
    present = [(key, Period(YEAR - back)) for key in "ab" for back in (0, 1)]
    found = cells(present, catalogue)
    assert found.refs()("deep", 0) is not None
    assert found.all_values() == [ValueKey("ab", 0), ValueKey("ab", 1), ValueKey("deep", 0)]


@pytest.mark.parametrize(("column", "name"), [(0, "A12"), (25, "Z12"), (26, "AA12"), (701, "ZZ12"), (702, "AAA12")])
def test_cell_names(column: int, name: str) -> None:
    assert cell_name(11, column) == name
    assert cell_name(11, column, fixed=True).replace("$", "") == name
