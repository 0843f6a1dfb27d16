"""Which data items a table asks a hospital for; it refuses to look at any figure."""

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.ruleset import RuleSet
from hqd_desktop.domain.scheme import Scheme


def required(scheme: Scheme, ruleset: RuleSet, catalogue: Catalogue, hospital: Hospital) -> tuple[str, ...]:
    """The items that the hospital must give for this table, in catalogue order (this year's; 缺 when blank)."""
    wanted: set[str] = set()

    def add(key: str) -> None:
        formula = catalogue.formulas.get(key)
        if formula is None:
            wanted.add(key)
        else:
            for inner, _ in formula.items():
                add(inner)

    for indicator in scheme:
        if not indicator.applies_to(hospital):
            continue
        for part in indicator.parts:
            for key, _ in part.formula.items() if part.formula else [(key, 0) for key in part.checklist]:
                add(key)
        wanted.update(indicator.reported)
    wanted.update(needed_lines(scheme, catalogue, hospital))
    return tuple(item.key for item in catalogue if item.key in wanted)


def needed_lines(scheme: Scheme, catalogue: Catalogue, hospital: Hospital) -> tuple[str, ...]:
    """The lines asked for their checks alone (`Item.needed`), where a row that applies reads the sum they belong to.

    A table without that sum does not ask for them, whatever another region's table asks.
    """
    read = {
        key
        for indicator in scheme.indicators
        if indicator.applies_to(hospital)
        for part in indicator.parts
        if part.formula
        for key, _ in part.formula.items()
    }
    return tuple(item.key for item in catalogue if item.needed and not read.isdisjoint((item.key, item.parent)))
