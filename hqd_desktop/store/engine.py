"""SQLAlchemy on top of our own connections; it refuses to hold more than one of them."""

import sqlite3
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import NullPool

from hqd_desktop.store.connection import connect


def make_engine(path: Path, mode: str = "rw", foreign_keys: bool = True) -> Engine:
    """An engine whose every connection has the settings of `connection.connect`. Nothing is opened yet."""
    return create_engine("sqlite://", creator=lambda: connect(path, mode, foreign_keys), poolclass=NullPool)


def begin_immediate(connection: Connection) -> None:
    """Take the write lock at once, inside `connection.begin()`.

    The driver would begin late and as a reader, and could then be refused in the middle of a save. SQLAlchemy is
    passed by because it would make a result object of it, a twentieth of the cost of a save.
    """
    driver_of(connection).execute("BEGIN IMMEDIATE")


def driver_of(connection: Connection) -> sqlite3.Connection:
    """The driver's connection underneath, for what SQLAlchemy has no words for."""
    return cast(sqlite3.Connection, connection.connection.driver_connection)
