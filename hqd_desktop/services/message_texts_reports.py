"""The texts of what can go wrong when the report is made."""

REPORTS = {
    "report_glyph": "报告里有 {count} 个字，本机字体和自带字体都没有（{codes}），已用“〓”代替。数据没有改动；请装上含这些字的字体后重新生成，或改用别的写法。",
    "report_no_font": "找不到中文字体（{names}），报告没有生成。数据没有改动；请重新安装程序，或在本机装一种中文字体后再试。",
}
