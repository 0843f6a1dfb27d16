"""The texts of what can go wrong where several hospitals share a database."""

GROUP = {
    "member_name_taken": "本库已有医院“{name}”。没有新建，也没有改动它。同一家请直接换过去；不同的医院请写全称，与公章一致。",
    "member_code_taken": "机构代码 {code} 已经是本库“{name}”的。没有新建，也没有改动它。请核对名称和代码后再试。",
    "member_has_year": "本库的“{name}”已有 {year} 年度的数，没有覆盖。要更新，请先换到这家医院，再用“从 Excel 导入…”，逐格看过后写入。",
    "member_twice_here": "与“{first}”是同一家医院、同一年度，只能加入一份。没有用这一份。请确认哪一份是对的。",
    "group_other_year": "这份是 {given} 年度的，正在比的是 {own} 年度。没有对比。请换一份，或用 --year 说明年度。",
    "group_empty": "没有一份可以对比的数据。没有写任何文件。请给几家医院的工作簿或上报包。",
    "member_is_sample": "“{name}”是示例医院，数字全部虚构，不能和真的医院放在一起。没有加入。",
    "member_other_class": "本库的“{name}”是{own}，文件里写的是{given}。没有写入任何数。请先核对级别和类别。",
    "member_nameless": "文件里没有医院名称，不知道是哪一家的（CSV 从来不带）。没有采用。请用封面写着名称的工作簿，或上报包。",
    "member_package_altered": "这个上报包与生成时不同，没有采用。现在的数据没有改动。请让对方重新生成一份。",
    "member_left": "做这一步时已换到别的医院，没有写入任何数，两家医院的数据都没有改动。请换回“{name}”再做一次。",
    "member_unsaved": "还有 {count} 个数只在屏幕上，没有存上，现在不能换医院。已存的数完好。请按 Ctrl+S 再存一次，或清掉这些数。",
}
