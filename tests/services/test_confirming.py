"""Whose word is there and whose falls: pure, over the shipped packs."""

from dataclasses import replace

import pytest

from hqd_desktop.domain.figures import BLANK, number, words
from hqd_desktop.domain.figures import not_applicable as none
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.confirmation_records import Confirmation
from hqd_desktop.services.confirming import fallen, is_other, standings, unconfirmed
from hqd_desktop.services.records import Packs
from hqd_desktop.services.view import View
from tests.services.conftest import YEAR

NOW, LAST = Period(YEAR), Period(YEAR - 1)


def test_every_department_that_must_give_something_is_asked(opened: View) -> None:
    found = standings(opened.assessment, {}, {"财务科": Confirmation(YEAR, "财务科", "王会计")})
    assert [one.department for one in found][:2] == ["财务科", "病案统计科"]
    assert [one.confirmed for one in found][:2] == [True, False]
    assert "财务科" not in unconfirmed(found)
    assert "病案统计科" in unconfirmed(found)
    assert not any(one.ready for one in found)
    assert all(one.missing == one.total for one in found)


@pytest.mark.parametrize(
    ("before", "after", "other"),
    [
        (number(1), number(2), True),
        (BLANK, number(0), True),
        (words("a"), words("b"), True),
        (none("新建"), none("未开展"), True),
        (number(1), replace(number(1), note="见附表"), False),
        (words("a"), replace(words("a"), note="见附表"), False),
        (number(1), replace(number(1), source="导入"), False),
    ],
)
def test_what_was_confirmed_is_the_figure_not_the_remark(before, after, other: bool) -> None:
    assert is_other(before, after) is other


def test_a_word_falls_with_a_figure_of_its_year_or_of_the_year_before(packs: Packs) -> None:
    word = Confirmation(YEAR, "财务科", "王会计", version=3)
    key = ("total_income", NOW)
    assert packs.catalogue["total_income"].department == "财务科"

    def after(*keys, departments=None) -> list[Confirmation]:
        return fallen([word, Confirmation(YEAR, "护理部")], keys, packs.catalogue, departments or {}, "录入")

    (gone,) = after(key)
    assert gone == replace(word, confirmed_by="", withdrawn=f"录入改了：总收入（{NOW.label}）")
    assert after(("total_income", LAST))
    assert not after(("total_income", Period(YEAR - 2)))
    assert not after(("total_income", Period(YEAR + 1)))
    assert not after(("registered_nurses", NOW))  # nobody of 护理部 has said anything yet
    assert not after(key, departments={"total_income": "运营办"})
    assert after(("registered_nurses", NOW), departments={"registered_nurses": "财务科"})
    many = [(item.key, NOW) for item in packs.catalogue if item.department == "财务科"][:5]
    (gone,) = after(*many)
    assert gone.withdrawn.endswith("等 5 项")
