"""Compares a picture of the window with an approved one and draws what differs; it knows nothing of Qt or of pages."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

# A colour channel may be off by this much (the approved file is rounded to few colours, an anti-aliased edge may move
# by a shade), and this many pixels may be off by more. The stroke of one digit is 20 pixels and more.
SHADE = 28
PIXELS = 10
MOST_COLOURS = 256
_MARK = np.array((214, 0, 90), np.uint8)

Pixels = np.ndarray  # height × width × 3, 8 bit


@dataclass(frozen=True, slots=True)
class Difference:
    """`mask` is true where a pixel is off by more than SHADE; `words` is empty when the pictures agree."""

    words: str
    mask: np.ndarray | None = None


def compare(expected: Pixels, actual: Pixels) -> Difference:
    """Whether a picture is the approved one, within tolerance; another size is always a difference."""
    if expected.shape != actual.shape:
        return Difference(f"{_size(actual)}, approved {_size(expected)}")
    off = np.abs(expected.astype(np.int16) - actual.astype(np.int16)).max(axis=2)
    mask = off > SHADE
    count = int(mask.sum())
    if count <= PIXELS:
        return Difference("", mask)
    rows, columns = np.nonzero(mask)
    place = f"x {columns.min()}–{columns.max()}, y {rows.min()}–{rows.max()}"
    return Difference(f"{count} pixels differ ({place}), by up to {int(off.max())} of 255", mask)


def side_by_side(expected: Pixels, actual: Pixels, mask: np.ndarray | None) -> Pixels:
    """Approved, actual, and the actual one faded with what differs marked, beside each other."""
    parts = [expected, actual]
    if mask is not None:
        faded = (actual.astype(np.uint16) // 4 + 190).clip(0, 255).astype(np.uint8)
        grown = mask.copy()
        for step in (-1, 1):
            grown |= np.roll(mask, step, 0) | np.roll(mask, step, 1)
        faded[grown] = _MARK
        parts.append(faded)
    height = max(part.shape[0] for part in parts)
    width = sum(part.shape[1] for part in parts) + 8 * (len(parts) - 1)
    sheet = np.full((height, width, 3), 128, np.uint8)
    left = 0
    for part in parts:
        sheet[: part.shape[0], left : left + part.shape[1]] = part
        left += part.shape[1] + 8
    return sheet


def read_picture(path: Path) -> Pixels:
    """The pixels of a file."""
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))


def write_picture(path: Path, pixels: Pixels) -> None:
    """Small: of 256 colours at most, none off by more than half of SHADE, and packed as tightly as PNG goes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = next((made for reach in range(SHADE // 2 + 1) if (made := _with_palette(pixels, reach))), None)
    (made or Image.fromarray(pixels, "RGB")).save(path, "PNG", optimize=True)


def _with_palette(pixels: Pixels, reach: int) -> Image.Image | None:
    """The commonest colours as they are, each other one as the first that is within `reach`; None when too many."""
    codes = (pixels.astype(np.uint32) << np.array((16, 8, 0), np.uint32)).sum(axis=2, dtype=np.uint32)
    found, places, counts = np.unique(codes, return_inverse=True, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    colours = np.stack((found >> 16, found >> 8 & 255, found & 255), axis=1).astype(np.int16)
    palette: list[np.ndarray] = []
    entry = np.full(len(found), -1, np.int16)
    for one in order:
        if entry[one] < 0:
            if len(palette) == MOST_COLOURS:
                return None
            near = (np.abs(colours - colours[one]).max(axis=1) <= reach) & (entry < 0)
            entry[near] = len(palette)
            palette.append(colours[one])
    image = Image.fromarray(entry[places].reshape(pixels.shape[:2]).astype(np.uint8), "L").convert("P")
    image.putpalette([int(part) for colour in palette for part in colour])
    return image


def _size(pixels: Pixels) -> str:
    return f"{pixels.shape[1]}×{pixels.shape[0]}"
