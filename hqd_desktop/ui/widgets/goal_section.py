"""The section 本院目标 of the proof: each goal with its 完成率, and the way to set them; it changes nothing."""

from collections.abc import Callable

from hqd_desktop.domain.goals import goal_text, met_text, rate_text, takes_goals
from hqd_desktop.domain.scorecard import IndicatorResult, PartResult
from hqd_desktop.services.workspace import View
from hqd_desktop.ui.widgets.controls import Button, label
from hqd_desktop.ui.widgets.side_panel import SidePanel
from hqd_desktop.ui.widgets.status_shapes import Shape

_SHAPES = {True: Shape.OK, False: Shape.PARTIAL, None: Shape.MISSING}


def add_goals(panel: SidePanel, view: View, result: IndicatorResult, wanted: Callable[[], object] | None) -> None:
    """At the end of the column; nothing for a row that takes no goals. `wanted` opens their table, None: read only."""
    if not takes_goals(result.indicator, view.hospital):
        return
    some = [part for part in result.parts if part.goal is not None]
    panel.section("本院目标", f"{view.record.year} 年度" if some else "还没有定")
    for part in some:
        _line(panel, result, part)
    if view.editable and wanted is not None:
        set_them = Button("改目标…" if some else "定目标…", panel.theme, "small")
        set_them.clicked.connect(wanted)
        panel.buttons(panel.column, set_them)


def _line(panel: SidePanel, result: IndicatorResult, part: PartResult) -> None:
    found = part.goal
    assert found is not None
    row = panel.row()
    row.addWidget(panel.shape(_SHAPES[found.met]))
    name = f"{part.part.name}　" if len(result.parts) > 1 else ""
    row.addWidget(label(f"{name}{goal_text(found.goal, part.part)}", "body", wrap=True), 1)
    row.addWidget(label(f"完成率 {rate_text(found)}", "strong"))
    row.addWidget(label(met_text(found), "secondary", "text2"))
