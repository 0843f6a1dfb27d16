"""佐证: what proves what, what is missing, and what is outdated."""

from dataclasses import replace
from datetime import date

import pytest

from hqd_desktop.domain.evidence import (
    Details,
    Evidence,
    EvidenceBook,
    EvidenceUse,
    UseKind,
    faults_of,
    filed_row,
    free_title,
    outdated,
    size_text,
    unproved,
    use_of_figure,
    use_of_indicator,
    use_of_plan,
    use_of_task,
)
from hqd_desktop.domain.periods import Period

YEAR = Period(2025)
BEDS, LAST_BEDS = ("beds", YEAR), ("beds", Period(2024))
DAY = date(2026, 1, 5)
PACK = "shaoyang-2022"


def record(letter: str = "a", *uses, **fields) -> Evidence:
    return Evidence(letter * 64, 10, f"{letter}.pdf", f"材料 {letter}", uses=uses, id=letter, version=1, **fields)


def test_a_book_answers_by_figure_by_indicator_and_by_year() -> None:
    one = record("a", use_of_figure(BEDS), use_of_figure(LAST_BEDS))
    two = record("b", use_of_indicator(PACK, "18", 2025))
    gone = record("c")
    book = EvidenceBook((one, two, gone))
    assert list(book) == [one, two]
    assert book.figure(BEDS) == (one,)
    assert book.figure(("income", YEAR)) == ()
    assert book.indicator(PACK, "18", 2025) == (two,)
    assert book.indicator(PACK, "18", 2024) == ()
    assert book.of_year(2024) == (replace(one, uses=(use_of_figure(LAST_BEDS),)),)
    assert book.of_year(2025) == (replace(one, uses=(use_of_figure(BEDS),)), two)
    assert book.with_digest("c" * 64) is gone
    assert book.with_digest("d" * 64) is None
    assert (book.with_id("b"), book.with_id("x")) == (two, None)
    assert not gone.active
    assert use_of_indicator(PACK, "18", 2025).kind is UseKind.INDICATOR


def test_rows_of_one_number_in_two_tables_are_two_things() -> None:
    here, there = use_of_indicator(PACK, "3", 2025), use_of_indicator("dazu-2024", "3", 2025)
    one, two = record("a", here), record("b", there)
    book = EvidenceBook((one, two, record("c", use_of_task("yuzhong-2022", "3", 2025))))
    assert (book.indicator(PACK, "3", 2025), book.indicator("dazu-2024", "3", 2025)) == ((one,), (two,))
    assert book.of(use_of_task("dazu-2024", "3", 2025)) == ()
    assert unproved([here, there], EvidenceBook((one,)), DAY) == (there,)
    assert book.tables == {PACK, "dazu-2024"}


def test_a_bare_number_of_earlier_programs_proves_that_row_of_whichever_table() -> None:
    old = record("a", EvidenceUse(UseKind.INDICATOR, "18", YEAR))
    book = EvidenceBook((old,))
    for pack in (PACK, "dazu-2024"):
        assert book.indicator(pack, "18", 2025) == (old,)
        assert book.indicator(pack, "8", 2025) == book.indicator(pack, "18", 2024) == ()
        assert unproved([use_of_indicator(pack, "18", 2025)], book, DAY) == ()
        assert book.of(use_of_task(pack, "18", 2025)) == ()
    assert book.tables == set()


@pytest.mark.parametrize(
    ("use", "place", "filed", "read"),
    [
        (use_of_indicator(PACK, "18", 2025), (PACK, "18"), f"indicator:{PACK}:18", (PACK, "18")),
        (EvidenceUse(UseKind.INDICATOR, "18", YEAR), ("", "18"), "18", None),
        (use_of_task(PACK, "18", 2025), (PACK, "18"), f"{PACK}:18", None),
        (use_of_plan(2025), ("", "本院实施细则"), ":本院实施细则", None),
        (use_of_figure(("own:beds", YEAR)), ("", "own:beds"), "own:beds", None),
        (use_of_figure(("indicator", YEAR)), ("", "indicator"), "indicator", None),
    ],
)
def test_what_belongs_to_which_table(use, place, filed, read) -> None:
    assert (use.pack, use.key) == place
    assert use.filed == filed
    assert filed_row(filed) == read


def test_a_file_is_outdated_on_the_day_after_its_last() -> None:
    last_day = record("a", valid_until=DAY)
    without = record("b")
    assert outdated([last_day, without], DAY) == ()
    assert outdated([last_day, without], date(2026, 1, 6)) == (last_day,)


def test_what_has_no_valid_evidence_is_missing() -> None:
    wanted = [use_of_figure(BEDS), use_of_indicator(PACK, "18", 2025), use_of_indicator(PACK, "19", 2025)]
    book = EvidenceBook(
        (
            record("a", use_of_figure(BEDS)),
            record("b", use_of_indicator(PACK, "18", 2025), valid_until=date(2025, 12, 31)),
        )
    )
    assert unproved(wanted, book, DAY) == (wanted[1], wanted[2])
    assert unproved(wanted, book, date(2025, 12, 31)) == (wanted[2],)


def test_details_can_be_taken_off_and_put_on() -> None:
    details = Details("通报", "邵卫〔2025〕1号", DAY, None, True, 3, "医务科")
    told = record("a").described(details)
    assert told.details == details
    assert (told.digest, told.id, told.name) == ("a" * 64, "a", "a.pdf")


def test_two_titles_at_one_place_are_told_apart() -> None:
    assert free_title("通报", []) == "通报"
    assert free_title("通报", ["通报", "通报（2）"]) == "通报（3）"


@pytest.mark.parametrize(
    ("details", "codes"),
    [
        (Details("通报"), []),
        (Details("通报", issued_on=DAY, valid_until=DAY, pages=99_999), []),
        (Details(" "), ["evidence_title_missing"]),
        (Details("长" * 201, "长" * 201, owner="长" * 201), ["evidence_text_too_long"] * 3),
        (Details("通报", issued_on=DAY, valid_until=date(2026, 1, 4)), ["evidence_days_reversed"]),
        (Details("通报", pages=-1), ["evidence_pages"]),
        (Details("通报", pages=100_000), ["evidence_pages"]),
    ],
)
def test_faults(details: Details, codes: list[str]) -> None:
    assert [fault.code for fault in faults_of(details)] == codes


@pytest.mark.parametrize(
    ("size", "text"), [(1, "1 KB"), (949_600, "950 KB"), (12_440_000, "12.4 MB"), (2_000_000_000, "2 GB")]
)
def test_sizes(size: int, text: str) -> None:
    assert size_text(size) == text
