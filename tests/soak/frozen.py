"""The frozen folder is built and does the whole job: it scores the sample, writes its papers, and opens its window."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / "dist" / "hqd_desktop" / "hqd_desktop"
WINDOW_SECONDS = 20


def papers(folder: Path) -> list[str]:
    """The kinds of files that `assess --sample` leaves, Word among them."""
    done = subprocess.run([PROGRAM, "--data-dir", folder, "assess", "--sample", "--word", "--out", folder / "out"])
    return sorted(path.suffix for path in (folder / "out").iterdir()) if done.returncode == 0 else []


def window_stays(folder: Path) -> bool:
    """Whether the window is still there after a while, with a database or a first page to show."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen([PROGRAM, "--data-dir", folder], env=env) as program:
        end = time.monotonic() + WINDOW_SECONDS
        while time.monotonic() < end and program.poll() is None:
            time.sleep(0.5)
        alive = program.poll() is None
        program.kill()
    return alive


def lacking_papers() -> list[str]:
    """What of licences, notices and the list of components is not in the folder."""
    inside = PROGRAM.parent / "_internal"
    wanted = ("LICENSE", "THIRD-PARTY-NOTICES.md", "sbom.cdx.json")
    if not (inside / wanted[-1]).is_file():
        return [name for name in wanted if not (inside / name).is_file()]
    parts = json.loads((inside / wanted[-1]).read_text(encoding="utf-8"))["components"]
    named = {path.name.partition("-")[0].lower().replace("_", "-") for path in inside.glob("*.dist-info")}
    return [part["name"] for part in parts if part["name"].lower().replace("_", "-") not in named]


def main() -> int:
    """0 when all of it worked."""
    if subprocess.run([sys.executable, "dev.py", "build"], cwd=ROOT).returncode:
        return 1
    with tempfile.TemporaryDirectory(prefix="hqd-soak-") as place:
        made = papers(Path(place))
        stays = window_stays(Path(place) / "window")
    lacking = lacking_papers()
    print(f"打包的程序写出 {made}，窗口{'在' if stays else '没有留住'}，缺的许可和清单：{lacking or '无'}")
    return 0 if made == [".docx", ".json", ".pdf", ".xlsx"] and stays and not lacking else 1


if __name__ == "__main__":
    sys.exit(main())
