"""A submission that exists as files only: read, refused or put together, and assessed as the command line does."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.services.assessing import assess
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.importing import Said, hospital_and_year, merge
from hqd_desktop.services.ports import PackSource, Workbooks
from hqd_desktop.services.records import Assessment, Packs


def packs_of(source: PackSource, scheme_id: str, ruleset_id: str = "") -> Packs:
    """A table with a rule set, by default the table's first."""
    scheme = source.scheme(scheme_id)
    ruleset = source.ruleset(ruleset_id or source.ruleset_ids(scheme.id)[0], scheme)
    return Packs(source.catalogue(scheme.id), source.checkbook(), scheme, ruleset)


def assess_files(
    paths: Sequence[Path],
    workbooks: Workbooks,
    source: PackSource,
    said: Said,
    *,
    fallback: str,
    own: Hospital | None = None,
    rulesets: Sequence[tuple[str, str]] = (),
) -> tuple[Assessment, int]:
    """The assessment, and the year that the files themselves say (0: none).

    `fallback` is the table where neither user nor files name one, `own` the hospital where they name none (a CSV never
    does). `rulesets` are pairs of table (empty: any) and rule
    set that go before the table's own first. Raises UserFacingError with everything that is wrong with the files.
    """
    catalogue = source.catalogue(said.scheme_id)
    imported = merge([(path.name, workbooks.read_figures(path, catalogue)) for path in paths], catalogue)
    if imported.problems:
        raise UserFacingError(*imported.problems)
    if own is not None:
        given = {name: getattr(imported, name) or getattr(own, name) for name in ("name", "level", "type", "code")}
        imported = replace(imported, **given)
    hospital, year = hospital_and_year(imported, said)
    scheme_id = said.scheme_id or imported.scheme_id or fallback
    ruleset_id = next((ruleset for scheme, ruleset in rulesets if scheme in ("", scheme_id)), "")
    return assess(packs_of(source, scheme_id, ruleset_id), hospital, year, imported.figures), imported.year
