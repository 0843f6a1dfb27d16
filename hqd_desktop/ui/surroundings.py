"""The parts of the window that its acts work with; it does nothing itself."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from hqd_desktop.services.desk import Settings
from hqd_desktop.ui.frame.notice import Notice
from hqd_desktop.ui.frame.status_bar import StatusBar
from hqd_desktop.ui.frame.top_bar import TopBar
from hqd_desktop.ui.theme import Theme


@dataclass(frozen=True)
class Surroundings:
    """What of the window the acts need: the owner of dialogs, the look, and the parts that answer."""

    window: QWidget
    theme: Theme
    settings: Settings
    top: TopBar
    notice: Notice
    status: StatusBar
    middle: QWidget
    show_page: Callable[..., None]
