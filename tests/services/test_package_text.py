"""The verdict in words: the same lines for window and command line."""

from dataclasses import replace

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services import package_text
from hqd_desktop.services.records import Packs
from tests.services.package_making import Office, submission_of


def test_the_whole_verdict(packs: Packs) -> None:
    verdict = Office().make(submission_of(packs))
    text = package_text.verdict_text(verdict)
    assert text.startswith("与生成时完全一致\n按包内数据重算：自评得分 ")
    assert "稿次：v1 草稿" in text
    assert "封条：abab abab abab" in text
    assert "自定赋分“示例赋分方案 1.0 版”" in text


def test_findings_are_numbered_and_no_seal_is_said(packs: Packs) -> None:
    verdict = Office().make(submission_of(packs))
    odd = replace(verdict.manifest, state="\x1b[2Jodd", year=10**9)
    told = (Problem("package_member_missing", "a.pdf"), Problem("package_member_added", "b.txt"))
    text = package_text.verdict_text(replace(verdict, manifest=odd, seal="", findings=told, rescored=False))
    assert text.startswith("有 2 处与生成时不同\n  1. a.pdf：文件不见了。\n  2. b.txt：生成时没有这个文件。\n")
    assert "封条：没有封条" in text
    assert "\x1b" not in text
    assert "不一致" in text
