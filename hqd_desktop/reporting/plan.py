"""Which parts a report has, in which order and under which number; it refuses to know what is in them."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from hqd_desktop.domain.ruleset import LABEL
from hqd_desktop.services.report_records import ALL_PARTS, ANNEXES, Wording

_DIGITS = "一二三四五六七八九"
_WITH_POINTS = {"summary": "自评得分概况"}
_WITHOUT_POINTS = {"proofs": "各项指标计算过程"}
NEED_POINTS = frozenset({"losses", "rules"})


def ordinal(number: int) -> str:
    """1 to 99 as 一, 十, 十一, 二十."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens - 1]}十"
    return head + (_DIGITS[ones - 1] if ones else "")


@dataclass(frozen=True, slots=True)
class Plan:
    """The headings of the parts that are printed, in their order, and how the text refers to each."""

    headings: Mapping[str, str]
    references: Mapping[str, str]

    def see(self, key: str, words: str = "") -> str:
        """，见第五部分; nothing where that part is not printed. `words` go before it."""
        return f"{words}见{self.references[key]}" if key in self.references else ""


def make_plan(wording: Wording, with_points: bool, empty: Set[str]) -> Plan:
    """Number what is left when the parts that are hidden, empty or need points are taken out."""
    headings: dict[str, str] = {}
    references: dict[str, str] = {}
    own, annexes = 0, 0
    for key in wording.parts:
        if key in wording.hidden or key in empty or (key in NEED_POINTS and not with_points):
            continue
        title = (_WITH_POINTS if with_points else _WITHOUT_POINTS).get(key, ALL_PARTS[key])
        if key in ANNEXES:
            annexes += 1
            references[key] = f"附件 {annexes}"
            headings[key] = f"附件 {annexes}　{title}" + (f"（{LABEL}）" if key == "rules" else "")
        else:
            own += 1
            references[key] = f"第{ordinal(own)}部分"
            headings[key] = f"{ordinal(own)}、{title}"
    return Plan(headings, references)
