"""What can be found by Ctrl+K: indicators, figures, quarterly tasks, checks and things to do; words only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from hqd_desktop.domain.checks import CheckState
from hqd_desktop.domain.figures import figure_at
from hqd_desktop.domain.items import ItemKind
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.tasks import TaskList
from hqd_desktop.services.checks_text import STATE_TEXTS
from hqd_desktop.services.finding import BEGUN, Finder
from hqd_desktop.services.wording import BLANK_TEXT, figure_text, full_text, score_text, status_text, values_text
from hqd_desktop.services.workspace import View

MOST_OF_A_KIND = 8
MOST_TRIALS = 2
KINDS = ("指标", "数据项", "台账", "校核", "可以做")
_SHOWN_UNASKED = {"指标": 5, "可以做": 12}
_LONGEST_WORDS = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: it leads to a place and may call a `hook` of the page there, or `act` names an act of the window.

    `names` are what it is found by, `belongs` what finds it only when nothing nearer is there; `right` are its columns
    at the right end, the last one outermost; a `faint` one (not for this hospital) comes after its equals.
    """

    kind: str
    icon: str
    title: str
    right: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    belongs: tuple[str, ...] = ()
    page: str = ""
    target: dict[str, Any] = field(default_factory=dict)
    hook: str = ""
    act: str = ""
    argument: Any = None
    faint: bool = False

    @property
    def is_trial(self) -> bool:
        """Whether it opens 试算 of an indicator."""
        return self.target.get("act") == "trial"


def entries_of(view: View) -> list[Entry]:
    """All that the data offer, in the order of the tables; things to do that do not depend on them are elsewhere."""
    return [*_indicators(view), *_items(view), *_quarterly(view), *_checks(view), *_undo(view), *_trials(view)]


def matching(entries: Sequence[Entry], query: str, finder: Finder) -> list[tuple[str, list[Entry]]]:
    """Entries that every word of `query` meets, by kind, the nearest first.

    A kind that holds a name which the query begins goes before those that hold it only somewhere.
    """
    asked = bool(query.strip())
    found: list[tuple[bool, int, str, list[Entry]]] = []
    for place, kind in enumerate(KINDS):
        if not asked and kind not in _SHOWN_UNASKED:
            continue
        near: list[tuple[int, bool, int, int, Entry]] = []
        for number, entry in enumerate(entries):
            if entry.kind == kind and (asked or not entry.is_trial):
                distance = finder.distance(query, (entry.title, *entry.names), entry.belongs)
                if distance is not None:
                    near.append((distance, entry.faint, len(entry.title) if asked else 0, number, entry))
        near.sort(key=lambda one: one[:4])
        rows = _few_trials([(one[0], one[4]) for one in near])
        if rows:
            most = MOST_OF_A_KIND if asked else _SHOWN_UNASKED[kind]
            found.append((near[0][0] > BEGUN, place, kind, rows[:most]))
    found.sort(key=lambda one: one[:2])
    return [(kind, rows) for _, _, kind, rows in found]


def _few_trials(rows: Sequence[tuple[int, Entry]]) -> list[Entry]:
    """Of 试算 that are found only by their indicator, the nearest; all of them when 试算 itself was asked for."""
    far = [entry for distance, entry in rows if entry.is_trial and distance > BEGUN][MOST_TRIALS:]
    return [entry for _, entry in rows if entry not in far]


def _indicators(view: View) -> Iterator[Entry]:
    for result in view.assessment.scorecard:
        row = result.indicator
        score = score_text(result)
        right: tuple[str, ...]
        if result.applicable and result.full and score[0].isdigit():
            right = (values_text(result), f"{score} / {full_text(result.full)}", status_text(result))
        else:
            right = (values_text(result), score) if result.applicable else (score,)
        yield Entry(
            "指标", "indicators", f"{row.number}　{row.short}", right, (row.number, row.short),
            (row.name, row.supplier), "indicators", {"number": row.number}, faint=not result.applicable,
        )  # fmt: skip


def _items(view: View) -> Iterator[Entry]:
    year = Period(view.record.year)
    readers = _readers(view)
    for item in view.packs.catalogue:
        period = Period(view.record.year, 4) if item.quarterly else year
        value = figure_text(item, figure_at(view.figures, item.key, period), unit=True)
        if item.kind is ItemKind.TEXT and len(value) > _LONGEST_WORDS:
            value = f"{value[:_LONGEST_WORDS]}…"  # words only: a number is never cut
        if value == BLANK_TEXT and (item.key, period) not in view.assessment.missing:
            value = "由公式算得" if item.key in view.packs.catalogue.formulas else "未填"
        who = view.departments.get(item.key, item.department)
        names = tuple(filter(None, (item.short, item.account, *item.aliases)))
        belongs = (who, *readers.get(item.key, ()))
        yield Entry("数据项", "entry", item.name, (value, who), names, belongs, "entry", {"figure": (item.key, period)})


def _readers(view: View) -> dict[str, list[str]]:
    """The indicators that read an item, so that finding one of them also lists its figures."""
    found: dict[str, list[str]] = {}
    for result in view.assessment.scorecard:
        for key in {used.key[0] for part in result.parts for used in part.used} if result.applicable else ():
            found.setdefault(key, []).extend((result.indicator.short, result.indicator.number))
    return found


def _quarterly(view: View) -> Iterator[Entry]:
    for result in view.assessment.scorecard:
        row = result.indicator
        if row.quarterly and result.applicable:
            yield Entry(
                "台账", "ledger", f"{row.short}　按季调度", (row.number, row.supplier),
                (row.short, row.number), (row.supplier, "季度"), "ledger", {"number": row.number},
            )  # fmt: skip


def task_entries(tasks: TaskList) -> Iterator[Entry]:
    """The tasks of the region's text; those that ask nothing of a hospital come after their equals."""
    for task in tasks:
        who = task.owner or "、".join(task.responsible[:1])
        yield Entry(
            "台账", "ledger", f"{task.number}　{task.text}", (who,), (task.number, task.text), (task.owner, "任务"),
            "ledger", {"task": (tasks.pack, task.key)}, faint=not task.of_hospital,
        )  # fmt: skip


def _checks(view: View) -> Iterator[Entry]:
    for check in view.assessment.checks:
        if check.state is not CheckState.PASSED:
            state = STATE_TEXTS[check.state]
            yield Entry("校核", "checks", check.title, (state,), (), (check.department, state), "checks",
                        {"key": check.key})  # fmt: skip


def _undo(view: View) -> Iterator[Entry]:
    if view.undo_name:
        yield Entry("可以做", "undo", f"撤销{view.undo_name}", ("Ctrl+Z",), act="undo")
    if view.redo_name:
        yield Entry("可以做", "redo", f"重做{view.redo_name}", ("Ctrl+Y",), act="redo")


def _trials(view: View) -> Iterator[Entry]:
    for result in view.assessment.scorecard:
        row = result.indicator
        if result.applicable and any(part.used for part in result.parts):
            yield Entry(
                "可以做", "trial", f"试算{row.short}…", ("不改动已填的数",), (), (row.number, row.short), "indicators",
                {"number": row.number, "act": "trial"},
            )  # fmt: skip
