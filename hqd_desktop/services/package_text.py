"""What a package is and what a look at it found, in words: the same in the window and on the command line."""

from hqd_desktop.domain.canonical import short_digest
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.messages import sentences
from hqd_desktop.services.package_records import Verdict
from hqd_desktop.services.wording import STATE_TEXTS
from hqd_desktop.services.workbook_differences import said

SAME = "与生成时完全一致"
NO_SEAL = "没有封条"


def headline(verdict: Verdict) -> str:
    """One line: 与生成时完全一致, or how many places are not."""
    if verdict.same:
        return SAME
    more = sum(int(problem.params["count"]) - 1 for problem in verdict.findings if problem.code == "package_more")
    return f"有 {len(verdict.findings) + more} 处与生成时不同"


def findings(verdict: Verdict) -> list[str]:
    """Every finding as a sentence with its place."""
    return sentences(verdict.findings)


def rescored_text(verdict: Verdict) -> str:
    """Whether the data give the recorded result."""
    if not verdict.total:
        return "包内数据不能重算。"
    agrees = "与包内结果逐项一致" if verdict.rescored else "与包内结果不一致"
    return f"按包内数据重算：{verdict.total}，{agrees}。"


def facts(verdict: Verdict) -> tuple[tuple[str, str], ...]:
    """What the manifest says of the package, as label and text."""
    manifest = verdict.manifest
    states = {state.value: text for state, text in STATE_TEXTS.items()}
    scheme, ruleset = manifest.packs["scheme"], manifest.packs["ruleset"]
    hospital = manifest.hospital
    rows = (
        ("单位", f"{hospital.name}（{hospital.class_label}）"),
        ("年度", Period(manifest.year).label),
        ("稿次", f"v{manifest.number} {states.get(manifest.state, manifest.state)}"),
        ("生成日期", manifest.created_on),
        ("程序", manifest.program),
        ("评价指标表", f"{scheme.name} {scheme.version}"),
        ("赋分方案", f"自定赋分“{ruleset.name} {ruleset.version} 版”"),
        ("数据摘要", short_digest(manifest.digest)),
        ("封条", short_digest(verdict.seal) if verdict.seal else NO_SEAL),
    )
    return tuple((label, said(text)) for label, text in rows)


def verdict_text(verdict: Verdict) -> str:
    """All of it as lines, to be printed or copied."""
    told = (f"{label}：{text}" for label, text in facts(verdict))
    listed = (f"  {number}. {line}" for number, line in enumerate(findings(verdict), 1))
    return "\n".join((headline(verdict), *listed, rescored_text(verdict), *told))
