"""佐证清单: the registered files and what each proves, or numbered places to be filled by hand; it opens no file."""

from datetime import date

from hqd_desktop.domain.canonical import short_digest
from hqd_desktop.domain.evidence import Evidence
from hqd_desktop.files.submission_sheets import Writing
from hqd_desktop.files.workbook_layout import EVIDENCE
from hqd_desktop.files.workbook_style import GREY, SMALL, WARNING_INK, Page
from hqd_desktop.services.evidence_catalogue import Numbered, catalogue_of
from hqd_desktop.services.evidence_wording import day_text, seal_text, use_text

TITLE = "佐证清单"
PLACES = ("编号", "指标", "材料名称", "文号或日期", "页数", "存放位置", "备注")
PLACE_WIDTHS = (9, 40, 40, 18, 8, 24, 20)
HEADINGS = (
    "编号", "指标、数据项", "标题", "文号", "日期", "有效期至", "盖章", "页数", "责任人", "文件名", "摘要（前 12 位）",
)  # fmt: skip
WIDTHS = (9, 30, 32, 22, 12, 13, 9, 7, 11, 30, 18)
_CENTRED = frozenset({0, 4, 5, 6, 8, 10})
_SMALL_LETTERS = frozenset({1, 3, 9, 10})
_UNTIL, _PAGES = 5, 7


def write_evidence(writing: Writing) -> None:
    """One line for each registered file; where none is registered, two numbered places for each row that applies."""
    if writing.submission.evidence:
        _write_records(writing)
    else:
        _write_places(writing)


def _write_records(writing: Writing) -> None:
    page = writing.page(EVIDENCE, WIDTHS)
    page.heading(TITLE, writing.subtitle())
    page.header_row(HEADINGS)
    catalogue = catalogue_of(writing.assessment, writing.submission.evidence, writing.submission.prepared_on)
    for one in catalogue.own_files():
        _record(writing, page, one)
    count = len(writing.submission.evidence)
    told = (
        f"共登记 {count} 份；编号是指标序号和份数，登记的内容由本单位填写。摘要是文件内容的 SHA-256，改动一个字就不同。"
    )
    page.span(page.row, 0, len(HEADINGS) - 1, told, page.styles.bare(font_size=9, font_color=GREY, indent=1))
    page.sheet.set_row(page.row, 22)
    page.row += 1
    writing.finish(page, len(HEADINGS))


def _record(writing: Writing, page: Page, one: Numbered) -> None:
    record = one.record
    assessment, day = writing.assessment, writing.submission.prepared_on
    proves = "\n".join(use_text(use, assessment.packs, assessment.year) for use in record.uses)
    cells = (
        one.number, proves, record.title, record.reference, day_text(record.issued_on), _until(record, day),
        seal_text(record), "", record.owner, record.name, short_digest(record.digest),
    )  # fmt: skip
    for column, text in enumerate(cells):
        look: dict[str, object] = {"align": "center"} if column in _CENTRED else {}
        look |= {"font_size": 9} if column in _SMALL_LETTERS else {}
        look |= {"font_color": WARNING_INK} if column == _UNTIL and record.outdated(day) else {}
        page.text(page.row, column, text, page.styles(**look))
    if record.pages:
        page.sheet.write_number(page.row, _PAGES, record.pages, page.styles(align="right", num_format="0_ "))
    page.fit([
        (text, WIDTHS[column] * (SMALL if column in _SMALL_LETTERS else 1)) for column, text in enumerate(cells)
    ])  # fmt: skip
    page.row += 1


def _until(record: Evidence, day: date) -> str:
    """Its last day; said when that is past on the day of writing."""
    return f"{day_text(record.valid_until)}\n已过期" if record.outdated(day) else day_text(record.valid_until)


def _write_places(writing: Writing) -> None:
    page = writing.page(EVIDENCE, PLACE_WIDTHS)
    page.heading(TITLE, writing.subtitle())
    page.header_row(PLACES)
    for result in writing.card:
        if not result.applicable:
            continue
        for number in (1, 2):
            texts = (f"{result.indicator.number}-{number}", result.indicator.label if number == 1 else "")
            for column in range(len(PLACES)):
                style = writing.styles(locked=column < 2, **({"align": "center"} if column == 0 else {}))
                page.text(page.row, column, texts[column] if column < 2 else "", style)
            page.sheet.set_row(page.row, 22)
            page.row += 1
    writing.finish(page, len(PLACES))
