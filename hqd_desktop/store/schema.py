"""Which databases are ours and how far their schema has come; it refuses to know what the tables hold."""

from dataclasses import dataclass
from pathlib import Path

from hqd_desktop.paths import migrations

APPLICATION_ID = int.from_bytes(b"HQD1")
SCHEMA = 8  # the number of the newest file in migrations/versions; a test holds the two together


@dataclass(frozen=True, slots=True)
class Schema:
    """The schema that a program works with: its number (`PRAGMA user_version`) and where its migrations lie."""

    number: int
    folder: Path

    @property
    def revision(self) -> str:
        """The name that Alembic knows the number by."""
        return f"{self.number:04d}"


def current_schema() -> Schema:
    """The schema of this program."""
    return Schema(SCHEMA, migrations())
