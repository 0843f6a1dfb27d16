"""佐证清单: a numbered place for the evidence of each row that applies; it refuses to know any file."""

from hqd_desktop.files.submission_sheets import Writing
from hqd_desktop.files.workbook_layout import EVIDENCE

HEADINGS = ("编号", "指标", "材料名称", "文号或日期", "页数", "存放位置", "备注")
WIDTHS = (9, 40, 40, 18, 8, 24, 20)


def write_evidence(writing: Writing) -> None:
    """Two numbered lines for each row."""
    page = writing.page(EVIDENCE, WIDTHS)
    page.heading("佐证清单", writing.subtitle())
    page.header_row(HEADINGS)
    for result in writing.card:
        if not result.applicable:
            continue
        for number in (1, 2):
            texts = (f"{result.indicator.number}-{number}", result.indicator.label if number == 1 else "")
            for column in range(len(HEADINGS)):
                style = writing.styles(locked=column < 2, **({"align": "center"} if column == 0 else {}))
                page.text(page.row, column, texts[column] if column < 2 else "", style)
            page.sheet.set_row(page.row, 22)
            page.row += 1
    writing.finish(page, len(HEADINGS))
