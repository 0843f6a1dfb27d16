"""The switch that writes golden reports anew, and their comparison."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[1] / "golden" / "reports"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Known only when pytest is started on this folder; HQD_UPDATE_GOLDEN=1 works everywhere."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/reports anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden one, or write it when asked to."""
    update = request.config.getoption("--update-golden", default=False) or os.environ.get("HQD_UPDATE_GOLDEN") == "1"

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert file.read_text(encoding="utf-8") == text, f"{name}: run with HQD_UPDATE_GOLDEN=1 if the change is wanted"

    return compare
