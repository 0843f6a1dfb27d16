"""指标计算: each value with its formula, the values put in, unrounded and as shown; both 口径; no points."""

from decimal import Decimal

from hqd_desktop.domain.numerals import canonical_text, round_half_up
from hqd_desktop.domain.proof import PartProof
from hqd_desktop.domain.scheme import Part
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult, ReferenceResult, Status
from hqd_desktop.domain.texts import BLANK_TEXT
from hqd_desktop.files.submission_sheets import Writing
from hqd_desktop.files.workbook_layout import COMPUTED
from hqd_desktop.files.workbook_style import GREY, SMALL, Page, number_format
from hqd_desktop.services.wording import class_text, part_text, ratio_text

HEADINGS = ("序号", "计算值", "口径", "公式", "代入数据", "未取整值", "本年", "上年", "单位", "备注")
WIDTHS = (6, 27, 8, 36, 44, 24, 14, 14, 10, 20)
MAX_DIGITS = 18


def write_computed(writing: Writing) -> None:
    """One row for each value, and one for each second 口径."""
    page = writing.page(COMPUTED, WIDTHS)
    page.heading("指标计算", writing.subtitle())
    page.header_row(HEADINGS)
    scheme = writing.assessment.packs.scheme
    for group in scheme.groups:
        results = [r for r in writing.card.of_group(group.key) if writing.submission.with_points or not r.bonus]
        if results:
            page.band(group.title, len(HEADINGS) - 1)
        for result in results:
            proof = writing.proof(result)
            for part, part_proof in zip(result.parts, proof.parts, strict=True):
                _part(writing, page, result, part, part_proof)
            for reference in result.references:
                _reference(writing, page, result, reference)
    writing.finish(page, len(HEADINGS))


def _part(writing: Writing, page: Page, result: IndicatorResult, part: PartResult, proof: PartProof) -> None:
    indicator = result.indicator
    idle = not result.applicable
    remark = "；".join(filter(None, (
        class_text(indicator) if idle else "",
        "直接填报" if part.direct else "",
        ratio_text(part.value) if part.part.as_ratio and part.value is not None else "",
        part_text(part) if part.value is None and not idle else "",
    )))  # fmt: skip
    put_in = "" if idle and part.value is None else proof.put_in
    unit = "条" if part.part.checklist else part.part.unit
    texts = (indicator.number, part.part.name, "本表", proof.formula, put_in)
    _texts(writing, page, texts, grey=idle)
    _values(writing, page, part, idle)
    for column, text in ((8, unit), (9, remark)):
        page.text(page.row, column, text, writing.styles(font_size=9, align="center", **_tone(idle)))
    page.fit([(text, WIDTHS[at] * SMALL) for at, text in enumerate((*texts, "", "", "", "", remark))])
    page.row += 1


def _values(writing: Writing, page: Page, part: PartResult, idle: bool) -> None:
    styles, row = writing.styles, page.row
    decimals = _decimals(part.part)
    number = styles(align="right", num_format=number_format(decimals), **_tone(idle))
    if part.value is None:
        word = "—" if idle or part.status is Status.REGION else part_text(part)
        page.text(row, 5, "—", styles(align="center", **_tone(True)))
        page.text(row, 6, word, styles(align="center", **_tone(idle or word != BLANK_TEXT)))
    else:
        page.text(row, 5, _unrounded(part.value), styles(font_size=9, align="right", **_tone(idle)))
        page.number(row, 6, round_half_up(part.value, decimals), number)
    if part.last is None:
        page.text(row, 7, "—", styles(align="center", **_tone(True)))
    else:
        page.number(row, 7, round_half_up(part.last, decimals), number)


def _reference(writing: Writing, page: Page, result: IndicatorResult, found: ReferenceResult) -> None:
    reference, styles, row = found.reference, writing.styles, page.row
    remark = f"仅供参考，不计分；{reference.note}"
    texts = (result.indicator.number, reference.name, "参考", reference.formula.text, "")
    _texts(writing, page, texts, grey=True)
    if found.value is None:
        for column in (5, 6):
            page.text(row, column, "—", styles(align="center", **_tone(True)))
    else:
        style = styles(align="right", num_format=number_format(reference.decimals), **_tone(True))
        page.text(row, 5, _unrounded(found.value), styles(font_size=9, align="right", **_tone(True)))
        page.number(row, 6, round_half_up(found.value, reference.decimals), style)
    for column, text in ((7, "—"), (8, reference.unit), (9, remark)):
        page.text(row, column, text, styles(font_size=9, align="center", **_tone(True)))
    page.fit([(text, WIDTHS[at] * SMALL) for at, text in enumerate((*texts, "", "", "", "", remark))])
    page.row += 1


def _texts(writing: Writing, page: Page, texts: tuple[str, ...], grey: bool) -> None:
    for column, text in enumerate(texts):
        centred = {"align": "center"} if column in (0, 2) else {}
        page.text(page.row, column, text, writing.styles(font_size=9 if column > 1 else 10, **centred, **_tone(grey)))


def _tone(grey: bool) -> dict[str, str]:
    return {"font_color": GREY} if grey else {}


def _unrounded(value: Decimal) -> str:
    """All digits, or the first 18 and … where a division does not end."""
    text = canonical_text(value).replace("-", "−")
    return text if len(text) <= MAX_DIGITS + 2 else f"{text[: MAX_DIGITS + 1]}…"


def _decimals(part: Part) -> int:
    return 0 if part.checklist else part.decimals
