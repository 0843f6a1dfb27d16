"""Bits of the file turn over at random: it is found, or it does no harm; a wrong figure never passes for good."""

from __future__ import annotations

import os
import random
import sqlite3
from pathlib import Path

import pytest

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import StoreError
from hqd_desktop.services.records import Actor, ChangeNote, FigureWrite
from hqd_desktop.store.open import open_store
from tests.fakes.shipped_packs import shipped_samples

FLIPS = int(os.environ.get("HQD_BIT_FLIPS", "40"))  # `dev.py soak` asks for more
NOTE = ChangeNote(Actor("甲", "PC-01"), "填数")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, dict]:
    """The bytes of a good database, and what is in it."""
    path = tmp_path_factory.mktemp("data") / "自评.hqd"
    with open_store(path, create=True) as store:
        hospital = store.add_hospital(Hospital("示例医院", "三级", "综合"), NOTE)
        figures = shipped_samples()[0].figures
        store.save_figures(hospital.id, [FigureWrite(*key, figure, 0) for key, figure in figures.items()], NOTE)
        kept = dict(store.figures(hospital.id))
    return path.read_bytes(), kept


def test_a_flipped_bit_is_found_or_harmless(sound: tuple[bytes, dict], tmp_path: Path) -> None:
    data, kept = sound
    draw = random.Random(20260131)
    found = harmless = 0
    for number in range(FLIPS):
        place, bit = draw.randrange(len(data)), draw.randrange(8)
        path = tmp_path / f"{number}.hqd"
        flipped = bytearray(data)
        flipped[place] ^= 1 << bit
        path.write_bytes(bytes(flipped))
        try:
            with open_store(path, create=False, read_only=True) as store:
                told = store.examine(whole=True)
                same = not told and store.figures(store.hospitals()[0].id) == kept
        except StoreError:
            told, same = ("refused",), False
        except (sqlite3.DatabaseError, UnicodeDecodeError, ValueError) as error:
            pytest.fail(f"byte {place} bit {bit}: {error!r} is nobody's words")
        assert told or same, f"byte {place} bit {bit}: figures changed and nothing was told"
        found, harmless = found + bool(told), harmless + same
        path.unlink()
    assert found > FLIPS // 4, (found, harmless)


def test_periods_are_what_they_were(sound: tuple[bytes, dict]) -> None:
    """The sample holds enough to be hit."""
    assert len(sound[1]) > 200
    assert Period(2025) in {period for _, period in sound[1]}
