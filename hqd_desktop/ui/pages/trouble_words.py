"""What can be done about a database that does not open, by the kind of trouble; words only."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from hqd_desktop.domain.problems import Problem


class Way(StrEnum):
    """A way out; the value is what its button says."""

    RETRY = "再试一次"
    LOOK = "只读查看"
    BACKUPS = "从备份恢复…"
    OPEN = "打开别的数据库…"
    SALVAGE = "抢救读得出的数…"
    ASIDE = "复制一份给维护人员…"
    FIRST_RUN = "新建医院…"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A title, the ways out in order (the first is the one to take), and what is to be known beside."""

    title: str
    ways: tuple[Way, ...]
    hint: str = ""


_UNTOUCHED = "这个文件原样留着，程序不会改动它，也不会用新文件顶替它。"
_DAMAGED = (Way.BACKUPS, Way.SALVAGE, Way.ASIDE, Way.OPEN, Way.RETRY, Way.FIRST_RUN)
_RESCUE = (
    f"{_UNTOUCHED}有备份就先从备份恢复；备份太旧时，“抢救读得出的数”把还能读出的数写成一张表，"
    "可以再导入，要逐个核对。复制给维护人员的那一份里有填报的数，请妥善保管。"
)
_BY_CODE = {
    "store_newer": Trouble(
        "数据库是更新版本的程序保存的", (Way.RETRY, Way.OPEN, Way.BACKUPS, Way.FIRST_RUN),
        "请先升级本程序。升级前的自动备份用本版本可以打开，但里面没有升级以后填的数。",
    ),
    "store_foreign": Trouble("这是别的程序的文件", (Way.OPEN, Way.BACKUPS, Way.FIRST_RUN), _UNTOUCHED),
    "store_not_database": Trouble(
        "这不是自评数据库", (Way.OPEN, Way.BACKUPS, Way.ASIDE, Way.FIRST_RUN),
        f"{_UNTOUCHED}如果它原来是自评数据库，开头已经损坏，请从备份恢复，并复制一份给维护人员。",
    ),
    "store_empty": Trouble("数据库文件是空的", (Way.BACKUPS, Way.OPEN, Way.RETRY, Way.FIRST_RUN), _UNTOUCHED),
    "store_damaged": Trouble("数据库文件损坏了", _DAMAGED, _RESCUE),
    "store_check_damage": Trouble("数据库文件损坏了", _DAMAGED, _RESCUE),
    "store_migration_failed": Trouble("没能升级到新格式", _DAMAGED, _RESCUE),
    "store_forbidden": Trouble("没有权限读取数据库", (Way.RETRY, Way.OPEN, Way.FIRST_RUN)),
    "store_in_use": Trouble("数据库正由别人打开着", (Way.RETRY, Way.LOOK, Way.OPEN, Way.FIRST_RUN)),
    "store_taken": Trouble("数据库由别人取走在改", (Way.RETRY, Way.LOOK, Way.OPEN, Way.FIRST_RUN)),
    "store_not_there": Trouble(
        "找不到数据库", (Way.RETRY, Way.OPEN, Way.BACKUPS, Way.FIRST_RUN),
        "放在 U 盘或共享上的，插好、连上后点“再试一次”。没有新建任何文件。",
    ),
}  # fmt: skip
_OTHER = Trouble("数据库没有打开", (Way.RETRY, Way.OPEN, Way.BACKUPS, Way.FIRST_RUN))


def trouble_of(problems: Sequence[Problem]) -> Trouble:
    """What the first problem of a known kind asks for."""
    return next((_BY_CODE[problem.code] for problem in problems if problem.code in _BY_CODE), _OTHER)
