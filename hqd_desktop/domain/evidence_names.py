"""Names of 佐证 files: made safe for every system, and told by their suffix whether they can run; it opens nothing."""

import re
import unicodedata

NAME_LIMIT, BYTES_LIMIT, SUFFIX_LIMIT = 120, 200, 20
FOLDER_LIMIT = 40  # with a name of 120 letters in it, a path stays within what Windows takes
NAMELESS = "佐证"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What a registered file may be: documents, pictures, sound and film, archives, mail. Nothing else is taken in, for no
# list of what can run is ever complete.
KNOWN = _words(
    "pdf ofd doc docx wps wpt xls xlsx et ett ppt pptx dps odt ods odp rtf txt csv md caj ceb gd gw sep "
    "jpg jpeg jfif png bmp gif tif tiff webp heic heif dwg dxf vsd vsdx "
    "mp3 wav m4a aac wma amr mp4 mov avi wmv mkv mpg mpeg 3gp zip rar 7z gz tar eml msg"
)
# Said by name, so that the sentence can tell why.
PROGRAMS = _words(
    "exe com scr pif bat cmd ps1 psm1 psd1 ps1xml vbs vbe vb js jse wsf wsh wsc hta msi msp mst msc msu cpl dll sys "
    "ocx lnk url scf reg inf application gadget jar jnlp class sh bash zsh csh fish run bin elf so desktop appimage "
    "deb rpm apk app dmg pkg command py pyc pyw pyz pl rb php lua html htm mht mhtml xhtml svg chm hlp iso img vhd "
    "vhdx library-ms search-ms settingcontent-ms appref-ms website xll rdp"
)
MACROS = _words("docm dotm xlsm xltm xlam xlsb pptm potm ppsm ppam sldm xla dot xlt wll")

_RESERVED = frozenset(
    ("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", *(f"{d}{n}" for d in ("COM", "LPT") for n in "0123456789¹²³"))
)
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_SPACES = re.compile(r"\s+")


def safe_name(name: str) -> str:
    """The name as it may stand in a folder of any system: no folders, no control or direction marks, not reserved.

    Never empty, at most 120 characters and 200 bytes with its suffix, and the same when made safe once more.
    """
    stem, suffix = _split(_plain(re.split(r"[/\\]", name)[-1]))
    return _unreserved(_cut(stem, suffix) or NAMELESS) + suffix


def safe_folder(name: str) -> str:
    """The name as a folder of any system: slashes are letters of it, nothing counts as a suffix, at most 40 letters."""
    return _unreserved(_cut(_plain(re.sub(r"[/\\]", "_", name))[:FOLDER_LIMIT], "") or NAMELESS)


def suffix_of(name: str) -> str:
    """The suffix of the safe name without its point, in small letters; empty when there is none."""
    return _split(safe_name(name))[1][1:].lower()


def refusal_of(name: str) -> str:
    """The code of the problem why a file of this name is not taken in or opened; empty for a known kind."""
    suffix = suffix_of(name)
    if suffix in PROGRAMS:
        return "evidence_program"
    if suffix in MACROS:
        return "evidence_macros"
    return "" if suffix in KNOWN else "evidence_unknown_kind"


def name_refusal_of(name: str) -> str:
    """The code of the problem why a file is not added under this name: reserved on Windows, or with a way up in it."""
    stem = _split(_plain(re.split(r"[/\\]", name)[-1]))[0]
    if ".." in name:
        return "evidence_name_with_way"
    return "evidence_name_reserved" if _unreserved(stem) != stem else ""


def _plain(name: str) -> str:
    """Without what no system shows or allows, and without spaces and points at the ends."""
    seen = "".join("_" if unicodedata.category(letter) == "Cs" else letter for letter in name)
    seen = "".join(letter for letter in seen if letter.isspace() or unicodedata.category(letter)[0] != "C")
    return _FORBIDDEN.sub("_", unicodedata.normalize("NFC", _SPACES.sub(" ", seen))).strip(" .")


def _unreserved(stem: str) -> str:
    return f"_{stem}" if stem.split(".")[0].strip().upper() in _RESERVED else stem


def _split(name: str) -> tuple[str, str]:
    stem, point, suffix = name.rpartition(".")
    if point and 0 < len(suffix) <= SUFFIX_LIMIT and " " not in suffix:
        return stem, point + suffix
    return name, ""


def _cut(stem: str, suffix: str) -> str:
    """As much of the stem as fits; one place is left for the mark of a reserved name."""
    stem = stem[: NAME_LIMIT - 1 - len(suffix)]
    while len((stem + suffix).encode()) > BYTES_LIMIT - 1:
        stem = stem[:-1]
    return stem.strip(" .")
