"""佐证 beside a figure and an indicator, in the whole window: chosen, dropped, pasted, opened, corrected, withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QProgressDialog, QPushButton

from hqd_desktop.domain.evidence import Details, FileState, use_of_figure, use_of_indicator, use_of_task
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import Cancelled
from hqd_desktop.services.evidence import Piece, adding
from hqd_desktop.services.records import YearState
from hqd_desktop.ui.dialogs.evidence_form import EvidenceForm
from hqd_desktop.ui.dialogs.evidence_preview import EvidencePreview
from hqd_desktop.ui.dialogs.words_dialog import WordsDialog
from hqd_desktop.ui.pages.evidence_acts import EvidenceActs
from hqd_desktop.ui.widgets.status_shapes import Shape
from tests.fakes.memory_evidence import MemoryEvidenceFolder
from tests.fakes.window_desk import blank_pdf

BEDS = ("actual_beds", Period(2025))
DISCHARGES = ("discharges", Period(2025))

# Popups ask for the keyboard, which the offscreen platform does not have.
pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


class Opener(QObject):
    """Stands where the system's viewers stand."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        """Remembered."""
        self.opened.append(url.toLocalFile())


@pytest.fixture
def opener(qapp) -> Iterator[Opener]:
    made = Opener()
    QDesktopServices.setUrlHandler("file", made, "open")
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def shown(start) -> Any:
    """填报 at 出院人次数."""
    window = start()
    window.window.show_page("entry", {"figure": DISCHARGES})
    settle(window)
    return window


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "床位通报.pdf"
    path.write_bytes(blank_pdf(3))
    return path


def settle(shown) -> None:
    """The panel is filled a moment after the cell is current."""
    shown.settle()
    side = getattr(shown.page, "side", None)
    timer = getattr(side, "timer", None)
    shown.qtbot.waitUntil(lambda: timer is None or not timer.isActive())
    shown.settle()


def section(shown) -> Any:
    return shown.page.panel.evidence


def acts(shown) -> EvidenceActs:
    return shown.page.panel.findChild(EvidenceActs)


def dialog(shown, kind: type) -> Any:
    found: list[Any] = []

    def there() -> bool:
        found[:] = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
        return bool(found)

    shown.qtbot.waitUntil(there)
    return found[0]


def titles(shown) -> list[str]:
    return [record.title for record in shown.session.view.evidence]


def told(shown) -> str:
    return "\n".join(made.text() for made in shown.page.panel.findChildren(QLabel))


def put(shown, title: str, data: bytes = b"x", use=None, **details: Any) -> str:
    """As if it had been added before."""
    folder = shown.desk.evidence
    piece = Piece(folder.keep(data, f"{title}.pdf"), Details(title, **details))
    shown.session.change_evidence(adding(folder, [piece], use or use_of_figure(DISCHARGES)))
    settle(shown)
    return piece.file.digest


def lines(shown) -> list[tuple[str, Shape, str]]:
    return [(line.entry.record.title, line.shape, line.state) for line in section(shown).list.lines.lines]


def test_a_chosen_file_is_described_copied_and_registered(shown, pdf, press_button) -> None:
    assert "还没有" in told(shown)
    assert "每个最多 1 KB；程序和带宏的不收。" in told(shown)
    shown.desk.evidence.size_limit = 100_000
    press_button(shown.page.panel, "添加佐证")
    chooser = dialog(shown, QFileDialog)
    chooser.setDirectory(str(pdf.parent))
    chooser.selectFile(pdf.name)
    chooser.accept()
    form = dialog(shown, EvidenceForm)
    assert (form.title.text(), form.pages.text(), form.owner.text()) == ("床位通报", "3", "病案统计科")
    QTest.keyClicks(form.title, "A1")
    QTest.keyClicks(form.valid_until, "2027.6.30")
    QTest.keyClick(form.sealed, Qt.Key.Key_Space)
    QTest.keyClick(form.title, Qt.Key.Key_Return)
    settle(shown)
    (record,) = shown.session.view.evidence.figure(DISCHARGES)
    assert (record.title, record.valid_until, record.sealed, record.pages) == ("A1", date(2027, 6, 30), True, 3)
    assert shown.desk.evidence.kept[record.digest] == pdf.read_bytes()
    assert shown.window.notice == "已添加 1 份佐证。"
    assert lines(shown) == [("A1", Shape.OK, "完好")]


def test_a_form_with_faults_stays_and_says_them(shown, pdf) -> None:
    shown.desk.evidence.size_limit = 100_000
    acts(shown)._adding().take([pdf])
    form = dialog(shown, EvidenceForm)
    for field, text in ((form.title, ""), (form.issued_on, "昨天"), (form.pages, "三")):
        field.setText(text)
    form.accept_button.click()
    assert form.isVisible()
    for words in ("名称是空的", "读不懂日期“昨天”", "页数要在 0 和 99999 之间"):
        assert words in form.told.text()
    assert QApplication.focusWidget() in (form.issued_on, None)
    form.reject()
    settle(shown)
    assert titles(shown) == []


def test_several_dropped_files_keep_their_names_and_share_the_rest(shown, tmp_path) -> None:
    paths = [tmp_path / "甲.txt", tmp_path / "乙.txt"]
    for path in paths:
        path.write_text(path.name, encoding="utf-8")
    drop(shown, paths)
    form = dialog(shown, EvidenceForm)
    assert not form.title.isEnabled()
    form.reference.setText("1号")
    form.accept_button.click()
    settle(shown)
    assert [(r.title, r.reference) for r in shown.session.view.evidence.figure(DISCHARGES)] == [
        ("甲", "1号"),
        ("乙", "1号"),
    ]
    assert "2 份" in told(shown)


def drop(shown, paths: list[Path]) -> None:
    """Files onto the side panel, as a file manager does it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    viewport = shown.page.panel.viewport()
    place, copy = QPointF(20, 20), Qt.DropAction.CopyAction
    enter = QDragEnterEvent(place.toPoint(), copy, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(viewport, enter)
    assert enter.isAccepted()
    dropped = QDropEvent(place, copy, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(viewport, dropped)


def test_a_task_takes_drops_and_pastes_as_an_indicator_does_and_keeps_one_copy(shown, tmp_path) -> None:
    path = tmp_path / "方案.txt"
    path.write_text("印发", encoding="utf-8")
    drop(shown, [path])
    dialog(shown, EvidenceForm).accept_button.click()
    settle(shown)
    shown.window.show_page("ledger", {"task": ("shaoyang-2022", "4.1")})
    settle(shown)
    drop(shown, [path])
    dialog(shown, EvidenceForm).accept_button.click()
    settle(shown)
    use = use_of_task("shaoyang-2022", "4.1", 2025)
    (record,) = shown.session.view.evidence.of(use)
    assert len(record.uses) == 2
    assert "早已登记为“方案”，没有再存一份" in shown.window.notice
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path.with_name("批复.txt")))])
    path.with_name("批复.txt").write_text("同意", encoding="utf-8")
    QGuiApplication.clipboard().setMimeData(data)
    shown.window.activateWindow()
    shown.qtbot.waitUntil(lambda: QApplication.activeWindow() is shown.window)
    shown.page.panel.setFocus()
    shown.press("Ctrl+V")
    dialog(shown, EvidenceForm).accept_button.click()
    settle(shown)
    assert {record.title for record in shown.session.view.evidence.of(use)} == {"批复", "方案"}
    assert len(shown.desk.evidence.kept) == 2
    QGuiApplication.clipboard().clear()


def test_files_and_pictures_are_pasted_and_an_empty_clipboard_says_so(shown, tmp_path) -> None:
    shown.desk.evidence.size_limit = 100_000
    shown.page.panel.setFocus()
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("只是文字")
    shown.press("Ctrl+V")
    assert shown.window.notice.startswith("剪贴板里没有文件，也没有图片。")
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    clipboard.setImage(image)
    shown.press("Ctrl+V")
    form = dialog(shown, EvidenceForm)
    assert form.title.text().startswith("截图 20")
    form.title.setText("截图")
    form.accept_button.click()
    settle(shown)
    (record,) = shown.session.view.evidence
    assert shown.desk.evidence.kept[record.digest].startswith(b"\x89PNG")
    path = tmp_path / "a.txt"
    path.write_text("a", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    clipboard.setMimeData(data)
    shown.window.activateWindow()  # offscreen, a dialog does not give it back
    shown.qtbot.waitUntil(lambda: QApplication.activeWindow() is shown.window)
    shown.page.panel.setFocus()
    shown.press("Ctrl+V")
    dialog(shown, EvidenceForm).accept_button.click()
    settle(shown)
    assert titles(shown) == ["截图", "a"]
    clipboard.clear()


def test_one_refused_file_and_nothing_is_added(shown, tmp_path) -> None:
    good, bad = tmp_path / "好.txt", tmp_path / "点我.exe"
    good.write_text("x", encoding="utf-8")
    bad.write_text("x", encoding="utf-8")
    acts(shown)._adding().take([good, bad])
    settle(shown)
    assert shown.window.notice.startswith("“点我.exe”是程序、脚本、网页或快捷方式")
    assert shown.desk.evidence.kept == {}


def test_enter_opens_a_checked_copy_and_damage_is_said(shown, opener, press_button) -> None:
    digest = put(shown, "通报")
    section(shown).list.setFocus()
    shown.press("Return")
    settle(shown)
    assert shown.desk.evidence.laid_out
    assert [Path(name).name for name in opener.opened] == ["通报.pdf"]
    assert shown.desk.evidence.laid_out == [(digest, "通报.pdf")]
    section(shown).list.setFocus()
    shown.press("Space")
    settle(shown)
    preview = dialog(shown, EvidencePreview)
    assert preview.record.title == "通报"
    preview.reject()
    settle(shown)
    shown.desk.evidence.states[digest] = FileState.CHANGED
    press_button(shown.page.panel, "打开佐证")
    settle(shown)
    assert shown.window.notice.startswith("“通报.pdf”与登记时不同")
    assert len(opener.opened) == 1
    assert lines(shown) == [("通报", Shape.ERROR, "与登记时不同")]


def test_a_pc_without_a_viewer_says_so(shown, monkeypatch) -> None:
    put(shown, "通报")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    acts(shown)._open(section(shown).list.current.record)
    settle(shown)
    assert shown.window.notice.startswith("没能打开“通报.pdf”")


def test_f2_corrects_and_del_withdraws_with_a_reason(shown) -> None:
    put(shown, "甲", b"a")
    put(shown, "乙", b"b")
    section(shown).list.setFocus()
    QTest.keyClick(section(shown).list, Qt.Key.Key_Down)
    QTest.keyClick(section(shown).list, Qt.Key.Key_F2)
    form = dialog(shown, EvidenceForm)
    assert form.title.text() == "乙"
    form.title.setText("丙")
    form.accept_button.click()
    settle(shown)
    assert titles(shown) == ["甲", "丙"]
    assert section(shown).list.current.record.title == "丙"  # the list was built anew
    assert shown.window.focusWidget() is section(shown).list
    QTest.keyClick(section(shown).list, Qt.Key.Key_Delete)
    asked = dialog(shown, WordsDialog)
    assert not asked.accept_button.isEnabled()
    asked.field.setPlainText("放错了")
    QTest.keyClick(asked.field, Qt.Key.Key_Return)
    settle(shown)
    assert titles(shown) == ["甲"]
    assert shown.window.notice == "已撤回“丙”。"
    assert shown.desk.store.changes[-1].reason == "放错了"


def test_states_stand_by_shape_and_word(shown) -> None:
    put(shown, "好", b"a")
    changed, gone = put(shown, "变了", b"b"), put(shown, "没了", b"c")
    put(shown, "过期", b"d", valid_until=date(2020, 1, 1))
    shown.desk.evidence.states.update({changed: FileState.CHANGED, gone: FileState.GONE})
    acts(shown)._look()
    settle(shown)
    assert lines(shown) == [
        ("好", Shape.OK, "完好"),
        ("变了", Shape.ERROR, "与登记时不同"),
        ("没了", Shape.MISSING, "找不到"),
        ("过期", Shape.WARNING, "已过期"),
    ]
    index = section(shown).list.model().index(3, 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "过期，已过期，有效期至 2020-01-01，未盖章，1 KB"


def test_a_figure_shows_the_evidence_of_its_indicators_and_the_other_way_round(shown) -> None:
    put(shown, "统计年报", b"a")
    put(shown, "住院日通报", b"b", use_of_indicator("shaoyang-2022", "18", 2025))
    via = [(entry.record.title, entry.via) for entry in section(shown).entries]
    assert via == [("统计年报", ""), ("住院日通报", "指标 18 平均住院日")]
    shown.window.show_page("indicators", {"number": "18"})
    settle(shown)
    via = [(entry.record.title, entry.via) for entry in section(shown).entries]
    assert via == [("住院日通报", ""), ("统计年报", "出院人次数")]
    QTest.keyClick(section(shown).list, Qt.Key.Key_Down)
    QTest.keyClick(section(shown).list, Qt.Key.Key_Delete)
    asked = dialog(shown, WordsDialog)
    assert any("出院人次数" in made.text() for made in asked.findChildren(QLabel))
    asked.reject()


def test_the_same_file_is_linked_and_a_taken_title_gets_a_number(shown, tmp_path) -> None:
    put(shown, "通报", b"a", use_of_figure(BEDS))
    same, other = tmp_path / "副本.txt", tmp_path / "通报.txt"
    same.write_bytes(b"a")
    other.write_bytes(b"other")
    for path in (same, other):
        acts(shown)._adding().take([path])
        dialog(shown, EvidenceForm).accept_button.click()
        settle(shown)
    assert "“通报.txt”登记为“通报（2）”" in shown.window.notice
    assert "为了在各种系统上都能用" not in shown.window.notice
    assert [record.title for record in shown.session.view.evidence.figure(DISCHARGES)] == ["通报", "通报（2）"]


def test_a_name_that_is_made_safe_is_told(shown, tmp_path) -> None:
    """Two spaces, as a reserved name cannot be made everywhere this runs."""
    odd = tmp_path / "会议  纪要.txt"
    odd.write_bytes(b"odd")
    acts(shown)._adding().take([odd])
    dialog(shown, EvidenceForm).accept_button.click()
    settle(shown)
    assert shown.window.notice.endswith("为了在各种系统上都能用，“会议  纪要.txt”存为“会议 纪要.txt”。")


def test_a_vanished_file_is_mended_by_adding_it_again(shown, tmp_path) -> None:
    digest = put(shown, "通报", b"a")
    del shown.desk.evidence.kept[digest]
    acts(shown)._look()
    settle(shown)
    assert lines(shown) == [("通报", Shape.MISSING, "找不到")]
    path = tmp_path / "通报.txt"
    path.write_bytes(b"a")
    acts(shown)._adding().take([path])
    dialog(shown, EvidenceForm).accept_button.click()
    settle(shown)
    assert shown.window.notice == "“通报.txt”已经在这里，登记名称是“通报”。没有重复登记，存着的文件完好。"
    assert lines(shown) == [("通报", Shape.OK, "完好")]


def test_a_locked_year_can_only_be_looked_at(shown, tmp_path) -> None:
    put(shown, "通报")
    store, record = shown.desk.store, shown.session.view.record
    store.save_year(replace(record, state=YearState.LOCKED), store.changes[0])
    shown.session.open_year(2025)
    settle(shown)
    shown.window.show_page("entry", {"figure": DISCHARGES})
    settle(shown)
    names = {made.accessibleName() for made in shown.page.panel.findChildren(QPushButton)}
    assert {name for name in names if name.endswith("佐证")} == {"预览佐证", "打开佐证"}
    assert "Ctrl+V" not in told(shown)
    assert acts(shown)._adding() is None
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.txt"))])
    enter = QDragEnterEvent(
        QPointF(20, 20).toPoint(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(shown.page.panel.viewport(), enter)
    assert not enter.isAccepted()
    QTest.keyClick(section(shown).list, Qt.Key.Key_Delete)
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, WordsDialog) and w.isVisible()]


class SlowFolder(MemoryEvidenceFolder):
    """Copies until it is stopped."""

    def take_in(self, path: Path, told: Callable[[int, int], None]) -> Any:
        """Never ends by itself."""
        try:
            while True:
                told(1, 2)
                QTest.qSleep(5)
        except Cancelled:
            self.kept.clear()
            raise


def test_long_copying_shows_progress_and_can_be_stopped(shown, pdf) -> None:
    shown.desk.evidence = SlowFolder(size_limit=100_000)
    acts(shown)._adding().take([pdf])
    dialog(shown, EvidenceForm).accept_button.click()
    progress = dialog(shown, QProgressDialog)
    assert "正在复制 床位通报.pdf…" in progress.labelText()
    assert progress.value() == 50
    progress.findChild(QPushButton).click()
    settle(shown)
    assert shown.window.notice == "已停止，没有登记任何文件。"
    assert titles(shown) == []


def test_a_database_that_was_changed_meanwhile_gets_no_row(shown, tmp_path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a", encoding="utf-8")
    acts(shown)._adding().take([path])
    form = dialog(shown, EvidenceForm)
    shown.desk.evidence = MemoryEvidenceFolder()
    form.accept_button.click()
    settle(shown)
    assert shown.window.notice.startswith("复制时换了数据文件")
    assert titles(shown) == []
