"""Which backups may go: enough of each age stays, and what is strange stays."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.backup_records import BackupEntry, Reason
from hqd_desktop.services.rotation import NEWEST, surplus

TODAY = date(2026, 3, 31)
NOON = datetime(2026, 3, 31, 4, tzinfo=UTC)


def entry(days: float, reason: Reason = Reason.DAY, wrong: Problem | None = None) -> BackupEntry:
    """Made so many days ago."""
    return BackupEntry(Path(f"{days}-{reason.name}.hqd"), NOON - timedelta(days=days), reason, wrong=wrong)


def test_few_backups_all_stay() -> None:
    """However old, up to the newest ten."""
    assert surplus([entry(days * 40) for days in range(NEWEST)], TODAY) == []


def test_a_year_of_daily_backups_thins_out() -> None:
    """Fourteen days, eight weeks, the months; what goes is what is between."""
    entries = [entry(days) for days in range(400)]
    gone = surplus(entries, TODAY)
    kept = [one for one in entries if one not in gone]
    assert {(TODAY - one.day()).days for one in kept} >= set(range(14))
    assert len({one.day().isocalendar()[:2] for one in kept}) >= 8
    assert len({(one.day().year, one.day().month) for one in kept}) == len(
        {(e.day().year, e.day().month) for e in entries}
    )
    assert len(kept) < 40
    assert surplus(kept, TODAY) == []


def test_many_on_one_day_leave_the_newest() -> None:
    """Beyond the ten newest."""
    entries = [entry(20), *(entry(30 + n / 24) for n in range(20))]
    assert len(surplus(entries, TODAY)) == 21 - NEWEST


def test_what_lasts_what_is_broken_and_what_is_of_the_future_stays() -> None:
    """None of them is taken away, nor counted for what is sound."""
    lasting = [
        entry(100 + n / 24, reason) for n in range(5) for reason in (Reason.HAND, Reason.RESTORE, Reason.MIGRATION)
    ]
    broken = [entry(101 + n / 24, wrong=Problem("store_damaged")) for n in range(5)]
    future = [entry(-3 - n / 24) for n in range(20)]
    assert surplus([*lasting, *broken, *future], TODAY) == []


def test_ten_restores_in_a_row_lose_no_good_backup() -> None:
    """What is made before each restore is of the lasting kind, and the daily ones stay beside."""
    daily = [entry(n) for n in range(1, 10)]
    restores = [entry(n / 100, Reason.RESTORE) for n in range(10)]
    assert surplus([*daily, *restores], TODAY) == []
