"""The packs of the other regions hold the counts, names, numbers and dates of the published texts.

The expected values stand here as they are printed in the texts, typed from them and not taken from the packs.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from hqd_desktop import paths
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.rules import Monitor
from hqd_desktop.domain.scheme import Scheme, Scope
from hqd_desktop.domain.tasks import TaskList
from hqd_desktop.files.pack_source import FilePackSource

COUNTS = {
    "shaoyang-2022": ([7, 2, 1, 1, 5, 4, 4, 4], 5),
    "dazu-2024": ([11, 7, 18, 17, 11], 0),
    "yuzhong-2022": ([4, 4, 4, 5, 3, 4], 4),
    "jilin-2022": ([3, 4, 3, 5, 2, 3], 4),
    "yongchuan-2022": ([3, 4, 3, 5, 2, 3], 4),
    "henan-2022": ([3, 5, 4, 5, 3, 4], 0),
    "shaanxi-2022": ([8, 1, 6, 4, 3, 4], 3),
    "shanghai-2022": ([6, 5, 3, 5, 3, 4], 5),
}
TOTALS = {
    "shaoyang-2022": 28, "dazu-2024": 64, "yuzhong-2022": 24, "jilin-2022": 20,
    "yongchuan-2022": 20, "henan-2022": 24, "shaanxi-2022": 26, "shanghai-2022": 26,
}  # fmt: skip
# 大足府办发〔2024〕83号, 指标任务分解表: 指标名称, the cell under 2027年
DAZU_TABLE = [
    ("全区建成甲级乡镇卫生院的比例", "≥35%"),
    ("每千人口执业（助理）医师数（人）", "3.2"),
    ("每千人口注册护士数（人）", "3.9"),
    ("每百张床位临床药师数（人）", "1"),
    ("全区家庭医生签约服务重点人群覆盖率", "81%"),
    ("老年医学科设立比例", "≥70%"),
    ("精品中医馆达标率", "20%"),
    ("示范中医馆达标率", "10%"),
]
# pack, row: what the value must reach (≥) or not pass (≤), and the last day that the text leaves
TARGETS = {
    ("dazu-2024", "每百张床位临床药师数"): ("≥", "1", "2027-12-31"),
    ("dazu-2024", "甲级乡镇卫生院比例"): ("≥", "35", "2027-12-31"),
    ("dazu-2024", "每千人口执业（助理）医师数"): ("≥", "3.2", "2027-12-31"),
    ("dazu-2024", "每千人口注册护士数"): ("≥", "3.9", "2027-12-31"),
    ("dazu-2024", "家庭医生重点人群覆盖率"): ("≥", "81", "2027-12-31"),
    ("dazu-2024", "精品中医馆达标率"): ("≥", "20", "2027-12-31"),
    ("dazu-2024", "示范中医馆达标率"): ("≥", "10", "2027-12-31"),
    ("dazu-2024", "县聘乡用"): ("≥", "80", ""),
    ("dazu-2024", "班子成员联系专家"): ("≥", "1", ""),
    ("yuzhong-2022", "预约诊疗率"): ("≥", "50", "2022-12-31"),
    ("yuzhong-2022", "医护比"): ("≤", "50", ""),
    ("yuzhong-2022", "班子成员联系专家"): ("≥", "1", ""),
    ("yuzhong-2022", "科研经费占业务收入"): ("≥", "0", ""),
    ("yuzhong-2022", "三项信息化等级"): ("≥", "4", ""),
    ("jilin-2022", "医护比"): ("≤", "50", ""),
    ("jilin-2022", "中医馆建设率"): ("≥", "100", ""),
    ("yongchuan-2022", "医护比"): ("≤", "50", ""),
    ("yongchuan-2022", "班子成员联系专家"): ("≥", "1", ""),
    ("yongchuan-2022", "美丽医院（二级）"): ("≥", "50", "2025-12-31"),
    ("yongchuan-2022", "国家级重点专科"): ("≥", "5", "2025-12-31"),
    ("yongchuan-2022", "市级重点专科"): ("≥", "10", "2025-12-31"),
    ("yongchuan-2022", "区级重点专科"): ("≥", "15", "2025-12-31"),
    ("shaanxi-2022", "医护比"): ("≤", "50", ""),
    ("shaanxi-2022", "绩效工资水平倍数"): ("≤", "3", ""),
    ("shaanxi-2022", "主要负责人薪酬倍数"): ("≤", "5", ""),
    ("shaanxi-2022", "县域就诊率"): ("≥", "90", ""),
    ("shaanxi-2022", "基层就诊率"): ("≥", "65", ""),
    ("shaanxi-2022", "县级中医二甲"): ("≥", "80", "2025-12-31"),
    ("shaanxi-2022", "医共体覆盖（2022）"): ("≥", "50", "2022-06-30"),
    ("shaanxi-2022", "医共体覆盖（2025）"): ("≥", "100", "2025-12-31"),
    ("shaanxi-2022", "DRG/DIP基金占比"): ("≥", "70", "2025-12-31"),
    ("shanghai-2022", "医护比"): ("≤", "50", ""),
}
# Yes-or-no rows with a date
DATED = {
    ("dazu-2024", "老年医学科设立"): "2027-12-31",
    ("yongchuan-2022", "薪酬制度改革"): "2023-12-31",
    ("yongchuan-2022", "美丽医院（三级）"): "2025-12-31",
    ("shaanxi-2022", "运营方案（三级）"): "2022-06-30",
    ("shaanxi-2022", "运营方案（二级）"): "2022-12-31",
    ("shaanxi-2022", "城市医疗集团"): "2023-12-31",
    ("shaanxi-2022", "三大中心"): "2022-06-30",
}
MILESTONES = {
    ("dazu-2024", "2"): ["2024-12-31", "2025-12-31", "2026-12-31"],
    ("dazu-2024", "3"): ["2027-12-31"],
    ("dazu-2024", "9"): ["2025-12-31"],
    ("dazu-2024", "11"): ["2027-12-31"],
    ("dazu-2024", "15"): ["2027-12-31"],
    ("dazu-2024", "24"): ["2027-12-31"],
    ("dazu-2024", "25"): ["2027-12-31"],
    ("dazu-2024", "30"): ["2027-12-31"],
    ("dazu-2024", "42"): ["2025-12-31"],
    ("dazu-2024", "56"): ["2026-12-31"],
    ("dazu-2024", "57"): ["2024-12-31"],
    ("dazu-2024", "59"): ["2024-12-31"],
    ("yuzhong-2022", "18"): ["2022-12-31"],
    ("yongchuan-2022", "2.1"): ["2025-12-31"],
    ("yongchuan-2022", "4.2"): ["2023-12-31"],
    ("yongchuan-2022", "5.1"): ["2025-12-31"],
    ("henan-2022", "2"): ["2025-12-31"],
    ("henan-2022", "4"): ["2025-12-31"],
    ("shaanxi-2022", "1.2"): ["2023-12-31", "2025-12-31"],
    ("shaanxi-2022", "1.3"): ["2022-06-30", "2025-12-31", "2025-12-31"],
    ("shaanxi-2022", "1.4"): ["2022-06-30"],
    ("shaanxi-2022", "3.2"): ["2025-12-31"],
    ("shaanxi-2022", "3.6"): ["2025-12-31"],
    ("shaanxi-2022", "4.1"): ["2022-06-30", "2022-12-31"],
}


@pytest.fixture(scope="module")
def source() -> FilePackSource:
    return FilePackSource(paths.resources())


def others(source: FilePackSource) -> Iterator[Scheme]:
    return (source.scheme(pack) for pack in COUNTS if pack != "shaoyang-2022")


def test_every_published_text_has_a_pack(source: FilePackSource) -> None:
    """Eight, Shaoyang first."""
    assert set(source.scheme_ids()) == set(COUNTS)
    assert source.scheme_ids()[0] == "shaoyang-2022"


@pytest.mark.parametrize("pack", COUNTS)
def test_how_many_tasks_there_are(source: FilePackSource, pack: str) -> None:
    """By group, in all, and the safeguards apart; keys are of ASCII, because a database names a task by them."""
    tasks = source.tasks(pack)
    by_group, safeguards = COUNTS[pack]
    assert [len(tasks.of_group(g.key)) for g in tasks.groups if not g.safeguard] == by_group
    assert (len(tasks.work), len(tasks.safeguards)) == (sum(by_group), safeguards)
    assert len(tasks.work) == TOTALS[pack]
    assert all(re.fullmatch(r"[0-9S.]+", task.key) for task in tasks)
    assert all(task.section and len(task.text) <= 110 for task in tasks)


def test_nineteen_headings_in_dazu(source: FilePackSource) -> None:
    """Five groups, nineteen 任务小项; every row has a unit, though the table merges the cells."""
    tasks = source.tasks("dazu-2024")
    assert len({task.section for task in tasks}) == 19
    assert all(task.responsible for task in tasks)
    assert [task.number for task in tasks] == [str(number) for number in range(1, 65)]


def test_our_own_numbering_says_so(source: FilePackSource) -> None:
    """Where the text numbers nothing; where it is not complete; where the collection lost a heading."""
    assert "序号" in source.tasks("dazu-2024").note
    assert "原文未列全" in source.tasks("yongchuan-2022").note
    assert "没有编号" in source.tasks("shanghai-2022").note
    assert "20xx年12月27日" in source.tasks("shanghai-2022").note
    assert source.scheme("shanghai-2022").issued == "20xx年12月27日起实施（原文如此）"


def test_numbers_as_printed(source: FilePackSource) -> None:
    """Shaoyang's （一）1 to （八）4; a group of one task is named by the group alone."""
    numbers = [task.number for task in source.tasks("shaoyang-2022")]
    assert numbers[:3] == ["（一）1", "（一）2", "（一）3"]
    assert numbers[9:11] == ["（三）", "（四）"]
    assert numbers[27:] == ["（八）4", "保障（一）", "保障（二）", "保障（三）", "保障（四）", "保障（五）"]
    for pack in ("yuzhong-2022", "jilin-2022", "henan-2022"):
        assert [task.number for task in source.tasks(pack).work] == [str(n + 1) for n in range(TOTALS[pack])]


def test_who_leads(source: FilePackSource) -> None:
    """In Shaoyang the first unit leads; in 渝中 the text names leading and cooperating units; in 吉林 none is first."""
    shaoyang = source.tasks("shaoyang-2022")
    assert _units(shaoyang, "1.1") == (
        ("市卫生健康委",), ("市发展和改革委员会", "市科技局", "市财政局", "市医保局"),
    )  # fmt: skip
    assert _units(shaoyang, "5.1") == (("市委编办",), ("市人力资源和社会保障局", "市卫生健康委"))
    assert _units(shaoyang, "7.4") == (("市公安局",), ("市卫生健康委",))
    assert _units(source.tasks("yuzhong-2022"), "6") == (("区科技局",), ("区卫健委", "区教委", "区金融办"))
    assert _units(source.tasks("jilin-2022"), "12") == (("市人社局", "市卫生健康委", "市财政局"), ())
    assert _units(source.tasks("dazu-2024"), "58") == (("区医保局", "区卫生健康委", "区金融发展事务中心"), ())
    assert _units(source.tasks("henan-2022"), "1") == (("省卫生健康委", "财政厅", "发展改革委"), ())


# As printed after each of the 28 tasks of Shaoyang, the first of them leading.
SHAOYANG_UNITS = (
    "市卫生健康委、市发展和改革委员会、市科技局、市财政局、市医保局",
    "市卫生健康委、市发展和改革委员会、市财政局",
    "市卫生健康委、市发展和改革委员会、市委编办",
    "市卫生健康委、市发展和改革委员会、市财政局",
    "市卫生健康委、市发展和改革委员会、市财政局",
    "市卫生健康委、市发展和改革委员会、市工业和信息化局、市行政审批服务局",
    "市卫生健康委、市医保局",
    "市卫生健康委",
    "市卫生健康委",
    "市科技局、市财政局、市卫生健康委、市医保局、市市场监督管理局、邵阳银监分局",
    "市卫生健康委、市医保局",
    "市委编办、市人力资源和社会保障局、市卫生健康委",
    "市人力资源和社会保障局、市财政局、市科技局、市卫生健康委、市医保局",
    "市委组织部、市人力资源和社会保障局、市卫生健康委",
    "市医保局、市卫生健康委",
    "市医保局、市卫生健康委",
    "市卫生健康委、市人力资源和社会保障局",
    "市卫生健康委、市财政局",
    "市卫生健康委",
    "市委组织部、市人力资源和社会保障局、市卫生健康委",
    "市卫生健康委",
    "市卫生健康委",
    "市卫生健康委、市人力资源和社会保障局、市总工会",
    "市公安局、市卫生健康委",
    "市委组织部、市卫生健康委",
    "市委组织部、市委编办、市卫生健康委",
    "市委组织部、市人力资源和社会保障局、市卫生健康委",
    "市委组织部、市人力资源和社会保障局、市卫生健康委",
)


def test_every_unit_of_shaoyang(source: FilePackSource) -> None:
    found = tuple("、".join(task.responsible + task.cooperating) for task in source.tasks("shaoyang-2022").work)
    assert found == SHAOYANG_UNITS


def _units(tasks: TaskList, key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    task = tasks.find(key)
    assert task is not None
    return task.responsible, task.cooperating


def test_milestones(source: FilePackSource) -> None:
    """Every date of every text, and no other."""
    found = {
        (pack, task.key): [str(milestone.due) for milestone in task.milestones]
        for pack in COUNTS
        for task in source.tasks(pack)
        if task.milestones
    }
    assert found == MILESTONES


def test_the_numbers_of_the_village_clinics(source: FilePackSource) -> None:
    """基本标准 50, 80, 100 % and 推荐标准 10, 20, 25 %."""
    task = source.tasks("dazu-2024").find("2")
    assert task is not None
    shares = [re.findall(r"(\d+)%", milestone.text) for milestone in task.milestones]
    assert shares == [["50", "10"], ["80", "20"], ["100", "25"]]


def test_both_readings_of_shaanxi(source: FilePackSource) -> None:
    """Where its two printings differ."""
    tasks = source.tasks("shaanxi-2022")
    differing = {task.key: task.readings[0] for task in tasks if task.readings}
    assert set(differing) == {"1.1", "1.2", "1.3", "1.8", "3.2"}
    assert "县级以下" in differing["3.2"]
    assert "县级以上" in differing["3.2"]


def test_the_eight_rows_of_dazu(source: FilePackSource) -> None:
    """Name and 2027 cell to the letter; one speaks of a hospital by its figures, one as yes or no."""
    rows = source.scheme("dazu-2024").indicators[:8]
    assert [(row.name, row.requirement) for row in rows] == [(name, f"2027年：{cell}") for name, cell in DAZU_TABLE]
    assert [row.number for row in rows if row.scope is Scope.HOSPITAL] == ["4", "6"]
    assert len(source.scheme("dazu-2024").indicators) == 14


def test_every_target(source: FilePackSource) -> None:
    """Number, side and last day of each measurable line, and no target besides."""
    found = {}
    for scheme in others(source):
        for row in scheme:
            for part in row.parts:
                if part.target:
                    side = "≥" if part.target.at_least else "≤"
                    found[scheme.id, row.short] = (side, str(part.target.value), str(row.deadline or ""))
    assert found == TARGETS


def test_every_date_of_a_row_without_a_number(source: FilePackSource) -> None:
    found = {
        (scheme.id, row.short): str(row.deadline)
        for scheme in others(source)
        for row in scheme
        if row.deadline and not any(part.target for part in row.parts)
    }
    assert found == DATED


def test_a_target_is_met_at_its_limit(source: FilePackSource) -> None:
    target = source.scheme("shaanxi-2022").indicator("2").parts[0].target
    assert source.scheme("dazu-2024").indicator("13").parts[0].target is not None
    for scheme in others(source):
        for row in scheme:
            for part in row.parts:
                if part.target:
                    tenth = Decimal("0.1") if part.target.at_least else Decimal("-0.1")
                    assert part.target.met_by(part.target.value)
                    assert not part.target.met_by(part.target.value - tenth)
    assert target is None


@pytest.mark.parametrize(
    ("pack", "level", "kind", "count"),
    [
        ("dazu-2024", "三级", "综合", 8),
        ("dazu-2024", "二级", "综合", 7),
        ("dazu-2024", "二级", "中医", 5),
        ("dazu-2024", "一级", "综合", 3),
        ("yuzhong-2022", "三级", "综合", 10),
        ("yuzhong-2022", "二级", "综合", 9),
        ("yuzhong-2022", "一级", "综合", 7),
        ("jilin-2022", "三级", "综合", 4),
        ("jilin-2022", "二级", "专科", 4),
        ("jilin-2022", "二级", "综合", 3),
        ("yongchuan-2022", "三级", "综合", 5),
        ("yongchuan-2022", "二级", "综合", 4),
        ("henan-2022", "二级", "综合", 2),
        ("shaanxi-2022", "三级", "综合", 10),
        ("shaanxi-2022", "二级", "综合", 8),
        ("shaanxi-2022", "三级", "中医", 9),
        ("shanghai-2022", "三级", "综合", 1),
    ],
)
def test_whom_the_rows_speak_of(source: FilePackSource, pack: str, level: str, kind: str, count: int) -> None:
    assert len(source.scheme(pack).applicable(Hospital("甲", level, kind))) == count


def test_example_rules_are_marked_as_our_own(source: FilePackSource) -> None:
    """自定赋分 everywhere; the permission of 陕西 is watched, never scored; region rows have no rule."""
    for scheme in others(source):
        (ruleset_id,) = source.ruleset_ids(scheme.id)
        ruleset = source.ruleset(ruleset_id, scheme)
        assert ruleset.title.startswith("自定赋分“示例赋分方案")
        assert ruleset.approval == ""
        hospital_rows = {row.number for row in scheme if row.scope is Scope.HOSPITAL}
        assert set(ruleset.entries) == hospital_rows
        assert all(entry.full == 4 or entry.monitored for entry in ruleset.entries.values())
    shaanxi = source.scheme("shaanxi-2022")
    permission = next(row for row in shaanxi if row.short == "奖励性绩效占比")
    entry = source.ruleset("example-shaanxi-2022", shaanxi).entry(permission)
    assert all(isinstance(rule, Monitor) for rule in entry.parts.values())


def test_a_date_is_the_last_day_of_its_year_or_half_year(source: FilePackSource) -> None:
    for scheme in others(source):
        for row in scheme:
            if row.deadline:
                assert row.deadline in (date(row.deadline.year, 12, 31), date(row.deadline.year, 6, 30))
                assert str(row.deadline.year) in row.requirement
