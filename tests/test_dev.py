"""dev.py decides rightly: which packages, what is set up already, whether a window can open."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import dev

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="apt and flock are Linux's")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree with two locks and a .venv whose python exists but is not stamped."""
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "VENV_PYTHON", tmp_path / ".venv" / "bin" / "python")
    (tmp_path / "requirements.lock").write_text("a==1\n", encoding="utf-8")
    (tmp_path / "requirements-dev.lock").write_text("a==1\nb==2\n", encoding="utf-8")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").touch()
    return tmp_path


class Runs:
    """Stands for subprocess.run: remembers commands, and fails those that contain a given word."""

    def __init__(self, failing: str = "\0") -> None:
        self.commands: list[list[str]] = []
        self.failing = failing

    def __call__(self, command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        self.commands.append(list(command))
        code = 1 if self.failing in command else 0
        return subprocess.CompletedProcess(command, code, b"", b"")

    def naming(self, word: str) -> list[list[str]]:
        return [command for command in self.commands if word in command]


# --- stamps -----------------------------------------------------------------------------------


def test_an_unstamped_environment_is_half_made(tree: Path) -> None:
    assert not dev.python_ready("run")
    assert not dev.python_ready("dev")


def test_a_dev_environment_serves_run_but_not_the_other_way_round(tree: Path) -> None:
    dev.write_stamp("hqd-python", dev.python_stamp("dev"))
    assert dev.python_ready("run")
    assert dev.python_ready("dev")
    dev.write_stamp("hqd-python", dev.python_stamp("run"))
    assert dev.python_ready("run")
    assert not dev.python_ready("dev")


def test_a_changed_lock_makes_the_environment_stale(tree: Path) -> None:
    dev.write_stamp("hqd-python", dev.python_stamp("run"))
    (tree / "requirements.lock").write_text("a==2\n", encoding="utf-8")
    assert not dev.python_ready("run")


def test_another_python_line_makes_the_environment_stale(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dev.write_stamp("hqd-python", dev.python_stamp("run"))
    monkeypatch.setattr(sys, "version_info", (3, 99, 0, "final", 0))
    assert not dev.python_ready("run")


def test_a_stamp_without_its_interpreter_counts_for_nothing(tree: Path) -> None:
    dev.write_stamp("hqd-python", dev.python_stamp("run"))
    dev.VENV_PYTHON.unlink()
    assert not dev.python_ready("run")


def test_a_stamp_leaves_no_file_beside_it(tree: Path) -> None:
    dev.write_stamp("hqd-python", "text")
    assert dev.read_stamp("hqd-python") == "text"
    assert not list(dev.VENV.glob("*.tmp"))


@LINUX
def test_the_machine_is_ready_only_for_what_was_stamped(tree: Path) -> None:
    dev.write_stamp("hqd-system", "\n".join(repr(row) for row in dev.RUN))
    assert dev.system_ready(dev.RUN)
    assert dev.system_ready(())
    assert not dev.system_ready(dev.TEST)


def test_windows_needs_no_system_packages(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert dev.system_ready(dev.TEST)


# --- the machine ------------------------------------------------------------------------------


def test_run_brings_no_oracle() -> None:
    packages = {name for row in dev.RUN for name in row[1:]}
    assert "fonts-noto-cjk" in packages
    assert "libxcb-cursor0" in packages
    assert not packages & {"libreoffice-calc-nogui", "xvfb", "poppler-utils", "xdotool"}
    assert set(dev.RUN) < set(dev.TEST)


def test_the_package_name_that_the_system_knows_is_chosen() -> None:
    rows = [("libglib-2.0.so.0", "libglib2.0-0t64", "libglib2.0-0"), ("xauth", "xauth")]
    assert dev.choose_packages(rows, {"libglib2.0-0", "xauth"}.__contains__) == ["libglib2.0-0", "xauth"]
    assert dev.choose_packages(rows, lambda name: True) == ["libglib2.0-0t64", "xauth"]
    assert dev.choose_packages(rows, lambda name: False) == ["libglib2.0-0", "xauth"]


@pytest.mark.parametrize(
    ("name", "chinese"),
    [
        ("NotoSansCJK-Regular.ttc", True),
        ("wqy-microhei.ttc", True),
        ("SimSun.ttc", True),
        ("SourceHanSerifSC-Regular.otf", True),
        ("DejaVuSans.ttf", False),
        ("NotoSans-Regular.ttf", False),
    ],
)
def test_a_chinese_font_is_known_by_its_file(tmp_path: Path, name: str, chinese: bool) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / name).touch()
    assert dev.has_chinese_font([tmp_path / "absent", tmp_path]) is chinese


@LINUX
def test_probes_look_at_the_machine() -> None:
    assert dev.is_there("libc.so.6")
    assert not dev.is_there("libnothing-here.so.9")
    assert dev.is_there("sh")
    assert not dev.is_there("no-such-program-here")


@LINUX
def test_root_installs_without_asking_and_without_recommended_packages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runs = Runs()
    monkeypatch.setattr(subprocess, "run", runs)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    dev.install_packages([("xauth", "xauth")])
    (install,) = runs.naming("install")
    assert install[:3] == ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    assert {"-y", "--no-install-recommends", "DPkg::Lock::Timeout=300"} <= set(install)
    assert install[-1] == "xauth"


@LINUX
def test_without_rights_the_one_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = Runs(failing="sudo")
    monkeypatch.setattr(subprocess, "run", runs)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    command = "sudo sh -c 'apt-get update; apt-get install -y --no-install-recommends libglib2.0-0t64 xauth'"
    with pytest.raises(dev.SetupError, match=re.escape(command)):
        dev.install_packages([dev.QT[0], ("xauth", "xauth")])
    assert not runs.naming("install")


@LINUX
def test_a_system_without_apt_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(dev.SetupError, match="软件管理器"):
        dev.install_packages([("xauth", "xauth")])


def _nothing_can_be_installed(monkeypatch: pytest.MonkeyPatch, absent: set[str]) -> None:
    def refuse(rows: object) -> None:
        raise dev.SetupError("请运行一次")

    monkeypatch.setattr(dev, "install_packages", refuse)
    monkeypatch.setattr(dev, "is_there", lambda probe: probe not in absent)


def test_a_missing_qt_library_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    _nothing_can_be_installed(monkeypatch, {"libEGL.so.1"})
    with pytest.raises(dev.SetupError, match=r"还缺 libEGL\.so\.1。请运行一次"):
        dev.set_up_system(dev.RUN)


def test_a_missing_font_is_said_once_and_does_not_stop(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CI", raising=False)
    _nothing_can_be_installed(monkeypatch, {dev.FONT[0]})
    assert dev.set_up_system(dev.RUN) == list(dev.RUN)
    assert "还缺 中文字体，先继续" in capsys.readouterr().out


def test_a_missing_oracle_is_asked_for_again_and_fails_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    _nothing_can_be_installed(monkeypatch, {"soffice"})
    monkeypatch.delenv("CI", raising=False)
    assert dev.READERS[0] not in dev.set_up_system(dev.TEST)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(dev.SetupError, match="soffice"):
        dev.set_up_system(dev.TEST)


# --- the environment --------------------------------------------------------------------------


def test_a_half_made_environment_is_thrown_away(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (dev.VENV / "left-over").touch()
    runs = Runs()

    def run(command: list[str], **options: object) -> subprocess.CompletedProcess[bytes]:
        if "venv" in command:
            assert not dev.VENV.exists()
            dev.VENV.mkdir()
        return runs(command, **options)

    monkeypatch.setattr(subprocess, "run", run)
    dev.set_up_python("run")
    assert not (dev.VENV / "left-over").exists()
    (pip,) = runs.naming("pip")
    assert {"--require-hashes", "--no-deps"} <= set(pip)
    assert pip[-1] == str(tree / "requirements.lock")
    assert dev.read_stamp("hqd-python") == dev.python_stamp("run")


def test_a_current_run_environment_only_grows(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dev.write_stamp("hqd-python", dev.python_stamp("run"))
    runs = Runs()
    monkeypatch.setattr(subprocess, "run", runs)
    dev.set_up_python("dev")
    assert not runs.naming("venv")
    assert len(runs.naming("pip")) == 1
    assert dev.python_ready("dev")


def test_a_failed_install_leaves_no_stamp(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dev.write_stamp("hqd-python", dev.python_stamp("run"))
    monkeypatch.setattr(subprocess, "run", Runs(failing="pip"))
    with pytest.raises(dev.SetupError, match="没有装上"):
        dev.set_up_python("dev")
    assert not dev.python_ready("run")


def test_a_ready_tree_is_not_touched(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dev.write_stamp("hqd-python", dev.python_stamp("run"))
    dev.write_stamp("hqd-system", "\n".join(repr(row) for row in dev.RUN))
    runs = Runs()
    monkeypatch.setattr(subprocess, "run", runs)
    assert dev.set_up("run", dev.RUN) < 0.1
    assert not runs.commands
    assert not (tree / ".venv.lock").exists()


def test_what_the_machine_has_is_stamped_after_the_environment(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(dev, "is_there", lambda probe: True)
    monkeypatch.setattr(dev, "set_up_python", lambda kind: dev.write_stamp("hqd-python", dev.python_stamp(kind)))
    dev.set_up("run", dev.RUN)
    assert dev.python_ready("run")
    assert dev.system_ready(dev.RUN)
    dev.set_up("dev", dev.TEST)
    assert dev.system_ready(dev.RUN)
    assert dev.system_ready(dev.TEST)


def test_the_second_dev_py_waits_for_the_first(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    order: list[str] = []

    def second() -> None:
        with dev.alone():
            order.append("second")

    with dev.alone():
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.5)
        order.append("first")
    thread.join(5)
    assert order == ["first", "second"]
    assert "等它做完" in capsys.readouterr().out


# --- tasks ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("env", "platform", "display"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "win32", True),
    ],
)
def test_a_display_is_detected(env: dict[str, str], platform: str, display: bool) -> None:
    assert dev.has_display(env, platform) is display


@pytest.mark.parametrize(
    ("args", "window"),
    [
        ([], True),
        (["--data-dir", "d"], True),
        (["--data-dir=d"], True),
        (["assess", "in.xlsx", "--out", "o"], False),
        (["--data-dir", "d", "packs"], False),
        (["--help"], False),
    ],
)
def test_only_a_bare_start_wants_a_window(args: list[str], window: bool) -> None:
    assert dev.wants_window(args) is window


@LINUX
def test_without_a_display_run_does_the_main_job(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[list[str]] = []

    def execve(program: str, command: list[str], env: dict[str, str]) -> None:
        seen.append(command)
        assert env["PYTHONPATH"] == str(dev.ROOT)
        assert env["PYTHONUTF8"] == "1"
        raise SystemExit(0)

    monkeypatch.setattr(os, "execve", execve)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(dev.ROOT)
    with pytest.raises(SystemExit):
        dev.run([])
    with pytest.raises(SystemExit):
        dev.run(["packs"])
    assert seen[0][1:] == ["-m", "hqd_desktop", "assess", "--sample", "--out", "out"]
    assert seen[1][1:] == ["-m", "hqd_desktop", "packs"]
    assert capsys.readouterr().out.count("没有显示器") == 1


def test_no_argument_prints_help_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main([]) == 0
    out = capsys.readouterr().out
    assert "用法" in out
    assert all(f"  {task} " in out for task in dev.TASKS)


def test_an_unknown_task_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["nonsense"]) == 2
    assert "用法" in capsys.readouterr().out


def test_a_task_that_is_not_written_yet_says_so(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["soak"]) == 0
    assert "还没有定义" in capsys.readouterr().out


def test_a_python_outside_the_lock_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 14, 0, "final", 0))
    assert dev.main(["run"]) == 2
    assert "需要 Python 3.11" in capsys.readouterr().out


# --- the locks --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_holds_hashes_and_no_place(name: str) -> None:
    text = (Path(dev.__file__).parent / name).read_text(encoding="utf-8")
    pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert all("==" in pin and pin.endswith("\\") for pin in pins)
    assert "--hash=sha256:" in text
    assert not any(word in text for word in ("://", "--index", "--find-links", "file:"))


def test_the_dev_lock_holds_every_pin_of_the_run_lock() -> None:
    root = Path(dev.__file__).parent

    def pins(name: str) -> set[str]:
        lines = (root / name).read_text(encoding="utf-8").splitlines()
        return {line for line in lines if line and not line.startswith((" ", "#"))}

    assert pins("requirements.lock") < pins("requirements-dev.lock")
