"""The sample hospitals out of samples.toml and a CSV each; it refuses to know what a sample is used for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hqd_desktop.domain.hospital import LEVELS, TYPES, Hospital
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.periods import FIRST_YEAR, LAST_YEAR
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.raw import RawReader
from hqd_desktop.files.csv_figures import read_csv_figures
from hqd_desktop.services.errors import BadPack
from hqd_desktop.services.records import Sample

SOURCE = "示例数据"


def read_samples(
    raw: Mapping[str, Any], path: Path, catalogue: Catalogue, scheme_ids: Sequence[str]
) -> tuple[Sample, ...]:
    """All samples; BadPack with every fault of the list and of the CSVs.

    `key` defaults to the CSV's name, `pack` to the default pack. `[[sample.explanation]]` has `check` and `text`.
    """
    problems: list[Problem] = []
    top = RawReader(raw, "", problems)
    samples = tuple(_sample(reader, path.parent, catalogue, scheme_ids) for reader in top.children("sample", "name"))
    top.done()
    if not samples:
        top.report("raw_missing", "sample")
    if problems:
        raise BadPack(*(p if "：" in p.where else replace(p, where=f"{path.name}：{p.where}") for p in problems))
    return samples


def _sample(reader: RawReader, folder: Path, catalogue: Catalogue, scheme_ids: Sequence[str]) -> Sample:
    file = reader.text("file")
    if "/" in file or "\\" in file:
        reader.report("raw_not_choice", "file", given=file, allowed=str(folder))
        file = ""
    hospital = Hospital(
        name=reader.text("name"),
        level=reader.choice("level", LEVELS),
        type=reader.choice("type", TYPES),
        code=reader.text("code", ""),
        sample=True,
    )
    default = scheme_ids[0] if scheme_ids else ""
    sample = Sample(
        key=reader.text("key", file.removesuffix(".csv")),
        hospital=hospital,
        scheme_id=reader.choice("pack", scheme_ids, default),
        year=reader.whole("year", low=FIRST_YEAR, high=LAST_YEAR),
        figures={},
        explanations=dict(map(_explanation, reader.children("explanation", "check"))),
    )
    reader.done()
    if not file:
        return sample
    read = read_csv_figures(folder / file, catalogue, source=SOURCE)
    reader.problems += [replace(p, where=f"{file}：{p.where}") for p in read.problems]
    return replace(sample, figures=read.figures)


def _explanation(reader: RawReader) -> tuple[str, str]:
    check, text = reader.text("check"), reader.text("text")
    reader.done()
    return check, text
