"""Sentences about the ledger, its milestones and 整改, and the packs of tasks."""

LEDGER = {
    "ledger_reason": "滞后要写明原因，至少 {least} 个字。这一条没有保存，已存的没有变。",
    "ledger_state_missing": "请选一个状态：未启动、推进中、已完成或滞后。这一条没有保存，已存的没有变。",
    "ledger_text_too_long": "“{field}”超过 {limit} 个字。这一条没有保存，请写短些，详细材料可作佐证。",
    "ledger_other_year": "台账只能填本年度（{year} 年）的。没有保存。",
    "ledger_no_such_task": "任务清单里没有“{task}”这一条。没有保存。",
    "ledger_milestone_text": "里程碑要写到时做到什么。没有保存。",
    "remedy_text_missing": "整改要写改什么。整批没有保存。",
    "remedy_owner_missing": "还没有责任科室或责任人。整批没有保存。",
    "remedy_due_missing": "还没有完成期限。整批没有保存。",
    "remedy_outcome_missing": "办结要写结果。没有保存。",
}
