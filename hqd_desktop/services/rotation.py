"""Which backups may go: one a day, a week, a month is kept; it removes nothing itself."""

from collections.abc import Hashable, Sequence
from datetime import date

from hqd_desktop.services.backup_records import ROTATED, BackupEntry

NEWEST, DAYS, WEEKS, MONTHS = 10, 14, 8, 24


def surplus(entries: Sequence[BackupEntry], today: date) -> list[BackupEntry]:
    """Those that neither are the newest of a kept day, week or month, nor among the ten newest, nor of a lasting kind.

    One that cannot be opened counts for nothing and stays: somebody has to look at it. One from the future (a clock
    that was set back) stays too.
    """
    sound = sorted((entry for entry in entries if entry.wrong is None), key=lambda entry: entry.at, reverse=True)
    kept = set(sound[:NEWEST]) | {entry for entry in sound if entry.day() > today}
    past = [entry for entry in sound if entry.day() <= today]
    for most, frame in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        newest: dict[Hashable, BackupEntry] = {}
        for entry in past:
            newest.setdefault(frame(entry.day()), entry)
        kept |= set(list(newest.values())[:most])
    return [entry for entry in past if entry not in kept and entry.reason in ROTATED]


def _day(day: date) -> Hashable:
    return day


def _week(day: date) -> Hashable:
    return day.isocalendar()[:2]


def _month(day: date) -> Hashable:
    return day.year, day.month
