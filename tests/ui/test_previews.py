"""Registered files as pictures: bounded however large they say they are, and what cannot be drawn is named."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QImageIOHandler, QImageWriter

from hqd_desktop.services.errors import FileRefused
from hqd_desktop.ui.previews import MOST_DRAWN, MOST_PAGES, can_preview, draw, open_preview
from tests.fakes.window_desk import blank_pdf

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def file(tmp_path: Path):
    def write(name: str, data: bytes) -> tuple[Path, str]:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name, name

    return write


def refusal(place: tuple[Path, str]) -> str:
    with pytest.raises(FileRefused) as caught:
        draw(open_preview(*place), 0, 96)
    (problem,) = caught.value.problems
    assert problem.params["name"] == place[1]
    return problem.code


def large_pdf(side: float) -> bytes:
    from io import BytesIO

    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    document.new_page(side, side).close()
    stream = BytesIO()
    document.save(stream)
    document.close()
    return stream.getvalue()


def locked_pdf() -> bytes:
    """A page behind a password that nobody gave."""
    key = "0" * 64
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        f"<</Filter/Standard/V 1/R 2/O<{key}>/U<{key}>/P -4>>".encode(),
    ]  # fmt: skip
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>"
    return data + b"xref\n0 5\n0000000000 65535 f \n" + table + trailer + b"\nstartxref\n%d\n%%%%EOF" % len(data)


def png_that_says(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def test_pages_of_a_pdf(file) -> None:
    preview = open_preview(*file("通报.PDF", blank_pdf(3)))
    assert [(size.width(), size.height()) for size in preview.sizes] == [(595, 842)] * 3
    assert preview.whole
    image = draw(preview, 2, 72)
    assert (image.width(), image.height()) in {(595, 842), (596, 842)}
    assert image.pixelColor(5, 5) == QColor("white")


@pytest.mark.parametrize("side", [3000, 14_400, 200_000])
def test_a_huge_page_is_drawn_small(file, side: float) -> None:
    image = draw(open_preview(*file("图.pdf", large_pdf(side))), 0, 300)
    assert 0 < image.width() * image.height() <= MOST_DRAWN * 1.001


def test_a_long_pdf_is_shown_in_part(file) -> None:
    preview = open_preview(*file("长.pdf", blank_pdf(MOST_PAGES + 1)))
    assert (len(preview.sizes), preview.whole) == (MOST_PAGES, False)


def test_pdfs_that_cannot_be_drawn_are_named(file) -> None:
    assert refusal(file("坏.pdf", b"%PDF-1.7 nothing")) == "preview_damaged"
    assert refusal(file("锁.pdf", locked_pdf())) == "preview_password"
    place = file("没了.pdf", b"")
    place[0].unlink()
    assert refusal(place) == "preview_damaged"


def test_a_picture_in_its_size_and_smaller(file, tmp_path) -> None:
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    for suffix in ("png", "jpg", "bmp", "webp"):
        image.save(str(tmp_path / f"a.{suffix}"))
        preview = open_preview(tmp_path / f"a.{suffix}", f"a.{suffix}")
        assert (preview.sizes[0].width(), preview.sizes[0].height()) == (300, 150)
        drawn = draw(preview, 0, 48)
        assert (drawn.width(), drawn.height()) == (200, 100)
        assert drawn.pixelColor(50, 50).red() > 240


def test_a_photograph_on_its_side_stands_upright(tmp_path) -> None:
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    writer = QImageWriter(str(tmp_path / "竖.jpg"), QByteArray(b"jpeg"))
    writer.setTransformation(QImageIOHandler.Transformation.TransformationRotate90)
    assert writer.write(image)
    preview = open_preview(tmp_path / "竖.jpg", "竖.jpg")
    assert (preview.sizes[0].width(), preview.sizes[0].height()) == (150, 300)
    drawn = draw(preview, 0, 48)
    assert (drawn.width(), drawn.height()) == (100, 200)


def test_a_scan_of_several_pages_is_turned(tmp_path) -> None:
    pages = [Image.new("RGB", (100, 60), colour) for colour in ("red", "blue")]
    pages[0].save(tmp_path / "扫描.tif", save_all=True, append_images=pages[1:])
    preview = open_preview(tmp_path / "扫描.tif", "扫描.tif")
    assert len(preview.sizes) == 2
    assert [draw(preview, page, 96).pixelColor(20, 20).name() for page in (0, 1)] == ["#ff0000", "#0000ff"]


@pytest.mark.qt_log_ignore("libpng|PNG|Unsupported marker", extend=True)
def test_pictures_that_cannot_be_drawn_are_named(file) -> None:
    assert refusal(file("坏.jpg", b"\xff\xd8\xff nothing")) == "preview_damaged"
    assert refusal(file("炸弹.png", png_that_says(60_000, 60_000))) == "preview_too_large"
    assert refusal(file("空.png", png_that_says(60, 60))) == "preview_damaged"
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    assert refusal(file("画.png", svg)) == "preview_damaged"


def test_kinds() -> None:
    assert [can_preview(name) for name in ("a.PDF", "b.jpeg", "c.tif", "d.docx", "e.svg", "f")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip
