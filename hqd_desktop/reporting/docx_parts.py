"""What python-docx has no words for, or is slow at: paragraphs, fields, fonts for Chinese, a mark across the page.

It refuses to know any block of a report.
"""

import io
import unicodedata
import zipfile
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

_TWIPS = 1440 / 25.4
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_WATERMARK = (
    "<w:p {spaces}><w:pPr><w:pStyle w:val={style}/></w:pPr><w:r><w:rPr><w:noProof/></w:rPr><w:pict>"
    '<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'id="mark{number}" type="#_x0000_t136" alt={text} style="position:absolute;margin-left:0;margin-top:0;'
    "width:{width}pt;height:100pt;rotation:322;z-index:-251658752;mso-position-horizontal:center;"
    "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin" fillcolor="#f0f0f0" stroked="f">'
    '<v:textpath style="font-family:{font};font-size:1pt" string={text}/></v:shape></w:pict></w:r></w:p>'
)


def set_fonts(style_or_run: Any, name: str, size: float) -> None:
    """One face for Chinese and everything else, of a size in points."""
    style_or_run.font.name = name
    style_or_run.font.size = Pt(size)
    fonts = style_or_run.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(kind), name)
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(kind), None)


def indent_letters(style: Any, letters: int) -> None:
    """The first line set in by whole letters, whatever their size."""
    indent = style.element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(letters * 100))
    indent.set(qn("w:firstLine"), str(letters * 320) if letters else "0")


def add_field(paragraph: Any, code: str, shown: str) -> None:
    """A field that the word processor keeps up to date, such as PAGE."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run()
        if kind == "shown":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            words = OxmlElement("w:instrText")
            words.set(qn("xml:space"), "preserve")
            words.text = f" {text} "
            run._r.append(words)


def plain(text: str) -> str:
    """The text as a document can hold it: every kind of line break as one, no control characters."""
    for mark in ("\r\n", "\r", "\u2028", "\u2029", "\v", "\f"):
        text = text.replace(mark, "\n")
    return "".join(c for c in text.replace("\t", "　") if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))


def paragraph(
    text: str,
    style: str,
    *,
    side: str = "",
    keep: bool = False,
    new_page: bool = False,
    above: float = 0,
    below: float = 0,
    font: str = "",
    size: float = 0,
) -> str:
    """One paragraph as markup, line ends as line breaks; `style` is an id, distances are in mm, `size` in points."""
    facts = f"<w:pStyle w:val={quoteattr(style)}/>"
    facts += "<w:keepNext/>" if keep else ""
    facts += "<w:pageBreakBefore/>" if new_page else ""
    spacing = f' w:before="{round(above * _TWIPS)}"' if above else ""
    spacing += f' w:after="{round(below * _TWIPS)}"' if below else ""
    spacing += f' w:line="{round(size * 1.5 * 20)}" w:lineRule="exact"' if size else ""
    facts += f"<w:spacing{spacing}/>" if spacing else ""
    facts += f'<w:jc w:val="{side}"/>' if side else ""
    face = "".join(f" w:{kind}={quoteattr(font)}" for kind in ("ascii", "hAnsi", "eastAsia", "cs")) if font else ""
    look = f"<w:rFonts{face}/>" if face else ""
    look += f'<w:sz w:val="{round(size * 2)}"/>' if size else ""
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "" for line in plain(text).split("\n"))
    return f"<w:p><w:pPr>{facts}</w:pPr><w:r>{look}{'<w:br/>'.join(lines)}</w:r></w:p>"


def append(word: Any, markup: str) -> Any:
    """Put a paragraph or table at the end of the document; the element."""
    place = markup.index(">")  # of a `w:p` or `w:tbl` without attributes
    element = parse_xml(f"{markup[:place]} {nsdecls('w')}{markup[place:]}")
    body = word.element.body
    body.insert(len(body) - 1, element)  # the last child holds the properties of the last section
    return element


def describe_picture(shape: Any, text: str) -> None:
    """The words for those who cannot see it."""
    shape._inline.docPr.set("descr", text)


def add_watermark(header: Any, text: str, style: str, font: str, number: int) -> None:
    """Grey words across the page, as WPS and Word make them."""
    width = min(420, 110 * len(text))
    paragraph = _WATERMARK.format(
        spaces=nsdecls("w"), style=quoteattr(style), text=quoteattr(text), width=width, font=font, number=number
    )
    header._element.append(parse_xml(paragraph))


def repacked(data: bytes) -> bytes:
    """The same document with every part dated alike, so that the same report gives the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in source.infolist():
            part = zipfile.ZipInfo(entry.filename, _EARLIEST)
            part.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(part, source.read(entry))
    return target.getvalue()
