"""Fixtures of the domain's tests: the shipped packs, built once."""

import pytest

from hqd_desktop.domain.checks import CheckBook
from hqd_desktop.domain.items import Catalogue
from hqd_desktop.domain.ruleset import RuleSet
from hqd_desktop.domain.scheme import Scheme
from hqd_desktop.services.records import Packs
from tests.fakes.shipped_packs import shipped_packs


@pytest.fixture(scope="session")
def packs() -> Packs:
    """All of it."""
    return shipped_packs()


@pytest.fixture(scope="session")
def catalogue(packs: Packs) -> Catalogue:
    """The data items."""
    return packs.catalogue


@pytest.fixture(scope="session")
def scheme(packs: Packs) -> Scheme:
    """The Shaoyang table."""
    return packs.scheme


@pytest.fixture(scope="session")
def ruleset(packs: Packs) -> RuleSet:
    """The example rule set."""
    return packs.ruleset


@pytest.fixture(scope="session")
def checkbook(packs: Packs) -> CheckBook:
    """The checks."""
    return packs.checkbook
