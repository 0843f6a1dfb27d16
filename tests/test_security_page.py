"""docs/security.md names a test for each thing that it promises, and they are all there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_promise_has_tests_that_are_there() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith(("| 威胁", "|---"))]
    assert len(rows) >= 10
    for row in rows:
        *_, watching, _ = row.split("|")
        named = re.findall(r"`(tests/[\w/.]+)`", watching)
        assert named or "dev.py soak" in watching, row
        assert [path for path in named if not (ROOT / path).exists()] == []


def test_what_it_does_not_do_and_why_is_said() -> None:
    for words in ("防不住的", "为什么不给数据库加密", "没有密钥签名", "全盘加密"):
        assert words in PAGE
