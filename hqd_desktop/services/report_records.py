"""What a report carries beside the numbers: earlier years, 整改, the hospital's own words and its choice of parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from hqd_desktop.domain.goals import Attained

PARTS = {
    "summary": "自评概况",
    "trends": "主要指标历年情况",
    "table": "指标完成情况",
    "goals": "本院目标完成情况",
    "losses": "失分分析",
    "rectification": "整改清单",
    "checks": "校核说明",
    "quarters": "按季调度",
    "tasks": "工作台账",
    "innovation": "创新举措",
    "exceptions": "不适用、直接填报和缺数",
    "evidence": "佐证材料目录",
}
ANNEXES = {"proofs": "得分证明", "rules": "赋分方案"}
ALL_PARTS = {**PARTS, **ANNEXES}
_PARAGRAPH = "paragraph."
_LINES = ("title", "subtitle", "note", "header")


@dataclass(frozen=True, slots=True)
class PastYear:
    """An earlier year by the present table and rules: the total, points by row, unrounded values by row and part.

    `goals` are those that had been set for that year, with what became of them.
    """

    year: int
    total: Decimal | None
    provisional: bool
    points: Mapping[str, Decimal]
    values: Mapping[tuple[str, str], Decimal]
    goals: Mapping[tuple[str, str], Attained] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rectification:
    """整改 of one row: what is to be done, by whom, until when; all of it in the hospital's own words."""

    measure: str = ""
    owner: str = ""
    due: str = ""


def place_of_row(pack: str, number: str) -> str:
    """Where the 整改 of a table's row is kept, so that another table's row of that number does not show it."""
    return f"{pack}:{number}"


def rows_of_table(kept: Mapping[str, Rectification], pack: str) -> dict[str, Rectification]:
    """整改 by the number of the row, of one table.

    Kept under a bare number by an earlier program it is shown for the row of that number of whichever table is open,
    until something, be it nothing, is written for that table's own row.
    """
    placed = {place.rpartition(":")[::2]: one for place, one in kept.items()}
    found = {number: one for wanted in ("", pack) for (of, number), one in placed.items() if of == wanted}
    return {number: one for number, one in found.items() if one != Rectification()}


@dataclass(frozen=True, slots=True)
class Wording:
    """A year's own words and choices: paragraphs by part, the parts left out, their order, cover, header, paper.

    `title` may have several lines; an empty text means the program's own. `order` may lack parts that came later.
    """

    paragraphs: Mapping[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    title: str = ""
    subtitle: str = ""
    note: str = ""
    header: str = ""
    large_table: bool = False  # A3 for the whole table
    single_proofs: bool = False  # each proof on a page of its own

    @property
    def parts(self) -> tuple[str, ...]:
        """All parts in the order chosen, annexes last; one the choice does not know follows its neighbour."""
        order = [key for key in dict.fromkeys(self.order) if key in ALL_PARTS]
        names = list(ALL_PARTS)
        for place, key in enumerate(names):
            if key not in order:
                order.insert(order.index(names[place - 1]) + 1 if place else 0, key)
        return (*(key for key in order if key in PARTS), *(key for key in order if key in ANNEXES))

    def texts(self) -> dict[str, str]:
        """The same as texts by place, as they are stored; every place is there, so that a text can be emptied."""
        kept = {name: getattr(self, name) for name in _LINES}
        kept["order"] = ",".join(self.order)
        kept["hidden"] = ",".join(key for key in ALL_PARTS if key in self.hidden)
        kept["paper"] = "A3" if self.large_table else ""
        kept["proofs"] = "single" if self.single_proofs else ""
        return kept | {f"{_PARAGRAPH}{key}": self.paragraphs.get(key, "") for key in ALL_PARTS}


def wording_from(texts: Mapping[str, str]) -> Wording:
    """What was stored; places that this program does not know are passed over."""
    return Wording(
        paragraphs={key: text for key in ALL_PARTS if (text := texts.get(f"{_PARAGRAPH}{key}", ""))},
        order=tuple(filter(None, texts.get("order", "").split(","))),
        hidden=frozenset(filter(None, texts.get("hidden", "").split(","))),
        large_table=texts.get("paper") == "A3",
        single_proofs=texts.get("proofs") == "single",
        **{name: texts.get(name, "") for name in _LINES},
    )
