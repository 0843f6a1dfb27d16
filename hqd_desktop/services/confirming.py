"""Whose word on the figures of a year is there, and whose falls with a change; it writes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from hqd_desktop.domain.figures import Figure, FigureKey
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.services.confirmation_records import Confirmation
from hqd_desktop.services.progress import Arrangement, progress
from hqd_desktop.services.records import Assessment

_NAMED = 3  # changed items that a reason names one by one


@dataclass(frozen=True, slots=True)
class Standing:
    """A department that has required figures in the year: how many, how many are missing or wrong, and its word."""

    department: str
    total: int
    missing: int
    errors: int
    word: Confirmation

    @property
    def confirmed(self) -> bool:
        """Whether somebody answers for its figures as they stand."""
        return bool(self.word.confirmed_by)

    @property
    def ready(self) -> bool:
        """Whether it can be confirmed: nothing is missing."""
        return not self.missing


def standings(
    assessment: Assessment, departments: Mapping[str, str], words: Mapping[str, Confirmation]
) -> tuple[Standing, ...]:
    """Every department concerned, in the catalogue's order; `departments` are the hospital's own, by item."""
    year = assessment.year
    return tuple(
        Standing(one.name, one.total, one.missing, one.errors, words.get(one.name, Confirmation(year, one.name)))
        for one in progress(assessment, Arrangement.DEPARTMENT, departments)
    )


def unconfirmed(found: Iterable[Standing]) -> list[str]:
    """The names of those who still have not given their word."""
    return [one.department for one in found if not one.confirmed]


def is_other(before: Figure, after: Figure) -> bool:
    """Whether a change touches what was confirmed: number, words or 不适用 with its reason, not a remark."""
    same = (before.state, before.value, before.text) == (after.state, after.value, after.text)
    reasons = before.note != after.note and after.value is None and not after.text
    return not same or reasons


def fallen(
    words: Sequence[Confirmation],
    changed: Sequence[FigureKey],
    catalogue: Catalogue,
    departments: Mapping[str, str],
    act: str,
) -> list[Confirmation]:
    """The words of a year that do not hold once these figures of it, or of the year before, are changed; with why."""
    found = []
    for word in words:
        own = [
            key
            for key in changed
            if word.confirmed_by
            and departments.get(key[0], catalogue[key[0]].department) == word.department
            and word.year - 1 <= key[1].year <= word.year
        ]
        if own:
            names = "、".join(f"{catalogue[item].name}（{period.label}）" for item, period in own[:_NAMED])
            more = f"等 {len(own)} 项" if len(own) > _NAMED else ""
            found.append(replace(word, confirmed_by="", withdrawn=f"{act}改了：{names}{more}"))
    return found
