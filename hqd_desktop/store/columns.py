"""What the columns of all tables have in common, and the one set of tables; it refuses to know any of them."""

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

PERIOD = "period LIKE '____' OR period LIKE '____Q_'"


def one_of(column: str, values: tuple[str, ...]) -> str:
    """A CHECK that a column holds one of the words."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def row_id() -> Column[str]:
    """The UUID of a row as text."""
    return Column("id", Text, primary_key=True)


def of_hospital() -> Column[str]:
    """Whose row it is."""
    return Column("hospital_id", Text, ForeignKey("hospital.id", ondelete="RESTRICT"), nullable=False)


def text(name: str) -> Column[str]:
    """Text, empty when there is none."""
    return Column(name, Text, nullable=False)


def whole(name: str) -> Column[int]:
    """A whole number."""
    return Column(name, Integer, nullable=False)


def versioned() -> tuple[Column[int], CheckConstraint]:
    """How often the row was written, 1 at first."""
    return whole("version"), CheckConstraint("version >= 1", name="version")
