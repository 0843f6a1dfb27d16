"""The one door to this tree: set up its own .venv and system libraries, then run, test, lint or build.

Standard library only. What was set up is stamped inside .venv, so that the second start costs nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
VENV_PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
OLDEST, NEWEST = (3, 11), (3, 13)  # what the locks were resolved for

# A row says what proves that the thing is there, then the package names it goes by, the oldest last.
# "lib…so…" is loaded, "中文字体" is any Chinese font, "ensurepip" a working venv, the rest are programs.
Row = tuple[str, ...]
ENSUREPIP: Row = ("ensurepip", f"python{sys.version_info[0]}.{sys.version_info[1]}-venv", "python3-venv")
QT: tuple[Row, ...] = (
    ("libglib-2.0.so.0", "libglib2.0-0t64", "libglib2.0-0"),
    ("libdbus-1.so.3", "libdbus-1-3"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
    ("libEGL.so.1", "libegl1"),
    ("libGL.so.1", "libgl1"),
    ("libX11-xcb.so.1", "libx11-xcb1"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ("libxcb-icccm.so.4", "libxcb-icccm4"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    ("libxcb-shape.so.0", "libxcb-shape0"),
    ("libcups.so.2", "libcups2t64", "libcups2"),  # Qt's printing links to it
)
FONT: Row = ("中文字体", "fonts-noto-cjk")
READERS = (("soffice", "libreoffice-calc-nogui"), ("pdftotext", "poppler-utils"))
SCREEN = (("Xvfb", "xvfb"), ("xauth", "xauth"), ("xdotool", "xdotool"))
RUN = (*QT, FONT)
FAULTS = (("strace", "strace"),)
TEST = (*RUN, *READERS, *SCREEN, *FAULTS)
LIBPYTHON = f"libpython{sys.version_info[0]}.{sys.version_info[1]}"
BUILD = (*RUN, ("objdump", "binutils"), (f"{LIBPYTHON}.so.1.0", LIBPYTHON))
CHINESE_FONTS = re.compile(
    "cjk|sourcehan|wqy|wenquan|simsun|simhei|msyh|fangsong|uming|ukai|droidsansfallback|fandol"
    "|harmonyos_sans_sc|notosanssc|notoserifsc"
)

PROVEN = ("tests/domain", "tests/services")  # mirror the two packages whose every branch is to be tested

# task -> which lock, what the machine must have, what the help says
TASKS: dict[str, tuple[str, tuple[Row, ...], str]] = {
    "run": ("run", RUN, "启动程序；没有显示器时用示例医院无界面跑一遍，结果在 out/。参数原样交给程序"),
    "test": ("dev", TEST, "全部测试，并查 domain/ 与 services/ 的分支覆盖率。参数交给 pytest（有参数就不查覆盖率）"),
    "lint": ("dev", (), "ruff、mypy、import-linter；加 --fix 先自动改"),
    "bench": ("dev", TEST, "量速度"),
    "shots": ("dev", TEST, "给各页面拍图"),
    "build": ("dev", BUILD, "打成可分发的文件夹 dist/hqd_desktop/"),
    "fuzz": ("dev", RUN, "弄坏真的表格再读，找到的存进 tests/workbooks/corpus/。参数：分钟数 种子"),
    "soak": ("dev", (*TEST, *BUILD), "长时间的检验"),
}


class SetupError(Exception):
    """Set-up cannot go on; the text says in Chinese what happened and what to do."""


def say(text: str) -> None:
    print(text, flush=True)


def python_stamp(kind: str) -> str:
    """What .venv must have been made from to serve `kind`: the lock and the line of Python."""
    lock = hashlib.sha256((ROOT / LOCKS[kind]).read_bytes()).hexdigest()
    return f"{kind} {lock} {sys.version_info[0]}.{sys.version_info[1]} {sys.platform}"


def read_stamp(name: str) -> str:
    """The stamp's text, or "" when that part was never finished."""
    try:
        return (VENV / name).read_text(encoding="utf-8")
    except OSError:
        return ""


def write_stamp(name: str, text: str) -> None:
    """Appears whole or not at all: an interrupted set-up leaves no stamp and is made anew."""
    beside = VENV / f"{name}.tmp"
    beside.write_text(text, encoding="utf-8")
    beside.replace(VENV / name)


def python_ready(kind: str) -> bool:
    """Whether .venv serves `kind`; a dev environment is a superset and serves `run` as well."""
    return VENV_PYTHON.exists() and read_stamp("hqd-python") in {python_stamp(kind), python_stamp("dev")}


def system_ready(rows: Sequence[Row]) -> bool:
    """Whether all the rows were found or fetched before; only Linux needs anything."""
    known = read_stamp("hqd-system").splitlines()
    return not sys.platform.startswith("linux") or all(repr(row) in known for row in rows)


def has_chinese_font(folders: Sequence[Path]) -> bool:
    names = (name.lower() for folder in folders for _, _, files in os.walk(folder) for name in files)
    return any(CHINESE_FONTS.search(name) for name in names)


def is_there(probe: str) -> bool:
    import ctypes
    import importlib.util
    import shutil

    if probe == FONT[0]:
        mine = [Path.home() / ".fonts", Path.home() / ".local/share/fonts"]
        return has_chinese_font([Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), *mine])
    if probe == ENSUREPIP[0]:  # Debian ships venv without the part that makes it work
        importlib.invalidate_caches()
        return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))
    if ".so" in probe:
        try:
            ctypes.CDLL(probe)
        except OSError:
            return False
        return True
    return shutil.which(probe) is not None


def lacking(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if not is_there(row[0])]


def quiet(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL).returncode == 0


def choose_packages(rows: Sequence[Row], known: Callable[[str], bool]) -> list[str]:
    """One package name a row: the first that `known(name)` accepts, else the oldest."""
    return [next((name for name in row[1:] if known(name)), row[-1]) for row in rows]


def install_packages(rows: Sequence[Row]) -> None:
    """Install one package a row with apt-get; SetupError carries the command to run by hand."""
    import shutil

    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        raise SetupError("请用系统的软件管理器装上它们。")
    root = os.geteuid() == 0
    may = root or (shutil.which("sudo") and quiet("sudo", "-n", "true"))
    apt = [*([] if root else ["sudo", "-n"]), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    apt += ["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]
    if may:
        say(f"正在补装系统组件（只此一次）：{'、'.join(row[0] for row in rows)}")
        if not quiet(*apt, "update"):
            time.sleep(10)  # the package lists have a lock that apt-get does not wait for
            quiet(*apt, "update")
    names = choose_packages(rows, lambda name: quiet("apt-cache", "show", name))
    install = ["install", "-y", "--no-install-recommends", *names]
    by_hand = f"\n    sudo sh -c 'apt-get update; apt-get {' '.join(install)}'"
    if not may:
        raise SetupError(f"这里没有管理员权限，请运行一次：{by_hand}")
    done = subprocess.run([*apt, *install], stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode:
        say((done.stdout + done.stderr).decode("utf-8", "replace")[-2000:])
        raise SetupError(f"没有装上，原因见上。也可以自己运行一次：{by_hand}")


def set_up_system(rows: Sequence[Row]) -> list[Row]:
    """Fetch what the rows lack. Returns the rows to be stamped: a font is asked for once only.
    venv and Qt's libraries are a must; the rest may stay away with a line said, except in CI.
    """
    missing, problem = lacking(rows), ""
    if missing:
        try:
            install_packages(missing)
        except SetupError as error:
            problem = str(error)
        missing = lacking(missing)
    if missing:
        names = "、".join(row[0] for row in missing)
        if any(row in (ENSUREPIP, *QT) for row in missing) or os.environ.get("CI") == "true":
            raise SetupError(f"还缺 {names}。{problem}")
        say(f"还缺 {names}，先继续。{problem}")
    return [row for row in rows if row not in missing or row == FONT]


def take_lock(file: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def alone() -> Iterator[None]:
    """One dev.py of this tree at a time; the system lets go of the lock when its holder dies."""
    with (ROOT / ".venv.lock").open("a") as file:
        if not take_lock(file):
            say("另一个 dev.py 正在准备环境，等它做完……")
            while not take_lock(file):
                time.sleep(0.3)
        yield


def clean_environment() -> dict[str, str]:
    """The caller's environment without what would lead python or pip out of our .venv."""
    env = {k: v for k, v in os.environ.items() if k not in {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}}
    return env | {"PYTHONUTF8": "1", "PIP_USER": "0"}


def set_up_python(kind: str) -> None:
    """Make .venv from the lock of `kind`; a half-made or outdated one is thrown away first."""
    import shutil

    # A current `run` environment is only added to; anything else is made anew, so that nothing old stays.
    grow = VENV_PYTHON.exists() and read_stamp("hqd-python") == python_stamp("run")
    (VENV / "hqd-python").unlink(missing_ok=True)
    if not grow:
        if VENV.exists():
            say("现有的 .venv 没有装完或已过时，重新建立。")
            try:
                shutil.rmtree(VENV)
            except OSError as error:
                raise SetupError(f"旧的 .venv 删不掉，请先关掉程序再试：{error}") from error
        base = getattr(sys, "_base_executable", "") or sys.executable
        if subprocess.run([base, "-m", "venv", str(VENV)], env=clean_environment()).returncode:
            raise SetupError("建不了 .venv，原因见上。")
    say(f"正在按 {LOCKS[kind]} 安装 Python 依赖（只此一次）……")
    pip = [str(VENV_PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    # --no-deps: the lock is the whole closure, and older pips resolve an extra (coverage[toml]) past its pin
    pip += ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(ROOT / LOCKS[kind])]
    if subprocess.run(pip, env=clean_environment(), stdin=subprocess.DEVNULL).returncode:
        raise SetupError("Python 依赖没有装上，原因见上；多半是网络或 pip 的设置，改好后再运行一次。")
    write_stamp("hqd-python", python_stamp(kind))


def set_up(kind: str, rows: Sequence[Row]) -> float:
    """Make sure that .venv and the machine serve the task; returns the seconds it took."""
    start = time.perf_counter()
    if not (python_ready(kind) and system_ready(rows)):
        with alone():
            new = not python_ready(kind)
            found: list[Row] = []
            if sys.platform.startswith("linux"):
                before = read_stamp("hqd-system").splitlines()
                found = set_up_system([*([ENSUREPIP] if new else []), *rows])
                stamp = dict.fromkeys([*before, *(repr(row) for row in found)])
            if new:
                set_up_python(kind)
            if found:
                write_stamp("hqd-system", "\n".join(stamp))
        say(f"环境已就绪，用时 {time.perf_counter() - start:.1f} 秒。")
    return time.perf_counter() - start


def call(*args: str, **env: str) -> int:
    """Run the environment's python in the tree and wait for it; returns its exit code."""
    env = clean_environment() | {"PYTHONPATH": str(ROOT)} | env
    return subprocess.run([str(VENV_PYTHON), *args], cwd=ROOT, env=env).returncode


def has_display(env: dict[str, str], platform: str) -> bool:
    """Whether a window can be opened; a platform plugin chosen by hand counts as wanting one."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not platform.startswith("linux") or any(env.get(name) for name in names)


def wants_window(args: Sequence[str]) -> bool:
    """True when no command of the program is asked for: only where its data lives may be named."""
    rest = list(args)
    while rest and rest[0].split("=")[0] == "--data-dir":
        rest = rest[1:] if "=" in rest[0] else rest[2:]
    return not rest


def run(args: list[str]) -> int:
    if wants_window(args) and not has_display(dict(os.environ), sys.platform):
        say("没有显示器，不开窗口：改用示例医院无界面跑一遍，报告、工作簿和结果在 out/。")
        args = ["assess", "--sample", "--out", os.path.relpath(ROOT / "out")]
    command = [str(VENV_PYTHON), "-m", "hqd_desktop", *args]
    env = clean_environment() | {"PYTHONPATH": str(ROOT)}  # the caller's folder stays: paths are his
    if not WINDOWS:  # execve there gives the prompt back while the program still runs
        os.execve(command[0], command, env)
    return subprocess.run(command, env=env).returncode


def _proven(spread: list[str], platform: str) -> int:
    """domain/ and services/ by their own tests, every branch; counting branches would slow the other tests by half."""
    code = call("-m", "pytest", *spread, "--cov", "--cov-report=", *PROVEN, QT_QPA_PLATFORM=platform)
    return code or call("-m", "coverage", "report", "--skip-covered", "--fail-under=100")


def test(args: list[str]) -> int:
    start = time.perf_counter()
    platform = os.environ.get("QT_QPA_PLATFORM") or "offscreen"
    workers = min(max(os.cpu_count() or 2, 2), 8)
    spread = ["-n", str(workers), "--dist", "worksteal"]
    if args:
        code = call("-m", "pytest", *args, QT_QPA_PLATFORM=platform)
    else:
        code = _proven(spread, platform) or call(
            "-m", "pytest", *spread, *(f"--ignore={folder}" for folder in PROVEN), QT_QPA_PLATFORM=platform
        )
    say(f"测试用时 {time.perf_counter() - start:.1f} 秒。")
    return code


def lint(args: list[str]) -> int:
    if "--fix" in args:
        call("-m", "ruff", "check", "--fix", "--quiet", ".")
        call("-m", "ruff", "format", "--quiet", ".")
    steps = {
        "ruff check": ("-m", "ruff", "check", "."),
        "ruff format": ("-m", "ruff", "format", "--check", "."),
        "mypy": ("-m", "mypy"),
        "import-linter": ("-c", "from importlinter.cli import lint_imports_command as main; main()"),
    }
    failed = [name for name, step in steps.items() if call(*step)]
    say("没有通过：" + "、".join(failed) if failed else "检查全部通过。")
    return 1 if failed else 0


def build(args: list[str]) -> int:
    """Build the folder, then prove that it starts: listing the packs needs its resources, but no display."""
    if code := call("-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN", "build.spec", *args):
        return code
    return subprocess.run([ROOT / "dist/hqd_desktop/hqd_desktop", "packs"], env=clean_environment()).returncode


OWN: dict[str, Callable[[list[str]], int]] = {"run": run, "test": test, "lint": lint, "build": build}


def main(argv: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        say(f"需要 Python 3.11、3.12 或 3.13，现在是 {sys.version.split()[0]}。")
        return 2
    task, args = (argv[0] if argv else ""), argv[1:]
    if task not in TASKS:
        say("用法：python3 dev.py 任务 [参数]        （Windows：py dev.py 任务 [参数]）")
        say("".join(f"  {name:8}{row[2]}\n" for name, row in TASKS.items()))
        say("第一次会自建 .venv，在 Debian 一类的 Linux 上还会补装系统库和中文字体；以后直接启动。")
        return 0 if task in {"", "-h", "--help", "help"} else 2
    module = ROOT / "tests" / task  # the other tasks live beside the tests: tests/bench.py or tests/bench/
    if task not in OWN and not (module.with_suffix(".py").exists() or (module / "__main__.py").exists()):
        say(f"{task}：还没有定义任何内容。")
        return 0
    try:
        seconds = set_up(*TASKS[task][:2])
        code = OWN[task](args) if task in OWN else call("-m", f"tests.{task}", *args)
    except (SetupError, OSError) as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130
    if task == "test":
        say(f"准备环境用时 {seconds:.1f} 秒。")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
