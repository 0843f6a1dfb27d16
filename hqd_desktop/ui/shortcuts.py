"""All keys of the window in one table: what the sheet (Ctrl+F1) shows; pages own the keys of their grids."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

# group → (keys as read, what they do)
SHEET: Mapping[str, tuple[tuple[str, str], ...]] = {
    "到处能用": (
        ("Ctrl+1 … Ctrl+6", "总览、填报、指标与得分、校核、台账、报告"),
        ("Ctrl+,", "设置"),
        ("Ctrl+K", "查找指标、数据项、要做的事"),
        ("Ctrl+H / Ctrl+G", "换到本库的另一家医院 / 院际对比"),
        ("Ctrl+Z / Ctrl+Y", "撤销 / 重做"),
        ("Ctrl+S", "看是否已保存（每个数填完就自动保存）"),
        ("Ctrl+P", "打印"),
        ("Ctrl+F", "在本页中找"),
        ("F6 / Shift+F6", "侧栏 / 填报的分组：进入、收起"),
        ("F1 / Ctrl+F1", "说明 / 本表"),
    ),
    "侧栏里的佐证": (
        ("Ctrl+V", "添加剪贴板里的文件或截图"),
        ("Enter", "打开"),
        ("F2 / Del", "修改登记 / 撤回（要写理由）"),
    ),
    "填报": (
        ("Enter / Shift+Enter", "下一格 / 上一格；选了一片时在片内转"),
        ("Tab、方向键", "移动；加 Ctrl 跳到边上，加 Shift 选一片"),
        ("Ctrl+A、Ctrl+空格、Shift+空格", "全选、选一列、选一行"),
        ("F2 或直接键入", "修改 / 重填；Esc 还原；Ctrl+Enter 填满选中的格"),
        ("F8 / Shift+F8", "下一个缺项 / 下一个错误"),
        ("/", "不适用（要写理由）"),
        ("F4 / Shift+F4", "备注（锁定的上年格：上年调整数） / 跟进"),
        ("Del", "清空为缺"),
        ("Ctrl+C / X / V", "与 Excel、WPS 互相复制粘贴"),
        ("Ctrl+D / Ctrl+R", "向下 / 向右填充"),
        ("Alt+=", "按分项求和"),
    ),
    "指标与得分、校核": (
        ("F8", "下一个失分项 / 下一处"),
        ("F9", "指标与得分：试算，不改动已填的数"),
        ("Enter", "校核：到单元格"),
        ("Esc", "从单元格回到校核"),
    ),
}


def install_shortcuts(window: QWidget, acts: Mapping[str, Callable[[], object]]) -> None:
    """Bind key sequences (`Ctrl+1`, or several parted by a space) of the whole window to acts."""
    for keys, act in acts.items():
        for key in keys.split(" "):
            shortcut = QShortcut(QKeySequence(key), window)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)
