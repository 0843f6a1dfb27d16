"""Where things are: resources, migrations, user data, and fonts; the same from source, wheel, frozen and portable."""

import importlib.util
import os
import sys
from pathlib import Path

APP = "hqd_desktop"
PORTABLE_MARKER = "portable.txt"
DATA_DIR_VARIABLE = "HQD_DATA_DIR"

DATABASE_SUFFIX = ".hqd"
EVIDENCE_SUFFIX = ".evidence"
HANDOVER_SUFFIX = ".hqdx"
PACKAGE_SUFFIX = ".hqdz"
PACK_SUFFIX = ".hqdp"


def root() -> Path:
    """The folder that holds resources/ and migrations/: the tree, the wheel's parent, or the frozen bundle."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resources() -> Path:
    """Published data, samples, templates, icons."""
    return root() / "resources"


def migrations() -> Path:
    """Alembic's folder."""
    return root() / "migrations"


def program_dir() -> Path:
    """The folder the user sees as the program: of the executable when frozen, else the tree."""
    return Path(sys.executable).resolve().parent if getattr(sys, "frozen", False) else root()


def data_dir(chosen: Path | None = None) -> Path:
    """The user's data folder: as chosen, HQD_DATA_DIR, beside a portable marker, or where the system keeps such."""
    if chosen is not None:
        return chosen
    if given := os.environ.get(DATA_DIR_VARIABLE):
        return Path(given)
    if (program_dir() / PORTABLE_MARKER).is_file():
        return program_dir() / "data"
    import platformdirs

    return Path(platformdirs.user_data_dir(APP, appauthor=False))


def fonts() -> Path | None:
    """The bundled Chinese fonts (Noto Sans SC, Noto Serif SC), None when the package is not there."""
    frozen = root() / "fonts"
    if frozen.is_dir():
        return frozen
    found = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    if found is None or found.origin is None:
        return None
    return next((path.parent for path in sorted(Path(found.origin).parent.rglob("*.otf"))), None) or next(
        (path.parent for path in sorted(Path(found.origin).parent.rglob("*.ttf"))), None
    )
