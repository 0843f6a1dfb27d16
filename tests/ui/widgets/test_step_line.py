"""The six steps: one line where they fit, two where the text is large, none cut off."""

from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.status_shapes import Shape
from hqd_desktop.ui.widgets.step_line import LINE, Step, StepLine

STEPS = [Step(name, "填数后自动校核", Shape.WAITING) for name in ("收数", "校核", "说明", "院领导审核", "锁定", "上报")]


def test_steps_take_a_second_line_where_they_need_it(qtbot, qapp):
    theme = Theme()
    line = StepLine(theme)
    qtbot.addWidget(line)
    line.show_steps(STEPS)
    line.resize(1400, line.height())
    line.show()
    assert line.height() == theme.px(LINE)
    assert line._per_line == 6
    line.resize(600, line.height())
    assert line.height() == 2 * theme.px(LINE)
    assert line._per_line == 3
    assert line._lefts(line._needs()[:3])[-1] <= 600
    picture = line.grab().toImage()
    below = [picture.pixelColor(x, y) for x in range(0, 600, 3) for y in range(theme.px(LINE), picture.height(), 3)]
    assert len({colour.name() for colour in below}) > 1
