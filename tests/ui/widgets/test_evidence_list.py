"""The list of 佐证 as a model, and as high as what it holds."""

from __future__ import annotations

from datetime import date

import pytest

from hqd_desktop.domain.evidence import Evidence, FileState, use_of_indicator
from hqd_desktop.ui.models.evidence_entries import Entry
from hqd_desktop.ui.widgets.evidence_list import EvidenceList, standing
from hqd_desktop.ui.widgets.status_shapes import Shape

USE = use_of_indicator("shaoyang-2022", "18", 2025)
DAY = date(2026, 1, 5)


def entry(letter: str, via: str = "", **fields) -> Entry:
    return Entry(
        Evidence(letter * 64, 1500, f"{letter}.pdf", f"材料 {letter}", uses=(USE,), id=letter, **fields), USE, via
    )


@pytest.fixture
def made(qtbot, theme):
    view = EvidenceList(theme)
    qtbot.addWidget(view)
    view.resize(280, 100)
    view.show()
    return view


def test_the_model_keeps_qts_rules(made, qtmodeltester) -> None:
    made.show_entries([entry("a"), entry("b", "指标 18")], {}, DAY)
    qtmodeltester.check(made.model())
    made.show_entries([entry("a")], {"a" * 64: FileState.GOOD}, DAY)
    qtmodeltester.check(made.model())


def test_it_is_as_high_as_its_lines_and_higher_when_narrow(made) -> None:
    long = entry(
        "a", "指标 18 平均住院日", reference="邵卫发〔2025〕88号", valid_until=DAY, pages=12, owner="病案统计科"
    )
    made.show_entries([entry("b")], {}, DAY)
    one = made.height()
    made.show_entries([entry("b"), long], {}, DAY)
    both = made.height()
    assert both > 2 * one
    made.resize(170, 100)
    assert made.height() > both
    made.show_entries([], {}, DAY)
    assert made.current is None


def test_the_current_record_stays(made) -> None:
    entries = [entry("a"), entry("b")]
    made.show_entries(entries, {}, DAY, "b")
    assert made.current is entries[1]
    made.show_entries(entries, {}, DAY, "gone")
    assert made.current is entries[0]


@pytest.mark.parametrize(
    ("state", "until", "expected"),
    [
        (None, date(2020, 1, 1), (Shape.WAITING, "核对中")),
        (FileState.GOOD, None, (Shape.OK, "完好")),
        (FileState.GOOD, DAY, (Shape.OK, "完好")),
        (FileState.GOOD, date(2026, 1, 4), (Shape.WARNING, "已过期")),
        (FileState.CHANGED, date(2026, 1, 4), (Shape.ERROR, "与登记时不同")),
        (FileState.GONE, None, (Shape.MISSING, "找不到")),
    ],
)
def test_damage_goes_before_age(state, until, expected) -> None:
    assert standing(Evidence("a" * 64, 1, "a.pdf", "a", valid_until=until), state, DAY) == expected
