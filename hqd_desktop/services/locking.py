"""What stands in the way of locking a year, or of a step on the way there; it locks nothing."""

from dataclasses import replace

from hqd_desktop.domain.checks import CheckState
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.review import Step
from hqd_desktop.domain.scorecard import Status
from hqd_desktop.services.records import Assessment


def what_blocks(step: Step, assessment: Assessment) -> Problem | None:
    """What must be done before a step; warnings may still be explained while the departments' word is being got."""
    if step is not Step.CONFIRM:
        return what_blocks_locking(assessment)
    explained = tuple(check for check in assessment.checks if check.state is not CheckState.WARNING)
    return what_blocks_locking(replace(assessment, checks=explained))


def what_blocks_locking(assessment: Assessment) -> Problem | None:
    """Missing figures, errors, unexplained warnings, rows that cannot be computed: all in one sentence, or None."""
    states = [check.state for check in assessment.checks]
    impossible = [result for result in assessment.scorecard if result.status is Status.NOT_COMPUTABLE]
    counts = {
        "missing": len(assessment.missing),
        "errors": states.count(CheckState.ERROR),
        "warnings": states.count(CheckState.WARNING),
        "impossible": len(impossible),
    }
    if not any(counts.values()):
        return None
    return Problem("lock_blocked", "", {name: str(count) for name, count in counts.items() if count})
