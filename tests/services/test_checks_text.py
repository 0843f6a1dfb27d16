"""What a check says: one sentence for every kind and state, the likeliest causes, and the question to ask."""

from decimal import Decimal

import pytest

from hqd_desktop.domain.checking import run_checks
from hqd_desktop.domain.checks import CheckKind, CheckResult, CheckState, Slip, SlipKind
from hqd_desktop.domain.figures import number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.checks_text import (
    STATE_TEXTS,
    amount,
    change_percent,
    check_sentence,
    likely_causes,
    question,
)
from hqd_desktop.services.records import Packs
from tests.fakes.complete_hospital import YEAR, complete_figures, hospital_of

D = Decimal
KEY = ("surplus", Period(YEAR))


def check(
    kind: CheckKind, state: CheckState, left: str | None = "12", right: str | None = "10", **fields: object
) -> CheckResult:
    sides = [None if side is None else D(side) for side in (left, right)]
    whole = {"unit": "元", "items": (KEY,), "department": "财务科", "causes": ("漏填。",), **fields}
    return CheckResult("k", "标题", kind, state, *sides, **whole)  # type: ignore[arg-type]


E, W, P, OK = CheckState.ERROR, CheckState.WARNING, CheckState.PENDING, CheckState.PASSED


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        (check(CheckKind.EQUAL, E), "标题：左边 12.00 元，右边 10.00 元，差 2.00 元。"),
        (check(CheckKind.EQUAL, E, "10", "12"), "标题：左边 10.00 元，右边 12.00 元，差 −2.00 元。"),
        (check(CheckKind.AT_MOST, E, unit="人"), "标题：左边 12 人，不应大于右边 10 人，超出 2 人。"),
        (check(CheckKind.RANGE, W, unit="%"), "标题：本年 12.00%，超出常见范围（界线 10.00%）。"),
        (check(CheckKind.RESTATED, E), "标题：本次填 12.00 元，锁定稿 10.00 元，差 2.00 元；计分一直用锁定稿。"),
        (check(CheckKind.RESTATED, E, None), "标题：本次填 —，锁定稿 10.00 元，差 —；计分一直用锁定稿。"),
        (check(CheckKind.RULE, W, "-17", "-10", unit="%"), "标题：本年 −17.00%，低于提醒线 −10.00%。"),
        (check(CheckKind.ENTERED, W), "标题：直接填报 12.00 元，按公式算得 10.00 元；计分用算得的数。"),
        (check(CheckKind.REPEATED, W, "10"), "标题：本年与上年都是 10.00 元，请确认不是照抄。"),
        (check(CheckKind.WRONG_UNIT, W, "1", "10000"), "标题：本年 1.00 元，上年 10,000.00 元，相差约一万倍。"),
        (
            check(CheckKind.JUMP, W, "15", "10", tolerance=D(30)),
            "标题：本年 15.00 元，上年 10.00 元，变化 +50.00%，超过提醒线 ±30%。",
        ),
        (check(CheckKind.EQUAL, OK, "10", "10", tolerance=D(1)), "标题：通过。"),
        (check(CheckKind.EQUAL, OK, "10.5", "10", tolerance=D(1)), "标题：通过，差 0.50 元，在尾差 1.00 以内。"),
        (check(CheckKind.AT_MOST, OK, "9", "10"), "标题：通过。"),
        (check(CheckKind.EQUAL, P, None, missing=(KEY,)), "标题：暂不能校核，缺 本期盈余（2025 年）。"),
        (check(CheckKind.EQUAL, P, None), "标题：暂不能校核，分母为 0。"),
        (
            check(CheckKind.JUMP, CheckState.EXPLAINED, "5", "10", tolerance=D(30), explanation="设备报废。"),
            "标题：本年 5.00 元，上年 10.00 元，变化 −50.00%，超过提醒线 ±30%。说明：设备报废。",
        ),
    ],
)
def test_sentences(packs: Packs, result: CheckResult, sentence: str) -> None:
    """Both sides with their unit, the difference, and the explanation that was given."""
    assert check_sentence(result, packs.catalogue) == sentence


@pytest.mark.parametrize(
    ("left", "right", "text"),
    [("15", "10", "+50.00%"), ("10", "15", "−33.33%"), ("10", "-5", "+300.00%"), ("-15", "-10", "−50.00%"),
     ("10", "10", "+0.00%"), (None, "10", "—"), ("10", None, "—"), ("10", "0", "—")],
)  # fmt: skip
def test_changes_in_percent(left: str | None, right: str | None, text: str) -> None:
    """Of last year's size, signed."""
    assert change_percent(check(CheckKind.JUMP, W, left, right)) == text


def test_amounts() -> None:
    """At least two places for money and percentages, at most four."""
    money, people = check(CheckKind.EQUAL, E), check(CheckKind.EQUAL, E, unit="人")
    assert [amount(money, D(text)) for text in ("1", "1.2345", "1.23456")] == ["1.00 元", "1.2345 元", "1.2346 元"]
    assert [amount(people, D("1")), amount(people, D("1.5")), amount(people, None)] == ["1 人", "1.5 人", "—"]


@pytest.mark.parametrize(
    ("result", "causes"),
    [
        (check(CheckKind.EQUAL, E), ("漏填。",)),
        (check(CheckKind.JUMP, W), ("漏填。",)),
        (check(CheckKind.JUMP, W, causes=()), ("业务确有较大变化，或单位、口径与上年不同。",)),
        (check(CheckKind.REPEATED, W), ("照抄了上年数。",)),
        (
            check(CheckKind.ENTERED, W),
            ("直接填报的数与原始数口径不同，或其中一个填错；原始数齐全时不必再填这个比率。",),
        ),
        (
            check(CheckKind.EQUAL, E, suspect=KEY, suggestion=D(120000)),
            ("本期盈余像是元、万元混填；若改为 120,000.00 元，就对得上。", "漏填。"),
        ),
    ],
)
def test_causes(packs: Packs, result: CheckResult, causes: tuple[str, ...]) -> None:
    """The best first, each once."""
    assert likely_causes(result, packs.catalogue) == causes


def test_the_cause_of_a_restatement(packs: Packs) -> None:
    """Is no mix of units, and says how to declare one."""
    (cause,) = likely_causes(check(CheckKind.RESTATED, E, causes=(), suspect=KEY, suggestion=D(1)), packs.catalogue)
    assert "上年调整数" in cause


def test_a_declared_restatement_says_both_numbers(packs: Packs) -> None:
    """上年调整数: no cause is guessed any more, the reason stands beside."""
    found = check(CheckKind.RESTATED, CheckState.EXPLAINED, causes=(), explanation="决算审计调整。")
    assert likely_causes(found, packs.catalogue) == ("上年调整数 12.00 元，锁定稿 10.00 元；计分一直用锁定稿。",)
    assert check_sentence(found, packs.catalogue) == (
        "标题：上年调整数 12.00 元，锁定稿 10.00 元，差 2.00 元；计分一直用锁定稿。说明：决算审计调整。"
    )


def test_whom_to_ask(packs: Packs) -> None:
    """The department, with the sentence."""
    assert question(check(CheckKind.EQUAL, E), packs.catalogue) == (
        "财务科：您好。标题：左边 12.00 元，右边 10.00 元，差 2.00 元。请核对后回复，谢谢。"
    )


def test_every_check_of_a_wrong_hospital_has_its_words(packs: Packs) -> None:
    """Whatever is wrong with it."""
    figures = {
        key: number(value) if figure.value else figure for value, (key, figure) in enumerate(complete_figures().items())
    }
    for given in (figures, complete_figures(), {}):
        for result in run_checks(packs.checkbook, packs.catalogue, hospital_of(), YEAR, given):
            sentence = check_sentence(result, packs.catalogue)
            assert sentence.startswith(result.title)
            assert sentence.endswith("。")
            assert "缺 。" not in sentence
            assert likely_causes(result, packs.catalogue)
            assert question(result, packs.catalogue).startswith(result.department)
    assert set(STATE_TEXTS) == set(CheckState)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (SlipKind.LEFT_OUT, "差额正好是结算差额（−6.00 元）：医疗收入像是漏加了它，补上就对得上。"),
        (SlipKind.TWICE, "差额正好是结算差额（−6.00 元）：医疗收入像是把它加了两次，减去就对得上。"),
        (SlipKind.SIGN, "差额正好是结算差额（−6.00 元）的两倍：它的正负号像是填反了。"),
    ],
)
def test_a_part_that_explains_the_difference_comes_first(packs: Packs, kind: SlipKind, words: str) -> None:
    """Before the causes that the check book names."""
    slip = Slip(kind, ("settlement_difference", Period(YEAR)), Decimal(-6))
    found = CheckResult("k", "医疗收入 = 门急诊收入 + 住院收入 + 结算差额", CheckKind.EQUAL, CheckState.ERROR,
                        Decimal(1), Decimal(2), "元", (), "财务科", ("口径不同。",), slip=slip)  # fmt: skip
    assert likely_causes(found, packs.catalogue) == (words, "口径不同。")
