"""Input files put together: what each says, what the user said over it, and what does not belong."""

import pytest

from hqd_desktop.domain.figures import Figure, FigureKey, number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.importing import UNNAMED, Said, check_belongs, hospital_and_year, merge
from hqd_desktop.services.records import ImportedFigures, Packs

A: dict[FigureKey, Figure] = {("a", Period(2024)): number(1)}
B: dict[FigureKey, Figure] = {("b", Period(2023)): number(2), ("q", Period(2024, 4)): number(1)}


def file(figures: dict[FigureKey, Figure], *problems: Problem, **head: object) -> ImportedFigures:
    return ImportedFigures(figures, problems, **head)  # type: ignore[arg-type]


def codes(merged: ImportedFigures) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in merged.problems]


def test_two_files_are_one() -> None:
    """Figures together; each field of the head from the first file that gives it, the later year."""
    merged = merge(
        [("1.csv", file(A, level="三级", year=2023)), ("2.xlsx", file(B, name="甲", level="二级", type="综合", code="9",
                                                                  scheme_id="s", year=2024))]
    )  # fmt: skip
    assert merged == file({**A, **B}, name="甲", level="三级", type="综合", code="9", scheme_id="s", year=2024)


def test_a_figure_in_two_files() -> None:
    """Is refused with both places, even when they agree."""
    merged = merge([("1.csv", file(A)), ("2.csv", file(A)), ("3.csv", file(A))])
    assert codes(merged) == [("input_twice", "2.csv"), ("input_twice", "3.csv")]
    assert merged.problems[0].params == {"first": "1.csv", "item": "a", "period": "2024 年"}


def test_files_of_two_hospitals() -> None:
    """Are not put together; one without a name goes with any."""
    merged = merge([("1.csv", file(A)), ("2.csv", file(B, name="甲")), ("3.csv", file({}, name="乙"))])
    assert codes(merged) == [("input_other_hospital", "3.csv")]
    assert merged.problems[0].params == {"given": "乙", "own": "甲"}


def test_problems_of_every_file() -> None:
    """Together; a file with problems is not called empty as well."""
    merged = merge([("1.csv", file({}, Problem("x"))), ("2.csv", file({}, Problem("y")))])
    assert codes(merged) == [("x", "1.csv"), ("y", "2.csv")]


def test_places_of_one_file_and_of_several() -> None:
    """The file's name goes before the place only where there are several, and never twice."""
    problems = Problem("x", "第 2 行"), Problem("y", "2.csv")
    assert codes(merge([("2.csv", file({}, *problems))])) == [("x", "第 2 行"), ("y", "2.csv")]
    merged = merge([("1.csv", file(A)), ("2.csv", file({}, *problems))])
    assert codes(merged) == [("x", "2.csv 第 2 行"), ("y", "2.csv")]


def test_a_figure_in_two_files_is_named(packs: Packs) -> None:
    """As people name it, not by its key."""
    figures: dict[FigureKey, Figure] = {("total_income", Period(2024)): number(1)}
    merged = merge([("1.csv", file(figures)), ("2.csv", file(figures))], packs.catalogue)
    assert merged.problems[0].params["item"] == "总收入"


def test_no_figure_at_all() -> None:
    """Is a problem with the files' names."""
    assert codes(merge([("1.csv", file({})), ("2.csv", file({}))])) == [("input_empty", "1.csv、2.csv")]


def test_what_the_user_says_wins() -> None:
    """Over the file; else the file; else the latest year with figures."""
    whole = file({**A, **B}, name="甲", level="三级", type="综合", code="9", year=2023)
    assert hospital_and_year(whole, Said()) == (Hospital("甲", "三级", "综合", "9"), 2023)
    said = Said("乙", "二级", "中医", 2024)
    assert hospital_and_year(whole, said) == (Hospital("乙", "二级", "中医", "9"), 2024)
    assert hospital_and_year(whole, Said("  丙\n医\x01院 "))[0].name == "丙 医 院"
    assert hospital_and_year(whole, Said("  "))[0].name == "甲"
    bare = file({**A, **B})
    assert hospital_and_year(bare, Said(level="二级", type="综合")) == (Hospital(UNNAMED, "二级", "综合"), 2024)


def test_what_is_nowhere_to_be_found() -> None:
    """Level, type, figures of the year: all at once."""
    with pytest.raises(UserFacingError) as error:
        hospital_and_year(file({**A, **B}), Said(year=2020))
    assert [problem.code for problem in error.value.problems] == [
        "assess_no_level",
        "assess_no_type",
        "assess_no_figures",
    ]
    assert error.value.problems[2].params == {"year": "2020", "years": "2023、2024"}
    with pytest.raises(UserFacingError) as error:
        hospital_and_year(file({}), Said(level="二级", type="综合"))
    assert [problem.code for problem in error.value.problems] == ["assess_no_figures"]


OWN = Hospital("甲", "三级", "综合")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (file(A), []),
        (file(A, name="甲", year=2024), []),
        (file(A, name="甲", year=2023), []),
        (file(A, year=2022), ["input_other_year"]),
        (file(A, year=2025), ["input_other_year"]),
        (file(A, name="乙", year=2022), ["input_other_hospital", "input_other_year"]),
        (file({}), ["input_empty"]),
        (file({}, Problem("x")), ["x"]),
        (file({}, name="乙"), ["input_other_hospital"]),
    ],
)
def test_what_belongs(given: ImportedFigures, wanted: list[str]) -> None:
    """To this hospital and year; last year's workbook fills last year."""
    if not wanted:
        check_belongs(given, OWN, 2024)
        return
    with pytest.raises(UserFacingError) as error:
        check_belongs(given, OWN, 2024)
    assert [problem.code for problem in error.value.problems] == wanted
