"""台账与佐证: the rows that are reported each quarter, with the state of every quarter and a way to its cells."""

from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from hqd_desktop.services.workspace import View
from hqd_desktop.ui.pages.ledger_words import (
    QUARTER_WORDS,
    QuarterRow,
    hidden_rows,
    latest_quarter,
    proof_words,
    quarter_rows,
)
from hqd_desktop.ui.pages.page import Page
from hqd_desktop.ui.session import Session
from hqd_desktop.ui.theme import Theme
from hqd_desktop.ui.widgets.controls import label
from hqd_desktop.ui.widgets.icon_text import IconText
from hqd_desktop.ui.widgets.status_shapes import Shape, colour_of, paint_shape

QUARTERS = ("一季度", "二季度", "三季度", "四季度")
FIRST_QUARTER = 2
COLUMNS = ("任务", "牵头科室", *QUARTERS)


class QuarterModel(QAbstractTableModel):
    """Read-only; a quarter's cell gives its words; the delegate takes its shape from `rows`."""

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self.rows: list[QuarterRow] = []

    def show_rows(self, rows: list[QuarterRow]) -> None:
        """Draw these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent=None):
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent=None):
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        quarter = column - FIRST_QUARTER
        if role == Qt.ItemDataRole.DisplayRole:
            if quarter >= 0:
                return QUARTER_WORDS[row.quarters[quarter]]
            return f"{row.number}　{row.name}" if column == 0 else row.supplier
        if role == Qt.ItemDataRole.ToolTipRole:
            if quarter >= 0:
                return f"{QUARTERS[quarter]}：{row.given[quarter]} 项，双击到填报"
            return "、".join(row.condition_names) if column == 0 else None
        if role == Qt.ItemDataRole.AccessibleTextRole and quarter >= 0:
            return f"{row.number} {row.name}，{QUARTERS[quarter]}，{QUARTER_WORDS[row.quarters[quarter]]}"
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent=None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option, index):
        theme, px = self._theme, self._theme.px
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.colour("accent_soft"))
        rect = QRectF(option.rect).adjusted(px(8), 0, -px(8), 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        row = index.model().rows[index.row()]
        quarter = index.column() - FIRST_QUARTER
        if quarter >= 0:
            shape = row.quarters[quarter]
            paint_shape(painter, shape, QRectF(rect.left(), rect.center().y() - px(8), px(16), px(16)), theme.tokens)
            painter.setPen(colour_of(shape, theme.tokens))
            painter.setFont(theme.font(13))
            painter.drawText(rect.adjusted(px(24), 0, 0, 0), flags, index.data())
        elif index.column() == 0:
            half = rect.height() / 2
            painter.setPen(theme.colour("text"))
            painter.setFont(theme.font(14))
            name = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, round(rect.width()))
            painter.drawText(rect.adjusted(0, px(3), 0, -half + px(3)), flags, name)
            painter.setPen(theme.colour("text2"))
            painter.setFont(theme.font(12))
            below = "　·　".join(filter(None, (row.requirement, f"每季度报 {len(row.condition_names)} 项")))
            below = painter.fontMetrics().elidedText(below, Qt.TextElideMode.ElideRight, round(rect.width()))
            painter.drawText(rect.adjusted(0, half - px(3), 0, -px(2)), flags, below)
        else:
            painter.setPen(theme.colour("text"))
            painter.setFont(theme.font(13))
            painter.drawText(rect, flags, index.data())
        painter.fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1, theme.colour("line"))
        painter.fillRect(option.rect.right(), option.rect.top(), 1, option.rect.height(), theme.colour("line"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.colour("accent"))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()


class LedgerPage(Page):
    """Tasks and evidence come with a later issue; the page says so."""

    key, title = "ledger", "台账与佐证"

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._count = self.header.add_chip("", Shape.OK, checkable=False)
        self._count.clicked.connect(self._go_to_open)
        self._fill = self.header.add_button("填季度进展", "", primary=True)
        self._fill.clicked.connect(self._go_to_open)
        tools = QWidget()
        tools.setProperty("area", "surface")
        tools.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar = QHBoxLayout(tools)
        bar.setContentsMargins(16, 8, 16, 8)
        bar.setSpacing(14)
        self._hidden = label("", "secondary", "text2")
        bar.addWidget(self._hidden)
        bar.addStretch(1)
        for shape in (Shape.OK, Shape.PARTIAL, Shape.MISSING):
            bar.addWidget(IconText(theme, shape, QUARTER_WORDS[shape]))
        self._model = QuarterModel(self)
        self._table = QTableView()
        self._table.setAccessibleName("按季调度")
        self._table.setModel(self._model)
        self._table.setItemDelegate(_Delegate(theme, self._table))
        self._table.setShowGrid(False)
        self._table.verticalHeader().hide()
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setTabKeyNavigation(False)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self._table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self._table.activated.connect(self._on_activated)
        self._table.doubleClicked.connect(self._on_activated)
        empty = QVBoxLayout()
        empty.setContentsMargins(16, 10, 16, 12)
        told = "选中一格按 Enter，到填报的那一格。佐证在“填报”和“指标与得分”的侧栏里登记；工作任务还不能在这里登记。"
        empty.addWidget(label(told, "secondary", "text2", wrap=True))
        self._proved = label("", "secondary", "text2", wrap=True)
        empty.addWidget(self._proved)
        self.body.addWidget(tools)
        self.body.addWidget(self._table, 1)
        self.body.addLayout(empty)
        self.setFocusProxy(self._table)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_view(self, view: View) -> None:
        rows = quarter_rows(view)
        current = self._table.currentIndex()
        self._model.show_rows(rows)
        self._table.setCurrentIndex(
            self._model.index(current.row(), current.column()) if current.isValid() else self._model.index(0, 2)
        )
        self._quarter = latest_quarter(rows)
        done = sum(row.quarters[self._quarter] is Shape.OK for row in rows)
        shape = Shape.OK if done == len(rows) else Shape.MISSING
        self._proved.setText(proof_words(view, date.today()))
        self._count.set_shape(shape, f"{QUARTERS[self._quarter]}已报 {done} / {len(rows)}")
        hidden = hidden_rows(view)
        words = f"按季调度 {len(rows)} 项"
        self._hidden.setText(f"{words}；另有 {'、'.join(hidden)} 不评价本院" if hidden else words)
        self._fill.setEnabled(bool(rows))

    def go_next(self) -> None:
        self._go_to_open()

    def _go_to_open(self) -> None:
        """The first cell that was not reported, quarter by quarter; else the first cell of the last quarter."""
        rows = self._model.rows
        for quarter in range(4):
            for row in rows:
                if row.quarters[quarter] is not Shape.OK:
                    self.session.go_to("entry", figure=row.first[quarter])
                    return
        if rows:
            self.session.go_to("entry", figure=rows[0].first[3])

    def _on_activated(self, index: QModelIndex) -> None:
        row = self._model.rows[index.row()]
        quarter = max(0, index.column() - FIRST_QUARTER) if index.column() >= FIRST_QUARTER else self._quarter
        self.session.go_to("entry", figure=row.first[quarter])

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        px = self.theme.px
        self._table.verticalHeader().setDefaultSectionSize(px(46))
        self._table.horizontalHeader().setFixedHeight(px(30))
        self._table.setMinimumHeight(px(60))
        narrow = self.width() < px(760)
        self._table.setColumnHidden(1, narrow)
        self._table.setColumnWidth(1, px(150))
        for column in range(FIRST_QUARTER, len(COLUMNS)):
            self._table.setColumnWidth(column, px(82 if narrow else 110))
        self._table.viewport().update()
