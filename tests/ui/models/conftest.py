"""Views of the sample hospital, made without a thread and without a window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from hqd_desktop.domain.figures import Figure, FigureKey
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.memory_desk import MemoryDesk
from tests.fakes.shipped_packs import shipped_samples


@pytest.fixture
def workspace() -> Workspace:
    """Over a store in memory."""
    return MemoryDesk().open_workspace(Path("memory.hqd"))


@pytest.fixture
def view_of(workspace) -> Callable[..., View]:
    """The sample with some figures changed first."""

    def make(changes: Mapping[FigureKey, Figure] | None = None, sample: int = 0) -> View:
        held = shipped_samples()[sample]
        return workspace.create_sample(replace(held, figures={**held.figures, **(changes or {})}))

    return make
