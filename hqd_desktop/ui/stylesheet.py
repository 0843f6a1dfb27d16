"""The style sheet of the window, built from tokens and the text size; it holds no widget."""

from collections.abc import Callable

from hqd_desktop.ui.tokens import TYPE, Tokens

_SHEET = """
* {{ font-size: {p14}px; }}
QWidget {{ color: {text}; }}
QMainWindow, QDialog, QMessageBox, QFileDialog, QWidget[area="bg"] {{ background: {bg}; }}
QWidget[area="surface"] {{ background: {surface}; }}
QWidget[area="sub"] {{ background: {sub}; }}
QWidget[area="sub2"] {{ background: {sub2}; }}
QFrame[area="card"] {{ background: {surface}; border: 1px solid {line}; border-radius: 8px; }}
QFrame[area="banner"] {{ background: {surface}; border: 1px solid {accent}; border-radius: 8px; }}
QFrame[area="well"] {{ background: {sub}; border: 1px solid {line}; border-radius: 6px; }}
QFrame[area="note"] {{ background: {accent_soft}; border: 0; border-radius: 6px; }}
QFrame[area="error"] {{ background: {error_soft}; border: 1px solid {error}; border-radius: 6px; }}
QFrame[area="warning"] {{ background: {warning_soft}; border: 1px solid {warning}; border-radius: 6px; }}
QFrame[area="trial"] {{ background: {surface}; border: 2px solid {warning}; border-radius: 6px; }}
QFrame[area="side"] {{ background: {sub}; border: 0; border-top-right-radius: 7px;
    border-bottom-right-radius: 7px; }}
QFrame[area="popup"] {{ background: {surface}; border: 1px solid {edge}; border-radius: 8px; }}
QLineEdit[kind="bare"], QLineEdit[kind="bare"]:focus {{ border: 0; background: transparent; font-size: {p18}px;
    padding: 0; }}
QListWidget {{ background: {surface}; padding: 6px; }}
QListWidget::item {{ border-radius: 4px; padding: 0 6px; }}
QFrame[area="chip"] {{ background: {sub2}; border: 0; border-radius: 4px; }}
QFrame[area="chip"][tone="ok"] {{ background: {ok_soft}; }}
QFrame[area="chip"][tone="warning"] {{ background: {warning_soft}; }}
QFrame[area="chip"][tone="error"] {{ background: {error_soft}; }}
QFrame[area="chip"][tone="missing"] {{ background: {missing_soft}; }}
QFrame[area="chip"][tone="accent"] {{ background: {accent_soft}; }}
QFrame[area="notice"] {{ background: {ok_soft}; border: 0; border-bottom: 1px solid {line}; }}
QFrame[area="notice"][tone="error"] {{ background: {error_soft}; }}
QFrame[area="notice"][tone="warning"] {{ background: {warning_soft}; }}
QFrame[area="line"] {{ background: {line}; border: 0; }}
QLabel {{ background: transparent; }}
{types}
QLabel[tone="text2"] {{ color: {text2}; }}
QLabel[tone="text3"] {{ color: {text3}; }}
QLabel[tone="accent"] {{ color: {accent}; }}
QLabel[tone="error"] {{ color: {error}; }}
QLabel[tone="warning"] {{ color: {warning}; }}
QLabel[tone="ok"] {{ color: {ok}; }}
QLabel[tone="missing"] {{ color: {missing}; }}

QPushButton {{ background: {surface}; border: 1px solid {edge}; border-radius: 4px;
    min-height: {p30}px; padding: 0 {p12}px; }}
QPushButton:hover {{ background: {sub2}; }}
QPushButton:pressed, QPushButton:checked {{ background: {accent_soft}; }}
QPushButton:focus {{ border: 2px solid {accent}; min-height: {p28}px; padding: 0 {p11}px; }}
QPushButton:disabled {{ color: {text3}; background: {sub2}; border-color: {line}; }}
QPushButton[kind="primary"] {{ background: {accent}; color: {on_accent}; border: 1px solid {accent};
    font-weight: 700; }}
QPushButton[kind="primary"]:hover {{ background: {accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {text}; }}
QPushButton[kind="primary"]:disabled {{ color: {text3}; background: {sub2}; border-color: {line}; }}
QPushButton[kind="small"] {{ min-height: {p26}px; padding: 0 {p10}px; }}
QPushButton[kind="small"]:focus {{ min-height: {p24}px; padding: 0 {p9}px; }}
QPushButton[kind="link"] {{ background: transparent; color: {accent}; border: 1px solid transparent;
    padding: 0 4px; min-height: {p26}px; text-align: left; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {accent}; padding: 0 3px; min-height: {p24}px; }}
QPushButton[kind="link"]:disabled {{ color: {text3}; background: transparent; border-color: transparent; }}
QPushButton[kind="flat"] {{ background: transparent; border: 1px solid transparent; padding: 0 {p6}px; }}
QPushButton[kind="flat"]:hover {{ background: {sub2}; }}
QPushButton[kind="flat"]:focus {{ border: 2px solid {accent}; padding: 0 {p5}px; }}
QPushButton[kind="flat"]:disabled {{ color: {text3}; background: transparent; border-color: transparent; }}
QPushButton[kind="tab"] {{ background: {sub}; border: 0; border-radius: 0; padding: 0; }}
QPushButton[kind="tab"]:hover {{ background: {sub2}; }}
QPushButton[kind="tab"]:focus {{ border: 2px solid {accent}; }}
QPushButton[kind="chip"] {{ background: {sub2}; border: 1px solid transparent; min-height: {p20}px;
    padding: 0 {p7}px; font-size: {p13}px; color: {text2}; }}
QPushButton[kind="chip"]:hover {{ border: 1px solid {edge}; }}
QPushButton[kind="chip"]:checked {{ border: 1px solid {accent}; }}
QPushButton[kind="chip"]:focus {{ border: 2px solid {accent}; min-height: {p18}px; padding: 0 {p6}px; }}
{chips}
QPushButton[kind="status"] {{ background: transparent; border: 1px solid transparent; color: {text2};
    font-size: {p12}px; min-height: {p20}px; padding: 0 {p3}px; text-align: left; }}
QPushButton[kind="status"]:hover {{ text-decoration: underline; }}
QPushButton[kind="status"]:focus {{ border: 2px solid {accent}; padding: 0 {p2}px; min-height: {p18}px; }}
QPushButton[kind="search"] {{ background: {sub2}; border: 1px solid {line}; color: {text2};
    text-align: left; padding: 0 {p9}px; }}
QPushButton[kind="search"]:hover {{ border-color: {edge}; }}
QPushButton[kind="search"]:focus {{ border: 2px solid {accent}; padding: 0 {p8}px; }}
QPushButton[kind="segment"] {{ border-radius: 0; border-right-width: 0; padding: 0; }}
QPushButton[kind="segment"][last="true"] {{ border-right-width: 1px; }}
QPushButton[kind="segment"]:checked {{ background: {accent_soft}; color: {accent}; font-weight: 700;
    border: 1px solid {accent}; }}
QPushButton[kind="segment"]:focus {{ border: 2px solid {accent}; }}

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox {{ background: {surface}; color: {text};
    border: 1px solid {edge}; border-radius: 4px; padding: 0 {p9}px;
    selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit, QSpinBox, QDoubleSpinBox {{ min-height: {p30}px; }}
QPlainTextEdit, QTextEdit {{ padding: {p6}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus {{
    border: 2px solid {accent}; padding: 0 {p8}px; }}
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus {{ min-height: {p28}px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: {p5}px; }}
QLineEdit:disabled, QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {sub}; color: {text2}; }}
QAbstractItemView QLineEdit, QAbstractItemView QLineEdit:focus {{ min-height: 0; border-radius: 0;
    padding: 0 {p6}px; }}
QComboBox {{ background: {surface}; border: 1px solid {edge}; border-radius: 4px; min-height: {p30}px;
    padding: 0 {p26}px 0 {p9}px; }}
QComboBox:focus {{ border: 2px solid {accent}; min-height: {p28}px; padding: 0 {p25}px 0 {p8}px; }}
QComboBox:disabled {{ color: {text3}; background: {sub2}; border-color: {line}; }}
QComboBox::drop-down {{ border: 0; width: {p24}px; }}
Picker::down-arrow {{ image: none; width: 0; height: 0; }}
QComboBox QAbstractItemView {{ background: {surface}; border: 1px solid {edge}; outline: 0; padding: 4px;
    selection-background-color: {accent_soft}; selection-color: {text}; }}
QComboBox QAbstractItemView::item {{ min-height: {p28}px; padding: 0 6px; }}

QAbstractItemView {{ background: {surface}; alternate-background-color: {surface}; border: 0;
    gridline-color: {line}; outline: 0; selection-background-color: {accent_soft};
    selection-color: {text}; }}
QTableView::item {{ padding: 0 {p6}px; }}
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected {{
    background: {accent_soft}; color: {text}; }}
QHeaderView {{ background: {sub2}; border: 0; }}
QHeaderView::section {{ background: {sub2}; color: {text2}; font-size: {p13}px; border: 0;
    border-right: 1px solid {line}; border-bottom: 1px solid {line}; padding: 0 {p8}px;
    min-height: {p28}px; }}
QTableCornerButton::section {{ background: {sub2}; border: 0; }}
QScrollArea, QScrollArea > QWidget > QWidget[area=""] {{ background: transparent; border: 0; }}

QScrollBar:vertical {{ background: transparent; width: {p12}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {p12}px; margin: 0; }}
QScrollBar::handle {{ background: {other}; border-radius: 3px; }}
QScrollBar::handle:vertical {{ min-height: {p32}px; margin: 2px {p3}px; }}
QScrollBar::handle:horizontal {{ min-width: {p32}px; margin: {p3}px 2px; }}
QScrollBar::handle:hover {{ background: {edge}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QMenu {{ background: {surface}; border: 1px solid {edge}; padding: 4px; }}
QMenu::item {{ padding: {p6}px {p24}px {p6}px {p12}px; border-radius: 4px; }}
QMenu::item:selected {{ background: {accent_soft}; }}
QMenu::item:disabled {{ color: {text3}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QToolTip {{ background: {surface}; color: {text}; border: 1px solid {edge}; padding: 4px 6px;
    font-size: {p13}px; }}
QProgressBar {{ background: {sub2}; border: 0; border-radius: 3px; max-height: {p6}px; min-height: {p6}px;
    text-align: center; color: transparent; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QSplitter::handle {{ background: {line}; }}
QSplitter::handle:hover {{ background: {accent}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 3px; }}
QToolButton:hover {{ background: {sub2}; }}
QToolButton:focus {{ border: 2px solid {accent}; padding: 2px; }}
QCheckBox {{ spacing: {p8}px; background: transparent; min-height: {p24}px; }}
QCheckBox::indicator, QAbstractItemView::indicator {{ width: {p16}px; height: {p16}px; border: 1px solid {edge};
    border-radius: 3px; background: {surface}; }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{ background: {accent};
    border: 1px solid {accent}; }}
QCheckBox::indicator:focus {{ border: 2px solid {accent}; width: {p14}px; height: {p14}px; }}
QCheckBox::indicator:disabled {{ background: {sub2}; border: 1px solid {line}; }}
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {{
    width: 0; border: 0; }}
QGroupBox {{ border: 1px solid {line}; border-radius: 6px; margin-top: {p10}px; padding-top: {p8}px; }}
"""

_CHIP = """QPushButton[kind="chip"][tone="{tone}"] {{ background: {soft}; color: {colour}; }}
QLabel[kind="chip"][tone="{tone}"] {{ background: {soft}; color: {colour}; }}
"""


def build_stylesheet(tokens: Tokens, px: Callable[[float], int]) -> str:
    """The whole sheet; `px` scales a size at 100 % to the user's text size."""
    colours = tokens.colours()
    sizes = {f"p{n}": px(n) for n in range(2, 60)}
    types = "\n".join(
        f'QLabel[kind="{kind}"] {{ font-size: {px(size)}px; font-weight: {700 if bold else 400}; }}'
        for kind, (size, bold) in TYPE.items()
    )
    tones = {
        "ok": (tokens.ok_soft, tokens.ok),
        "error": (tokens.error_soft, tokens.error),
        "warning": (tokens.warning_soft, tokens.warning),
        "missing": (tokens.missing_soft, tokens.missing),
        "accent": (tokens.accent_soft, tokens.accent),
    }
    chips = (
        f'QLabel[kind="chip"] {{ background: {tokens.sub2}; color: {tokens.text2}; border-radius: 4px;'
        f" padding: {px(2)}px {px(8)}px; font-size: {px(13)}px; }}\n"
    )
    chips += "".join(_CHIP.format(tone=tone, soft=soft, colour=colour) for tone, (soft, colour) in tones.items())
    hover = "#094E90" if not tokens.dark else "#93C6F8"
    return _SHEET.format(types=types, chips=chips, accent_hover=hover, **colours, **sizes)
