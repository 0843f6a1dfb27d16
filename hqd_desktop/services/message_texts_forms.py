"""The texts of what can be wrong with a collection form (采集表) that came back; every one says what is safe."""

FORMS = {
    "form_identity_missing": "这份文件里没有采集表的标识（隐藏表被删，或不是程序发出的采集表；文件里有：{present}）。没有写入任何数。请把数填回程序发出的原表。",
    "form_identity_altered": "采集表的标识被改过，认不出是哪一份。没有写入任何数。请把数填回程序发出的原表。",
    "form_table_missing": "采集表里找不到数据表的表头（数据项、本年……；文件里有：{present}）。没有写入任何数。请恢复表头，或把数填回原表。",
    "form_row_missing": "少了“{item}”这一行。没有写入任何数。请把这一行从原表抄回来；没有数的留空即可。",
    "form_not_asked": "“{item}”不是{department}这份表要填的。没有写入任何数。请删去这一行，或把它交给对应的科室填。",
    "form_other_hospital": "这份采集表是“{given}”的，现在的医院是“{own}”。没有写入任何数。请换一份文件。",
    "form_other_copy": "这份采集表是从“{given}”的另一份数据里发出的，不是现在打开的这一份。没有写入任何数。请打开发出它的那份数据，或重新发表。",
    "form_other_year": "这份采集表是 {given} 年度的，现在是 {own} 年度。没有写入任何数。请换年度，或换一份文件。",
    "form_other_pack": "这份采集表是按另一张评价指标表（{given}）发出的，现在用的是 {own}。没有写入任何数。请重新发表。",
    "form_withdrawn": "这份采集表（表号 {form}）已作废，或已由新表代替。没有写入任何数。请让{department}用新发的表填。",
    "form_last_year_differs": "“{item}”{period}的数，采集表写的是 {given}，本院是 {own}。没有写入任何数；计分一直用本院的数。请与科室核对：表上改错了的改回去，本院的数错了的先在“填报”改正上年数。",
    "form_undecided": "还有 {count} 处冲突没有决定用哪一个。没有写入任何数。请逐处选“用本院的”或“用采集表的”。",
    "form_ours_changed": "核对之后，本院的数又有改动。没有写入任何数。已按现在的数重新比较，请再看一遍。",
    "form_not_issued_here": "本机没有发出这份表（表号 {form}）的记录，可能是从备份恢复过数据。可以照常核对、写入。",
    "form_written_before": "这一个文件已经写入过，没有新的改动时不必再写。",
    "form_target_exists": "文件夹里已经有“{name}”，可能是科室填好的，没有覆盖。没有发出任何采集表。请换一个空文件夹，或先把它移走。",
}
