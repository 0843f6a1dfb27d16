"""A hospital with every figure given: the 三级 sample, and what only Chinese-medicine hospitals are asked."""

from hqd_desktop.domain.figures import Figure, FigureKey, number
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from tests.fakes.shipped_packs import shipped_samples

YEAR = 2025
_TCM = {
    "tcm_physicians": ("210", "200"),
    "total_outpatient_visits": ("900000", "880000"),
    "herbal_outpatients": ("310000", "290000"),
    "herbal_discharges": ("9000", "8000"),
    "tcm_dominant_discharges": ("7000", "6500"),
}


def complete_figures() -> dict[FigureKey, Figure]:
    """Everything that any level and type is asked for 2025, last year included; a fresh dict each time."""
    figures = dict(shipped_samples()[0].figures)
    for key, (now, last) in _TCM.items():
        figures[key, Period(YEAR)] = number(now)
        figures[key, Period(YEAR - 1)] = number(last)
    return figures


def hospital_of(level: str = "三级", kind: str = "中医") -> Hospital:
    """A hospital of a class."""
    return Hospital("测试医院", level, kind)
