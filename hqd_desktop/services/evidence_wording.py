"""The words for a record of 佐证 and what it proves, the same in window, report and workbook."""

import re
from collections.abc import Hashable
from datetime import date

from hqd_desktop.domain.evidence import PLAN, Evidence, EvidenceUse, UseKind, size_text
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.records import Packs

SEALED, NOT_SEALED = "已盖章", "未盖章"


def day_text(day: date | None) -> str:
    """2025-12-31, or nothing."""
    return day.isoformat() if day else ""


def seal_text(record: Evidence) -> str:
    """Whether it bears the seal."""
    return SEALED if record.sealed else NOT_SEALED


def facts(record: Evidence) -> tuple[str, ...]:
    """What is known of a file, beside its title."""
    known = (
        record.reference,
        day_text(record.issued_on),
        f"有效期至 {day_text(record.valid_until)}" if record.valid_until else "",
        seal_text(record),
        f"{record.pages} 页" if record.pages else "",
        size_text(record.size),
        record.owner,
    )
    return tuple(filter(None, known))


def use_text(use: EvidenceUse, packs: Packs, year: int) -> str:
    """What a file proves: 指标 18 平均住院日, 另一指标表“…”的指标 3, 工作任务 5.1, a figure; with its period unless
    that is the year.
    """
    if use.kind is UseKind.INDICATOR:
        told = _row_text(use, packs)
    elif use.kind is UseKind.TASK:
        elsewhere = "" if use.pack == packs.scheme.id else "其他地区"
        told = f"{elsewhere}工作任务 {_spoken(use.key)}" if use.key != PLAN else PLAN
    else:
        told = packs.catalogue[use.target].name if use.target in packs.catalogue.items else use.target
    return told if use.period == Period(year) else f"{told}（{use.period.label}）"


def task_mark(key: str, pack: int = 0) -> str:
    """How the evidence of a task is numbered: 任务1.4, 任务保障2; tasks of another region's text are 另表任务10."""
    if key == PLAN:
        return PLAN
    return f"{'' if not pack else '另表' if pack == 1 else f'另表{pack}'}任务{_spoken(key)}"


def natural(key: str) -> tuple[Hashable, ...]:
    """Sorts keys of tasks as the texts order them: 1.2 before 1.10, and S1 (保障) behind all."""
    return tuple((0, int(piece), "") if piece.isdigit() else (1, 0, piece) for piece in re.findall(r"\d+|[^\d.]+", key))


def _row_text(use: EvidenceUse, packs: Packs) -> str:
    """A row of the table in force with its name, else the table it belongs to."""
    if use.pack in ("", packs.scheme.id):
        names = {indicator.number: indicator.short for indicator in packs.scheme}
        return f"指标 {use.key} {names.get(use.key, '')}".strip()
    table = packs.tables.get(use.pack, "")
    return f"另一指标表{f'“{table}”' if table else ''}的指标 {use.key}"


def _spoken(key: str) -> str:
    """The key of a task as people may read it."""
    return f"保障{key[1:]}" if re.fullmatch(r"S\d+", key) else key
