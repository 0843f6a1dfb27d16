"""Pages as pictures, also from several threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hqd_desktop.reporting.pages import PdfPages, count_pages
from tests.fakes.window_desk import blank_pdf
from tests.reporting.printing import sample_pdf


def test_sizes_and_pictures() -> None:
    with PdfPages(sample_pdf()) as pages:
        assert len(pages) > 10
        assert [round(side) for side in pages.size(0)] == [595, 842]
        assert [round(side) for side in pages.size(7)] == [842, 595]
        picture = pages.render(0, 72)
    assert (picture.width, picture.height) in {(595, 842), (596, 842)}
    assert len(picture.rgba) == picture.width * picture.height * 4
    assert picture.rgba[:4] == b"\xff\xff\xff\xff"
    assert set(picture.rgba[3::4]) == {255}
    assert min(picture.rgba) < 80


def test_colours_are_red_green_blue_in_that_order() -> None:
    with PdfPages(sample_pdf()) as pages:
        picture = pages.render(1, 50)
    pixels = {picture.rgba[n : n + 3] for n in range(0, len(picture.rgba), 4)}
    assert any(abs(p[0] - 0x0A) < 8 and abs(p[1] - 0x5B) < 8 and abs(p[2] - 0xA8) < 8 for p in pixels)


def test_nothing_is_cut_at_the_edge_of_the_paper() -> None:
    """A band of 8 mm around each page holds at most the mark, never ink."""
    with PdfPages(sample_pdf()) as pages:
        for number in range(len(pages)):
            picture = pages.render(number, 50)
            edge, stride = round(8 / 25.4 * 50), picture.width * 4
            rows = [picture.rgba[y * stride : (y + 1) * stride] for y in range(picture.height)]
            band = b"".join(rows[:edge] + rows[-edge:] + [r[: edge * 4] + r[-edge * 4 :] for r in rows])
            assert min(band) > 200, number


def test_threads_take_turns() -> None:
    pdf = sample_pdf()

    def draw(number: int) -> int:
        with PdfPages(pdf) as pages:
            return len(pages.render(number, 40).rgba)

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(draw, range(8)))


def test_pages_of_a_file_are_counted_and_what_is_no_pdf_has_none(tmp_path: Path) -> None:
    good, damaged, other = tmp_path / "三页.PDF", tmp_path / "坏.pdf", tmp_path / "a.txt"
    good.write_bytes(blank_pdf(3))
    damaged.write_bytes(b"%PDF-1.7 nothing")
    other.write_bytes(blank_pdf(3))
    assert [count_pages(path) for path in (good, damaged, other, tmp_path / "没有.pdf")] == [3, 0, 0, 0]
