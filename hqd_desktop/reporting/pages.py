"""The pages of a finished PDF as pictures, for preview and printing; it refuses to lay anything out anew.

PDFium is not made for threads: every call into it is serialised by one lock.
"""

import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import FileRefused

POINTS_PER_INCH = 72
_pdfium = threading.RLock()


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as RGBA, eight bits each, rows without padding."""

    width: int
    height: int
    rgba: bytes


class PdfPages:
    """An open PDF, from its bytes or its file. Close it, or use it as a context; pages are counted from 0."""

    def __init__(self, pdf: bytes | Path) -> None:
        import pypdfium2

        with _pdfium:
            self._document: Any = pypdfium2.PdfDocument(pdf)
            self._count = len(self._document)

    def __len__(self) -> int:
        return self._count

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of a page in points."""
        with _pdfium:
            width, height = self._document.get_page_size(index)
        return float(width), float(height)

    def render(self, index: int, dpi: float = 96) -> PageImage:
        """A page as it would be printed, on white."""
        with _pdfium:
            page = self._document[index]
            try:
                bitmap = page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True, prefer_bgrx=True)
                try:
                    return _picture(bitmap)
                finally:
                    bitmap.close()
            finally:
                page.close()

    def text(self, index: int) -> str:
        """The text of a page, as a reader would copy it."""
        with _pdfium:
            page = self._document[index]
            textpage = page.get_textpage()
            try:
                return str(textpage.get_text_bounded()).replace("\r\n", "\n")
            finally:
                textpage.close()
                page.close()

    def close(self) -> None:
        """Let go of the PDF."""
        with _pdfium:
            self._document.close()


def open_pages(path: Path, name: str) -> PdfPages:
    """The pages of somebody's file; FileRefused, by `name`, when it is damaged, empty or asks for a password."""
    import pypdfium2
    import pypdfium2.raw

    try:
        pages = PdfPages(path)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise FileRefused(Problem("preview_password" if locked else "preview_damaged", "", {"name": name})) from error
    except OSError as error:
        raise FileRefused(Problem("preview_damaged", "", {"name": name})) from error
    if not len(pages):
        pages.close()
        raise FileRefused(Problem("preview_damaged", "", {"name": name}))
    return pages


def count_pages(path: Path) -> int:
    """The pages of a PDF file; 0 when it is none, is damaged, or asks for a password."""
    import pypdfium2

    if path.suffix.lower() != ".pdf":
        return 0
    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(path)
        except (pypdfium2.PdfiumError, OSError):
            return 0
        try:
            return len(document)
        finally:
            document.close()


def _picture(bitmap: Any) -> PageImage:
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    raw = bytes(bitmap.buffer)
    rows = [raw[y * stride : y * stride + width * 4] for y in range(height)] if stride != width * 4 else [raw]
    rgba = bytearray(b"".join(rows))
    rgba[3::4] = b"\xff" * (width * height)
    return PageImage(width, height, bytes(rgba))
