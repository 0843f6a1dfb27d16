"""Which faces are chosen, and that a PC without any is told so."""

from __future__ import annotations

from pathlib import Path

import pytest

from hqd_desktop import paths
from hqd_desktop.reporting.fonts import BUNDLED_SANS, BUNDLED_SERIF, Face, FontSet, Role, _chain, find_fonts
from hqd_desktop.services.errors import UserFacingError


def test_bundled_fonts_serve_every_role() -> None:
    fonts = find_fonts(paths.fonts(), bundled_only=True)
    assert fonts.families(Role.BODY) == [BUNDLED_SERIF]
    assert fonts.families(Role.HEAD) == [BUNDLED_SANS]
    assert fonts.sans.path.endswith(".otf")
    assert {"公", "−", "÷", "〓", "①", "喆", "堃"} <= fonts.covered()
    assert "\U0001f600" not in fonts.covered()


def test_all_of_gb2312_is_covered() -> None:
    letters = set()
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                letters.add(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    assert len(letters) == 6763
    assert letters <= find_fonts(paths.fonts(), bundled_only=True).covered()


def test_without_any_font_the_user_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as caught:
        find_fonts(tmp_path, bundled_only=True)
    assert caught.value.problems[0].code == "report_no_font"


def test_the_face_of_the_standard_comes_before_its_fallback() -> None:
    known = {name: Face(name, f"/{name}.ttf", 0) for name in ("FangSong", BUNDLED_SERIF, "SimSun")}
    chain = _chain(known, ("FangSong_GB2312", "FangSong"), (BUNDLED_SERIF, "SimSun"))
    assert [face.family for face in chain] == ["FangSong", BUNDLED_SERIF]


def test_substitutes_name_only_what_is_missing() -> None:
    faces = {name: Face(name, name, 0) for name in ("FangSong", "SimHei", "KaiTi", BUNDLED_SERIF)}
    serif = faces[BUNDLED_SERIF]
    chains = {
        Role.TITLE: (serif,),
        Role.BODY: (faces["FangSong"], serif),
        Role.HEAD: (faces["SimHei"], serif),
        Role.KAI: (faces["KaiTi"], serif),
        Role.TABLE: (serif,),
    }
    assert FontSet(chains, None).substitutes() == (("小标宋", BUNDLED_SERIF),)


def test_fonts_of_the_pc_are_looked_at_too() -> None:
    """Whatever this PC has, the bundled faces end every chain, so that no letter of theirs is lost."""
    fonts = find_fonts(paths.fonts())
    assert fonts.families(Role.BODY)[-1] == BUNDLED_SERIF
    assert fonts.families(Role.HEAD)[-1] == BUNDLED_SANS
