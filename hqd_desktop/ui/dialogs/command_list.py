"""The things to do that Ctrl+K knows in every state: pages, filters, files, look, help; a table of words and acts."""

from collections.abc import Iterator, Sequence

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.ui.dialogs.command_entries import Entry
from hqd_desktop.ui.frame.rail import PAGES
from hqd_desktop.ui.theme import MODES, TEXT_SIZES

# title, icon, key, page, target, hook of the page, other words it is found by
_PLACES: tuple[tuple[str, str, str, str, dict[str, str], str, str], ...] = (
    ("下一个缺项", "entry", "F8", "entry", {}, "go_next", "补缺 空白"),
    ("下一个错误", "entry", "Shift+F8", "entry", {}, "go_next_error", "报错"),
    ("下一个失分项", "indicators", "F8", "indicators", {}, "go_next", "丢分"),
    ("下一处校核", "checks", "F8", "checks", {}, "go_next", "警告 待说明"),
    ("打印报告", "print", "Ctrl+P", "report", {"act": "print"}, "", "打印机 纸"),
    ("看报告预览", "report", "", "report", {}, "", "预览"),
    ("报告存为 PDF…", "pdf", "", "report", {"act": "pdf"}, "", "导出 保存"),
    ("导出上报工作簿…", "export", "", "report", {"act": "workbook"}, "", "Excel xlsx 表格"),
    ("看锁定稿…", "lock", "", "report", {"act": "versions"}, "", "已上报 历史版本 定稿 再打印"),
    ("与上年对比…", "indicators", "", "report", {"act": "compare"}, "", "年度对比 同比 变化 两份 对照"),
    ("季度报告…", "print", "", "ledger", {"act": "quarter"}, "", "按季调度 台账 季报 PDF Word"),
    ("佐证目录和缺件…", "attachment", "", "ledger", {"act": "evidence"}, "", "编号 清单 导出 文件夹 缺佐证 核对 损坏"),
    ("生成上报包…", "package", "", "report", {"act": "package"}, "", "打包 佐证 清单 hqdz"),
    ("核验上报包…", "checks", "", "report", {"act": "verify"}, "", "验证 篡改 改动 hqdz"),
    ("从 Excel 导入…", "import", "", "entry", {}, "import_figures", "工作簿 CSV 读入 导入上年"),
    ("看修改记录…", "history", "", "settings", {"section": "people", "act": "history"}, "", "历史 谁改的 审计 追溯"),
    ("换一个用户…", "user", "", "settings", {"section": "people", "act": "who"}, "", "登录 姓名 口令"),
    ("现在备份", "backup", "", "settings", {"section": "data", "act": "backup"}, "", "备份数据 数据库"),
    ("交接到另一台电脑…", "export", "", "settings", {"section": "data", "act": "hand_over"}, "", "换电脑 移交 hqdx"),
    ("打开交接文件…", "import", "", "settings", {"section": "data", "act": "receive"}, "", "换电脑 移交 hqdx"),
    ("看备份、恢复…", "history", "", "settings", {"section": "data", "act": "restore"}, "", "还原 数据库"),
    ("打开数据文件夹", "folder", "", "settings", {"section": "data", "act": "folder"}, "", "数据放在哪里"),
    ("打开别的数据库…", "database", "", "settings", {"section": "data", "act": "open"}, "", "换数据"),
    ("看示例数据", "sample", "", "settings", {"section": "data", "act": "sample"}, "", "示例医院"),
    ("新建医院…", "add", "", "first_run", {}, "", "第一次使用"),
    ("改医院信息", "hospital", "", "settings", {"section": "hospital"}, "", "医院名称 级别 类别"),
    ("看赋分规则", "rules", "", "settings", {"section": "rules"}, "", "赋分方案 自定赋分 评价指标表"),
    ("填报：只看缺项", "filter", "", "entry", {"keep": "missing"}, "", "只看缺项 筛选 空白"),
    ("填报：只看错误", "filter", "", "entry", {"keep": "error"}, "", "只看错误 筛选"),
    ("填报：只看待说明", "filter", "", "entry", {"keep": "warning"}, "", "只看待说明 筛选 警告"),
    ("填报：只看不适用", "filter", "", "entry", {"keep": "not_applicable"}, "", "只看不适用 筛选"),
    ("填报：只看已填", "filter", "", "entry", {"keep": "filled"}, "", "只看已填 筛选"),
    ("填报：只看有问题的", "filter", "", "entry", {"keep": "problem"}, "", "只看有问题的 筛选 错误 待说明"),
    ("填报：只看变动大的", "filter", "", "entry", {"keep": "changed"}, "", "比上年变动超过 筛选 同比"),
    ("填报：只看跟进的", "filter", "", "entry", {"keep": "followed"}, "", "只看跟进 筛选 待问"),
    ("填报：只看有备注的", "filter", "", "entry", {"keep": "noted"}, "", "只看有备注 筛选"),
    ("填报：金额显示为万元", "entry", "", "entry", {"money": "万元"}, "", "单位 显示"),
    ("填报：金额显示为元", "entry", "", "entry", {"money": "元"}, "", "单位 显示"),
    ("采集表…", "forms", "", "entry", {}, "open_forms", "发出 收回 科室"),
    ("本院目标…", "indicators", "", "indicators", {"act": "goals"}, "", "目标 完成率 定目标 实施细则"),
    ("两张表的得分…", "indicators", "", "overview", {"act": "others"}, "", "另一张表 别的地区 并列"),
    ("全部分差…", "indicators", "", "indicators", {"act": "gaps"}, "", "失分 排名 改进"),
    ("填报：看全部", "filter", "", "entry", {"keep": ""}, "", "看全部 取消筛选"),
    ("指标：只看失分", "filter", "", "indicators", {"keep": "lost"}, "", "只看失分 筛选 丢分"),
    ("指标：只看缺数", "filter", "", "indicators", {"keep": "missing"}, "", "只看缺数 筛选"),
    ("指标：只看监测", "filter", "", "indicators", {"keep": "monitor"}, "", "只看监测 筛选"),
    ("指标：只看按季调度", "filter", "", "indicators", {"keep": "quarterly"}, "", "只看按季调度 筛选"),
    ("指标：看全部", "filter", "", "indicators", {"keep": ""}, "", "看全部 取消筛选"),
    ("校核：只看错误", "filter", "", "checks", {"state": "error"}, "", "只看错误 筛选"),
    ("校核：只看待说明", "filter", "", "checks", {"state": "warning"}, "", "只看待说明 筛选 警告"),
    ("校核：只看缺数", "filter", "", "checks", {"state": "pending"}, "", "只看缺数 筛选"),
)
# title, icon, key, act of the window, other words
_ACTS = (
    ("所选内容的说明", "help", "F1", "explain", "口径 定义 帮助"),
    ("快捷键", "keys", "Ctrl+F1", "keys", "按键 键盘"),
    ("侧栏：显示、收起", "more", "F6", "side", "证明 历史"),
    ("在本页中找", "search", "Ctrl+F", "find", "查找"),
    ("看是否已保存", "save", "Ctrl+S", "saved", "存盘"),
    ("换一家医院…", "hospital", "Ctrl+H", "member_list", "切换医院 医共体 成员"),
    ("院际对比…", "indicators", "Ctrl+G", "group", "医共体 成员 对比 占比 排名"),
    ("在本库添加医院…", "add", "", "member_add", "医共体 成员 第二家 新医院"),
    ("从文件加入医院…", "import", "", "member_files", "医共体 汇总 收齐 上报包 下属医院"),
    ("恢复默认列宽", "fit", "", "columns", "表格 列 宽度"),
)


def commands() -> list[Entry]:
    """All of them, the likeliest first."""
    return [*_places(), *_acts(), *_pages(), *_looks(), _about()]


def year_commands(years: Sequence[int], shown: int) -> list[Entry]:
    """Other years of the hospital, and the one to begin next."""
    made = [_do(f"打开 {year} 年度", "year", "", "year", "换年度", year) for year in sorted(years) if year != shown]
    return [*made, _do(f"新建 {max(years) + 1} 年度", "year", "", "year", "新年度", max(years) + 1)]


def member_commands(members: Sequence[Hospital], shown: str) -> list[Entry]:
    """The other hospitals of the database."""
    others = [one for one in members if one.id != shown]
    return [_do(f"换到 {one.name}", "hospital", one.class_label, "hospital", one.code, one.id) for one in others]


def _places() -> Iterator[Entry]:
    for title, icon, key, page, target, hook, words in _PLACES:
        yield Entry("可以做", icon, title, (key,), tuple(words.split()), (), page, dict(target), hook)


def _acts() -> Iterator[Entry]:
    for title, icon, key, act, words in _ACTS:
        yield _do(title, icon, key, act, words)


def _pages() -> Iterator[Entry]:
    for page, name, key in PAGES:
        yield Entry("可以做", page, f"到“{name}”", (key,), (name,), ("页面",), page)


def _looks() -> Iterator[Entry]:
    for mode, name in MODES.items():
        yield _do(f"颜色：{name}", mode, "", "mode", f"{name} 显示 外观 主题", mode)
    for size in TEXT_SIZES:
        yield _do(f"字号 {size}%", "text_size", "", "size", f"{size} 文字大小 放大 缩小 显示", size)


def _about() -> Entry:
    return Entry("可以做", "about", "关于本程序", ("",), ("版本", "许可"), (), "settings", {"section": "about"})


def _do(title: str, icon: str, key: str, act: str, words: str, argument: object = None) -> Entry:
    return Entry("可以做", icon, title, (key,), tuple(words.split()), act=act, argument=argument)
