"""佐证目录: every file of a year under the row that it proves, numbered by the order of the table, and what is lacking.

It refuses to open a file. A file that proves several things lies at the first that it was registered for, else at the
first whose figures it proves; the others refer to it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from hqd_desktop.domain.evidence import Evidence, UseKind, use_of_indicator
from hqd_desktop.domain.ledger import LedgerBook
from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.services.evidence_wording import natural, task_mark, use_text
from hqd_desktop.services.records import Assessment

LOOSE = "其他"  # what proves no row of this table and no task: a figure for a check, a row of another table


@dataclass(frozen=True, slots=True)
class Numbered:
    """A file in its chapter: 9-1; `lies_at` is the number under which it is kept, another one where it is only named.

    `via` says through which figure it proves the row, empty when it proves the row itself.
    """

    number: str
    lies_at: str
    record: Evidence
    via: str = ""

    @property
    def here(self) -> bool:
        """Whether the file itself lies in this chapter."""
        return self.number == self.lies_at


@dataclass(frozen=True, slots=True)
class Chapter:
    """What is proved, with its files: a row of the table (18), a task (任务1.4), or what is in none (其他).

    `wanted` where proof is expected: scored rows of this hospital, and tasks that a hospital has a part in.
    """

    mark: str
    title: str
    wanted: bool
    files: tuple[Numbered, ...] = ()
    owner: str = ""
    task: tuple[str, str] | None = None  # pack and key


class Lack(StrEnum):
    """What is wrong with the evidence of a chapter."""

    NONE = "没有佐证"
    ONLY_OUTDATED = "佐证都已过期"
    OUTDATED = "有过期的"
    UNSEALED = "没有盖章"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a chapter lacks; `file` is the one that is meant, None when there is none at all."""

    chapter: Chapter
    lack: Lack
    file: Numbered | None = None

    @property
    def text(self) -> str:
        """Which file, and since when."""
        if self.file is None:
            return ""
        record = self.file.record
        until = f"（有效期至 {record.valid_until}）" if self.lack in (Lack.OUTDATED, Lack.ONLY_OUTDATED) else ""
        return f"{self.file.number} {record.title}{until}"


@dataclass(frozen=True)
class EvidenceCatalogue:
    """The catalogue of a hospital's year as of a day."""

    hospital: str
    year: int
    day: date
    chapters: tuple[Chapter, ...]

    @property
    def numbers(self) -> Mapping[str, str]:
        """The number of each file by its digest: where it lies."""
        return {one.record.digest: one.number for one in self.own_files()}

    def own_files(self) -> Iterator[Numbered]:
        """Every file once, in the order of the numbers."""
        return (one for chapter in self.chapters for one in chapter.files if one.here)

    @property
    def filled(self) -> tuple[Chapter, ...]:
        """The chapters that have any file."""
        return tuple(chapter for chapter in self.chapters if chapter.files)

    def gaps(self) -> tuple[Gap, ...]:
        """What is lacking: wanted chapters without valid evidence, then outdated and unsealed files, by chapter."""
        return tuple(gap for chapter in self.chapters for gap in _gaps(chapter, self.day))


def catalogue_of(
    assessment: Assessment, records: Iterable[Evidence], day: date, books: Sequence[LedgerBook] = ()
) -> EvidenceCatalogue:
    """Put the evidence of a year under its rows. With the ledger's `books` every task of the hospital has a chapter,
    else only those that have a file; the numbers are the same.
    """
    held = tuple(records)
    drafts = [_of_row(result, held, assessment) for result in assessment.scorecard]
    drafts += _of_tasks(assessment.packs.scheme.id, held, books)
    placed = {record.digest for draft in drafts for record, _ in draft.files}
    drafts.append(_of_rest([record for record in held if record.digest not in placed], assessment))
    return EvidenceCatalogue(assessment.hospital.name, assessment.year, day, _numbered(drafts))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A chapter whose files have no numbers yet: each with the figure through which it proves."""

    chapter: Chapter
    files: tuple[tuple[Evidence, str], ...]


def _of_row(result: IndicatorResult, held: Sequence[Evidence], assessment: Assessment) -> _Draft:
    indicator = result.indicator
    items = items_of(result) if result.applicable else frozenset()  # what is not asked of the hospital names no figure
    files: dict[str, tuple[Evidence, str]] = {}
    own = use_of_indicator(assessment.packs.scheme.id, indicator.number, assessment.year)
    for record in held:
        if record.proves(own):
            files[record.digest] = (record, "")
    for record in held:
        for use in record.uses:
            if use.kind is UseKind.ITEM and use.target in items:
                files.setdefault(record.digest, (record, use_text(use, assessment.packs, assessment.year)))
    wanted = result.applicable and bool(result.full or result.bonus)
    return _Draft(Chapter(indicator.number, indicator.short, wanted, owner=indicator.supplier), tuple(files.values()))


def items_of(result: IndicatorResult) -> frozenset[str]:
    """The data items that a row reads, whether they are given or not."""
    used = {figure.key[0] for part in result.parts for figure in part.used}
    return frozenset(used | {key for key, _ in result.missing} | set(result.indicator.reported))


def _of_tasks(own: str, held: Sequence[Evidence], books: Sequence[LedgerBook]) -> list[_Draft]:
    """The tasks of the table's own pack first, then those of others; within a pack in the order of its text."""
    files: dict[tuple[str, str], list[tuple[Evidence, str]]] = {}
    for record in held:
        for use in record.uses:
            if use.kind is UseKind.TASK:
                files.setdefault((use.pack, use.key), []).append((record, ""))
    rows = {(book.tasks.pack, row.task.key): row for book in books for row in book.rows}
    asked = {place for place, row in rows.items() if row.task.of_hospital}
    rest = sorted({pack for pack, _ in files} - {own})
    packs = [own, *rest, *(book.tasks.pack for book in books if book.tasks.pack not in (own, *rest))]
    places = sorted({*files, *asked}, key=lambda place: (packs.index(place[0]), natural(place[1])))
    return [
        _Draft(
            Chapter(
                task_mark(key, packs.index(pack)),
                row.task.text if (row := rows.get((pack, key))) else "",
                (pack, key) in asked,
                owner=row.owner if row else "",
                task=(pack, key),
            ),
            tuple(files.get((pack, key), ())),
        )
        for pack, key in places
    ]


def _of_rest(rest: Sequence[Evidence], assessment: Assessment) -> _Draft:
    """Every other file, so that none is lost."""
    files = tuple(
        (record, "、".join(use_text(use, assessment.packs, assessment.year) for use in record.uses)) for record in rest
    )
    return _Draft(Chapter(LOOSE, "不在本表各行之内", False), files)


def _numbered(drafts: Iterable[_Draft]) -> tuple[Chapter, ...]:
    told = [
        (draft.chapter, [(f"{draft.chapter.mark}-{place}", *file) for place, file in enumerate(draft.files, 1)])
        for draft in drafts
    ]
    lies: dict[str, str] = {}
    for through_figures in (False, True):
        for _, files in told:
            for number, record, via in files:
                if bool(via) is through_figures:
                    lies.setdefault(record.digest, number)
    chapters = [
        replace(
            chapter, files=tuple(Numbered(number, lies[record.digest], record, via) for number, record, via in files)
        )
        for chapter, files in told
    ]
    return tuple(chapter for chapter in chapters if chapter.files or chapter.mark != LOOSE)


def _gaps(chapter: Chapter, day: date) -> Iterator[Gap]:
    outdated = [one for one in chapter.files if one.record.outdated(day)]
    if chapter.wanted and not chapter.files:
        yield Gap(chapter, Lack.NONE)
        return
    lack = Lack.ONLY_OUTDATED if chapter.wanted and len(outdated) == len(chapter.files) else Lack.OUTDATED
    yield from (Gap(chapter, lack, one) for one in outdated)
    yield from (Gap(chapter, Lack.UNSEALED, one) for one in chapter.files if one.here and not one.record.sealed)
