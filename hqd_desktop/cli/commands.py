"""The commands themselves: each asks services for a result and prints or writes it."""

import argparse
import csv
import io
import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from hqd_desktop.cli.arguments import BAD_INPUT, DEFAULT_PACK
from hqd_desktop.cli.goal_option import assessed_with_goals, goals_line
from hqd_desktop.cli.pack_option import source_and_pack
from hqd_desktop.domain.checks import CheckState
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services import checks_text, wording
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.comparing import compare_in_order
from hqd_desktop.services.comparison_rows import Keep, fits, notes, rows_of, year_names
from hqd_desktop.services.desk import Desk
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.handed_in import assess_files, packs_of
from hqd_desktop.services.importing import Said, of_file
from hqd_desktop.services.messages import sentence, sentences
from hqd_desktop.services.records import Assessment, Submission
from hqd_desktop.services.report_material import past_years
from hqd_desktop.services.result import result_data
from hqd_desktop.services.sheet_text import harmless

DONE, FAULT = 0, 1


def run_command(parsed: argparse.Namespace, desk: Desk) -> int:
    """Run and answer with the exit code; a user's fault is told in sentences, ours in one line and the log."""
    try:
        code = _COMMANDS[parsed.command](parsed, desk) or DONE
        sys.stdout.flush()
    except BrokenPipeError:  # `… | head`: whoever reads has seen enough; the files are written by then
        sys.stdout = io.StringIO()  # what is still to be said goes nowhere
        return DONE
    except UserFacingError as error:
        for line in sentences(error.problems):
            print(line, file=sys.stderr)
        return BAD_INPUT
    except MemoryError:
        print(sentence(Problem("memory_full")), file=sys.stderr)
        return FAULT
    except Exception as error:
        logging.getLogger("hqd").exception("command failed")
        print(sentence(Problem("fault", "", {"reason": type(error).__name__})), file=sys.stderr)
        return FAULT
    return code


def _assessment(parsed: argparse.Namespace, desk: Desk) -> Assessment:
    """The assessment that the arguments ask for, with its goals."""
    found = _without_goals(parsed, desk)
    return found if parsed.goals is None else assessed_with_goals(found, parsed.goals, desk)


def _without_goals(parsed: argparse.Namespace, desk: Desk) -> Assessment:
    source = desk.source()
    if getattr(parsed, "sample", None) is not None:
        samples = source.samples()
        wanted = next((s for s in samples if parsed.sample in ("", s.key)), None)
        if wanted is None:
            given = {"given": parsed.sample, "known": "、".join(s.key for s in samples)}
            raise UserFacingError(Problem("sample_unknown", "", given))
        packs = packs_of(source, wanted.scheme_id or DEFAULT_PACK, parsed.ruleset)
        return assess(packs, wanted.hospital, wanted.year, wanted.figures, explanations=wanted.explanations)
    if not parsed.input:
        raise UserFacingError(Problem("command_wrong", "", {"reason": "缺少 INPUT"}))
    return _of_files(parsed, desk, parsed.input, parsed.year)


def _of_files(parsed: argparse.Namespace, desk: Desk, paths: Sequence[Path], asked: int) -> Assessment:
    source, pack = source_and_pack(parsed.pack, desk)
    said = Said(parsed.hospital, parsed.level, parsed.type, asked, pack)
    rulesets = (("", parsed.ruleset),) if parsed.ruleset else ()
    assessment, year = assess_files(paths, desk.workbooks(), source, said, fallback=DEFAULT_PACK, rulesets=rulesets)
    if year not in (0, assessment.year):
        given = {"given": str(year), "own": str(assessment.year)}
        print(sentence(Problem("assess_other_year", "", given)), file=sys.stderr)
    return assessment


def _of_one(parsed: argparse.Namespace, desk: Desk, path: Path) -> Assessment:
    """One of two files; what is wrong says in which of them."""
    try:
        return _of_files(parsed, desk, [path], 0)
    except UserFacingError as error:
        raise UserFacingError(*(of_file(problem, path.name) for problem in error.problems)) from error


def _refuse_other_suffix(output: Path) -> None:
    if output.suffix.lower() != ".xlsx":
        raise UserFacingError(Problem("command_wrong", "", {"reason": f"-o 要写成 .xlsx 文件，不能是 {output}"}))


def _template(parsed: argparse.Namespace, desk: Desk) -> None:
    _refuse_other_suffix(parsed.output)
    source, pack = source_and_pack(parsed.pack, desk)
    hospital = Hospital(parsed.hospital, parsed.level, parsed.type)
    desk.workbooks().write_template(parsed.output, source.scheme(pack), source.catalogue(pack), hospital, parsed.year)
    print(f"已生成空白填报工作簿：{parsed.output}")


def submission_of(parsed: argparse.Namespace, desk: Desk) -> Submission:
    """What the arguments ask for, as it goes to paper today."""
    assessment = _assessment(parsed, desk)
    past = past_years(assessment.packs, assessment.hospital, assessment.year, assessment.figures)
    return Submission(
        assessment,
        {},
        date.today(),
        past=past,
        with_points=not parsed.without_points,
        sample=assessment.hospital.sample,
        program=f"hqd_desktop {desk.version}",
    )


def _package(parsed: argparse.Namespace, desk: Desk) -> None:
    from hqd_desktop.cli.package_commands import package

    package(parsed.output, lambda: submission_of(parsed, desk), desk)


def _verify(parsed: argparse.Namespace, desk: Desk) -> int:
    from hqd_desktop.cli.package_commands import verify

    return verify(parsed.package, desk)


def _assess(parsed: argparse.Namespace, desk: Desk) -> None:
    submission = submission_of(parsed, desk)
    assessment = submission.assessment
    day = submission.prepared_on.strftime("%Y%m%d")
    name = wording.file_name(assessment.hospital, assessment.year, submission.number, day, "")
    with desk.output_folder(parsed.out) as folder:
        desk.write_json(folder / "result.json", result_data(assessment, submission.program))
        desk.workbooks().write_submission(folder / f"{name}.xlsx", submission)
        desk.reports().write_pdf(folder / f"{name}.pdf", submission)
        if parsed.word:
            desk.reports().write_docx(folder / f"{name}.docx", submission)
    card = assessment.scorecard
    print(f"{wording.hospital_text(assessment.hospital)} {assessment.year} 年度　{card.scheme.short}")
    print(f"{wording.total_label(card)} {wording.total_text(card)}＝{wording.arithmetic_text(card)}")
    print(f"{card.ruleset.title}；缺 {len(assessment.missing)} 个数；{_counts(assessment)}")
    if line := goals_line(assessment):
        print(line)
    print(f"已写到 {parsed.out}：result.json、{name}.xlsx、{name}.pdf{f'、{name}.docx' if parsed.word else ''}")


def _counts(assessment: Assessment) -> str:
    states = [check.state for check in assessment.checks]
    errors, warnings = states.count(CheckState.ERROR), states.count(CheckState.WARNING)
    return f"校核 {len(states)} 条，错误 {errors}，待说明 {warnings}"


def _check(parsed: argparse.Namespace, desk: Desk) -> None:
    assessment = _assessment(parsed, desk)
    for state, title in checks_text.STATE_TEXTS.items():
        found = [check for check in assessment.checks if check.state is state]
        print(f"【{title}】{len(found)} 条")
        if state is not CheckState.PASSED:
            for check in found:
                print(f"  {checks_text.check_sentence(check, assessment.packs.catalogue)}")


def _compare(parsed: argparse.Namespace, desk: Desk) -> None:
    _refuse_other_suffix(parsed.output)
    comparison = compare_in_order(_of_one(parsed, desk, parsed.first), _of_one(parsed, desk, parsed.second))
    desk.workbooks().write_comparison(parsed.output, comparison)
    names = year_names(comparison)
    for name, one in zip(names, (comparison.later, comparison.earlier), strict=True):
        card = one.scorecard
        print(f"{name}　{wording.hospital_text(one.hospital)}　{wording.total_label(card)} {wording.total_text(card)}")
    for note in notes(comparison):
        print(note)
    rows = rows_of(comparison)
    print("；".join(f"{keep} {sum(fits(row, keep) for row in rows)} 行" for keep in Keep if keep is not Keep.ALL))
    print(f"已写到 {parsed.output}")


def _group(parsed: argparse.Namespace, desk: Desk) -> None:
    from hqd_desktop.cli.group_commands import group

    group(parsed, desk, DEFAULT_PACK)


def _packs(parsed: argparse.Namespace, desk: Desk) -> None:
    source = desk.source()
    for scheme_id in source.scheme_ids():
        scheme = source.scheme(scheme_id)
        print(f"{scheme.id}\t{scheme.name}\t{scheme.document}")
        for ruleset_id in source.ruleset_ids(scheme_id):
            print(f"\t{ruleset_id}\t{source.ruleset(ruleset_id, scheme).title}")


def _tasks(parsed: argparse.Namespace, desk: Desk) -> None:
    source, pack = source_and_pack(parsed.pack, desk)
    scheme, tasks = source.scheme(pack), source.tasks(pack)
    print(f"{scheme.name}\t{scheme.document}\t工作任务 {len(tasks.work)} 条，保障 {len(tasks.safeguards)} 条")
    if tasks.note:
        print(tasks.note)
    for group in tasks.groups:
        print(group.title)
        for task in tasks.of_group(group.key):
            if task.of_hospital or not parsed.hospital_only:
                units = "、".join(task.responsible + task.cooperating)
                due = "；".join(f"{milestone.due} {milestone.text}" for milestone in task.milestones) or "长期"
                print("\t".join(("", task.number, task.text, units, task.owner, due, task.section)))


def _items(parsed: argparse.Namespace, desk: Desk) -> None:
    source, pack = source_and_pack(parsed.pack, desk)
    source.scheme(pack)
    columns: Mapping[str, str] = {
        "key": "标识", "name": "名称", "unit": "单位", "period": "期间", "department": "责任科室",
        "source": "来源表", "definition": "填报说明",
    }  # fmt: skip
    rows = [
        (i.key, i.name, i.unit, "quarter" if i.quarterly else "year", i.department, i.source, i.definition)
        for i in source.catalogue(pack)
    ]
    if parsed.format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([harmless(cell) for cell in row] for row in rows)
        return
    for row in rows:
        print("\t".join(row[:6]))


def _evidence(parsed: argparse.Namespace, desk: Desk) -> int:
    from hqd_desktop.cli.evidence_command import check_evidence

    return check_evidence(desk)


_COMMANDS: Mapping[str, Callable[[argparse.Namespace, Desk], int | None]] = {
    "template": _template,
    "assess": _assess,
    "package": _package,
    "verify": _verify,
    "check": _check,
    "evidence": _evidence,
    "compare": _compare,
    "group": _group,
    "packs": _packs,
    "tasks": _tasks,
    "items": _items,
}
