"""--goals: a table of goals beside the figures; whatever is wrong with it is named and nothing is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hqd_desktop.bootstrap import start

EXPECTED = {"18": ("8.2", False), "29": ("50", False)}


def run(table: Path, out: Path) -> int:
    return start(["assess", "--sample", "--goals", str(table), "--out", str(out)])


def test_goals_are_told_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "目标.csv"
    table.write_text("序号,值,本院目标\n18,,8.2\n29,,1:2\n", encoding="utf-8")
    assert run(table, tmp_path / "out") == 0
    assert "本院目标 2 个：未达到 2" in capsys.readouterr().out
    result = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    told = {row["number"]: value for row in result["indicators"] for value in row["values"] if "goal" in value}
    assert {number: (value["goal"], value["goal_met"]) for number, value in told.items()} == EXPECTED
    assert told["18"]["completion"].startswith("98.76")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("序号,值,本院目标\n1,,3\n20,,8\n", "目标.csv 文本 A2：找不到“1”"),
        ("序号,值,本院目标\n20,,低些\n", "目标.csv 20 管理费用占"),
        ("指标,目标\n20,3\n", "缺 序号、本院目标"),
        ("", "目标.csv"),
    ],
)
def test_a_wrong_table_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, told: str) -> None:
    table = tmp_path / "目标.csv"
    table.write_text(text, encoding="utf-8")
    assert run(table, tmp_path / "out") == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
