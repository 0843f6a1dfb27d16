"""Sentences about 本院目标 and tables of one's own."""

OWN = {
    "goal_wrong_side": "这一项的目标是“{sign}”的，按公布的表方向不能反过来。没有保存。",
    "goal_needs_side": "公布的表没有说高好还是低好，请写成“≥ 30”或“≤ 30”。没有保存。",
    "goal_conditions": "目标写要达到几条，1 到 {most} 的整数，全部达到可写“是”。没有保存。",
    "goal_no_such_row": "这一行不能定本院目标（不评价本院，或没有可比的数）。没有保存。",
    "goal_sheet": "目标表第一行要有“序号”“值”“本院目标”几列，缺 {columns}。没有采用。",
    "own_pack_format": "不是本程序认识的指标表文件（应是第 {format} 版）。没有带入。请向对方要一份新导出的。",
    "own_pack_too_long": "行数超过 {limit}。没有带入。请删去多余的行。",
    "own_pack_unit": "不认识单位“{given}”。没有带入。请用数据项目录里的单位，如 元、人次、%、日、分。",
    "own_pack_sheet_missing": "没有“{sheet}”这张表，或它是空的。没有带入。请照模板补上。",
    "own_pack_no_number": "第一行要有序号；第二个值才可以空着序号。没有带入。",
    "own_pack_no_group": "“{given}”不在“一级指标”表里（{allowed}）。没有带入。",
    "own_pack_whole": "“{given}”不是 0 到 6 的整数。没有带入。",
    "own_pack_milestone": "期限“{given}”要写成“2025-12-31=做到什么”。没有带入。",
    "own_pack_altered": "这张自建指标表与登记的不一致，数据库可能在程序外被改过。请从备份恢复。",
    "own_pack_in_use": "{year} 年度正在用这张表，不能撤下。请先换一张表。",
    "own_pack_none": "没有编号为“{given}”的自建指标表。没有改动。",
    "own_pack_file": "不是自建指标表文件（.hqdp），或内容读不出来。没有带入。请向对方要一份新导出的。",
    "own_pack_file_altered": "文件的内容与其中的摘要不一致，导出之后被改过。没有带入。请向对方要一份新导出的。",
    "own_pack_cell": "单元格里是公式或错误值，请改成直接写的字或数。没有带入。",
    "goal_row_unclear": "找不到“{given}”是哪一行的哪个值，或写了两遍。整份没有采用，请照“序号”“值”填。",
}
