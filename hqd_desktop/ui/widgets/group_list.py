"""The left column of 填报: how to arrange, the groups with done of total, and what the shapes mean."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QListView, QVBoxLayout, QWidget

from hqd_desktop.services.progress import Arrangement
from hqd_desktop.ui.models.cell_states import Mark
from hqd_desktop.ui.models.entry_rows import ARRANGEMENTS, USUAL_PERCENT, EntryGroup, Filter
from hqd_desktop.ui.models.group_model import GROUP_ROLE, GroupModel, count_text
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import Picker, Stepper, rule
from hqd_desktop.ui.widgets.grid_paint import GridDelegate
from hqd_desktop.ui.widgets.icon_text import IconText
from hqd_desktop.ui.widgets.status_shapes import Shape, paint_shape

# By rows of two: what blocks first, what is merely told last.
LEGEND = (
    (Shape.ERROR, "有错误"), (Shape.UNSAVED, "未存上"),
    (Shape.WARNING, "待说明"), (Shape.EXPLAINED, "已说明"),
    (Shape.MISSING, "缺"), (Shape.NOT_APPLICABLE, "不适用"),
    (Shape.SAVING, "正在存"), (Shape.OK, "已存"),
    (Shape.LOCKED, "已锁定"), (Shape.FOLLOWED, "跟进"),
    (Shape.NOTED, "有备注"),
)  # fmt: skip
_SHAPES = {Mark.ERROR: Shape.ERROR, Mark.MISSING: Shape.MISSING, Mark.NONE: Shape.OK}


KEEPS = {
    Filter.EVERYTHING: "显示全部",
    Filter.MISSING: "只看空着的",
    Filter.PROBLEM: "只看有问题的",
    Filter.ERROR: "只看错误",
    Filter.WARNING: "只看待说明",
    Filter.CHANGED: "变动超过…",
    Filter.UNSAVED: "只看未存上的",
    Filter.FOLLOWED: "只看跟进的",
    Filter.NOTED: "只看有备注的",
    Filter.NOT_APPLICABLE: "只看不适用",
    Filter.FILLED: "只看已填的",
}


class GroupList(QWidget):
    """What it emits follows the user, not the program."""

    group_chosen = Signal(str)
    arrangement_chosen = Signal(object)
    keep_chosen = Signal(object)
    percent_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("area", "sub")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.model = GroupModel(self)
        self.picker = Picker(theme, "分组方式")
        for arrangement, words in ARRANGEMENTS.items():
            self.picker.addItem(words, arrangement)
        self.picker.activated.connect(
            lambda place: self.arrangement_chosen.emit(Arrangement(self.picker.itemData(place)))
        )
        self.keep_picker = Picker(theme, "显示哪些数据项")
        for keep, words in KEEPS.items():
            self.keep_picker.addItem(words, keep)
        self.keep_picker.activated.connect(
            lambda place: self.keep_chosen.emit(Filter(self.keep_picker.itemData(place)))
        )
        self.percent = Stepper(1, 1000, 5, "比上年变动超过百分之几")
        self.percent.setPrefix("比上年 ± ")
        self.percent.setSuffix(" %")
        self.percent.setValue(USUAL_PERCENT)
        self.percent.setKeyboardTracking(False)
        self.percent.valueChanged.connect(self.percent_chosen)
        self.percent.hide()
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_GroupDelegate(theme, self.view))
        self.view.setProperty("area", "sub")
        self.view.setAccessibleName("分组")
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.viewport().setAutoFillBackground(False)
        self.view.setStyleSheet("QListView { background: transparent; }")
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(6)
        top = QVBoxLayout()
        top.setContentsMargins(10, 0, 10, 0)
        top.setSpacing(6)
        for widget in (self.picker, self.keep_picker, self.percent):
            top.addWidget(widget)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addWidget(rule())
        self._legend = QWidget()
        legend = QGridLayout(self._legend)
        legend.setContentsMargins(16, 4, 8, 0)
        legend.setHorizontalSpacing(6)
        legend.setVerticalSpacing(3)
        for place, (shape, words) in enumerate(LEGEND):
            legend.addWidget(IconText(theme, shape, words, "caption", "text2"), place // 2, place % 2)
        column.addWidget(self._legend)
        self._quiet = False
        theme.changed.connect(self._on_theme_changed)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._legend.setVisible(self.height() >= self._theme.px(420))

    @property
    def arrangement(self) -> Arrangement:
        """By what the figures are grouped now."""
        return Arrangement(self.picker.currentData())

    def set_arrangement(self, arrangement: Arrangement) -> None:
        """Without a signal."""
        self.picker.setCurrentIndex(self.picker.findData(arrangement))

    def set_keep(self, keep: Filter) -> None:
        """Without a signal; the percentage stands below only where it means something."""
        self.keep_picker.setCurrentIndex(self.keep_picker.findData(keep))
        self.percent.setVisible(keep is Filter.CHANGED)

    @property
    def group(self) -> str:
        """The chosen group, or nothing yet."""
        held = self.model.group(self.view.currentIndex().row())
        return held.name if held else ""

    def show_groups(self, groups: tuple[EntryGroup, ...], group: str) -> None:
        """New counts; `group` stays or becomes the chosen one, without a signal."""
        self._quiet = True
        self.model.show(groups)
        row = max(0, self.model.row_of(group))
        self.view.setCurrentIndex(self.model.index(row))
        self._quiet = False

    def _on_current_changed(self, current) -> None:
        held = self.model.group(current.row())
        if held is not None and not self._quiet:
            self.group_chosen.emit(held.name)

    def _on_theme_changed(self) -> None:
        self.view.doItemsLayout()


class _GroupDelegate(GridDelegate):
    def sizeHint(self, option, index):
        return QSize(self.theme.px(120), self.theme.px(34))

    def paint(self, painter, option, index):
        group = index.data(GROUP_ROLE)
        if group is None:
            return
        theme, rect = self.theme, QRectF(option.rect).adjusted(6, 1, -6, -1)
        painter.save()
        chosen = self.is_selected(option)
        if chosen:
            painter.fillRect(rect, theme.colour("accent_soft"))
            painter.fillRect(QRectF(rect.left(), rect.top(), theme.px(3), rect.height()), theme.colour("accent"))
        side = theme.px(15)
        if group.total:
            box = QRectF(rect.left() + theme.px(9), rect.center().y() - side / 2, side, side)
            paint_shape(painter, _SHAPES[group.mark], box, theme.tokens)
        font = theme.font(13)
        count = count_text(group)
        width = QFontMetrics(font).horizontalAdvance(count)
        room = rect.adjusted(theme.px(33), 0, -theme.px(9), 0)
        tone = "text2" if group.word is None or group.missing else "ok" if group.word.confirmed_by else "warning"
        self.write(painter, room, count, font, theme.colour(tone), right=True)
        name = room.adjusted(0, 0, -width - theme.px(6), 0)
        self.write(painter, name, group.name, theme.font(14, bold=chosen), theme.colour("text"), elide=True)
        if chosen and option.widget is not None and option.widget.hasFocus():
            self.frame(painter, rect)
        painter.restore()
