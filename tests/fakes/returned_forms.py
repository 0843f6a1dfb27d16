"""Collection forms as a department gives them back, without any file between."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hqd_desktop.domain.figures import BLANK, Figure, FigureKey
from hqd_desktop.domain.periods import Period
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.form_records import CollectionForm, ReturnedForm


def returned_form(
    form: CollectionForm,
    filled: Mapping[FigureKey, Figure] | None = None,
    name: str = "回表.xlsx",
    problems: Sequence[Problem] = (),
    digest: str = "d" * 64,
) -> ReturnedForm:
    """What was printed on the form, with some cells filled otherwise; a cell filled with BLANK was emptied."""
    identity = form.identity
    last = Period(identity.year - 1)
    figures: dict[FigureKey, Figure] = dict(identity.base)
    figures |= {(key, last): figure for key, figure in form.last.items() if figure != BLANK}
    figures |= dict(filled or {})
    held = {key: replace(f, source="采集表") for key, f in figures.items() if f != BLANK}
    places = {key: f"采集表!C{row}" for row, key in enumerate(held, 6)}
    return ReturnedForm(name, digest, identity, held, places, problems=tuple(problems))
