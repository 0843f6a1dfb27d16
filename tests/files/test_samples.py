"""The sample hospitals load, are complete, and a wrong list or CSV is refused by place."""

from pathlib import Path

import pytest

from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.periods import Period
from hqd_desktop.files.pack_source import FilePackSource
from hqd_desktop.files.samples import read_samples
from hqd_desktop.services.errors import BadPack
from hqd_desktop.services.records import Submission

ROW = {"name": "示例", "level": "三级", "type": "综合", "year": 2024, "file": "s.csv"}


def places(raw: object, folder: Path, catalogue: Catalogue) -> list[tuple[str, str]]:
    with pytest.raises(BadPack) as caught:
        read_samples(raw, folder / "samples.toml", catalogue, ("shaoyang-2022",))  # type: ignore[arg-type]
    return [(problem.code, problem.where) for problem in caught.value.problems]


def test_shipped(source: FilePackSource, submission: Submission) -> None:
    first, second = source.samples()[:2]
    assert (first.hospital.level, second.hospital.level) == ("三级", "二级")
    assert first.hospital.sample
    assert not submission.assessment.missing
    assert {figure.source for figure in first.figures.values()} == {"示例数据"}


def test_defaults_and_explanations(tmp_path: Path, catalogue: Catalogue) -> None:
    (tmp_path / "s.csv").write_text("period,item,value\n2024,总收入,1\n", encoding="utf-8")
    raw = {"sample": [{**ROW, "explanation": [{"check": "a", "text": "因为"}]}]}
    (sample,) = read_samples(raw, tmp_path / "samples.toml", catalogue, ("shaoyang-2022",))
    assert (sample.key, sample.scheme_id, sample.explanations) == ("s", "shaoyang-2022", {"a": "因为"})
    assert list(sample.figures) == [("total_income", Period(2024))]


def test_refused(tmp_path: Path, catalogue: Catalogue) -> None:
    (tmp_path / "s.csv").write_text("period,item,value\n2024,总收入,坏\n", encoding="utf-8")
    assert places({"sample": [ROW]}, tmp_path, catalogue) == [("number_unreadable", "s.csv：第 2 行“value”列")]
    assert places({}, tmp_path, catalogue) == [("raw_missing", "samples.toml：sample")]
    assert places({"sample": [{**ROW, "file": "../s.csv"}]}, tmp_path, catalogue) == [
        ("raw_not_choice", "samples.toml：sample[示例].file")
    ]
    assert ("raw_unknown_field", "samples.toml：sample[示例].lebel") in places(
        {"sample": [{**ROW, "lebel": "x"}]}, tmp_path, catalogue
    )
