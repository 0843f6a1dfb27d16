"""The readings that Ctrl+K searches by: made from pypinyin, complete for what the packs and the window say."""

from __future__ import annotations

import re

from hqd_desktop import paths
from hqd_desktop.services.finding import readings_from
from tests.resources.pinyin_table import PATH, make


def test_the_table_is_what_pypinyin_gives():
    assert PATH.read_text(encoding="utf-8") == make()


def test_every_character_of_the_packs_and_the_window_has_a_reading():
    known = readings_from(PATH.read_text(encoding="utf-8"))
    files = [*paths.resources().rglob("*.toml"), *(paths.root() / "hqd_desktop").rglob("*.py")]
    written = set("".join(path.read_text(encoding="utf-8") for path in files))
    assert {c for c in written if re.match("[\u4e00-\u9fff]", c)} - set(known) == set()


def test_what_the_field_reads_in_two_ways_has_both():
    known = readings_from(PATH.read_text(encoding="utf-8"))
    for character, expected in {
        "重": {"zhong", "chong"}, "行": {"xing", "hang"}, "长": {"zhang", "chang"}, "率": {"lv", "shuai"},
        "校": {"xiao", "jiao"}, "调": {"diao", "tiao"}, "差": {"cha", "chai"}, "传": {"chuan", "zhuan"},
    }.items():  # fmt: skip
        assert expected <= set(known[character]), character
    assert known["之"] == ("zhi",)
