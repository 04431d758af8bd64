"""Texts as notifications can show them. Pure."""

TITLE_UNITS, BODY_UNITS = 63, 255
"""What Windows shows at most, in UTF-16 units; more raises inside plyer's own thread there."""
_JOINERS = "\u200d\ufe0f"
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def clean(title: str, body: str, *, markup: bool) -> tuple[str, str]:
    """Title and body in plain text: never an empty title, no leading dash (an option), cut to length.

    ``markup`` says that the body is read as markup (the desktops of Linux do), so that what looks like
    it is written out. A title never is.
    """
    title = cut(" ".join(_printable(title).split()).lstrip("- ") or "KitDiary", TITLE_UNITS)
    body = cut(_printable(body).strip().lstrip("- "), BODY_UNITS)
    return title, body.translate(_MARKUP) if markup else body


def cut(text: str, units: int) -> str:
    """``text`` cut to so many UTF-16 units, with an ellipsis, never inside a character."""
    if len(text.encode("utf-16-le")) // 2 <= units:
        return text
    kept = text.encode("utf-16-le")[: (units - 1) * 2].decode("utf-16-le", "ignore")
    # A joiner at the end waits for the second half of a sign that was cut off.
    return kept.rstrip().rstrip(_JOINERS) + "…"


def _printable(text: str) -> str:
    """Without what no daemon takes: NUL ends an argument, a lone surrogate is no text."""
    return "".join(ch for ch in text if ch == "\n" or (ch >= " " and not "\ud800" <= ch <= "\udfff"))
