"""Colours, sizes and fonts: the only place that knows any. Light and dark follow the system.

Colours come in pairs that keep a contrast of at least 4.5 to 1 for text. No colour carries a meaning
alone: what is late also says so, a rating also shows its letter.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True)
class Colours:
    """One set of colours, as ``#rrggbb``."""

    window: str
    side: str
    side_line: str
    card: str
    line: str
    hover: str
    selected: str
    text: str
    soft: str
    faint: str
    accent: str
    accent_hover: str
    accent_text: str
    strong: str
    strong_text: str
    late: str
    good: str
    note: str
    field: str
    field_line: str
    bar: str
    bar_text: str
    chart_second: str
    """Of the bar that stands on the first: told from it by its lightness too."""
    ratings: tuple[tuple[str, str, str], ...]
    """Fill, text and outline of the badges, best rating first; further ratings take the last."""


_PLAIN_LIGHT, _PLAIN_DARK = ("#ffffff", "#000000", "#000000"), ("#000000", "#ffffff", "#ffffff")

SECOND_BAR = "#9dc2e6"
"""On white, the bar that stands on the first: lighter, so that grey paper tells them apart too."""

LIGHT = Colours(
    window="#f6f7f9",
    side="#eaeef4",
    side_line="#dde2ea",
    card="#ffffff",
    line="#e2e6ec",
    hover="#f3f6fa",
    selected="#edf5fc",
    text="#1c2733",
    soft="#5d6a7a",
    faint="#677382",
    accent="#1f6cb0",
    accent_hover="#1a5d99",
    accent_text="#ffffff",
    strong="#12355f",
    strong_text="#ffffff",
    late="#b83216",
    good="#22713f",
    note="#edf4fb",
    field="#ffffff",
    field_line="#cdd4dd",
    bar="#22303f",
    bar_text="#ffffff",
    chart_second=SECOND_BAR,
    ratings=(
        ("#12355f", "#ffffff", "#12355f"),
        ("#2b74b8", "#ffffff", "#2b74b8"),
        ("#cfe1f1", "#163a63", "#cfe1f1"),
        ("#ffffff", "#4a5868", "#b9c2cd"),
    ),
)

DARK = Colours(
    window="#171c22",
    side="#12161b",
    side_line="#262d36",
    card="#1f262e",
    line="#303944",
    hover="#262e38",
    selected="#22364a",
    text="#e8edf2",
    soft="#a9b4c0",
    faint="#93a0ae",
    accent="#2b79bb",
    accent_hover="#256ca9",
    accent_text="#ffffff",
    strong="#7db4e6",
    strong_text="#0d1722",
    late="#ff8a6b",
    good="#6fcf97",
    note="#1d2f40",
    field="#171c22",
    field_line="#45515e",
    bar="#e8edf2",
    bar_text="#1c2733",
    chart_second="#a9cdee",
    ratings=(
        ("#8cc0ee", "#0d1f33", "#8cc0ee"),
        ("#3b7ab2", "#ffffff", "#3b7ab2"),
        ("#2c4a66", "#e3eef8", "#2c4a66"),
        ("#1f262e", "#b6c1cc", "#56636f"),
    ),
)

# What a system set to high contrast asks for: text and edges stand out, fills stay.
LIGHT_CONTRAST = replace(
    LIGHT,
    window="#ffffff",
    side="#ffffff",
    side_line="#000000",
    line="#000000",
    text="#000000",
    soft="#1a1a1a",
    faint="#262626",
    accent="#00407a",
    accent_hover="#002f5c",
    late="#8a1500",
    good="#0b4a22",
    field_line="#000000",
    bar="#000000",
    ratings=(*LIGHT.ratings[:1], ("#00407a", "#ffffff", "#000000"), *LIGHT.ratings[2:-1], _PLAIN_LIGHT),
)
DARK_CONTRAST = replace(
    DARK,
    window="#000000",
    side="#000000",
    side_line="#ffffff",
    card="#000000",
    line="#ffffff",
    hover="#1a1a1a",
    selected="#12324f",
    text="#ffffff",
    soft="#f0f0f0",
    faint="#e0e0e0",
    accent="#8ccaff",
    accent_hover="#b5dcff",
    accent_text="#000000",
    late="#ffb59f",
    good="#a8f0c0",
    note="#0d1f30",
    field="#000000",
    field_line="#ffffff",
    bar="#ffffff",
    bar_text="#000000",
    ratings=(*DARK.ratings[:1], ("#8ccaff", "#000000", "#ffffff"), *DARK.ratings[2:-1], _PLAIN_DARK),
)

# Sizes in device-independent pixels.
SIDE_WIDTH = 196
BRIEF_WIDTH, BRIEF_NARROW = 330, 264
BRIEF_FROM, BRIEF_WIDE_FROM = 720, 1000
"""From this width of a page on there is room for the brief, and for a wide one."""
MARGIN = 26
GAP = 14
TIGHT = 8
RADIUS = 9
ROW_HEIGHT = 54
TABLE_ROW = 34
BADGE = 24
BUTTON_HEIGHT = 28
FIELD_HEIGHT = 34
FORM_WIDTH, PROMISE_WIDTH, WRITE_WIDTH, ASK_WIDTH, CLOCK_WIDTH = 760, 660, 600, 480, 76
BATCH_WIDTH = 880

# Fonts in points at 96 dots an inch, relative to the body's size.
BODY_PIXELS = 13
FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "Cantarell", "Ubuntu")
_ROLES = {"body": 0, "small": -1, "label": -2, "title": 9, "number": 13, "name": 3}
_WEIGHTS = {"title": QFont.Weight.Bold, "label": QFont.Weight.DemiBold, "number": QFont.Weight.Bold}


def is_dark() -> bool:
    """Whether the system asks for dark colours; decided by its palette where it does not say."""
    scheme = QGuiApplication.styleHints().colorScheme()
    if scheme is not Qt.ColorScheme.Unknown:
        return scheme is Qt.ColorScheme.Dark
    return _system_window_is_dark()


def is_contrast() -> bool:
    """Whether the system asks for high contrast; Qt knows from 6.10 on."""
    asks = getattr(QGuiApplication.styleHints(), "accessibility", None)
    return asks is not None and asks().contrastPreference() is Qt.ContrastPreference.HighContrast


_forced: bool | None = None
_forced_contrast: bool | None = None


def force_dark(dark: bool | None) -> None:
    """Take light or dark whatever the system says: for pictures of both. None follows the system."""
    global _forced  # noqa: PLW0603 - the one switch of the one theme
    _forced = dark


def force_contrast(high: bool | None) -> None:
    """Take high contrast or not, whatever the system says. None follows the system."""
    global _forced_contrast  # noqa: PLW0603 - the other switch of the one theme
    _forced_contrast = high


@lru_cache(maxsize=1)
def _system_window_is_dark() -> bool:
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 110


def colours() -> Colours:
    """The colours in force."""
    dark = is_dark() if _forced is None else _forced
    if is_contrast() if _forced_contrast is None else _forced_contrast:
        return DARK_CONTRAST if dark else LIGHT_CONTRAST
    return DARK if dark else LIGHT


@lru_cache(maxsize=256)
def colour(name: str) -> QColor:
    """A colour of `Colours` by its hex text."""
    return QColor(name)


def badge(rank: int) -> tuple[str, str, str]:
    """Fill, text and outline of the badge of the ``rank``-th rating, 0 the best."""
    pairs = colours().ratings
    return pairs[min(rank, len(pairs) - 1)]


@lru_cache(maxsize=1)
def family() -> str:
    """The first of the preferred font families the machine has, else its own."""
    there = set(QFontDatabase.families())
    return next((name for name in FAMILIES if name in there), QApplication.font().family())


@lru_cache(maxsize=32)
def font(role: str = "body", *, bold: bool = False) -> QFont:
    """A font by role: body, small, label (a heading in small capitals), name, title, number."""
    made = QFont(family())
    made.setPixelSize(BODY_PIXELS + _ROLES[role])
    made.setWeight(QFont.Weight.DemiBold if bold else _WEIGHTS.get(role, QFont.Weight.Normal))
    if role == "label":
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
    return made
