"""A hospital as far as tables ask about it: its level and type; it refuses to know its figures."""

from dataclasses import dataclass

LEVELS = ("三级", "二级", "一级", "未定级")
TYPES = ("综合", "中医", "中西医结合", "民族医", "专科", "妇幼保健")

_LEVEL_COUNTS_AS = {"未定级": "二级"}
_TYPE_COUNTS_AS = {"中西医结合": "中医", "民族医": "中医"}


@dataclass(frozen=True, slots=True)
class Hospital:
    """Name as on its seal, 机构代码, level and type (of LEVELS and TYPES); `sample` marks an invented one (示例)."""

    name: str
    level: str
    type: str
    code: str = ""
    id: str = ""
    sample: bool = False

    @property
    def level_counts_as(self) -> str:
        """The level whose rows apply; 未定级 counts as 二级 (our own choice, the table is silent)."""
        return _LEVEL_COUNTS_AS.get(self.level, self.level)

    @property
    def type_counts_as(self) -> str:
        """The type whose rows apply; 中西医结合 and 民族医 count as 中医 (our own choice)."""
        return _TYPE_COUNTS_AS.get(self.type, self.type)

    @property
    def class_label(self) -> str:
        """三级综合 …, as shown beside the name."""
        return f"{self.level}{self.type}"
