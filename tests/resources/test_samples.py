"""The sample hospitals are complete and consistent, recomputed here from the CSV alone."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest

from hqd_desktop import paths
from hqd_desktop.domain.asking import required
from hqd_desktop.domain.checking import run_checks
from hqd_desktop.domain.checks import CheckBook
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.ruleset import RuleSet
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.domain.scorecard import Scorecard, Status
from hqd_desktop.domain.scoring import score

FILES = ("sample-tertiary.csv", "sample-secondary.csv")
YEARS = ("2023", "2024", "2025")
FOUR = ("药品收入", "卫生材料收入", "检查收入", "化验收入")
SUMS = {
    "总收入": (
        "财政拨款收入 事业收入 上级补助收入 附属单位上缴收入 经营收入 非同级财政拨款收入 "
        "投资收益 捐赠收入 利息收入 租金收入 其他收入"
    ),
    "事业收入": "医疗收入 科教收入",
    "科教收入": "科研收入 教学收入",
    "医疗收入": "门急诊收入 住院收入 结算差额",
    "门急诊收入": (
        "门急诊挂号收入 门急诊诊察收入 门急诊检查收入 门急诊化验收入 门急诊治疗收入 门急诊手术收入 "
        "门急诊卫生材料收入 门急诊药品收入 门急诊其他收入"
    ),
    "住院收入": (
        "住院床位收入 住院诊察收入 住院检查收入 住院化验收入 住院治疗收入 住院手术收入 住院护理收入 "
        "住院卫生材料收入 住院药品收入 住院其他收入"
    ),
    **{name: f"门急诊{name} 住院{name}" for name in FOUR},
    **{half + "药品收入": f"{half}西药收入 {half}中成药收入 {half}中药饮片收入" for half in ("门急诊", "住院")},
    "费用总额": "业务活动费用 管理费用 经营费用 资产处置费用 上缴上级费用 对附属单位补助费用 所得税费用 其他费用",
    "人员费用": (
        "业务活动费用中的工资福利费用 业务活动费用中的对个人和家庭的补助费用 "
        "管理费用中的工资福利费用 管理费用中的对个人和家庭的补助费用"
    ),
    "基本建设和设备购置非流动负债": "基建和设备购置长期借款 基建和设备购置长期应付款",
}  # fmt: skip
ORDER = (
    ("四级手术台次数", "出院患者手术台次数"),
    ("出院患者手术台次数", "出院人次数"),
    ("中医类别执业（助理）医师数", "执业（助理）医师数"),
    ("执业（助理）医师数", "卫生技术人员数"),
    ("按病种付费住院参保人员数", "住院参保人员数"),
    ("门诊应用中药饮片人次数", "门诊总人次数"),
    ("出院应用中药饮片人次数", "出院人次数"),
    ("分析病例数", "出院人次数"),
    ("绩效工资（含奖金）总额", "在职职工工资性收入总额"),
    ("人员费用", "费用总额"),
)  # fmt: skip


@pytest.fixture(params=FILES)
def rows(request: pytest.FixtureRequest, read_csv: Any) -> list[dict[str, str]]:
    """All rows of a sample."""
    return read_csv(paths.resources() / "samples" / request.param)


@pytest.fixture
def amounts(rows: list[dict[str, str]]) -> dict[str, dict[str, Decimal]]:
    """Numbers by year and name; 不适用 counts 0, as sum checks ask."""
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in rows:
        if "Q" in row["period"]:
            continue
        found[row["period"]][row["item"]] = Decimal(0) if row["value"] == "不适用" else Decimal(row["value"])
    return found


def test_three_years(amounts: dict[str, dict[str, Decimal]]) -> None:
    """Each year has the same figures."""
    assert tuple(amounts) == YEARS
    assert len({frozenset(year) for year in amounts.values()}) == 1


@pytest.mark.parametrize("year", YEARS)
def test_identities_hold_to_the_cent(amounts: dict[str, dict[str, Decimal]], year: str) -> None:
    """Sums of lines, 盈余, and money with two decimals at most."""
    own = amounts[year]
    for total, parts in SUMS.items():
        assert own[total] == sum((own[part] for part in parts.split()), Decimal(0)), (year, total)
    assert own["本期盈余"] == own["总收入"] - own["费用总额"]
    assert all(abs(value).as_tuple().exponent >= -2 for value in own.values())


@pytest.mark.parametrize("year", YEARS)
def test_order_holds(amounts: dict[str, dict[str, Decimal]], year: str) -> None:
    """Nothing is larger than what it is part of."""
    own = amounts[year]
    for small, large in ORDER:
        assert own[small] <= own[large], (year, small)
    assert own["分析病例数"] >= own["出院人次数"] * Decimal("0.8")
    assert sum(own[name] for name in FOUR) <= own["医疗收入"]


@pytest.mark.parametrize("year", YEARS)
def test_magnitudes(amounts: dict[str, dict[str, Decimal]], year: str) -> None:
    """Averages and shares as domain facts say they are."""
    own = amounts[year]
    tertiary = own["实有床位数"] > 1000
    outpatient, stay = own["门急诊收入"] / own["门急诊人次数"], own["出院者占用总床日数"] / own["出院人次数"]
    discharge = own["出院患者医药费用总额"] / own["出院人次数"]
    service = 1 - sum(own[name] for name in FOUR) / own["医疗收入"]
    assert (350 < outpatient < 450) if tertiary else (220 < outpatient < 280)
    assert (12000 < discharge < 14000) if tertiary else (5500 < discharge < 7000)
    assert Decimal("0.28") < service < Decimal("0.36")
    assert 7 < stay < 9
    assert Decimal("0.35") < own["人员费用"] / own["费用总额"] < Decimal("0.43")


@pytest.fixture
def sample(request: pytest.FixtureRequest) -> dict[str, Any]:
    """One entry of samples.toml."""
    import tomllib

    text = (paths.resources() / "samples" / "samples.toml").read_text(encoding="utf-8")
    return next(entry for entry in tomllib.loads(text)["sample"] if entry["file"] == request.param)


@pytest.fixture
def scored(
    sample: dict[str, Any], read_csv: Any, figures_of: Any, scheme: Scheme, ruleset: RuleSet, catalogue: Catalogue
) -> tuple[Hospital, Scorecard, Scorecard]:
    """The hospital with its last year and the year before, scored."""
    hospital = Hospital(sample["name"], sample["level"], sample["type"], sample["code"])
    figures = figures_of(read_csv(paths.resources() / "samples" / sample["file"]))
    last, before = (score(scheme, ruleset, catalogue, hospital, sample["year"] - back, figures) for back in (0, 1))
    return hospital, last, before


@pytest.mark.parametrize("sample", FILES, indirect=True)
def test_nothing_is_missing(
    scored: tuple[Hospital, Scorecard, Scorecard], scheme: Scheme, ruleset: RuleSet, catalogue: Catalogue, read_csv: Any
) -> None:
    """Two years without a missing figure, region rows filled, and the name says 示例."""
    hospital, last, before = scored
    assert "示例" in hospital.name
    assert last.missing == before.missing == ()
    assert all(r.status not in (Status.MISSING, Status.NOT_COMPUTABLE) for r in (*last, *before))
    asked = {catalogue[key].name for key in required(scheme, ruleset, catalogue, hospital)}
    for file in FILES:
        for year in YEARS:
            given = {r["item"] for r in read_csv(paths.resources() / "samples" / file) if r["period"][:4] == year}
            assert asked - given == set()
    assert all(part.value is not None for r in last if r.status is Status.REGION for part in r.parts)


@pytest.mark.parametrize("sample", FILES, indirect=True)
def test_a_newcomer_sees_every_kind_of_result(scored: tuple[Hospital, Scorecard, Scorecard]) -> None:
    """Full, partial and lost points, monitored rows and a bonus; 不适用 declared in the smaller hospital."""
    hospital, last, before = scored
    rows = [r for r in last if r.status is Status.SCORED and not r.bonus]
    assert {"full", "part", "none"} == {"full" if r.points == r.full else "part" if r.points else "none" for r in rows}
    assert any(r.status is Status.MONITOR for r in last)
    assert last.bonus > 0
    reasons = {(p.reason, year.year) for year in (last, before) for r in year for p in r.parts if r.applicable}
    if hospital.level == "二级":
        assert {("declared", 2025), ("declared", 2024), ("no_last_year", 2025)} <= reasons


def test_the_sample_figures_are_read_strictly(rows: list[dict[str, str]], figures_of: Any) -> None:
    """Exact names, allowed values, no figure twice; no derived or directly entered ratio."""
    figures = figures_of(rows)
    assert len(figures) == len(rows)
    assert not any(key.startswith("direct_") for key, _ in figures)


@pytest.mark.parametrize("sample", FILES, indirect=True)
def test_explanations_belong_to_warnings(
    sample: dict[str, Any],
    scored: tuple[Hospital, Scorecard, Scorecard],
    read_csv: Any,
    figures_of: Any,
    checkbook: CheckBook,
    catalogue: Catalogue,
) -> None:
    """No error in any year; each 说明 answers a warning; one warning of the first sample waits for its 说明."""
    figures = figures_of(read_csv(paths.resources() / "samples" / sample["file"]))
    given = {entry["check"]: entry["text"] for entry in sample["explanation"]}
    states: dict[str, set[str]] = defaultdict(set)
    for card in scored[1:]:
        results = run_checks(
            checkbook, catalogue, card.hospital, card.year, figures, scorecard=card, explanations=given
        )
        for result in results:
            states[result.state].add(result.key)
    assert states["error"] == set()
    assert states["explained"] == set(given)
    assert states["warning"] == ({"jump:superior_subsidy_income:2025"} if "tertiary" in sample["file"] else set())
