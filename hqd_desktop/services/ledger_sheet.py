"""The columns of the ledger's workbook and what stands in one; texts only, it refuses to know what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass

PACK, TASK, SEEN = "地区", "编号", "核对"
NUMBER, TEXT, SECTION, UNITS, OWNER, DUE = "序号", "任务", "出处", "责任单位", "牵头科室", "期限"
STATE, PROGRESS, REASON, VALUE, NEXT, NEXT_DUE = "状态", "进展", "滞后原因", "数", "下一步", "下一步期限"
COLUMNS = (NUMBER, TEXT, SECTION, UNITS, OWNER, DUE, STATE, PROGRESS, REASON, VALUE, NEXT, NEXT_DUE, PACK, TASK, SEEN)
FILLED = (STATE, PROGRESS, REASON, VALUE, NEXT, NEXT_DUE)
HOSPITAL, PERIOD = "医院", "季度"


@dataclass(frozen=True, slots=True)
class LedgerForm:
    """What stands in a workbook of the ledger: hospital and quarter, then a row for each task; `places` of the rows."""

    hospital: str
    period: str
    rows: tuple[Mapping[str, str], ...]
    places: tuple[str, ...] = ()
