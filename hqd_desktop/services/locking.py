"""What stands in the way of locking a year; it locks nothing."""

from hqd_desktop.domain.checks import CheckState
from hqd_desktop.domain.problems import Problem
from hqd_desktop.domain.scorecard import Status
from hqd_desktop.services.records import Assessment


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
