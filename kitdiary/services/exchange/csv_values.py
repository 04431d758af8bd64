"""What stands in the cells: lists, dates, yes and no, and what only looks like a value."""

import re
from collections.abc import Iterable
from datetime import date

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.names import check_email, name_key
from kitdiary.services.exchange.spreadsheet import meant

_PLACEHOLDERS = frozenset(
    {"0/0/00", "0/0/0000", "00.00.0000", "00/00/0000", "0000-00-00", "-", "--", "n/a", "null", "none"}
)
_YES = frozenset("yes y true 1 x on ja j wahr oui o vrai si sí".split())
_NO = frozenset("no n false 0 off nein falsch non faux".split())
_MONTHS = {
    key: month
    for month, names in enumerate(
        (
            "jan january januar janvier janv jän jänner",
            "feb february februar fevrier fevr fev",
            "mar march märz marz mrz mars",
            "apr april avril avr",
            "may mai",
            "jun june juni juin",
            "jul july juli juillet juil",
            "aug august aout",
            "sep sept september septembre",
            "oct october okt oktober octobre",
            "nov november novembre",
            "dec december dez dezember decembre",
        ),
        start=1,
    )
    for name in names.split()
    for key in (name_key(name),)
}
_PARTS = re.compile(r"[;:,/\n]")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?|(\d{4})(\d{2})(\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:[ ,].*)?")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?:[ ,].*)?")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?:[ ,].*)?")
_DAY_MONTH = re.compile(r"(\d{1,2})\.?[ -]([^\W\d_]+)\.?,?[ -](\d{4})(?:[ ,].*)?")
_MONTH_DAY = re.compile(r"([^\W\d_]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:[ ,].*)?")


def plain(cell: str) -> str:
    """A cell as it was meant: trimmed, without the apostrophe or ``="…"`` that keeps a spreadsheet quiet.

    PRODUCT §5, hand-off files: a leading apostrophe before ``=``, ``+``, ``-``, ``@``, tab or CR is ours.
    """
    if cell[:1] == "'":
        return meant(cell).strip()
    text = cell.strip()
    if text[:2] == '="' and text[-1] == '"' and len(text) > 3:
        return text[2:-1].strip()
    return text


def is_placeholder(text: str) -> bool:
    """Whether a value says that there is none: ``0/0/00``, ``n/a``, a dash."""
    return len(text) <= 10 and text.casefold() in _PLACEHOLDERS


def split_list(text: str) -> list[str]:
    """The entries of a list in one cell: `` ::: `` (Google), else line breaks and semicolons, else commas."""
    for separator in (":::", "\n", ";", ","):
        if separator in text:
            pieces: Iterable[str] = (
                text.replace("\n", ";").split(";") if separator in "\n;" else text.split(separator)
            )
            return [piece.strip() for piece in pieces if piece.strip()]
    return [text] if text else []


def split_phones(text: str) -> list[str]:
    """The numbers in one cell. A slash or comma parts them only between two whole numbers (6 digits each)."""
    if _PARTS.search(text) is None:
        return [text]
    pieces = [piece for part in text.split(":::") for piece in re.split(r"[;\n]", part) if piece.strip()]
    found: list[str] = []
    for piece in pieces:
        halves = re.split(r"\s*,\s*|\s+/\s+", piece.strip())
        whole = all(sum(ch.isdigit() for ch in half) >= 6 for half in halves)
        found.extend(halves if whole else [piece.strip()])
    return found


def split_emails(text: str) -> list[str]:
    """The addresses in one cell, checked. Raises InvalidInput for what is none.

    An address that only the sender's own Exchange server understands (``/o=…``, in exports of Outlook's
    company directory) is left out.
    """
    if text[:3].lower() == "/o=":
        return []
    if text.count("@") < 2 and not any(separator in text for separator in (":::", ";", "\n")):
        return [check_email(text)]
    pieces = [piece for part in text.split(":::") for piece in re.split(r"[;,\n]|\s+(?=[^\s<>]+@)", part)]
    kept = [piece.strip() for piece in pieces if piece.strip()]
    return [check_email(piece) for piece in kept if "@" in piece or len(kept) == 1 or "<" not in text]


def parse_yes(text: str, heading: str) -> bool:
    """Yes or no, in English, German or French. Raises InvalidInput for anything else."""
    word = name_key(text)
    if word in _YES:
        return True
    if word in _NO or not word:
        return False
    raise InvalidInput(f"“{text}” in “{heading}” is neither yes nor no: write one of them.")


class DateReader:
    """Reads the dates of one column; which of day and month comes first is seen from the column itself.

    ``03/04/2026`` is read only if other values of the column (``21/04/2026``) show the order.
    """

    def __init__(self, samples: Iterable[str] = ()) -> None:
        self._day_first: bool | None = None
        orders = {order for text in samples if (order := _slashed_order(text)) is not None}
        if len(orders) == 1:
            self._day_first = orders.pop()

    def read(self, text: str, heading: str) -> date:
        """The date in ``text``, without its time of day. Raises InvalidInput if there is none, or two."""
        try:
            found = self._parse(text.strip())
        except ValueError as error:
            raise InvalidInput(
                f"“{text[:40]}” in “{heading}” is a date that does not exist: write it like 2026-11-20."
            ) from error
        if found is None and _SLASHED.fullmatch(text.strip()):
            raise InvalidInput(
                f"“{text[:40]}” in “{heading}” can be two dates: write the one meant like 2026-11-20."
            )
        if found is None:
            raise InvalidInput(
                f"“{text[:40]}” in “{heading}” cannot be read as a date: write it like 2026-11-20."
            )
        return found

    def _parse(self, text: str) -> date | None:
        if found := _ISO.fullmatch(text):
            year, month, day = (part for part in found.groups() if part is not None)
            return date(int(year), int(month), int(day))
        if found := _YEAR_FIRST.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DOTTED.fullmatch(text):
            return date(_year(found[3]), int(found[2]), int(found[1]))
        if (found := _DAY_MONTH.fullmatch(text)) and name_key(found[2]) in _MONTHS:
            return date(int(found[3]), _MONTHS[name_key(found[2])], int(found[1]))
        if (found := _MONTH_DAY.fullmatch(text)) and name_key(found[1]) in _MONTHS:
            return date(int(found[3]), _MONTHS[name_key(found[1])], int(found[2]))
        if found := _SLASHED.fullmatch(text):
            return self._slashed(int(found[1]), int(found[2]), _year(found[3]))
        return None

    def _slashed(self, first: int, second: int, year: int) -> date | None:
        order = self._day_first
        if first > 12 or second > 12 or first == second:
            order = first > 12 or first == second
        if order is None:
            return None
        return date(year, second, first) if order else date(year, first, second)


def _slashed_order(text: str) -> bool | None:
    """Whether a date with slashes shows that the day comes first (True), the month (False), or neither."""
    found = _SLASHED.fullmatch(text.strip())
    if found is None or (int(found[1]) > 12) == (int(found[2]) > 12):
        return None
    return int(found[1]) > 12


def _year(text: str) -> int:
    """A year of four digits, or of two as most programs mean it: 69 to 99 are the last century."""
    year = int(text)
    if len(text) == 4:
        return year
    return year + (1900 if year >= 69 else 2000)
