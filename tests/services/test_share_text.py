"""A 占比 in sentences: whole, not whole, and of nobody."""

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.shares import Answer, Criterion, Share
from hqd_desktop.services.share_text import NOT_SCORED, names_texts, proof_text, result_text, share_lines
from tests.fakes.shipped_packs import shipped_packs

ROW = shipped_packs().scheme.indicator("19")


def share(*answers: Answer) -> Share:
    names = "甲乙丙丁"
    hospitals = [Hospital(names[place], "二级", "综合") for place in range(len(answers))]
    return Share(ROW, Criterion.NOT_NEGATIVE, tuple(zip(hospitals, answers, strict=True)))


def test_whole() -> None:
    """The published formula to the letter, the condition, the counts put in, the names of those that do not."""
    lines = share_lines(share(Answer.MET, Answer.MET, Answer.NOT_MET, Answer.LEFT_OUT))
    assert lines == (
        "19　实现收支平衡的公立医院占比",
        "公布的公式：实现收支平衡的公立医院数/公立医院总数×100%，总收入-总支出≥0即为实现收支平衡",
        "达到的条件：收支差不小于 0",
        "＝ 2 ÷ 3 × 100% ＝ 66.67%",
        "未达到 1 家：丙",
        "达到 2 家：甲、乙",
        "不在其中（用别的指标表，或本项不适用） 1 家：丁",
        NOT_SCORED,
    )
    assert result_text(share(Answer.MET)) == "100.00%"


def test_many_that_fulfil_it_are_not_all_named() -> None:
    """On the screen; those that do not always are."""
    many = share(Answer.MET, Answer.MET, Answer.NOT_MET, Answer.NOT_MET)
    assert names_texts(many, 1) == ("未达到 2 家：丙、丁", "达到 2 家：甲 等")
    assert names_texts(many, 2) == names_texts(many)


def test_not_whole() -> None:
    """Those who have not answered are named, and no number stands for the share."""
    half = share(Answer.MET, Answer.OPEN, Answer.NOT_MET)
    assert result_text(half) == "未填全"
    assert proof_text(half) == "未填全：3 家里已知 1 家达到，1 家未填；填齐后在 33.33%—66.67% 之间。"
    assert "未填 1 家：乙" in names_texts(half)


def test_of_nobody() -> None:
    none = share(Answer.LEFT_OUT)
    assert (result_text(none), proof_text(none)) == ("没有成员", "没有一家成员用这张表、适用本项。")
