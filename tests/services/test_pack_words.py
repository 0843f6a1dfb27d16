"""Lists, dates and words of a table's cells."""

from hqd_desktop.services.pack_words import flag, listed, milestones, sentences, told_milestones, word


def test_lists_flags_and_words() -> None:
    assert listed("甲、乙，丙; 丁\n戊、") == ["甲", "乙", "丙", "丁", "戊"]
    assert sentences("甲，乙；丙\n丁") == ["甲，乙", "丙", "丁"]
    assert (flag(" 是 "), flag("否"), flag("")) == (True, False, False)
    assert (word("年", {"年": "year"}), word(" ", {"年": "year"}), word("月", {"年": "year"})) == ("year", "", None)


def test_milestones_there_and_back() -> None:
    dated, wrong = milestones("2025-12-31=做完；2026-06-30＝看过\n不知哪天；=没有日子；2027-01-01=")
    assert dated == [{"due": "2025-12-31", "text": "做完"}, {"due": "2026-06-30", "text": "看过"}]
    assert wrong == ["不知哪天", "=没有日子", "2027-01-01="]
    assert told_milestones([{"due": "2025-12-31", "text": "一；二"}]) == "2025-12-31=一，二"
