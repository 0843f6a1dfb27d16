"""Finding an item by part of its name, an alias or its account number."""

from hqd_desktop.ui.models.item_search import SHOWN, label_of, matching
from tests.fakes.shipped_packs import shipped_packs

CATALOGUE = shipped_packs().catalogue


def test_whole_names_come_before_beginnings_and_these_before_the_rest() -> None:
    found = [item.name for item in matching(CATALOGUE, "总 收入")]
    assert found[0] == "总收入"
    assert all("总收入" in "".join((name, *CATALOGUE.find(name).aliases)) for name in found)
    begun = [item.name for item in matching(CATALOGUE, "医疗")]
    assert begun[0].startswith("医疗")


def test_numbers_aliases_and_keys() -> None:
    assert matching(CATALOGUE, "4001")[0].key == "fiscal_appropriation_income"
    assert matching(CATALOGUE, "财政补助收入")[0].key == "fiscal_appropriation_income"
    assert matching(CATALOGUE, "ACTUAL_BEDS")[0].key == "actual_beds"
    assert matching(CATALOGUE, "actual_b")[0].key == "actual_beds"
    assert list(matching(CATALOGUE, "没有这样的")) == []


def test_nothing_typed_lists_the_beginning() -> None:
    assert len(matching(CATALOGUE, " ")) == min(SHOWN, len(tuple(CATALOGUE)))
    assert label_of(CATALOGUE["fiscal_appropriation_income"]) == "财政拨款收入（元）　4001"
