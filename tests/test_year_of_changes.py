"""A year with every kind of change on a real disk: each is told in words, and no log holds a figure or a name."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date
from decimal import Decimal
from pathlib import Path

import pytest

from hqd_desktop.bootstrap import LOG_FILES, LOG_SIZE, OfficeDesk
from hqd_desktop.domain.checks import CheckState
from hqd_desktop.domain.evidence import Details, use_of_figure
from hqd_desktop.domain.ledger import LedgerEntry, MilestoneMark, Remedy, TaskState
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.review import Step
from hqd_desktop.services import report_acts
from hqd_desktop.services.backup_records import Reason
from hqd_desktop.services.evidence import Piece, adding, withdrawing
from hqd_desktop.services.history_text import HEADINGS, TABLES, HistoryRow
from hqd_desktop.services.records import HistoryQuery, Person, StoredMapping
from hqd_desktop.services.report_records import Rectification
from hqd_desktop.services.rule_book import draft_of
from hqd_desktop.services.view import View
from hqd_desktop.services.workspace import Workspace
from hqd_desktop.ui.faults import describe_error, report_text

YEAR = 2025
SATISFIED = ("staff_satisfaction", Period(YEAR))
NAME, PASSWORD, VALUE = "欧阳测试员", "mi-ma-8848", "118426633.57"
# What a log must not hold: numbers that were entered, people, passwords, the hospital.
SECRETS = (NAME, PASSWORD, VALUE, "118426633", "88.67", "示例医院", "王院长")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OfficeDesk]:
    """With its log; the log is let go of afterwards."""
    made = OfficeDesk(tmp_path / "data")
    made.start_log()
    yield made
    for handler in list(logging.getLogger("hqd").handlers):
        logging.getLogger("hqd").removeHandler(handler)
        handler.close()


def a_year(desk: OfficeDesk, workspace: Workspace, file: Path) -> View:
    """Everything that can be changed is changed."""
    view = workspace.create_sample(desk.source().samples()[0])
    people = workspace.people()
    person = people.set_password(people.save(Person(NAME, "OY")), PASSWORD)
    people.admit(person, PASSWORD)
    workspace.change_hospital(replace(view.hospital, code="4305000001"))
    workspace.enter("total_income", Period(YEAR), VALUE)
    workspace.undo()
    workspace.enter(*SATISFIED, "88.67")
    workspace.write_note(*SATISFIED, "年末在册")
    workspace.follow_up(*SATISFIED, "问护理部")
    workspace.undo()
    workspace.mark_not_applicable("donation_income", Period(YEAR), "本年没有捐赠")
    workspace.undo()
    file.write_bytes(b"%PDF-1.4 report")
    kept = desk.evidence_folder().take_in(file, lambda done, total: None)
    use = use_of_figure(SATISFIED)
    view = workspace.change_evidence(adding(desk.evidence_folder(), [Piece(kept, Details("护士名册"))], use))
    workspace.change_evidence(withdrawing(view.evidence.records[0].id, use, "换成盖章的一份"))
    workspace.save_mapping(StoredMapping("财务年报", "{}"))
    ledger = workspace.books.ledger
    entry = LedgerEntry(
        "shaoyang-2022", "1.1", Period(YEAR, 1), TaskState.BEHIND, "已申报", "材料退回补正", Decimal("2.50"),
        "补材料", date(YEAR, 5, 6),
    )  # fmt: skip
    ledger.write(entry)
    ledger.mark(MilestoneMark("shaoyang-2022", "1.1", date(YEAR, 12, 31), "一半", own=True, done_on=date(YEAR, 11, 2)))
    ledger.mend([Remedy("shaoyang-2022", "1.1", YEAR, "补正", "医务科", date(YEAR + 1, 6, 30))])
    ledger.follow("dazu-2024")
    view = workspace.view
    workspace.change_report(report_acts.word(view, replace(view.wording, header="质控办")))
    workspace.change_report(report_acts.rectify(view, {"25": Rectification("核对", "医保办", "2026-06-30")}))
    forms = workspace.collection()
    forms.issue([form.form for form in forms.forms()][:1])
    record = next(form.record for form in forms.forms() if form.record is not None)
    forms.sign(record, True)
    draft = draft_of(view.packs.ruleset, view.packs.scheme)
    draft["ruleset"] = {**draft["ruleset"], "name": "本院方案", "version": "1.0"}
    workspace.books.rules.keep(draft)
    for check in workspace.view.assessment.checks:
        if check.state is CheckState.WARNING:
            workspace.explain(check.key, "已核对，情况属实")
    book = workspace.books.confirmations
    book.confirm([one.department for one in book.standings()], NAME)
    for step in (Step.REVIEW, Step.LOCK, Step.SUBMIT):
        assert isinstance(workspace.review().take(step, "王院长"), View)
    book.send_back("护理部", "与名册对不上")
    return workspace.view


@pytest.fixture
def told(desk: OfficeDesk, tmp_path: Path) -> list[HistoryRow]:
    """All that the history tells of such a year."""
    workspace = desk.open_workspace(desk.new_database(sample=True), create=True)
    try:
        a_year(desk, workspace, tmp_path / "名册.pdf")
        desk.backups().make(workspace, Reason.HAND)
        assert workspace.books.past.examine(whole=True) == ()
        return workspace.books.past.rows(HistoryQuery(limit=100_000, zone=UTC))
    finally:
        workspace.close()


RAW = re.compile(r"[a-z]+_[a-z]+|[a-z]+-20\d\d|[0-9a-f]{30}|\b(draft|behind|issued|number|blank|locked|active|item)\b")
UNTOUCHED = {"restatement", "item_department", "goal", "own_pack"}  # changed by no act of this year


def test_every_kind_of_change_is_told_in_words(told: list[HistoryRow], desk: OfficeDesk) -> None:
    """Who, on which PC, what, from what to what, and why; no key of ours is left where a user reads."""
    at = {name: place for place, name in enumerate(HEADINGS)}
    kinds = {row.cells[at["改了什么"]].partition("：")[0] for row in told}
    assert kinds == {words for table, words in TABLES.items() if table not in UNTOUCHED}
    for row in told:
        assert all(row.cells[at[name]] for name in ("时间", "谁", "电脑", "动作", "改了什么", "内容"))
        for name in ("动作", "改了什么", "期间", "内容", "原来", "改为", "原因"):
            assert not RAW.search(row.cells[at[name]]), row.cells
    figure = next(row.cells for row in told if row.cells[at["改为"]] == "88.67")
    assert figure[at["谁"]] == NAME
    assert (figure[at["原来"]], figure[at["期间"]], figure[at["改了什么"]]) == (
        "84.10",
        "2025 年",
        "数：医务人员满意度",
    )


def test_no_log_holds_a_figure_a_name_or_a_password(told: list[HistoryRow], desk: OfficeDesk) -> None:
    """Not even when something fails with all of them in its message."""
    logger = logging.getLogger("hqd.test")
    try:
        try:
            raise KeyError(f"{VALUE} {NAME}")
        except KeyError as cause:
            raise ValueError(f"{PASSWORD} 示例医院") from cause
    except ValueError as error:
        logger.exception("a job failed")
        logger.error("%s", describe_error(error))
        report = report_text(error, desk.version)
    logs = list((desk.data_dir / "logs").iterdir())
    assert logs
    for text in (report, *(path.read_text(encoding="utf-8") for path in logs)):
        assert "ValueError" in text
        assert [secret for secret in SECRETS if secret in text] == []


def test_the_log_is_turned_over(desk: OfficeDesk) -> None:
    logger = logging.getLogger("hqd.test")
    for _ in range(LOG_SIZE * (LOG_FILES + 2) // 4000):
        logger.info("x" * 4000)
    logs = list((desk.data_dir / "logs").iterdir())
    assert len(logs) == LOG_FILES + 1
    assert all(path.stat().st_size <= LOG_SIZE for path in logs)
