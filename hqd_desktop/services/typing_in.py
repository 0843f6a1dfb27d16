"""What a person typed into a cell becomes a figure, or a problem with its reason; nothing is written here."""

import re
from dataclasses import replace
from decimal import Decimal

from hqd_desktop.domain.expression import evaluate
from hqd_desktop.domain.figures import BLANK, Figure, FigureState, not_applicable, number, words
from hqd_desktop.domain.formula import FormulaError, parse
from hqd_desktop.domain.items import Item, ItemKind
from hqd_desktop.domain.numerals import (
    MAX_PLACES,
    canonical_text,
    check_size,
    normalise,
    read_number,
    round_half_up,
)
from hqd_desktop.domain.problems import Problem

TYPED = "手工录入"
YES = frozenset({"是", "1", "有", "达到", "y", "Y", "√", "✓"})
NO = frozenset({"否", "0", "无", "未达到", "n", "N", "×", "✗"})
NOT_APPLICABLE_TEXT = "不适用"
MAX_WORDS = 4000
WHOLE_UNITS = {"级"}
_RATIO = re.compile(r"\d+(\.\d+)?\s*:\s*\d+(\.\d+)?", re.ASCII)
_GROUPED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:,\d{3})+(?![\d,])", re.ASCII)
_FUNCTION = re.compile(r"[^\W\d_]\s*\(")  # 最大(1,200): the comma parts two numbers


def read_typed(item: Item, text: str, before: Figure = BLANK, where: str = "") -> Figure | Problem:
    """The figure that `text` means for an item; its earlier note is kept.

    Blank text is a blank figure; `=52+38` is worked out; 不适用 needs a reason and is refused here unless the figure
    already has one.
    """
    plain = text.strip()
    where = where or item.name
    if not plain:
        return Figure(note=before.note if before.state is not FigureState.NOT_APPLICABLE else "", source=TYPED)
    if plain == NOT_APPLICABLE_TEXT:
        if before.state is FigureState.NOT_APPLICABLE and before.note:
            return before
        return Problem("figure_reason_missing", where, {"item": item.name})
    if item.kind is ItemKind.TEXT:
        if len(plain) > MAX_WORDS:
            return Problem("figure_words_too_long", where, {"limit": str(MAX_WORDS)})
        return replace(words(plain, source=TYPED), note=_kept_note(before))
    value = _condition(item, plain, where) if item.kind is ItemKind.YES_NO else _value(item, plain, where)
    if isinstance(value, Problem):
        return value
    bound = out_of_bounds(item, value, where)
    return bound or replace(number(value, source=TYPED), note=_kept_note(before))


def read_reason(item: Item, reason: str) -> Figure | Problem:
    """不适用 with its reason."""
    if not reason.strip():
        return Problem("figure_reason_missing", item.name, {"item": item.name})
    return not_applicable(reason.strip(), TYPED)


def out_of_bounds(item: Item, value: Decimal, where: str) -> Problem | None:
    """Why a value can never be right for an item, or None."""
    given = {"item": item.name, "text": canonical_text(value)}
    if item.minimum is not None and value < item.minimum:
        return Problem("figure_too_small", where, {**given, "limit": canonical_text(item.minimum)})
    if item.maximum is not None and value > item.maximum:
        return Problem("figure_too_large", where, {**given, "limit": canonical_text(item.maximum)})
    if item.unit in WHOLE_UNITS and value % 1:
        return Problem("figure_not_whole", where, given)
    return None


def _kept_note(before: Figure) -> str:
    return "" if before.state is FigureState.NOT_APPLICABLE else before.note


def _condition(item: Item, text: str, where: str) -> Decimal | Problem:
    if text in YES or normalise(text) in YES:
        return Decimal(1)
    if text in NO or normalise(text) in NO:
        return Decimal(0)
    return Problem("figure_not_yes_no", where, {"item": item.name, "text": text})


def _value(item: Item, text: str, where: str) -> Decimal | Problem:
    plain = normalise(text).replace("∶", ":")
    if item.unit == "%" and _RATIO.fullmatch(plain):
        plain = f"={plain.replace(':', '/')}*100"
    if not plain.startswith("="):
        return read_number(text, item.unit, where)
    try:
        body = plain[1:]
        if not _FUNCTION.search(body):
            body = _GROUPED.sub(lambda found: found[0].replace(",", ""), body)
        outcome = evaluate(parse(body, {}))
    except FormulaError as error:
        return Problem(error.problem.code, where, error.problem.params)
    if outcome.value is None:
        return Problem("figure_zero_division", where, {"text": text})
    return check_size(round_half_up(outcome.value, MAX_PLACES), text, where)
