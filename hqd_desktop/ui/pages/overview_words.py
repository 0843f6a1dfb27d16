"""What the overview says of a View: the next step, what points are lost on, how the year compares; words only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hqd_desktop.domain.checks import CheckResult, CheckState
from hqd_desktop.domain.figures import FigureKey
from hqd_desktop.domain.review import YearState
from hqd_desktop.domain.scheme import Direction, Group
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult, Reason, Status
from hqd_desktop.services import trial_text
from hqd_desktop.services.assessing import required_keys
from hqd_desktop.services.shortfalls import Shortfalls
from hqd_desktop.services.wording import STATE_TEXTS, part_text, points_text, value_text
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.widgets.status_shapes import Shape, shape_of_result
from hqd_desktop.ui.widgets.step_line import Step

_WAITING = {YearState.CONFIRMED: "请院领导审核", YearState.REVIEWED: "可以锁定"}


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one job that is next: a sentence, the button, and where it leads."""

    sentence: str
    button: str
    page: str
    target: dict


@dataclass(frozen=True, slots=True)
class Gap:
    """Points that are open or lost on one indicator; `detail` says what would have to be true, for the tooltip."""

    number: str
    name: str
    reason: str
    points: str
    shape: Shape
    open: bool
    detail: str = ""


def counts(view: View) -> tuple[int, int]:
    """Figures given (or 不适用) and asked for."""
    total = len(required_keys(view.assessment))
    return total - len(view.assessment.missing), total


def errors(view: View) -> list[CheckResult]:
    """Checks that block locking."""
    return [check for check in view.assessment.checks if check.state is CheckState.ERROR]


def warnings(view: View) -> list[CheckResult]:
    """Checks that still need a 说明."""
    return [check for check in view.assessment.checks if check.state is CheckState.WARNING]


def next_step(view: View) -> NextStep:
    """What to do now."""
    wrong, missing, unexplained = errors(view), view.assessment.missing, warnings(view)
    done, _total = counts(view)
    if view.record.state is not YearState.DRAFT:
        told = f"{view.record.year} 年度{STATE_TEXTS[view.record.state]}"
        if view.record.locked:
            return NextStep(f"{told}，报告可打印", "打开报告", "report", {})
        return NextStep(f"{told}，{_WAITING[view.record.state]}", "打开报告", "report", {})
    if not done:
        return NextStep("先填数：直接填，或从 Excel 导入", "直接填", "entry", {"act": "first"})
    parts = [f"改 {len(wrong)} 处错误"] if wrong else []
    parts += [f"补 {len(missing)} 个缺数"] if missing else []
    parts += [f"写 {len(unexplained)} 条说明"] if unexplained else []
    sentence = "、".join(parts) + "，就能送审" if parts else "数齐、校核通过、说明写完，可以出报告送审"
    if wrong:
        return NextStep(sentence, "处理第 1 处错误", "checks", {"key": wrong[0].key})
    if missing:
        return NextStep(sentence, "补第 1 个缺数", "entry", {"figure": first_missing(view)})
    if unexplained:
        return NextStep(sentence, "写第 1 条说明", "checks", {"key": unexplained[0].key})
    return NextStep(sentence, "打开报告预览", "report", {})


def first_missing(view: View) -> FigureKey:
    """The missing figure that comes first in the order of the forms, this year's before last year's."""
    missing = set(view.assessment.missing)
    return next(key for key in required_keys(view.assessment) if key in missing)


def steps(view: View) -> tuple[Step, ...]:
    """The six steps with what stands below each."""
    (done, total), wrong, unexplained = counts(view), errors(view), warnings(view)
    locked = view.record.locked
    reviewed = locked or view.record.state is YearState.REVIEWED
    submitted = view.record.state is YearState.SUBMITTED
    collected, begun = done == total, done > 0
    return (
        Step("收数", f"{done} / {total}", Shape.OK if collected else Shape.MISSING, True),
        _checked(len(wrong), begun),
        _explained(len(unexplained), begun),
        Step("院领导审核", _reviewed(view), Shape.OK if reviewed else Shape.WAITING),
        Step("锁定", f"v{view.record.submission}" if locked else "未锁定", Shape.OK if locked else Shape.WAITING),
        Step("上报", "已上报" if submitted else "未上报", Shape.OK if submitted else Shape.WAITING),
    )  # fmt: skip


def _reviewed(view: View) -> str:
    return {YearState.DRAFT: "未开始", YearState.CONFIRMED: "科室已确认"}.get(view.record.state, "已审核")


def _checked(wrong: int, begun: bool) -> Step:
    if not begun:
        return Step("校核", "填数后自动校核", Shape.WAITING)
    return Step("校核", f"{wrong} 处错误" if wrong else "没有错误", Shape.ERROR if wrong else Shape.OK, True)


def _explained(waiting: int, begun: bool) -> Step:
    if not begun:
        return Step("说明", "有警告才写", Shape.WAITING)
    return Step("说明", f"{waiting} 条待写" if waiting else "已写完", Shape.WARNING if waiting else Shape.OK, True)


def gaps(view: View, found: Shortfalls | None = None) -> tuple[list[Gap], list[Gap]]:
    """现在能补 and 来年改进, each from most to least; with `found` the latter name the smallest change."""
    counted = [r for r in view.assessment.scorecard if r.applicable and r.full]
    still_open = sorted((r for r in counted if r.undetermined), key=lambda r: -r.undetermined)
    lossy = sorted((r for r in counted if r.lost > 0), key=lambda r: -r.lost)
    return [_open_gap(view, r) for r in still_open], [_lost_gap(view, r, found) for r in lossy]


def gap_total(view: View) -> str:
    """全部未定 88.00 分、已失 4.00 分: what all gaps together put at stake."""
    card = view.assessment.scorecard
    sums = (("未定", card.undetermined), ("已失", card.lost))
    return "全部" + "、".join(
        f"{word} {points_text(points, card.ruleset.places)} 分" for word, points in sums if points
    )


def _open_gap(view: View, result: IndicatorResult) -> Gap:
    points = points_text(result.undetermined, view.assessment.scorecard.ruleset.places)
    row = result.indicator
    return Gap(row.number, row.short, _missing_words(view, result), f"未定 {points}", Shape.MISSING, True)


def _lost_gap(view: View, result: IndicatorResult, found: Shortfalls | None) -> Gap:
    places = view.assessment.scorecard.ruleset.places
    points, row = points_text(result.lost, places), result.indicator
    gains = found.of(row.number) if found else ()
    unmet = sum(1 for part in result.parts for _, holds in part.conditions if holds is False)
    reason = trial_text.brief_text(gains[0], places) if gains and unmet < 2 else _lost_words(view, result)
    detail = "\n".join(trial_text.row_lines(result, found, view.packs.catalogue, places)) if gains else ""
    return Gap(row.number, row.short, reason, f"失 {points}", _lost_shape(result), False, detail)


def _lost_shape(result: IndicatorResult) -> Shape:
    shape = shape_of_result(result)
    return Shape.PARTIAL if shape is Shape.MISSING else shape


def _missing_words(view: View, result: IndicatorResult) -> str:
    catalogue = view.packs.catalogue
    names = list(dict.fromkeys(catalogue[key].short or catalogue[key].name for key, _ in result.missing))
    if not names and result.reason is Reason.NO_GOAL:
        return "本院目标未定"
    if not names:
        return f"本项不能标不适用（{_who(view, result)}）"
    more = f"等 {len(names)} 项" if len(names) > 1 else ""
    return f"缺{names[0]}{more}（{_who(view, result)}）"


def _who(view: View, result: IndicatorResult) -> str:
    """The departments of the missing figures, else the supplier that the table names."""
    catalogue = view.packs.catalogue
    names = [view.departments.get(key, catalogue[key].department) for key, _ in result.missing]
    return "、".join(dict.fromkeys(names)) or result.indicator.supplier


def _lost_words(view: View, result: IndicatorResult) -> str:
    texts = [text for part in result.parts if (text := _short_of(view, result, part))]
    return f"{'；'.join(texts) or '未得满分'}（{result.indicator.supplier}）"


def _short_of(view: View, result: IndicatorResult, part: PartResult) -> str:
    if part.status is Status.NOT_COMPUTABLE:
        return "分母为 0，不可计算"
    if part.status is not Status.SCORED or part.points >= part.full:
        return ""
    head = part.part.name if len(result.parts) > 1 else ""
    catalogue = view.packs.catalogue
    unmet = [catalogue[key].short or catalogue[key].name for key, holds in part.conditions if holds is False]
    if unmet:
        return f"{head}未达到：{'、'.join(unmet)}"
    if part.rule.needs_last_year:
        return f"{head}本年 {part_text(part)}，上年 {value_text(part.part, part.last)}"
    return f"{head}本年 {part_text(part)}；{part.rule.sentence(part.part.unit).split('；')[0].rstrip('。')}"


def comparison(view: View) -> tuple[dict[Shape, int], list[tuple[IndicatorResult, Shape]]]:
    """How many rows got better, stayed, got worse, are monitored or missing; and the rows that moved."""
    tally = dict.fromkeys((Shape.BETTER, Shape.SAME, Shape.WORSE, Shape.MONITOR, Shape.MISSING), 0)
    moved: list[tuple[IndicatorResult, Shape]] = []
    for result in view.assessment.scorecard:
        if not result.applicable or result.bonus:
            continue
        shape = _moved(result)
        if shape is not None:
            tally[shape] += 1
        if shape in (Shape.BETTER, Shape.WORSE):
            moved.append((result, shape))
    return tally, moved


def _moved(result: IndicatorResult) -> Shape | None:
    if result.status is Status.MISSING:
        return Shape.MISSING
    if result.status is Status.MONITOR:
        return Shape.MONITOR
    signs = set(_signs(result))
    if not signs or (1 in signs and -1 in signs):
        return None
    return Shape.BETTER if 1 in signs else Shape.WORSE if -1 in signs else Shape.SAME


def _signs(result: IndicatorResult) -> Iterator[int]:
    """+1 for better, -1 for worse, 0 for the same; nothing where the table does not say which way is better."""
    for part in result.parts:
        if part.change is None or (part.change and result.indicator.direction is Direction.NONE):
            continue
        sign = (part.change > 0) - (part.change < 0)
        yield -sign if result.indicator.direction is Direction.DOWN else sign


def reminder_text(view: View) -> str:
    """催办名单: each department with the figures that it still owes."""
    catalogue = view.packs.catalogue
    owed: dict[str, list[str]] = {}
    for key, period in view.assessment.missing:
        name = view.departments.get(key, catalogue[key].department)
        owed.setdefault(name, []).append(f"{catalogue[key].name}（{period.label}）")
    head = f"{view.hospital.name} {view.record.year} 年度自评，还缺下列数据："
    lines = [f"{name}（{len(items)} 项）：{'、'.join(items)}" for name, items in owed.items()]
    return "\n".join([head, *lines]) if lines else f"{view.record.year} 年度数据已收齐。"


def group_name(group: Group) -> str:
    """The numeral that the text prints before a heading, if any, with the short name: 四、新趋势, （二）服务效能."""
    match = re.match(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）", group.title)
    return f"{match[0] if match else ''}{group.short}"
