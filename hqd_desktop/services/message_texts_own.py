"""Sentences about 本院目标 and tables of one's own."""

OWN = {
    "goal_wrong_side": "这一项的目标是“{sign}”的，按公布的表方向不能反过来。没有保存。",
    "goal_needs_side": "公布的表没有说高好还是低好，请写成“≥ 30”或“≤ 30”。没有保存。",
    "goal_conditions": "目标写要达到几条，1 到 {most} 的整数，全部达到可写“是”。没有保存。",
    "goal_no_such_row": "这一行不能定本院目标（不评价本院，或没有可比的数）。没有保存。",
    "goal_sheet": "目标表第一行要有“序号”“值”“本院目标”几列，缺 {columns}。没有采用。",
    "goal_row_unclear": "找不到“{given}”是哪一行的哪个值，或写了两遍。整份没有采用，请照“序号”“值”填。",
}
