"""Help for who writes a formula: names that fit what is being typed, and what is wrong with it or what it gives now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hqd_desktop.domain.expression import OutcomeKind
from hqd_desktop.domain.figures import Figures
from hqd_desktop.domain.formula import FUNCTIONS, LAST_YEAR, THIS_YEAR, FormulaError, parse, same_signs
from hqd_desktop.domain.items import Catalogue, Item, ItemKind
from hqd_desktop.domain.numerals import shown
from hqd_desktop.domain.values import Values
from hqd_desktop.services.finding import Finder
from hqd_desktop.services.messages import sentence
from hqd_desktop.services.wording import with_unit

MOST = 8
_SIGNS = "+-×÷^(),"
_PARTS = "、，,；;"


@dataclass(frozen=True, slots=True)
class Checked:
    """What may be said of a text: a sentence, where its fault begins (from 0, -1: none), and whether it will do."""

    told: str
    at: int = -1
    good: bool = True


def fragment(text: str, cursor: int, names_only: bool = False) -> tuple[int, str]:
    """What is being typed at the cursor, and where it begins: all since the last sign, without 上年 or 本年.

    In a list of names (`names_only`) the signs that part names end it, and no others.
    """
    plain = text[:cursor] if names_only else same_signs(text[:cursor])
    ends = _PARTS if names_only else _SIGNS
    start = max((plain.rfind(sign) for sign in ends), default=-1) + 1
    while start < cursor and plain[start].isspace():
        start += 1
    for word in () if names_only else (LAST_YEAR, THIS_YEAR):
        if plain.startswith(word, start):
            start += len(word)
    return start, text[start:cursor]


def candidates(typed: str, items: Iterable[Item], finder: Finder, functions: bool = True) -> tuple[str, ...]:
    """The names that fit, the nearest first: by characters, pinyin or its initials, short name, alias or account."""
    if not typed.strip() or typed.strip()[0].isdigit():
        return ()
    ranked: list[tuple[int, int, str]] = []
    for item in items:
        names = tuple(filter(None, (item.name, item.short, item.account, *item.aliases)))
        distance = finder.distance(typed, names)
        if distance is not None and item.kind is not ItemKind.TEXT:
            ranked.append((distance, len(item.name), item.name))
    for word in (*FUNCTIONS, LAST_YEAR) if functions else ():
        distance = finder.distance(typed, (word,))
        if distance is not None:
            ranked.append((distance, len(word), word))
    found = tuple(name for _, _, name in sorted(ranked)[:MOST])
    return () if found == (typed.strip(),) else found


def completed(text: str, cursor: int, name: str, names_only: bool = False) -> tuple[str, int]:
    """The text with a name in place of what was being typed, and where the cursor then stands."""
    start, _ = fragment(text, cursor, names_only)
    return text[:start] + name + text[cursor:], start + len(name)


def check_formula(text: str, catalogue: Catalogue, figures: Figures, year: int, unit: str, decimals: int) -> Checked:
    """What is wrong and where, or what the formula gives with this year's figures."""
    if not text.strip():
        return Checked("空着：不是公式。", good=False)
    try:
        expression = parse(text, catalogue.names)
    except FormulaError as error:
        place = int(error.problem.params.get("position", "1")) - 1
        return Checked(sentence(error.problem), place, False)
    outcome = Values(catalogue, figures, year).compute(expression)
    if outcome.value is not None:
        return Checked(f"{year} 年现在是 {with_unit(shown(outcome.value, decimals), unit)}")
    names = [("上年" if back else "") + catalogue[key].name for key, back in outcome.causes]
    words = {OutcomeKind.MISSING: "还缺", OutcomeKind.NOT_APPLICABLE: "不适用："}
    told = words.get(outcome.kind, "分母为 0：")
    return Checked(f"{year} 年现在算不出，{told}{'、'.join(names[:4]) or '结果太大'}")


def check_names(names: Sequence[str], catalogue: Catalogue, kind: ItemKind = ItemKind.YES_NO) -> Checked:
    """Whether each is the name of an item of that kind."""
    for name in names:
        item = catalogue.find(name)
        if item is None or item.kind is not kind:
            return Checked(f"“{name}”不是是否类数据项的名称。", 0, False)
    return Checked(f"{len(names)} 项条件")
