"""The proof of each point as domain.proof gives it; it refuses to work anything out again."""

from collections.abc import Callable

from hqd_desktop.domain.proof import PartProof, Proof, ProofFigure, proof_of
from hqd_desktop.domain.scorecard import IndicatorResult
from hqd_desktop.reporting.blocks import (
    Align,
    Block,
    Column,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Row,
    RowKind,
    Style,
    Table,
)
from hqd_desktop.reporting.reasons import LONGEST
from hqd_desktop.reporting.source import Source

_COLUMNS = (
    Column("数据", 6.6),
    Column("期间", 3.0, Align.CENTER),
    Column("数值", 4.2, Align.RIGHT),
    Column("来源", 3.8),
    Column("责任科室", 2.6),
)


def proofs(source: Source) -> list[Block]:
    """One proof for each applicable row and 八, each a sheet under its heading, on a page of its own where wanted."""
    blocks: list[Block] = [Paragraph(_lead(source), Style.NOTE)]
    told: dict[str, str] = {}
    rows = [result for result in source.card if result.applicable and (source.with_points or not result.bonus)]
    for place, result in enumerate(rows):
        if place and source.wording.single_proofs:
            blocks.append(PageBreak())
        blocks += _proof(source, result, told)
    return blocks


def _lead(source: Source) -> str:
    text = "每项依次列出：数据、公式、代入"
    if source.with_points:
        return f"{text}、规则、得分。规则和得分都是{source.card.ruleset.title}；公式按公布文本。"
    return f"{text}。公式按公布文本。"


def _proof(source: Source, result: IndicatorResult, told: dict[str, str]) -> list[Block]:
    proof = proof_of(result, source.card, source.catalogue, source.assessment.figures, source.submission.departments)
    blocks: list[Block] = [Heading(f"{proof.number}　{proof.name}", 2)]
    several = len(proof.parts) > 1

    def remarks(text: str) -> str:
        """A long remark stands in full only where its figure is first used."""
        first = told.setdefault(text, proof.number)
        return text if first == proof.number or len(text) <= LONGEST else f"见第 {first} 项同名数据的备注"

    for place, part in enumerate(proof.parts, 1):
        end = _tail(source, proof) if place == len(proof.parts) else ()
        blocks += _part(source, part, several, tuple(end), remarks)
    return blocks


def _part(
    source: Source,
    part: PartProof,
    several: bool,
    end: tuple[tuple[str, str], ...],
    remarks: Callable[[str], str],
) -> list[Block]:
    """The figures of a value, then what follows from them; `end` closes the row."""
    blocks: list[Block] = []
    if part.figures:
        rows = tuple(row for figure in part.figures for row in _figure(figure, remarks))
        blocks.append(Table(_COLUMNS, rows, f"【{part.name}】" if several else ""))
    lines = [("公式", part.formula), ("代入", part.put_in)]
    if source.with_points:
        lines.append(("规则", part.rule))
        if part.working:
            lines.append(("计分", f"{part.working}　→　{part.points}" if part.points else part.working))
    return [*blocks, KeyValues(tuple(line for line in (*lines, *end) if line[1]))]


def _figure(figure: ProofFigure, remarks: Callable[[str], str]) -> list[Row]:
    rows = [Row((figure.name, figure.period, figure.text, figure.source, figure.department))]
    if figure.remark:
        rows.append(Row((f"　备注：{remarks(figure.remark)}",), kind=RowKind.NOTE))
    return rows


def _tail(source: Source, proof: Proof) -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = []
    if source.with_points:
        lines.append(("得分", proof.result))
    if proof.oddity:
        lines.append(("口径提示", proof.oddity))
    return lines + [("仅供参考", text) for text in proof.references]
