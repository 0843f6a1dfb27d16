"""Which typeface serves which purpose on this PC, and what it can draw; it refuses to fetch or install anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import UserFacingError

BUNDLED_SERIF, BUNDLED_SANS = "Noto Serif SC", "Noto Sans SC"
_SERIFS = (BUNDLED_SERIF, "Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN", "SimSun", "宋体")
_SANS = (BUNDLED_SANS, "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei", "SimHei")


class Role(StrEnum):
    """What a typeface is for, after GB/T 9704-2012."""

    TITLE = "title"
    BODY = "body"
    HEAD = "head"
    KAI = "kai"
    TABLE = "table"


# The faces that GB/T 9704-2012 asks for, as Windows, WPS and Founder name them; the first that the PC has is taken.
_WANTED: Mapping[Role, tuple[str, ...]] = {
    Role.TITLE: (
        "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK", "STZhongsong", "华文中宋",
    ),
    Role.BODY: (
        "FangSong_GB2312", "FangSong", "仿宋_GB2312", "仿宋", "FZFangSong-Z02", "方正仿宋_GBK", "STFangsong",
        "华文仿宋",
    ),
    Role.HEAD: ("SimHei", "黑体", "FZHei-B01", "方正黑体_GBK", "STHeiti"),
    Role.KAI: ("KaiTi_GB2312", "KaiTi", "楷体_GB2312", "楷体", "FZKai-Z03", "方正楷体_GBK", "STKaiti", "华文楷体"),
    Role.TABLE: (),
}  # fmt: skip
_FALLBACK: Mapping[Role, tuple[str, ...]] = {role: _SANS if role is Role.HEAD else _SERIFS for role in Role}
_NAMES: Mapping[Role, str] = {
    Role.TITLE: "小标宋", Role.BODY: "仿宋", Role.HEAD: "黑体", Role.KAI: "楷体", Role.TABLE: "宋体",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Face:
    """One face in a font file."""

    family: str
    path: str
    index: int


@dataclass(frozen=True, slots=True)
class FontSet:
    """The faces for each role, the wanted one first, then its fallback; `engine` is what typst takes."""

    chains: Mapping[Role, tuple[Face, ...]]
    engine: Any

    def families(self, role: Role) -> list[str]:
        """Family names in order."""
        return [face.family for face in self.chains[role]]

    def substituted(self, role: Role) -> bool:
        """Whether a fallback stands in for the face that the standard asks for."""
        return self.chains[role][0].family not in _WANTED[role]

    def substitutes(self) -> tuple[tuple[str, str], ...]:
        """What is missing and what stands in its place, e.g. 小标宋 → Noto Serif SC."""
        roles = (Role.TITLE, Role.BODY, Role.HEAD, Role.KAI)
        return tuple((_NAMES[role], self.chains[role][0].family) for role in roles if self.substituted(role))

    @property
    def sans(self) -> Face:
        """The face for charts: the last of the heading faces, which is the bundled one where there is one."""
        return self.chains[Role.HEAD][-1]

    def covered(self) -> frozenset[str]:
        """The characters that every role can draw."""
        return _shared(tuple(self.chains.values()))


def find_fonts(folder: Path | None, bundled_only: bool = False) -> FontSet:
    """The faces on this PC and in `folder` (the bundled fonts); with `bundled_only` nothing of the PC is looked at.

    Raises UserFacingError(report_no_font) when there is no Chinese face at all.
    """
    import typst

    engine = typst.Fonts(
        include_system_fonts=not bundled_only,
        include_embedded_fonts=False,
        font_paths=[] if folder is None else [folder],
    )
    known: dict[str, Face] = {}
    for info in sorted(engine.fonts(), key=lambda info: (abs(info.weight - 400), info.style != "normal")):
        if info.path is not None:
            known.setdefault(info.family, Face(info.family, str(info.path), info.index))
    chains = {role: _chain(known, _WANTED[role], _FALLBACK[role]) for role in Role}
    if not all(chains.values()):
        raise UserFacingError(Problem("report_no_font", "", {"names": "、".join((BUNDLED_SERIF, BUNDLED_SANS))}))
    return FontSet(chains, engine)


def _chain(known: Mapping[str, Face], wanted: Sequence[str], fallback: Sequence[str]) -> tuple[Face, ...]:
    first = next((known[name] for name in wanted if name in known), None)
    second = next((known[name] for name in fallback if name in known), None)
    return tuple(dict.fromkeys(face for face in (first, second) if face is not None))


@lru_cache(maxsize=4)
def _shared(chains: tuple[tuple[Face, ...], ...]) -> frozenset[str]:
    """What every chain can draw: tens of thousands of letters each, so it is worked out once."""
    sets = [frozenset().union(*(_characters(face.path, face.index) for face in chain)) for chain in chains]
    return frozenset.intersection(*sets)


@lru_cache(maxsize=16)
def _characters(path: str, index: int) -> frozenset[str]:
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=index, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))
