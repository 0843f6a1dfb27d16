"""Units and the exact factors between those of one dimension; it refuses to guess between dimensions."""

from decimal import Decimal

_MONEY = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10000),
    "百万元": Decimal(1000000),
    "亿元": Decimal(100000000),
}
_COUNTED = (
    ("人", "名", "人次", "人次数", "例", "例数"),  # 出院人数, 出院人次数, 出院例数: tables name one thing in three ways
    ("床日", "日", "天"),
    ("台次", "台", "例次", "例"),
    ("张", "床"),
    ("分",),
    ("级",),
    ("%", "％", "百分比"),
    ("条",),
    ("个",),
    ("份",),
    ("吨标准煤",),
)


def _families() -> list[dict[str, Decimal]]:
    families = [_MONEY]
    for names in _COUNTED:
        family = dict.fromkeys(names, Decimal(1))
        if names[0] != "%":
            family |= {f"万{name}": Decimal(10000) for name in names}
            family |= {f"亿{name}": Decimal(100000000) for name in names}
        families.append(family)
    return families


_FAMILIES = _families()


def conversion_factor(given: str, own: str) -> Decimal | None:
    """What a value in unit `given` is multiplied by to be in unit `own`; None when they differ in dimension.

    An empty `given` means the item's own unit. Units that no family knows convert only to themselves.
    """
    given, own = given.strip(), own.strip()
    if not given or given == own:
        return Decimal(1)
    for family in _FAMILIES:
        if given in family and own in family:
            return family[given] / family[own]
    return None
