"""基础数据 and 季度台账: every figure as it was given, in the layout that the reader knows."""

from collections.abc import Sequence

from hqd_desktop.domain.figures import BLANK, Figure, FigureKey, FigureState
from hqd_desktop.domain.items import Item, ItemKind
from hqd_desktop.domain.numerals import decimal_places
from hqd_desktop.domain.periods import Period, quarters
from hqd_desktop.domain.texts import BLANK_TEXT, figure_text
from hqd_desktop.files.figure_gatherer import UNITLESS
from hqd_desktop.files.submission_sheets import Writing, point_items
from hqd_desktop.files.workbook_layout import (
    FIGURES,
    QUARTERS,
    Head,
    join_quarter_notes,
    note_heading,
    value_heading,
)
from hqd_desktop.files.workbook_style import GREY, MISSING_INK, MISSING_TINT, SMALL, Page, number_format
from hqd_desktop.services.asked_items import by_group, depth_of, required_items
from hqd_desktop.services.records import Assessment, Submission


def write_figures(writing: Writing) -> None:
    """基础数据: this year and last year; the year before stands outside the print area when anything is known of it."""
    year = writing.assessment.year
    items = _chosen(writing.submission, quarterly=False)
    printed = (Period(year), Period(year - 1))
    behind = _behind(writing.submission, items)
    widths = (34, 8, 20, 20, 18, 11, 26, 26, 4, *((20, 26) if behind else ()))
    page = writing.page(FIGURES, widths)
    headings = [
        Head.ITEM, Head.UNIT, *(value_heading(p, year) for p in printed), Head.SOURCE, Head.DEPARTMENT,
        *(note_heading(p, year) for p in printed), Head.KEY,
        *(text for p in behind for text in (value_heading(p, year), note_heading(p, year))),
    ]  # fmt: skip
    page.heading("基础数据", writing.subtitle(), 8)
    page.header_row(headings)
    for group, members in by_group(items):
        page.band(group, 7)
        for item in members:
            _yearly(writing, page, item, (*printed, *behind))
            page.row += 1
    page.sheet.set_column(8, 8, 4, None, {"hidden": True})
    writing.finish(page, 8)


def write_quarters(writing: Writing) -> None:
    """季度台账: the four quarters of the year; those of earlier years below, when anything is known of them."""
    year = writing.assessment.year
    items = _chosen(writing.submission, quarterly=True)
    page = writing.page(QUARTERS, (34, 8, 17, 17, 17, 17, 32, 11, 4))
    page.heading("季度台账", writing.subtitle(), 8)
    known = _earlier_years(writing.assessment)
    if known:  # this year's headings would stand over the quarters of another
        page.sheet.repeat_rows(0, page.row - 1)
    for shown_year in (year, *sorted(known, reverse=True)):
        periods = quarters(shown_year)
        headings = [
            Head.ITEM, Head.UNIT, *(value_heading(p, year) for p in periods), note_heading(periods[0], year),
            Head.DEPARTMENT, Head.KEY,
        ]  # fmt: skip
        page.header_row(headings, repeat=not known)
        chosen = items if shown_year == year else _known(writing.assessment, items, periods)
        for group, members in by_group(chosen):
            page.band(group, 7)
            for item in members:
                _quarterly(writing, page, item, periods)
                page.row += 1
        page.row += 1
    page.sheet.set_column(8, 8, 4, None, {"hidden": True})
    writing.finish(page, 8)


def figure_places(submission: Submission) -> frozenset[FigureKey]:
    """Every item and period that has a cell on one of the two sheets."""
    assessment = submission.assessment
    year = assessment.year
    yearly, quarterly = _chosen(submission, quarterly=False), _chosen(submission, quarterly=True)
    years = (Period(year), Period(year - 1), *_behind(submission, yearly))
    found = {(item.key, period) for item in yearly for period in years}
    found |= {(item.key, period) for item in quarterly for period in quarters(year)}
    for earlier in _earlier_years(assessment):
        periods = quarters(earlier)
        found |= {(item.key, period) for item in _known(assessment, quarterly, periods) for period in periods}
    return frozenset(found)


def _behind(submission: Submission, items: Sequence[Item]) -> tuple[Period, ...]:
    """The year before last, when anything is known of it."""
    before = Period(submission.assessment.year - 2)
    return (before,) if any((item.key, before) in submission.assessment.figures for item in items) else ()


def _earlier_years(assessment: Assessment) -> set[int]:
    return {period.year for _, period in assessment.figures if period.quarter and period.year < assessment.year}


def _known(assessment: Assessment, items: Sequence[Item], periods: Sequence[Period]) -> list[Item]:
    return [item for item in items if any((item.key, period) in assessment.figures for period in periods)]


def _chosen(submission: Submission, quarterly: bool) -> Sequence[Item]:
    """The items that must be given, and whatever else was given."""
    assessment = submission.assessment
    catalogue = assessment.packs.catalogue
    wanted = set(required_items(assessment.packs.scheme, catalogue, assessment.hospital))
    given = assessment.figures.items()
    wanted |= {key for (key, _), figure in given if figure.state is not FigureState.BLANK or figure.note}
    if not submission.with_points:
        wanted -= point_items(assessment.scorecard)
    return [item for item in catalogue if item.key in wanted and item.quarterly is quarterly]


def _yearly(writing: Writing, page: Page, item: Item, periods: Sequence[Period]) -> None:
    styles, row = writing.styles, page.row
    depth = _name_and_unit(writing, page, item)
    columns = ((2, 6), (3, 7), (9, 10))
    texts = [(item.name, page.widths[0] - 2 - 2 * depth)]
    for period, (at, note_at) in zip(periods, columns, strict=False):
        key = (item.key, period)
        figure = writing.assessment.figures.get(key, BLANK)
        _figure(writing, page, at, item, key)
        page.text(row, note_at, figure.note, styles(font_size=9))
        texts += [(figure.note, page.widths[note_at] * SMALL), (figure.text, page.widths[at])]
    page.text(row, 4, item.source, styles(font_size=9, align="center", font_color=GREY))
    page.text(row, 5, writing.department(item.key), styles(font_size=9, align="center", font_color=GREY))
    page.text(row, 8, item.key, styles.bare(font_color="#FFFFFF", text_wrap=False))
    page.fit(texts, lowest=20)


def _quarterly(writing: Writing, page: Page, item: Item, periods: Sequence[Period]) -> None:
    styles, row = writing.styles, page.row
    depth = _name_and_unit(writing, page, item)
    texts = [(item.name, page.widths[0] - 2 - 2 * depth)]
    notes = {}
    for at, period in enumerate(periods, 2):
        key = (item.key, period)
        figure = writing.assessment.figures.get(key, BLANK)
        _figure(writing, page, at, item, key)
        notes[period.quarter] = figure.note
        texts.append((figure.text, page.widths[at] * SMALL))
    note = join_quarter_notes(notes)
    page.text(row, 6, note, styles(font_size=9))
    page.text(row, 7, writing.department(item.key), styles(font_size=9, align="center", font_color=GREY))
    page.text(row, 8, item.key, styles.bare(font_color="#FFFFFF", text_wrap=False))
    page.fit([*texts, (note, page.widths[6] * SMALL)], lowest=20)


def _name_and_unit(writing: Writing, page: Page, item: Item) -> int:
    depth = depth_of(item, writing.catalogue)
    page.text(page.row, 0, item.name, writing.styles(indent=1 + depth))
    unit = item.unit or UNITLESS[item.kind][1]
    page.text(page.row, 1, unit, writing.styles(align="center", font_size=9, font_color=GREY))
    return depth


def _figure(writing: Writing, page: Page, column: int, item: Item, key: FigureKey) -> None:
    """A number as a number, words as words, 缺 only where it is missed."""
    styles, row = writing.styles, page.row
    writing.cells.placed(key, page.address(row, column))
    figure: Figure = writing.assessment.figures.get(key, BLANK)
    if figure.state is FigureState.BLANK:
        missing = key in writing.assessment.missing
        style = styles(align="center", font_color=MISSING_INK, bg_color=MISSING_TINT) if missing else styles()
        page.text(row, column, BLANK_TEXT if missing else "", style)
    elif figure.state is FigureState.NUMBER and figure.value is not None and item.kind is ItemKind.NUMBER:
        places = max(item.decimals, decimal_places(figure.value))
        page.number(row, column, figure.value, styles(align="right", num_format=number_format(places)))
    elif figure.state is FigureState.TEXT:
        page.text(row, column, figure.text, styles(font_size=9))
    else:
        grey = {"font_color": GREY} if figure.state is FigureState.NOT_APPLICABLE else {}
        page.text(row, column, figure_text(item, figure), styles(align="center", **grey))
