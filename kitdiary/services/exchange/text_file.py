"""Opening a text file somebody else wrote: is it one at all, and in which encoding?"""

import codecs
import io
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, TextIO

from kitdiary.domain.errors import DiaryError

MAX_BYTES = 512 * 1024 * 1024
"""About two million contacts. Read in pieces, but a larger file is a mistake and would take an hour."""
_SAMPLE_BYTES = 64 * 1024
_STRAY = 8
"""Control characters that make no text a binary file yet, however short it is."""
_PIECE_BYTES = 1024 * 1024
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1a\x1b\x1c\x1d\x1e\x1f")
_MAGIC = {
    b"PK\x03\x04": "is an Excel workbook or a zip archive, not {0}: open it and save it as {0}",
    b"\xd0\xcf\x11\xe0": "is an old Excel or Outlook file, not {0}: export it as {0}",
    b"%PDF": "is a PDF, not {0}: export the contacts as {0}",
    b"!BDN": "is an Outlook data file, not {0}: export the contacts from Outlook as {0}",
    b"SQLite format 3\x00": "is a database, not {0}: choose the {0} file your address book exported",
}


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a file's bytes are read: Python's codec, its name for people, and whether some bytes do not fit."""

    codec: str
    label: str
    lossy: bool = False
    """Some bytes are no characters of it; they come out as U+FFFD."""


@contextmanager
def open_text(path: Path) -> Iterator[tuple[TextIO, Encoding]]:
    """The file as text with its line ends kept, and its encoding; closed on leaving.

    Raises DiaryError, one sentence, for what is missing, no file, empty, too large, or no text.
    """
    with opened(path) as raw:
        encoding = _find_encoding(raw, path)
        raw.seek(0)
        text = io.TextIOWrapper(raw, encoding=encoding.codec, errors="replace", newline="")
        try:
            yield text, encoding
        finally:
            text.detach()


@contextmanager
def opened(path: Path, form: str = "CSV") -> Iterator[BinaryIO]:
    """The bytes of a file that may be an address book in this form. Raises DiaryError as `open_text`."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise DiaryError(f"{path} is not a file: choose the {form} file your address book exported.")
        if about.st_size > MAX_BYTES:
            raise DiaryError(
                f"{path.name} is {about.st_size / 1024**2:,.0f} MB, more than the {MAX_BYTES // 1024**2} MB "
                "an import takes: split it, or choose the right file."
            )
        if about.st_size == 0:
            raise DiaryError(f"{path.name} is empty: export the contacts again.")
        raw = path.open("rb")
    except FileNotFoundError as error:
        raise DiaryError(f"There is no file {path}: check the name.") from error
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    with raw:
        yield raw


def unreadable(path: Path, error: Exception) -> DiaryError:
    """The sentence for a file the system would not read."""
    reason = getattr(error, "strerror", None) or str(error)
    return DiaryError(
        f"{path.name} cannot be read ({reason}): check that it is there and that you may open it."
    )


def _find_encoding(raw: BinaryIO, path: Path) -> Encoding:
    """By byte order mark, else by zero bytes (UTF-16), else UTF-8 if it is, else a code page."""
    sample = raw.read(_SAMPLE_BYTES)
    check_no_other(sample, path)
    if sample.lstrip(codecs.BOM_UTF8 + b" \r\n\t")[:11].upper() == b"BEGIN:VCARD":
        raise DiaryError(f"{path.name} is a vCard file, not CSV: import it with --format vcard.")
    if sample.startswith(codecs.BOM_UTF8):
        return Encoding("utf-8-sig", "UTF-8", lossy=_utf8_faults(raw)[0] > 0)
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16", "UTF-16", lossy=True)
    if b"\x00" in sample:
        return Encoding(utf16_without_mark(sample, path), "UTF-16", lossy=True)
    check_text(sample, path)
    faults, letters = _utf8_faults(raw)
    if not faults:
        return Encoding("utf-8", "UTF-8")
    if faults * 10 <= letters:
        # A file in UTF-8 with a few broken places is still one; read as Windows-1252 it would be all broken.
        return Encoding("utf-8", "UTF-8", lossy=True)
    return _code_page(sample)


def check_no_other(sample: bytes, path: Path, form: str = "CSV") -> None:
    """Raise DiaryError for a beginning that is some other program's file."""
    for magic, what in _MAGIC.items():
        if sample.startswith(magic):
            raise DiaryError(f"{path.name} {what.format(form)}.")


def check_text(sample: bytes, path: Path, form: str = "CSV") -> None:
    """Raise DiaryError for a beginning that is no text in any code page."""
    controls = sum(byte in _CONTROL for byte in sample)
    if controls > _STRAY and controls * 100 > len(sample):
        raise _not_text(path, form)


def _not_text(path: Path, form: str = "CSV") -> DiaryError:
    return DiaryError(f"{path.name} is not a text file: choose the {form} file your address book exported.")


def utf16_without_mark(sample: bytes, path: Path, form: str = "CSV") -> str:
    """Which UTF-16 it is: in Western text one of two bytes is zero, always the same one."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    raise _not_text(path, form)


def _utf8_faults(raw: BinaryIO) -> tuple[int, int]:
    """How many bytes of the whole file are no UTF-8, and how many of its characters are no ASCII."""
    raw.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    faults = letters = 0
    while True:
        piece = raw.read(_PIECE_BYTES)
        text = decoder.decode(piece, final=not piece)
        if not text.isascii():
            faults += text.count("\ufffd") - piece.count(b"\xef\xbf\xbd")
            letters += len(text) - len(text.encode("ascii", "ignore"))
        if not piece:
            return max(faults, 0), letters - max(faults, 0)


def _code_page(sample: bytes) -> Encoding:
    """Windows-1252, unless the letters stand in whole words outside ASCII (Cyrillic, Greek, East Asian).

    charset-normalizer is asked only then: in a short Western text it takes Windows-1250 (Hélčne) or worse
    for Windows-1252, in a script of its own it is right.
    """
    high = sum(byte >= 0x80 for byte in sample)
    in_words = sum(one >= 0x80 and two >= 0x80 for one, two in pairwise(sample))
    if high and in_words * 10 > high * 6:
        from charset_normalizer import from_bytes

        best = from_bytes(sample).best()
        if best is not None:
            return Encoding(
                best.encoding, best.encoding.replace("cp125", "Windows-125").replace("_", "-"), lossy=True
            )
    return Encoding("cp1252", "Windows-1252", lossy=True)
