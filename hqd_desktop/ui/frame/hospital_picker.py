"""The hospitals of the database in the top bar, in place of the one name; it opens none."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.ui import icons
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Picker

MARGINS = 62  # of the style sheet and the arrow, beside the name


class HospitalPicker(Picker):
    """A long name ends with …; the list has it whole."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "医院（Ctrl+H）", parent)
        self._pick_theme = theme
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    @property
    def room_wanted(self) -> int:
        """For the whole name."""
        return self.fontMetrics().horizontalAdvance(self.currentText()) + self._pick_theme.px(MARGINS + 4)

    def show_hospitals(self, members: Sequence[Hospital], shown: str) -> None:
        """These, `shown` by its id as the one that is open."""
        wanted = [(one.name, one.id) for one in members]
        if [(self.itemText(at), self.itemData(at)) for at in range(self.count())] != wanted:
            self.clear()
            for one in members:
                self.addItem(one.name, one.id)
                self.setItemData(self.count() - 1, one.class_label, Qt.ItemDataRole.ToolTipRole)
        self.setCurrentIndex(self.findData(shown))
        self.setToolTip(f"{self.currentText()}，本库 {len(members)} 家医院之一（Ctrl+H）")
        self.view().setMinimumWidth(self._pick_theme.px(320))

    def paintEvent(self, event):
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.width() - self._pick_theme.px(MARGINS)
        shown = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        option.currentText = shown  # type: ignore[attr-defined]
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        side, gap = self._pick_theme.px(14), self._pick_theme.px(9)
        rect = QRectF(self.width() - side - gap, (self.height() - side) / 2, side, side)
        icons.paint_icon(painter, "down", rect, self._pick_theme.tokens.text2)
