"""本院目标 between rows and goals; it refuses to know what a value means."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

from sqlalchemy import Connection, select

from hqd_desktop.domain.goals import Goal, GoalKey
from hqd_desktop.services.records import ChangeNote
from hqd_desktop.store.rows import RowWrite, put_rows
from hqd_desktop.store.tables_own import goal
from hqd_desktop.store.transaction import Transaction

_BLANK = {"side": "", "value": None}


class SqlGoals:
    """services.own_ports.GoalStore on a SqlStore's connection."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        saving: Callable[[str, ChangeNote], AbstractContextManager[Transaction]],
    ) -> None:
        self._reading = reading
        self._saving = saving

    def goals(self, hospital_id: str, scheme_id: str) -> Mapping[GoalKey, Goal]:
        """Those of all years for a table; what was taken back is left out."""
        table = goal.c
        query = select(table.year, table.indicator, table.part, table.side, table.value).where(
            table.hospital_id == hospital_id, table.scheme_id == scheme_id, table.value.is_not(None)
        )
        with self._reading() as connection:
            return {
                (row.year, row.indicator, row.part): Goal(row.value, row.side == "at_least")
                for row in connection.execute(query)
            }

    def save_goals(
        self, hospital_id: str, scheme_id: str, goals: Mapping[GoalKey, Goal | None], note: ChangeNote
    ) -> None:
        """Write all or nothing; None takes one back, and the row stays, which history points to."""
        writes = [
            RowWrite(
                {"year": year, "scheme_id": scheme_id, "indicator": number, "part": part},
                {"side": "at_most" if one is not None and not one.at_least else "at_least",
                 "value": None if one is None else one.value},
                None,
                f"{number} {part}",
                str(year),
            )
            for (year, number, part), one in goals.items()
        ]  # fmt: skip
        with self._saving(hospital_id, note) as transaction:
            put_rows(transaction, goal, _BLANK, writes)
