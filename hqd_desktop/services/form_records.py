"""What travels between services and the rooms that keep, write or read collection forms (采集表); plain frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from hqd_desktop.domain.figures import Figure, FigureKey
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.items import Catalogue, Item
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.scheme import Scheme

FORM_FORMAT = 1


class FormState(StrEnum):
    """Where a form is. A department without any form has none of these (未发)."""

    ISSUED = "issued"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class FormRecord:
    """A form as the database keeps it.

    `digest` is of what was asked; `file_name` and `file_digest` (SHA-256, hexadecimal) are of the latest return that
    was written; `given` of `asked` required cells held something in it. Times are UTC, None where it never happened.
    """

    form: str
    year: int
    department: str
    digest: str
    state: FormState
    asked: int
    given: int = 0
    signed: bool = False
    file_name: str = ""
    file_digest: str = ""
    version: int = 0
    issued_at: datetime | None = None
    returned_at: datetime | None = None

    @property
    def complete(self) -> bool:
        """Whether every required cell came back with something in it."""
        return self.state is FormState.RETURNED and self.given >= self.asked


@dataclass(frozen=True, slots=True)
class FormCell:
    """One cell that a form asks for; `required` ones count for its being complete."""

    item: str
    period: Period
    required: bool

    @property
    def key(self) -> FigureKey:
        """The figure that it asks for."""
        return (self.item, self.period)


@dataclass(frozen=True, slots=True)
class FormIdentity:
    """What a form says of itself on its hidden sheet.

    `base` holds the figures as they stood when it was issued, blank ones left out; `digest` is of what it asks.
    """

    form: str
    hospital_id: str
    hospital: str
    year: int
    scheme_id: str
    department: str
    digest: str
    issued_on: str
    cells: tuple[FormCell, ...]
    base: Mapping[FigureKey, Figure]


@dataclass(frozen=True, slots=True)
class CollectionForm:
    """A form to be written: its identity, its items in catalogue order, and last year's figures beside them."""

    identity: FormIdentity
    hospital: Hospital
    scheme: Scheme
    catalogue: Catalogue
    items: tuple[Item, ...]
    last: Mapping[str, Figure]
    issued_on: date


@dataclass(frozen=True, slots=True)
class ReturnedForm:
    """What a file held: the figures that can be read with their places, and everything that is wrong with it.

    With any problem nothing of it may be written. `units` names, by figure, a unit other than the item's in which it
    was given; the figure itself is already in the item's unit. `unreadable` figures were given, but cannot be read.
    """

    name: str
    digest: str
    identity: FormIdentity | None = None
    figures: Mapping[FigureKey, Figure] = field(default_factory=dict)
    places: Mapping[FigureKey, str] = field(default_factory=dict)
    units: Mapping[FigureKey, str] = field(default_factory=dict)
    unreadable: frozenset[FigureKey] = frozenset()
    problems: tuple[Problem, ...] = ()
