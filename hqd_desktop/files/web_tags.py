"""Takes a web page apart into words and tags in one pass, however broken it is; it refuses to know what they mean.

The library's own parser looks through the rest of the page again for each tag that is never closed.
"""

import html
import re
from collections.abc import Iterator

_HUGE = re.compile(r"&#(?:[xX][0-9a-fA-F]{9,}|[0-9]{9,});?")  # of more digits than any sign has, up to millions
_TAG = re.compile(r"<(/?[A-Za-z][^\s/>]*)")
_REST = re.compile(r"(?:[^>\"']|\"[^\"]*\"|'[^']*')*+>")
_GIVEN = re.compile(r"([A-Za-z-]{1,20})\s{0,20}=\s{0,20}(?:\"([^\"]{0,40})\"|'([^']{0,40})'|([^\s\"'>]{1,40}))")
_RAW = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "title")}


def tags_of(text: str) -> Iterator[tuple[str, str, str]]:
    """The words before each tag, its name in small letters (/td for an end, "" for no tag), and what it carries.

    Comments and scripts are left out. A tag that never ends ends the page.
    """
    at = 0
    while (begin := text.find("<", at)) >= 0:
        words = unescaped(text[at:begin])
        tag = _TAG.match(text, begin)
        if tag is None and text[begin + 1 : begin + 2] not in ("!", "?"):
            yield f"{words}<", "", ""
            at = begin + 1
            continue
        if tag is None:
            yield words, "", ""
            at = _after(text, "-->" if text.startswith("<!--", begin) else ">", begin)
            continue
        rest = _REST.match(text, tag.end())
        at = rest.end() if rest else len(text)
        name = tag[1].lower()
        yield words, name if rest else "", rest[0] if rest else ""
        if rest and name in _RAW:
            end = _RAW[name].search(text, at)
            at = end.start() if end else len(text)
    yield unescaped(text[at:]), "", ""


def unescaped(text: str) -> str:
    """The signs that &lt; and &#20803; stand for; one that cannot be is shown as such."""
    return html.unescape(_HUGE.sub("\ufffd", text)) if "&" in text else text


def attributes(given: str) -> dict[str, str]:
    """The short values that a tag carries, by name in small letters."""
    return {found[0].lower(): found[1] or found[2] or found[3] for found in _GIVEN.findall(given[:2000])}


def _after(text: str, end: str, begin: int) -> int:
    found = text.find(end, begin)
    return found + len(end) if found >= 0 else len(text)
