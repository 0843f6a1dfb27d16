"""The colours and sizes of the window as named tokens (light and dark); it refuses to know any widget."""

from dataclasses import dataclass, fields

FONT_STACK = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as #rrggbb; `*_soft` is the fill behind text of that colour, `on_accent` the text on a filled button."""

    dark: bool
    bg: str
    surface: str
    sub: str
    sub2: str
    line: str
    edge: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_soft: str
    on_accent: str
    error: str
    error_soft: str
    warning: str
    warning_soft: str
    ok: str
    ok_soft: str
    missing: str
    missing_soft: str
    other: str

    def colours(self) -> dict[str, str]:
        """Every colour by its name."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "dark"}


LIGHT = Tokens(
    dark=False,
    bg="#F4F6F8",
    surface="#FFFFFF",
    sub="#F7F8FA",
    sub2="#EDF0F4",
    line="#DDE2E9",
    edge="#8792A2",
    text="#17202C",
    text2="#465264",
    text3="#5C6879",
    accent="#0A5BA8",
    accent_soft="#E5F0FA",
    on_accent="#FFFFFF",
    error="#B3261E",
    error_soft="#FCECEA",
    warning="#855600",
    warning_soft="#FFF3D6",
    ok="#1A6B3B",
    ok_soft="#E6F4EB",
    missing="#5B4B8A",
    missing_soft="#EFEBF8",
    other="#C9CFD8",
)

DARK = Tokens(
    dark=True,
    bg="#12161C",
    surface="#1A2028",
    sub="#1F2630",
    sub2="#28303C",
    line="#323C49",
    edge="#7F8C9D",
    text="#E9EDF2",
    text2="#BAC4D0",
    text3="#96A2B2",
    accent="#7AB8F5",
    accent_soft="#1B324A",
    on_accent="#0C1A28",
    error="#FF9A90",
    error_soft="#3D2022",
    warning="#F3C76B",
    warning_soft="#3A2F17",
    ok="#84D3A0",
    ok_soft="#1A3426",
    missing="#C3B2F2",
    missing_soft="#2C2644",
    other="#4A5563",
)

# Type scale in px at 100 %: the `kind` of a label.
TYPE = {
    "hero": (28, True),
    "title": (20, True),
    "panel": (16, True),
    "card": (15, True),
    "body": (14, False),
    "strong": (14, True),
    "secondary": (13, False),
    "caption": (12, False),
    "heading": (13, True),
    "badge": (11, False),
    "score": (40, True),
    "big": (24, True),
}
