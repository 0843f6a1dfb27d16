"""What stands in the way of locking, all of it in one sentence."""

from dataclasses import replace

from hqd_desktop.domain.figures import BLANK, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.locking import what_blocks_locking
from hqd_desktop.services.messages import sentence
from hqd_desktop.services.records import Packs
from tests.fakes.complete_hospital import YEAR, complete_figures, hospital_of


def test_every_obstacle_is_counted(packs: Packs) -> None:
    """Missing, wrong, unexplained, and what cannot be computed."""
    figures = complete_figures()
    figures["beds", Period(YEAR)] = figures["discharges", Period(YEAR)] = BLANK
    figures["physicians", Period(YEAR)] = number(1)
    figures["total_expense", Period(YEAR)] = number(0)
    blocked = what_blocks_locking(assess(packs, hospital_of(), YEAR, figures))
    assert blocked is not None
    assert set(blocked.params) == {"missing", "errors", "warnings", "impossible"}
    told = sentence(blocked)
    assert told.startswith("还不能锁定：缺 ")
    assert told.endswith("数据都已保存。")


def test_only_what_is_there_is_said(packs: Packs) -> None:
    """Nothing of counts that are nought; None when all is ready."""
    found = assess(packs, hospital_of(), YEAR, complete_figures())
    ready = replace(found, checks=(), missing=())
    assert what_blocks_locking(ready) is None
    missing = what_blocks_locking(replace(ready, missing=(("beds", Period(YEAR)),)))
    assert missing is not None
    assert sentence(missing) == "还不能锁定：缺 1 个数；数据都已保存。"
