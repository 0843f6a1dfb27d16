"""What every chart is drawn with: colours, the one face, an empty figure, the spots a pointer is answered at.

It refuses pyplot and knows no kind of chart.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

# Its warnings are English, for programmers, and would stand between our sentences on the screen.
logging.getLogger("matplotlib").setLevel(logging.ERROR)

WIDTH_INCHES = 6.1


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of a chart; those of the light theme serve for paper."""

    accent: str = "#0A5BA8"
    track: str = "#EDF0F4"
    other: str = "#B9C1CC"
    text: str = "#17202C"
    text2: str = "#465264"
    open: str = "#5B4B8A"
    ground: str = "#FFFFFF"


PAPER = Palette()


@dataclass(frozen=True, slots=True)
class Spot:
    """What is told where: a rectangle in parts of the figure's width and height, from the upper left, and the words."""

    left: float
    top: float
    right: float
    bottom: float
    words: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure, and the spots where a pointer is answered."""

    figure: "Figure"
    spots: tuple[Spot, ...]


class Sheet:
    """A figure in inches from its upper left, without axes: those take longer than all that is drawn on them."""

    def __init__(self, figure: "Figure", height: float) -> None:
        from matplotlib.transforms import Affine2D

        self._figure = figure
        self._inches = Affine2D().scale(1 / WIDTH_INCHES, -1 / height).translate(0, 1) + figure.transFigure

    def plot(self, across: Sequence[float], down: Sequence[float], **look: Any) -> None:
        """A line, or marks alone."""
        from matplotlib.lines import Line2D

        self._figure.add_artist(Line2D(across, down, transform=self._inches, **look))

    def text(self, x: float, y: float, text: str, **look: Any) -> "Text":
        """A text there."""
        return self._figure.text(x, y, text, transform=self._inches, **look)


class Pen:
    """Writes on axes or a sheet in one face; a text is taken as it is, never as a formula."""

    def __init__(self, font_path: str, palette: Palette) -> None:
        self.palette = palette
        self._font = font_properties(font_path)

    def write(
        self,
        ground: "Axes | Sheet",
        x: float,
        y: float,
        text: str,
        size: float,
        colour: str,
        side: str = "left",
        up: str = "",
        clear: bool = False,
    ) -> None:
        """A text at data coordinates; `side` and `up` say what of it stands there, `clear` that no line strikes it."""
        label = ground.text(
            x, y, text, color=colour, ha=side, va=up or "center_baseline", fontproperties=self._font, clip_on=False
        )
        label.set_fontsize(size)
        label.set_parse_math(False)
        if clear:
            label.set_bbox({"facecolor": self.palette.ground, "edgecolor": "none", "pad": 0.6})


def font_properties(path: str) -> Any:
    """Register a font file with matplotlib and return the properties that choose it; sizes are given per text."""
    from matplotlib import font_manager

    family = font_manager.get_font(path).family_name
    if all(entry.fname != path for entry in font_manager.fontManager.ttflist):
        font_manager.fontManager.addfont(path)
    return font_manager.FontProperties(family=[family])


def new_figure(height: float, ground: str) -> "Figure":
    """An empty figure as wide as the text, so many inches high."""
    from matplotlib.figure import Figure

    return Figure(figsize=(WIDTH_INCHES, height), facecolor=ground)
