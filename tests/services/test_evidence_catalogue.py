"""佐证目录: numbers by the order of the table, one place for each file, and what is lacking."""

from __future__ import annotations

from datetime import date

import pytest

from hqd_desktop.domain.evidence import Evidence, EvidenceUse, UseKind, use_of_figure, use_of_indicator, use_of_task
from hqd_desktop.domain.ledger import open_book
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.tasks import no_tasks
from hqd_desktop.services.evidence_catalogue import Chapter, EvidenceCatalogue, Lack, catalogue_of
from hqd_desktop.services.evidence_wording import natural, task_mark
from tests.fakes.shipped_packs import shipped_source
from tests.services.conftest import YEAR

DAY = date(2026, 3, 1)
OWN = "shaoyang-2022"


def proof(letter: str, *uses: EvidenceUse, **more: object) -> Evidence:
    return Evidence(letter * 64, 9, f"{letter}.pdf", f"材料{letter}", uses=uses, **{"sealed": True, **more})


@pytest.fixture
def made(opened):
    def make(*records: Evidence, books=()) -> EvidenceCatalogue:
        return catalogue_of(opened.assessment, records, DAY, books)

    return make


def chapter(catalogue: EvidenceCatalogue, mark: str) -> Chapter:
    return next(one for one in catalogue.chapters if one.mark == mark)


def test_numbers_follow_the_table_and_not_the_order_of_adding(made) -> None:
    later = proof("a", use_of_indicator(OWN, "32", YEAR))
    earlier = proof("b", use_of_indicator(OWN, "18", YEAR))
    second = proof("c", use_of_indicator(OWN, "18", YEAR))
    found = made(later, earlier, second)
    assert [(one.number, one.record.title) for one in found.own_files()] == [
        ("18-1", "材料b"), ("18-2", "材料c"), ("32-1", "材料a"),
    ]  # fmt: skip
    assert found.numbers == {"a" * 64: "32-1", "b" * 64: "18-1", "c" * 64: "18-2"}
    assert [one.mark for one in found.filled] == ["18", "32"]


def test_a_file_lies_at_the_first_thing_that_it_proves_and_is_named_at_the_others(made) -> None:
    found = made(proof("a", use_of_figure(("discharges", Period(YEAR)))), proof("b", use_of_indicator(OWN, "18", YEAR)))
    first = chapter(found, "6").files
    assert [(one.number, one.here, one.via) for one in first] == [("6-1", True, "出院人次数")]
    assert [(one.number, one.lies_at, one.via) for one in chapter(found, "18").files] == [
        ("18-1", "18-1", ""), ("18-2", "6-1", "出院人次数"),
    ]  # fmt: skip
    assert sum(1 for _ in found.own_files()) == 2


def test_rows_of_other_hospitals_do_not_repeat_a_figures_file(made) -> None:
    found = made(proof("a", use_of_figure(("discharges", Period(YEAR)))), proof("b", use_of_indicator(OWN, "16", YEAR)))
    assert [one.record.title for one in chapter(found, "16").files] == ["材料b"], "what was put there stays"
    assert chapter(found, "15").files == ()


def test_direct_proof_goes_before_that_of_figures_and_stands_once(made) -> None:
    both = proof("a", use_of_figure(("discharges", Period(YEAR))), use_of_indicator(OWN, "18", YEAR))
    found = made(both)
    assert [(one.via, one.here) for one in chapter(found, "18").files] == [("", True)]
    assert [(one.via, one.lies_at) for one in chapter(found, "6").files] == [("出院人次数", "18-1")]


def test_tasks_are_numbered_alike_with_and_without_the_ledger(made) -> None:
    tasks = shipped_source().tasks(OWN)
    book = open_book(tasks, YEAR, (), (), ())
    records = (
        proof("a", use_of_task("yuzhong-2022", "10", YEAR)), proof("b", use_of_task("dazu-2024", "S2", YEAR)),
        proof("c", use_of_task(OWN, "1.3", YEAR), use_of_task(OWN, "1.2", YEAR)),
    )  # fmt: skip
    plain, whole = made(*records), made(*records, books=(book, open_book(no_tasks("x"), YEAR, (), (), ())))
    assert plain.numbers == whole.numbers == {
        "c" * 64: "任务1.2-1", "b" * 64: "另表任务保障2-1", "a" * 64: "另表2任务10-1",
    }  # fmt: skip
    told = chapter(whole, "任务1.2")
    assert told.title == tasks.find("1.2").text
    assert (told.wanted, told.owner, told.task) == (False, "", (OWN, "1.2")), "the city's own task"
    asked = chapter(whole, "任务4.1")
    assert (asked.wanted, asked.owner) == (True, tasks.find("4.1").owner)
    assert plain.filled == tuple(one for one in plain.chapters if one.files)
    own = [one.mark for one in whole.chapters if one.task and one.task[0] == OWN]
    assert len(own) == sum(task.of_hospital for task in tasks) + 1


def test_no_file_is_lost_that_stands_in_no_row(made) -> None:
    found = made(
        proof("a", use_of_figure(("actual_beds", Period(YEAR)))),
        proof("b", use_of_indicator(OWN, "99", YEAR), EvidenceUse(UseKind.ITEM, "gone", Period(YEAR))),
    )
    rest = found.chapters[-1]
    assert [(one.number, one.via) for one in rest.files] == [("其他-1", "实有床位数"), ("其他-2", "指标 99、gone")]
    assert made().chapters[-1].mark != rest.mark


def test_a_row_of_another_table_is_named_as_such_and_an_old_number_is_of_this_one(made) -> None:
    found = made(
        proof("a", use_of_indicator("dazu-2024", "3", YEAR)),
        proof("b", EvidenceUse(UseKind.INDICATOR, "3", Period(YEAR))),
        proof("c", use_of_indicator("dazu-2024", "4", YEAR), use_of_indicator(OWN, "4", YEAR)),
    )
    assert [one.record.title for one in chapter(found, "3").files] == ["材料b"]
    assert [one.record.title for one in chapter(found, "4").files] == ["材料c"]
    assert [(one.number, one.via) for one in found.chapters[-1].files] == [("其他-1", "另一指标表的指标 3")]


def test_what_is_lacking_is_named(made) -> None:
    old = date(2026, 2, 28)
    found = made(
        proof("a", use_of_indicator(OWN, "18", YEAR), valid_until=old),
        proof("b", use_of_indicator(OWN, "32", YEAR), valid_until=old, sealed=False),
        proof("c", use_of_indicator(OWN, "32", YEAR), use_of_indicator(OWN, "33", YEAR), valid_until=DAY),
        proof("d", use_of_indicator(OWN, "1", YEAR), valid_until=old),
    )
    gaps = {(gap.chapter.mark, gap.lack): gap.text for gap in found.gaps()}
    assert gaps["18", Lack.ONLY_OUTDATED] == "18-1 材料a（有效期至 2026-02-28）"
    assert gaps["32", Lack.OUTDATED] == "32-1 材料b（有效期至 2026-02-28）"
    assert gaps["32", Lack.UNSEALED] == "32-1 材料b"
    assert gaps["1", Lack.OUTDATED] == "1-1 材料d（有效期至 2026-02-28）", "of the government: none is expected"
    assert gaps["20", Lack.NONE] == ""
    assert not [mark for mark, _ in gaps if mark in ("33", "2")]


def test_marks_of_tasks() -> None:
    assert [task_mark("1.4"), task_mark("S2"), task_mark("10", 1), task_mark("S1", 3)] == [
        "任务1.4", "任务保障2", "另表任务10", "另表3任务保障1",
    ]  # fmt: skip
    assert sorted(("S2", "1.10", "S1", "1.2", "10"), key=natural) == ["1.2", "1.10", "10", "S1", "S2"]


def test_keys_of_the_shipped_tasks_sort_as_their_text() -> None:
    source = shipped_source()
    for pack in source.scheme_ids():
        keys = [task.key for task in source.tasks(pack)]
        assert sorted(keys, key=natural) == keys, pack
