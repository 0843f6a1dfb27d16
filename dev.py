"""The one door to this tree: set up its own .venv and system libraries, then run, test, lint or build.

Standard library only. The second start must cost nothing: whatever was set up is stamped inside
.venv, and nothing heavy is imported before the stamps have been found wrong.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
VENV_PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
SUPPORTED = ((3, 11), (3, 13))  # what the locks were resolved for
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}

HELP = """\
用法：python3 dev.py 任务 [参数]        （Windows：py dev.py 任务 [参数]）

  run     启动程序；没有显示器时用示例医院无界面跑一遍，结果在 out/；参数原样交给程序
  test    全部测试，并查 domain/ 与 services/ 的分支覆盖率；参数原样交给 pytest（有参数就不查覆盖率）
  lint    ruff、mypy、import-linter；加 --fix 先自动改
  bench   量速度
  shots   给各页面拍图
  build   打成可分发的文件夹 dist/hqd_desktop/
  fuzz    随机坏输入
  soak    长时间的检验

第一次会自建 .venv（按带散列的锁文件），在 Debian 一类的 Linux 上还会补装系统库和中文字体；以后直接启动。"""

# Each row: what proves that the thing is there, then the package names it goes by, oldest habit last.
# A "lib…so…" is loaded, "font" looks for any Chinese font, anything else is a program on PATH.
QT = (
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
    ("libcups.so.2", "libcups2t64", "libcups2"),  # Qt's print support links to it
)
FONT = (("font", "fonts-noto-cjk"),)
ORACLES = (
    ("soffice", "libreoffice-calc-nogui"),
    ("pdftotext", "poppler-utils"),
    ("Xvfb", "xvfb"),
    ("xauth", "xauth"),
    ("xdotool", "xdotool"),
)
BUILDERS = (("objdump", "binutils"),)
SYSTEM = {"": (), "run": QT + FONT, "test": QT + FONT + ORACLES, "build": QT + FONT + BUILDERS}
CHINESE_FONTS = ("cjk", "sourcehan", "wqy", "wenquan", "simsun", "simhei", "msyh", "fangsong", "uming",
                 "ukai", "droidsansfallback", "fandol", "harmonyos_sans_sc", "notosanssc", "notoserifsc")  # fmt: skip

# task -> (which lock, which system packages)
TASKS = {
    "run": ("run", "run"),
    "test": ("dev", "test"),
    "lint": ("dev", ""),
    "bench": ("dev", "test"),
    "shots": ("dev", "test"),
    "build": ("dev", "build"),
    "fuzz": ("dev", "run"),
    "soak": ("dev", "test"),
}


class SetupError(Exception):
    """Set-up cannot go on; the text says in Chinese what happened and what to do."""


def say(text: str) -> None:
    print(text, flush=True)


# --- stamps: what has been set up already -----------------------------------------------------


def python_stamp(kind: str) -> str:
    """What .venv must have been made from to serve `kind`: lock digest and interpreter line."""
    digest = hashlib.sha256((ROOT / LOCKS[kind]).read_bytes()).hexdigest()
    return f"{kind} {digest} {sys.version_info[0]}.{sys.version_info[1]} {sys.platform}"


def system_stamp(kind: str) -> str:
    return f"{kind} {hashlib.sha256(repr(SYSTEM[kind]).encode()).hexdigest()}"


def stamped(name: str) -> str:
    """The stamp's text, or "" when that part was never finished."""
    try:
        return (VENV / name).read_text(encoding="utf-8")
    except OSError:
        return ""


def write_stamp(name: str, text: str) -> None:
    """Appear whole or not at all: an interrupted set-up leaves no stamp and is made anew."""
    beside = VENV / f"{name}.tmp"
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, VENV / name)


def python_ready(kind: str) -> bool:
    """A dev environment is a superset, so it serves `run` as well."""
    have = stamped("hqd-python")
    return VENV_PYTHON.exists() and have in {python_stamp(kind), python_stamp("dev")} - {""}


def system_ready(kind: str) -> bool:
    if not kind or not sys.platform.startswith("linux"):
        return True
    return stamped(f"hqd-system-{kind}") == system_stamp(kind)


# --- the machine: libraries, font, tools ------------------------------------------------------


def has_library(soname: str) -> bool:
    import ctypes

    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def has_chinese_font(folders: list[Path] | None = None) -> bool:
    home = Path.home()
    if folders is None:
        folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts", home / ".local/share/fonts"]
    names = (n.lower() for folder in folders for _, _, files in os.walk(folder) for n in files)
    return any(mark in name for name in names for mark in CHINESE_FONTS)


def is_there(probe: str) -> bool:
    import shutil

    if probe == "font":
        return has_chinese_font()
    if ".so" in probe:
        return has_library(probe)
    if probe == "ensurepip":  # Debian ships venv without the part that makes it work
        import importlib.util

        return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))
    return shutil.which(probe) is not None


def missing(rows: tuple, there=is_there) -> list[tuple[str, ...]]:
    return [row for row in rows if not there(row[0])]


def choose_packages(rows: list[tuple[str, ...]], known) -> list[str]:
    """One package name a row: the first that `known(name)` accepts, else the last, which is the oldest name."""
    return [next((name for name in row[1:] if known(name)), row[-1]) for row in rows]


def apt_prefix() -> list[str] | None:
    """How to become root for apt-get without asking anybody; None where that is impossible."""
    import shutil
    import subprocess

    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def install_packages(rows: list[tuple[str, ...]]) -> None:
    """Install one package for each row with apt-get; raises SetupError with the command to run by hand."""
    import shutil
    import subprocess

    by_hand = "sudo apt-get install --no-install-recommends " + " ".join(row[-1] for row in rows)
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        raise SetupError("请用系统的软件管理器装上：" + "、".join(row[0] for row in rows))
    prefix = apt_prefix()
    if prefix is None:
        raise SetupError("没有管理员权限，请运行一次：\n    " + by_hand)
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq",
           "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]  # fmt: skip
    for pause in (5, 15, 0):  # the lists have a lock of their own, which apt-get does not wait for
        if subprocess.run([*apt, "update"], stdin=subprocess.DEVNULL).returncode == 0:
            break
        time.sleep(pause)

    def known(name: str) -> bool:
        return subprocess.run(["apt-cache", "show", name], capture_output=True).returncode == 0

    names = choose_packages(rows, known)
    say("正在安装系统软件包：" + " ".join(names))
    command = [*apt, "install", "-y", "--no-install-recommends", *names]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        tail = done.stdout.decode("utf-8", "replace")[-2000:]
        raise SetupError(f"{tail}\n系统软件包没有装上，请看上面的原因；也可以自己运行一次：\n    {by_hand}")


def set_up_system(kind: str) -> None:
    """Bring in what `kind` needs. Qt's libraries are a must; a font or an oracle may be missing, with a line said."""
    lacking = missing(SYSTEM[kind])
    if lacking:
        problem = ""
        try:
            install_packages(lacking)
        except SetupError as error:
            problem = str(error)
        lacking = missing(tuple(lacking))
        if any(row in QT for row in lacking) or (lacking and os.environ.get("CI")):
            names = "、".join(row[0] for row in lacking)
            raise SetupError(f"缺系统组件：{names}。{problem}")
        if lacking:
            say(f"暂缺{'、'.join('中文字体' if row[0] == 'font' else row[0] for row in lacking)}，先继续。{problem}")
            return
    write_stamp(f"hqd-system-{kind}", system_stamp(kind))


# --- the Python environment -------------------------------------------------------------------


class SetupLock:
    """Held by one dev.py of this tree at a time; the system lets go of it even when its holder is killed."""

    def __enter__(self) -> None:
        self.file = open(ROOT / ".venv.lock", "a+")  # noqa: SIM115 (held until __exit__)
        told = False
        while not self.try_lock():
            if not told:
                say("另一个 dev.py 正在准备环境，等它做完……")
                told = True
            time.sleep(0.5)

    def try_lock(self) -> bool:
        try:
            if WINDOWS:
                import msvcrt

                self.file.seek(0)
                msvcrt.locking(self.file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def __exit__(self, *_: object) -> None:
        self.file.close()


def clean_environment() -> dict[str, str]:
    """The caller's environment without what would lead pip or python out of our .venv."""
    env = {k: v for k, v in os.environ.items() if k not in {"PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__"}}
    return env | {"PYTHONUTF8": "1", "PIP_USER": "0"}


def set_up_python(kind: str) -> None:
    """Make .venv from the lock of `kind`; a half-made or outdated one is thrown away first."""
    import shutil
    import subprocess

    if missing((("ensurepip",),)):
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        install_packages([("ensurepip", f"python{version}-venv", "python3-venv")])
    # A current `run` environment is only added to; anything else is made anew, so that nothing old stays in it.
    grow = kind == "dev" and VENV_PYTHON.exists() and stamped("hqd-python") == python_stamp("run")
    (VENV / "hqd-python").unlink(missing_ok=True)
    base = getattr(sys, "_base_executable", "") or sys.executable
    if not grow:
        if VENV.exists():
            say("现有的 .venv 没有装完或已过时，重新建立。")
            try:
                shutil.rmtree(VENV)
            except OSError as error:
                raise SetupError(f"删不掉旧的 .venv（{error}）。请先关掉正在运行的程序，再试一次。") from error
        subprocess.run([base, "-m", "venv", str(VENV)], env=clean_environment(), check=True)
    say(f"正在按 {LOCKS[kind]} 安装 Python 依赖（只此一次）……")
    command = [str(VENV_PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input",
               "--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / LOCKS[kind])]  # fmt: skip
    if subprocess.run(command, env=clean_environment(), stdin=subprocess.DEVNULL).returncode:
        raise SetupError("Python 依赖没有装上，原因见上。多半是网络或 pip 的镜像设置；改好后再运行同一条命令，会从头补装。")
    write_stamp("hqd-python", python_stamp(kind))


def set_up(kind: str, system: str) -> float:
    """Make sure that .venv and the machine serve the task; returns the seconds it took."""
    start = time.perf_counter()
    if not (python_ready(kind) and system_ready(system)):
        with SetupLock():
            if not python_ready(kind):
                set_up_python(kind)
            if not system_ready(system):
                set_up_system(system)
        say(f"环境已就绪，用时 {time.perf_counter() - start:.1f} 秒。")
    return time.perf_counter() - start


# --- tasks ------------------------------------------------------------------------------------


def child_environment() -> dict[str, str]:
    return clean_environment() | {"PYTHONPATH": str(ROOT)}


def call(*args: str, **env: str) -> int:
    """Run the environment's python in the tree and wait for it; returns its exit code."""
    import subprocess

    return subprocess.run([str(VENV_PYTHON), *args], cwd=ROOT, env=child_environment() | env).returncode


def has_display(env: dict[str, str], platform: str) -> bool:
    """Whether a window can be opened; a platform plugin chosen by hand counts as wanting one."""
    if not platform.startswith("linux"):
        return True
    return any(env.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def wants_window(args: list[str]) -> bool:
    """True when the arguments ask for no command of the program: only where its data lives may be named."""
    rest = list(args)
    while rest and rest[0].split("=")[0] == "--data-dir":
        rest = rest[1:] if "=" in rest[0] else rest[2:]
    return not rest


def run(args: list[str]) -> int:
    if wants_window(args) and not has_display(dict(os.environ), sys.platform):
        say("没有显示器，不开窗口：改用示例医院无界面跑一遍，报告、工作簿和结果在 out/。")
        args = ["assess", "--sample", "--out", os.path.relpath(ROOT / "out")]
    command = [str(VENV_PYTHON), "-m", "hqd_desktop", *args]
    if WINDOWS:  # execv there returns to the shell at once
        import subprocess

        return subprocess.run(command, env=child_environment()).returncode
    os.execve(command[0], command, child_environment())


def test(args: list[str]) -> int:
    qt = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM") or "offscreen"}
    start = time.perf_counter()
    if args:
        return call("-m", "pytest", *args, **qt)
    workers = str(min(max(os.cpu_count() or 2, 2), 8))
    code = call("-m", "pytest", "-n", workers, "--cov", "--cov-report=", **qt)
    if code == 0:
        code = call("-m", "coverage", "report", "--include=hqd_desktop/domain/*,hqd_desktop/services/*",
                    "--skip-covered", "--show-missing", "--fail-under=100")  # fmt: skip
    say(f"测试用时 {time.perf_counter() - start:.1f} 秒。")
    return code


def lint(args: list[str]) -> int:
    if "--fix" in args:
        call("-m", "ruff", "check", "--fix", "--quiet", ".")
        call("-m", "ruff", "format", "--quiet", ".")
    steps = {
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "."],
        "mypy": ["-m", "mypy"],
        "import-linter": ["-c", "from importlinter.cli import lint_imports_command as c; c()"],
    }
    failed = [name for name, step in steps.items() if call(*step)]
    say("没有通过：" + "、".join(failed) if failed else "检查全部通过。")
    return 1 if failed else 0


def build(args: list[str]) -> int:
    return call("-m", "PyInstaller", "--noconfirm", "--clean", "build.spec", *args)


def script(task: str) -> str | None:
    """The module that does a task which lives beside the tests, or None while there is none."""
    found = (ROOT / "tests" / f"{task}.py").exists() or (ROOT / "tests" / task / "__main__.py").exists()
    return f"tests.{task}" if found else None


def main(argv: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    if not SUPPORTED[0] <= sys.version_info[:2] <= SUPPORTED[1]:
        say(f"需要 Python 3.11、3.12 或 3.13，现在是 {sys.version.split()[0]}。")
        return 2
    task, args = (argv[0] if argv else ""), argv[1:]
    if task not in TASKS:
        say(HELP)
        return 0 if task in {"", "-h", "--help", "help"} else 2
    own = {"run": run, "test": test, "lint": lint, "build": build}
    module = script(task)
    if task not in own and module is None:
        say(f"{task}：还没有定义任何内容。")
        return 0
    try:
        seconds = set_up(*TASKS[task])
        code = own[task](args) if task in own else call("-m", str(module), *args)
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
