"""The columns that tables are made of, and the rules by which constraints are named; it refuses to know any table."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, MetaData, Text

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def one_of(column: str, values: tuple[str, ...]) -> str:
    """The rule that a column holds one of these words."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def id_column() -> Column[str]:
    """A UUID as text."""
    return Column("id", Text, primary_key=True)


def hospital_column() -> Column[str]:
    """Whose row it is."""
    return Column("hospital_id", Text, ForeignKey("hospital.id", ondelete="RESTRICT"), nullable=False)


def text_column(name: str) -> Column[str]:
    """Text that may be empty but is always there."""
    return Column(name, Text, nullable=False)


def whole_column(name: str) -> Column[int]:
    """A whole number."""
    return Column(name, Integer, nullable=False)


def version_column() -> tuple[Column[int], CheckConstraint]:
    """How often the row was written, from 1."""
    return whole_column("version"), CheckConstraint("version >= 1", name="version")
