"""How far the collecting is, by department, source or heading."""

from hqd_desktop.domain.figures import BLANK, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.assessing import assess, required_keys
from hqd_desktop.services.progress import UNREAD, Arrangement, Grouping, Progress, progress
from hqd_desktop.services.records import Packs
from tests.fakes.complete_hospital import YEAR, complete_figures, hospital_of


def test_every_arrangement_counts_every_figure_once(packs: Packs) -> None:
    """Whole and empty."""
    for figures in (complete_figures(), {}):
        found = assess(packs, hospital_of(), YEAR, figures)
        for arrangement in set(Arrangement) - {Arrangement.INDICATOR}:
            rows = progress(found, arrangement)
            assert sum(row.total for row in rows) == len(required_keys(found))
            assert sum(row.missing for row in rows) == len(found.missing)
            assert sum(row.done for row in rows) == len(required_keys(found)) - len(found.missing)
            assert len({row.name for row in rows}) == len(rows)


def test_departments_in_the_order_of_the_catalogue(packs: Packs) -> None:
    """Missing and errors of each."""
    figures = complete_figures()
    figures["discharges", Period(YEAR)] = BLANK
    figures["physicians", Period(YEAR)] = number(5)
    rows = progress(assess(packs, hospital_of(), YEAR, figures))
    names = [row.name for row in rows]
    assert names == [name for name in packs.catalogue.departments if name in names]
    by_name = {row.name: row for row in rows}
    assert (by_name["病案统计科"].missing, by_name["财务科"].missing) == (1, 0)
    wrong = {("tcm_physicians", Period(YEAR)), ("physicians", Period(YEAR))}
    assert by_name["人事科"].errors == len(wrong)
    assert by_name["质控办"].errors == 0
    assert Progress("甲", 5, 2, 0).done == 3


def test_a_hospitals_own_departments(packs: Packs) -> None:
    """Go before the pack's, and stand after the catalogue's when they are not in it."""
    found = assess(packs, hospital_of(), YEAR, complete_figures())
    rows = progress(found, departments={"physicians": "医师办", "emr_level": "财务科"})
    assert rows[-1].name == "医师办"
    assert rows[-1].total == 2
    assert "信息科" not in {row.name for row in rows}
    item = packs.catalogue["physicians"]

    def groups(arrangement: Arrangement) -> tuple[str, ...]:
        return Grouping(found, arrangement, {"physicians": "医师办"}).groups(item)

    assert groups(Arrangement.DEPARTMENT) == ("医师办",)
    assert groups(Arrangement.SOURCE) == ("卫生健康统计年报",)
    assert groups(Arrangement.HEADING) == ("四、人员与薪酬",)


def test_by_indicator(packs: Packs) -> None:
    """A figure stands under each applicable indicator that reads it, as the table has them; what none reads, last."""
    found = assess(packs, hospital_of(), YEAR, {})
    grouping = Grouping(found, Arrangement.INDICATOR)
    assert grouping.groups(packs.catalogue["registered_nurses"]) == ("29 医护比",)
    assert len(grouping.groups(packs.catalogue["discharges"])) > 2
    assert grouping.groups(packs.catalogue["investment_income"]) == (UNREAD,)
    rows = progress(found, Arrangement.INDICATOR)
    numbers = [result.indicator.number for result in found.scorecard if result.applicable]
    assert [row.name.split(" ")[0] for row in rows[:-1]] == numbers
    assert rows[-1].name == UNREAD
    by_name = {row.name: row for row in rows}
    assert (by_name["29 医护比"].total, by_name["29 医护比"].missing) == (3, 3)
