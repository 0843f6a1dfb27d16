"""Names that fit what is typed, and what a formula gives now or why it is none, with the place."""

import pytest

from hqd_desktop.domain.items import ItemKind
from hqd_desktop.services.finding import Finder, readings_from
from hqd_desktop.services.formula_help import candidates, check_formula, check_names, completed, fragment
from tests.fakes.shipped_packs import shipped_packs, shipped_samples

CATALOGUE, SAMPLE = shipped_packs().catalogue, shipped_samples()[0]


@pytest.fixture(scope="module")
def finder() -> Finder:
    from hqd_desktop import paths

    return Finder(readings_from((paths.resources() / "pinyin" / "readings.txt").read_text("utf-8")))


@pytest.mark.parametrize(
    ("text", "cursor", "expected"),
    [
        ("管理费用÷费用", 7, (5, "费用")),
        ("管理费用／ 费", 7, (6, "费")),
        ("上年管", 3, (2, "管")),
        ("最大(glfy", 7, (3, "glfy")),
        ("管理费用÷费用总额", 4, (0, "管理费用")),
        ("", 0, (0, "")),
    ],
)
def test_what_is_being_typed(text: str, cursor: int, expected: tuple[int, str]) -> None:
    assert fragment(text, cursor) == expected


def test_in_a_list_of_names_only_their_signs_count() -> None:
    assert fragment("甲（乙）、丙-丁", 8, names_only=True) == (5, "丙-丁")
    assert completed("甲、丙", 3, "丙丁", names_only=True) == ("甲、丙丁", 4)


def test_names_by_characters_pinyin_short_name_and_account(finder: Finder) -> None:
    items = tuple(CATALOGUE)
    assert candidates("费用总", items, finder)[0] == "费用总额"
    assert "费用总额" in candidates("fyze", items, finder)
    assert "费用总额" in candidates("feiyongzonge", items, finder)
    assert candidates("4001", items, finder) == ()  # digits are a number of the formula
    assert candidates(" ", items, finder) == ()
    assert candidates("jdz", items, finder)[0] == "绝对值"
    assert "绝对值" not in candidates("jdz", items, finder, functions=False)
    assert candidates("费用总额", [CATALOGUE.find("费用总额")], finder, functions=False) == ()  # type: ignore[list-item]
    assert len(candidates("人", items, finder)) == 8


def test_a_name_takes_the_place_of_what_was_typed() -> None:
    assert completed("管理费用÷fyze×100%", 9, "费用总额") == ("管理费用÷费用总额×100%", 9)
    assert completed("上年gl", 4, "管理费用") == ("上年管理费用", 6)


def checked(text: str):
    return check_formula(text, CATALOGUE, SAMPLE.figures, SAMPLE.year, "%", 2)


def test_a_formula_is_told_with_its_present_value() -> None:
    found = checked("管理费用÷费用总额×100%")
    assert (found.told, found.at, found.good) == ("2025 年现在是 9.05%", -1, True)


def test_a_fault_is_told_with_its_place() -> None:
    found = checked("管理费用÷没有这项")
    assert (found.at, found.good) == (5, False)
    assert "第 6 个字" in found.told
    assert not checked("  ").good


def test_why_there_is_no_value() -> None:
    assert check_formula("管理费用÷上年 费用总额", CATALOGUE, {}, 2025, "", 0).told == (
        "2025 年现在算不出，还缺管理费用、上年费用总额"
    )
    assert checked("管理费用÷（管理费用－管理费用）").told.startswith("2025 年现在算不出，分母为 0")
    assert "结果太大" in checked("((((((((((((((((((9^8)^8)^8)^8)^8)^8)^8)^8)^8)^8)^8)^8)^8)^8)^8)^8)^8)^8)").told


def test_conditions_are_items_of_yes_and_no() -> None:
    names = [item.name for item in CATALOGUE if item.kind is ItemKind.YES_NO][:2]
    assert check_names(names, CATALOGUE).told == "2 项条件"
    assert not check_names([names[0], "管理费用"], CATALOGUE).good
    assert not check_names(["没有"], CATALOGUE).good
