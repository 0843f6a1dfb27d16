"""A 占比 of the group as sentences with its proof, for screen, clipboard, workbook and command line; pure words."""

from hqd_desktop.domain.numerals import shown
from hqd_desktop.domain.shares import Answer, Share

NOT_SCORED = "这是本组成员的占比，不计入任何一家的得分。"
PLACES = 2
_LEFT_OUT = "不在其中（用别的指标表，或本项不适用）"
_NAMES = {Answer.NOT_MET: "未达到", Answer.OPEN: "未填", Answer.MET: "达到", Answer.LEFT_OUT: _LEFT_OUT}


def share_title(share: Share) -> str:
    """The row as it is printed."""
    return f"{share.indicator.number}　{share.indicator.name}"


def result_text(share: Share) -> str:
    """The share in a word: a percentage, or that it is not whole yet."""
    if not share.denominator:
        return "没有成员"
    return "未填全" if share.percent is None else f"{shown(share.percent, PLACES)}%"


def proof_text(share: Share) -> str:
    """The formula with the counts put in."""
    if not share.denominator:
        return "没有一家成员用这张表、适用本项。"
    counted = f"{share.numerator} ÷ {share.denominator} × 100%"
    if share.percent is not None:
        return f"＝ {counted} ＝ {shown(share.percent, PLACES)}%"
    low, high = (shown(bound, PLACES) for bound in (share.lowest, share.highest) if bound is not None)
    left = len(share.those(Answer.OPEN))
    return (
        f"未填全：{share.denominator} 家里已知 {share.numerator} 家达到，{left} 家未填；填齐后在 {low}%—{high}% 之间。"
    )


def names_texts(share: Share, most_met: int = 0) -> tuple[str, ...]:
    """Who is not, who has not answered, who is, who is left out: each line that has a name.

    With `most_met` no more than so many of those that fulfil it are named; all of the others always are.
    """
    lines = []
    for answer, word in _NAMES.items():
        names = [hospital.name for hospital in share.those(answer)]
        if names:
            few = answer is Answer.MET and 0 < most_met < len(names)
            told = f"{'、'.join(names[:most_met])} 等" if few else "、".join(names)
            lines.append(f"{word} {len(names)} 家：{told}")
    return tuple(lines)


def share_lines(share: Share) -> tuple[str, ...]:
    """All of it, the published formula to the letter, then what is counted as 达到."""
    return (
        share_title(share),
        f"公布的公式：{share.indicator.explanation}",
        f"达到的条件：{share.criterion.value}",
        proof_text(share),
        *names_texts(share),
        NOT_SCORED,
    )
