"""佐证目录 in words: headings, cells, and the names of folders and files that an export has; texts only."""

from collections.abc import Mapping
from datetime import date

from hqd_desktop.domain.evidence_names import safe_folder, safe_name, suffix_of
from hqd_desktop.services.evidence_catalogue import Chapter, EvidenceCatalogue, Lack, Numbered
from hqd_desktop.services.evidence_wording import day_text, seal_text
from hqd_desktop.services.records import KeptFile

HEADINGS = ("编号", "材料名称", "文号", "日期", "有效期至", "盖章", "页数", "责任人")
HOW_NUMBERED = "编号是指标序号（或任务）和份数；一份材料证明几项的，文件只放一处，别处写“见”。"
_INNER = str.maketrans("“”", "‘’")  # quotes within quotes
_BARE = (Lack.NONE, Lack.ONLY_OUTDATED)
GAP_HEADINGS = ("指标或任务", "提供科室", "缺什么", "哪一份")


def chapter_text(chapter: Chapter) -> str:
    """18 平均住院日, 任务1.4 推进…: what stands over the files of a chapter."""
    return f"{chapter.mark}　{chapter.title}".rstrip("　")


def file_cells(one: Numbered, day: date) -> tuple[str, ...]:
    """What stands under HEADINGS; a file that lies elsewhere says where, one that is outdated says so."""
    record = one.record
    until = day_text(record.valid_until) + ("　已过期" if record.outdated(day) else "")
    notes = filter(
        None, (f"由“{one.via.translate(_INNER)}”" if one.via else "", "" if one.here else f"见 {one.lies_at}")
    )
    title = "　".join((record.title, *(f"（{note}）" for note in notes)))
    return (
        one.number, title, record.reference, day_text(record.issued_on), until, seal_text(record),
        str(record.pages or ""), record.owner,
    )  # fmt: skip


def gap_rows(catalogue: EvidenceCatalogue) -> tuple[tuple[str, ...], ...]:
    """What stands under GAP_HEADINGS."""
    return tuple((chapter_text(gap.chapter), gap.chapter.owner, gap.lack.value, gap.text) for gap in catalogue.gaps())


def summary_text(catalogue: EvidenceCatalogue) -> str:
    """How many files there are, and for how many rows and tasks valid ones are missing."""
    count = sum(1 for _ in catalogue.own_files())
    bare = {gap.chapter.mark: gap.chapter.task is not None for gap in catalogue.gaps() if gap.lack in _BARE}
    tasks = sum(bare.values())
    counts = ((len(bare) - tasks, "指标"), (tasks, "任务"))
    told = "、".join(f"{name} {number} 项" for number, name in counts if number)
    return f"共 {count} 份，{told}还没有有效的佐证" if told else f"共 {count} 份，各项都有有效的佐证"


def folder_name(chapter: Chapter) -> str:
    """09 县办中医医疗机构覆盖率: sorted as the table in every file manager, and safe on every system."""
    mark = chapter.mark.zfill(2) if chapter.mark.isdigit() else chapter.mark
    return safe_folder(f"{mark} {chapter.title}")


def export_name(catalogue: EvidenceCatalogue) -> str:
    """The name of the whole folder."""
    return safe_folder(f"{catalogue.hospital[:24]}_{catalogue.year}年度_佐证")


def places(catalogue: EvidenceCatalogue) -> Mapping[str, KeptFile]:
    """Every file by where it goes, folder/number title.suffix; in the order of the numbers."""
    return {
        f"{folder_name(chapter)}/{_file_name(one)}": KeptFile(one.record.digest, one.record.size, one.record.name)
        for chapter in catalogue.chapters
        for one in chapter.files
        if one.here
    }


def place_by_number(catalogue: EvidenceCatalogue) -> Mapping[str, str]:
    """Where each number lies, for the list inside the folder."""
    return {
        one.number: f"{folder_name(chapter)}/{_file_name(one)}"
        for chapter in catalogue.chapters
        for one in chapter.files
        if one.here
    }


def _file_name(one: Numbered) -> str:
    suffix = suffix_of(one.record.name)
    return safe_name(f"{one.number} {safe_folder(one.record.title)}{'.' if suffix else ''}{suffix}")
