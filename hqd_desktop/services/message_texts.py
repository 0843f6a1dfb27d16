"""The texts behind the problem codes; docs/problems.md lists the same codes for readers."""

from hqd_desktop.services.message_texts_evidence import EVIDENCE
from hqd_desktop.services.message_texts_files import FILES
from hqd_desktop.services.message_texts_forms import FORMS
from hqd_desktop.services.message_texts_group import GROUP
from hqd_desktop.services.message_texts_ledger import LEDGER
from hqd_desktop.services.message_texts_mapping import MAPPING
from hqd_desktop.services.message_texts_own import OWN
from hqd_desktop.services.message_texts_package import PACKAGE
from hqd_desktop.services.message_texts_reports import REPORTS
from hqd_desktop.services.message_texts_store import STORE

NUMBERS = {
    "number_blank": "这里是空的。空白表示“缺”，不是 0。",
    "number_unreadable": "读不懂“{text}”。原来的数没有变。请改成一个数，例如 1234 或 1.2万。",
    "number_ambiguous": "“{text}”有两种读法（“一万二”可以是 12000，也可以是 10002）。原来的数没有变。请用数字填，或写成“一万二千”“一万零二”。",
    "number_separator": "“{text}”的千位分隔符位置不对。原来的数没有变。请写成 1,234.5 这样，或不用逗号。",
    "number_exponent": "“{text}”是科学计数法，容易看错位数。原来的数没有变。请写出全部数字。",
    "number_percent": "“{text}”带百分号，但这一项的单位是“{unit}”。原来的数没有变。请填以{unit}为单位的数。",
    "number_letters": "“{text}”里有不认识的字母。原来的数没有变。请只填数字，可带“万”“亿”。",
    "number_unit": "“{text}”带的单位“{given}”与本项的单位“{unit}”不是一类。原来的数没有变。请换算后再填。",
    "number_too_long": "“{text}”超过 {digits} 位数字。原来的数没有变。请核对位数。",
    "number_too_fine": "“{text}”的小数超过 {places} 位。原来的数没有变。请按规定的位数填。",
    "figure_reason_missing": "“{item}”标“不适用”要写明理由。没有改动。请在备注中写理由。",
    "figure_words_too_long": "文字超过 {limit} 字。原来的文字没有变。请缩短。",
    "figure_not_yes_no": "“{text}”不是“是”或“否”。原来的答案没有变。请填“是”或“否”。",
    "figure_zero_division": "算式“{text}”的除数是 0，算不出数。原来的数没有变。",
    "trial_number_only": "试算只试数。“{item}”要标“不适用”，请到“填报”里标。试算没有变。",
    "trial_points_beyond": "这一项满分 {full} 分，想要的得分请在 0 到 {full} 之间。试算没有变。",
    "figure_too_small": "“{item}”不能小于 {limit}，填的是 {text}。原来的数没有变。请核对。",
    "figure_not_whole": "“{item}”要填整数，填的是 {text}。原来的数没有变。请核对。",
    "figure_too_large": "“{item}”不能大于 {limit}，填的是 {text}。原来的数没有变。请核对。",
}

FORMULAS = {
    "formula_too_long": "公式超过 {limit} 个字。没有采用。请拆短。",
    "formula_unexpected": "公式第 {position} 个字“{given}”放在这里读不通。没有采用。请改正。",
    "formula_expected": "公式第 {position} 个字处应为“{wanted}”。没有采用。请改正。",
    "formula_too_deep": "公式的括号套得超过 {limit} 层。没有采用。请拆开。",
    "formula_exponent": "公式第 {position} 个字处的乘方或位数要是 0 到 {limit} 的整数。没有采用。",
    "formula_ends_early": "公式没有写完（第 {position} 个字处）。没有采用。请补全。",
    "formula_unknown_name": "公式第 {position} 个字处的“{given}”不是数据项的名称。没有采用。请按数据项目录写。",
    "formula_two_years_back": "公式第 {position} 个字处要的是前年数，只能用到上年。没有采用。",
    "formula_arguments": "公式第 {position} 个字处“{given}”后面的数目不对。没有采用。",
    "formula_number_too_long": "公式第 {position} 个字处的数超过 {limit} 位。没有采用。",
    "formula_percent": "公式第 {position} 个字处只能写“×100%”。没有采用。",
}

PACKS = {
    "raw_not_table": "这里应是一组字段。文件没有采用。请按格式说明改正。",
    "raw_missing": "缺少必填内容。文件没有采用。请补上。",
    "raw_not_text": "这里应是文字。文件没有采用。",
    "raw_too_long": "文字超过 {limit} 字。文件没有采用。",
    "raw_not_flag": "这里应是 true 或 false。文件没有采用。",
    "raw_not_whole": "这里应是 {low} 到 {high} 的整数。文件没有采用。",
    "raw_not_decimal": '这里应是加引号的十进制数，例如 "0.10"。文件没有采用。',
    "raw_not_day": "“{given}”不是日期，要写成 2027-12-31 这样。文件没有采用。",
    "tasks_key_twice": "编号出现了两次，任务和任务组的编号各只能用一次。文件没有采用。",
    "raw_not_choice": "“{given}”不在可用的写法中（{allowed}）。文件没有采用。",
    "raw_not_texts": "这里应是文字的列表。文件没有采用。",
    "raw_not_list": "这里应是若干组字段的列表。文件没有采用。",
    "raw_unknown_field": "不认识这个字段，可能写错了名称。文件没有采用。",
    "catalogue_unknown_parent": "上级项“{given}”不存在。文件没有采用。",
    "catalogue_bad_key": "标识“{given}”只能用英文字母、数字和下划线。文件没有采用。",
    "catalogue_key_twice": "标识“{given}”用了两次。文件没有采用。",
    "catalogue_name_twice": "名称“{given}”用了两次，导入时会分不清。文件没有采用。",
    "catalogue_chain": "公式一个套一个超过了 {limit} 层。文件没有采用。请改成直接用原始数据项。",
    "catalogue_circular": "公式绕回了自己。文件没有采用。",
    "checks_key_twice": "校核的标识用了两次。文件没有采用。",
    "pack_number_twice": "指标序号用了两次。文件没有采用。",
    "pack_part_twice": "同一指标的两个值用了同一个标识。文件没有采用。",
    "pack_empty": "没有任何指标。文件没有采用。",
    "pack_part_needs_one": "每个值要有公式或条件清单，且只能有一种。文件没有采用。",
    "pack_unknown_item": "“{given}”不是可用的数据项。文件没有采用。",
    "ruleset_twice": "同一指标有两条规则。方案没有采用。",
    "ruleset_parts_sum": "各部分的满分之和与本项满分不等。方案没有采用。",
    "ruleset_parts_missing": "这一指标的值要各有一条规则：{wanted}。方案没有采用。",
    "ruleset_negative": "不能是负数。方案没有采用。",
    "ruleset_too_fine": "满分的小数多于方案取的 {places} 位。方案没有采用。",
    "ruleset_not_positive": "要大于 0。方案没有采用。",
    "ruleset_wrong_side": "上下限的大小关系不对。方案没有采用。",
    "ruleset_points_outside": "各档得分要在 0 和满分之间，且至少有一档。方案没有采用。",
}

WORK = {
    "workspace_not_open": "还没有打开医院。请先新建或打开一家医院。",
    "workspace_empty": "这份数据里还没有医院。文件没有改动。请换一份，或新建一家医院。",
    "print_failed": "打印机没有接受这份报告。没有打印任何一页，报告没有变。请检查打印机后再试，或先导出 PDF。",
    "workspace_no_year": "这份数据里没有 {year} 年度。数据没有改动。请换一个年度。",
    "workspace_no_ruleset": "这张评价指标表（{scheme}）还没有赋分方案。没有新建。请先放入方案。",
    "hospital_name_missing": "医院名称是空的。没有改动。请填与公章一致的名称。",
    "figure_not_as_locked": "{period}的锁定稿是 {locked}，这次给的是 {given}。没有写入任何数，计分一直用锁定稿。请改正；确需调整的，在“填报”的上年格里按 F4 登记“上年调整数”。",
    "restatement_not_locked": "这一项的上年数没有锁定稿，可以直接修改，不必登记上年调整数。没有改动。",
    "restatement_reason": "登记上年调整数要写明原因，至少 {least} 个字。没有改动。",
    "lock_blocked": "还不能锁定：⟦缺 {missing} 个数；⟧⟦有 {errors} 处错误；⟧⟦有 {warnings} 条警告没写说明；⟧⟦有 {impossible} 项不可计算；⟧数据都已保存。",
    "reopen_reason": "退回修改要写明原因，至少 {least} 个字。没有改动，仍是锁定的。",
    "year_under_review": "{year} 年度{state}，数不能改。数据没有改动。要修改请先退回。",
    "class_under_review": "{year} 年度{state}，医院的级别和类别不能改：适用的指标和得分会变。没有改动。要修改请先退回。",
    "departments_unconfirmed": "还有 {count} 个科室没有确认：{names}。状态没有改动。请先登记这些科室的确认。",
    "department_incomplete": "还不能确认：{names}。没有登记任何确认。请补齐这些科室的数再确认。",
    "department_not_confirmed": "{department}还没有确认过，不用退回。没有改动。",
    "no_signed_forms": "没有可以作数的采集表：要收回、填齐、登记了签字，并且收回后数没有再改过。没有登记任何确认。",
    "step_not_from_here": "{year} 年度现在是“{state}”，不能做“{step}”。没有改动。请按 填报、科室确认、审核、锁定、上报 的次序办。",
    "step_name_missing": "还没有写{who}。状态没有改动。请写上{who}再办。",
    "submission_none": "没有 {year} 年度 v{number} 的锁定稿（旧版本程序锁定时不留稿）。数据没有改动。",
    "submission_unreadable": "这一份锁定稿读不出来。现在的数没有改动。请从备份里取回，或退回后重新锁定。",
    "submission_other_result": "{year} 年度 v{number} 的锁定稿按本程序算出的结果与当时不同（当时用的是 {program}）。没有显示，也没有改动任何数。请用当时的程序打开。",
    "person_name": "用户姓名要写 1 到 {limit} 个字。没有改动。",
    "person_twice": "已经有用户“{name}”。没有改动。同名的人请在姓名后加科室。",
    "person_password_long": "口令不能超过 {limit} 个字符。没有改动。",
    "person_password_wrong": "口令不是“{name}”的。没有登录，数据没有改动。请再试一次，或换一个人。",
    "year_locked": "{year} 年度已锁定，只能看。数据没有改动。要修改请先退回。",
}

INPUTS = {
    "input_twice": "{period}的“{item}”在“{first}”里已经给过。没有采用任何数。请只留一处。",
    "input_other_hospital": "文件是“{given}”的，现在的医院是“{own}”。没有导入任何数。请换一份文件。",
    "input_other_year": "文件是 {given} 年度的，现在是 {own} 年度。没有导入任何数。请换年度或换一份文件。",
    "input_empty": "文件里没有任何数。没有改动。请填数后再导入。",
    "assess_no_level": "不知道医院级别。没有计算。请用 --level 说明（三级、二级、一级、未定级）。",
    "assess_no_type": "不知道医院类别。没有计算。请用 --type 说明（综合、中医、中西医结合、民族医、专科、妇幼保健）。",
    "assess_no_figures": "{year} 年没有任何数（文件里有：{years}）。没有计算。请用 --year 说明年度。",
    "command_wrong": "命令写法不对：{reason}。没有做任何事。用 -h 看用法。",
    "assess_other_year": "文件是 {given} 年度的，按 --year 计算的是 {own} 年度。请确认年度没有写错。",
    "sample_unknown": "没有叫“{given}”的示例。没有计算。可用：{known}。",
    "fault": "程序出了意外（{reason}）。没有留下写了一半的文件。请把这一行发给维护人员。",
    "memory_full": "内存不足，刚才的操作没有做完，没有留下写了一半的文件。已存的数完好。请关掉一些程序后再试一次。",
}

TEXTS: dict[str, str] = {
    **NUMBERS, **FORMULAS, **PACKS, **WORK, **INPUTS, **STORE, **FILES, **FORMS, **MAPPING, **REPORTS, **EVIDENCE,
    **PACKAGE, **LEDGER, **OWN, **GROUP,
}  # fmt: skip
