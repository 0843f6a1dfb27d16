"""The commands that make and verify a package (上报包); a package that was altered has an exit code of its own."""

from collections.abc import Callable
from pathlib import Path

from hqd_desktop.domain.problems import Problem
from hqd_desktop.paths import PACKAGE_SUFFIX
from hqd_desktop.services import package_text
from hqd_desktop.services.desk import Desk
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.packaging import Makers, make_package
from hqd_desktop.services.records import Submission
from hqd_desktop.services.verifying import verify_package

DONE, ALTERED = 0, 3


def package(output: Path, submission: Callable[[], Submission], desk: Desk) -> None:
    """Write a package and say what is in it; the name is refused before anything is worked out."""
    if output.suffix.lower() != PACKAGE_SUFFIX:
        raise UserFacingError(
            Problem("command_wrong", "", {"reason": f"-o 要写成 {PACKAGE_SUFFIX} 文件，不能是 {output}"})
        )
    makers = Makers(desk.packages(), desk.workbooks(), desk.reports())
    verdict = make_package(output, submission(), makers, lambda *_: None)
    print(f"已生成上报包 {output}，打开复核无误。")
    print(package_text.rescored_text(verdict))
    for label, text in package_text.facts(verdict):
        print(f"{label}：{text}")


def verify(path: Path, desk: Desk) -> int:
    """Print the verdict; 0 when everything is as it was made, else 3."""
    verdict = verify_package(desk.packages(), path, lambda *_: None)
    print(package_text.verdict_text(verdict))
    return DONE if verdict.same else ALTERED
