"""The 占比 rows of a table (…的公立医院数 ÷ 公立医院总数) answered for a group of hospitals; it refuses to know points.

For one hospital such a row is a yes or no; the published 占比 is what a group answers. Which wording it is, and what
fulfils it, is read from the published text itself, so that a copied table keeps it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.numerals import PRECISION, normalise
from hqd_desktop.domain.scheme import Indicator, Scheme, Scope
from hqd_desktop.domain.scorecard import IndicatorResult, Scorecard

_DIVIDED = "公立医院数/公立医院总数"


class Criterion(StrEnum):
    """What the published text asks of a hospital to be counted; the value is that condition in words."""

    EVERY_YES = "落实（答“是”）"
    NOT_NEGATIVE = "收支差不小于 0"
    NOTHING = "该项负债为 0"


class Answer(StrEnum):
    """What a hospital answers, by the word that stands for it."""

    MET = "达到"
    NOT_MET = "未达到"
    OPEN = "未填"
    LEFT_OUT = "不适用"


@dataclass(frozen=True, slots=True)
class Share:
    """One 占比 row of a group. Those that answer 不适用 (another table, another class) are no part of it.

    Hospitals are in the group's order. 未填 counts in the total, as the published 总数 does, but neither way: then
    there is no share yet, only what it can still become.
    """

    indicator: Indicator
    criterion: Criterion
    answers: tuple[tuple[Hospital, Answer], ...]

    def those(self, answer: Answer) -> tuple[Hospital, ...]:
        """The hospitals that answer so."""
        return tuple(hospital for hospital, given in self.answers if given is answer)

    @property
    def numerator(self) -> int:
        """How many are known to fulfil it."""
        return len(self.those(Answer.MET))

    @property
    def denominator(self) -> int:
        """How many hospitals the row speaks of."""
        return len(self.answers) - len(self.those(Answer.LEFT_OUT))

    @property
    def complete(self) -> bool:
        """Whether all of them have answered."""
        return not self.those(Answer.OPEN)

    @property
    def percent(self) -> Decimal | None:
        """The share, unrounded; None while somebody has not answered, or where there is nobody."""
        return self._percent(self.numerator) if self.complete else None

    @property
    def lowest(self) -> Decimal | None:
        """What it is if none of the 未填 fulfils it."""
        return self._percent(self.numerator)

    @property
    def highest(self) -> Decimal | None:
        """What it is if all of the 未填 do."""
        return self._percent(self.numerator + len(self.those(Answer.OPEN)))

    def _percent(self, count: int) -> Decimal | None:
        if not self.denominator:
            return None
        with localcontext(PRECISION):
            return Decimal(count) * 100 / self.denominator


def criterion_of(indicator: Indicator) -> Criterion | None:
    """What a row asks to be counted; None for a row that is no share of hospitals, or whose condition is unknown."""
    text = normalise("".join(indicator.explanation.split())).replace("÷", "/")
    if _DIVIDED not in text or indicator.scope is Scope.REGION or len(indicator.parts) != 1:
        return None
    if indicator.parts[0].checklist:
        return Criterion.EVERY_YES
    if "≥0" in text:
        return Criterion.NOT_NEGATIVE
    return Criterion.NOTHING if text.startswith("无") else None


def answer_of(criterion: Criterion, result: IndicatorResult) -> Answer:
    """What a hospital's row answers; 不适用 where it is none of its rows, 未填 as long as its value is not known."""
    if not result.applicable:
        return Answer.LEFT_OUT
    (part,) = result.parts
    value, asked = part.value, len(part.conditions)
    if criterion is Criterion.EVERY_YES and any(holds is False for _, holds in part.conditions):
        return Answer.NOT_MET
    if value is None:
        return Answer.OPEN
    met = {
        Criterion.EVERY_YES: value == asked,
        Criterion.NOT_NEGATIVE: value >= 0,
        Criterion.NOTHING: value == 0,
    }[criterion]
    return Answer.MET if met else Answer.NOT_MET


def shares(scheme: Scheme, cards: Iterable[tuple[Hospital, Scorecard | None]]) -> Iterator[Share]:
    """Every 占比 row of a table, in its order. A hospital without a scorecard has not begun the year: it has 未填."""
    known = tuple(cards)
    for indicator in scheme:
        criterion = criterion_of(indicator)
        if criterion is not None:
            answers = tuple((hospital, _answer(indicator, criterion, scheme, card)) for hospital, card in known)
            yield Share(indicator, criterion, answers)


def _answer(indicator: Indicator, criterion: Criterion, scheme: Scheme, card: Scorecard | None) -> Answer:
    if card is None:
        return Answer.OPEN
    if card.scheme.id != scheme.id:
        return Answer.LEFT_OUT
    return answer_of(criterion, card.result(indicator.number))
