"""Pages of a registered file as pictures of bounded size: PDF and the usual pictures; off the GUI thread.

It refuses files that are damaged, locked by a password, or too large to be drawn; nothing in a file is ever run.
"""

from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from PySide6.QtCore import QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from hqd_desktop.domain.evidence_names import suffix_of
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import FileRefused

MOST_PAGES = 500
MOST_DRAWN = 24_000_000  # pixels of one picture that is made for the screen: 96 MB
MOST_READ = 60_000_000  # pixels of a picture file: Qt reads 256 MB at the most
POINTS, SCREEN = 72, 96
_PICTURES = frozenset({"jpg", "jpeg", "jfif", "png", "bmp", "gif", "tif", "tiff", "webp"})
_FORMATS = frozenset({"jpeg", "jpg", "png", "bmp", "gif", "tiff", "webp"})


@dataclass(frozen=True)
class Preview:
    """A file that can be drawn: the sizes of its pages in points; `whole` when they are all of them."""

    path: Path
    name: str
    sizes: tuple[QSizeF, ...]
    pdf: bool
    whole: bool = True


def can_preview(name: str) -> bool:
    """Whether files of this name are drawn here; the others are opened by the system."""
    return suffix_of(name) == "pdf" or suffix_of(name) in _PICTURES


def open_preview(path: Path, name: str) -> Preview:
    """Look at a file; FileRefused when it is damaged, asks for a password or is too large."""
    if suffix_of(name) == "pdf":
        from hqd_desktop.reporting.pages import open_pages

        with open_pages(path, name) as pages:
            sizes = tuple(QSizeF(*pages.size(index)) for index in range(min(len(pages), MOST_PAGES)))
            return Preview(path, name, sizes, True, len(sizes) == len(pages))
    count = _images(path) if suffix_of(name) in ("tif", "tiff") else 1
    found = []
    for number in range(min(count, MOST_PAGES)):
        reader = _reader(path, name, number)
        found.append(_points(_turned(reader, reader.size())))
    return Preview(path, name, tuple(found), False, len(found) == count)


def draw(preview: Preview, number: int, dpi: float) -> QImage:
    """One page at about so many dpi, never of more than MOST_DRAWN pixels; FileRefused when it cannot be drawn."""
    size = preview.sizes[number]
    dpi = min(dpi, POINTS * sqrt(MOST_DRAWN / max(1.0, size.width() * size.height())))
    if not preview.pdf:
        return _draw_picture(preview, number, dpi)
    from hqd_desktop.reporting.pages import open_pages
    from hqd_desktop.ui.printing import FINER, image_of

    finer_pixels = size.width() * size.height() * (dpi * FINER / POINTS) ** 2
    with open_pages(preview.path, preview.name) as pages:
        return image_of(pages, number, dpi, finer_pixels <= MOST_DRAWN)


def _draw_picture(preview: Preview, number: int, dpi: float) -> QImage:
    reader = _reader(preview.path, preview.name, number)
    size = preview.sizes[number] * (dpi / POINTS)
    wanted = QSize(max(1, round(size.width())), max(1, round(size.height())))
    own = reader.size()
    if reader.supportsOption(QImageIOHandler.ImageOption.ScaledSize) and wanted.width() < _turned(reader, own).width():
        turned = wanted.transposed() if _turned(reader, own) != own else wanted
        reader.setScaledSize(turned)
    image = reader.read()
    if image.isNull():
        raise FileRefused(Problem("preview_damaged", "", {"name": preview.name}))
    if image.width() > wanted.width():
        fit, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        image = image.scaled(wanted, fit, smooth)
    return image


def _reader(path: Path, name: str, number: int) -> QImageReader:
    """Of one image in a file, by its content whatever the name says; drawings with a language of their own are none."""
    told = QImageReader.imageFormat(str(path))
    reader = QImageReader(str(path), told)
    reader.setAutoTransform(True)
    known = bytes(told.data()).decode("ascii", "replace") in _FORMATS
    # Qt finds a later page of a scan only before it was asked for anything else
    if not known or (number and not reader.jumpToImage(number)) or not reader.size().isValid():
        raise FileRefused(Problem("preview_damaged", "", {"name": name}))
    _refuse_large(reader.size(), name)
    return reader


def _images(path: Path) -> int:
    """The pages of a scan; by a reader of its own, for one that was asked anything else before cannot tell."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    return max(1, reader.imageCount())


def _refuse_large(size: QSize, name: str) -> None:
    if size.width() * size.height() > MOST_READ:
        params = {"name": name, "width": str(size.width()), "height": str(size.height())}
        raise FileRefused(Problem("preview_too_large", "", params))


def _turned(reader: QImageReader, size: QSize) -> QSize:
    """As it is seen: a photograph may say that it lies on its side."""
    return size.transposed() if reader.transformation().value & 4 else size


def _points(size: QSize) -> QSizeF:
    return QSizeF(size.width() * POINTS / SCREEN, size.height() * POINTS / SCREEN)
