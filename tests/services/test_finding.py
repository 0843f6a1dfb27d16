"""Finding by what people type: characters, initials, pinyin, numbers; either reading of a character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hqd_desktop.services.finding import BEGUN, REMOTE, Finder, readings_from, words_of

TABLE = """bi 比
biao 标
bu 簿
chang 长
cheng 程
chong 重
fa 法
hang 行
hu 护
lv 率
ren 人
shu 数
shuai 率
xing 行
yi 医
yuan 员
zhang 长
zhong 重
"""
FINDER = Finder(readings_from(TABLE))


def distance(query, *own, remote=()):
    return FINDER.distance(query, own, remote)


@pytest.mark.parametrize(
    "query", ["医护比", "yhb", "YHB", "yihubi", "yihub", "yhubi", "ｙｈｂ", "医护", "yh", "护比", "hb", "yi", "y h b"]
)
def test_one_name_is_found_by_all_that_people_type(query):
    assert distance(query, "医护比") is not None


@pytest.mark.parametrize("query", ["yhx", "yhbb", "比护", "bh", "yihuxi", "y7", "医x"])
def test_what_does_not_spell_it_does_not_find_it(query):
    assert distance(query, "医护比") is None


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("yz", "医长"), ("yizhang", "医长"), ("yc", "医长"), ("yichang", "医长"), ("yzh", "医长"), ("ych", "医长"),
        ("renyuanlv", "人员率"), ("rys", "人员率"), ("ryl", "人员率"), ("lü", "率"), ("hang", "行"), ("xing", "行"),
        ("zhongshu", "重数"), ("chongshu", "重数"),
    ],
)  # fmt: skip
def test_either_reading_and_either_length_of_an_initial_will_do(query, name):
    assert distance(query, name) is not None


def test_numbers_and_latin_letters_stand_for_themselves():
    assert distance("4001.01", "4001-01") == 0
    assert distance("29", "29") == 0
    assert distance("2", "29") == 2
    assert distance("9", "29") == 4
    assert distance("ct", "CT 人员") == 2
    assert distance("ctr", "CT 人员") == 3
    assert distance("ctry", "CT 人员") == 1
    assert distance("3", "医护比") is None


def test_written_goes_before_spelled_and_whole_before_beginning_before_inside():
    order = [
        distance("医护", "医护"), distance("yh", "医护"), distance("医护", "医护比"), distance("yh", "医护比"),
        distance("护", "医护比"), distance("hb", "医护比"),
    ]  # fmt: skip
    assert order == sorted(order)
    assert len(set(order)) == len(order)
    assert order[3] == BEGUN


def test_the_best_of_several_names_counts_and_what_it_belongs_to_comes_last():
    assert distance("yh", "人员", "医护") == distance("yh", "医护")
    assert distance("yh", "人员", remote=["医护"]) == distance("yh", "医护") + REMOTE
    assert distance("人员 yh", "人员", remote=["医护"]) == distance("yh", "医护") + REMOTE
    assert distance("人员 yh", "人员") is None


def test_brackets_and_spaces_of_a_name_need_not_be_typed():
    assert distance("医护比", "医护（ 比 ）") == 0
    assert words_of("  （）  医 护 ") == ["医", "护"]


def test_an_empty_query_meets_everything():
    assert distance("", "医护比") == 0
    assert distance("，", "医护比") == 0


@given(st.lists(st.sampled_from(sorted(readings_from(TABLE))), min_size=1, max_size=8), st.data())
def test_any_mix_of_initials_and_whole_readings_finds_the_name(characters, data):
    readings = readings_from(TABLE)
    typed = ""
    for character in characters:
        reading = data.draw(st.sampled_from(readings[character]))
        typed += data.draw(st.sampled_from([reading, reading[0]]))
    assert distance(typed, "".join(characters)) is not None


@given(st.text(max_size=12), st.text(max_size=12))
def test_nothing_that_is_typed_fails(query, name):
    found = distance(query, name)
    assert found is None or found >= 0
