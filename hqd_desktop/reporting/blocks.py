"""The one document model of a report, as plain frozen data; it refuses to know any file format or any hospital.

Every writer (PDF, Word, preview) reads these blocks and nothing else, so that all of them show the same text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hqd_desktop.reporting.chart_data import ChartData


class Align(StrEnum):
    """Where the text of a column stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Style(StrEnum):
    """What a paragraph is: running text, text without indent, a small note, or lines in the middle."""

    BODY = "body"
    PLAIN = "plain"
    NOTE = "note"
    CENTRED = "centred"


class RowKind(StrEnum):
    """What a table row is: data, the head of the rows that follow it, a sum, or a note on the row before."""

    DATA = "data"
    GROUP = "group"
    TOTAL = "total"
    NOTE = "note"


class Layout(StrEnum):
    """How a section stands on the paper: text pages, pages of proof in smaller type, wide tables on A4 or on A3."""

    COVER = "cover"
    TEXT = "text"
    ANNEX = "annex"
    WIDE = "wide"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the report over its lines, and what stands under it."""

    lines: tuple[str, ...]
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its number already in the text; it is also a bookmark."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; line breaks in the text are kept."""

    text: str
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Pairs of a label and a text; `ruled` draws a line under each text, as on a cover."""

    rows: tuple[tuple[str, str], ...]
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, its share of the width, where its text stands."""

    title: str
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """A row; GROUP, TOTAL and NOTE rows have one cell that spans the table."""

    cells: tuple[str, ...]
    kind: RowKind = RowKind.DATA


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header is repeated on each page and whose rows are not split unless they are very long.

    The caption of a `numbered` table gets its number (表 1) when the document is put together; one that is filled in by
    pen is `boxed`.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    numbered: bool = False
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart; its caption gets its number (图 1) when the document is put together, `alternative` is it in words."""

    data: ChartData
    caption: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to be signed by hand; an empty second text leaves room to write."""

    lines: tuple[tuple[str, str], ...]
    seal: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = Title | Heading | Paragraph | KeyValues | Table | Chart | Signatures | PageBreak


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks on pages of one layout; a section starts on a new page."""

    layout: Layout
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report: properties, what stands at each page's head and foot, the mark across it, and the sections."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    day: date
    foot_first: str
    foot_second: str
    mark: str
    sections: tuple[Section, ...] = field(default_factory=tuple)
    head: str = ""

    def blocks(self) -> Iterator[Block]:
        """All blocks in the order of the paper."""
        for section in self.sections:
            yield from section.blocks

    def headings(self) -> tuple[Heading, ...]:
        """The bookmarks."""
        return tuple(block for block in self.blocks() if isinstance(block, Heading))
