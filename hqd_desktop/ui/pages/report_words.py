"""The checklist before handing in: each step with its shape, words, and where its button leads; words only."""

from dataclasses import dataclass

from hqd_desktop.domain.review import YearState
from hqd_desktop.services.confirming import unconfirmed
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.pages import overview_words as words
from hqd_desktop.ui.widgets.status_shapes import Shape

_ORDER = tuple(YearState)
_NAMED = 3  # departments that are named where there is little room


@dataclass(frozen=True, slots=True)
class CheckStep:
    """One step; `button` is empty where nothing is to be done."""

    name: str
    words: str
    shape: Shape
    button: str = ""
    page: str = ""
    target: dict | None = None


def check_steps(view: View) -> tuple[CheckStep, ...]:
    """The seven steps."""
    (done, total), wrong, unexplained = words.counts(view), words.errors(view), words.warnings(view)
    missing = total - done
    first = {"figure": words.first_missing(view)} if missing else {}
    return (
        CheckStep("数据齐全", f"{done} / {total}，缺 {missing} 个", Shape.MISSING, "去补", "entry", first)
        if missing
        else CheckStep("数据齐全", f"{done} / {total}", Shape.OK),
        CheckStep("校核无错误", f"还有 {len(wrong)} 处", Shape.ERROR, "去改", "checks", {"key": wrong[0].key})
        if wrong
        else CheckStep("校核无错误", "没有错误", Shape.OK),
        CheckStep("警告已说明", f"还有 {len(unexplained)} 条待写", Shape.WARNING, "去写", "checks",
                  {"key": unexplained[0].key})
        if unexplained
        else CheckStep("警告已说明", "都已说明", Shape.OK),
        *_review_steps(view),
    )  # fmt: skip


def _review_steps(view: View) -> tuple[CheckStep, ...]:
    """科室确认, 审核, 锁定, 上报: the next one has the button, the last one done may be taken back."""
    state, number = view.record.state, view.record.submission
    done = _ORDER.index(state)
    told = (
        ("科室确认", waiting_words(view), "科室已确认，数不能改"),
        ("院领导审核", "审核后签字，见报告签字页", "已审核"),
        ("锁定", "未锁定，报告每页带“草稿”字样", f"已锁定 v{number}，留有锁定稿"),
        ("上报", "报出后登记去向", "已登记上报"),
    )
    steps = []
    for place, (name, waiting, ready) in enumerate(told):
        if place == 0:
            verb = "科室确认…" if done == 0 else "看各科室…"
            shape = Shape.OK if done else Shape.WAITING
            steps.append(CheckStep(name, ready if done else waiting, shape, verb, "report", {"act": "departments"}))
        elif place < done:
            taken = ("退回修改…", "report", {"act": "reopen"}) if place == done - 1 else ("", "", None)
            steps.append(CheckStep(name, ready, Shape.OK, *taken))
        else:
            verb = "登记上报…" if place == 3 else f"{name.removeprefix('院领导')}…"
            following = (verb, "report", {"act": "next"}) if place == done else ("", "", None)
            steps.append(CheckStep(name, waiting, Shape.WAITING, *following))
    return tuple(steps)


def waiting_words(view: View) -> str:
    """How many departments have given their word, and which have not."""
    found = view.standings
    waiting = unconfirmed(found)
    if not waiting:
        return "各科室都已确认，校核无错误后进到下一步"
    names = "、".join(waiting[:_NAMED]) + (f" 等 {len(waiting)} 个" if len(waiting) > _NAMED else "")
    return f"{len(found) - len(waiting)} / {len(found)} 个科室已确认，还差 {names}"


def steps_left(steps: tuple[CheckStep, ...]) -> int:
    """How many are not done before it can be handed in."""
    return sum(step.shape is not Shape.OK for step in steps[:-1])
