"""A second start finds the first window, also after one that died; different databases have different windows."""

from __future__ import annotations

from pathlib import Path

from hqd_desktop.ui.one_window import FirstWindow, channel_of, raise_first


def test_a_second_start_raises_the_first_window(qtbot, tmp_path: Path) -> None:
    channel = channel_of(tmp_path / "自评数据.hqd")
    assert not raise_first(channel)
    first = FirstWindow(channel)
    try:
        with qtbot.waitSignal(first.asked):
            assert raise_first(channel)
        assert not raise_first(channel_of(tmp_path / "别的.hqd"))
    finally:
        first.close()
    assert not raise_first(channel)
    again = FirstWindow(channel)
    with qtbot.waitSignal(again.asked):
        assert raise_first(channel)
    again.close()
