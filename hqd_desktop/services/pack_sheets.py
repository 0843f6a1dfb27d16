"""The sheets of a table of one's own: headings, the words that may stand in a cell, notes for whoever fills them."""

from collections.abc import Mapping
from dataclasses import dataclass

from hqd_desktop.services import rule_table

HEAD, GROUPS, INDICATORS, REFERENCES = "指标表", "一级指标", "指标", "对照口径"
ITEMS, TASKS, RULES = "数据项", "工作任务", "赋分方案"
REQUIRED = (HEAD, GROUPS, INDICATORS)
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of the sheets: the line (from 0, -1: none) and its heading."""

    sheet: str
    row: int = -1
    heading: str = ""


# What the head is asked for, with what each means.
LABELS: Mapping[str, str] = {
    "名称": "公布文本的全称",
    "简称": "列表和页脚里用的短名",
    "文号": "如 邵市政办发〔2022〕20号",
    "印发单位": "",
    "印发日期": "如 2024-09-09",
    "版本": "自己编的版本，改过就换一个，如 1.0",
    "说明": "原文没有编号、哪些是自己编的等，一行一条",
    "任务说明": "任务怎样编号的",
    "方案名称": "赋分方案的名称；空着是“示例赋分方案”",
    "方案版本": "空着是 1.0",
    rule_table.HEADS["approval"]: "上级批准赋分方案的文号，没有就空着",
    "方案说明": "",
    rule_table.HEADS["places"]: "得分保留几位小数，0 到 4；空着是 2",
    rule_table.HEADS["bonus_cap"]: "加分最多几分；空着是 0",
    rule_table.GRADES: "如 优=90；良=80；中=70；差=0，没有就空着",
}
# Raw field → heading, sheet by sheet, in the order of the columns; "" stands for a column that is no field of its own.
SHEETS: Mapping[str, Mapping[str, str]] = {
    HEAD: {"label": "项目", "text": "内容", "hint": "怎样填"},
    GROUPS: {"title": "一级指标", "short": "简称"},
    INDICATORS: {
        "number": "序号", "group": "一级指标", "name": "指标名称", "short": "简称", "explanation": "指标说明",
        "requirement": "指标要求", "source": "指标来源", "scope": "层面", "direction": "方向", "levels": "适用级别",
        "types": "适用类别", "quarterly": "按季", "not_applicable": "可标不适用", "supplier": "责任科室",
        "oddity": "口径提示", "deadline": "期限", "section": "出处", "narrative": "季度文字", "part": "值名称",
        "unit": "单位", "decimals": "小数位", "formula": "公式", "checklist": "条件", "direct": "直接填报",
        "as_ratio": "显示为1比几", "target_side": "目标方向", "target": "目标值",
    },
    REFERENCES: {
        "number": "序号", "name": "名称", "unit": "单位", "decimals": "小数位", "formula": "公式", "note": "说明",
    },
    ITEMS: {
        "name": "名称", "kind": "类型", "unit": "单位", "decimals": "小数位", "period": "期间",
        "department": "责任科室", "source": "来源表", "group": "分组", "definition": "填报说明", "formula": "公式",
        "minimum": "下限", "maximum": "上限",
    },
    TASKS: {
        "number": "编号", "group": "分组", "group_short": "分组简称", "safeguard": "保障", "text": "任务",
        "responsible": "责任单位", "cooperating": "协同单位", "owner": "本院科室", "milestone": "期限",
        "section": "出处", "readings": "两种读法",
    },
    RULES: {heading: heading for heading in rule_table.COLUMNS}
    | {"kind": rule_table.KIND, "full": rule_table.FULL, "direction": rule_table.DIRECTION,
       "otherwise": rule_table.ELSE, "indicator": rule_table.NUMBER, "part": rule_table.PART,
       "band": rule_table.STEPS, "step": rule_table.STEPS, "option": rule_table.OPTIONS,
       "reference_name": rule_table.REFERENCE_NAME, **rule_table.NUMBERS},
}  # fmt: skip
HEADINGS: Mapping[str, tuple[str, ...]] = {
    sheet: tuple(dict.fromkeys(fields.values())) for sheet, fields in SHEETS.items()
}
# A line counts when one of these is filled.
KEYS: Mapping[str, tuple[str, ...]] = {
    HEAD: ("项目",), GROUPS: ("一级指标",), INDICATORS: ("序号", "公式", "条件", "指标名称"),
    REFERENCES: ("序号", "名称"),
    ITEMS: ("名称",), TASKS: ("编号", "任务"), RULES: (rule_table.NUMBER,),
}  # fmt: skip
LINES: Mapping[str, int] = dict.fromkeys(SHEETS, 3)  # rows above the first line: title, how to fill, headings
OF_FIELD: Mapping[str, Mapping[str, str]] = {
    "kind": {"数": "number", "是否": "yes_no", "文字": "text"},
    "period": {"年": "year", "季": "quarter"},
    "scope": {"医院": "H", "政府": "G"},
    "direction": {"越高越好": "up", "越低越好": "down", "做到": "yes", "不评方向": "none"},
    "not_applicable": {"不能": "never", "一半": "half", "整行": "whole"},
    "target_side": {"不低于": "at_least", "不高于": "at_most"},
}
CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    (ITEMS, "类型"): tuple(OF_FIELD["kind"]), (ITEMS, "期间"): tuple(OF_FIELD["period"]),
    (INDICATORS, "层面"): tuple(OF_FIELD["scope"]), (INDICATORS, "方向"): tuple(OF_FIELD["direction"]),
    (INDICATORS, "可标不适用"): tuple(OF_FIELD["not_applicable"]),
    (INDICATORS, "目标方向"): tuple(OF_FIELD["target_side"]), (INDICATORS, "按季"): ("是",),
    (INDICATORS, "显示为1比几"): ("是",), (TASKS, "保障"): ("是",),
    (RULES, rule_table.KIND): tuple(rule_table.KINDS.values()),
    (RULES, rule_table.DIRECTION): tuple(rule_table.DIRECTIONS.values()),
    (RULES, rule_table.ELSE): tuple(rule_table.OTHERWISE.values()),
    (RULES, rule_table.CORE): (rule_table.YES,), (RULES, rule_table.RELATIVE): (rule_table.YES,),
}  # fmt: skip
HOW_TO: Mapping[str, str] = {
    HEAD: "填“内容”一列。名称、文号、数字照公布文本；其他的话用自己的。",
    GROUPS: "一行一个一级指标，照公布文本的标题；简称用在图上。",
    INDICATORS: (
        "一行一项指标；一项有两个值的，第二个值另起一行，序号空着，只填“值名称”到“目标值”。公式用数据项的名称，"
        "可用 ＋ − × ÷ ^ 括号、上年、最大、最小、绝对值、四舍五入，如：管理费用÷费用总额×100%。"
        "条件类的不写公式，在“条件”里写是否类数据项，用顿号分开。几个级别、类别也用顿号。期限写 2027-12-31。"
    ),
    REFERENCES: "只供参考、不计分的另一种口径（如国考口径）；没有就空着。序号写它属于哪一项指标。",
    ITEMS: "数据项目录里没有的才写在这里；已有的数据项直接在公式里用它的名称。由别的数算得的写公式，不能绕回自己。",
    TASKS: "一行一条任务，用自己的短话写。期限写“2025-12-31=做到什么”，几个用分号分开。“本院科室”空着是不要求医院。",
    RULES: "一行一个值，一项有两个值的写两行。没有写的指标只监测不计分。各档写“值=分”，几档之间用分号。",
}
# A small table of an invented city, so that a template shows how a line looks.
EXAMPLE: Mapping[str, tuple[Row, ...]] = {
    HEAD: (
        {"项目": "名称", "内容": "示例市公立医院高质量发展评价指标表"}, {"项目": "简称", "内容": "示例市指标表"},
        {"项目": "文号", "内容": "示例〔2025〕1号"}, {"项目": "印发单位", "内容": "示例市卫生健康委"},
        {"项目": "印发日期", "内容": "2025-01-31"}, {"项目": "版本", "内容": "1.0"},
        {"项目": "说明", "内容": "这是示例，请换成本市公布的文本。"}, {"项目": "任务说明", "内容": "编号是自己编的。"},
        {"项目": rule_table.GRADES, "内容": "优=90；良=80；中=60；差=0"},
    ),
    GROUPS: ({"一级指标": "一、运行效率", "简称": "运行效率"}, {"一级指标": "二、服务质量", "简称": "服务质量"}),
    INDICATORS: (
        {"序号": "1", "一级指标": "一、运行效率", "指标名称": "管理费用占费用总额的比例", "简称": "管理费用占比",
         "指标要求": "逐步降低", "方向": "越低越好", "责任科室": "财务科", "单位": "%", "小数位": "2",
         "公式": "管理费用÷费用总额×100%"},
        {"序号": "2", "一级指标": "二、服务质量", "指标名称": "夜间门诊人次占比", "简称": "夜间门诊占比",
         "方向": "越高越好", "单位": "%", "小数位": "2", "公式": "夜间门诊人次数÷门诊人次数×100%", "目标方向": "不低于",
         "目标值": "5", "期限": "2027-12-31"},
        {"序号": "3", "一级指标": "二、服务质量", "指标名称": "设立一站式服务中心", "方向": "做到",
         "条件": "设立一站式服务中心"},
    ),
    ITEMS: (
        {"名称": "夜间门诊人次数", "类型": "数", "单位": "人次", "期间": "年", "责任科室": "病案统计科",
         "来源表": "卫生健康统计年报", "填报说明": "17 时以后挂号的门诊人次"},
        {"名称": "设立一站式服务中心", "类型": "是否", "责任科室": "医务科", "来源表": "卫生健康统计年报",
         "填报说明": "有专门场所和人员的填是"},
    ),
    TASKS: (
        {"编号": "1", "分组": "提升服务", "任务": "开设夜间门诊", "责任单位": "市卫生健康委", "本院科室": "医务科",
         "期限": "2025-12-31=三级医院全部开设", "出处": "重点任务一"},
    ),
    RULES: (
        {"序号": "1", "满分": "4", "规则": "较上年", "方向": "下降为好", "允许变动": "0.1"},
        {"序号": "2", "满分": "4", "规则": "达标", "方向": "不低于", "界限": "5", "未达到时": "按比例折算"},
        {"序号": "3", "满分": "2", "规则": "条件计数"},
    ),
}  # fmt: skip
