"""The PDF writer by itself: blocks that no section uses yet, and how long rows may run over a page's end."""

from __future__ import annotations

from datetime import date

from hqd_desktop import paths
from hqd_desktop.reporting import blocks as b
from hqd_desktop.reporting.fonts import find_fonts
from hqd_desktop.reporting.typst_writer import write_typst
from tests.reporting.printing import page_texts, squeezed


def _pages(*blocks: b.Block, layout: b.Layout = b.Layout.TEXT) -> list[str]:
    document = b.Document(
        "题", "单位", "表", ("词",), date(2026, 1, 2), "脚一", "脚二", "", (b.Section(layout, tuple(blocks)),)
    )
    rendered = write_typst(document, find_fonts(paths.fonts(), bundled_only=True))
    assert rendered.problems == ()
    return [squeezed(page) for page in page_texts(rendered.pdf)]


def test_page_break() -> None:
    pages = _pages(b.Paragraph("甲"), b.PageBreak(), b.Paragraph("乙"))
    assert [page[0] for page in pages] == ["甲", "乙"]


def test_rows_are_not_split_and_the_header_comes_again() -> None:
    columns = (b.Column("名", 1), b.Column("文", 1, b.Align.RIGHT))
    cell = "\n".join(f"第{n}行" for n in range(1, 6))
    pages = _pages(b.Table(columns, tuple(b.Row((f"行{n}", cell)) for n in range(30))))
    assert len(pages) > 2
    for page in pages:
        assert page.startswith("名文")
        assert page.count("第1行") == page.count("第5行") > 0


def test_a_row_taller_than_a_page_runs_over_its_end() -> None:
    pages = _pages(b.Table((b.Column("名", 1), b.Column("文", 1)), (b.Row(("甲", "长文" * 1500)),)))
    assert len(pages) > 1
    assert sum(page.count("长") for page in pages) == 1500


def test_a_group_head_is_never_alone_at_the_foot() -> None:
    columns = (b.Column("名", 1), b.Column("文", 1))
    for above in range(20, 30):
        rows = [b.Row((f"行{n}", "文")) for n in range(above)]
        rows += [b.Row(("组头",), b.RowKind.GROUP), b.Row(("组内", "文\n文"))]
        pages = _pages(b.Table(columns, tuple(rows)))
        assert [page for page in pages if "组头" in page] == [page for page in pages if "组内" in page]


def test_a_long_run_of_letters_stays_on_the_paper_and_can_be_copied() -> None:
    digest = "hqd1-sha256:" + "0123456789abcdef" * 4
    assert digest in _pages(b.KeyValues((("数据摘要", digest),)))[0]
