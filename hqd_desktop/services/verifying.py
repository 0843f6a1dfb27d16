"""Looks at a package and names what was altered, is missing or was added; says whether its data give the same result.

Against somebody who makes the whole package anew, digests included, it proves nothing by itself: the seal and the data
digest are compared with what stands on the signed paper.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import FileRefused
from hqd_desktop.services.package_manifest import read_manifest
from hqd_desktop.services.package_ports import OpenPackage, Packages
from hqd_desktop.services.package_records import MANIFEST, Manifest, Member, MemberKind, Verdict
from hqd_desktop.services.ports import Tell
from hqd_desktop.services.records import Assessment
from hqd_desktop.services.rescoring import (
    Difference,
    figure_differences,
    read_object,
    result_of,
    row_differences,
    scored_again,
    total_differences,
)
from hqd_desktop.services.wording import total_label, total_text
from hqd_desktop.services.workbook_differences import said, workbook_differences

MANIFEST_LIMIT, JSON_LIMIT, WORKBOOK_LIMIT = 4 * 2**20, 8 * 2**20, 50 * 2**20
SHOWN = 200  # findings of one comparison that are told one by one


def verify_package(packages: Packages, path: Path, tell: Tell) -> Verdict:
    """What is not as it was made, in the order of the manifest; FileRefused when it is no package to be read at all.

    `tell` hears of each member before it is read and may raise errors.Cancelled.
    """
    with packages.open(path) as package:
        raw = package.read(MANIFEST, MANIFEST_LIMIT)
        manifest = read_manifest(raw, path.name) if raw is not None else None
        if manifest is None:
            raise FileRefused(Problem("package_manifest_damaged", "", {"name": path.name}))
        if isinstance(manifest, Problem):
            raise FileRefused(manifest)
        look = _Look(packages, package, manifest, tell)
        findings = [*look.members(), *look.workbook(), *look.data()]
        if not findings and not package.sealed():
            findings = [Problem("package_container", path.name)]
        again = look.again
        total = f"{total_label(again.scorecard)} {total_text(again.scorecard)}" if again else ""
        return Verdict(manifest, tuple(findings), total, look.rescored, package.seal)


@dataclass
class _Look:
    """One look at one package: what is good is found out first, the rest is compared with it."""

    packages: Packages
    package: OpenPackage
    manifest: Manifest
    tell: Tell
    rescored: bool = False
    again: Assessment | None = None

    def __post_init__(self) -> None:
        self._good: set[MemberKind] = set()

    def members(self) -> Iterator[Problem]:
        """The manifest itself, then each member that it lists, then what it does not list."""
        if not self.manifest.genuine:
            yield Problem("package_manifest_altered", MANIFEST)
        present, listed = set(self.package.names), {member.name for member in self.manifest.members}
        steps = len(self.manifest.members) + 1
        for step, member in enumerate(self.manifest.members):
            self.tell(step, steps, f"正在核对 {member.name}")
            if member.name not in present:
                yield Problem("package_member_missing", said(member.name))
                continue
            now = self.package.mark(member.name, lambda *_, at=step: self.tell(at, steps, "正在核对"))
            if now == member.mark:
                self._good.add(member.kind)
            elif now is None:
                yield Problem("package_member_damaged", said(member.name))
            else:
                yield Problem("package_member_altered", said(member.name))
        for name in self.package.names:
            if name not in listed and name != MANIFEST:
                yield Problem("package_member_added", said(name))
        self.tell(steps - 1, steps, "正在重算")

    def workbook(self) -> Iterator[Problem]:
        """Which cells of an altered workbook differ."""
        member = self.manifest.first(MemberKind.WORKBOOK)
        if member is None or MemberKind.WORKBOOK in self._good or member.name not in self.package.names:
            return
        was = self._read_cells()
        if was is None:
            yield Problem("package_cells_unknown", said(member.name))
            return
        raw = self.package.read(member.name, WORKBOOK_LIMIT)
        now = None if raw is None else self.packages.cells(raw, member.name)
        if now is None or isinstance(now, Problem):
            yield Problem("package_workbook_unreadable", said(member.name))
            return
        try:
            found = workbook_differences(was, now)
        except (
            LookupError,
            TypeError,
            ValueError,
            AttributeError,
            ArithmeticError,
        ):  # cells.json of somebody's own making
            yield Problem("package_cells_unknown", said(member.name))
            return
        yield from _first(found) if found else [Problem("package_cells_same", said(member.name))]

    def data(self) -> Iterator[Problem]:
        """Whether the snapshot is the one of the manifest and gives the recorded result."""
        again = scored_again(self._read(MemberKind.DATA))
        if again is None:
            yield Problem("package_data_unreadable", self._name(MemberKind.DATA))
            return
        self.again = again
        now = result_of(again)
        recorded = read_object(self._read(MemberKind.RESULT))
        items = {item.key: item.name for item in again.packs.catalogue}
        yield from self._heads(again)
        altered = list(self._recorded(recorded, now, items))
        yield from _first(altered)
        summed = list(total_differences(self.manifest.result, now))
        yield from (_again(MANIFEST, difference) for difference in summed)
        rows = [*total_differences(recorded, now), *row_differences(recorded, now)] if recorded else summed
        self.rescored = not summed and not rows and recorded is not None

    def _recorded(
        self, recorded: Mapping[str, Any] | None, now: Mapping[str, Any], items: Mapping[str, str]
    ) -> Iterator[Problem]:
        """result.json against the snapshot; the one of both whose bytes are good is what was."""
        if recorded is None:
            yield Problem("package_result_unreadable", self._name(MemberKind.RESULT))
            return
        data_altered = MemberKind.DATA not in self._good
        if data_altered:
            for difference in figure_differences(recorded.get("figures"), now["figures"], items):
                yield _field(self._name(MemberKind.DATA), difference)
        else:
            for difference in figure_differences(now["figures"], recorded.get("figures"), items):
                yield _field(self._name(MemberKind.RESULT), difference)
        if data_altered or MemberKind.RESULT in self._good:
            for difference in (*total_differences(recorded, now), *row_differences(recorded, now)):
                yield _again(self._name(MemberKind.RESULT), difference)
        else:
            for difference in (*total_differences(now, recorded), *row_differences(now, recorded)):
                yield _field(self._name(MemberKind.RESULT), difference)

    def _heads(self, again: Assessment) -> Iterator[Problem]:
        """What manifest and snapshot both say: hospital, year, digests."""
        manifest, hospital = self.manifest, again.hospital
        packs = {"catalogue": "数据项目录", "scheme": "评价指标表", "ruleset": "赋分方案"}
        kept: Sequence[tuple[str, object, object]] = (
            *((f"{title}摘要", manifest.packs[key].digest, again.packs.digests[key]) for key, title in packs.items()),
            ("评价指标表编号", manifest.packs["scheme"].id, again.packs.scheme.id),
            ("赋分方案编号", manifest.packs["ruleset"].id, again.packs.ruleset.id),
            ("医院名称", manifest.hospital.name, hospital.name),
            ("机构代码", manifest.hospital.code, hospital.code),
            ("级别", manifest.hospital.level, hospital.level),
            ("类别", manifest.hospital.type, hospital.type),
            ("年度", manifest.year, again.year),
            ("数据摘要", manifest.digest, again.digest),
        )
        for title, listed, found in kept:
            if listed != found:
                params = {"listed": said(listed), "found": said(found)}
                yield Problem("package_head", title, params)

    def _read_cells(self) -> Mapping[str, Any] | None:
        """What the cells were; only bytes that are as they were written say so."""
        raw = self._read(MemberKind.CELLS) if MemberKind.CELLS in self._good else None
        return None if raw is None else read_object(raw)

    def _read(self, kind: MemberKind) -> bytes | None:
        member = self.manifest.first(kind)
        return None if member is None else self.package.read(member.name, JSON_LIMIT)

    def _name(self, kind: MemberKind) -> str:
        member: Member | None = self.manifest.first(kind)
        return said(member.name if member else f"{kind.value}.json")


def _field(name: str, difference: Difference) -> Problem:
    facts = {"was": said(difference.was), "now": said(difference.now)}
    return Problem("package_field", f"{name} {said(difference.place)}", facts)


def _again(name: str, difference: Difference) -> Problem:
    facts = {"was": said(difference.was), "now": said(difference.now)}
    return Problem("package_rescored", f"{name} {said(difference.place)}", facts)


def _first(findings: Sequence[Problem]) -> Iterator[Problem]:
    """As many as anybody reads, and how many more there are."""
    yield from findings[:SHOWN]
    if len(findings) > SHOWN:
        yield Problem("package_more", "", {"count": str(len(findings) - SHOWN)})
