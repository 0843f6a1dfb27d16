"""`dev.py shots`: pictures of every page on the sample hospital, at two sizes, light and dark, into out/shots/.

`dev.py shots light 1366 dialogs` presses every button too, for the pictures of the dialogs.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QPoint, QSize  # noqa: E402
from PySide6.QtGui import QCursor  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from hqd_desktop.bootstrap import OfficeDesk  # noqa: E402
from hqd_desktop.domain.hospital import Hospital  # noqa: E402
from hqd_desktop.ui.application import Starter, make_application  # noqa: E402
from hqd_desktop.ui.frame.rail import PAGES  # noqa: E402
from tests.shot_dialogs import DialogTaker, name_of  # noqa: E402

TARGET = ROOT / "out" / "shots"
# The screen less title and task bar, as the mock-ups have it.
SIZES = {"1366": QSize(1366, 698), "1920": QSize(1920, 1010)}
PATIENCE_MS = 30_000
MOST_BUTTONS = 60


def wait(app: QApplication, done: Callable[[], bool]) -> None:
    """Until it holds and the window has come to rest."""
    clock = QElapsedTimer()
    clock.start()
    while not done() and clock.elapsed() < PATIENCE_MS:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    clock.restart()
    while clock.elapsed() < 250:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def take(widget: QWidget, name: str) -> None:
    """One picture."""
    TARGET.mkdir(parents=True, exist_ok=True)
    widget.grab().save(str(TARGET / f"{name}.png"))
    print(TARGET / f"{name}.png", flush=True)


class Photographer:
    """One window in one look."""

    def __init__(self, app: QApplication, folder: Path, mode: str, size: str, scale: int) -> None:
        self.app = app
        self.tail = f"{size}-{mode}" + (f"-{scale}" if scale != 100 else "")
        self.desk = OfficeDesk(folder)
        self.desk.settings().set("appearance.mode", mode)
        self.desk.settings().set("appearance.text_size", scale)
        self.starter = Starter(self.desk)
        self.window = self.starter.window
        QCursor.setPos(QPoint(SIZES[size].width() - 4, SIZES[size].height() - 4))
        self.starter.begin()
        self.window.resize(SIZES[size])
        wait(app, lambda: self.starter.session is not None)
        self.settle()

    def settle(self) -> None:
        """Nothing on its way."""
        wait(self.app, lambda: not self.starter.tasks.busy)

    def first_run(self) -> None:
        """07."""
        take(self.window, f"07-first-run-{self.tail}")

    def pages(self) -> None:
        """Every page of the rail on the 三级 sample, and the command box."""
        self.starter.session.open_sample(self.desk.source().samples()[0], lambda _: self.window.show_page("overview"))
        self.settle()
        for number, (key, _name, _shortcut) in enumerate(PAGES, 1):
            self.window.show_page(key)
            self.settle()
            take(self.window, f"{number:02}-{key}-{self.tail}")
        self.window.show_page("settings", {"section": "rules"})
        self.settle()
        take(self.window, f"07-settings-rules-{self.tail}")

    def empty(self) -> None:
        """The overview before any figure."""
        self.starter.session.create_hospital(
            Hospital("某某县人民医院", "二级", "综合"),
            "shaoyang-2022",
            2025,
            lambda _: self.window.show_page("overview"),
        )
        self.settle()
        take(self.window, f"01-overview-empty-{self.tail}")

    def dialogs(self) -> None:
        """Whatever the buttons of the pages open."""
        taker = DialogTaker(lambda widget, name: take(widget, f"{name}-{self.tail}"), self.window)
        self.starter.session.open_sample(self.desk.source().samples()[0], lambda _: self.window.show_page("overview"))
        self.settle()
        sections = [("settings", {"section": name}) for name in ("hospital", "rules", "people", "data", "about")]
        for page, target in [*((key, {}) for key, _, _ in PAGES), *sections]:
            pressed: set[str] = set()
            self.window.show_page(page, target)
            self.settle()
            while (button := taker.buttons(pressed)) is not None and len(pressed) < MOST_BUTTONS:
                pressed.add(name_of(button))
                button.click()
                wait(self.app, lambda: not (taker.busy or self.starter.tasks.busy))
                if self.window.page is None or self.window.page.key != page:
                    self.window.show_page(page, target)
                    self.settle()

    def end(self) -> None:
        """Close the window and let go of it."""
        self.window.close()
        self.settle()
        self.starter.end()
        self.window.deleteLater()
        self.starter.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def main() -> int:
    """All pictures; give `light 1366` to take only those, and `dialogs` for the dialogs instead of the pages."""
    wanted = set(sys.argv[1:])
    dialogs = "dialogs" in wanted
    wanted -= {"dialogs"}
    app = make_application([])
    for mode in ("light", "dark"):
        for size in SIZES:
            if wanted and not {mode, size} <= wanted:
                continue
            with tempfile.TemporaryDirectory() as folder:
                photographer = Photographer(app, Path(folder), mode, size, 100)
                if dialogs:
                    photographer.dialogs()
                else:
                    photographer.first_run()
                    photographer.pages()
                    photographer.empty()
                photographer.end()
    if not dialogs and (not wanted or "200" in wanted):
        with tempfile.TemporaryDirectory() as folder:
            photographer = Photographer(app, Path(folder), "light", "1366", 200)
            photographer.first_run()
            photographer.pages()
            photographer.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
