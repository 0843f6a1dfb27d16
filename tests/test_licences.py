"""What is given along is named: every pin has its licence on paper, its digests in the lock, its line in the SBOM."""

from __future__ import annotations

import ast
import json
import re
from importlib.metadata import distribution
from pathlib import Path

import pytest

from hqd_desktop import __version__

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINS = re.findall(r"^([\w.-]+)==([^\s;\\]+)(?:\s*;\s*([^\\\n]+?))?\s*\\\n((?:    [^\n]*\n?)+)", LOCK, re.M)
SETTLED = re.compile(r"[-_.]+")


def plain(name: str) -> str:
    """As package indexes compare names."""
    return SETTLED.sub("-", name).lower()


def installed(name: str) -> bool:
    """A pin may be for another system."""
    try:
        distribution(name)
    except ModuleNotFoundError:
        return False
    return True


def test_every_pin_is_locked_by_digest() -> None:
    assert len(PINS) == len(re.findall(r"^[\w.-]+==", LOCK, re.M)) > 20
    assert [name for name, _, _, digests in PINS if not re.search(r"--hash=sha256:[0-9a-f]{64}", digests)] == []


def test_every_pin_has_its_licence_on_paper() -> None:
    """In THIRD-PARTY-NOTICES.md, which goes into the folder that is built."""
    paper = plain((ROOT / "THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8"))
    assert [name for name, *_ in PINS if plain(name) not in paper] == []


@pytest.fixture(scope="module")
def sbom(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """As build.spec writes it: its two functions, without PyInstaller."""
    tree = ast.parse((ROOT / "build.spec").read_text(encoding="utf-8"))
    tree.body = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name in ("pins", "sbom")]
    rooms = {"ROOT": ROOT, "NAME": "hqd_desktop", "__version__": __version__, "json": json, "re": re, "Path": Path}
    rooms |= {"distribution": distribution, "workpath": str(tmp_path_factory.mktemp("build"))}
    exec(compile(tree, "build.spec", "exec"), rooms)
    return json.loads(Path(rooms["sbom"]()).read_text(encoding="utf-8"))  # type: ignore[operator]


def test_the_sbom_names_each_with_licence_and_digests(sbom: dict) -> None:
    assert (sbom["bomFormat"], sbom["metadata"]["component"]["version"]) == ("CycloneDX", __version__)
    found = {plain(one["name"]): one for one in sbom["components"]}
    assert found.keys() == {plain(name) for name, *_ in PINS if installed(name)}
    digests_of = {
        (plain(name), version): digests for name, version, _, digests in PINS
    }  # another one for another system
    for name, one in found.items():
        assert [entry["license"]["name"] for entry in one["licenses"]] not in ([], [""]), name
        pinned = re.findall(r"sha256:([0-9a-f]{64})", digests_of[name, one["version"]])
        assert {entry["value"] for entry in one["properties"]} == set(pinned) != set()
