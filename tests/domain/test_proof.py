"""The proof of each point: figures, formula with the values put in, rule, points, in the words that are printed."""

from decimal import Decimal

import pytest

from hqd_desktop.domain.expression import evaluate
from hqd_desktop.domain.figures import Figure, FigureKey, number
from hqd_desktop.domain.formula import parse
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.numerals import round_half_up
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.proof import Proof, proof_of
from hqd_desktop.domain.scorecard import Status
from hqd_desktop.domain.scoring import score
from hqd_desktop.services.records import Packs
from tests.fakes.complete_hospital import YEAR, complete_figures, hospital_of
from tests.fakes.shipped_packs import shipped_packs
from tests.fakes.tiny_pack import part, row, rule, tiny_card, tiny_catalogue, tiny_figures


def proof(number_: str, swapped: dict[FigureKey, Figure] | None = None, hospital: Hospital | None = None) -> Proof:
    packs = shipped_packs()
    figures = complete_figures() | (swapped or {})
    card = score(packs.scheme, packs.ruleset, packs.catalogue, hospital or hospital_of(), YEAR, figures)
    return proof_of(card.result(number_), card, packs.catalogue, figures)


def tiny(rows: list[dict[str, object]], rules: list[dict[str, object]], given: dict[str, object]) -> Proof:
    card = tiny_card(rows, rules, given)
    return proof_of(card.results[0], card, tiny_catalogue(), tiny_figures(given))


def test_four_steps_as_text() -> None:
    """Row 29, to the letter."""
    assert proof("29").text() == "\n".join(
        [
            "29 公立医院医护比",
            "自定赋分“示例赋分方案 1.0 版”",
            "【医护比】",
            "  数据：执业（助理）医师数 2025 年 512 人〔卫生健康统计年报·人事科〕",
            "  数据：注册护士数 2025 年 806 人〔卫生健康统计年报·护理部〕",
            "  公式：医生总数 ÷ 护士总数 × 100%",
            "  代入：512 ÷ 806 × 100% ≈ 63.52%（1:1.57）",
            "  规则：不高于 50% 的得满分 4 分；超出时按 50% ÷ 实际值折算。",
            "  得分：4 × 50.00 ÷ 63.523573…",
            "3.148438 → 3.15 分（满分 4.00 分）。",
            "口径提示：公布公式得出百分比，目标却写作 1:2；两种写法并列显示，1:2 即 50%。",
            (
                "国考口径医护比（每名医师对应的护士数）：1.57（注册护士数 ÷ 执业（助理）医师数；"
                "待按当年手册核对；写作 1:x，数值即 x；仅供参考，不计分）"
            ),
        ]
    )


def test_every_row_of_every_state_has_a_proof(packs: Packs) -> None:
    """Complete and empty hospitals alike, without an exception."""
    for figures in (complete_figures(), {}):
        for hospital in (hospital_of(), hospital_of("二级", "综合")):
            card = score(packs.scheme, packs.ruleset, packs.catalogue, hospital, YEAR, figures)
            for result in card:
                found = proof_of(result, card, packs.catalogue, figures)
                assert found.label == "自定赋分“示例赋分方案 1.0 版”"
                assert found.result.endswith("。")
                assert len(found.parts) == len(result.parts)


def test_values_put_in_give_the_value(packs: Packs) -> None:
    """Reading back what is printed and computing it gives the printed value, for every plain formula."""
    figures = complete_figures()
    card = score(packs.scheme, packs.ruleset, packs.catalogue, hospital_of(), YEAR, figures)
    checked = 0
    for result in card:
        for part_result, part_proof in zip(
            result.parts, proof_of(result, card, packs.catalogue, figures).parts, strict=True
        ):
            if part_result.part.formula is None or "…" in part_proof.put_in:
                continue
            sum_text = part_proof.put_in.split(" ＝ ")[0].split(" ≈ ")[0].replace(",", "")
            value = evaluate(parse(sum_text, {})).value
            assert value is not None
            assert part_result.value is not None
            places = part_result.part.decimals
            assert round_half_up(value, places) == round_half_up(part_result.value, places)
            checked += 1
    assert checked >= 25


def test_departments_of_the_hospital_go_first(packs: Packs) -> None:
    """Where they differ from the pack's."""
    figures = complete_figures()
    card = score(packs.scheme, packs.ruleset, packs.catalogue, hospital_of(), YEAR, figures)
    found = proof_of(card.result("29"), card, packs.catalogue, figures, {"physicians": "医师办"})
    assert [figure.department for figure in found.parts[0].figures] == ["医师办", "护理部"]


def test_figures_of_a_derived_item() -> None:
    """The item says from what it was computed; an entered one says so."""
    first, *_ = proof("21").parts[0].figures
    assert (first.name, first.text) == ("门诊次均费用", "415.369869 元")
    assert first.remark == "由 门急诊收入 ÷ 门急诊人次数 算得"
    entered = tiny([row("1", part("ab"))], [rule("1")], {"ab": number(12, "财政局公布")})
    (figure,) = entered.parts[0].figures
    assert figure.remark == "直接填报；财政局公布"
    broken = tiny([row("1", part("ab"))], [rule("1")], {"a": 1, "b": 0}).parts[0]
    assert [figure.text for figure in broken.figures] == ["缺", "1 元", "0 元"]


def test_an_entered_ratio_is_put_in_as_such() -> None:
    """Not as a formula of blanks."""
    found = tiny([row("1", part("a ÷ b", direct="h"))], [rule("1")], {"h": 12}).parts[0]
    assert found.put_in == "直接填报 h ＝ 12.00%"
    assert [figure.name for figure in found.figures] == ["h"]
    waived = tiny([row("1", part("a ÷ b", direct="h"), not_applicable="whole")], [rule("1")], {"h": "无此业务"})
    assert waived.parts[0].put_in == "直接填报 h"
    computed = tiny([row("1", part("a ÷ b", direct="h"))], [rule("1")], {"a": 24, "b": 2, "h": 9}).parts[0]
    assert computed.put_in == "24 ÷ 2 ＝ 12.00%"


@pytest.mark.parametrize(
    ("given", "put_in"),
    [
        ({"a": 1, "b": 3}, "1 ÷ 3 ≈ 0.33%"),
        ({"a": 1}, "1 ÷ 〔缺〕"),
        ({"a": 1, "b": "停业"}, "1 ÷ 〔不适用〕"),
        ({"a": 1, "b": 0}, "1 ÷ 0"),
        ({"a": -1, "b": 2}, "（−1） ÷ 2 ＝ −0.50%"),
        ({"a": "0.123456", "b": 1}, "0.123456 ÷ 1 ≈ 0.12%"),
    ],
)
def test_values_put_in(given: dict[str, object], put_in: str) -> None:
    """A hole is named; = where nothing was rounded, ≈ where something was."""
    given = {key: number(value) if isinstance(value, str) and "." in value else value for key, value in given.items()}
    assert tiny([row("1", part("a ÷ b"))], [rule("1")], given).parts[0].put_in == put_in


def test_a_derived_value_that_cannot_be_computed() -> None:
    """Inside another formula."""
    found = tiny([row("1", part("ab + c"))], [rule("1")], {"a": 1, "b": 0, "c": 5}).parts[0]
    assert found.put_in == "〔不可计算〕 + 5"
    long = tiny([row("1", part("ab + c"))], [rule("1")], {"a": 1, "b": 3, "c": 5}).parts[0]
    assert long.put_in == "0.333333… + 5 ≈ 5.33%"


def test_conditions_are_counted() -> None:
    """With those that were not answered."""
    rows = [row("1", part(checklist=["yes1", "yes2", "yes3"]))]
    found = tiny(rows, [rule("1", "checklist")], {"yes1": 1, "yes2": 0}).parts[0]
    assert found.formula == "达到的条件数：yes1、yes2、yes3"
    assert found.put_in == "3 项条件中达到 1 项，1 项未填"
    whole = tiny(rows, [rule("1", "checklist")], {"yes1": 1, "yes2": 0, "yes3": 1}).parts[0]
    assert whole.put_in == "3 项条件中达到 2 项 ＝ 2/3 条"


HALVES = [part("a", "x"), part("b", "y")]
BOTH = [
    {"indicator": "1", "full": "4", "part": [
        {"part": key, "kind": "threshold", "full": "2", "direction": "at_least", "limit": "10"} for key in "xy"
    ]}
]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "allowed", "result"),
    [
        ({"a": 10, "b": 1}, "half", "2 ＋ 0 ＝ 2 → 2.00 分（满分 4.00 分）。"),
        ({"a": 10, "b": "无"}, "half", "2 ＋ 0 ＝ 2，另一半不适用，按满分折算 → 4.00 分（满分 4.00 分）。"),
        ({"a": 10}, "half", "2 ＋ 0 ＝ 2 → 2.00 分（满分 4.00 分，未定 2.00 分）。"),
        ({"a": "无", "b": "无"}, "whole", "不计分，满分已从适用满分中去掉。"),
    ],
)
def test_how_the_row_comes_to_its_points(given: dict[str, object], allowed: str, result: str) -> None:
    """Halves added, the whole carried, what is open named."""
    assert tiny([row("1", *HALVES, not_applicable=allowed)], BOTH, given).result == result


def test_other_endings() -> None:
    """Rows of others, monitored rows, the bonus."""
    assert proof("1").result == "不计分。"
    assert proof("1").parts[0].rule == "不评价本院。"
    assert proof("1").parts[0].points == ""
    assert proof("12").result == "监测，不计分。"
    assert proof("八").result == "加分 3.00 分（上限 4.00 分）。"
    assert proof("10", hospital=hospital_of("三级", "综合")).result == "不计分。"


def test_references_without_their_figures() -> None:
    """Say so."""
    empty = {("drg_weight", Period(YEAR)): Figure(), ("drg_cases", Period(YEAR)): Figure()}
    assert proof("12", empty).references[0].startswith("国考口径 CMI（DRG）：所需数据未填（")


def test_notes_are_shown_with_their_figures() -> None:
    """The reason of 不适用 too."""
    found = tiny([row("1", part("a"))], [rule("1")], {"a": "大修停业"})
    assert found.parts[0].figures[0].text == "不适用"
    assert "不适用（大修停业）" in found.text()


def test_last_year_is_shown() -> None:
    """Beside this year's value."""
    found = proof("18").parts[0]
    assert (found.value, found.last) == ("8.30 日", "8.52 日")
    assert Decimal(found.points) == 4
    assert proof("18", {("discharges", Period(YEAR)): number(0)}).parts[0].value == "—"
    assert Status.SCORED.value == "scored"
