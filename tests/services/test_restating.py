"""A 上年调整数 is read from what was typed; tests of the whole act are in test_workspace."""

from dataclasses import replace
from decimal import Decimal

from hqd_desktop.domain.figures import Restatement, number
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.keeping import NEVER_DECLARED
from hqd_desktop.services.restating import read_restated
from hqd_desktop.services.workspace import View
from tests.services.conftest import YEAR

LAST = Period(YEAR - 1)


def test_read_and_refused(opened: View) -> None:
    """With its reason; the locked value itself needs none, and takes the declaration back."""
    view, key = replace(opened, locked_years=frozenset({YEAR - 1})), ("surplus", LAST)
    assert read_restated(view, key, number(9), "10", "审计调整床位数") == Restatement(
        number(10).value, "审计调整床位数"
    )
    assert read_restated(view, key, number(9), "9", "") == Restatement(Decimal(9), NEVER_DECLARED)
    for asked, text, reason, code in (
        (opened, "10", "审计调整床位数", "restatement_not_locked"),
        (view, "", "审计调整床位数", "number_blank"),
        (view, "12.3.4", "审计调整床位数", "number_unreadable"),
        (view, "10", "短", "restatement_reason"),
    ):
        answer = read_restated(asked, key, number(9), text, reason)
        assert isinstance(answer, Problem)
        assert answer.code == code
