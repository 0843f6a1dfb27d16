"""The acts on 佐证, each made into one change of records and uses; it refuses to touch files, rows or locked years.

The bytes are in the folder before an act is made: a record without its file can never be written.
"""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from hqd_desktop.domain.evidence import (
    Details,
    Evidence,
    EvidenceBook,
    EvidenceUse,
    faults_of,
    free_title,
    unproved,
    use_of_figure,
    use_of_indicator,
)
from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.ports import EvidenceFolder
from hqd_desktop.services.records import Assessment, EvidenceWrite, KeptFile

REASON_LEAST = 2


@dataclass(frozen=True, slots=True)
class EvidenceChange:
    """What an act writes, under which name and for what reason, and the years that it touches."""

    action: str
    reason: str
    writes: tuple[EvidenceWrite, ...]
    years: Set[int]


EvidenceAct = Callable[[EvidenceBook, date], EvidenceChange]


@dataclass(frozen=True, slots=True)
class Piece:
    """A file that was taken in, and what a person says of it."""

    file: KeptFile
    details: Details


def adding(folder: EvidenceFolder, pieces: Sequence[Piece], use: EvidenceUse) -> EvidenceAct:
    """Register files as evidence of one thing: all, or none.

    A file that is registered already is only linked: what was said of it stays, and what was left open is filled in.
    UserFacingError when a file proves this very thing already, when another one of its name does, or when it is not in
    the folder.
    """

    def act(book: EvidenceBook, today: date) -> EvidenceChange:
        writes: dict[str, EvidenceWrite] = {}
        problems: list[Problem] = []
        titles = [record.title for record in book.of(use)]
        names = {record.name.casefold() for record in book.of(use)}
        for piece in pieces:
            digest, faults = piece.file.digest, list(faults_of(piece.details))
            known = book.with_digest(digest)
            if not folder.holds(digest):
                faults.append(Problem("evidence_gone", "", {"name": piece.file.name}))
            if digest in writes:
                faults.append(Problem("evidence_twice", "", {"name": piece.file.name}))
            elif known is not None and known.proves(use):
                faults.append(Problem("evidence_here_already", "", {"name": piece.file.name, "title": known.title}))
            elif known is None and piece.file.name.casefold() in names:
                faults.append(Problem("evidence_same_name", "", {"name": piece.file.name}))
            names.add(piece.file.name.casefold())
            problems += faults
            if not faults:
                record = _registered(piece, known, titles, today)
                titles.append(record.title)
                writes[digest] = EvidenceWrite(replace(record, uses=(*record.uses, use)), added=(use,))
        if problems:
            raise UserFacingError(*problems)
        return EvidenceChange("添加佐证", "", tuple(writes.values()), {use.period.year})

    return act


def _registered(piece: Piece, known: Evidence | None, titles: Sequence[str], today: date) -> Evidence:
    details, file = piece.details, piece.file
    if known is not None and known.active:
        told = known.details
        return known.described(
            replace(
                told,
                reference=told.reference or details.reference,
                issued_on=told.issued_on or details.issued_on,
                valid_until=told.valid_until or details.valid_until,
                sealed=told.sealed or details.sealed,
                pages=told.pages or details.pages,
                owner=told.owner or details.owner,
            )
        )
    title = free_title(_tidy(details).title, titles)
    fresh = Evidence(file.digest, file.size, file.name, title, added_on=today).described(
        replace(_tidy(details), title=title)
    )
    return fresh if known is None else replace(fresh, id=known.id, version=known.version)


def correcting(record_id: str, details: Details) -> EvidenceAct:
    """Other details of a registered file; the bytes stay what they are."""

    def act(book: EvidenceBook, today: date) -> EvidenceChange:
        record = _active(book, record_id)
        if faults := faults_of(details):
            raise UserFacingError(*faults)
        years = {use.period.year for use in record.uses}
        return EvidenceChange("修改佐证", "", (EvidenceWrite(record.described(_tidy(details))),), years)

    return act


def withdrawing(record_id: str, use: EvidenceUse, reason: str) -> EvidenceAct:
    """The file proves this thing no more, in whatever way that was kept.

    Record, history and bytes stay; without any use it counts as withdrawn.
    """

    def act(book: EvidenceBook, today: date) -> EvidenceChange:
        record = _active(book, record_id)
        if len(reason.strip()) < REASON_LEAST:
            raise UserFacingError(Problem("evidence_reason_missing", "", {"title": record.title}))
        gone = tuple(held for held in record.uses if held in use.ways)
        if not gone:
            raise UserFacingError(Problem("evidence_not_here", "", {"title": record.title}))
        left = replace(record, uses=tuple(held for held in record.uses if held not in gone))
        return EvidenceChange("撤回佐证", reason.strip(), (EvidenceWrite(left, withdrawn=gone),), {use.period.year})

    return act


def _active(book: EvidenceBook, record_id: str) -> Evidence:
    record = book.with_id(record_id)
    if record is None or not record.active:
        raise UserFacingError(Problem("evidence_withdrawn", "", {"title": record.title if record else ""}))
    return record


def _tidy(details: Details) -> Details:
    title, reference, owner = (" ".join(text.split()) for text in (details.title, details.reference, details.owner))
    return replace(details, title=title, reference=reference, owner=owner)


def figures_of(result: IndicatorResult) -> tuple[FigureKey, ...]:
    """The figures that feed an indicator, each once."""
    return tuple(dict.fromkeys(used.key for part in result.parts for used in part.used))


def unproved_indicators(assessment: Assessment, book: EvidenceBook, day: date) -> tuple[IndicatorResult, ...]:
    """The scored indicators that apply and have no valid evidence, neither of their own nor of any of their figures."""
    found = []
    for result in assessment.scorecard:
        own = use_of_indicator(assessment.packs.scheme.id, result.indicator.number, assessment.year)
        uses = (own, *(use_of_figure(key) for key in figures_of(result)))
        scored = result.applicable and (result.full or result.bonus)
        if scored and len(unproved(uses, book, day)) == len(uses):
            found.append(result)
    return tuple(found)
