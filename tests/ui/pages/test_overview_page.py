"""总览: the next step, the score, what points are lost on, who still owes figures."""

from __future__ import annotations

from types import SimpleNamespace

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.scheme import Group
from hqd_desktop.ui.pages import overview_words as words
from hqd_desktop.ui.pages.overview_side_cards import due_words
from hqd_desktop.ui.widgets.row_button import RowButton
from hqd_desktop.ui.widgets.status_shapes import Shape

YEAR = Period(2025)


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def rows(widget):
    return [row for row in widget.findChildren(RowButton) if row.isVisible()]


def test_a_complete_sample_shows_its_score_and_the_last_step(start):
    shown = start()
    card = shown.session.view.assessment.scorecard
    said = texts(shown.page)
    assert f"{card.total}" in said
    assert any(text.startswith("自评得分") for text in said)
    assert shown.page._sentence.text() == "写 1 条说明，就能送审"


def test_a_missing_figure_makes_it_provisional_and_is_the_next_step(start):
    shown = start()
    shown.session.clear([("physicians", YEAR)])
    shown.settle()
    assert any(text.startswith("暂得分") for text in texts(shown.page))
    assert shown.page._go.text() == "补第 1 个缺数"
    gone = []
    shown.session.navigation_requested.connect(lambda page, target: gone.append((page, target)))
    shown.page._go.click()
    assert gone == [("entry", {"figure": ("physicians", YEAR)})]


def test_errors_come_first(start):
    shown = start()
    shown.session.enter("total_income", YEAR, "1")
    shown.settle()
    assert shown.page._go.text() == "处理第 1 处错误"
    assert any(step.shape is Shape.ERROR for step in words.steps(shown.session.view))


def test_gaps_are_in_two_lists_and_lead_to_their_indicator(start):
    shown = start()
    shown.session.clear([("physicians", YEAR)])
    shown.settle()
    now, later = words.gaps(shown.session.view)
    assert all(gap.points.startswith("未定") for gap in now)
    assert now
    assert all(gap.points.startswith("失") for gap in later)
    assert [float(gap.points[1:]) for gap in later] == sorted((float(g.points[1:]) for g in later), reverse=True)
    gone = []
    shown.session.navigation_requested.connect(lambda page, target: gone.append((page, target)))
    rows(shown.page._gap)[0].click()
    assert gone[0] == ("indicators", {"number": now[0].number})


def test_the_rest_of_the_gaps_tells_open_points_from_lost_ones(start):
    shown = start()
    card = shown.session.view.assessment.scorecard
    assert words.gap_total(shown.session.view) == f"全部已失 {card.lost:.2f} 分"
    shown.session.clear([("physicians", YEAR)])
    shown.settle()
    assert words.gap_total(shown.session.view).startswith("全部未定 ")


def test_a_lost_gap_names_the_smallest_change_and_who(start):
    shown = start()
    shown.settle()
    said = texts(shown.page._gap)
    assert "高出满分线 533.98 万元（财务科）：管理费用" in said
    assert "离满分差 517 人（医保办）：按病种付费住院参保人员数" in said
    row = next(row for row in rows(shown.page._gap) if "管理费用占比" in row.accessibleName())
    assert "费用总额不变时，管理费用降到 85,839,911.47 元（现 91,179,730.82，多 5,339,819.35）得满分。" in row.toolTip()


def test_a_saved_figure_ranks_anew(start):
    shown = start()
    shown.session.enter("management_expense", YEAR, "85000000")
    shown.settle()
    assert not any("管理费用" in text for text in texts(shown.page._gap))


def test_no_gap_is_worded_as_advice_to_alter_a_figure(start):
    shown = start()
    for gap in (*words.gaps(shown.session.view)[0], *words.gaps(shown.session.view)[1]):
        assert not any(word in gap.reason for word in ("改为", "改成", "调整", "应填"))


def test_the_reminder_names_departments_and_figures(start, press_button):
    shown = start()
    shown.session.clear([("physicians", YEAR), ("total_income", YEAR)])
    shown.settle()
    press_button(shown.page, "复制催办名单")
    copied = QGuiApplication.clipboard().text()
    assert "人事科（1 项）" in copied
    assert "财务科（1 项）" in copied
    assert "催办名单已复制" in shown.window.notice


def test_a_department_row_leads_to_its_group(start):
    shown = start()
    gone = []
    shown.session.navigation_requested.connect(lambda page, target: gone.append((page, target)))
    rows(shown.page._departments)[0].click()
    assert gone == [("entry", {"group": "财务科"})]


def test_an_empty_hospital_is_told_where_to_begin(start):
    shown = start(sample=None)
    shown.session.create_hospital(Hospital("某医院", "二级", "综合"), "shaoyang-2022", 2025)
    shown.settle()
    shown.window.show_page("overview")
    assert shown.page._go.text() == "直接填"
    assert "还没有数。填好 3 个数就能看到第 1 个指标。" in texts(shown.page)
    assert not shown.page._report.isEnabled()


def test_a_wide_window_shows_the_years_and_what_moved(start):
    shown = start()
    shown.window.resize(1920, 1000)
    shown.settle()
    assert shown.page._compare.isVisible()
    assert shown.page._recent.isVisible()
    shown.session.enter("total_income", YEAR, "12")
    shown.settle()
    assert len(shown.page._score.years._marks) >= 1
    assert any("12" in text and "→" in text for text in texts(shown.page._recent))
    tally, moved = words.comparison(shown.session.view)
    assert sum(tally.values()) >= len(moved)


def test_large_text_is_put_in_fewer_columns(start):
    shown = start()
    shown.starter.theme.set_scale(2.0)
    shown.window.resize(1366, 698)
    shown.settle()
    assert shown.page._arrangement in ("one", "two")


def test_a_group_is_named_with_the_numeral_that_the_text_prints():
    names = [("四、引领新趋势", "新趋势"), ("（二）服务模式", "模式"), ("提升能力", "能力"), ("一是构建", "体系")]
    said = [words.group_name(Group("g", title, short)) for title, short in names]
    assert said == ["四、新趋势", "（二）模式", "能力", "体系"]


def test_what_is_due_in_the_ledger_is_reminded_and_leads_to_the_dates(start):
    shown = start()
    page = shown.page
    (line,) = [row for row in rows(page) if row.accessibleName().startswith("任务已过期")]
    assert line.accessibleName() == "任务已过期 3 项，30 天内到期 1 项", "three quarters unreported, the fourth is due"
    line.click()
    shown.settle()
    assert (shown.page.key, shown.page.look.answer) == ("ledger", "期限")


def test_reminders_in_words():
    def view(*days: int):
        return SimpleNamespace(reminders=[SimpleNamespace(days=one) for one in days])

    assert due_words(view()) is None
    assert due_words(view(0, 30)) == (Shape.PARTIAL, "任务 30 天内到期 2 项")
    assert due_words(view(-1, 3)) == (Shape.WARNING, "任务已过期 1 项，30 天内到期 1 项")
